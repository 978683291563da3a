"""Other channels: what the installation set, for those who left no mail address."""

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest

from service.domain.models import Message, MessageState
from service.domain.rules.offers import new_offer
from service.installation import Installation
from service.mail.outbox import Outbox
from service.storage.database import Database
from tests.conftest import NOON
from tests.mail.chat import Chat, chat_service
from tests.mail.test_outbox import Post, claimed
from tests.make import Olive


@pytest.fixture
def chat() -> Iterator[Chat]:
    with chat_service() as service:
        yield service


def outbox(post: Post, channels: str) -> Outbox:
    settings = post.installation.settings.model_copy(update={"channels": channels})
    return Outbox(Installation(settings, post.installation.database, post.installation.links, post.clock), post.basket)


def test_a_number_gets_what_is_for_its_owner(database: Database, tmp_path: Path, chat: Chat) -> None:
    post, olive = Post(database, tmp_path), Olive(database)
    helper = olive.helper("Hana", phone="+43 660 117", proven="")
    claimed(olive, olive.task("care", "Lunch", starts=time(12)), helper)
    way = outbox(post, f"json://127.0.0.1:{chat.server_port}/to/{{phone}}")
    assert way.send_due() == 2  # Olive has a number, too
    told = dict(chat.told)
    words = told["/to/%2B43660117"] if "/to/%2B43660117" in told else told["/to/+43660117"]
    assert words.startswith("Somebody’s move, Saturday, 5 December: you said you would help with other things\n")
    assert "https://move.example.org/h/" in words
    assert post.basket.mails == []


def test_a_common_channel_names_nobody_and_opens_nothing(database: Database, tmp_path: Path, chat: Chat) -> None:
    post, olive = Post(database, tmp_path), Olive(database)
    with olive.change(olive.signup) as opened:
        new_offer(opened, {"name": "Noor", "phone": "0660 9"}, "A strong back")
    assert outbox(post, f"json://127.0.0.1:{chat.server_port}/room").send_due() == 1
    [(_path, words)] = chat.told
    assert words == f"There is something new on a board of Many Hands: https://move.example.org/m/{olive.link.move_id}"


def test_without_any_way_a_message_is_nobodys(database: Database, tmp_path: Path) -> None:
    post, olive = Post(database, tmp_path), Olive(database)
    claimed(olive, olive.task("care", "Lunch", starts=time(12)), olive.helper("Hana", phone="0660 117"))
    assert post.at(NOON) == []
    with database.reading() as session:
        assert session.query(Message).all() == []


def test_what_a_channel_does_not_confirm_is_perhaps_sent(database: Database, tmp_path: Path) -> None:
    post, olive = Post(database, tmp_path), Olive(database)
    claimed(olive, olive.task("care", "Lunch", starts=time(12)), olive.helper("Hana", phone="0660 117"))
    assert outbox(post, "json://127.0.0.1:9/{phone}").send_due() == 0
    with database.reading() as session:
        assert {row.state for row in session.query(Message)} == {MessageState.PERHAPS_SENT}


def test_words_are_no_number(database: Database, tmp_path: Path, chat: Chat) -> None:
    post, olive = Post(database, tmp_path), Olive(database)
    claimed(olive, olive.task("care", "Lunch", starts=time(12)), olive.helper("Hana", phone="ask 3 times at the door"))
    outbox(post, f"json://127.0.0.1:{chat.server_port}/to/{{phone}}").send_due()
    assert [path for path, _ in chat.told] == ["/to/06601"], "Olive has one"


def test_of_two_ways_to_a_number_the_first_that_works_is_enough(database: Database, tmp_path: Path, chat: Chat) -> None:
    post, olive = Post(database, tmp_path), Olive(database)
    claimed(olive, olive.task("care", "Lunch", starts=time(12)), olive.helper("Hana", phone="0660 117"))
    works = f"json://127.0.0.1:{chat.server_port}"
    assert outbox(post, f"json://127.0.0.1:9/{{phone}} {works}/one/{{phone}} {works}/two/{{phone}}").send_due() == 2
    assert sorted(path for path, _ in chat.told) == ["/one/06601", "/one/0660117"]
