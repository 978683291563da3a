"""Coming a little later: said on the day itself, seen by organizers alone, and taken back as easily."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from service.domain.core.links import Grants, Link
from service.domain.core.refusals import Fault, Invalid, MoveClosed
from service.domain.models import MoveState, TaskState
from service.domain.reading.views import Audience
from service.domain.rules.helpers import forget_helper
from service.domain.rules.late import say_in_time, say_late
from service.domain.rules.merging import merge
from service.domain.rules.moves import change_move
from service.domain.rules.tasks import change_task
from service.storage.database import Database
from tests.conftest import NOON
from tests.make import Olive

DAY = date(2026, 12, 5)
MORNING = NOON.replace(month=12, day=5, hour=7)


class Soup(Olive):
    """A move with Hana on the soup."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.soup = self.task("care", "Soup", needed=2)
        self.hana = self.helper()
        self.claimed = self.claim(self.soup, self.hana)

    def says_late(self, minutes: int | None = None, *, who: int | None = None, now: datetime = MORNING) -> None:
        n = who or self.hana
        with self.change(Link(self.link.move_id, Grants.HELPER, n, 1), now=now) as opened:
            say_late(opened, n, minutes)

    def late(self, audience: Audience = Audience.ORGANIZER, day: date = DAY) -> list[tuple[str, int | None]]:
        return [(each.name, each.late_minutes) for each in self.board(audience).late_on(day)]


@pytest.fixture
def soup(database: Database) -> Soup:
    return Soup(database)


def test_organizers_see_who_comes_a_little_later_until_it_is_taken_back(soup: Soup) -> None:
    soup.says_late()
    assert soup.late() == [("Hana", None)]
    soup.says_late(20)
    assert soup.late() == [("Hana", 20)]
    version = soup.version()
    soup.says_late(20)
    assert soup.version() == version
    assert soup.late(day=date(2026, 12, 6)) == []
    for audience in (Audience.PUBLIC, Audience.HELPER, Audience.KEEPER):
        assert soup.late(audience) == []
    for _again in range(2):
        with soup.change() as opened:
            say_in_time(opened, soup.hana)
        assert soup.version() == version + 1
    assert soup.late() == []


def given_back(soup: Soup) -> None:
    soup.release(soup.claimed)


def forgotten(soup: Soup) -> None:
    with soup.change() as opened:
        forget_helper(opened, soup.hana)


def done(soup: Soup) -> None:
    with soup.change() as opened:
        change_task(opened, soup.soup, {"state": TaskState.DONE})


@pytest.mark.parametrize("then", [given_back, forgotten, done])
def test_nobody_waits_for_who_no_longer_comes(soup: Soup, then: Callable[[Soup], None]) -> None:
    soup.says_late(20)
    then(soup)
    assert soup.late() == []


def test_two_entries_of_one_person_are_late_as_one(soup: Soup) -> None:
    twin = soup.helper("Hana K.")
    soup.claim(soup.soup, twin)
    soup.says_late(30, who=twin)
    with soup.change() as opened:
        merge(opened, soup.hana, twin)
    assert soup.late() == [("Hana", 30)]


def test_it_is_for_the_day_of_what_one_has_where_the_move_is(soup: Soup) -> None:
    stands_by = soup.helper("Tom")
    tea = soup.task("care", "Tea", needed=1)
    soup.claim(tea, soup.helper("Ines"))
    soup.stand_by(tea, stands_by)
    on_the_eve = soup.helper("Wei")
    soup.claim(soup.task("care", "On the eve", day=date(2026, 12, 4)), on_the_eve)
    evening_before = MORNING.replace(day=4, hour=22)  # in Vienna 11 p.m.
    for who, now in ((stands_by, MORNING), (on_the_eve, MORNING), (soup.hana, evening_before)):
        with pytest.raises(Invalid) as no:
            soup.says_late(who=who, now=now)
        assert no.value.faults == [Fault("minutes", "not_today")]
    soup.says_late(who=on_the_eve, now=evening_before)
    soup.says_late(now=evening_before.replace(hour=23))  # and here it is the day itself
    with soup.change() as opened:
        change_move(opened, {"state": MoveState.CALLED_OFF})
    with pytest.raises(MoveClosed):
        soup.says_late()
