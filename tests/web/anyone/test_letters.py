"""Letters, as people meet them on pages: choosing, stopping, asking again, the calendar, and what did not arrive."""

from datetime import UTC, datetime, time

import httpx
import pytest
from icalendar import Calendar

from service.domain.core.links import Grants, Link
from service.domain.models import Helper, Message, MessageKind, MessageState, Organizer
from service.domain.rules.claims import release
from service.domain.rules.moves import change_move
from service.domain.rules.undo import undo
from service.mail.addresses import proof_of
from service.mail.outbox import Outbox
from tests.conftest import NOON, Server
from tests.mail.calendars import events_in
from tests.mail.sending import send_letters
from tests.mail.test_outbox import Basket, claimed
from tests.make import Olive
from tests.web.visit import Visitor


class Place:
    """Olive's move with Hana on it, who left an address."""

    def __init__(self, server: Server, email: str = "") -> None:
        self.server = server
        self.olive = Olive(server.installation.database)
        self.email = email or f"hana.{self.olive.link.move_id}@example.org"
        self.lunch = self.olive.task("care", "Lunch", starts=time(12), ends=time(13))
        self.hana = self.olive.helper("Hana", email=self.email)
        self.claim = claimed(self.olive, self.lunch, self.hana)
        self.own = self.path(Link(self.olive.link.move_id, Grants.HELPER, self.hana, 1))
        self.key = self.path(self.olive.link)

    def path(self, link: Link) -> str:
        return self.server.installation.url(link).removeprefix(self.server.url)

    def helper(self) -> Helper:
        with self.server.installation.database.reading() as session:
            return session.get_one(Helper, (self.olive.link.move_id, self.hana))

    def messages(self) -> list[Message]:
        with self.server.installation.database.reading() as session:
            return session.query(Message).filter(Message.move_id == self.olive.link.move_id).all()

    def send(self) -> list[str]:
        """Send what is due on this move; the subjects."""
        basket = Basket()
        send_letters(self.server.installation, self.olive.link.move_id, basket)
        return [mail["Subject"] for mail in basket.mails if mail["To"] == self.email]


def test_looking_changes_nothing(server: Server, client: httpx.Client) -> None:
    place = Place(server)
    for path in (f"{place.own}/mail", f"{place.key}/mail"):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    assert place.helper().muted_kinds == []


