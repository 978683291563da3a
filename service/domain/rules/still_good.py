"""Still good: after another day or time a helper says that it suits them, too. That it does not is a release."""

from service.domain.core.agreed import Place, read_unanswered
from service.domain.core.change import Change
from service.domain.core.events import Event
from service.domain.core.refusals import NotFound
from service.domain.models import ReadOnlyClaim, ReadOnlyTask, Standing


def say_still_good(change: Change, n: int, seen: int) -> None:
    """Note that a claim suits its helper as it was at the version that they have `seen`.

    A second time is nothing new, and neither is it for a claim of which nothing has changed. Raises MoveClosed, and
    NotFound for a claim that is not the asker's own.
    """
    claim = change.read(ReadOnlyClaim, n)
    if claim.helper_n != change.by.n:
        raise NotFound
    change.require_open()
    task = change.read(ReadOnlyTask, claim.task_n)
    if claim.standing is not Standing.FIRM or claim.released_at is not None or not task.state.is_live:
        return
    place = Place(n, task.n, claim.since, task.day is not None)
    asked = read_unanswered(change.connection, change.move.id, claim.helper_n, [place]).get(n)
    if asked is not None and asked.changed[0] <= seen:
        seen = min(seen, change.move.version)
        change.note(Event.CLAIM_KEPT, task=claim.task_n, helper=claim.helper_n, claim=n, seen=seen)
