"""The words of an ask by mail from here: once, to a proven address, and taken back until they went."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from service.domain.core.links import Grants, Link
from service.domain.core.message_rows import ALL
from service.domain.core.refusals import Invalid, MoveClosed, NotFound, TooLate
from service.domain.figures.times import WORDS_WAIT
from service.domain.models import Message, MessageKind, MoveState, TaskState
from service.domain.rules.asks import change_ask, offer_another_time, say_not_this_time, say_yes, send_ask, take_back
from service.domain.rules.claims import Wish
from service.domain.rules.helpers import change_helper
from service.domain.rules.moves import change_move
from service.domain.rules.tasks import change_task
from service.domain.rules.undo import undo
from service.mail.transports.base import DeliveryResult, DeliveryStatus
from service.storage.database import Database
from tests.conftest import NOON
from tests.mail.test_outbox import Post, body
from tests.make import Olive

pytestmark = pytest.mark.one_database

SOON = NOON + WORDS_WAIT
SUBJECT = "A question from Olive"


@pytest.fixture
def post(database: Database, tmp_path: Path) -> Post:
    return Post(database, tmp_path)


@pytest.fixture
def olive(database: Database) -> Olive:
    return Olive(database)


def asked(olive: Olive, **fields: str) -> tuple[int, int, int]:
    """Hana is asked for the soup; returns the task, her number and the ask's."""
    soup, hana = olive.task("care", "Soup"), olive.helper("Hana", email="hana@example.org", **fields)
    return soup, hana, olive.ask(soup, helper=hana)


def send(olive: Olive, n: int, now: datetime = NOON) -> bool:
    with olive.change(now=now) as opened:
        return send_ask(opened, n)


def test_the_words_go_once_with_their_link_and_a_way_to_want_no_more(olive: Olive, post: Post) -> None:
    _soup, _hana, n = asked(olive)
    assert (send(olive, n), send(olive, n)) == (True, False)
    assert post.at(SOON) == [SUBJECT]
    assert send(olive, n, NOON + timedelta(days=1)) is False
    assert post.at(SOON + timedelta(days=1)) == []
    [mail] = post.basket.mails
    words = " ".join(body(mail).split())
    assert words.startswith("Hana, could you help me with soup on Saturday, 5 December? There is nothing to carry.")
    assert f"enough: {post.installation.ask_url(olive.link.move_id, n, 1)} Olive -- " in words
    html = mail.get_body(("html",))
    assert html is not None
    assert f'<a href="{post.installation.ask_url(olive.link.move_id, n, 1)}"' in html.get_content()
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["From"].addresses[0].display_name == "Olive · Many Hands"


def test_own_words_and_those_of_two_asks_are_in_one_letter(olive: Olive, post: Post) -> None:
    soup, hana, n = asked(olive)
    other = olive.ask(soup, helper=hana)
    with olive.change() as opened:
        change_ask(opened, other, words="Or the cake? Here: {link}")
    for each in (n, other):
        send(olive, each)
    assert post.at(SOON) == [SUBJECT]
    words = " ".join(body(post.basket.mails[0]).split())
    assert "could you help me with soup" in words
    assert f"Or the cake? Here: {post.installation.ask_url(olive.link.move_id, other, 1)}" in words


def test_it_is_taken_back_until_it_went_and_goes_anew_then(olive: Olive, post: Post) -> None:
    _soup, _hana, n = asked(olive)
    send(olive, n)
    with olive.change() as opened:
        undo(opened, opened.move.version - 1)
    assert post.at(SOON) == []
    assert send(olive, n) is True
    version = olive.version()
    assert post.at(SOON) == [SUBJECT]
    with pytest.raises(TooLate), olive.change() as opened:
        undo(opened, version)


