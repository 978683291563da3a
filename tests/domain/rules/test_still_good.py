"""Still good: who is asked after another day or time, what they read, and what their answer leaves behind."""

from collections.abc import Callable
from datetime import date, time

import pytest

from service.domain.core.events import Event
from service.domain.core.links import Grants, Link
from service.domain.core.refusals import MoveClosed, NotFound, TooLate
from service.domain.models import MoveState, Place, TaskFields, TaskState
from service.domain.reading.history import read_history
from service.domain.reading.snapshot import reading_as
from service.domain.reading.still_good import read_still_good
from service.domain.rules.claims import Wish, claim_task
from service.domain.rules.moves import MoveFields, change_move
from service.domain.rules.still_good import say_still_good
from service.domain.rules.tasks import change_task
from service.domain.rules.undo import undo
from service.storage.database import Database
from tests.make import Olive


class Soup(Olive):
    """A move with Hana on the soup at nine, Tom who stands by for it, and Wei on something of another day."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.soup = self.task("care", "Soup", needed=1, starts=time(9))
        self.eve = self.task("care", "On the eve", day=date(2026, 12, 4))
        self.hana, self.tom, self.wei = (self.helper(name) for name in ("Hana", "Tom", "Wei"))
        self.hers = self.claim(self.soup, self.hana)
        self.waits = self.stand_by(self.soup, self.tom)
        self.claim(self.eve, self.wei)

    def asked(self, who: int) -> list[tuple[date | None, time | None]]:
        """The day and start that somebody said yes to, of each thing that they are asked about."""
        board = self.board()
        with reading_as(self.database, self.link) as session:
            found = read_still_good(session, board.move, who, board.claims_of(who))
        return [(each.before.day, each.before.starts) for each in found.values() if each.before]

    def alter(self, fields: TaskFields) -> int:
        with self.change() as opened:
            change_task(opened, self.soup, fields)
        return self.version()

    def alter_move(self, fields: MoveFields) -> None:
        with self.change() as opened:
            change_move(opened, fields)

    def says_yes(self, seen: int | None = None, who: int | None = None) -> None:
        by = Link(self.link.move_id, Grants.HELPER, who or self.hana, 1)
        with self.change(by) as opened:
            say_still_good(opened, self.hers, self.version() if seen is None else seen)


@pytest.fixture
def soup(database: Database) -> Soup:
    return Soup(database)


DAY = date(2026, 12, 5)


def test_who_said_yes_is_asked_about_another_time_until_they_say_that_it_is_still_good(soup: Soup) -> None:
    assert soup.asked(soup.hana) == []
    soup.alter({"starts": time(11)})
    soup.alter({"starts": time(12)})
    assert soup.asked(soup.hana) == [(DAY, time(9))]
    assert soup.asked(soup.tom) == soup.asked(soup.wei) == []
    soup.says_yes()
    assert soup.asked(soup.hana) == []
    after = soup.version()
    soup.says_yes()
    assert soup.version() == after
    with soup.database.reading() as session:
        line = read_history(session, soup.link.move_id)[-1]
    assert (line.what, line.about["task"], line.about["helper"]) == (Event.CLAIM_KEPT, soup.soup, soup.hana)
    soup.alter({"starts": None})
    assert soup.asked(soup.hana) == [(DAY, time(12))]


def test_another_day_of_the_move_is_asked_about_where_a_task_has_none_of_its_own(soup: Soup) -> None:
    soup.alter_move({"day": date(2026, 12, 12)})
    assert soup.asked(soup.hana) == [(DAY, time(9))]
    assert soup.asked(soup.wei) == []


def set_back(soup: Soup, led_to: int) -> None:
    soup.alter({"starts": time(9)})
    assert led_to < soup.version()


def undone(soup: Soup, led_to: int) -> None:
    with soup.change() as opened:
        undo(opened, led_to)


def taken_anew(soup: Soup, _led_to: int) -> None:
    with soup.change(Link(soup.link.move_id, Grants.HELPER, soup.hana, 1)) as opened:
        claim_task(opened, soup.soup, soup.hana, Wish(note="I bring bowls"))


def cancelled(soup: Soup, _led_to: int) -> None:
    soup.alter({"state": TaskState.CANCELLED})


def given_back(soup: Soup, _led_to: int) -> None:
    soup.release(soup.hers)


def closed(soup: Soup, _led_to: int) -> None:
    soup.alter_move({"state": MoveState.CLOSED})


@pytest.mark.parametrize("then", [set_back, undone, taken_anew, cancelled, given_back, closed])
def test_nobody_is_asked_where_there_is_nothing_to_ask(soup: Soup, then: Callable[[Soup, int], None]) -> None:
    led_to = soup.alter({"starts": time(11)})
    then(soup, led_to)
    assert soup.asked(soup.hana) == []


def test_other_words_and_places_are_news_and_no_question(soup: Soup) -> None:
    soup.alter({"title": "Stew", "place": Place.NEW, "where": "In the yard"})
    assert soup.asked(soup.hana) == []


def test_who_moves_up_is_asked_about_what_changed_while_they_stood_by(soup: Soup) -> None:
    soup.alter({"starts": time(11)})
    soup.release(soup.hers)
    assert soup.asked(soup.tom) == [(DAY, time(9))]


def test_a_yes_is_to_the_time_that_they_saw(soup: Soup) -> None:
    seen = soup.alter({"starts": time(11)})
    soup.alter({"starts": time(12)})
    soup.says_yes(seen)
    assert soup.asked(soup.hana) == [(DAY, time(11))]
    soup.says_yes(seen=10_000)
    assert soup.asked(soup.hana) == []
    soup.alter({"starts": time(13)})
    assert soup.asked(soup.hana) == [(DAY, time(12))]


def test_a_change_that_was_said_yes_to_is_not_undone(soup: Soup) -> None:
    led_to = soup.alter({"starts": time(11)})
    soup.says_yes()
    with pytest.raises(TooLate):
        undone(soup, led_to)


def test_it_is_the_helpers_own_answer_while_the_move_is_open(soup: Soup) -> None:
    soup.alter({"starts": time(11)})
    with pytest.raises(NotFound):
        soup.says_yes(who=soup.tom)
    soup.alter_move({"state": MoveState.CALLED_OFF})
    with pytest.raises(MoveClosed):
        soup.says_yes()
