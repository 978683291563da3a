"""The messages that a change causes, written as rows in its own transaction.

A row says who is to be told something, never what: the words are found when it is sent, from what is true
then. What comes with time alone is not here (reminders/due.py): a change only says that somebody should look.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, Literal, TypeVar

from sqlalchemy import Connection, func, or_, select
from sqlalchemy.orm import Session

from service.domain.core.events import Event, Line
from service.domain.figures.times import YES_AFTER
from service.domain.models import (
    Claim,
    Helper,
    Hitch,
    Kind,
    Message,
    MessageKind,
    MessageState,
    Move,
    Occasion,
    Offer,
    Organizer,
    Standing,
    Task,
    TaskState,
    table,
)
from service.storage.upsert import upsert

KeyT = TypeVar("KeyT", bound=Hashable)
HELPER, ORGANIZER = "helper", "organizer"
"""The roles of receivers."""
AGREED_OF_MOVE = {"day", "zone", "from_address", "to_address", "from_area", "to_area", "state"}
AGREED_OF_TASK = {"title", "day", "starts", "ends", "place", "where", "state"}
"""Fields that helpers have agreed to: a change of one is news to them, and changes their calendar entries."""
CLAIMED = (Event.CLAIMED, Event.CLAIM_CHANGED)
PERSONAL = (*CLAIMED, Event.STEPPED_UP, Event.RELEASED, Event.HELPERS_MERGED, Event.HELPERS_PARTED)
REACHED = {"email", "phone", "muted_kinds"}
"""Fields of a helper that decide whether and how they are reached."""
QUICK = (Event.HELPER_ADDED, *CLAIMED)
"""Frequent events that schedule nothing for people without contact details."""
KEY_IS_NEW = (Event.MOVE_PLANNED, Event.ORGANIZER_ROTATED, Event.ORGANIZER_ADDED)
"""Events after which an organizer has a link that no letter holds yet."""
TOLD_TO_ORGANIZERS: dict[Event, tuple[MessageKind, Literal["offer", "claim"]]] = {
    Event.OFFERED: (MessageKind.OFFER, "offer"),
    Event.RELEASED: (MessageKind.PLACE_FREE, "claim"),
}
"""Events that organizers hear of unless one of them caused it: the message, and the number that tells it apart."""
ASKS = (Event.ASKED, Event.ASK_CHANGED, Event.ASK_TAKEN_BACK)
NOTHING_LATER = (Event.WORD_SAID, Event.LIST_PASTED, Event.SIGNUP_ROTATED, Event.ORGANIZER_ROTATED, *ASKS)

MESSAGES, HELPERS, CLAIMS = (table(each) for each in (Message, Helper, Claim))
ORGANIZERS, MOVES, TASKS = table(Organizer), table(Move), table(Task)
_CAN_BE_TOLD = (
    HELPERS.c.forgotten_at.is_(None),
    HELPERS.c.merged_into.is_(None),
    or_(HELPERS.c.email != "", HELPERS.c.phone != ""),
)
TEN_MINUTES = 600
"""Seconds: a link that is asked for twice within them is sent once."""
ASKED_FROM = 1_000_000
"""Least `Message.number` of a link that was asked for: ten minutes of 1989, and more versions than a move has."""
MAX_LINKS = 20
"""Links sent to one address for one request."""
ALL = "all"
"""Value in `muted_kinds` for no letters at all, but for the link that they ask for."""
TROUBLE = (MessageState.REFUSED, MessageState.GIVEN_UP, MessageState.PERHAPS_SENT)
"""States of a message that an organizer should look at."""
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
    told = _reachable(connection, lines, unreachable=set(unreachable))
    noted = [line for line in lines if line["what"] is Event.NOTE_SENT]
    rows = [_row(line, HELPER, line["about"]["helper"], MessageKind.THANK_YOU_NOTE) for line in noted]
    if any(line["what"] is Event.EVENING_SAID for line in lines):
        everybody = _everybody(connection, lines)
        rows += [_row(lines[0], HELPER, n, MessageKind.EVENING, number=0) for n in everybody]
    for line in (line for line in lines if line["what"] is Event.WORD_SAID):
        those = _who_come(connection, line["move_id"], line["about"]["standing"])
        rows += [_row(line, HELPER, n, MessageKind.WORD, immediate=line["about"]["urgent"]) for n in those]
    rows += [_row(lines[0], HELPER, n, MessageKind.CLAIM_UPDATE, immediate=_is_immediate(lines, n)) for n in told]
    rows += _for_organizers(connection, lines)
    for line in (line for line in lines if line["what"] is Event.RELEASED):
        rest = _rest_of_crew(connection, line)
        rows += [_row(line, HELPER, n, MessageKind.PLACE_FREE, number=line["about"]["claim"]) for n in rest]
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


def _utc_day(at: datetime) -> date:
    return at.astimezone(UTC).date()


def _reachable(connection: Connection, lines: Sequence[Line], *, unreachable: set[int]) -> list[int]:
    """Find the helpers concerned who left an address or a number."""
    people, tasks, everybody = _concerned(lines)
    people -= unreachable
    if not (people or tasks or everybody):
        return []
    move_id = lines[0]["move_id"]
    concerned = [HELPERS.c.n.in_(people)]
    if tasks or everybody:
        standing = select(CLAIMS.c.helper_n).where(CLAIMS.c.move_id == move_id, CLAIMS.c.released_at.is_(None))
        concerned.append(HELPERS.c.n.in_(standing if everybody else standing.where(CLAIMS.c.task_n.in_(tasks))))
    query = select(HELPERS.c.n).where(HELPERS.c.move_id == move_id, *_CAN_BE_TOLD, or_(*concerned))
    return list(connection.execute(query.order_by(HELPERS.c.n)).scalars())


def _everybody(connection: Connection, lines: Sequence[Line]) -> list[int]:
    """Find the helpers to be thanked who can be written to: they took something, offered, or were added by hand."""
    move_id = lines[0]["move_id"]
    took = select(CLAIMS.c.helper_n).where(CLAIMS.c.move_id == move_id, CLAIMS.c.released_at.is_(None))
    offered = select(Offer.helper_n).where(Offer.move_id == move_id, Offer.is_due_thanks())
    there = or_(HELPERS.c.n.in_(took), HELPERS.c.n.in_(offered), HELPERS.c.by_hand)
    query = select(HELPERS.c.n).where(HELPERS.c.move_id == move_id, *_CAN_BE_TOLD, there)
    return list(connection.execute(query.order_by(HELPERS.c.n)).scalars())


def _who_come(connection: Connection, move_id: str, standing: Standing) -> list[int]:
    """Find the helpers with a firm claim who can be written to; down to a standing."""
    stands = (
        CLAIMS.c.move_id == move_id,
        CLAIMS.c.released_at.is_(None),
        CLAIMS.c.standing.in_({Standing.FIRM, standing}),
    )
    on = CLAIMS.join(TASKS, (TASKS.c.move_id == CLAIMS.c.move_id) & (TASKS.c.n == CLAIMS.c.task_n))
    come = select(CLAIMS.c.helper_n).select_from(on).where(*stands, TASKS.c.state != TaskState.CANCELLED)
    query = select(HELPERS.c.n).where(HELPERS.c.move_id == move_id, *_CAN_BE_TOLD, HELPERS.c.n.in_(come))
    return list(connection.execute(query.order_by(HELPERS.c.n)).scalars())


def _rest_of_crew(connection: Connection, line: Line) -> list[int]:
    """Find the others who come for the same heavy thing or trip and can be written to."""
    stands = (CLAIMS.c.move_id == line["move_id"], CLAIMS.c.task_n == line["about"]["task"])
    firm = (CLAIMS.c.released_at.is_(None), CLAIMS.c.standing == Standing.FIRM)
    on = CLAIMS.join(TASKS, (TASKS.c.move_id == CLAIMS.c.move_id) & (TASKS.c.n == CLAIMS.c.task_n))
    lean = TASKS.c.kind.in_((Kind.HEAVY_ITEM, Kind.TRIP))
    others = select(CLAIMS.c.helper_n).select_from(on).where(*stands, *firm, lean)
    query = select(HELPERS.c.n).where(HELPERS.c.move_id == line["move_id"], *_CAN_BE_TOLD, HELPERS.c.n.in_(others))
    return list(connection.execute(query.order_by(HELPERS.c.n)).scalars())


def _concerned(lines: Sequence[Line]) -> tuple[set[int], set[int], bool]:
    """Return the helpers who may have news, the tasks whose helpers may, and whether all may."""
    people, tasks, everybody = set(), set(), False
    for line in lines:
        what, about = line["what"], line["about"]
        changed = set(about.get("fields", ()))
        if what in PERSONAL or (what is Event.HELPER_CHANGED and changed & REACHED):
            people |= {about["helper"], about.get("gone", about["helper"])}
        elif what is Event.TASK_CHANGED and changed & AGREED_OF_TASK:
            tasks.add(about["task"])
        elif what is Event.MOVE_CHANGED and changed & AGREED_OF_MOVE:
            everybody = True
    return people, tasks, everybody


def _begin_anew(connection: Connection, move_id: str, helper_n: int) -> None:
    """Forget what the old address was told: the address has changed."""
    mine = (MESSAGES.c.move_id == move_id, MESSAGES.c.role == HELPER, MESSAGES.c.person_n == helper_n)
    connection.execute(MESSAGES.update().where(*mine).values(told_facts={}))


def _is_immediate(lines: Sequence[Line], n: int) -> bool:
    """Tell whether this helper caused it: the message is then the answer that they wait for."""
    return any(
        line["what"] in (*CLAIMED, Event.HELPER_CHANGED)
        and line["about"]["helper"] == n
        and (line["by_role"] == "signup" or (line["by_role"] == HELPER and line["by_n"] == n))
        for line in lines
    )


def _for_organizers(connection: Connection, lines: Sequence[Line]) -> list[dict[str, Any]]:
    rows = []
    for line in lines:
        changed = line["about"].get("fields", ())
        of_address = "email" if line["what"] is Event.ORGANIZER_CHANGED else "organizer_email"
        if line["what"] in KEY_IS_NEW or of_address in changed:
            whose = line["about"].get("organizer", line["by_n"])
            rows.append(_row(line, ORGANIZER, whose, MessageKind.OWN_LINK, immediate=True))
        elif line["what"] in TOLD_TO_ORGANIZERS and line["by_role"] != ORGANIZER:
            kind, numbered = TOLD_TO_ORGANIZERS[line["what"]]
            of_move = (ORGANIZERS.c.move_id == line["move_id"], Organizer.organizes())
            query = select(ORGANIZERS.c.n).where(*of_move)
            rows += [
                _row(line, ORGANIZER, n, kind, number=line["about"][numbered])
                for n in connection.execute(query).scalars()
            ]
    return rows


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


def read_troubles(session: Session, move_id: str) -> tuple[dict[int, Message], bool]:
    """Read, by helper's number, the last message to each that did not arrive for certain; and whether `some_wait`."""
    concerned = or_(Message.ended_at.is_not(None), Message.error == Hitch.TOO_MANY)
    query = select(Message).where(Message.move_id == move_id, Message.role == HELPER, concerned)
    messages = session.scalars(query.order_by(Message.ended_at)).all()
    ended = [message for message in messages if message.ended_at is not None]
    return latest_troubles(ended, key=lambda message: message.person_n), some_wait(messages)


