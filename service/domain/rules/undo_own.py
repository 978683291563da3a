"""Undo for helpers: what they took or gave back themselves, in the first minutes, as long as the place is free."""

from collections.abc import Sequence

from sqlalchemy import select

from service.domain.core.change import Change
from service.domain.core.events import Event
from service.domain.core.links import Grants
from service.domain.core.receivers import HELPER
from service.domain.core.refusals import NotFound, Since, TooLate
from service.domain.core.undone import undone_by
from service.domain.core.unsent import take_back_messages
from service.domain.figures.capacity import Capacity, flights_of
from service.domain.figures.seen import is_for
from service.domain.figures.times import TAKE_AGAIN_WITHIN
from service.domain.models import Ask, Claim, Happening, Standing, Task
from service.domain.rules.agreed_hours import forget_hours
from service.domain.rules.asks import delete_ask
from service.domain.rules.claims import give_back, note_claim, require_claimable
from service.domain.rules.offers import wait_again
from service.domain.rules.standbys import fill_places, taken
from service.domain.rules.taking_over import handed_claim
from service.domain.rules.undo import lines_from


def undo_own(change: Change, version: int) -> int:
    """Take back what this helper took or gave back in the change that led to a version; returns the version after.

    A second time is nothing new. Raises NotFound for any other change, TooLate, and once nothing can be taken at all
    MoveClosed, TaskCancelled or TaskFull.
    """
    lines = lines_from(change, version)
    done = [line for line in lines if line.version == version]
    own = _own(done, change.by.n)
    undone = undone_by(lines)
    if version in undone:
        return undone[version]
    if done[0].at + TAKE_AGAIN_WITHIN <= change.now:
        raise TooLate(Since.TIME_OVER)
    since = [line for line in lines if line.version > version]
    later = {line.about.get("claim") for line in since}
    take_back_messages(change.connection, change.move.id, version, evening=False, offers=(), helpers=())
    change.note(Event.UNDONE, version=version)
    for line in own:
        claim = change.get(Claim, line.about["claim"])
        if line.what == Event.ASKED:
            _stop_handing_on(change, claim, line)
        elif line.what == Event.RELEASED:
            _require_free(change, claim, line)
            _take_again(change, claim)
        elif claim.released_at is None and claim.n not in later:
            give_back(change, claim)
            wait_again(change, line.about.get("settled", ()))
        else:
            task = change.get(Task, claim.task_n)
            if claim.released_at is not None and not is_for(task, claim.helper_n):
                raise NotFound
            raise TooLate(Since.TASK_CHANGED, task.title)
    forget_hours(change, done, since)
    return change.move.version


def _own(done: Sequence[Happening], helper_n: int) -> list[Happening]:
    """Find the lines of a helper's own yes or "not this time"; by the sign-up link they are of who came with it.

    And of what they handed on themselves, which only a helper's own link does.

    Raises NotFound.
    """
    by_them = ((HELPER, helper_n), (Grants.SIGNUP.name.lower(), 0))
    what = (Event.CLAIMED, Event.RELEASED)
    by = [line for line in done if (line.by_role, line.by_n) in by_them]
    own = [line for line in by if line.what in what and line.about["helper"] == helper_n]
    own += [line for line in by if line.what == Event.ASKED]
    if not own:
        raise NotFound
    return own


def _stop_handing_on(change: Change, claim: Claim, asked: Happening) -> None:
    """Take back what was handed on, unless the friend has said yes, or it is taken back. Raises TooLate."""
    ask = change.session.get(Ask, (change.move.id, asked.about["ask"]))
    if ask is None or handed_claim(change, ask) is None:
        raise TooLate(Since.TASK_CHANGED, change.get(Task, claim.task_n).title)
    delete_ask(change, ask)


def _require_free(change: Change, claim: Claim, given_back: Happening) -> None:
    """Check that a place given back is still free. Raises TooLate."""
    change.require_open()
    task = change.get(Task, claim.task_n)
    require_claimable(change, task, claim.helper_n, has_it=False)
    mine = (Claim.move_id == change.move.id, Claim.task_n == task.n, Claim.helper_n == claim.helper_n)
    if change.session.scalar(select(Claim.n).where(*mine, Claim.released_at.is_(None))) is not None:
        raise TooLate(Since.TASK_CHANGED, task.title)
    if claim.released_at != given_back.at or claim.taken_off:
        raise TooLate(Since.TASK_CHANGED, task.title)
    free = Capacity(task, taken(change, task.n), flights_of(change.move, task.place)).free(claim.role)
    if claim.standing is Standing.FIRM and claim.quantity > free:
        raise TooLate(Since.NOT_FREE, task.title)


def _take_again(change: Change, claim: Claim) -> None:
    """Let a claim stand as it did, but for a word that came with it: that was erased when it was given back."""
    claim.released_at = None
    change.flush()
    note_claim(change, Event.CLAIMED, claim, since=claim.since)
    fill_places(change, change.get(Task, claim.task_n))
