"""The words of an ask: short, concrete, in the language that was chosen, and with an easy no."""

from dataclasses import replace
from datetime import date, time

import pytest

from service.domain.models import Sort
from service.domain.reading.views import TaskView
from service.domain.tone import remarks
from service.text.asking import MAX_SPOKEN, without_link
from tests.text.asks import (
    BOOKS,
    CAT,
    DRIVE,
    FOLDER,
    LINK,
    MOVE,
    PACK,
    PIANO,
    SAID,
    SOFA,
    SOFA_AT_TWO,
    SOUP,
    TONGUES,
    VAN,
    WARDROBE,
    WASHER,
    ask,
    titles_said,
    words_in,
)

LONG = replace(SOFA, title="The sofa that my grandmother brought from Graz in nineteen hundred and fifty-two on a cart")


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_words_are_those_that_were_read_aloud(tongue: str) -> None:
    assert words_in(tongue) == (FOLDER / f"{tongue[:2]}.txt").read_text(encoding="utf-8")


def test_a_title_is_said_as_a_person_would_or_stays_in_quotation_marks() -> None:
    """None of them was there when the rules were written; what each became was read aloud."""
    assert titles_said() == SAID.read_text(encoding="utf-8")


def test_several_things_are_said_with_one_verb_and_what_no_one_lifts_is_not_carried() -> None:
    assert "help me carry the sofa and the books on" in ask(SOFA, BOOKS).letter
    assert "help me carry the sofa and look after the cat on" in ask(SOFA, CAT).letter
    assert "helfen, das Sofa zu tragen und die Küche einzupacken?" in ask(SOFA, PACK, tongue="de").letter
    assert "help me with the piano on" in ask(PIANO).letter
    lunch = replace(CAT, title="Lunch", sort=Sort.FOOD)
    assert "help me with the books and lunch on" in ask(BOOKS, lunch).letter


def test_words_of_an_offer_that_fit_are_taken_up_and_no_others() -> None:
    strong = replace(ask(SOFA), offered="Just knock. I am strong, and I have a van")
    assert "You mentioned “strong”, so I thought of you." in strong.letter
    for offered in ("Just knock", "nothing heavy, please", "I have a van"):
        assert "You mentioned" not in replace(ask(SOFA), offered=offered).letter
    assert "You mentioned" not in replace(ask(CAT), offered="nothing heavy, please").letter


@pytest.mark.sampled
@pytest.mark.parametrize("tongue", [*TONGUES, "en-US"])
@pytest.mark.parametrize("refused_before", [False, True])
@pytest.mark.parametrize("day", [date(2026, 12, 5), date(2027, 2, 28), None])
@pytest.mark.parametrize("first", [SOFA, BOOKS, VAN, CAT, LONG], ids=lambda each: each.title[:8])
def test_no_more_is_said_at_a_door_than_one_remembers(
    tongue: str, first: TaskView, day: date | None, *, refused_before: bool
) -> None:
    for tasks in ((), (first,), (first, BOOKS, SOFA)):
        asking = ask(*tasks, tongue=tongue, move=replace(MOVE, day=day), refused_before=refused_before)
        assert 0 < len(asking.spoken.split()) <= MAX_SPOKEN, asking.spoken
        assert "%" not in asking.spoken + asking.letter


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (10, "about a quarter of an hour"),
        (35, "about half an hour"),
        (50, "about an hour"),
        (95, "about an hour and a half"),
        (110, "about 2 hours"),
        (240, "about 4 hours"),
        (300, "about half a day"),
        (500, "the better part of the day"),
    ],
)
def test_people_are_told_a_length_in_the_words_of_people(minutes: int, said: str) -> None:
    assert f"It takes {said}." in ask(replace(CAT, starts=None, ends=None, minutes=minutes)).letter


@pytest.mark.parametrize(
    ("needed", "left", "minutes", "said"),
    [
        (52, 52, 205, "about half an hour"),
        (52, 3, 205, "about a quarter of an hour"),
        (52, 0, 205, "about half an hour"),
        (12, 12, None, "about half an hour"),
    ],
)
def test_of_boxes_people_are_told_the_time_of_a_part(needed: int, left: int, minutes: int | None, said: str) -> None:
    boxes = replace(BOOKS, needed=needed, places=needed, left=left, minutes=minutes)
    assert f"It takes {said}." in ask(boxes).letter


@pytest.mark.parametrize("tongue", TONGUES)
def test_no_kilograms_and_no_minutes_stand_beside_a_name(tongue: str) -> None:
    letter = ask(replace(SOFA, minutes=37), BOOKS, tongue=tongue).letter
    assert "kg" not in letter
    assert "60" not in letter
    assert "37" not in letter


@pytest.mark.parametrize("tongue", TONGUES)
def test_made_words_neither_beg_nor_promise_to_repay(tongue: str) -> None:
    assert remarks(words_in(tongue)) == []


