"""A discreet move: whoever is not trusted sees the day, and neither where exactly, nor when, nor who else comes."""

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest

from service.domain.core.links import Grants, Link
from service.domain.core.refusals import Clash, NotFound
from service.domain.models import Helper, Role, Standing
from service.domain.reading.asks import read_own_ask
from service.domain.reading.handing_on import read_parted
from service.domain.reading.views import Audience, Board
from service.domain.rules.asks import say_yes
from service.domain.rules.claims import Wish, claim_task
from service.domain.rules.handing_on import hand_on
from service.domain.rules.helpers import add_helper, change_helper, forget_helper
from service.domain.rules.moves import change_move
from service.domain.rules.places import give_place
from service.domain.rules.undo import undo
from service.storage.database import Database
from tests.conftest import NOON
from tests.make import Olive

AT_NINE: dict[str, Any] = {"starts": time(9), "ends": time(10), "minutes": 60, "where": "Cellar 3"}


@pytest.fixture
def olive(database: Database) -> Olive:
    return Olive(database, discreet=True, from_address="Lindengasse 7", from_area="Neubau")


def hers(olive: Olive, n: int) -> Link:
    return Link(olive.link.move_id, Grants.HELPER, n, 1)


def comes(olive: Olive, name: str = "Mallory", *tasks: int, standing: Standing = Standing.FIRM) -> int:
    """Come with the sign-up link, and take these tasks."""
    with olive.change(olive.signup) as change:
        n = add_helper(change, {"name": name})
        for task in tasks:
            claim_task(change, task, n, Wish(standing=standing))
    return n


def trusted(olive: Olive, n: int) -> bool | None:
    with olive.database.reading() as session:
        helper = session.get(Helper, (olive.link.move_id, n))
        assert helper
        return helper.trusted


def told(board: Board, task: int) -> tuple[Any, ...]:
    seen = board.task(task)
    names = [claim.helper.name for claim in seen.claims]
    return seen.starts, seen.ends, seen.minutes, seen.where, board.move.start.address, names


def test_who_is_not_trusted_sees_the_day_and_what_is_left_and_nothing_else(olive: Olive) -> None:
    books = olive.task(needed=4, **AT_NINE)
    hana = olive.helper("Hana")
    olive.claim(books, hana, 2)
    mallory = comes(olive, "Mallory", books)
    nothing = (None, None, None, "", "")
    for audience, me, names in ((Audience.PUBLIC, None, []), (Audience.HELPER, mallory, ["Mallory"])):
        board = olive.board(audience, me)
        assert told(board, books) == (*nothing, names)
        assert (board.task(books).taken, board.task(books).left) == (3, 1)
        assert [each.phone for each in board.move.organizers] == [""]
        assert [each.name for each in board.helpers] == names
        assert (board.move.day, board.move.start.area, board.move.holds_back) == (
            olive.board().move.day,
            "Neubau",
            True,
        )
    all_of_it = (time(9), time(10), 60, "Cellar 3", "Lindengasse 7", ["Hana", "Mallory"])
    assert told(olive.board(Audience.HELPER, hana), books) == all_of_it
    with olive.change() as change:
        change_helper(change, mallory, {"trusted": True})
    assert told(olive.board(Audience.HELPER, mallory), books) == all_of_it
    with olive.change() as change:
        change_helper(change, mallory, {"trusted": False})
        change_move(change, {"discreet": False})
    assert told(olive.board(Audience.HELPER, mallory), books) == all_of_it


def test_a_trip_still_tells_whether_somebody_drives(olive: Olive) -> None:
    ride = olive.task("trip", needed=2)
    olive.drive(ride, olive.helper("Hana"), "Hana’s van")
    seen = olive.board(Audience.PUBLIC).task(ride)
    assert (seen.roles, seen.claims) == ([Role.RIDER], [])
    assert seen.driver is not None
    assert (seen.driver.helper.name, seen.driver.vehicle_kind) == ("", "")


def _is_asked(olive: Olive, n: int) -> None:
    olive.ask(olive.task(title="Soup"), helper=n)


