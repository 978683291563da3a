"""However often strangers type an address or a number, few letters go to it, and those of others still go."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import httpx
import pytest
from sqlalchemy import func, select

from service.domain.core.change import Change, change
from service.domain.core.links import Grants, Link
from service.domain.core.message_rows import ASKED_FROM
from service.domain.models import DayKey, Helper, LetterSort, Message, MessageState, RecentLetter
from service.domain.rules.helpers import change_helper
from service.domain.rules.moves import change_move
from service.mail.addresses import counted_as, known_as, number_of, spelled
from service.mail.outbox import Outbox
from service.mail.quota import TO_RECEIVER, FirstQuotas, Quotas
from service.mail.resend import send_what_was_asked
from service.mail.transports.base import DeliveryResult, DeliveryStatus
from tests.conftest import NOON, Engine, Server, serving
from tests.mail.chat import chat_service
from tests.sizes import size
from tests.web.api.caller import API, Move, plan, worked
from tests.web.visit import Visitor

TO_STRANGERS = TO_RECEIVER[LetterSort.TOLD_UNPROVEN]
ASKED = TO_RECEIVER[LetterSort.ASKED_UNPROVEN]
MALLORY, OLIVE, TOM = "198.51.100.1", "192.0.2.1", "203.0.113.1"


class Town:
    """A server behind a proxy, its outbox, and the letters that it has sent."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.mails: list[str] = []
        self.quotas = Quotas()

    def at(self, address: str) -> httpx.Client:
        client = httpx.Client(base_url=self.server.url, headers={"X-Forwarded-For": address}, timeout=30)
        self.server.clients.append(client)
        return client

    def send(self, mail: EmailMessage, _of_move: str) -> DeliveryResult:
        if str(mail["To"]).endswith("@mistyped.at"):
            return DeliveryResult(DeliveryStatus.NO_SUCH_ADDRESS)
        self.mails.append(str(mail["To"]))
        return DeliveryResult(DeliveryStatus.SENT)

    def close(self) -> None:
        """No connection is open."""

    def sent(self) -> Counter[str]:
        """Send what is due; count the letters so far by receiver."""
        send_what_was_asked(self.server.installation)
        Outbox(self.server.installation, self, self.quotas).send_due()
        return Counter(self.mails)

    def change(self, by: Link) -> AbstractContextManager[Change]:
        return change(self.server.installation.database, by, now=self.server.clock.now)

    def prove(self, move: Move, n: int, address: str) -> None:
        by = Link(move.id, Grants.HELPER, n, 1)
        with self.change(by) as opened:
            change_helper(opened, n, {"proven": known_as(self.server.installation, address)})