def test_what_nobody_can_lift_rolls_and_no_friend_takes_it_over_stairs() -> None:
    assert "Nobody has to lift it: professionals take it over the stairs" in ask(PIANO).letter
    assert PIANO.crew is not None
    flat = replace(PIANO, crew=replace(PIANO.crew, flights=0))
    assert "It rolls, nobody has to lift it." in ask(flat).letter


def test_an_ask_whose_task_is_gone_asks_for_nothing() -> None:
    gone = ask(refused_before=True)
    assert gone.words("<link>") == (
        "Mr Berger, what I asked you for is no longer needed. Thank you all the same.\n<link>"
    )
    assert gone.letter == "Mr Berger, what I asked you for is no longer needed. Thank you all the same."
    assert gone.spoken == "What I asked you for is no longer needed. Thank you all the same."
    assert ask(words="Soup at one?").letter == "Soup at one?"


def test_own_words_stand_for_themselves_with_the_link_where_it_was_put() -> None:
    kept = without_link(f"Soup at one?\nSay it here: {LINK}\nYours, O.", MOVE.id, 5)
    assert kept == "Soup at one?\nSay it here: {link}\nYours, O."
    asking = ask(CAT, words=kept)
    assert asking.words(LINK) == f"Soup at one?\nSay it here: {LINK}\nYours, O."
    assert asking.letter == "Soup at one?\nYours, O."
    assert ask(CAT, words="Soup at one?").words(LINK) == f"Soup at one?\n{LINK}"
    assert ask(CAT, words="Soup at one?").letter == "Soup at one?"
    assert without_link(LINK.replace("a5-1", "a6-1"), MOVE.id, 5) == LINK.replace("a5-1", "a6-1"), "another ask's"


def test_of_two_heavy_things_each_says_for_how_many_people_it_is() -> None:
    larger = replace(SOFA, title="Desk", places=SOFA.places + 1)
    for tasks in ((SOFA, larger), (larger, SOFA)):
        for each in tasks:
            line = f"\n{each.title}: about half an hour. It is heavy, so {each.places} people carry it together.\n"
            assert line in ask(*tasks).letter


def test_what_is_not_true_of_all_is_said_of_each_by_its_name() -> None:
    assert ask(SOFA_AT_TWO, SOUP).letter == (
        "Mr Berger, could you help me with the sofa and soup on Saturday, 5 December?\n"
        "Soup: 12:00, about an hour. There is nothing to carry.\n"
        "Sofa: 14:00, about half an hour. It is heavy, so 3 people carry it together.\n"
        "If it doesn’t suit you, that’s quite all right."
    )
    books, washer = ask(BOOKS, WASHER).letter.splitlines()[1:3]
    assert books == "Books: about half an hour. As many boxes as you like."
    assert washer.startswith("Washing machine. Nobody has to lift it")
    cat = ask(BOOKS, CAT).letter.splitlines()[1]
    assert cat == "The cat: any hour between 9 and 13. There is nothing to carry. She hides from strangers."


def test_hours_of_the_visit_are_those_of_all() -> None:
    letter = ask(SOFA_AT_TWO, DRIVE, starts=time(14), ends=time(17)).letter
    assert "on Saturday, 5 December, from 14:00 to about 17:00?\nSofa. It is heavy" in letter
    assert "15:00" not in letter


def test_things_on_two_days_say_which_is_when() -> None:
    asking = ask(replace(SOFA_AT_TWO, day=date(2026, 12, 6)), SOUP)
    assert "on Saturday, 5 December and on Sunday, 6 December?\nSoup: Sat 5 Dec, 12:00, about" in asking.letter
    assert "on Saturday and on Sunday?" in asking.spoken


def test_several_things_are_named_at_the_door_however_long_that_is() -> None:
    refused = ask(SOFA, WARDROBE, tongue="de", refused_before=True).spoken
    assert "Es geht um „Sofa“ und „Kleiderschrank“." in refused
    many = [replace(SOFA, title=f"{colour} chair") for colour in ("Red", "Blue", "Green", "Black", "White")]
    assert "It’s about “Red chair”, “Blue chair” and 3 more." in ask(*many).spoken
    assert "It’s about heavy things and boxes." in ask(LONG, BOOKS).spoken


def test_hours_in_which_one_may_come_at_any_time_are_no_time_at_the_door() -> None:
    assert "10:00" not in ask(replace(CAT, starts=time(10), ends=time(12), minutes=30)).spoken
    assert "on Saturday at 10:00?" in ask(replace(CAT, starts=time(10), ends=time(11))).spoken
    assert ":00" not in ask(SOFA_AT_TWO, SOUP).spoken


def test_words_of_an_offer_are_taken_up_whichever_of_the_things_they_fit() -> None:
    assert "You mentioned “a van”" in replace(ask(SOFA_AT_TWO, DRIVE), offered="I have a van").letter
