"""Which tasks fit an offer: by its words, at most three, the best first, each with the reason."""

from datetime import UTC, datetime, time

import pytest

from service.domain.hints import read_hints
from service.domain.models import OfferState, Role, TaskState
from service.domain.reading.fits import MAX, Fit, Why, easiest, first_match, fits_of
from service.domain.reading.views import HelperView, OfferView
from service.domain.rules.tasks import change_task
from service.storage.database import Database
from service.text.fits import Fits
from service.text.language import language
from tests.make import Olive

pytestmark = pytest.mark.one_database  # the rule is pure: only its tasks are read from one

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture
def olive(database: Database) -> Olive:
    """A day with a bit of everything."""
    olive = Olive(database)
    olive.task("box_load", "Books", needed=12, starts=time(9), ends=time(11))
    olive.task("heavy_item", "Wardrobe", weight_kg=64, starts=time(11), ends=time(12))
    olive.task("heavy_item", "Sofa", weight_kg=42, starts=time(14), ends=time(15))
    olive.task("trip", "To the yard", needed=0, starts=time(15))
    olive.task("care", "Soup for all", sort="food", starts=time(12), ends=time(13))
    olive.task("care", "The twins", sort="children", starts=time(9), ends=time(17))
    olive.task("care", "Hoover the old flat", sort="cleaning", starts=time(16), minutes=45)
    olive.task("box_load", "Kitchen", needed=9, work="pack", starts=time(18))
    return olive


def fitting(olive: Olive, words: str, helper: int | None = None) -> list[Fit]:
    board = olive.board()
    return fits_of(read_hints(words), board.tasks, board.move, helper)


FITTING = [
    ("I have a van", "To the yard", "The offer says “a van”."),
    ("I am strong", "Wardrobe", "The offer says “strong”."),
    ("I am strong, after lunch", "Sofa", "The offer says “strong”. “after lunch”: it begins at 14:00."),
    ("after lunch", "Hoover the old flat", "“after lunch”: it begins at 16:00."),
    ("in the evening", "Kitchen", "“in the evening”: it begins at 18:00."),
    ("Ich koche gern", "Soup for all", "The offer says “koche”."),
    ("puedo cuidar a los niños", "The twins", "The offer says “niños”."),
    ("with the sofa, gladly", "Sofa", "The offer says “sofa”."),
    ("I can hoover", "Hoover the old flat", "The offer says “hoover”."),
    ("packing!", "Kitchen", "The offer says “packing”."),
    ("just knock", "Hoover the old flat", "It is soon done."),
]


@pytest.mark.sampled
@pytest.mark.parametrize(("words", "title", "reason"), FITTING)
def test_the_best_fit_follows_from_the_words(olive: Olive, words: str, title: str, reason: str) -> None:
    fits = fitting(olive, words)
    assert 1 <= len(fits) <= MAX
    assert (fits[0].task.title, Fits(language("en-GB")).reason(fits[0])) == (title, reason)


MATCHES = [
    (["I have a van"], ["Wardrobe", "To the yard"], 0, "To the yard"),
    (["عندي سيارة نقل"], ["Wardrobe", "To the yard"], 0, "To the yard"),
    (["", "Ich passe auf die Kinder auf"], ["Wardrobe", "The twins"], 1, "The twins"),
    (["I am strong"], ["Soup for all", "Wardrobe"], 0, "Wardrobe"),
    (["in the evening"], ["Wardrobe", "Kitchen"], 0, "Kitchen"),
    (["I can cook", "I am strong"], ["Wardrobe", "Soup for all"], 1, "Wardrobe"),
    (["I am strong and I can cook"], ["Wardrobe", "Soup for all"], 0, "Soup for all"),
    (["I have no car", "just knock"], ["To the yard", "Soup for all"], 0, "Soup for all"),
    (["I have no car"], ["To the yard", "Soup for all"], 0, "Soup for all"),
    (["", ""], ["Wardrobe", "Soup for all"], 0, "Wardrobe"),
    (["I have a bad back"], ["Wardrobe"], 0, "Wardrobe"),
]


