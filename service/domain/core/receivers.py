"""Receivers of the messages that a change causes: read from its lines and from who stands on what."""

from collections.abc import Sequence

from sqlalchemy import Connection, not_, or_, select

from service.domain.core.events import Event, Line
from service.domain.models import Claim, Helper, Kind, Move, Offer, Standing, Task, TaskState, table

HELPER, ORGANIZER, SIGNUP = "helper", "organizer", "signup"
"""The roles of receivers."""
AGREED_OF_MOVE = {"day", "zone", "from_address", "to_address", "from_area", "to_area", "state"}
AGREED_OF_TASK = {"title", "day", "starts", "ends", "place", "where", "state"}
"""Fields that helpers have agreed to: a change of one is news to them, and changes their calendar entries."""
TOLD_OF_MOVE = AGREED_OF_MOVE | {"discreet"}
"""Fields of a move by which what its helpers read may be another: in letters and in calendars."""
CLAIMED = (Event.CLAIMED, Event.CLAIM_CHANGED)
PERSONAL = (
    *(*CLAIMED, Event.STEPPED_UP, Event.RELEASED, Event.HANDED_ON),
    *(Event.HELPERS_MERGED, Event.HELPERS_PARTED),
)
REACHED = {"email", "phone", "muted_kinds", "trusted"}
"""Fields of a helper that decide whether and how they are reached, and what they may know."""
HELPERS, CLAIMS, TASKS, MOVES = (table(each) for each in (Helper, Claim, Task, Move))
_CAN_BE_TOLD = (
    HELPERS.c.forgotten_at.is_(None),
    HELPERS.c.merged_into.is_(None),
    or_(HELPERS.c.email != "", HELPERS.c.phone != ""),
)


def who_has_news(connection: Connection, lines: Sequence[Line], *, unreachable: set[int]) -> list[int]:
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


def who_is_thanked(connection: Connection, lines: Sequence[Line]) -> list[int]:
    """Find the helpers to be thanked who can be written to: they took something, offered, or were added by hand."""
    move_id = lines[0]["move_id"]
    took = select(CLAIMS.c.helper_n).where(CLAIMS.c.move_id == move_id, CLAIMS.c.released_at.is_(None))
    offered = select(Offer.helper_n).where(Offer.move_id == move_id, Offer.is_due_thanks())
    there = or_(HELPERS.c.n.in_(took), HELPERS.c.n.in_(offered), HELPERS.c.by_hand)
    query = select(HELPERS.c.n).where(HELPERS.c.move_id == move_id, *_CAN_BE_TOLD, there)
    return list(connection.execute(query.order_by(HELPERS.c.n)).scalars())


def who_come(connection: Connection, move_id: str, standing: Standing) -> list[int]:
    """Find the helpers with a firm claim who can be written to; down to a standing.

    Of a discreet move those who are trusted: what people say in a word nobody can hold back in part.
    """
    stands = (
        CLAIMS.c.move_id == move_id,
        CLAIMS.c.released_at.is_(None),
        CLAIMS.c.standing.in_({Standing.FIRM, standing}),
    )
    on = CLAIMS.join(TASKS, (TASKS.c.move_id == CLAIMS.c.move_id) & (TASKS.c.n == CLAIMS.c.task_n))
    come = select(CLAIMS.c.helper_n).select_from(on).where(*stands, TASKS.c.state != TaskState.CANCELLED)
    discreet = select(MOVES.c.discreet).where(MOVES.c.id == move_id).scalar_subquery()
    may_know = or_(HELPERS.c.trusted, not_(discreet))
    query = select(HELPERS.c.n).where(HELPERS.c.move_id == move_id, *_CAN_BE_TOLD, may_know, HELPERS.c.n.in_(come))
    return list(connection.execute(query.order_by(HELPERS.c.n)).scalars())


def rest_of_crew(connection: Connection, line: Line) -> list[int]:
    """Find the others who come for the same heavy thing or trip and can be written to."""
    its, helper = line["about"]["task"], line["about"]["helper"]
    stands = (CLAIMS.c.move_id == line["move_id"], CLAIMS.c.task_n == its, CLAIMS.c.helper_n != helper)
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
        elif what is Event.MOVE_CHANGED and changed & TOLD_OF_MOVE:
            everybody = True
    return people, tasks, everybody


def waits_for_answer(lines: Sequence[Line], n: int) -> bool:
    """Tell whether this helper caused it: the message is then the answer that they wait for."""
    return any(
        line["what"] in (*CLAIMED, Event.HELPER_CHANGED)
        and line["about"]["helper"] == n
        and (line["by_role"] == SIGNUP or (line["by_role"] == HELPER and line["by_n"] == n))
        for line in lines
    )
