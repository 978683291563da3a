"""The messages that a change causes, written as rows in its own transaction.

A row says who is to be told something, never what: the words are found when it is sent, from what is true
then. What comes with time alone is not here (reminders/due.py): a change only says that somebody should look.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, func, select

from service.domain.core.events import Event, Line, frees_a_place
from service.domain.core.receivers import (
    CLAIMED,
    HELPER,
    ORGANIZER,
    rest_of_crew,
    waits_for_answer,
    who_come,
    who_has_news,
    who_is_thanked,
)
from service.domain.figures.times import WORDS_WAIT, YES_AFTER
from service.domain.models import (
    Helper,
    Hitch,
    Message,
    MessageKind,
    MessageState,
    Move,
    Occasion,
    Organizer,
    table,
)
from service.storage.upsert import upsert

QUICK = (Event.HELPER_ADDED, *CLAIMED)
"""Frequent events that schedule nothing for people without contact details."""
KEY_IS_NEW = (Event.MOVE_PLANNED, Event.ORGANIZER_ROTATED, Event.ORGANIZER_ADDED)
"""Events after which an organizer has a link that no letter holds yet."""
TOLD_TO_ORGANIZERS: dict[Event, tuple[MessageKind, Literal["offer"] | None]] = {
    Event.OFFERED: (MessageKind.OFFER, "offer"),
    Event.RELEASED: (MessageKind.PLACE_FREE, None),
}
"""Events that organizers hear of unless one of them caused it: the message, and the number that tells it apart; without
one the version does, since a claim may be given back part by part."""
WORDS_SENT = {Event.NOTE_SENT: MessageKind.THANK_YOU_NOTE, Event.ASK_SENT: MessageKind.ASK}
"""Events by which an organizer's words to one helper go out."""
ASKS = (Event.ASKED, Event.ASK_CHANGED, Event.ASK_TAKEN_BACK)
NOTHING_LATER = (
    *(Event.WORD_SAID, Event.LIST_PASTED, Event.TASK_SPLIT, Event.SIGNUP_ROTATED, Event.ORGANIZER_ROTATED),
    *ASKS,
)

MESSAGES, HELPERS, ORGANIZERS, MOVES = (table(each) for each in (Message, Helper, Organizer, Move))
TEN_MINUTES = 600
"""Seconds: a link that is asked for twice within them is sent once."""
ASKED_FROM = 1_000_000
"""Least `Message.number` of a link that was asked for: ten minutes of 1989, and more versions than a move has."""
MAX_LINKS = 20
"""Links sent to one address for one request."""
ALL = "all"
"""Value in `muted_kinds` for no letters at all, but for the link that they ask for."""
DELIVERED = (MessageState.SENT, MessageState.PERHAPS_SENT)
"""States in which a message counts as known to its receiver."""


def write_messages(
    connection: Connection, lines: Sequence[Line], visitor: str, *, unreachable: Iterable[int] = ()
) -> datetime | None:
    """Write the messages that these lines of one change cause, and return when to look anew who is due what.

    `visitor`: digest of the visiting address that made the change. `unreachable`: helpers that it has made and who left
    nothing to write to.
    """
    for line in lines:
        if line["what"] is Event.HELPER_CHANGED and "email" in line["about"].get("fields", ()):
            _begin_anew(connection, line["move_id"], line["about"]["helper"])
    told = who_has_news(connection, lines, unreachable=set(unreachable))
    rows = [
        _words(line, line["about"]["helper"], WORDS_SENT[line["what"]]) for line in lines if line["what"] in WORDS_SENT
    ]
    if any(line["what"] is Event.EVENING_SAID for line in lines):
        everybody = who_is_thanked(connection, lines)
        rows += [_words(lines[0], n, MessageKind.EVENING, number=0) for n in everybody]
    for line in (line for line in lines if line["what"] is Event.WORD_SAID):
        those = who_come(connection, line["move_id"], line["about"]["standing"])
        rows += [_words(line, n, MessageKind.WORD, immediate=line["about"]["urgent"]) for n in those]
    rows += [_row(lines[0], HELPER, n, MessageKind.CLAIM_UPDATE, immediate=waits_for_answer(lines, n)) for n in told]
    rows += _for_organizers(connection, lines)
    for line in (line for line in lines if frees_a_place(line["what"], line["about"])):
        rest = rest_of_crew(connection, line)
        rows += [_row(line, HELPER, n, MessageKind.PLACE_FREE) for n in rest]
    insert_missing(connection, [{**row, "visitor": visitor} for row in rows])
    if rows or any(line["what"] not in (*QUICK, *NOTHING_LATER) for line in lines):
        return lines[0]["at"]
    said_yes = any(line["what"] is Event.CLAIMED for line in lines)
    return lines[0]["at"] + YES_AFTER if said_yes else None


