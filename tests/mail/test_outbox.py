"""The outbox: each message once, at its time, to whom it concerns."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from sqlalchemy import select

from service.domain.core.hosts import host_of
from service.domain.core.links import Grants, Link, Links
from service.domain.core.receivers import HELPER
from service.domain.models import LetterSort, Message, MessageKind, MessageState, MoveState, Place, TaskState
from service.domain.reading.board import read_board
from service.domain.reading.views import Audience
from service.domain.rules.claims import Wish, claim_task, release
from service.domain.rules.helpers import change_helper, forget_helper
from service.domain.rules.merging import merge
from service.domain.rules.moves import change_move
from service.domain.rules.organizers import renew_link
from service.domain.rules.tasks import change_task
from service.domain.rules.thanks import choose_day
from service.installation import Installation
from service.mail.mailboxes import stop_for_good
from service.mail.outbox import Outbox
from service.mail.quota import TO_RECEIVER, Quotas
from service.mail.resend import send_again, try_again
from service.mail.transports.base import DeliveryResult, DeliveryStatus
from service.settings import Settings
from service.storage.database import Database
from tests.conftest import NOON, SECRET, Clock
from tests.make import Olive


class Basket:
    """A carrier that keeps what it gets, as a mail program would read it."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.results: list[DeliveryResult] = []

    def send(self, mail: EmailMessage, _of_move: str) -> DeliveryResult:
        status = self.results.pop(0) if self.results else DeliveryResult(DeliveryStatus.SENT)
        if status.status is DeliveryStatus.SENT:
            read = message_from_bytes(mail.as_bytes(), policy=default)
            assert isinstance(read, EmailMessage)
            self.mails.append(read)
        return status

    def close(self) -> None:
        pass

    def subjects(self) -> list[str]:
        return [mail["Subject"] for mail in self.mails]


class Post:
    """An outbox with a clock that a test sets."""

    def __init__(self, database: Database, tmp_path: Path) -> None:
        self.clock = Clock()
        settings = Settings(data=tmp_path, secret=SECRET, public_url="https://move.example.org")
        self.basket = Basket()
        self.installation = Installation(settings, database, Links([SECRET]), self.clock)
        self.outbox = Outbox(self.installation, self.basket)

    def at(self, moment: datetime) -> list[str]:
        """Send what is due at a moment; return the subjects."""
        self.clock.now = moment
        before = len(self.basket.mails)
        self.outbox.send_due()
        return self.basket.subjects()[before:]


@pytest.fixture
def post(database: Database, tmp_path: Path) -> Post:
    return Post(database, tmp_path)


def claimed(olive: Olive, task: int, helper: int, now: datetime = NOON) -> int:
    """A claim that the helper makes by their own link."""
    with olive.change(Link(olive.link.move_id, Grants.HELPER, helper, 1), now) as opened:
        return claim_task(opened, task, helper, Wish())


