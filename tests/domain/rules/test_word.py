"""A message to all who come: who gets it, how often, and how long it can be taken back."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from service.domain.core.refusals import MoveClosed, TooLate, WordTooSoon
from service.domain.figures.times import WORDS_WAIT
from service.domain.models import MoveState, Standing
from service.domain.reading.changes import read_changes
from service.domain.reading.snapshot import reading_as
from service.domain.reading.word import who_come
from service.domain.rules.claims import Wish, claim_task
from service.domain.rules.moves import change_move
from service.domain.rules.undo import undo
from service.domain.rules.word import say_to_all
from service.mail.transports.base import DeliveryResult, DeliveryStatus
from service.storage.database import Database
from tests.conftest import NOON
from tests.mail.test_outbox import Post, body
from tests.make import Olive

SOON = NOON + WORDS_WAIT
WORDS = "An hour later: it rains.\nThe key is with Mrs Okafor."


@pytest.fixture
def post(database: Database, tmp_path: Path) -> Post:
    return Post(database, tmp_path)


@pytest.fixture
def olive(database: Database) -> Olive:
    return Olive(database, day=date(2026, 12, 5))


def say(olive: Olive, words: str = WORDS, *, standbys: bool = False, now: datetime = NOON) -> int:
    with olive.change(now=now) as opened:
        say_to_all(opened, words, standbys=standbys)
    return olive.version()


def can_be_undone(olive: Olive, version: int) -> bool:
    """Tell whether the history offers to undo it."""
    with reading_as(olive.database, olive.link) as session:
        change = read_changes(session, olive.link.move_id).change(version)
    return change is not None and change.can_be_undone


def friends(olive: Olive) -> dict[Standing, int]:
    """Three who have taken part in Lunch: for certain, standing by, and as a quiet reserve."""
    lunch = olive.task("care", "Lunch", needed=1)
    made = {}
    for standing in (Standing.FIRM, Standing.STANDBY, Standing.IF_NEEDED):
        name = standing.value.replace("_", "-")
        made[standing] = olive.helper(name.title(), email=f"{name}@example.org")
        with olive.change() as opened:
            claim_task(opened, lunch, made[standing], Wish(standing=standing))
    return made


@pytest.mark.parametrize(("standbys", "who"), [(False, {Standing.FIRM}), (True, {Standing.FIRM, Standing.STANDBY})])
def test_it_goes_to_those_who_come_and_to_standbys_if_wished(
    olive: Olive, post: Post, standbys: bool, who: set[Standing]
) -> None:
    made = friends(olive)
    post.at(NOON)
    before = len(post.basket.mails)

    say(olive, standbys=standbys)

    post.at(SOON)
    assert {mail["To"].addresses[0].addr_spec.partition("@")[0] for mail in post.basket.mails[before:]} == {
        standing.value.replace("_", "-") for standing in who
    }
    assert [helper.n for helper in who_come(olive.board(), standbys=standbys)] == [made[each] for each in sorted(who)]
    mail = post.basket.mails[before]
    assert mail["Subject"].endswith("An hour later: it rains. The key is with Mrs Okafor.")
    assert WORDS in body(mail).replace("\r\n", "\n")


def test_an_address_that_nobody_has_confirmed_gets_a_line_and_the_link(olive: Olive, post: Post) -> None:
    hana = olive.helper("Hana", email="hana@example.org", proven="")
    olive.claim(olive.task("care", "Lunch"), hana)
    post.at(NOON)

    say(olive)

    assert post.at(SOON) == ["A message to all who come"]
    letter = body(post.basket.mails[-1])
    assert "rains" not in letter
    assert "/h/" in letter


def test_the_next_word_waits_ten_minutes(olive: Olive) -> None:
    say(olive)

    with pytest.raises(WordTooSoon) as no:
        say(olive, "And bring gloves.", now=NOON + timedelta(minutes=9))

    assert no.value.seconds == 60
    say(olive, "And bring gloves.", now=NOON + timedelta(minutes=10))
    assert olive.board().move.word == "And bring gloves."


def test_a_word_is_taken_back_until_the_first_letter_went_which_waits_for_half_a_minute(
    olive: Olive, post: Post
) -> None:
    olive.claim(olive.task("care", "Lunch"), olive.helper("Hana", email="hana@example.org"))
    post.at(NOON)
    version = say(olive)
    assert post.at(SOON - timedelta(seconds=1)) == []

    with olive.change() as opened:
        undo(opened, version)

    assert post.at(SOON) == []
    assert olive.board().move.word == ""
    version = say(olive)
    assert [can_be_undone(olive, version), len(post.at(SOON)), can_be_undone(olive, version)] == [True, 1, False]
    with pytest.raises(TooLate), olive.change() as opened:
        undo(opened, version)
    assert olive.board().move.word == WORDS


def test_a_letter_that_waits_does_not_bring_an_older_word(olive: Olive, post: Post) -> None:
    olive.claim(olive.task("care", "Lunch"), olive.helper("Hana", email="hana@example.org"))
    post.at(NOON)
    say(olive)
    later = NOON + timedelta(minutes=10)
    say(olive, "All as it was: the sun is out.", now=later)

    assert [subject.partition(": ")[2] for subject in post.at(later + WORDS_WAIT)] == ["All as it was: the sun is out."]


def test_a_word_that_a_mail_server_puts_off_goes_later(olive: Olive, post: Post) -> None:
    olive.claim(olive.task("care", "Lunch"), olive.helper("Hana", email="hana@example.org"))
    post.at(NOON)
    say(olive)
    post.basket.results = [DeliveryResult(DeliveryStatus.LATER, "451")]
    assert post.at(NOON + timedelta(minutes=1)) == []
    assert [subject.partition(": ")[2][:13] for subject in post.at(NOON + timedelta(hours=1))] == ["An hour later"]


@pytest.mark.parametrize(("day", "goes"), [(date(2026, 12, 5), True), (date(2026, 12, 6), False)])
def test_at_night_it_goes_out_where_the_day_is_near(database: Database, post: Post, day: date, goes: bool) -> None:
    olive = Olive(database, day=day)
    olive.claim(olive.task("care", "Lunch"), olive.helper("Hana", email="hana@example.org"))
    post.at(NOON)
    night = datetime(2026, 12, 4, 22, 30, tzinfo=UTC)
    post.at(night)

    say(olive, now=night)

    assert ["rains" in subject for subject in post.at(night + WORDS_WAIT)] == [True] * goes
    in_the_morning = post.at(night + timedelta(hours=10))
    assert any("rains" in subject for subject in in_the_morning) is not goes


@pytest.mark.parametrize("state", [MoveState.CALLED_OFF, MoveState.CLOSED])
def test_a_move_that_is_over_takes_none(olive: Olive, state: MoveState) -> None:
    with olive.change() as opened:
        change_move(opened, {"state": state})

    with pytest.raises(MoveClosed):
        say(olive)
