"""Letters that got lost, doubled or wrong, each once: a change of address, all off and on, merging, outages, crowds."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date, time, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select

from service.domain.core.change import change
from service.domain.core.links import Grants, Link
from service.domain.core.receivers import HELPER, ORGANIZER
from service.domain.models import Message, MessageKind, MessageState, MoveState, TaskState
from service.domain.reading.troubles import read_troubles
from service.domain.rules.claims import Wish, claim_task, release
from service.domain.rules.helpers import add_helper, change_helper, forget_helper
from service.domain.rules.merging import merge, unmerge
from service.domain.rules.moves import change_move
from service.domain.rules.tasks import change_task
from service.domain.rules.thanks import change_thanks, send_note
from service.mail.outbox import Outbox
from service.mail.queue import LEASE, end
from service.mail.transports.base import DeliveryResult, DeliveryStatus
from service.mail.transports.folder import Folder
from service.storage.announcements import ANY_MOVE
from service.storage.database import Database
from tests.conftest import NOON
from tests.mail.calendars import events_in
from tests.mail.test_outbox import Post, claimed, vienna
from tests.make import Olive


@pytest.fixture
def post(database: Database, tmp_path: Path) -> Post:
    return Post(database, tmp_path)


def own(olive: Olive, helper: int) -> Link:
    return Link(olive.link.move_id, Grants.HELPER, helper, 1)


def body(post: Post) -> str:
    plain = post.basket.mails[-1].get_body(("plain",))
    assert plain is not None
    text: str = plain.get_content()
    return text


def lunch_of(olive: Olive, **contacts: str) -> tuple[int, int]:
    lunch = olive.task("care", "Lunch", starts=time(12), needed=9)
    hana = olive.helper("Hana", **contacts)
    claimed(olive, lunch, hana)
    return lunch, hana


def test_what_is_called_off_is_so_also_in_fixed_words(database: Database, post: Post) -> None:
    olive = Olive(database)
    lunch, _ = lunch_of(olive, email="hana@example.org", proven="")
    post.at(NOON)
    with olive.change() as opened:
        change_task(opened, lunch, {"state": TaskState.CANCELLED})
    [subject] = post.at(NOON)
    assert subject.strip().startswith("Called off: help with other things")
    assert "so the time is yours again" in body(post)
    assert "Lunch" not in post.basket.mails[-1].as_string()


def test_another_address_learns_all_that_stands(database: Database, post: Post) -> None:
    olive = Olive(database)
    _, hana = lunch_of(olive, email="hana@example.orgg")
    post.at(NOON)
    with olive.change(own(olive, hana)) as opened:
        change_helper(opened, hana, {"email": "hana@example.org"})
    assert post.at(NOON) == ["Olive’s move, Saturday, 5 December: you said you would help with other things"]
    with olive.change() as opened:
        change_move(opened, {}, {"email": "olive@example.org"})
    assert post.at(NOON) == ["The key to your move"]


def test_a_change_while_all_is_off_is_told_once_it_is_on(database: Database, post: Post) -> None:
    olive = Olive(database)
    lunch, hana = lunch_of(olive, email="hana@example.org")
    post.at(NOON)
    with olive.change(own(olive, hana)) as opened:
        change_helper(opened, hana, {"muted_kinds": ["all"]})
    with olive.change() as opened:
        change_task(opened, lunch, {"starts": time(14)})
    assert post.at(NOON) == []
    with olive.change(own(olive, hana)) as opened:
        change_helper(opened, hana, {"muted_kinds": []})
    assert post.at(NOON) == ["Changed: Lunch"]


def test_a_note_that_waits_goes_on_to_the_entry_that_stays(database: Database, post: Post) -> None:
    olive = Olive(database)
    kept = olive.helper("Hana")
    _, gone = lunch_of(olive, email="hana@example.org")
    post.at(NOON)
    with olive.change(now=vienna(7, 22)) as opened:
        change_thanks(opened, gone, {"note": "The soup was good."})
        send_note(opened, gone)
    with olive.change(now=vienna(7, 22)) as opened:
        merge(opened, kept, gone)
    assert post.at(vienna(8, 8)) == ["A note from Olive"]


def test_after_parting_both_hear_what_has_changed_since(database: Database, post: Post) -> None:
    olive = Olive(database)
    kept = olive.helper("Hana", email="hana@example.org")
    lunch, gone = lunch_of(olive, email="hana.k@example.org")
    post.at(NOON)
    with olive.change() as opened:
        merge(opened, kept, gone)
        merging = opened.move.last_n
    with olive.change() as opened:
        change_task(opened, lunch, {"starts": time(14)})
    with olive.change() as opened:
        unmerge(opened, merging)
    post.at(NOON)
    assert "hana.k@example.org" in {mail["To"] for mail in post.basket.mails if mail["Subject"] == "Changed: Lunch"}


def test_a_day_of_trying_begins_with_the_first_try(database: Database, post: Post) -> None:
    lunch_of(Olive(database), email="hana@example.org")
    post.basket.results = [DeliveryResult(DeliveryStatus.LATER, "451")] * 2
    for minutes in (0, 2):
        assert post.at(NOON + timedelta(hours=26, minutes=minutes)) == []
    assert len(post.at(NOON + timedelta(hours=27))) == 1


def test_a_reminder_that_could_not_go_in_time_is_told(database: Database, post: Post) -> None:
    olive = Olive(database)
    _, hana = lunch_of(olive, email="hana@example.org")
    post.at(NOON)
    post.basket.results = [DeliveryResult(DeliveryStatus.AWAY, "nobody there")] * 99
    for hour in range(17, 24):
        post.at(vienna(4, hour))
    with database.reading() as session:
        assert read_troubles(session, olive.link.move_id)[0][hana].state is MessageState.GIVEN_UP


def test_what_was_given_back_before_its_reminder_could_go_is_no_trouble(database: Database, post: Post) -> None:
    olive = Olive(database)
    lunch = olive.task("care", "Lunch", starts=time(12))
    hana = olive.helper("Hana", email="hana@example.org")
    claim = claimed(olive, lunch, hana)
    post.at(NOON)
    post.basket.results = [DeliveryResult(DeliveryStatus.AWAY, "nobody there")]
    post.at(vienna(4, 17))
    with olive.change(own(olive, hana), now=vienna(4, 17, 1)) as opened:
        release(opened, claim)
    assert post.at(vienna(4, 18)) == []
    with database.reading() as session:
        assert read_troubles(session, olive.link.move_id)[0] == {}


def test_a_corrected_zone_brings_no_second_letter_about_notes(database: Database, post: Post) -> None:
    olive = Olive(database, zone="Pacific/Auckland")
    lunch_of(olive)
    with olive.change() as opened:
        change_move(opened, {"state": MoveState.CLOSED}, {"email": "olive@example.org"})
    post.at(NOON)
    assert len(post.at(vienna(6, 23))) == 1
    with olive.change() as opened:
        change_move(opened, {"zone": "Europe/Vienna"})
    assert post.at(vienna(7, 11)) == []


def test_notes_are_thought_of_where_nobody_left_an_address(database: Database, post: Post) -> None:
    olive = Olive(database, day=date(2026, 11, 24))
    with olive.change() as opened:
        change_move(opened, {}, {"email": "olive@example.org", "muted_kinds": ["digest"]})
    post.at(NOON)
    with olive.change() as opened:
        add_helper(opened, {"name": "The neighbour"}, by_hand=True)
    assert post.at(NOON + timedelta(days=3)) == ["A quiet moment for thank-you notes"]


def test_who_plans_late_is_not_told_at_once_what_is_open(database: Database, post: Post) -> None:
    olive = Olive(database, day=date(2026, 11, 25))
    with olive.change() as opened:
        change_move(opened, {}, {"email": "olive@example.org"})
    post.at(NOON)
    olive.task("care", "Lunch")
    assert post.at(NOON) == []
    assert post.at(NOON + timedelta(days=1)) == ["Still open for your move tomorrow"]


def test_a_yes_on_the_very_day_is_confirmed(database: Database, post: Post) -> None:
    olive = Olive(database)
    shopping, hana = olive.task("care", "Shopping"), olive.helper("Hana", email="hana@example.org")
    claimed(olive, shopping, hana, vienna(5, 14))
    assert len(post.at(vienna(5, 14))) == 1


def test_a_crowd_does_not_hold_up_who_has_just_said_yes(database: Database, post: Post) -> None:
    crowd = Olive(database)
    lunch = crowd.task("care", "Lunch", starts=time(12), needed=99)
    for n in range(18):
        claimed(crowd, lunch, crowd.helper(f"H{n}", email=f"h{n}@example.org"))
    lunch_of(Olive(database), email="tom@example.org")
    post.outbox.send_due()
    assert "tom@example.org" in [mail["To"] for mail in post.basket.mails][:15]


def test_a_refusal_is_over_once_something_has_arrived(database: Database, post: Post) -> None:
    olive = Olive(database)
    _, hana = lunch_of(olive, email="hanna@example.org")
    post.basket.results = [DeliveryResult(DeliveryStatus.NO_SUCH_ADDRESS, "550 5.1.1")]
    post.at(NOON)
    with database.reading() as session:
        assert hana in read_troubles(session, olive.link.move_id)[0]
    with olive.change() as opened:
        change_helper(opened, hana, {"email": "hana@example.org"})
    assert len(post.at(NOON)) == 1
    with database.reading() as session:
        assert read_troubles(session, olive.link.move_id)[0] == {}


def test_a_calendar_knows_which_entry_is_the_newer_one(database: Database, post: Post) -> None:
    olive = Olive(database)
    lunch, _ = lunch_of(olive, email="hana@example.org")
    seen = []
    post.at(NOON)
    for state in (TaskState.CANCELLED, TaskState.OPEN, TaskState.CANCELLED):
        with olive.change() as opened:
            change_task(opened, lunch, {"state": state})
        post.at(NOON)
    for mail in post.basket.mails:
        [part_of] = list(mail.iter_attachments())
        [entry] = events_in(part_of.get_content())
        seen.append((int(entry["SEQUENCE"]), str(entry["STATUS"])))
    assert [status for _, status in seen] == ["CONFIRMED", "CANCELLED", "CONFIRMED", "CANCELLED"]
    assert [number for number, _ in seen] == sorted({number for number, _ in seen})


def test_a_reminder_brings_the_entry_that_an_unconfirmed_address_got_bare(database: Database, post: Post) -> None:
    olive = Olive(database)
    _, hana = lunch_of(olive, email="hana@example.org", proven="")
    lunch_of(olive, email="tom@example.org")
    post.at(NOON)
    with olive.change() as opened:
        change_helper(opened, hana, {"proven": "file hana@example.org"})
    told = post.basket.mails[:]
    post.at(vienna(4, 18))
    post.at(vienna(5, 8))
    to_hana, to_tom = (
        [
            [part.get_content() for part in mail.iter_attachments()]
            for mail in post.basket.mails[len(told) :]
            if name in mail["To"]
        ]
        for name in ("hana", "tom")
    )
    assert [len(each) for each in to_hana] == [1, *[0] * (len(to_hana) - 1)]
    assert [entry["SUMMARY"] for entry in events_in(to_hana[0][0])] == ["Lunch · Olive’s move"]
    assert to_tom
    assert not any(to_tom)


@pytest.mark.one_database("postgresql")
def test_somebody_who_is_forgotten_while_letters_are_noted_spoils_nothing(database: Database, post: Post) -> None:
    olive = Olive(database)
    lunch = olive.task("care", "Lunch", starts=time(12), needed=9)
    helpers = [olive.helper(f"H{n}", email=f"h{n}@example.org") for n in range(3)]
    for helper in helpers:
        claimed(olive, lunch, helper)
    outbox = Outbox(post.installation, post.basket)
    taken, _ = outbox._take(NOON)
    with change(database, own(olive, helpers[1]), now=NOON) as opened:
        forget_helper(opened, helpers[1])
    outbox._note([(outgoing, DeliveryResult(DeliveryStatus.SENT)) for outgoing in taken], NOON)
    with database.reading() as session:
        query = select(Message.state).where(Message.kind == MessageKind.CLAIM_UPDATE, Message.role == HELPER)
        assert list(session.scalars(query)) == [MessageState.SENT] * 2


def test_a_claim_by_hand_is_told_in_the_morning(database: Database, post: Post) -> None:
    olive = Olive(database)
    lunch, hana = olive.task("care", "Lunch", starts=time(12)), olive.helper("Hana", email="hana@example.org")
    with olive.change(now=vienna(1, 23)) as opened:
        claim_task(opened, lunch, hana, Wish())
    assert post.at(vienna(1, 23)) == []
    assert len(post.at(vienna(2, 8))) == 1


WAITS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
"""Those who wait for others in this database."""


class Meanwhile(Folder):
    """Writes letters as files, and lets something happen before it says what became of each."""

    def __init__(self, data: Path, status: DeliveryStatus, happens: Callable[[], None]) -> None:
        super().__init__(data)
        self._status, self._happens = status, happens

    def send(self, mail: EmailMessage, of_move: str) -> DeliveryResult:
        super().send(mail, of_move)
        self._happens()
        return DeliveryResult(self._status)


def organizer_told(
    database: Database, tmp_path: Path, status: DeliveryStatus, *, died: bool = False
) -> set[tuple[MessageState, str]]:
    """Return what is noted of a letter to the organizer during which somebody was forgotten; its file is gone."""
    olive = Olive(database)
    tom = olive.helper("Tom")
    with olive.change() as opened:
        change_move(opened, {}, {"email": "olive@example.org"})

    def happens() -> None:
        with olive.change() as opened:
            forget_helper(opened, tom)
        if died:
            raise KeyboardInterrupt

    post = Post(database, tmp_path)
    outbox = Outbox(post.installation, Meanwhile(tmp_path, status, happens))
    post.clock.now = NOON + timedelta(minutes=2)  # later than the one who forgets believes
    with suppress(KeyboardInterrupt):
        outbox.send_due()
    outbox.delete_orphans()
    assert len(list(tmp_path.rglob("*.eml"))) == died
    post.clock.now += LEASE
    outbox.send_due()
    outbox.delete_orphans()
    assert not list(tmp_path.rglob("*.eml"))
    with database.reading() as session:
        keys = select(Message.state, Message.letter).where(Message.kind == MessageKind.OWN_LINK)
        return {(row.state, row.letter) for row in session.execute(keys.where(Message.role == ORGANIZER))}


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (DeliveryStatus.SENT, MessageState.SENT),
        (DeliveryStatus.PERHAPS, MessageState.PERHAPS_SENT),
        (DeliveryStatus.REFUSED, MessageState.REFUSED),
    ],
)
def test_a_letter_during_which_somebody_is_forgotten_is_noted_and_its_file_goes(
    database: Database, tmp_path: Path, status: DeliveryStatus, state: MessageState
) -> None:
    assert organizer_told(database, tmp_path, status) == {(state, "")}


def test_so_does_the_file_of_one_during_which_the_program_died_too(database: Database, tmp_path: Path) -> None:
    looks = threading.Event()
    database.subscribe(lambda move_id, _version: looks.set() if move_id == ANY_MOVE else None)
    told = organizer_told(database, tmp_path, DeliveryStatus.SENT, died=True)
    assert told == {(MessageState.PERHAPS_SENT, "")}
    assert looks.wait(10), "or nobody would look for the file"


@pytest.mark.one_database("postgresql")
def test_nor_is_a_result_missed_that_is_written_this_very_moment(database: Database, tmp_path: Path) -> None:
    """On SQLite one waits for the other anyway."""
    olive, post = Olive(database), Post(database, tmp_path)
    tom = olive.helper("Tom")
    with olive.change() as opened:
        change_move(opened, {}, {"email": "olive@example.org"})
    post.outbox._take(NOON)
    of_olive = select(Message).where(Message.role == ORGANIZER, Message.state == MessageState.SENDING)

    def forget() -> None:
        with olive.change() as opened:
            forget_helper(opened, tom)

    forgetting, never = threading.Thread(target=forget), threading.Event()
    with database.writing() as session:
        end(session.scalars(of_olive.with_for_update()), MessageState.SENT, "", NOON)
        session.flush()
        forgetting.start()
        while forgetting.is_alive() and not database.fetch_one(WAITS, {})[0]:
            never.wait(0.01)
    forgetting.join()
    with database.reading() as session:
        assert set(session.scalars(select(Message.letter).where(Message.state == MessageState.SENT))) == {""}


def test_a_letter_to_an_organizer_stays_a_file_where_nobody_was_forgotten(database: Database, tmp_path: Path) -> None:
    olive, post = Olive(database), Post(database, tmp_path)
    with olive.change() as opened:
        change_move(opened, {}, {"email": "olive@example.org"})
    outbox = Outbox(post.installation)
    outbox.send_due()
    outbox.delete_orphans()
    assert list(tmp_path.rglob("*.eml"))
