"""Who does not know yet what has become of what they took, and until when."""

from datetime import date, time
from typing import Any, cast

import pytest

from service.domain.core.links import Grants, Link
from service.domain.core.tellings import tell
from service.domain.models import (
    Message,
    MessageKind,
    MessageState,
    Move,
    MoveState,
    Place,
    Standing,
    TaskFields,
    TaskState,
)
from service.domain.reading.board import read_board
from service.domain.reading.snapshot import reading_as
from service.domain.reading.tellings import Became, ToTell, count_untold, read_to_tell, read_untold
from service.domain.reading.views import Audience
from service.domain.rules.claims import release
from service.domain.rules.helpers import forget_helper
from service.domain.rules.moves import MoveFields, change_move
from service.domain.rules.places import give_place
from service.domain.rules.tasks import change_task, change_tasks, move_along
from service.domain.rules.undo import undo
from service.storage.database import Database
from tests.conftest import NOON
from tests.make import Olive

TODAY = NOON.date()


@pytest.fixture
def olive(database: Database) -> Olive:
    return Olive(database)


def to_tell(olive: Olive, today: date = TODAY, *, sends: bool = False) -> list[ToTell]:
    with reading_as(olive.database, olive.link) as session:
        board = read_board(session, olive.link.move_id, Audience.ORGANIZER)
        people = read_to_tell(session, board, today, sends=sends)
        assert count_untold(session, board.move, today, sends=sends) == len(people)
        untold = read_untold(session, board.move, today, sends=sends)
        assert set(untold) == {each.claim.n for person in people for each in person.news}
    return people


def names(olive: Olive, today: date = TODAY, *, sends: bool = False) -> list[str]:
    return [each.helper.name for each in to_tell(olive, today, sends=sends)]


def change(olive: Olive, task: int, **fields: Any) -> None:
    with olive.change() as opened:
        change_task(opened, task, cast(TaskFields, fields))


def soup_of_two(olive: Olive) -> tuple[int, int, int]:
    soup = olive.task("care", "Soup", needed=2)
    return soup, olive.claim(soup, olive.helper()), olive.claim(soup, olive.helper("Tom"))


@pytest.mark.sampled
@pytest.mark.parametrize(
    "fields",
    [
        {"starts": time(9)},
        {"day": date(2026, 12, 4)},
        {"place": Place.NEW},
        {"title": "Stew"},
        {"state": TaskState.CANCELLED},
    ],
    ids=str,
)
def test_those_on_a_task_do_not_know_of_a_change_that_they_have_to_know(
    olive: Olive, fields: dict[str, object]
) -> None:
    soup, _, _ = soup_of_two(olive)
    olive.claim(olive.task("care", "Tea"), olive.helper("Wei"))
    assert names(olive) == []
    change(olive, soup, **fields)
    assert names(olive) == ["Hana", "Tom"]
    assert [each.is_off for person in to_tell(olive) for each in person.news] == ["state" in fields] * 2


def test_nobody_is_to_be_told_what_changes_nothing_for_them(olive: Olive) -> None:
    soup, _, _ = soup_of_two(olive)
    for fields in ({"bring": "Spoons"}, {"why": "Hunger"}, {"needed": 3}, {"kept": True}):
        change(olive, soup, **fields)
    change(olive, soup, state=TaskState.UNDER_WAY)
    assert names(olive) == []


def test_another_day_is_for_all_but_those_on_a_task_with_its_own_day(olive: Olive) -> None:
    soup_of_two(olive)
    eve = olive.task("care", "On the eve", day=date(2026, 12, 4))
    olive.claim(eve, olive.helper("Wei"))
    with olive.change() as opened:
        change_move(opened, {"day": date(2026, 12, 12)})
    assert names(olive) == ["Hana", "Tom"]
    version = olive.version()
    with olive.change() as opened:
        move_along(opened, dict.fromkeys([eve, olive.board().tasks[0].n], date(2026, 12, 11)))
    assert (olive.seen(eve).day, olive.version()) == (date(2026, 12, 11), version + 1)
    assert names(olive) == ["Hana", "Tom", "Wei"]


def test_a_move_that_is_called_off_is_news_to_all_and_a_closed_one_to_nobody(olive: Olive) -> None:
    soup_of_two(olive)
    with olive.change() as opened:
        change_move(opened, {"state": MoveState.CALLED_OFF})
    assert [each.is_off for person in to_tell(olive) for each in person.news] == [True, True]
    with olive.change() as opened:
        change_move(opened, {"state": MoveState.CLOSED})
    assert names(olive) == []


def test_who_steps_up_does_not_know_yet_and_who_gave_back_does(olive: Olive) -> None:
    soup = olive.task("care", "Soup")
    hana = olive.claim(soup, olive.helper())
    tom = olive.stand_by(soup, olive.helper("Tom"))
    olive.release(hana)  # Olive takes her off
    assert olive.standing(tom) is Standing.FIRM
    assert [(each.helper.name, [news.is_off for news in each.news]) for each in to_tell(olive)] == [
        *[("Hana", [True]), ("Tom", [False])]
    ]


def test_who_loses_a_place_and_who_is_given_one_are_to_be_told(olive: Olive) -> None:
    soup, _, _ = soup_of_two(olive)
    people = {helper.name: helper.n for helper in olive.board().helpers}
    wei = olive.stand_by(soup, olive.helper("Wei"))
    with olive.change() as opened:
        change_task(opened, soup, {"needed": 1}, stay=[people["Hana"]])
    assert names(olive) == ["Tom"]
    with olive.change() as opened:
        give_place(opened, wei, anyway=True)
    assert names(olive) == ["Tom", "Wei"]


def became(olive: Olive) -> dict[str, list[Became]]:
    return {each.helper.name: [news.became for news in each.news] for each in to_tell(olive)}


