"""Tellings: the claims whose helpers do not know yet what has become of them, until they have heard of it.

A change writes them in its own transaction, as it writes messages. They are no part of the move: who has been told, or
has looked at their own page, is nobody's history. So they are deleted without a new version.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Select, delete, or_, select, update

from service.domain.core.events import Event, Line
from service.domain.core.links import Grants, Link, authorise
from service.domain.core.receivers import AGREED_OF_TASK, ORGANIZER
from service.domain.core.refusals import NotFound
from service.domain.models import Claim, Helper, MoveState, Place, Standing, Task, TaskState, Telling, table
from service.storage.database import Database
from service.storage.upsert import upsert

TELLINGS, CLAIMS, TASKS = table(Telling), table(Claim), table(Task)
ACTIVE = select(CLAIMS.c.n).where(CLAIMS.c.released_at.is_(None))
HOMES = {"from_area": Place.OLD, "from_address": Place.OLD, "to_area": Place.NEW, "to_address": Place.NEW}
"""Fields of a move that say where a home is."""
EXACT = ("from_address", "to_address")
"""Those of them that only people with a firm claim read."""


def note_tellings(connection: Connection, lines: Sequence[Line]) -> None:
    """Note the claims of which these lines of one change tell something that their helpers did not do themselves."""
    move_id, version = lines[0]["move_id"], lines[0]["version"]
    undone = [line["about"]["version"] for line in lines if line["what"] is Event.UNDONE]
    # Who did not know of it yet need not hear that it is as it was.
    back = _forget_since(connection, move_id, undone[0]) if undone else set()
    queries = _claims_concerned(lines)
    if own := {line["about"]["claim"] for line in lines if _is_told_of_its_claim(line)}:
        queries.append(select(CLAIMS.c.n).where(CLAIMS.c.n.in_(own)))  # undoing may have deleted it
    found = {n for query in queries for n in connection.execute(query.where(CLAIMS.c.move_id == move_id)).scalars()}
    if rows := [{"move_id": move_id, "claim_n": n, "since": version, "first": version} for n in sorted(found - back)]:
        statement = upsert(connection, TELLINGS)
        again = {"since": statement.excluded.since}
        connection.execute(statement.on_conflict_do_update(index_elements=["move_id", "claim_n"], set_=again), rows)


def _forget_since(connection: Connection, move_id: str, version: int) -> set[int]:
    """Delete what was to be told of one version alone, and return the claims that it was about."""
    its = (TELLINGS.c.move_id == move_id, TELLINGS.c.since == version, TELLINGS.c.first == version)
    found = set(connection.execute(select(TELLINGS.c.claim_n).where(*its)).scalars())
    connection.execute(delete(TELLINGS).where(*its))
    return found


def _is_told_of_its_claim(line: Line) -> bool:
    """Tell whether somebody else has given or taken the place of this line's claim."""
    if line["what"] is Event.STEPPED_UP:
        return True
    by_organizer = line["by_role"] == ORGANIZER
    taken_off = line["what"] is Event.RELEASED
    moved = line["what"] is Event.CLAIM_CHANGED and "since" in line["about"]
    return by_organizer and (taken_off or moved)


def _claims_concerned(lines: Iterable[Line]) -> list[Select[int]]:
    """Return queries for the active claims of which something that their holders are to know has changed."""
    queries = list[Select[int]]()
    for line in lines:
        about = line["about"]
        fields = set(about.get("fields", ()))
        if line["what"] is Event.TASK_CHANGED:
            agreed = fields & (AGREED_OF_TASK - {"state"})
            if agreed or ("state" in fields and about.get("state") is TaskState.CANCELLED):
                queries.append(ACTIVE.where(CLAIMS.c.task_n == about["task"]))
        elif line["what"] is Event.MOVE_CHANGED:
            if "zone" in fields or ("state" in fields and about.get("state") is not MoveState.CLOSED):
                queries.append(ACTIVE)
            queries += [_concerned_by(line["move_id"], field) for field in fields if field == "day" or field in HOMES]
    return queries


def _concerned_by(move_id: str, field: str) -> Select[int]:
    """Return a query for the active claims of which the day of the move, or where a home is, says when or where."""
    if field == "day":  # a task with a day of its own keeps it
        its = TASKS.c.day.is_(None)
    else:
        its = or_(TASKS.c.place.is_(None), TASKS.c.place.in_((HOMES[field], Place.BOTH)))
    claims = ACTIVE.where(CLAIMS.c.task_n.in_(select(TASKS.c.n).where(TASKS.c.move_id == move_id, its)))
    return claims.where(CLAIMS.c.standing == Standing.FIRM) if field in EXACT else claims


def tell(database: Database, by: Link, helper_n: int, version: int) -> bool:
    """Note that a helper knows how all was at a version: told by an organizer, or read on their own page.

    Returns whether that is all they have to hear: something may have changed since. Raises NotFound, also if the link
    is not valid any more.
    """
    with database.writing(of=by.move_id) as session:
        authorise(session, by)
        own = by.n if by.grants is Grants.HELPER else helper_n
        if session.get(Helper, (by.move_id, own)) is None:
            raise NotFound
        theirs = select(CLAIMS.c.n).where(CLAIMS.c.move_id == by.move_id, CLAIMS.c.helper_n == own)
        untold = (TELLINGS.c.move_id == by.move_id, TELLINGS.c.claim_n.in_(theirs))
        session.execute(delete(TELLINGS).where(*untold, TELLINGS.c.since <= version))
        session.execute(update(TELLINGS).where(*untold, TELLINGS.c.first <= version).values(first=version + 1))
        return session.execute(select(TELLINGS.c.claim_n).where(*untold).limit(1)).first() is None