def vienna(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in Vienna in December 2026, which is an hour ahead of UTC."""
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


def body(mail: EmailMessage) -> str:
    plain = mail.get_body(("plain",))
    assert plain is not None
    text: str = plain.get_content()
    return text


def test_a_whole_correspondence(database: Database, post: Post) -> None:
    olive = Olive(database)
    books = olive.task("box_load", "Books", needed=12, starts=time(9), ends=time(11))
    hana = olive.helper("Hana", email="hana@example.org", proven="")
    claimed(olive, books, hana)
    assert post.at(NOON) == ["Olive’s move, Saturday, 5 December: you said you would help with boxes"]
    with olive.change() as opened:
        change_helper(opened, hana, {"proven": "file hana@example.org"})
    assert post.at(NOON) == []
    with olive.change() as opened:
        change_task(opened, books, {"starts": time(8, 30)})
    assert post.at(NOON) == ["Changed: Books"]
    assert post.at(vienna(4, 16, 59)) == []
    assert post.at(vienna(4, 17)) == ["Tomorrow: Books"]
    assert post.at(vienna(5, 8)) == []
    assert post.at(vienna(30, 12)) == []


def test_a_yes_is_confirmed_with_whose_matter_it_is_if_something_breaks(database: Database, post: Post) -> None:
    sentence = "If something breaks, it’s mine."
    olive = Olive(database)
    hana = olive.helper("Hana", email="hana@example.org")
    claimed(olive, olive.task("box_load", "Books", needed=12), hana)
    post.at(NOON)
    assert sentence not in body(post.basket.mails[-1])
    with olive.change() as opened:
        change_move(opened, {"damage_is_mine": True})
    assert post.at(NOON) == [], "nobody is written to for it"
    claimed(olive, olive.task("heavy_item", "Sofa", needed=2), hana)
    post.at(NOON)
    assert sentence in body(post.basket.mails[-1])


def test_letters_lead_to_the_place_of_the_task_and_tell_of_another(database: Database, post: Post) -> None:
    olive = Olive(database, from_address="Lindengasse 7/23", to_address="Hauptplatz 9")
    shelves = olive.task("care", "Put up shelves", needed=1, starts=time(12), place=Place.NEW)
    hana, tom = (olive.helper(name, email=f"{name}@example.org") for name in ("hana", "tom"))
    claimed(olive, shelves, hana)
    olive.stand_by(shelves, tom)
    post.at(NOON)
    with olive.change() as opened:
        change_task(opened, shelves, {"starts": time(13)})
    assert post.at(NOON) == ["Changed: Put up shelves"] * 2
    told = {mail["To"]: re.findall(r"(?:From|To|Where): [^\r\n]*", body(mail)) for mail in post.basket.mails[-2:]}
    assert told == {"hana@example.org": ["To: Hauptplatz 9"], "tom@example.org": []}
    olive.release(olive.seen(shelves).standbys[0].n)
    post.at(NOON)
    with olive.change() as opened:
        change_task(opened, shelves, {"place": Place.ELSEWHERE, "where": "Garage behind the church"})
    assert post.at(NOON) == ["Changed: Put up shelves"]
    assert "Where: Garage behind the church" in body(post.basket.mails[-1])
    with olive.change() as opened:
        change_move(opened, {"from_address": "Lindengasse 8", "to_address": "Hauptplatz 10"})
    assert post.at(NOON) == [], "it is at neither of them"
    post.at(vienna(4, 17))
    plain = body(post.basket.mails[-1])
    assert "Where: Garage behind the church" in plain
    assert not re.search("Lindengasse|Hauptplatz", plain)


def test_what_is_called_off_is_told_and_then_quiet(database: Database, post: Post) -> None:
    olive = Olive(database)
    books = olive.task("box_load", "Books", needed=12, starts=time(12))
    hana = olive.helper("Hana", email="hana@example.org")
    claimed(olive, books, hana)
    post.at(NOON)
    with olive.change() as opened:
        change_task(opened, books, {"state": TaskState.CANCELLED})
    assert post.at(NOON) == ["Called off: Books"]
    assert post.at(vienna(4, 17)) == []
    assert post.at(vienna(5, 8)) == []


def test_who_gives_it_back_hears_nothing_more(database: Database, post: Post) -> None:
    olive = Olive(database)
    books = olive.task("box_load", "Books", needed=12, starts=time(12))
    hana = olive.helper("Hana", email="hana@example.org")
    claim = claimed(olive, books, hana)
    post.at(NOON)
    with olive.change(Link(olive.link.move_id, Grants.HELPER, hana, 1)) as opened:
        release(opened, claim)
    assert post.at(NOON) == []
    assert post.at(vienna(4, 17)) == []


def test_one_person_twice_hears_everything_once(database: Database, post: Post) -> None:
    olive = Olive(database)
    books = olive.task("box_load", "Books", needed=12, starts=time(12))
    lunch = olive.task("care", "Lunch", needed=3, starts=time(13))
    first, second = (olive.helper(name, email="hana@example.org") for name in ("Hana", "Hana K."))
    claimed(olive, books, first)
    claimed(olive, lunch, second)
    assert len(post.at(NOON)) == 2
    with olive.change() as opened:
        merge(opened, first, second)
    assert post.at(NOON) == [], "both know what they took"
    assert len(post.at(vienna(4, 17))) == 1
    plain = post.basket.mails[-1].get_body(("plain",))
    assert plain is not None
    assert "Lunch" in plain.get_content()
    with olive.change() as opened:
        change_task(opened, lunch, {"state": TaskState.CANCELLED})
    assert post.at(vienna(4, 18)) == ["Called off: Lunch"]
    assert len(post.at(vienna(5, 8))) == 1


def friends_with_lunch(olive: Olive, addresses: list[str]) -> None:
    lunch = olive.task("care", "Lunch", needed=len(addresses), starts=time(12))
    for address in addresses:
        claimed(olive, lunch, olive.helper("Hana", email=address))


def told(most: int) -> dict[LetterSort, int]:
    """So many ordinary letters a day to somebody who has confirmed the address."""
    return {**TO_RECEIVER, LetterSort.TOLD: most}


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("quotas", "addresses"),
    [
        (Quotas(of_move=2), [f"hana{n}@example.org" for n in range(5)]),
        (Quotas(to_receiver=told(2)), ["hana@example.org"] * 5),
        (Quotas(of_all=2), [f"hana{n}@example.org" for n in range(5)]),
    ],
    ids=["of one move", "to one address", "of all"],
)
def test_what_goes_out_in_a_day_is_bounded_and_the_rest_waits(
    database: Database, post: Post, quotas: Quotas, addresses: list[str]
) -> None:
    outbox = Outbox(post.installation, post.basket, quotas)
    friends_with_lunch(Olive(database), addresses)
    for days, gone in ((0, 2), (0.4, 2), (1.1, 4), (2.2, 5)):
        post.clock.now = NOON + timedelta(days=days)
        outbox.send_due()
        assert len(post.basket.mails) == gone


def test_there_are_never_more_than_three_moments_to_write(database: Database, post: Post) -> None:
    olive = Olive(database)
    claimed(olive, olive.task("care", "Lunch", starts=time(12)), olive.helper("Hana"))
    with olive.change() as opened:
        change_move(opened, {"state": MoveState.CLOSED}, {"email": "olive@example.org"})
    post.at(NOON)
    assert [len(post.at(vienna(day, 10))) for day in (7, 11)] == [1, 1]
    with olive.change() as opened:
        choose_day(opened, date(2026, 12, 15))
    # Nobody looked for days: the chosen one and the one after it come due together, and only one is left.
    assert len(post.at(vienna(18, 11))) == 1
    with database.reading() as session:
        kinds = Counter(session.scalars(select(Message.kind)))
    assert kinds[MessageKind.THANKS_REMINDER] == 3
    assert [post.at(vienna(day, 10)) for day in (19, 25, 31)] == [[]] * 3


def test_what_did_not_go_is_not_counted(database: Database, post: Post) -> None:
    outbox = Outbox(post.installation, post.basket, Quotas(of_move=5, of_all=8))
    friends_with_lunch(Olive(database), [f"hana{n}@example.org" for n in range(5)])
    post.basket.results = [DeliveryResult(DeliveryStatus.AWAY, "nobody there")] * 5
    for hours in range(6):  # nobody is there for hours
        post.clock.now = NOON + timedelta(hours=hours)
        outbox.send_due()
    assert post.basket.mails == []
    post.clock.now = NOON + timedelta(hours=6)
    outbox.send_due()
    assert len(post.basket.mails) == 5
    friends_with_lunch(Olive(database), [f"tom{n}@example.org" for n in range(9)])
    for hours in range(7, 12):
        post.clock.now = NOON + timedelta(hours=hours)
        outbox.send_due()
    assert len(post.basket.mails) == 8, "what waits for tomorrow takes no place from others"


def test_a_new_key_forgets_no_address(database: Database, post: Post) -> None:
    olive = Olive(database)
    claimed(olive, olive.task("care", "Lunch", starts=time(12)), olive.helper("Hana", email="hana@example.org"))
    stop_for_good(post.installation, "Hana@Example.org.", stops=True)
    rotated = Installation(
        post.installation.settings, database, Links(["a newer key of many letters" * 2, SECRET]), post.clock
    )
    assert Outbox(rotated, post.basket).send_due() == 0


def test_a_host_is_spelled_as_it_is_registered() -> None:
    assert host_of("straße.de") == "xn--strae-oqa.de"
    assert host_of("MÜLLER.at") == "xn--mller-kva.at"


def test_a_letter_keeps_its_name_when_another_joins_it(database: Database, post: Post) -> None:
    olive = Olive(database)
    lunch = olive.task("care", "Lunch", starts=time(12))
    hana = olive.helper("Hana", email="hana@example.org")
    claimed(olive, lunch, hana)
    post.basket.results = [DeliveryResult(DeliveryStatus.PERHAPS)]
    post.at(NOON)
    with database.reading() as session:
        [tried] = session.scalars(select(Message.letter).where(Message.state == MessageState.PERHAPS_SENT))
    by = olive.link
    send_again(post.installation, olive.signup, "hana@example.org", "")
    with database.reading() as session:
        person = read_board(session, by.move_id, Audience.ORGANIZER).helpers[0]
    try_again(post.installation, by, person, HELPER, "")
    assert len(post.at(NOON)) == 1
    assert post.basket.mails[-1]["Message-ID"].startswith(f"<{tried}@")


def test_who_has_heard_enough_today_takes_no_place_from_others(database: Database, post: Post) -> None:
    outbox = Outbox(post.installation, post.basket, Quotas(of_all=4, to_receiver=told(1)))
    friends_with_lunch(Olive(database), ["hana@example.org"] * 5)
    outbox.send_due()
    friends_with_lunch(Olive(database), [f"tom{n}@example.org" for n in range(3)])
    outbox.send_due()
    assert len(post.basket.mails) == 4


def test_who_forgets_and_comes_again_gets_no_more_letters(database: Database, post: Post) -> None:
    outbox = Outbox(post.installation, post.basket, Quotas(to_receiver=told(2), of_move=4))
    olive = Olive(database)
    lunch = olive.task("care", "Lunch", needed=99, starts=time(12))
    for address in ["hana@example.org"] * 4 + [f"tom{n}@example.org" for n in range(4)]:
        helper = olive.helper("Hana", email=address)
        claimed(olive, lunch, helper)
        outbox.send_due()
        with olive.change(Link(olive.link.move_id, Grants.HELPER, helper, 1)) as opened:
            forget_helper(opened, helper)
    assert [mail["To"] for mail in post.basket.mails] == ["hana@example.org"] * 2 + [
        "tom0@example.org",
        "tom1@example.org",
    ]


def test_a_letter_that_is_tried_again_counts_each_time(database: Database, post: Post) -> None:
    outbox = Outbox(post.installation, post.basket, Quotas(to_receiver=told(2)))
    olive = Olive(database)
    claimed(olive, olive.task("care", "Lunch", starts=time(12)), olive.helper("Hana", email="hana@example.org"))
    post.basket.results = [DeliveryResult(DeliveryStatus.PERHAPS)] * 9
    for minute in range(4):
        post.clock.now = NOON + timedelta(minutes=minute)
        outbox.send_due()
        with database.reading() as session:
            person = read_board(session, olive.link.move_id, Audience.ORGANIZER).helpers[0]
        try_again(post.installation, olive.link, person, HELPER, "")
    assert len(post.basket.results) == 7


@pytest.mark.every_database  # races are decided by the database
def test_two_processes_take_no_more_than_one(database: Database, post: Post) -> None:
    friends_with_lunch(Olive(database), [f"hana{n}@example.org" for n in range(5)])
    friends_with_lunch(Olive(database), [f"tom{n}@example.org" for n in range(5)])
    both = [Outbox(post.installation, Basket(), Quotas(of_all=3)) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        sent = list(pool.map(lambda outbox: outbox.send_due(), both))
    assert sum(sent) == 3


def test_a_new_link_comes_to_the_organizers_mailbox(database: Database, post: Post) -> None:
    olive = Olive(database)
    with olive.change() as opened:
        change_move(opened, {}, {"email": "olive@example.org"})
    assert post.at(NOON) == ["The key to your move"]
    with olive.change() as opened:
        renew_link(opened, opened.by.n)
    assert post.at(NOON) == ["The key to your move"], "those in earlier letters open nothing any more"