def test_at_night_it_waits_and_a_server_that_is_away_gets_it_later(olive: Olive, post: Post) -> None:
    _soup, _hana, n = asked(olive)
    night = datetime(2026, 11, 20, 23, tzinfo=UTC)
    send(olive, n, night)
    assert post.at(night) == []
    post.basket.results = [DeliveryResult(DeliveryStatus.LATER, "451")]
    assert post.at(night + timedelta(hours=9)) == []
    assert post.at(night + timedelta(hours=10)) == [SUBJECT]


def _unproven(olive: Olive, _soup: int, hana: int, _n: int) -> None:
    with olive.change() as opened:
        change_helper(opened, hana, {"email": "another@example.org"})


def _wants_none(olive: Olive, _soup: int, hana: int, _n: int) -> None:
    with olive.change() as opened:
        change_helper(opened, hana, {"muted_kinds": [ALL]})


def _yes(olive: Olive, soup: int, _hana: int, n: int) -> None:
    with olive.change(Link(olive.link.move_id, Grants.ASK, n, 1)) as opened:
        say_yes(opened, n, soup, Wish())


def _rests(olive: Olive, _soup: int, _hana: int, n: int) -> None:
    with olive.change() as opened:
        change_ask(opened, n, rests=True)


def _taken_back(olive: Olive, _soup: int, _hana: int, n: int) -> None:
    with olive.change() as opened:
        take_back(opened, n)


def _done(olive: Olive, soup: int, _hana: int, _n: int) -> None:
    with olive.change() as opened:
        change_task(opened, soup, {"state": TaskState.DONE})


def _closed(olive: Olive, _soup: int, _hana: int, _n: int) -> None:
    with olive.change() as opened:
        change_move(opened, {"state": MoveState.CLOSED})


def _no(olive: Olive, _soup: int, _hana: int, n: int) -> None:
    with olive.change(Link(olive.link.move_id, Grants.ASK, n, 1)) as opened:
        say_not_this_time(opened, n)


def _another_time(olive: Olive, _soup: int, _hana: int, n: int) -> None:
    with olive.change(Link(olive.link.move_id, Grants.ASK, n, 1)) as opened:
        offer_another_time(opened, n, "On Sunday.")


@pytest.mark.parametrize(
    "meanwhile", [_unproven, _wants_none, _yes, _rests, _another_time, _taken_back, _done, _closed]
)
def test_what_needs_no_answer_any_more_does_not_go(
    olive: Olive, post: Post, meanwhile: Callable[[Olive, int, int, int], None]
) -> None:
    soup, hana, n = asked(olive)
    send(olive, n)
    meanwhile(olive, soup, hana, n)
    assert SUBJECT not in post.at(SOON)
    with post.installation.database.reading() as session:
        assert session.scalars(select(Message).where(Message.kind == MessageKind.ASK)).all() == []


def test_a_no_before_it_went_looks_like_silence(olive: Olive, post: Post) -> None:
    soup, hana, n = asked(olive)
    send(olive, n)
    _no(olive, soup, hana, n)
    assert post.at(SOON) == [SUBJECT]


@pytest.mark.parametrize(("first", "refused"), [(_wants_none, Invalid), (_closed, MoveClosed), (_taken_back, NotFound)])
def test_it_is_refused_where_nobody_would_get_it(
    olive: Olive, first: Callable[[Olive, int, int, int], None], refused: type[Exception]
) -> None:
    soup, hana, n = asked(olive)
    first(olive, soup, hana, n)
    with pytest.raises(refused):
        send(olive, n)


@pytest.mark.parametrize("before", [_rests, _another_time])
def test_what_rests_is_asked_anew_and_a_yes_is_not(
    olive: Olive, post: Post, before: Callable[[Olive, int, int, int], None]
) -> None:
    soup, hana, n = asked(olive)
    before(olive, soup, hana, n)
    assert send(olive, n) is True
    assert SUBJECT in post.at(SOON)
    other = olive.ask(soup, helper=hana)
    _yes(olive, soup, hana, other)
    assert send(olive, other) is False
