"""What keepers suggest: the organizer's yes to what they have seen, and how many statements it takes."""

from collections.abc import Sequence
from typing import Any, cast

import pytest
from sqlalchemy import event

from service.domain.core.change import change
from service.domain.core.links import Grants, Link
from service.domain.core.refusals import NotFound
from service.domain.models import Kind, May, Place, TaskFields, TaskState
from service.domain.rules.organizers import add_organizer
from service.domain.rules.suggestions import leave_out, open_suggestions
from service.domain.rules.tasks import add_tasks, change_task, delete_task
from service.domain.rules.undo import undo
from service.storage.database import Database
from tests.conftest import NOON
from tests.make import Olive

PROPOSED, OPEN = TaskState.PROPOSED, TaskState.OPEN
SOFA = {"name": "Sofa", "same": 1}


class Company(Olive):
    """Olive, and Ana, who keeps the list."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        with self.change() as opened:
            n = add_organizer(opened, {"name": "Ana", "may": May.SUGGEST})
        self.ana = Link(self.link.move_id, Grants.ORGANIZER, n, 1)

    def keeps(self) -> Any:
        return change(self.database, self.ana, now=NOON, needs=May.SUGGEST)

    def drafts(self, *tasks: dict[str, Any]) -> list[int]:
        with self.keeps() as opened:
            return add_tasks(opened, [cast(TaskFields, {"kind": Kind.CARE, **each}) for each in tasks])

    def sofa(self) -> list[int]:
        """A sofa that is carried out, and in."""
        heavy = {"kind": Kind.HEAVY_ITEM, "things": [SOFA]}
        return self.drafts(
            *({"title": place.value, "place": place, **heavy} for place in (Place.OLD, Place.NEW)),
        )

    def opens(self, numbers: Sequence[int], seen: int) -> list[int]:
        with self.change() as opened:
            return open_suggestions(opened, numbers, seen=seen)

    def alters(self, task: int, **fields: Any) -> None:
        """Change a task as its keeper."""
        with self.keeps() as opened:
            change_task(opened, task, cast(TaskFields, fields))

    def states(self) -> dict[int, TaskState]:
        return {task.n: task.state for task in self.board().tasks}


@pytest.fixture
def olive(database: Database) -> Company:
    return Company(database)


def test_a_draft_that_its_keeper_changed_since_the_look_waits_and_the_rest_is_opened(olive: Company) -> None:
    cat, fern = olive.drafts({"title": "Feed the cat"}, {"title": "Water the fern"})
    seen = olive.version()
    olive.alters(cat, title="Feed the tiger")
    assert olive.opens([cat, fern], seen) == [cat]
    assert olive.states() == {cat: PROPOSED, fern: OPEN}
    assert olive.opens([cat, fern], olive.version()) == []
    assert olive.states() == {cat: OPEN, fern: OPEN}


def test_what_the_organizer_changed_themselves_is_seen_and_what_is_gone_or_open_already_is_passed_over(
    olive: Company,
) -> None:
    cat, fern, keys = olive.drafts({"title": "Feed the cat"}, {"title": "Water the fern"}, {"title": "Find the keys"})
    seen = olive.version()
    with olive.change() as opened:
        change_task(opened, cat, {"title": "Feed both cats"})
    with olive.keeps() as opened:
        delete_task(opened, keys)
    assert olive.opens([cat, fern, keys, 999], seen) == []
    assert olive.states() == {cat: OPEN, fern: OPEN}
    version = olive.version()
    assert olive.opens([cat, fern], seen) == []
    assert olive.version() == version, "a second yes is nothing new"


def test_both_ends_wait_where_one_of_them_was_changed_and_go_together_otherwise(olive: Company) -> None:
    out, into = olive.sofa()
    seen = olive.version()
    olive.alters(into, bring="Straps")
    assert olive.opens([out, into], seen) == [out, into]
    assert olive.opens([out], olive.version()) == []
    assert olive.states() == {out: OPEN, into: OPEN}
    with olive.change() as opened:
        undo(opened, olive.version())
    with olive.change() as opened:
        leave_out(opened, into)
    assert olive.states() == {}
    with olive.change() as opened, pytest.raises(NotFound):
        leave_out(opened, into)


def test_a_yes_to_thirty_takes_hardly_more_statements_than_a_yes_to_three(olive: Company) -> None:
    few = olive.drafts(*({"title": f"Task {n}"} for n in range(1))) + olive.sofa()
    many = olive.drafts(*({"title": f"Task {n}"} for n in range(28))) + olive.sofa()
    counts = [_statements(olive, numbers) for numbers in (few, many)]
    assert counts[1] - counts[0] <= 3, counts
    assert {*olive.states().values()} == {OPEN}


def _statements(olive: Company, numbers: Sequence[int]) -> int:
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    seen = olive.version()
    event.listen(olive.database.engine, "before_cursor_execute", note)
    try:
        assert olive.opens(numbers, seen) == []
    finally:
        event.remove(olive.database.engine, "before_cursor_execute", note)
    return len(sent)
