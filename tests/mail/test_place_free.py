"""A place that comes free near the day: organizers hear of the task at once, and so do those who depend on it."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from service.domain.core.links import Grants, Link
from service.domain.models import MessageKind, Role, Standing
from service.domain.rules.claims import Wish, claim_task, release
from service.domain.rules.helpers import forget_helper
from service.domain.rules.moves import OrganizerFields, change_move
from service.domain.rules.offers import new_offer
from service.domain.rules.undo_own import undo_own
from service.storage.database import Database
from tests.conftest import NOON
from tests.mail.test_outbox import Post, body
from tests.make import Olive

EVE = datetime(2026, 12, 4, 17, tzinfo=UTC)
"""Six in the evening in Vienna, on the day before the move."""


@pytest.fixture
def post(database: Database, tmp_path: Path) -> Post:
    return Post(database, tmp_path)


@pytest.fixture
def olive(database: Database) -> Olive:
    """Olive, who has switched all other letters off."""
    olive = Olive(database)
    others: list[str] = [MessageKind.YES, MessageKind.OFFER, MessageKind.DIGEST]
    proof = "file olive@example.org"
    with olive.change() as opened:
        of_hers: OrganizerFields = {"email": "olive@example.org", "proven": proof, "muted_kinds": others}
        change_move(opened, {}, of_hers)
    return olive


def give_back(olive: Olive, claim: int, helper: int, now: datetime = EVE) -> int:
    with olive.change(Link(olive.link.move_id, Grants.HELPER, helper, 1), now) as opened:
        release(opened, claim)
    return olive.version()


def trip(olive: Olive, post: Post, **rider: str) -> tuple[int, int, int]:
    """A van with Tom at the wheel and Hana beside him, all told; returns the trip, Tom's claim and his number."""
    van = olive.task("trip", "The van", starts=time(13), needed=2)
    tom = olive.helper("Tom")
    claim = olive.drive(van, tom)
    hana = olive.helper("Hana", **{"email": "hana@example.org", **rider})
    olive.claim(van, hana, role=Role.RIDER)
    post.at(NOON)
    post.at(datetime(2026, 12, 4, 16, tzinfo=UTC))
    return van, claim, tom


def to(post: Post, name: str, since: int = 0) -> list[str]:
    return [mail["Subject"] for mail in post.basket.mails[since:] if mail["To"].startswith(f"{name}@")]


def test_on_the_eve_she_hears_of_the_task_at_once_with_who_might_step_in(olive: Olive, post: Post) -> None:
    van, claim, tom = trip(olive, post)
    boxes = olive.task("box_load", "Books", needed=12, starts=time(12), ends=time(15))
    olive.claim(boxes, olive.helper("Noor"))
    olive.claim(van, olive.helper("Wei"), standing=Standing.IF_NEEDED)
    with olive.change(olive.signup) as opened:
        new_offer(opened, {"name": "Ada"}, "I have a van.")
    post.at(NOON)
    before = len(post.basket.mails)

    give_back(olive, claim, tom)

    post.at(EVE)
    assert to(post, "olive", before) == ["A place has come free: The van"]
    letter = body(next(mail for mail in post.basket.mails[before:] if mail["To"].startswith("olive@")))
    assert "Tom" not in letter
    assert "Wei: if needed" in letter
    assert "Ada: has offered to help" in letter
    assert "Noor: there at that time for something else" in letter
    assert f"?to=tasks/{van}&k=" in letter


def test_riders_without_a_driver_hear_it_once(olive: Olive, post: Post) -> None:
    _van, claim, tom = trip(olive, post)
    before = len(post.basket.mails)
    give_back(olive, claim, tom)

    post.at(EVE)
    post.at(EVE + timedelta(hours=1))

    assert to(post, "hana", before) == ["Somebody is missing for now: The van"]
    letter = body(next(mail for mail in post.basket.mails[before:] if mail["To"].startswith("hana@")))
    assert "There is no driver for this at the moment." in letter
    assert "Tom" not in letter