@pytest.fixture
def town(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    with engine.settings(folder) as chosen, serving(**chosen, limits="on", trusted_proxies="127.0.0.1") as server:
        yield Town(server)


def planned(client: httpx.Client, email: str = "") -> Move:
    return plan(client, organizer={"name": "Olive", **({"email": email} if email else {})})


@pytest.mark.long
def test_one_address_gets_few_letters_however_many_moves_are_planned_with_it(town: Town) -> None:
    for number in range(size("PLANNED", 3 * TO_STRANGERS, 60)):
        planned(town.at(f"198.51.100.{number}"), "hana@example.org")
    assert town.sent() == {"hana@example.org": TO_STRANGERS}


@pytest.mark.sampled
@pytest.mark.parametrize("spelling", ["hana+{}@example.org", "HANA+{}@Example.org", "hana+{}@example.org."])
def test_a_tag_makes_no_other_receiver(town: Town, spelling: str) -> None:
    move = planned(town.at(OLIVE))
    task = move.add_boxes(1_000)
    for number in range(3 * TO_STRANGERS):
        client = town.at(f"198.51.100.{number}")
        body = {"task": task, "name": "Mallory", "quantity": 1, "email": spelling.format(number)}
        worked(client.post(f"{API}/signup/{move.signup_token}/claims", json=body), 201)
    assert town.sent().total() == TO_STRANGERS


def sign_ups(town: Town, move: Move, task: int, address: str, emails: list[str]) -> list[int]:
    client, made = town.at(address), []
    for email in emails:
        body = {"task": task, "name": email, "quantity": 1, "email": email}
        answer = worked(client.post(f"{API}/signup/{move.signup_token}/claims", json=body), 201)
        made.append(answer["helper"]["n"])
    return made


def test_one_visitor_reaches_few_new_people_and_others_go_on(town: Town) -> None:
    town.quotas = Quotas(first=FirstQuotas(of_visitor=4, of_move=100))
    one, other = planned(town.at(OLIVE)), planned(town.at(OLIVE))
    tasks = {move.id: move.add_boxes(1_000) for move in (one, other)}
    for move in (one, other):
        sign_ups(town, move, tasks[move.id], MALLORY, [f"{move.id}{n}@example.org" for n in range(6)])
    assert town.sent().total() == 4
    sign_ups(town, one, tasks[one.id], TOM, ["tom@example.org"])
    assert town.sent()["tom@example.org"] == 1
    waiting = Visitor(town.server)
    waiting.get(f"/o/{one.organizer_token}")
    for page in ("people", "letters"):
        assert "Some emails wait until tomorrow" in waiting.get(f"/m/{one.id}/{page}").text
    town.server.clock.now += timedelta(days=1)
    assert town.sent().total() == 9
    town.server.clock.now += timedelta(days=2)
    assert town.sent().total() == 13, "what waited has gone at last"
    assert "Some letters wait" not in waiting.get(f"/m/{one.id}/people").text


def test_one_move_reaches_few_new_people_in_a_day(town: Town) -> None:
    town.quotas = Quotas(first=FirstQuotas(of_visitor=100, of_move=5))
    one, other = planned(town.at(OLIVE)), planned(town.at(OLIVE))
    for number in range(8):
        sign_ups(town, one, one.add_boxes(9), f"198.51.100.{number}", [f"{number}@example.org"])
    sign_ups(town, other, other.add_boxes(9), TOM, ["tom@example.org"])
    assert town.sent().total() == 6
    assert town.sent()["tom@example.org"] == 1


def test_a_quarter_of_the_day_is_kept_for_those_who_have_confirmed_their_address(town: Town) -> None:
    town.quotas = Quotas(of_all=8)
    move = planned(town.at(OLIVE))
    task = move.add_boxes(1_000)
    [hana] = sign_ups(town, move, task, TOM, ["hana@example.org"])
    town.prove(move, hana, "hana@example.org")
    assert town.sent().total() == 1
    for number in range(9):
        sign_ups(town, move, task, f"198.51.100.{number}", [f"{number}@example.org"])
    assert town.sent().total() == 6
    for minute in (15, 30, 45):
        worked(move.change_task(task, starts=f"09:{minute}"))
        assert town.sent()["hana@example.org"] <= 3
    assert town.sent().total() == 8, "and no more than that"


def test_a_strangers_asks_for_the_key_leave_one_for_its_owner(town: Town) -> None:
    move = planned(town.at(OLIVE), "olive@example.org")
    with town.change(Link(move.id, Grants.ORGANIZER, 1, 1)) as opened:
        change_move(opened, {}, {"proven": "file olive@example.org"})
    town.sent()
    for hour in range(1, 9):
        town.server.clock.now = NOON + timedelta(minutes=15 * hour)
        form = {"email": "Olive+x@example.org" if hour > 4 else "olive@example.org"}
        for _ in range(3):
            assert town.at(MALLORY).post("/again", data=form, headers=SAME).status_code == 303
        town.sent()
    before = town.sent()["olive@example.org"]
    assert before <= 1 + 5
    town.server.clock.now += timedelta(minutes=15)
    town.at(TOM).post("/again", data={"email": "olive@example.org"}, headers=SAME)
    assert town.sent()["olive@example.org"] == before + 1


def ask_in_turn(town: Town, email: str, strangers: int, times: int) -> None:
    """Let strangers ask for this address's link one after the other, each from an address of their own."""
    for n in range(times):
        town.server.clock.now += timedelta(minutes=10)
        town.at(f"198.51.100.{n % strangers}").post("/again", data={"email": email}, headers=SAME)
        town.sent()


@pytest.mark.sampled
@pytest.mark.parametrize(("proven", "hours"), [(True, 3), (False, 8)])
def test_ten_strangers_do_not_keep_the_key_from_its_owner(town: Town, proven: bool, hours: int) -> None:
    move, email = planned(town.at(OLIVE), "olive@example.org"), "olive@example.org"
    if proven:
        with town.change(Link(move.id, Grants.ORGANIZER, 1, 1)) as opened:
            change_move(opened, {}, {"proven": f"file {email}"})
    most = TO_RECEIVER[LetterSort.ASKED if proven else LetterSort.ASKED_UNPROVEN]
    first = town.sent()[email]
    ask_in_turn(town, email, strangers=10, times=24)
    before = town.sent()[email]
    assert first + most // 2 <= before < first + most
    town.server.clock.now += timedelta(minutes=10)
    town.at(OLIVE).post("/again", data={"email": email}, headers=SAME)
    assert town.sent()[email] == before + 1, "from where the move was planned it comes at once"
    town.server.clock.now += timedelta(minutes=10)
    town.at(TOM).post("/again", data={"email": email}, headers=SAME)
    for _ in range(hours):
        town.server.clock.now += timedelta(hours=1)
        town.sent()
    assert town.sent()[email] == before + 2, "from elsewhere it waits for hours, not for the next day"


@pytest.mark.held  # ten do not keep the key from its owner
def test_many_strangers_do_not_keep_a_helpers_link_from_them(town: Town) -> None:
    move = planned(town.at(OLIVE))
    [hana] = sign_ups(town, move, move.add_boxes(), TOM, ["hana@example.org"])
    town.prove(move, hana, "hana@example.org")
    town.sent()
    again, form = f"/s/{move.signup_token}/again", {"email": "hana@example.org"}
    for n in range(24):
        town.server.clock.now += timedelta(minutes=10)
        town.at(f"198.51.100.{n}").post(again, data=form, headers=SAME)
        town.sent()
    before = town.sent()["hana@example.org"]
    town.server.clock.now += timedelta(minutes=10)
    town.at(TOM).post(again, data=form, headers=SAME)
    assert town.sent()["hana@example.org"] == before + 1


SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def told(town: Town) -> Iterator[Callable[[], list[str]]]:
    """Send what is due to a chat service; the numbers that it has written to so far."""
    installation = town.server.installation
    with chat_service() as service:
        channels = f"json://127.0.0.1:{service.server_port}/{{phone}}"
        settings = installation.settings.model_copy(update={"channels": channels})

        def send() -> list[str]:
            Outbox(replace(installation, settings=settings), town).send_due()
            return [path for path, _words in service.told]

        yield send


@pytest.mark.held
def test_a_number_that_nobody_has_confirmed_gets_one_line_ever(town: Town, told: Callable[[], list[str]]) -> None:
    move = planned(town.at(OLIVE))
    task = move.add_boxes(1_000)
    client, made = town.at(MALLORY), []
    for number in range(9):
        body = {"task": task, "name": "Mallory", "quantity": 1, "phone": f"0900 123 45{number}"}
        answer = worked(client.post(f"{API}/signup/{move.signup_token}/claims", json=body), 201)
        made.append(answer["helper"]["n"])
    assert len(told()) == Quotas().first_numbers.of_visitor
    for day in range(1, 4):
        town.server.clock.now += timedelta(days=1)
        worked(move.change_task(task, starts=f"09:0{day}"))
        told()
    assert max(Counter(told()).values()) == 1
    town.prove(move, made[0], "0900123450")
    worked(move.change_task(task, starts="10:00"))
    assert Counter(told()).most_common(1) == [("/0900123450", 2)]
    page = Visitor(town.server)
    page.get(f"/o/{move.organizer_token}")
    assert "Nobody has opened the link in the first message" in page.get(f"/m/{move.id}/people").text


def test_what_is_counted_cannot_be_found_once_the_day_is_over(town: Town) -> None:
    move = planned(town.at(OLIVE))
    sign_ups(town, move, move.add_boxes(), TOM, ["hana@example.org"])
    town.sent()

    def kept() -> tuple[int | None, set[str], set[str]]:
        with town.server.installation.database.reading() as session:
            count = session.scalar(select(func.count()).select_from(RecentLetter))
            return count, set(session.scalars(select(DayKey.key))), set(session.scalars(select(Helper.visitor)))

    count, keys, visitors = kept()
    assert (count, len(keys), len(visitors - {""})) == (1, 1, 1)
    town.server.clock.now = datetime(2026, 11, 24, 0, 0, 1, tzinfo=UTC)
    town.sent()
    assert kept()[0] == 0
    assert not kept()[1] & keys
    assert kept()[2] == visitors
    town.server.clock.now += timedelta(days=30)
    town.sent()
    assert kept()[2] == {""}, "who made an entry is forgotten after thirty days"


@pytest.mark.parametrize(
    "spelling",
    [
        "0900 123 45 67",
        "0900/123-4567",
        "(0900) 123 45 67",
        "\uff10\uff19\uff10\uff10 123\u200b4567",
        "\u0660\u0669\u0660\u0660 1234567",
    ],
)
def test_a_number_has_one_spelling(spelling: str) -> None:
    assert number_of(spelling) == "09001234567"


@pytest.mark.parametrize(
    "spelling", ["+43 660 117117", "0043 660 117117", "(+43) 660/117 117", "+43 (0) 660 117117", "0043(0)660-117117"]
)
def test_a_number_abroad_has_one_spelling(spelling: str) -> None:
    assert number_of(spelling) == "+43660117117"


@pytest.mark.parametrize(
    "words",
    [
        "0900 123 45 67 ext 1",
        "0900 12345x1",
        "0+900/123-4567",
        "0900 123 45 67 / 0660 117 117 12",
        "0900 12345 (Tom)",
        "1234",
    ],
)
def test_what_is_no_number_alone_gets_no_message(words: str) -> None:
    assert number_of(words) == ""


SPELLED = ["+4390055501", "4390055501", "090055501", "+43 (0) 900 55501", "0043 900-555 01", "90055501"]


@pytest.mark.long
@pytest.mark.held
def test_one_number_gets_one_line_however_many_moves_and_spellings_it_is_typed_in(
    town: Town, told: Callable[[], list[str]]
) -> None:
    moves = [planned(town.at(OLIVE)) for _ in SPELLED]
    for n, (move, spelling) in enumerate(zip(moves, SPELLED, strict=True)):
        client = town.at(f"198.51.100.{n}")
        body = {"task": move.add_boxes(), "name": "PayPal", "quantity": 1, "phone": spelling}
        worked(client.post(f"{API}/signup/{move.signup_token}/claims", json=body), 201)
    for _ in range(size("SPELLED_DAYS", 2, 6)):
        told()
        town.server.clock.now += timedelta(days=1)
    assert len(told()) == 1
    page = Visitor(town.server)
    for move in moves:
        page.get(f"/o/{move.organizer_token}")
    shown = [page.get(f"/m/{move.id}/people").text for move in moves]
    assert sum("Nobody has opened the link in the first message" in each for each in shown) == len(moves) - 1


@pytest.mark.held
def test_what_comes_with_time_counts_for_who_made_the_entry(town: Town) -> None:
    town.quotas = Quotas(first=FirstQuotas(of_visitor=3, of_move=100))
    for move in [planned(town.at(MALLORY), f"{n}@example.org") for n in range(9)]:
        move.patch(day="2026-11-25")
        move.add_boxes()
    for day in (1, 2):
        for hour in range(0, 11, 2):
            town.server.clock.now = datetime(2026, 11, 22 + day, 12 + hour, tzinfo=UTC)
            town.sent()
        assert len(town.sent()) == 3 * day


def test_an_ask_that_waits_goes_on_by_its_owners(town: Town) -> None:
    planned(town.at(OLIVE), "olive@example.org")
    town.sent()
    for _ in range(5):
        town.server.clock.now += timedelta(minutes=10)
        town.at(MALLORY).post("/again", data={"email": "olive@example.org"}, headers=SAME)
        town.sent()
    before = town.sent()["olive@example.org"]
    assert before == 1 + ASKED // 4
    town.at(TOM).post("/again", data={"email": "olive@example.org"}, headers=SAME)
    assert town.sent()["olive@example.org"] == before + 1


@pytest.mark.parametrize("by_link", [True, False])
@pytest.mark.held
def test_nobody_fills_the_queue_of_lost_links_for_others(town: Town, by_link: bool) -> None:
    """Beyond what one visitor may have waiting the answer stays the same, and nothing more is put aside."""
    asked = town.server.installation.asked
    asked.most, asked.most_of_one = 8, 5
    move = planned(town.at(OLIVE), "olive@example.org")
    sign_ups(town, move, move.add_boxes(9), TOM, ["tom@example.org"])
    town.sent()
    town.mails.clear()
    path = f"/s/{move.signup_token}/again" if by_link else "/again"
    mine = "tom@example.org" if by_link else "olive@example.org"
    answers = [town.at(MALLORY).post(path, data={"email": f"{n}@example.net"}, headers=SAME) for n in range(12)]
    answers.append(town.at(TOM).post(path, data={"email": mine}, headers=SAME))
    assert {(each.status_code, each.headers["location"]) for each in answers} == {
        (303, answers[-1].headers["location"])
    }
    assert len(asked) == asked.most_of_one + 1
    town.server.clock.now += timedelta(minutes=10)
    assert town.sent() == {mine: 1}
    town.at(MALLORY).post(path, data={"email": "0@example.net"}, headers=SAME)
    assert len(asked) == 1, "once they are seen to, more may wait"


def test_an_organizer_who_tries_again_causes_it(town: Town) -> None:
    town.quotas = Quotas(first=FirstQuotas(of_visitor=2, of_move=100))
    move = planned(town.at(MALLORY))
    olive = Visitor(town.server)
    olive.http.headers["X-Forwarded-For"] = MALLORY
    olive.get(f"/o/{move.organizer_token}")
    people = sign_ups(town, move, move.add_boxes(99), TOM, [f"x{n}@mistyped.at" for n in range(6)])
    town.sent()
    town.mails.clear()
    for n in people:
        worked(move.ask("PATCH", f"/helpers/{n}", json={"email": f"victim{n}@example.org"}))
        olive.post(f"/m/{move.id}/letters/helper/{n}/again")
    assert len(town.sent()) <= 2


@pytest.mark.parametrize(
    ("one", "other"),
    [("v.era.gm@gmail.com", "verag.m+x@googlemail.com"), ("vera\u200d@example.org", "VERA@example.org")],
)
def test_one_mailbox_is_counted_once(one: str, other: str) -> None:
    assert counted_as(one) == counted_as(other)


@pytest.mark.parametrize("twin", ["jeſſica@example.org", "jessica@straße.example", "\u212aim@example.org"])
def test_an_address_that_folds_into_anothers_is_another(twin: str) -> None:
    for address in ("jessica@example.org", "jessica@strasse.example", "kim@example.org"):
        assert spelled(twin) != spelled(address)


@pytest.mark.held
def test_decoys_of_yesterday_take_no_link_from_its_owner(town: Town) -> None:
    own = planned(town.at(OLIVE), "vera@example.org")
    town.server.clock.now += timedelta(seconds=1)
    for number in range(30):
        planned(town.at(f"198.51.100.{number % 2}"), "vera@example.org")
    town.sent()
    town.server.clock.now += timedelta(days=1, hours=1)
    town.sent()
    before = town.sent()["vera@example.org"]
    town.at(TOM).post("/again", data={"email": "vera@example.org"}, headers=SAME)
    assert town.sent()["vera@example.org"] > before
    with town.server.installation.database.reading() as session:
        asked = select(Message.state).where(Message.move_id == own.id, Message.number >= ASKED_FROM)
        assert session.scalars(asked).all() == [MessageState.SENT], "the oldest move comes first"
