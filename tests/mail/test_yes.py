"""The news of a yes: gathered over half an hour, at most three letters a day, and none about her own writing."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from service.domain.core.links import Grants, Link
from service.domain.models import MessageKind, Standing
from service.domain.rules.asks import say_yes
from service.domain.rules.claims import Wish, claim_task, release
from service.domain.rules.helpers import add_helper
from service.domain.rules.moves import change_move
from service.domain.rules.organizers import note_look
from service.mail.transports.base import DeliveryResult, DeliveryStatus
from service.storage.database import Database
from tests.conftest import NOON
from tests.mail.test_outbox import Post, body
from tests.make import Olive

HALF = timedelta(minutes=30)
CHANGES = date(2027, 3, 28)
"""A day on which the clocks in Vienna go forward, at two in the morning."""


@pytest.fixture
def post(database: Database, tmp_path: Path) -> Post:
    return Post(database, tmp_path)


def organizer(database: Database, day: date = date(2026, 12, 5), *, proven: bool = True) -> Olive:
    """Olive with an address of hers, and her first letter behind her."""
    olive = Olive(database, day=day)
    proof = "file olive@example.org" if proven else ""
    with olive.change() as opened:
        change_move(opened, {}, {"email": "olive@example.org", "proven": proof, "digest_days": 0})
    return olive


def says_yes(olive: Olive, name: str, task: int, now: datetime = NOON, **wish: Any) -> int:
    """Take something as somebody new, who leaves no address; returns the claim's number."""
    with olive.change(olive.signup, now) as opened:
        helper = add_helper(opened, {"name": name})
        return claim_task(opened, task, helper, Wish(**wish))


def test_what_comes_within_half_an_hour_is_one_letter(database: Database, post: Post) -> None:
    olive = organizer(database)
    lunch, books = olive.task("care", "Lunch", needed=3), olive.task("box_load", "Books", needed=12)
    post.at(NOON)
    says_yes(olive, "Hana", lunch, note="With a cake.")
    says_yes(olive, "Tom", books, NOON + timedelta(minutes=29), quantity=4)

    assert post.at(NOON + timedelta(minutes=29)) == []
    assert post.at(NOON + HALF) == ["A yes from Hana and Tom"]
    letter = body(post.basket.mails[-1])
    assert "Hana says yes:" in letter
    assert "With a cake." in letter
    assert "4 boxes" in letter
    assert post.at(NOON + timedelta(hours=3)) == [], "nobody is told twice"


def test_what_was_seen_on_the_board_comes_in_no_letter(database: Database, post: Post) -> None:
    olive = organizer(database)
    lunch = olive.task("care", "Lunch", needed=3)
    post.at(NOON)
    says_yes(olive, "Hana", lunch)
    with olive.change() as opened:
        note_look(opened, olive.version())
    assert post.at(NOON + HALF) == []
    says_yes(olive, "Tom", lunch, NOON + HALF)
    assert post.at(NOON + 2 * HALF) == ["A yes from Tom"]


def test_the_program_looks_when_it_is_due_and_not_before(database: Database, post: Post) -> None:
    olive = organizer(database)
    lunch = olive.task("care", "Lunch", needed=3)
    post.at(NOON)
    says_yes(olive, "Hana", lunch)
    says_yes(olive, "Tom", lunch, NOON + timedelta(minutes=5))

    with olive.change() as opened:
        assert opened.move.next_due_at == NOON + HALF


def test_a_day_has_three_letters_and_the_next_morning_the_rest(database: Database, post: Post) -> None:
    olive = organizer(database, day=date(2027, 4, 10))
    lunch = olive.task("care", "Lunch", needed=9)
    morning = datetime(2027, 3, 27, 9, tzinfo=UTC)
    post.at(morning)
    for n, name in enumerate(("Hana", "Tom", "Wei")):
        then = morning + n * timedelta(hours=1)
        says_yes(olive, name, lunch, then)
        assert post.at(then + HALF) == [f"A yes from {name}"]
    says_yes(olive, "Noor", lunch, morning + timedelta(hours=4))
    says_yes(olive, "Jo", lunch, morning + timedelta(hours=5))

    assert post.at(datetime(2027, 3, 28, 5, 59, tzinfo=UTC)) == []
    assert post.at(datetime(2027, 3, 28, 6, tzinfo=UTC)) == ["A yes from Noor and Jo"], "at eight in summer time"


