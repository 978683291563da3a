"""Thanks: one for each helper, written in one's own words, given in person or on paper, and then over."""

from typing import TypedDict

from service.domain.changes import Change, helper_of
from service.domain.models import Thanks, ThanksState, Way
from service.domain.refusals import Fault, Invalid


class ThanksFields(TypedDict, total=False):
    """What an organizer may say about one thank-you."""

    note: str
    way: Way | None
    state: ThanksState


def change_thanks(change: Change, helper_n: int, fields: ThanksFields) -> Thanks:
    """Write a note, mark it given (also without a note), let it rest, or take that back.

    To write and written follow from the note: taking "given" back lands where the note says. Raises NotFound,
    and Invalid for "written" without a note.
    """
    helper_of(change, helper_n)
    thanks = change.session.get(Thanks, (change.move.id, helper_n))
    if thanks is None:
        thanks = change.add(Thanks(move_id=change.move.id, n=helper_n, note="", state=ThanksState.TO_WRITE))
    before = (thanks.note, thanks.way, thanks.state)
    thanks.note = fields.get("note", thanks.note)
    state = _state(thanks, fields)
    given = state is ThanksState.GIVEN
    if thanks.state is ThanksState.GIVEN and not given:
        thanks.way = None
    thanks.way = fields.get("way", thanks.way)
    thanks.given_at = (thanks.given_at or change.now) if given else None
    thanks.state = state
    if (thanks.note, thanks.way, thanks.state) != before:
        change.note("thanks_changed", helper=helper_n, state=thanks.state, way=thanks.way)
    return thanks


def _state(thanks: Thanks, fields: ThanksFields) -> ThanksState:
    state = fields.get("state", thanks.state)
    if fields.get("state") is ThanksState.WRITTEN and not thanks.note:
        raise Invalid(Fault("note", "missing"))
    if state in (ThanksState.TO_WRITE, ThanksState.WRITTEN):
        return ThanksState.WRITTEN if thanks.note else ThanksState.TO_WRITE
    return state