def insert_missing(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Insert message rows; ignore those that exist: the same person, kind, day and number is the same message."""
    if not rows:
        return
    connection.execute(upsert(connection, MESSAGES).on_conflict_do_nothing(), list(rows))


def message_row(
    move_id: str, occasion: Occasion, *, now: datetime, immediate: bool = False, visitor: str = ""
) -> dict[str, Any]:
    """Make the row of a message that waits from now on."""
    return {
        "move_id": move_id,
        **occasion._asdict(),
        "immediate": immediate,
        "state": MessageState.WAITING,
        "made_at": now,
        "try_at": now,
        "tries": 0,
        "ended_at": None,
        "visitor": visitor,
        "error": "",
        "letter": "",
        "told_facts": {},
    }


def _row(
    line: Line, role: str, n: int, kind: MessageKind, *, immediate: bool = False, number: int | None = None
) -> dict[str, Any]:
    number = line["version"] if number is None else number
    occasion = Occasion(role, n, kind, _utc_day(line["at"]), number)
    return message_row(line["move_id"], occasion, now=line["at"], immediate=immediate)


def _words(
    line: Line, helper_n: int, kind: MessageKind, *, immediate: bool = False, number: int | None = None
) -> dict[str, Any]:
    """Make the row of a message that brings an organizer's own words: they wait, so that they can be taken back."""
    row = _row(line, HELPER, helper_n, kind, immediate=immediate, number=number)
    return {**row, "try_at": line["at"] + WORDS_WAIT}


def _utc_day(at: datetime) -> date:
    return at.astimezone(UTC).date()


def _begin_anew(connection: Connection, move_id: str, helper_n: int) -> None:
    """Forget what the old address was told: the address has changed."""
    mine = (MESSAGES.c.move_id == move_id, MESSAGES.c.role == HELPER, MESSAGES.c.person_n == helper_n)
    connection.execute(MESSAGES.update().where(*mine).values(told_facts={}))


def _for_organizers(connection: Connection, lines: Sequence[Line]) -> list[dict[str, Any]]:
    rows = list[dict[str, Any]]()
    for line in lines:
        changed = line["about"].get("fields", ())
        of_address = "email" if line["what"] is Event.ORGANIZER_CHANGED else "organizer_email"
        if line["what"] in KEY_IS_NEW or of_address in changed:
            whose = line["about"].get("organizer", line["by_n"])
            rows.append(_row(line, ORGANIZER, whose, MessageKind.OWN_LINK, immediate=True))
        elif (what := _told_as(line)) in TOLD_TO_ORGANIZERS and line["by_role"] != ORGANIZER:
            kind, numbered = TOLD_TO_ORGANIZERS[what]
            of_move = (ORGANIZERS.c.move_id == line["move_id"], Organizer.organizes())
            query = select(ORGANIZERS.c.n).where(*of_move)
            rows += [
                _row(line, ORGANIZER, n, kind, number=line["about"][numbered] if numbered else None)
                for n in connection.execute(query).scalars()
            ]
    return rows


def _told_as(line: Line) -> Event:
    return Event.RELEASED if frees_a_place(line["what"], line["about"]) else line["what"]


def ask_again(
    connection: Connection, role: str, email: str, now: datetime, *, visitor: str, move_id: str = ""
) -> list[str]:
    """Write messages with the links of everybody who has this address; return the moves that they are on.

    Twice within ten minutes is once. Entries whose address is proven come first, then
    the moves that were planned first.
    """
    people = HELPERS if role == HELPER else ORGANIZERS
    planned = select(MOVES.c.planned_at).where(MOVES.c.id == people.c.move_id).scalar_subquery()
    query = select(people.c.move_id, people.c.n).where(func.lower(people.c.email) == email.strip().lower())
    if move_id:
        query = query.where(people.c.move_id == move_id)
    if role == HELPER:
        query = query.where(HELPERS.c.forgotten_at.is_(None), HELPERS.c.merged_into.is_(None))
    found = connection.execute(query.order_by(people.c.proven == "", planned, people.c.n).limit(MAX_LINKS)).all()
    number = int(now.timestamp()) // TEN_MINUTES
    rows = [
        message_row(
            each.move_id,
            Occasion(role, each.n, MessageKind.OWN_LINK, _utc_day(now), number),
            now=now,
            immediate=True,
            visitor=visitor,
        )
        for each in found
    ]
    if rows:
        # What waits because an earlier asker has caused enough today goes on by this one.
        waits = (MESSAGES.c.state == MessageState.WAITING) & (MESSAGES.c.error == Hitch.TOO_MANY)
        again = {"visitor": visitor, "try_at": now, "error": ""}
        keys = list(MESSAGES.primary_key)
        connection.execute(
            upsert(connection, MESSAGES).on_conflict_do_update(index_elements=keys, set_=again, where=waits), rows
        )
    return [each.move_id for each in found]


def hand_over(connection: Connection, move_id: str, gone_n: int, kept_n: int) -> None:
    """Give messages that still wait for a merged entry to the entry that survives."""
    mine = (MESSAGES.c.move_id == move_id, MESSAGES.c.role == HELPER)
    kinds = (MessageKind.THANK_YOU_NOTE, MessageKind.EVENING, MessageKind.WORD, MessageKind.PLACE_FREE)
    waits = (MESSAGES.c.state == MessageState.WAITING, MESSAGES.c.kind.in_((*kinds, MessageKind.OWN_LINK)))
    rows = connection.execute(select(MESSAGES).where(*mine, *waits, MESSAGES.c.person_n == gone_n)).all()
    insert_missing(connection, [{**each._asdict(), "person_n": kept_n} for each in rows])
    connection.execute(MESSAGES.delete().where(*mine, *waits, MESSAGES.c.person_n == gone_n))


def forget_organizer(connection: Connection, move_id: str, n: int) -> None:
    """Delete all messages to an organizer, sent or waiting."""
    mine = (MESSAGES.c.move_id == move_id, MESSAGES.c.role == ORGANIZER, MESSAGES.c.person_n == n)
    connection.execute(MESSAGES.delete().where(*mine))


def forget(connection: Connection, move_id: str, helper_n: int) -> None:
    """Delete all messages to a helper, sent or waiting.

    Organizers' letters may name them: those that are files are given up, since the board says the same. One that is
    being sent stays until it has ended (`mail/queue.py: give_up_files`): its result has to find it.
    """
    of_move = MESSAGES.c.move_id == move_id
    mine = (of_move, MESSAGES.c.role == HELPER, MESSAGES.c.person_n == helper_n)
    connection.execute(MESSAGES.delete().where(*mine))
    of_organizers = (of_move, MESSAGES.c.role == ORGANIZER)
    # Kept until this is over: or a result that is written this very moment would come before and after it.
    sending = select(MESSAGES.c.number).where(*of_organizers, MESSAGES.c.state == MessageState.SENDING)
    connection.execute(sending.with_for_update())
    connection.execute(MESSAGES.update().where(*of_organizers, MESSAGES.c.ended_at.is_not(None)).values(letter=""))
