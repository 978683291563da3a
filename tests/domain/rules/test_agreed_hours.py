"""The hours of an ask: a yes that takes the whole task gives them to it, and undo takes them back."""

from datetime import time
from typing import Any

import pytest

from service.domain.core.links import Grants, Link
from service.domain.core.refusals import Clash
from service.domain.models import Role
from service.domain.rules import asks, claims, tasks, undo, undo_own
from service.domain.rules.claims import Wish
from service.storage.database import Database
from tests.make import Olive

VISIT: asks.AskFields = {"starts": time(10), "ends": time(12)}
DRIVES = Wish(role=Role.DRIVER, vehicle_kind="van")


class Asking(Olive):
    def yes(self, ask: int, task: int, wish: Wish, by: Link | None = None) -> int:
        with self.change(by) as change:
            return asks.say_yes(change, ask, task, wish)

    def as_asked(self, ask: int) -> Link:
        return Link(self.link.move_id, Grants.ASK, ask, 1)

    def hours(self, task: int) -> tuple[time | None, time | None]:
        seen = self.seen(task)
        return seen.starts, seen.ends


@pytest.fixture
def olive(database: Database) -> Asking:
    return Asking(database)


@pytest.mark.parametrize(
    ("fields", "wish", "hours"),
    [
        ({"kind": "care", "needed": 1}, Wish(), (time(10), time(12))),
        ({"kind": "care", "needed": 2}, Wish(), (None, None)),
        ({"kind": "care", "needed": 1, "ends": time(9)}, Wish(), (None, time(9))),
        ({"kind": "box_load", "needed": 3}, Wish(quantity=2), (None, None)),
        ({"kind": "box_load", "needed": 3}, Wish(quantity=3), (time(10), time(12))),
        ({"kind": "trip", "needed": 2}, DRIVES, (time(10), time(12))),
        ({"kind": "trip", "needed": 1}, Wish(role=Role.RIDER), (None, None)),
    ],
)
def test_a_yes_that_takes_the_whole_task_gives_it_the_hours_of_the_ask(
    olive: Asking, fields: dict[str, Any], wish: Wish, hours: tuple[time | None, time | None]
) -> None:
    shelf = olive.task(**fields)
    ask = olive.ask(shelf, **VISIT)
    assert olive.hours(shelf) != (time(10), time(12)), "an ask alone changes nothing"
    olive.yes(ask, shelf, wish, olive.as_asked(ask))
    assert olive.hours(shelf) == hours


def test_where_somebody_else_is_on_it_its_hours_stay_open(olive: Asking) -> None:
    ride = olive.task("trip", needed=2)
    olive.claim(ride, olive.helper())
    ask = olive.ask(ride, **VISIT)
    olive.yes(ask, ride, DRIVES, olive.as_asked(ask))
    assert olive.hours(ride) == (None, None)


def test_undo_by_either_takes_the_hours_back_but_not_those_of_a_later_change(olive: Asking) -> None:
    shelf = olive.task("care", needed=1)
    ask = olive.ask(shelf, name="Ada", **VISIT)
    own = Link(olive.link.move_id, Grants.HELPER, olive.board().helpers[0].n, 1)

    olive.yes(ask, shelf, Wish())
    with olive.change() as change:
        undo.undo(change, olive.version())
    assert olive.hours(shelf) == (None, None)

    olive.yes(ask, shelf, Wish(), olive.as_asked(ask))
    with olive.change(own) as change:
        undo_own.undo_own(change, olive.version())
    assert olive.hours(shelf) == (None, None)

    olive.yes(ask, shelf, Wish(), olive.as_asked(ask))
    came = olive.version()
    with olive.change() as change:
        tasks.change_task(change, shelf, {"starts": time(11)})
    with olive.change(own) as change:
        undo_own.undo_own(change, came)
    assert olive.hours(shelf) == (time(11), time(12))


def test_a_clash_with_the_hours_of_the_ask_is_found_before_the_yes(olive: Asking) -> None:
    soup, shelf = olive.task("care", needed=1, starts=time(11), ends=time(13)), olive.task("care", needed=1)
    hana = olive.helper()
    with olive.change() as change:
        claims.claim_task(change, soup, hana, Wish())
    ask = olive.ask(shelf, helper=hana, **VISIT)
    with pytest.raises(Clash):
        olive.yes(ask, shelf, Wish(), olive.as_asked(ask))
    assert olive.hours(shelf) == (None, None)