def test_a_rider_who_has_confirmed_nothing_gets_fixed_words(olive: Olive, post: Post) -> None:
    _van, claim, tom = trip(olive, post, proven="")
    before = len(post.basket.mails)
    give_back(olive, claim, tom)

    post.at(EVE)

    assert to(post, "hana", before) == ["Somebody is missing for now: Trips"]
    assert "The van" not in body(next(mail for mail in post.basket.mails[before:] if mail["To"].startswith("hana@")))


def test_a_crew_that_is_not_safe_any_more_hears_it_and_a_full_one_does_not(olive: Olive, post: Post) -> None:
    sofa = olive.task("heavy_item", "Sofa", needed=2, starts=time(13))
    hana, tom, wei = olive.helper("Hana", email="hana@example.org"), olive.helper("Tom"), olive.helper("Wei")
    olive.claim(sofa, hana)
    first = olive.claim(sofa, tom)
    post.at(NOON)
    post.at(datetime(2026, 12, 4, 16, tzinfo=UTC))
    second = olive.stand_by(sofa, wei)
    before = len(post.basket.mails)

    give_back(olive, first, tom)

    post.at(EVE)
    assert (to(post, "olive", before), to(post, "hana", before)) == ([], []), "Wei has stepped up"
    give_back(olive, second, wei, EVE + timedelta(minutes=1))
    post.at(EVE + timedelta(minutes=1))
    assert to(post, "olive", before) == ["A place has come free: Sofa"]
    assert to(post, "hana", before) == ["Somebody is missing for now: Sofa"]
    letters = "".join(body(mail) for mail in post.basket.mails[before:])
    assert "With those who are there now, it is not safe to lift." in letters
    assert "So far one is there, one more makes it safe." in letters


@pytest.mark.parametrize(
    ("now", "heard"),
    [
        (datetime(2027, 3, 27, 7, 59, tzinfo=UTC), False),
        (datetime(2027, 3, 27, 8, 0, tzinfo=UTC), True),
        (datetime(2027, 3, 29, 7, 59, tzinfo=UTC), True),
        (datetime(2027, 3, 29, 8, 0, tzinfo=UTC), False),
    ],
)
def test_near_is_48_hours_however_long_the_days_between_are(
    olive: Olive, post: Post, now: datetime, heard: bool
) -> None:
    """On the 28th the clocks go forward; ten in the morning of the 29th is eight in UTC."""
    with olive.change() as opened:
        change_move(opened, {"day": date(2027, 3, 29)})
    lunch, hana = olive.task("care", "Lunch", starts=time(10)), olive.helper("Hana")
    claim = olive.claim(lunch, hana)
    post.at(now - timedelta(minutes=1))
    before = len(post.basket.mails)

    give_back(olive, claim, hana, now)

    post.at(now)
    assert to(post, "olive", before) == ["A place has come free: Lunch"] * heard


def test_after_the_last_letter_of_what_is_open_all_is_near(olive: Olive, post: Post) -> None:
    later, hana = olive.task("care", "Cleaning", day=date(2026, 12, 6), starts=time(20)), olive.helper("Hana")
    claim = olive.claim(later, hana)
    ten = datetime(2026, 12, 4, 9, tzinfo=UTC)
    give_back(olive, claim, hana, ten - timedelta(minutes=1))
    assert post.at(ten - timedelta(minutes=1)) == []
    again = olive.claim(later, hana)

    give_back(olive, again, hana, ten)

    assert post.at(ten) == ["A place has come free: Cleaning"]


@pytest.mark.parametrize(("starts", "at_once"), [(time(9), True), (time(13), False)])
def test_at_night_only_what_begins_early_wakes_her(olive: Olive, post: Post, starts: time, at_once: bool) -> None:
    lunch, hana = olive.task("care", "Breakfast", starts=starts), olive.helper("Hana")
    claim = olive.claim(lunch, hana)
    night = datetime(2026, 12, 4, 23, 30, tzinfo=UTC)
    post.at(night)

    give_back(olive, claim, hana, night)

    assert post.at(night) == ["A place has come free: Breakfast"] * at_once
    assert post.at(night + timedelta(hours=8)) == ["A place has come free: Breakfast"] * (not at_once)


