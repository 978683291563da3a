"""Exact addresses and contacts come with a firm claim alone, and go with it: nothing less shows them, on any page."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.attack.letters import confirm, letters
from tests.conftest import Server
from tests.web.api.caller import Helper, Move, plan, token_of, worked

SECRETS = ("Lindengasse 7/23", "Hauptplatz 9", "olive@example.org", "0660 117117")
DAY = "2026-12-05"


@pytest.fixture
def move(client: httpx.Client) -> Move:
    return plan(
        client,
        day=DAY,
        organizer={"name": "Olive", "email": SECRETS[2], "phone": SECRETS[3]},
        **{"from": {"area": "Neubau", "address": SECRETS[0]}, "to": {"area": "Mitte", "address": SECRETS[1]}},
    )


def found(link: str, client: httpx.Client) -> set[str]:
    """Find the secrets that a personal link shows: on its page, in the API, as a calendar."""
    token = token_of(link)
    answers = [client.get(f"{path}{token}{end}") for path, end in ALL]
    assert [answer.status_code for answer in answers] == [200] * len(ALL)
    return {secret for secret in SECRETS for answer in answers if secret in answer.text.replace("\r\n ", "")}


ALL = (("/h/", ""), ("/h/", "/mail"), ("/api/v1/helper/", ""), ("/cal/", ".ics"))


def firm(move: Move, **task: object) -> Helper:
    return move.takes(move.add_boxes(12, starts="09:00", ends="11:00", **task), "Hana", 5)


def test_a_firm_claim_shows_them_and_giving_back_takes_them_away(client: httpx.Client, move: Move) -> None:
    hana = firm(move)
    assert found(hana.link, client) == set(SECRETS)
    hana.release()
    assert found(hana.link, client) == set()


@pytest.mark.sampled
@pytest.mark.parametrize("words", [".", "Anything"])
def test_an_offer_shows_areas_alone(client: httpx.Client, move: Move, words: str) -> None:
    firm(move)
    answer = worked(move.offer("Mallory", words), 201)
    assert found(answer["helper_link"], client) == set()
    assert "Neubau" in client.get(f"/h/{token_of(answer['helper_link'])}").text
    assert answer["offer"]["words"] in client.get(f"/h/{token_of(answer['helper_link'])}").text


@pytest.mark.parametrize("standing", ["standby", "if_needed"])
def test_who_stands_by_sees_areas_until_a_place_is_theirs(client: httpx.Client, move: Move, standing: str) -> None:
    lunch = move.add_care(1, starts="12:00")
    hana = move.takes(lunch, "Hana")
    mallory = move.takes(lunch, "Mallory", standing=standing)
    assert found(mallory.link, client) == set()
    if standing == "standby":
        hana.release()
        assert found(mallory.link, client) == set(SECRETS)


def test_what_is_called_off_or_taken_off_shows_them_no_more(client: httpx.Client, move: Move) -> None:
    hana = firm(move)
    worked(move.change_task(hana.claim["task"], state="cancelled"), 200)
    assert found(hana.link, client) == set()
    tom = move.takes(move.add_care(2, starts="12:00"), "Tom")
    assert move.ask("DELETE", f"/claims/{tom.claim['n']}").status_code == 204
    assert found(tom.link, client) == set()


@pytest.mark.parametrize("state", ["closed", "called_off"])
def test_the_end_of_a_move_takes_them_away(client: httpx.Client, move: Move, state: str) -> None:
    hana = firm(move)
    move.patch(state=state)
    assert found(hana.link, client) == set()


def test_so_does_the_fourteenth_day_after_it_in_the_zone_of_the_move(
    client: httpx.Client, server: Server, move: Move
) -> None:
    hana = firm(move)
    midnight = datetime(2026, 12, 19, tzinfo=UTC) - timedelta(hours=1)  # in Vienna
    server.clock.now = midnight - timedelta(seconds=1)
    assert found(hana.link, client) == set(SECRETS)
    server.clock.now = midnight
    assert found(hana.link, client) == set()
    move.patch(day="2027-01-09")
    assert found(hana.link, client) == set(SECRETS)


def test_a_task_after_the_day_keeps_them_until_the_fourteenth_day_after_its_own(
    client: httpx.Client, server: Server, move: Move
) -> None:
    hana = firm(move, day="2027-01-09")
    called_off = move.add_care(1, day="2027-06-01")
    worked(move.change_task(called_off, state="cancelled"), 200)
    midnight = datetime(2027, 1, 23, tzinfo=UTC) - timedelta(hours=1)  # in Vienna
    server.clock.now = midnight - timedelta(seconds=1)
    assert found(hana.link, client) == set(SECRETS)
    server.clock.now = midnight
    assert found(hana.link, client) == set()


def test_without_any_day_they_go_ninety_days_after_an_organizers_last_change(
    client: httpx.Client, server: Server, move: Move
) -> None:
    move.patch(day=None)
    hana = firm(move)
    server.clock.now += timedelta(days=1)
    changed_at = server.clock.now
    move.patch(why="The lift is out of order")
    server.clock.now += timedelta(days=30)
    worked(hana.ask("PATCH", json={"name": "Hana B"}), 200)  # what others do keeps nothing
    server.clock.now = changed_at + timedelta(days=90, seconds=-1)
    assert found(hana.link, client) == set(SECRETS)
    server.clock.now = changed_at + timedelta(days=90)
    assert found(hana.link, client) == set()
    move.patch(why="The lift works again")
    assert found(hana.link, client) == set(SECRETS)


def test_without_any_day_of_the_move_its_tasks_days_count(client: httpx.Client, server: Server, move: Move) -> None:
    move.patch(day=None)
    hana = firm(move, day=DAY)
    server.clock.now = datetime(2026, 12, 19, tzinfo=UTC)
    assert found(hana.link, client) == set()


@pytest.mark.parametrize(("standing", "replies"), [("firm", True), ("standby", False)])
def test_a_letter_shows_the_organizers_address_to_nobody_else(
    client: httpx.Client, server: Server, move: Move, standing: str, replies: bool
) -> None:
    lunch, soup = move.add_care(1, starts="12:00"), move.add_care(1, starts="14:00")
    if standing == "standby":
        for task in (lunch, soup):
            move.takes(task, "Hana")
    tom = move.takes(lunch, "Tom", standing=standing, email="tom@example.org")
    server.clock.now += timedelta(hours=1)
    [first] = [mail for mail in letters(server, move) if "tom@" in mail["To"]]
    confirm(server, first)
    worked(tom.ask("POST", "/claims", json={"task": soup, "quantity": 1, "standing": standing}), 201)
    server.clock.now += timedelta(hours=1)
    told = [mail for mail in letters(server, move) if "tom@" in mail["To"]]
    assert len(told) == 2
    assert any(SECRETS[2] in str(mail) for mail in told) is replies
