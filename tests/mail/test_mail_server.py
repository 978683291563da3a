"""Letters to a real mail server: one that takes them, and all the ways in which one may not."""

from datetime import time, timedelta
from pathlib import Path

import pytest

from service.domain.models import Message, MessageState
from service.domain.reading.troubles import read_troubles
from service.domain.rules.helpers import change_helper
from service.mail.outbox import Outbox
from service.mail.queue import LEASE
from service.mail.transports.smtp import MailServer as Transport
from service.storage.database import Database
from tests.conftest import NOON
from tests.mail.server import MailServer, mail_server
from tests.mail.test_outbox import Post, claimed
from tests.make import Olive
from tests.sizes import ON_ONE

pytestmark = ON_ONE


def transport(server: MailServer, answer: float = 5) -> Transport:
    return Transport(f"smtp://127.0.0.1:{server.port}", greets_as="move.example.org", connect=5, answer=answer)


def hana(database: Database, email: str = "hana@example.org", name: str = "Hana") -> tuple[Olive, int]:
    olive = Olive(database)
    helper = olive.helper(name, email=email)
    claimed(olive, olive.task("care", "Lunch", starts=time(12)), helper)
    return olive, helper


def state(post: Post, olive: Olive) -> list[MessageState]:
    with post.installation.database.reading() as session:
        rows = session.query(Message).filter(Message.move_id == olive.link.move_id, Message.role == "helper")
        return [row.state for row in rows]