def test_at_night_it_waits_for_the_morning(database: Database, post: Post) -> None:
    olive = organizer(database, day=date(2027, 4, 10))
    lunch = olive.task("care", "Lunch", needed=9)
    late = datetime(2027, 3, 27, 20, 45, tzinfo=UTC)
    post.at(late)
    says_yes(olive, "Hana", lunch, late)

    assert post.at(late + HALF) == []
    says_yes(olive, "Tom", lunch, late + timedelta(hours=2))
    assert post.at(datetime(2027, 3, 28, 6, tzinfo=UTC)) == ["A yes from Hana and Tom"]


def test_the_yes_to_an_ask_is_told_and_what_she_writes_down_herself_is_not(database: Database, post: Post) -> None:
    olive = organizer(database)
    lunch, sofa = olive.task("care", "Lunch", needed=3), olive.task("heavy_item", "Sofa", needed=2)
    asked = olive.ask(sofa, name="Tomás")
    post.at(NOON)
    olive.claim(lunch, olive.helper("Hana"))
    with olive.change(Link(olive.link.move_id, Grants.ASK, asked, 1)) as opened:
        say_yes(opened, asked, sofa, Wish())

    assert post.at(NOON + HALF) == ["A yes from Tomás"]
    assert "Hana" not in body(post.basket.mails[-1])


def test_what_is_given_back_meanwhile_is_no_news(database: Database, post: Post) -> None:
    olive = organizer(database)
    claim = says_yes(olive, "Hana", olive.task("care", "Lunch"))
    post.at(NOON)
    with olive.change() as opened:
        release(opened, claim)

    assert post.at(NOON + HALF) == []


def test_an_address_that_nobody_has_confirmed_gets_fixed_words(database: Database, post: Post) -> None:
    olive = organizer(database, proven=False)
    says_yes(olive, "Buy cheap pills", olive.task("care", "Lunch"), note="at pills.example")
    post.at(NOON)

    assert post.at(NOON + HALF) == ["Somebody has said yes"]
    letter = body(post.basket.mails[-1])
    assert "pills" not in letter
    assert "Lunch" not in letter


def test_it_can_be_switched_off_by_itself(database: Database, post: Post) -> None:
    olive = organizer(database)
    with olive.change() as opened:
        change_move(opened, {}, {"muted_kinds": [MessageKind.YES]})
    says_yes(olive, "Hana", olive.task("care", "Lunch"))
    post.at(NOON)

    assert post.at(NOON + HALF) == []


def test_a_letter_that_could_not_go_takes_what_came_meanwhile_along(database: Database, post: Post) -> None:
    olive = organizer(database)
    lunch = olive.task("care", "Lunch", needed=3)
    post.at(NOON)
    says_yes(olive, "Hana", lunch)
    post.basket.results = [DeliveryResult(DeliveryStatus.LATER, "451 later")]
    assert post.at(NOON + HALF) == []
    says_yes(olive, "Tom", lunch, NOON + HALF)

    assert post.at(NOON + 3 * HALF) == ["A yes from Hana and Tom"]


def test_after_two_days_a_yes_is_no_news_any_more(database: Database, post: Post) -> None:
    olive = organizer(database)
    says_yes(olive, "Hana", olive.task("care", "Lunch"))

    assert "A yes from Hana" not in post.at(NOON + timedelta(days=2))


def test_many_names_stand_in_the_letter_and_not_in_its_subject(database: Database, post: Post) -> None:
    olive = organizer(database)
    lunch = olive.task("care", "Lunch", needed=20)
    post.at(NOON)
    for n in range(14):
        says_yes(olive, f"Friend {n}", lunch)

    assert post.at(NOON + HALF) == ["Several people have said yes"]
    letter = body(post.basket.mails[-1])
    assert "Friend 11" in letter
    assert "Friend 12" not in letter
    assert "and 2 more" in letter


def test_who_stands_by_has_said_yes_too(database: Database, post: Post) -> None:
    olive = organizer(database)
    says_yes(olive, "Hana", olive.task("care", "Lunch"), standing=Standing.IF_NEEDED)
    post.at(NOON)

    assert post.at(NOON + HALF) == ["A yes from Hana"]
    assert "if needed" in body(post.basket.mails[-1])