def test_a_part_that_is_given_back_is_a_place_too_and_more_is_none(olive: Olive, post: Post) -> None:
    books, hana = olive.task("box_load", "Books", needed=8, starts=time(13)), olive.helper("Hana")
    olive.claim(books, hana, 6)
    own = Link(olive.link.move_id, Grants.HELPER, hana, 1)
    said = ["A place has come free: Books"]
    for minutes, quantity, heard in ((0, 8, False), (1, 4, True), (6, 3, False), (20, 2, False), (70, 1, True)):
        now = EVE + timedelta(minutes=minutes)
        with olive.change(own, now) as opened:
            claim_task(opened, books, hana, Wish(quantity=quantity))
        assert post.at(now) == said * heard, quantity
        if quantity == 2:
            assert post.at(EVE + timedelta(minutes=30)) == []
            assert post.at(EVE + timedelta(minutes=31)) == said, "two within half an hour are one letter"
    assert "Hana" not in body(post.basket.mails[-1])


def test_another_task_that_lacks_somebody_waits_for_no_half_hour(olive: Olive, post: Post) -> None:
    hana = olive.helper("Hana")
    claims = [olive.claim(olive.task("care", title, starts=time(13)), hana) for title in ("Lunch", "Tea")]
    for claim, title in zip(claims, ("Lunch", "Tea"), strict=True):
        give_back(olive, claim, hana)
        assert post.at(EVE) == [f"A place has come free: {title}"]


def test_a_driver_who_only_rides_along_leaves_the_others_without_one(olive: Olive, post: Post) -> None:
    van, _claim, tom = trip(olive, post)
    before = len(post.basket.mails)
    with olive.change(Link(olive.link.move_id, Grants.HELPER, tom, 1), EVE) as opened:
        claim_task(opened, van, tom, Wish(role=Role.RIDER))

    post.at(EVE)

    assert to(post, "olive", before) == ["A place has come free: The van"]
    assert to(post, "hana", before) == ["Somebody is missing for now: The van"]


def test_what_is_taken_again_is_no_news(olive: Olive, post: Post) -> None:
    lunch, hana = olive.task("care", "Lunch", starts=time(13)), olive.helper("Hana")
    claim = olive.claim(lunch, hana)
    version = give_back(olive, claim, hana)
    with olive.change(Link(olive.link.move_id, Grants.HELPER, hana, 1), EVE) as opened:
        undo_own(opened, version)
    assert post.at(EVE) == []

    give_back(olive, claim, hana, EVE)
    with olive.change(olive.signup, EVE) as opened:
        claim_task(opened, lunch, olive.board().helpers[0].n, Wish())

    assert post.at(EVE) == []


def test_what_she_takes_off_herself_is_no_news_to_her_and_one_to_the_riders(olive: Olive, post: Post) -> None:
    _van, claim, _tom = trip(olive, post)
    before = len(post.basket.mails)
    with olive.change(now=EVE) as opened:
        release(opened, claim)

    post.at(EVE)

    assert to(post, "olive", before) == []
    assert to(post, "hana", before) == ["Somebody is missing for now: The van"]


def test_who_asks_to_be_forgotten_leaves_a_place_and_no_name(olive: Olive, post: Post) -> None:
    lunch, hana = olive.task("care", "Lunch", starts=time(13)), olive.helper("Hana")
    olive.claim(lunch, hana)
    with olive.change(Link(olive.link.move_id, Grants.HELPER, hana, 1), EVE) as opened:
        forget_helper(opened, hana)

    assert post.at(EVE) == ["A place has come free: Lunch"]
    assert "Hana" not in body(post.basket.mails[-1])


def test_her_unconfirmed_address_gets_fixed_words(database: Database, post: Post) -> None:
    olive = Olive(database)
    with olive.change() as opened:
        change_move(opened, {}, {"email": "olive@example.org", "digest_days": 0})
    pills, hana = olive.task("care", "Cheap pills", starts=time(13)), olive.helper("Hana")
    claim = olive.claim(pills, hana)
    post.at(EVE)
    give_back(olive, claim, hana)

    assert post.at(EVE) == ["A place has come free"]
    assert "pills" not in body(post.basket.mails[-1])
