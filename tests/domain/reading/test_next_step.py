"""The next small step: one at a time, in the order of what matters, and nothing where there is nothing to say."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from service.domain.core.links import Grants, Link
from service.domain.models import MoveState, Named, Organizer
from service.domain.reading.board import read_board
from service.domain.reading.next_step import Code, Step, read_next_step
from service.domain.reading.snapshot import reading_as
from service.domain.reading.views import Audience
from service.domain.reading.yeses import Yes, read_done, yeses_of
from service.domain.rules.asks import change_ask, offer_another_time, say_not_this_time, say_yes
from service.domain.rules.claims import Wish, claim_task, release
from service.domain.rules.moves import change_move
from service.domain.rules.offers import name_offers, new_offer, rest_offer
from service.domain.rules.organizers import add_organizer, note_look
from service.domain.rules.thanks import change_thanks
from service.storage.database import Database
from tests.conftest import NOON
from tests.make import Olive

DAY = timedelta(days=1)


@pytest.fixture
def olive(database: Database) -> Olive:
    return Olive(database)


def step(olive: Olive, now: datetime = NOON, to_tell: int = 0, left: Any = ()) -> Step | None:
    with reading_as(olive.database, olive.link) as session:
        board = read_board(session, olive.link.move_id, Audience.ORGANIZER)
        done = read_done(session, olive.link.move_id, olive.link.n, now)
        return read_next_step(session, board, now, done=done, to_tell=to_tell, left=frozenset(left))


def looks(olive: Olive, by: Link | None = None, version: int = 0) -> None:
    """An organizer notes what the board shows."""
    with olive.change(by) as opened:
        note_look(opened, version or olive.version())


def unseen(olive: Olive, organizer: int) -> list[Yes]:
    with reading_as(olive.database, olive.link) as session:
        board = read_board(session, olive.link.move_id, Audience.ORGANIZER)
        return yeses_of(board, read_done(session, olive.link.move_id, organizer, NOON))


def takes(olive: Olive, task: int, helper: int, now: datetime = NOON) -> int:
    """A friend takes something themselves."""
    with olive.change(Link(olive.link.move_id, Grants.HELPER, helper, 1), now) as opened:
        return claim_task(opened, task, helper, Wish())


def gives_back(olive: Olive, claim: int, helper: int, now: datetime = NOON) -> None:
    with olive.change(Link(olive.link.move_id, Grants.HELPER, helper, 1), now) as opened:
        release(opened, claim)


def test_a_blank_board_begins_with_a_list_and_then_with_names(olive: Olive) -> None:
    assert step(olive) == Step(Code.PASTE_LIST)
    soup = olive.task("care", "Soup")
    assert step(olive) == Step(Code.NAME_PEOPLE)
    olive.helper()
    assert step(olive) == Step(Code.ASK, task=soup)


def test_a_yes_of_a_friend_is_news_for_two_days_as_long_as_it_stands(olive: Olive) -> None:
    hana, soup, cake = olive.helper(), olive.task("care", "Soup"), olive.task("care", "Cake")
    claim = takes(olive, soup, hana)
    assert step(olive) == Step(Code.YES, task=soup, helper=hana)
    assert step(olive, NOON + 2 * DAY) == Step(Code.ASK, task=cake)
    gives_back(olive, claim, hana, NOON)
    assert step(olive) == Step(Code.PLACE_FREE, task=soup)


def test_a_yes_is_news_until_this_organizer_has_seen_it_and_nothing_else_differs(olive: Olive) -> None:
    soup, cake = olive.task("care", "Soup"), olive.task("care", "Cake", needed=2)
    with olive.change() as opened:
        micha = Link(olive.link.move_id, Grants.ORGANIZER, add_organizer(opened, {"name": "Micha"}), 0)
        epoch = opened.get(Organizer, micha.n).epoch
    micha = replace(micha, epoch=epoch)
    hana, tom = olive.helper(), olive.helper("Tom")
    takes(olive, soup, hana)
    seen = olive.version()
    takes(olive, cake, tom)
    looks(olive, version=seen)
    assert step(olive) == Step(Code.YES, task=cake, helper=tom)
    assert [yes.helper.name for yes in unseen(olive, olive.link.n)] == ["Tom"]
    looks(olive)
    looks(olive, version=seen)
    assert unseen(olive, olive.link.n) == []
    assert [yes.helper.name for yes in unseen(olive, micha.n)] == ["Tom", "Hana"]
    looks(olive, micha, version=10_000)
    assert olive.version() == seen + 1
    takes(olive, cake, hana)
    assert [[yes.task.title for yes in unseen(olive, n)] for n in (olive.link.n, micha.n)] == [["Cake"], ["Cake"]]


def test_who_wrote_a_yes_down_knows_it_and_the_others_hear_of_it(olive: Olive) -> None:
    with olive.change() as opened:
        micha = add_organizer(opened, {"name": "Micha"})
    olive.claim(olive.task("care", "Soup"), olive.helper())
    assert [len(unseen(olive, n)) for n in (olive.link.n, micha)] == [0, 1]


def test_a_yes_that_the_organizer_wrote_down_is_no_news(olive: Olive) -> None:
    hana, soup = olive.helper(), olive.task("care", "Soup")
    olive.claim(soup, hana)
    assert step(olive) is None


def test_an_offer_waits_for_a_day_before_it_is_the_next_step(olive: Olive) -> None:
    soup = olive.task("care", "Soup")
    with olive.change() as opened:
        [offer] = new_offer(opened, {"name": "Mrs Novák"}, "Just knock")
    helper = olive.board().offers[0].helper.n
    assert step(olive, NOON + DAY - timedelta(minutes=1)) == Step(Code.ASK, task=soup)
    assert step(olive, NOON + DAY) == Step(Code.ANSWER_OFFER, offer=offer, helper=helper)
    with olive.change() as opened:
        rest_offer(opened, offer)
    assert step(olive, NOON + DAY) == Step(Code.ASK, task=soup)


def test_another_time_is_the_next_step_at_once_and_leaves_the_task_for_somebody_else(olive: Olive) -> None:
    soup, tom = olive.task("care", "Soup"), olive.helper("Tom")
    ask = olive.ask(soup, helper=tom)
    with olive.change(Link(olive.link.move_id, Grants.ASK, ask, 1)) as opened:
        offer = offer_another_time(opened, ask, "On Sunday.")
    assert step(olive) == Step(Code.ANSWER_OFFER, offer=offer, helper=tom, another_time=True)
    with olive.change() as opened:
        rest_offer(opened, offer)
    assert step(olive) == Step(Code.ASK, task=soup)


@pytest.mark.parametrize("answered", ["by an ask", "by coming"])
def test_whom_an_organizer_has_named_is_answered_by_an_ask_and_by_coming(olive: Olive, answered: str) -> None:
    soup, cake, later = olive.task("care", "Soup"), olive.task("care", "Cake"), NOON + 4 * DAY
    with olive.change() as opened:
        [offer] = name_offers(opened, [Named("Tomás")])
    helper = olive.board().offers[0].helper.n
    assert step(olive, later) == Step(Code.ANSWER_OFFER, offer=offer, helper=helper)
    if answered == "by an ask":
        olive.ask(soup, helper=helper)
    else:
        takes(olive, soup, helper)
        looks(olive)
    assert step(olive, later) == Step(Code.ASK, task=soup if answered == "by an ask" else cake)
    assert [each.n for each in olive.board().waiting] == ([offer] if answered == "by an ask" else [])


def test_a_place_that_came_free_is_told_of_the_task_and_not_once_it_is_taken(olive: Olive) -> None:
    hana, tom, soup = olive.helper(), olive.helper("Tom"), olive.task("care", "Soup")
    gives_back(olive, takes(olive, soup, hana), hana)
    free = step(olive)
    assert free == Step(Code.PLACE_FREE, task=soup)
    assert free.helper is None
    olive.claim(soup, tom)
    assert step(olive) is None


def test_who_counts_on_an_old_day_hears_of_it_before_anybody_is_asked_for_more(olive: Olive) -> None:
    olive.task("care", "Soup")
    olive.helper()
    assert step(olive, to_tell=2) == Step(Code.TELL)


def test_a_lift_that_one_more_makes_safe_is_asked_for_first(olive: Olive) -> None:
    olive.task("care", "Soup")
    sofa = olive.task("heavy_item", "Sofa", weight_kg=42)
    crew = olive.seen(sofa).crew
    assert crew is not None
    for number in range(crew.people - 2):
        olive.claim(sofa, olive.helper(f"Friend {number}"))
    ask = olive.ask(sofa)
    with olive.change(Link(olive.link.move_id, Grants.ASK, ask, 1)) as opened:
        say_yes(opened, ask, sofa, Wish())
    looks(olive)
    assert step(olive) is None, "one person a day is enough"
    assert step(olive, NOON + DAY) == Step(Code.ASK, task=sofa)


def test_one_ask_a_day_is_enough_and_a_no_looks_like_silence(olive: Olive) -> None:
    soup, cake = olive.task("care", "Soup", starts=time(9)), olive.task("care", "Cake", starts=time(10))
    ask = olive.ask(soup)
    silent = [step(olive, NOON + days * DAY) for days in range(5)]
    assert silent[:2] == [None, Step(Code.ASK, task=cake)]
    assert silent[3] == Step(Code.ASK, task=soup)
    with olive.change(Link(olive.link.move_id, Grants.ASK, ask, 1)) as opened:
        say_not_this_time(opened, ask)
    assert [step(olive, NOON + days * DAY) for days in range(5)] == silent
    with olive.change() as opened:
        change_ask(opened, ask, rests=True)
    assert step(olive) == Step(Code.ASK, task=soup)


def test_many_tasks_are_for_a_group_until_somebody_has_come_by_the_link(olive: Olive) -> None:
    tasks = [olive.task("care", f"Something {number}") for number in range(5)]
    olive.ask(tasks[0])
    assert step(olive) == Step(Code.SHARE_LINK)
    takes(olive, tasks[1], olive.helper())
    looks(olive)
    assert step(olive, NOON + timedelta(hours=23)) is None


def test_after_the_day_one_note_is_the_step_and_then_nothing(olive: Olive) -> None:
    hana, soup, _open = olive.helper(), olive.task("care", "Soup"), olive.task("care", "Cake")
    olive.claim(soup, hana)
    later = NOON + timedelta(days=(date(2026, 12, 6) - NOON.date()).days)
    assert step(olive, later) == Step(Code.WRITE_NOTE, helper=hana)
    with olive.change() as opened:
        change_thanks(opened, hana, {"note": "Thank you"})
    assert step(olive, later) is None


def test_on_the_eve_and_on_the_day_the_list_belongs_on_the_wall_once_somebody_comes(olive: Olive) -> None:
    soup, hana = olive.task("care", "Soup"), olive.helper()
    days = [NOON + n * DAY for n in range((date(2026, 12, 6) - NOON.date()).days)]
    olive.claim(soup, hana)
    sheet = Step(Code.HANG_UP_SHEET)
    assert [step(olive, now) for now in days[-3:]] == [None, sheet, sheet]
    assert step(olive, days[-1], left=[sheet.key]) is None


@pytest.mark.parametrize("state", [MoveState.CALLED_OFF, MoveState.CLOSED])
def test_a_move_that_is_over_asks_nobody(olive: Olive, state: MoveState) -> None:
    olive.task("care", "Soup")
    olive.helper()
    with olive.change() as opened:
        change_move(opened, {"state": state})
    assert step(olive) is None


def test_what_is_put_away_lets_the_next_one_come(olive: Olive) -> None:
    soup, cake = olive.task("care", "Soup", starts=time(9)), olive.task("care", "Cake", starts=time(10))
    olive.helper()
    first = step(olive)
    assert first == Step(Code.ASK, task=soup)
    assert step(olive, left=[first.key]) == Step(Code.ASK, task=cake)
    assert step(olive, left=[first.key, f"ask-{cake}"]) is None


def test_near_the_day_a_free_place_goes_before_a_yes_and_an_offer(olive: Olive) -> None:
    hana, tom = olive.helper(), olive.helper("Tom")
    soup, cake = olive.task("care", "Soup", starts=time(13)), olive.task("care", "Cake", starts=time(13))
    with olive.change() as opened:
        new_offer(opened, {"name": "Mrs Novák"}, "Just knock")
    far, eve = NOON + 2 * DAY, datetime(2026, 12, 4, 17, tzinfo=NOON.tzinfo)
    for now, first in ((far, Code.YES), (eve, Code.PLACE_FREE)):
        gives_back(olive, takes(olive, soup, hana, now), hana, now)
        takes(olive, cake, tom, now)
        found = step(olive, now)
        assert found is not None
        assert found.code is first