def test_one_click_in_a_mail_program_ends_all_letters(server: Server, client: httpx.Client) -> None:
    place = Place(server)
    answer = client.post(f"{place.own}/mail", data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200  # not every mail program follows a redirect
    assert place.helper().muted_kinds == ["all"]
    assert place.send() == []


def test_one_click_of_an_organizer(server: Server, client: httpx.Client) -> None:
    place = Place(server)
    assert client.post(f"{place.key}/mail", data={"List-Unsubscribe": "One-Click"}).status_code == 200
    with server.installation.database.reading() as session:
        assert session.get_one(Organizer, (place.olive.link.move_id, place.olive.link.n)).muted_kinds == ["all"]


def test_another_site_cannot_end_them(server: Server, client: httpx.Client) -> None:
    place = Place(server)
    from_elsewhere = {"Origin": "https://evil.example"}
    answer = client.post(f"{place.own}/mail", data={"List-Unsubscribe": "One-Click"}, headers=from_elsewhere)
    assert answer.status_code == 403
    assert place.helper().muted_kinds == []


def test_a_helper_chooses_one_by_one(server: Server) -> None:
    place, hana = Place(server), Visitor(server)
    page = hana.send(f"{place.own}/mail", day_before="1")
    assert "Emails come as you like them" in page.text
    assert place.helper().muted_kinds == ["morning_of"]
    hana.send(f"{place.own}/mail", day_before="1", morning_of="1")
    assert place.helper().muted_kinds == []


def test_an_organizer_chooses_how_early_to_hear_what_is_open(server: Server) -> None:
    place, olive = Place(server), Visitor(server)
    olive.send(f"{place.key}/mail", offer="1", yes="1", digest="1", digest_days="7")
    with server.installation.database.reading() as session:
        kept = session.get_one(Organizer, (place.olive.link.move_id, place.olive.link.n))
    assert kept.digest_days == 7
    assert kept.muted_kinds == ["thanks_reminder"]
    for days in ("0", "31", "soon"):
        refused = olive.post(f"{place.key}/mail", thanks_reminder="1", digest_days=days)
        assert refused.status_code == 422
        assert (f'value="{days}"' if days.isdigit() else days) in refused.text
        assert (
            'id="letters-thanks_reminder" name="thanks_reminder" type="checkbox" value="1" checked' in refused.text
        ), "nothing is lost"


def test_never_again_holds_for_every_move(server: Server) -> None:
    place = Place(server)
    k = proof_of(server.installation, place.email)
    Visitor(server).send(f"{place.own}/mail", never="1", k=k)
    other = Place(server, place.email)
    assert other.send() == []
    Visitor(server).send(f"{other.own}/mail", day_before="1", morning_of="1", k=k)
    claimed(other.olive, other.olive.task("care", "Cake"), other.hana)
    assert len(other.send()) == 1


def test_who_only_typed_an_address_decides_nothing_for_its_owner(server: Server) -> None:
    place, mallory = Place(server), Visitor(server)
    assert "Never write to this address" not in mallory.get(f"{place.own}/mail").text
    mallory.send(f"{place.own}/mail", never="1", k="guessed")
    other = Place(server, place.email)
    assert len(other.send()) == 1, "nobody is silenced by a stranger"
    k = proof_of(server.installation, place.email)
    page = Visitor(server).get(f"{other.own}/mail?k={k}").text
    assert "Never write to this address" in page
    assert f'name="k" value="{k}"' in page
    Visitor(server).send(f"{other.own}/mail", never="1", k=k)
    third = Place(server, place.email)
    mallory.send(f"{third.own}/mail", day_before="1", morning_of="1")
    claimed(third.olive, third.olive.task("care", "Cake"), third.hana)
    assert third.send() == [], "and nobody is written to again because a stranger says so"


def test_a_strange_link_opens_no_letters(server: Server, client: httpx.Client) -> None:
    place, mallory = Place(server), Olive(server.installation.database)
    stranger = place.path(Link(place.olive.link.move_id, Grants.HELPER, place.hana, 2))
    assert client.get(f"{stranger}/mail").status_code == 404
    assert client.post(f"{stranger}/mail", data={"List-Unsubscribe": "One-Click"}).status_code == 404
    visitor = Visitor(server)
    visitor.get(place.path(mallory.link))
    assert visitor.get(f"/m/{place.olive.link.move_id}/letters").status_code == 404


@pytest.mark.parametrize(("before", "known"), [("", True), ("  ", True), ("not-", False)])
def test_the_link_again_is_the_same_answer_for_everybody(server: Server, before: str, known: bool) -> None:
    place, visitor = Place(server), Visitor(server)
    place.send()
    page = visitor.send(f"{place.path(place.olive.signup)}/again", email=before + place.email.upper())
    assert "If this address is known here" in page.text
    assert place.send() == (["The way back to your page"] if known else [])


def test_asked_twice_it_is_sent_once(server: Server) -> None:
    place, visitor = Place(server), Visitor(server)
    place.send()
    for _ in range(3):
        visitor.send(f"{place.path(place.olive.signup)}/again", email=place.email)
    assert place.send() == ["The way back to your page"]
    assert place.send() == []


@pytest.mark.sampled
@pytest.mark.parametrize("sent", ["hana at home", "hana k@example.org", "@", "hana@"])
def test_what_is_no_address_comes_back_with_a_sentence(server: Server, sent: str) -> None:
    """Told from an address by the same rule as in every other form."""
    place, visitor = Place(server), Visitor(server)
    for page in (place.path(place.olive.signup), ""):
        answer = visitor.post(f"{page}/again", email=sent)
        assert answer.status_code == 422
        assert sent in answer.text


def test_the_calendar_keeps_its_uid_and_counts_changes(server: Server, client: httpx.Client) -> None:
    place = Place(server)
    address = place.own.replace("/h/", "/cal/") + ".ics"
    answer = client.get(address)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    [first] = events_in(answer.content)
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Vienna"]
    assert first["SEQUENCE"] == 0
    assert first["STATUS"] == "CONFIRMED"
    assert first["DTSTART"].dt.astimezone(UTC) == datetime(2026, 12, 5, 11, tzinfo=UTC)
    with place.olive.change() as opened:
        release(opened, place.claim)
    [second] = events_in(client.get(address).content)
    assert second["UID"] == first["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert second["STATUS"] == "CANCELLED"
    books = place.olive.task("box_load", "Books", needed=12, starts=time(9))
    seen = []
    for quantity in (2, 5):
        place.olive.claim(books, place.hana, quantity)
        seen.append(events_in(client.get(address).content)[0])
    more, version = int(seen[1]["SEQUENCE"]), place.olive.version()
    assert more > int(seen[0]["SEQUENCE"])
    with place.olive.change() as opened:
        undo(opened, version)
    [undone, *_] = events_in(client.get(address).content)
    assert int(undone["SEQUENCE"]) > more


def test_a_forgotten_persons_calendar_is_gone_with_their_messages(server: Server, client: httpx.Client) -> None:
    place = Place(server)
    assert [message.kind for message in place.messages() if message.role == "helper"] == [MessageKind.CLAIM_UPDATE]
    Visitor(server).post(f"{place.own}/forget")
    assert client.get(place.own.replace("/h/", "/cal/") + ".ics").status_code == 404
    assert [message for message in place.messages() if message.role == "helper"] == []


def test_what_did_not_arrive_stands_beside_the_person_and_can_be_tried_again(server: Server) -> None:
    place, olive = Place(server), Visitor(server)
    with server.installation.database.writing() as session:
        row = session.query(Message).filter(Message.move_id == place.olive.link.move_id, Message.role == "helper").one()
        row.state, row.error, row.ended_at = MessageState.REFUSED, "550 5.1.1 unknown", NOON
    olive.get(place.key)
    move = f"/m/{place.olive.link.move_id}"
    assert "This address takes no emails" in olive.get(f"{move}/people").text
    assert "550 5.1.1 unknown" in olive.get(f"{move}/letters").text
    olive.send(f"{move}/letters/helper/{place.hana}/again")
    assert "This address takes no emails" not in olive.get(f"{move}/people").text
    assert len(place.send()) == 1


def test_without_a_mail_server_letters_wait_as_files(server: Server) -> None:
    place, olive = Place(server), Visitor(server)
    send_letters(server.installation, place.olive.link.move_id)
    olive.get(place.key)
    page = olive.get(f"/m/{place.olive.link.move_id}/letters")
    assert place.email in page.text
    address = page.text.split('href="/m/' + place.olive.link.move_id + "/letters/")[1].split('"')[0]
    file = olive.get(f"/m/{place.olive.link.move_id}/letters/{address}")
    assert file.headers["content-type"].startswith("message/rfc822")
    assert f"To: {place.email}".encode() in file.content
    assert olive.get(f"/m/{place.olive.link.move_id}/letters/..%2F..%2Fsecret").status_code == 404


def test_a_forgotten_persons_letters_are_deleted_with_them(server: Server) -> None:
    place = Place(server)
    send_letters(server.installation, place.olive.link.move_id)
    outbox = Outbox(server.installation)
    folder = server.installation.settings.data / "letters" / place.olive.link.move_id
    assert len(list(folder.glob("*.eml"))) == 1
    outbox.delete_orphans()
    assert len(list(folder.glob("*.eml"))) == 1
    Visitor(server).post(f"{place.own}/forget")
    outbox.delete_orphans([place.olive.link.move_id])
    assert not folder.exists()


def test_a_lost_key_comes_by_mail_to_whoever_left_an_address(server: Server) -> None:
    place, visitor = Place(server), Visitor(server)
    email = f"olive.{place.olive.link.move_id}@example.org"
    with place.olive.change() as opened:
        change_move(opened, {}, {"email": email})
    basket = Basket()
    for typed in (email.upper(), f"not-{email}"):
        assert "If this address is known here" in visitor.send("/again", email=typed).text
    send_letters(server.installation, place.olive.link.move_id, basket)
    [mail] = [mail for mail in basket.mails if mail["To"] == email]
    assert mail["Subject"] == "The key to your move"
    assert visitor.post("/again", email="olive at home").status_code == 422