@pytest.mark.parametrize(("said", "titles", "who", "title"), MATCHES)
def test_who_is_asked_first_is_asked_for_what_goes_with_their_words(
    olive: Olive, said: list[str], titles: list[str], who: int, title: str
) -> None:
    board = olive.board()
    numbers = {task.title: task for task in board.tasks}
    offers = [
        OfferView(n, HelperView(n, f"Friend {n}"), words, OfferState.WAITING, NOON) for n, words in enumerate(said)
    ]
    tasks = [numbers[each] for each in titles]
    assert first_match(offers, tasks, board.move) == (who, numbers[title].n)
    assert first_match([], tasks, board.move) is None


AGAINST = [
    ("I have a bad back", {"Books", "Wardrobe", "Sofa"}),
    ("No puedo cargar", {"Books", "Wardrobe", "Sofa"}),
    ("I have no car", {"To the yard"}),
    ("Strong, but only until noon", {"Sofa", "Soup for all", "Kitchen", "Hoover the old flat"}),
    ("Strong, on Sunday", {"Books", "Wardrobe", "Sofa", "The twins"}),
    ("just knock", {"To the yard"}),
]


@pytest.mark.parametrize(("words", "never"), AGAINST)
def test_what_the_offer_speaks_against_is_not_proposed(olive: Olive, words: str, never: set[str]) -> None:
    assert not never & {fit.task.title for fit in fitting(olive, words)}


def test_what_is_full_kept_over_or_theirs_already_is_not_proposed(olive: Olive) -> None:
    tasks = {task.title: task.n for task in olive.board().tasks}
    tom, hana = olive.helper("Tom"), olive.helper("Hana")
    olive.claim(tasks["Soup for all"], tom)
    olive.claim(tasks["Books"], hana, 2)
    with olive.change() as opened:
        change_task(opened, tasks["The twins"], {"kept": True})
        change_task(opened, tasks["Hoover the old flat"], {"state": TaskState.DONE})
        change_task(opened, tasks["Kitchen"], {"state": TaskState.CANCELLED})
    assert {fit.task.title for fit in fitting(olive, "just knock", hana)} == {"Wardrobe", "Sofa"}


def test_who_drives_is_the_driver_and_others_come_along(olive: Olive) -> None:
    run = olive.task("trip", "Plants to my mother", needed=2)
    driver, rider = fitting(olive, "I could drive the plants")[0], fitting(olive, "the plants, gladly")[0]
    assert (driver.task.n, driver.role, rider.task.n, rider.role) == (run, Role.DRIVER, run, Role.RIDER)


def test_one_more_who_makes_a_lift_safe_is_the_reason(olive: Olive) -> None:
    sofa = next(task for task in olive.board().tasks if task.title == "Sofa")
    assert sofa.crew is not None
    for number in range(sofa.crew.people - 1):
        olive.claim(sofa.n, olive.helper(f"Friend {number}"))
    assert Why.SAFE in [each.why for fit in easiest([olive.seen(sofa.n)], olive.board().move) for each in fit.reasons]


def test_easiest_to_hand_over_is_what_is_short_and_light(olive: Olive) -> None:
    board = olive.board()
    found = easiest(board.tasks, board.move)
    assert len(found) == MAX
    assert found[0].task.title == "Hoover the old flat"
    assert not {"Wardrobe", "Sofa"} & {fit.task.title for fit in found}


def test_a_lift_that_is_kept_and_not_safe_alone_is_handed_over_first(olive: Olive) -> None:
    olive.task("heavy_item", "Piano stool", weight_kg=9, kept=True)
    fridge = olive.task("heavy_item", "Fridge", weight_kg=60, kept=True)
    board = olive.board()
    first = easiest(board.tasks, board.move)[0]
    assert (first.task.n, Fits(language("en-GB")).reason(first)) == (fridge, "It is not safe alone.")
