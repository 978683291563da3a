"""The lines of history that undoing writes beside its own: what became of each task, claim and person by it.

They are those that any change would write, so that letters follow from them and history alone tells who had what.
"""

from collections.abc import Sequence
from typing import Any

from service.domain.core.change import Change
from service.domain.core.events import OFFER_EVENTS, About, Event
from service.domain.core.images import MOVE, Plain
from service.domain.models import Kind, MoveState, OfferState, Role, Standing, Task, ThanksState, Way
from service.domain.rules.standing_on import ImageRow, carrying, of_table


def note_all(change: Change, rows: Sequence[ImageRow], done: Sequence[Event]) -> None:
    """Note what undoing has done to these rows. `done`: the events of the change that was undone."""
    for row in of_table(rows, "helper"):
        _note_helper(change, row)
    _note_joining(change, rows, done)
    _note_tasks(change, rows)
    for row in of_table(rows, "claim"):
        _note_claim(change, row)
    for row in of_table(rows, "offer"):
        _note_offer(change, row)
    for row in of_table(rows, "ask"):
        what = Event.ASK_CHANGED if row.before and row.after else Event.ASKED if row.before else Event.ASK_TAKEN_BACK
        change.note(what, ask=row.key[0], helper=row.either["helper_n"])
    for row in of_table(rows, "thanks"):
        now: Plain = row.before or {"state": ThanksState.TO_WRITE, "way": None}
        way = Way(now["way"]) if now["way"] else None
        change.note(Event.THANKS_CHANGED, helper=row.key[0], state=ThanksState(now["state"]), way=way)
    fields = [name for row in of_table(rows, MOVE) for name in sorted(row.changed)]
    fields += [f"organizer_{name}" for row in of_table(rows, "organizer") for name in sorted(row.changed)]
    if fields:
        change.note(Event.MOVE_CHANGED, fields=fields, state=MoveState(change.move.state))


def _note_helper(change: Change, row: ImageRow) -> None:
    if row.after is None:
        change.note(Event.HELPER_ADDED, helper=row.key[0])
    elif row.before is not None and row.changed - {"merged_into"}:
        change.note(Event.HELPER_CHANGED, helper=row.key[0], fields=sorted(row.changed))


def _note_joining(change: Change, rows: Sequence[ImageRow], done: Sequence[Event]) -> None:
    """Note that entries are one again, or two."""
    claims = [row.key[0] for row in of_table(rows, "claim") if "helper_n" in row.changed]
    for merging in of_table(rows, "merging"):
        its = merging.either
        if Event.HELPERS_MERGED in done:
            change.note(Event.HELPERS_PARTED, helper=its["survivor_n"], gone=its["merged_n"], claims=claims)
        elif Event.HELPERS_PARTED in done:
            change.note(Event.HELPERS_MERGED, helper=its["survivor_n"], gone=its["merged_n"])


def _note_tasks(change: Change, rows: Sequence[ImageRow]) -> None:
    noted = set()
    for row in of_table(rows, "task"):
        n = row.key[0]
        noted.add(n)
        if row.before is None:
            change.note(Event.TASK_DELETED, task=n)
        elif row.after is None:
            change.note(Event.TASK_ADDED, task=n, kind=Kind(row.before["kind"]))
        else:
            things = ["things"] if any(each.task_n == n for each in of_table(rows, "carrying")) else []
            state = change.get(Task, n).state
            change.note(Event.TASK_CHANGED, task=n, fields=[*sorted(row.changed), *things], state=state)
    others = {row.task_n for row in of_table(rows, "carrying")} | carrying(change, of_table(rows, "thing"))
    for n in sorted(others - noted):
        change.note(Event.TASK_CHANGED, task=n, fields=["things"], state=change.get(Task, n).state)


def _note_claim(change: Change, row: ImageRow) -> None:
    held, holds = (each is not None and each["released_at"] is None for each in (row.after, row.before))
    its: Any = row.before if holds else row.either
    if held and not holds:
        change.note(Event.RELEASED, task=its["task_n"], helper=its["helper_n"], claim=row.key[0])
    elif holds and (not held or row.changed - {"helper_n"}):
        about: About = {
            "task": its["task_n"],
            "helper": its["helper_n"],
            "claim": row.key[0],
            "quantity": its["quantity"],
            "standing": Standing(its["standing"]),
            "since": its["since"],
        }
        if its["role"]:
            about["role"] = Role(its["role"])
        change.note(Event.CLAIM_CHANGED if held else Event.CLAIMED, **about)


def _note_offer(change: Change, row: ImageRow) -> None:
    its = row.before or row.either
    if row.after is None:
        change.note(Event.OFFERED, offer=row.key[0], helper=its["helper_n"])
    elif row.before is not None and "state" in row.changed:
        change.note(OFFER_EVENTS[OfferState(its["state"])], offer=row.key[0], helper=its["helper_n"])