def _is_put_on_a_task(olive: Olive, n: int) -> None:
    olive.claim(olive.task(title="Soup"), n)


def _is_given_a_place(olive: Olive, n: int) -> None:
    full = olive.task(title="Soup", needed=1)
    olive.claim(full, olive.helper("Hana"))
    with olive.change(hers(olive, n)) as change:
        waits = claim_task(change, full, n, Wish(standing=Standing.STANDBY))
    with olive.change() as change:
        give_place(change, waits, anyway=True)


def _has_a_yes_as_it_begins(olive: Olive, n: int) -> None:
    books = olive.task()
    with olive.change(hers(olive, n)) as change:
        claim_task(change, books, n, Wish())
    for discreet in (False, True):
        with olive.change() as change:
            change_move(change, {"discreet": discreet})


BY_ORGANIZERS = [_is_asked, _is_put_on_a_task, _is_given_a_place, _has_a_yes_as_it_begins]


@pytest.mark.parametrize("does", BY_ORGANIZERS)
def test_whom_an_organizer_asks_or_puts_on_a_task_is_trusted_and_undo_takes_that_back(
    olive: Olive, does: Callable[[Olive, int], None]
) -> None:
    mallory = comes(olive)
    does(olive, mallory)
    assert trusted(olive, mallory)
    with olive.change() as change:
        undo(change, change.move.version - 1)
    assert trusted(olive, mallory) is None


def test_who_only_stands_by_as_it_begins_is_not_trusted(olive: Olive) -> None:
    full = olive.task("care", needed=1)
    olive.claim(full, olive.helper("Hana"))
    mallory = comes(olive, "Mallory", full, standing=Standing.STANDBY)
    with olive.change() as change:
        change_move(change, {"discreet": False})
    with olive.change() as change:
        change_move(change, {"discreet": True})
    assert trusted(olive, mallory) is None
    assert [each.n for each in olive.board().new_here] == [mallory]
    with olive.change() as change:
        change_helper(change, mallory, {"trusted": False})
    assert olive.board().new_here == []


def test_a_friend_to_whom_a_helper_hands_on_is_not_trusted_and_is_not_told_by_whom(olive: Olive) -> None:
    books = olive.task(needed=3, **AT_NINE)
    hana = olive.helper("Hana")
    place = olive.claim(books, hana, 3)
    with olive.change(hers(olive, hana)) as change:
        n = hand_on(change, place, "Amina", spoken="en-GB")
    link = Link(olive.link.move_id, Grants.ASK, n, 1)
    with olive.database.reading() as session:
        asked = read_own_ask(session, link, NOON)
        words = read_parted(session, olive.board(Audience.HELPER, hana), hana, NOON).pending[books].asked
    for each in (asked, words):
        assert each.handed is not None
        assert (each.handed.quantity, each.handed.helper.name, each.tasks[0].starts) == (3, "", None)
        assert each.tasks[0].claims == []
    with olive.change(link) as change:
        say_yes(change, n, books, Wish())
    assert olive.board().task(books).firm[0].helper.name == "Amina"
    assert trusted(olive, asked.ask.helper.n) is None


def test_a_clash_tells_whoever_is_not_trusted_of_no_task(olive: Olive) -> None:
    one, other = olive.task(**AT_NINE), olive.task(title="Sofa", **AT_NINE)
    mallory = comes(olive, "Mallory", one)
    for is_trusted, tasks in ((False, []), (True, [one])):
        with olive.change() as change:
            change_helper(change, mallory, {"trusted": is_trusted})
        with pytest.raises(Clash) as no, olive.change(hers(olive, mallory)) as change:
            claim_task(change, other, mallory, Wish())
        assert no.value.tasks == tasks


def test_somebody_who_is_forgotten_is_trusted_no_more(olive: Olive) -> None:
    hana = olive.helper("Hana")
    assert trusted(olive, hana)
    with olive.change() as change:
        forget_helper(change, hana)
    assert trusted(olive, hana) is None
    with pytest.raises(NotFound), olive.change() as change:
        change_helper(change, hana, {"trusted": True})