def some_wait(messages: Iterable[Message]) -> bool:
    """Tell whether some of these wait because a bound on the letters of a day was reached."""
    return any(message.state is MessageState.WAITING and message.error == Hitch.TOO_MANY for message in messages)


def latest_troubles(messages: Iterable[Message], key: Callable[[Message], KeyT]) -> dict[KeyT, Message]:
    """Return the last trouble of each receiver, by `key`; `messages` in the order in which they ended.

    A refusal is over once something has arrived at that person.
    """
    found: dict[KeyT, Message] = {}
    for message in messages:
        whose = key(message)
        if message.state in TROUBLE:
            found[whose] = message
        elif message.state is MessageState.SENT and whose in found and found[whose].state is MessageState.REFUSED:
            del found[whose]
    return found


def hand_over(connection: Connection, move_id: str, gone_n: int, kept_n: int) -> None:
    """Give messages that still wait for a merged entry to the entry that survives."""
    mine = (MESSAGES.c.move_id == move_id, MESSAGES.c.role == HELPER)
    kinds = (MessageKind.THANK_YOU_NOTE, MessageKind.EVENING, MessageKind.WORD, MessageKind.PLACE_FREE)
    waits = (MESSAGES.c.state == MessageState.WAITING, MESSAGES.c.kind.in_((*kinds, MessageKind.OWN_LINK)))
    rows = connection.execute(select(MESSAGES).where(*mine, *waits, MESSAGES.c.person_n == gone_n)).mappings().all()
    insert_missing(connection, [{**each, "person_n": kept_n} for each in rows])
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
