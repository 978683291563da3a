"""A keeper's draft: they read what they typed, whatever organizers have made of it, and what those wrote stays."""

from dataclasses import replace
from typing import Any, cast

import pytest

from service.domain.core.refusals import NotFound
from service.domain.models import Kind, TaskFields
from service.domain.reading.views import Audience, TaskView
from service.domain.rules.organizers import remove_organizer
from service.domain.rules.suggestions import leave_out
from service.domain.rules.tasks import change_task
from service.domain.rules.undo import undo
from service.storage.database import Database
from tests.domain.rules.test_suggestions import Company

FERN = {"title": "Water the fern", "things": [{"name": "Fern", "count": 2}, {"name": "Pot", "room": "Hall"}]}


class Desk(Company):
    """Ana suggests to water the fern, and Olive writes into it what is hers."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        [self.fern] = self.drafts(FERN)

    def writes(self, **fields: Any) -> int:
        """Change the draft as Olive; returns the version."""
        with self.change() as opened:
            change_task(opened, self.fern, cast(TaskFields, fields))
        return self.version()

    def read(self) -> TaskView:
        """The draft as Ana reads it."""
        return self.board(Audience.KEEPER, me=self.ana.n).task(self.fern)

    def things(self, task: TaskView) -> list[tuple[str, int, str]]:
        return [(each.name, each.count, each.room) for each in task.things]

    def numbers(self) -> dict[str, int]:
        return {each.name: each.n or 0 for each in self.seen(self.fern).things}


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def test_its_keeper_reads_nothing_that_an_organizer_wrote_into_it(desk: Desk) -> None:
    before = desk.read()
    n = desk.numbers()
    version = desk.writes(
        title="Fetch the papers",
        kind=Kind.HEAVY_ITEM,
        minutes=90,
        kept=True,
        where="Hauptplatz 9",
        why="The bank",
        things=[{"n": n["Fern"], "name": "Safe", "weight_kg": 80.0}, {"name": "Papers"}],
    )
    assert desk.seen(desk.fern).title == "Fetch the papers"
    assert replace(desk.read(), revision=before.revision) == before
    assert desk.things(desk.read()) == [("Fern", 2, ""), ("Pot", 1, "Hall")]
    with desk.change() as opened:
        undo(opened, version)
    assert desk.read().title == desk.seen(desk.fern).title == "Water the fern"
    assert desk.things(desk.read()) == desk.things(desk.seen(desk.fern))


def test_what_its_keeper_leaves_as_it_was_stays_as_an_organizer_wrote_it(desk: Desk) -> None:
    n = desk.numbers()
    desk.writes(
        title="Water the ferns",
        why="They are thirsty",
        things=[{"n": n["Fern"], "name": "Big fern"}, {"name": "Can"}],
    )
    typed = [{"n": n["Fern"], "name": "Fern", "count": 3}, {"n": n["Pot"], "name": "Pot"}, {"name": "Cactus"}]
    desk.alters(desk.fern, title="Water the fern", why="", bring="A can", things=typed)
    now = desk.seen(desk.fern)
    assert (now.title, now.why, now.bring) == ("Water the ferns", "They are thirsty", "A can")
    assert sorted(desk.things(now)) == [("Big fern", 3, ""), ("Cactus", 1, ""), ("Can", 1, "")]
    assert (desk.read().title, desk.read().why, desk.read().bring) == ("Water the fern", "", "A can")
    assert sorted(desk.things(desk.read())) == [("Cactus", 1, ""), ("Fern", 3, ""), ("Pot", 1, "Hall")]

    desk.alters(desk.fern, title="Water the palm", things=[{"n": n["Pot"], "name": "Blue pot"}])
    assert desk.seen(desk.fern).title == "Water the palm"
    assert sorted(desk.things(desk.seen(desk.fern))) == [("Blue pot", 1, "Hall"), ("Can", 1, "")], "another one by now"
    [pot] = desk.read().things
    assert (pot.name, pot.n) == ("Blue pot", desk.numbers()["Blue pot"])


def test_what_an_organizer_wrote_before_is_their_own_once_they_type_it_too(desk: Desk) -> None:
    desk.writes(title="Water the ferns")
    desk.alters(desk.fern, title="Water the ferns")
    assert desk.read().title == desk.seen(desk.fern).title == "Water the ferns"
    desk.writes(title="Feed the cat")
    assert desk.read().title == "Water the ferns"


def test_a_keeper_names_no_thing_that_they_have_not_typed_and_the_same_thing_is_told_once(desk: Desk) -> None:
    n = desk.numbers()
    desk.writes(things=[{"n": n["Fern"], "name": "Old fern"}, {"name": "Safe"}])
    safe = desk.numbers()["Safe"]
    with pytest.raises(NotFound):
        desk.alters(desk.fern, things=[{"n": safe}])
    [other] = desk.drafts({"title": "Sell the fern", "things": [{"n": n["Fern"]}]})
    views = {task.n: task for task in desk.board(Audience.KEEPER, me=desk.ana.n).tasks}
    assert [each.name for each in views[other].things] == ["Fern"], "as they typed it"
    desk.alters(other, things=[{"n": n["Fern"], "name": "Green fern"}])
    assert [each.name for each in desk.read().things] == ["Green fern", "Pot"]


def test_what_was_typed_comes_back_with_a_draft_that_was_left_out_and_goes_with_nobody(desk: Desk) -> None:
    desk.writes(title="Fetch the papers")
    with desk.change() as opened:
        leave_out(opened, desk.fern)
    with desk.change() as opened:
        undo(opened, desk.version())
    assert desk.read().title == "Water the fern"
    with desk.change() as opened:
        remove_organizer(opened, desk.ana.n)
    assert desk.seen(desk.fern).title == "Fetch the papers"
