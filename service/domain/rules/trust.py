"""Trust: whom organizers let know all of a discreet move. Kept in every move, it counts while one is discreet."""

from sqlalchemy import select, update

from service.domain.core.change import Change
from service.domain.core.events import Event
from service.domain.models import Claim, Helper, ReadOnlyHelper, Standing


def trust(change: Change, helper_n: int) -> None:
    """Trust somebody whom an organizer asks, or puts on a task. Raises NotFound.

    Where the move is discreet that is news to them, and another page, whatever else the change does.
    """
    if change.by_organizer and not change.read(ReadOnlyHelper, helper_n).trusted:
        change.get(Helper, helper_n).trusted = True
        tell_anew(change, helper_n)
        if change.move.discreet:
            change.note(Event.HELPER_CHANGED, helper=helper_n, fields=["trusted"])


def tell_anew(change: Change, helper_n: int) -> None:
    """Let the calendars of a helper know that their entries say something else from now on."""
    theirs = (Claim.move_id == change.move.id, Claim.helper_n == helper_n, Claim.released_at.is_(None))
    change.flush()
    anew = update(Claim).where(*theirs).values(revision=Claim.revision + 1)
    change.session.execute(anew, execution_options={"synchronize_session": "fetch"})


def trust_who_comes(change: Change) -> None:
    """Trust everybody with a firm claim: they know already what is held back from now on."""
    change.flush()
    firm = select(Claim.helper_n).where(
        Claim.move_id == change.move.id, Claim.released_at.is_(None), Claim.standing == Standing.FIRM
    )
    who = update(Helper).where(Helper.move_id == change.move.id, Helper.n.in_(firm)).values(trusted=True)
    change.session.execute(who, execution_options={"synchronize_session": "fetch"})


def holds_back_from(change: Change, helper_n: int) -> bool:
    """Tell whether a helper is not to know when and where others are needed."""
    return change.move.discreet and not change.read(ReadOnlyHelper, helper_n).trusted