def test_who_has_a_place_now_is_told_of_that_however_they_came_to_it(olive: Olive) -> None:
    soup, hana, _ = soup_of_two(olive)
    wei, zoe = (olive.stand_by(soup, olive.helper(name)) for name in ("Wei", "Zoe"))
    with olive.change(olive_as(olive, "Hana")) as opened:
        release(opened, hana)
    with olive.change() as opened:
        give_place(opened, zoe, anyway=True)
    assert olive.standing(wei) is Standing.FIRM
    assert became(olive) == {"Wei": [Became.THEIRS], "Zoe": [Became.THEIRS]}


def test_who_lost_a_place_and_got_it_back_unheard_is_told_of_neither(olive: Olive) -> None:
    soup, _, tom = soup_of_two(olive)
    people = {helper.name: helper.n for helper in olive.board().helpers}
    with olive.change() as opened:
        change_task(opened, soup, {"needed": 1}, stay=[people["Hana"]])
    assert became(olive) == {"Tom": [Became.STANDS_BY]}
    with olive.change() as opened:
        give_place(opened, tom, anyway=True)
    assert became(olive) == {"Tom": [Became.CHANGED]}


def test_undoing_something_else_about_a_place_gives_none(olive: Olive) -> None:
    books = olive.task(needed=9)
    olive.claim(books, tom := olive.helper("Tom"))
    olive.claim(books, tom, quantity=2)
    version = olive.version()
    with olive.change() as opened:
        undo(opened, version)
    assert became(olive) == {"Tom": [Became.CHANGED]}
    with reading_as(olive.database, olive.link) as session:
        assert list(read_untold(session, olive.board().move, TODAY, sends=False).values()) == [False]


def olive_as(olive: Olive, name: str) -> Link:
    """Return the link of a helper of this name."""
    n = next(helper.n for helper in olive.board().helpers if helper.name == name)
    return Link(olive.link.move_id, Grants.HELPER, n, 1)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"from_address": "Old St 4"}, ["At the old home", "On the way", "Nowhere said"]),
        ({"to_address": "New Rd 9"}, ["At the new home", "On the way", "Nowhere said"]),
        ({"from_area": "Floridsdorf"}, ["At the old home", "On the way", "Nowhere said", "Stands by"]),
        ({"to_address": "New Rd 9", "day": date(2026, 12, 12)}, "all"),
    ],
    ids=str,
)
def test_an_address_concerns_only_those_whose_task_is_there(
    olive: Olive, fields: MoveFields, told: list[str] | str
) -> None:
    places = {
        "At the old home": Place.OLD,
        "At the new home": Place.NEW,
        "On the way": Place.BOTH,
        "Elsewhere": Place.ELSEWHERE,
        "Nowhere said": None,
    }
    tasks = [olive.task("care", f"Soup {name}", place=place) for name, place in places.items()]
    for task, name in zip(tasks, places, strict=True):
        olive.claim(task, olive.helper(name))
    olive.stand_by(tasks[0], olive.helper("Stands by"))
    with olive.change() as opened:
        change_move(opened, fields)
    assert names(olive) == (told if told != "all" else [*places, "Stands by"])


def test_a_tick_tells_one_person_and_is_no_part_of_the_move(olive: Olive) -> None:
    soup, _, _ = soup_of_two(olive)
    change(olive, soup, starts=time(9))
    version = olive.version()
    hana = olive.board().helpers[0].n
    tell(olive.database, olive.link, hana, version)
    assert (names(olive), olive.version()) == (["Tom"], version)
    change(olive, soup, starts=time(10))
    assert names(olive) == ["Hana", "Tom"]


def test_a_letter_that_went_has_told_them_where_letters_are_sent(olive: Olive) -> None:
    soup = olive.task("care", "Soup")
    olive.claim(soup, olive.helper(email="hana@example.org"))
    change(olive, soup, starts=time(9))
    [hana] = to_tell(olive, sends=True)
    assert hana.by_letter
    with olive.database.writing() as session:
        last = session.query(Message).filter_by(kind=MessageKind.CLAIM_UPDATE).order_by(Message.number.desc()).first()
        assert last is not None
        last.state = MessageState.SENT
    assert (names(olive, sends=True), names(olive)) == ([], ["Hana"])
    change(olive, soup, starts=time(10))
    assert names(olive, sends=True) == ["Hana"]


def test_what_is_over_and_who_is_forgotten_is_told_to_nobody(olive: Olive) -> None:
    soup, _, _ = soup_of_two(olive)
    change(olive, soup, starts=time(9))
    assert names(olive, date(2026, 12, 6)) == []
    with olive.change() as opened:
        forget_helper(opened, olive.board().helpers[0].n)
    assert names(olive) == ["Tom"]
    change(olive, soup, state=TaskState.DONE)
    assert names(olive) == []


def test_undoing_tells_only_those_who_have_heard_of_it(olive: Olive) -> None:
    soup, _, _ = soup_of_two(olive)
    change(olive, soup, starts=time(9))
    version = olive.version()
    tell(olive.database, olive.link, olive.board().helpers[0].n, version)
    with olive.change() as opened:
        undo(opened, version)
    assert names(olive) == ["Hana"]


def test_several_tasks_at_once_are_one_piece_of_news_each(olive: Olive) -> None:
    hana = olive.helper()
    tasks = [olive.task("care", title) for title in ("Soup", "Tea")]
    for task in tasks:
        olive.claim(task, hana)
    with olive.change() as opened:
        change_tasks(opened, tasks, {"starts": time(9)})
    [person] = to_tell(olive)
    assert [each.task.title for each in person.news] == ["Soup", "Tea"]
    with olive.database.writing() as session:
        session.delete(session.get_one(Move, olive.link.move_id))