def test_a_letter_arrives_with_all_that_mail_programs_ask_for(database: Database, tmp_path: Path) -> None:
    post = Post(database, tmp_path)
    olive, helper = hana(database)
    with olive.change() as opened:
        change_helper(opened, helper, {"proven": ""})
    with mail_server() as server:
        outbox = Outbox(post.installation, transport(server))
        assert outbox.send_due() == 1
        assert outbox.send_due() == 0
        outbox.close()
    [mail] = server.mails()
    assert server.receivers == ["hana@example.org"]
    assert mail["List-Unsubscribe"].startswith("<https://move.example.org/l/")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Reply-To"] is None
    assert [part.get_content_type() for part in mail.walk() if not part.is_multipart()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    whole = mail.as_string()
    assert "Lunch" not in whole
    assert "Hana" not in whole
    assert "0660 1" not in whole
    assert state(post, olive) == [MessageState.SENT]


def test_an_unknown_address_is_shown_and_not_tried_again(database: Database, tmp_path: Path) -> None:
    post = Post(database, tmp_path)
    olive, helper = hana(database, "nobody@example.org")
    with mail_server() as server:
        server.refuse["nobody@example.org"] = "550 5.1.1 <nobody@example.org>: no such user here"
        outbox = Outbox(post.installation, transport(server))
        assert outbox.send_due() == 0
        with database.reading() as session:
            trouble = read_troubles(session, olive.link.move_id)[0][helper]
        assert trouble.state is MessageState.REFUSED
        assert "nobody" not in trouble.error
        assert "5.1.1" in trouble.error
        server.refuse.clear()
        claimed(olive, olive.task("care", "Cake", starts=time(15)), helper)
        assert outbox.send_due() == 0
        outbox.close()
    assert server.raw == []
    assert state(post, olive) == [MessageState.REFUSED] * 2


@pytest.mark.parametrize("answer", ["451 4.3.0 try later", "421 too busy"])
def test_a_busy_server_is_tried_again_with_growing_pauses(database: Database, tmp_path: Path, answer: str) -> None:
    post = Post(database, tmp_path)
    hana(database)
    with mail_server() as server:
        outbox = Outbox(post.installation, transport(server))
        server.refuse["hana@example.org"] = answer
        assert outbox.send_due() == 0
        server.refuse.clear()
        assert outbox.send_due() == 0  # not at once
        post.clock.now = NOON + timedelta(minutes=2)
        assert outbox.send_due() == 1
        outbox.close()
    assert len(server.raw) == 1


def test_nobody_there_for_a_day_is_given_up_with_a_reason(database: Database, tmp_path: Path) -> None:
    post = Post(database, tmp_path)
    olive, helper = hana(database)
    with mail_server() as server:
        gone = transport(server)
    outbox = Outbox(post.installation, gone)
    for hours in range(30):
        post.clock.now = NOON + timedelta(hours=hours)
        assert outbox.send_due() == 0
    assert state(post, olive) == [MessageState.GIVEN_UP]
    with database.reading() as session:
        assert read_troubles(session, olive.link.move_id)[0][helper].error


@pytest.mark.parametrize("after_data", ["drop", "stall"])
def test_a_connection_that_breaks_after_the_last_byte_is_perhaps_sent(
    database: Database, tmp_path: Path, after_data: str
) -> None:
    post = Post(database, tmp_path)
    olive, _ = hana(database)
    with mail_server() as server:
        server.after_data = after_data
        outbox = Outbox(post.installation, transport(server, answer=0.3))
        assert outbox.send_due() == 0
        server.after_data = ""
        post.clock.now = NOON + timedelta(days=2)
        outbox.send_due()
        outbox.close()
    assert len(server.raw) == 1
    assert state(post, olive) == [MessageState.PERHAPS_SENT]


def test_a_refusal_after_the_letter_is_told_with_its_reason(database: Database, tmp_path: Path) -> None:
    post = Post(database, tmp_path)
    olive, _ = hana(database)
    with mail_server() as server:
        server.after_data = "554 5.7.1 looks like spam"
        outbox = Outbox(post.installation, transport(server))
        outbox.send_due()
        outbox.close()
    assert state(post, olive) == [MessageState.REFUSED]


def test_who_died_while_sending_leaves_a_perhaps(database: Database, tmp_path: Path) -> None:
    post = Post(database, tmp_path)
    olive, _ = hana(database)
    outbox = Outbox(post.installation, post.basket)
    taken, _moved = outbox._take(NOON)  # and then nothing more is heard of that process
    assert len(taken) == 1
    assert post.at(NOON) == []
    assert state(post, olive) == [MessageState.SENDING]
    assert post.at(NOON + LEASE) == []
    assert state(post, olive) == [MessageState.PERHAPS_SENT]
    assert post.at(NOON + timedelta(days=1)) == []


@pytest.mark.sampled
@pytest.mark.parametrize(
    "email", ["hana@example.org,1", "hana@example.org>", "hana@a;b", "hana@ä..at", f"hana@{'ä' * 70}.at", "hana@(x)"]
)
def test_what_is_no_address_is_told_and_holds_up_nobody(database: Database, tmp_path: Path, email: str) -> None:
    post = Post(database, tmp_path)
    olive, helper = hana(database, email)
    _, _ = hana(database, "tom@example.org")
    with mail_server() as server:
        outbox = Outbox(post.installation, transport(server))
        assert outbox.send_due() == 1
        outbox.close()
    assert server.receivers == ["tom@example.org"]
    assert state(post, olive) == [MessageState.REFUSED]
    with database.reading() as session:
        assert read_troubles(session, olive.link.move_id)[0][helper].error == "no_address"


@pytest.mark.parametrize("email", ['"hana, b"@example.org', "o'hana+x@example.org", "hana@müller.at"])
def test_rare_addresses_get_their_letters(database: Database, tmp_path: Path, email: str) -> None:
    post = Post(database, tmp_path)
    hana(database, email)
    with mail_server() as server:
        outbox = Outbox(post.installation, transport(server))
        assert outbox.send_due() == 1
        outbox.close()
    assert len(server.raw) == 1


def test_a_connection_that_was_dropped_meanwhile_is_made_anew_at_once(database: Database, tmp_path: Path) -> None:
    post = Post(database, tmp_path)
    with mail_server() as server:
        outbox = Outbox(post.installation, transport(server))
        hana(database)
        assert outbox.send_due() == 1
        server.drop_all()
        hana(database, "tom@example.org")
        assert outbox.send_due() == 1
        outbox.close()
    assert server.receivers == ["hana@example.org", "tom@example.org"]


def test_who_refuses_and_hangs_up_has_refused(database: Database, tmp_path: Path) -> None:
    post = Post(database, tmp_path)
    olive, _ = hana(database, "nobody@example.org")
    hana(database, "tom@example.org")
    with mail_server() as server:
        server.refuse["nobody@example.org"], server.hangs_up = "550 5.1.1 no such user here", True
        outbox = Outbox(post.installation, transport(server))
        assert outbox.send_due() == 1
        outbox.close()
    assert state(post, olive) == [MessageState.REFUSED]
    assert server.receivers == ["tom@example.org"]


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("said", "about_the_address"),
    [
        ("550 5.1.1 no such user here", True),
        ("550 no such user here", True),
        ("550 5.1.8 sender address rejected: domain not found", False),
        ("550 5.7.1 you are listed", False),
        ("550 relay not permitted", False),
    ],
)
def test_only_what_is_said_of_the_receiver_counts_against_them(
    database: Database, tmp_path: Path, said: str, about_the_address: bool
) -> None:
    post = Post(database, tmp_path)
    olive, helper = hana(database)
    with mail_server() as server:
        server.refuse["hana@example.org"] = said
        outbox = Outbox(post.installation, transport(server))
        outbox.send_due()
        server.refuse.clear()
        claimed(olive, olive.task("care", "Cake", starts=time(15)), helper)
        assert outbox.send_due() == (0 if about_the_address else 1)
        outbox.close()


def test_an_answer_that_means_nothing_leaves_it_open(database: Database, tmp_path: Path) -> None:
    post = Post(database, tmp_path)
    olive, _ = hana(database)
    with mail_server() as server:
        server.after_data = "354 go on"
        outbox = Outbox(post.installation, transport(server))
        assert outbox.send_due() == 0
        outbox.close()
    assert state(post, olive) == [MessageState.PERHAPS_SENT]
