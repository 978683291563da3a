"""Letters about a discreet move: where and when stands in those to people who are trusted, as soon as they are."""

import re
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from service.domain.rules.claims import Wish, claim_task
from service.domain.rules.helpers import add_helper, change_helper
from service.domain.rules.moves import change_move
from service.domain.rules.tasks import change_task
from service.domain.rules.word import say_to_all
from service.storage.database import Database
from tests.attack.letters import text_of
from tests.conftest import NOON
from tests.mail.test_outbox import Post
from tests.make import Olive
from tests.web.visit import found

EVE = datetime(2026, 12, 4, 17, tzinfo=UTC)
SECRETS = ("9:00", "8:30", "Lindengasse", "Hana", "0660 1", "Okafor", "T090000")


@pytest.fixture
def olive(database: Database) -> Olive:
    return Olive(database, discreet=True, from_address="Lindengasse 7")


@pytest.fixture
def post(database: Database, tmp_path: Path) -> Post:
    return Post(database, tmp_path)


def mallory_takes(olive: Olive, task: int) -> int:
    address = "mallory@example.org"
    with olive.change(olive.signup) as change:
        n = add_helper(change, {"name": "Mallory", "email": address, "proven": f"file {address}"})
        claim_task(change, task, n, Wish())
    return n


def trust(olive: Olive, n: int, *, trusted: bool = True) -> None:
    with olive.change() as change:
        change_helper(change, n, {"trusted": trusted})


def to_mallory(post: Post, moment: datetime = NOON) -> list[str]:
    """Send what is due; return the letters to her that are new, calendars included."""
    before = len(post.basket.mails)
    post.at(moment)
    mails = [mail for mail in post.basket.mails[before:] if mail["To"].startswith("mallory@")]
    return [text_of(mail) for mail in mails]


def subjects(letters: list[str]) -> list[str]:
    return re.findall("^Subject: (.*)$", "\n".join(letters), re.MULTILINE)


def sequence_of(letter: str) -> int:
    """Read the version of the calendar entry in a letter."""
    return int(found(r"(?<=SEQUENCE:)\d+", letter))


def secrets_in(letters: list[str]) -> set[str]:
    return {secret for secret in SECRETS if any(secret in letter for letter in letters)}


def test_who_is_not_trusted_is_told_and_reminded_of_the_day_and_nothing_else(olive: Olive, post: Post) -> None:
    books = olive.task(needed=4, starts=time(9), ends=time(11))
    olive.claim(books, olive.helper("Hana", email="hana@example.org"))
    mallory = mallory_takes(olive, books)
    with olive.change() as change:
        say_to_all(change, "Ring at Okafor.", standbys=False)
        change_task(change, books, {"starts": time(8, 30)})
    letters = [*to_mallory(post), *to_mallory(post, EVE)]
    assert subjects(letters) == ["Noted: Books", "Tomorrow: Books"]
    assert secrets_in(letters) == set()
    trust(olive, mallory, trusted=False)
    assert to_mallory(post, EVE) == []


def test_who_is_trusted_now_is_told_where_and_when(olive: Olive, post: Post) -> None:
    books = olive.task(starts=time(9), ends=time(11))
    mallory = mallory_takes(olive, books)
    [first] = to_mallory(post)
    trust(olive, mallory)
    [letter] = to_mallory(post)
    assert sequence_of(letter) > sequence_of(first)
    assert subjects([letter]) == ["Changed: Books"]
    assert secrets_in([letter]) >= {"9:00", "T090000"}
    assert secrets_in(to_mallory(post, EVE)) >= {"9:00", "Lindengasse", "0660 1"}


def test_who_was_held_back_from_hears_it_once_the_move_is_discreet_no_more(olive: Olive, post: Post) -> None:
    mallory_takes(olive, olive.task(starts=time(9), ends=time(11)))
    [first] = to_mallory(post)
    with olive.change() as change:
        change_move(change, {"discreet": False})
    [letter] = to_mallory(post)
    assert subjects([letter]) == ["Changed: Books"]
    assert "9:00" in letter
    assert sequence_of(letter) > sequence_of(first)
    with olive.change() as change:
        change_move(change, {"discreet": True})
    assert to_mallory(post) == []


def test_what_was_told_before_trust_was_taken_away_is_no_news(olive: Olive, post: Post) -> None:
    books = olive.task(starts=time(9), ends=time(11))
    mallory = mallory_takes(olive, books)
    trust(olive, mallory)
    to_mallory(post)
    trust(olive, mallory, trusted=False)
    assert to_mallory(post) == []
    with olive.change() as change:
        change_task(change, books, {"starts": time(8, 30)})
    assert to_mallory(post) == []
    with olive.change() as change:
        change_task(change, books, {"title": "Novels"})
    letters = to_mallory(post)
    assert subjects(letters) == ["Changed: Novels"]
    assert secrets_in(letters) == set()
