"""Thanks: one for each helper, written in one's own words, given in person or on paper, and then over."""

from collections.abc import Collection
from datetime import date
from typing import TypedDict

from service.domain.core.change import Change, helper_of
from service.domain.core.events import Event
from service.domain.core.message_rows import ALL
from service.domain.core.refusals import Fault, Invalid
from service.domain.figures.times import day_there, thanks_days
from service.domain.models import Organizer, Thanks, ThanksState, Way
from service.domain.rules.moves import change_move


class ThanksFields(TypedDict, total=False):
    """The fields of one thank-you that an organizer may set."""

    note: str
    way: Way | None
    state: ThanksState


def change_thanks(
    change: Change, helper_n: int, fields: ThanksFields, *, known: Collection[str] | None = None
) -> Thanks:
    """Write a note, mark it given (also without a note), or let it rest.

    A note turns "to write" into "written", and removing the note turns that back. `known`: the versions of the
    note that its writer has seen or sent. Raises NotFound, and Invalid for "written" without a note, and if the
    note is none of the known ones by now: somebody else has written, and nobody's text is overwritten.
    """
    thanks = _entry(change, helper_n)
    if known is not None and thanks.note not in (*known, fields.get("note", thanks.note)):
        raise Invalid(Fault("note", "written_meanwhile", {"note": thanks.note}))
    before = (thanks.note, thanks.way, thanks.state)
    thanks.note = fields.get("note", thanks.note)
    if before[0] and not thanks.note:
        thanks.epoch = change.next_epoch(thanks.epoch)  # the link to these words opens none that are written later
    state = _state(thanks, fields)
    given = state is ThanksState.GIVEN
    if thanks.state is ThanksState.GIVEN and not given:
        thanks.way = None
    thanks.way = fields.get("way", thanks.way)
    thanks.given_at = (thanks.given_at or change.now) if given else None
    thanks.state = state
    if (thanks.note, thanks.way, thanks.state) != before:
        change.note(Event.THANKS_CHANGED, helper=helper_n, state=thanks.state, way=thanks.way)
    return thanks


def send_note(change: Change, helper_n: int) -> None:
    """Send a note by mail, as a letter with the note alone. One that was sent is not sent again.

    Raises NotFound, and Invalid without a note or an address, or for somebody who wants no letters.
    """
    helper, thanks = helper_of(change, helper_n), _entry(change, helper_n)
    if not thanks.note:
        raise Invalid(Fault("note", "missing"))
    if not helper.email or ALL in helper.muted_kinds:
        raise Invalid(Fault("note", "no_letters"))
    if thanks.state is not ThanksState.GIVEN:
        change_thanks(change, helper_n, {"way": Way.MAIL, "state": ThanksState.GIVEN})
        change.note(Event.NOTE_SENT, helper=helper_n)


def say_to_everybody(change: Change, words: str) -> None:
    """Send one sentence to everybody on the evening of the move: once, and beside the notes."""
    if not change.move.evening:
        change.move.evening = words
        change.note(Event.EVENING_SAID)


def choose_day(change: Change, day: date | None) -> None:
    """Choose the day on which this organizer is reminded to write; None: the default days.

    Raises Invalid for a day before the move.
    """
    if day is not None and change.move.day is not None and day < change.move.day:
        raise Invalid(Fault("day", "before_the_move"))
    change_move(change, {}, {"writing_day": day})
    if day is not None:
        leave_out(change, day, out=False)


def leave_out(change: Change, day: date, *, out: bool) -> None:
    """Skip the reminder of this organizer on a day, or have it after all.

    Skipped days on which no reminder is due any more are forgotten.
    """
    organizer, move = change.get(Organizer, change.by.n), change.move
    moments = thanks_days(move.day, move.zone, organizer.writing_day)
    days = {day_there(moment, move.zone).isoformat() for moment in moments}
    left_out = {*organizer.skipped_days, day.isoformat()} if out else {*organizer.skipped_days} - {day.isoformat()}
    change_move(change, {}, {"skipped_days": sorted(left_out & days)})


def not_yet(change: Change, helper_n: int) -> None:
    """Undo "given" or "resting": the state follows from the note again. Raises NotFound."""
    written = bool(_entry(change, helper_n).note)
    change_thanks(change, helper_n, {"state": ThanksState.WRITTEN if written else ThanksState.TO_WRITE})


def _entry(change: Change, helper_n: int) -> Thanks:
    helper_of(change, helper_n)
    thanks = change.session.get(Thanks, (change.move.id, helper_n))
    if thanks is None:
        new = Thanks(move_id=change.move.id, n=helper_n, note="", state=ThanksState.TO_WRITE, epoch=change.next_epoch())
        thanks = change.add(new)
    return thanks


def _state(thanks: Thanks, fields: ThanksFields) -> ThanksState:
    if "state" in fields:
        if fields["state"] is ThanksState.WRITTEN and not thanks.note:
            raise Invalid(Fault("note", "missing"))
        return fields["state"]
    if thanks.state in (ThanksState.TO_WRITE, ThanksState.WRITTEN):
        return ThanksState.WRITTEN if thanks.note else ThanksState.TO_WRITE
    return thanks.state
