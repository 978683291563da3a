"""Where a task is: what is said of it, to whom, and that calendars and own pages lead there."""

from typing import Any

import httpx
import pytest

from tests.mail.calendars import events_in
from tests.web.api.caller import API, Move, invalid, plan, token_of, worked

OLD, NEW, GARAGE = "Lindengasse 7/23", "Hauptplatz 9", "Garage behind the church"


@pytest.fixture
def move(client: httpx.Client) -> Move:
    ends = {"from": {"area": "Neubau", "address": OLD}, "to": {"area": "Mitte", "address": NEW}}
    return plan(client, day="2026-12-05", **ends)


@pytest.mark.parametrize(
    ("place", "leads_to", "said"),
    [
        (None, OLD, ""),
        ("old", OLD, "At the old home"),
        ("new", NEW, "At the new home"),
        ("both", OLD, "From the old home to the new one"),
        ("elsewhere", GARAGE, "Somewhere else"),
    ],
)
def test_a_calendar_and_the_own_page_lead_to_where_it_is(
    client: httpx.Client, move: Move, place: str | None, leads_to: str, said: str
) -> None:
    where = {"where": GARAGE} if place == "elsewhere" else {}
    made = move.add(kind="heavy_item", title="Piano", place=place, **where)
    assert (made["place"], made["where"]) == (place, where.get("where"))
    token = token_of(move.takes(made["n"], "Hana").link)
    assert events_in(client.get(f"/cal/{token}.ics").content)[0]["LOCATION"] == leads_to
    page = client.get(f"/h/{token}").text
    assert said in page
    assert leads_to in page


def test_an_entry_names_no_address_of_care_whose_place_nobody_said(client: httpx.Client, move: Move) -> None:
    for title, where, leads_to in (("Pizza", {}, None), ("Keys", {"where": GARAGE}, GARAGE)):
        made = move.add(kind="care", title=title, needed=1, place=None, **where)
        token = token_of(move.takes(made["n"], f"Friend for {title}").link)
        [event] = events_in(client.get(f"/cal/{token}.ics").content)
        assert event.get("LOCATION") == leads_to


def test_the_place_in_words_is_for_who_has_it_firmly_and_organizers(client: httpx.Client, move: Move) -> None:
    n = move.add(kind="care", title="Keys", needed=1, place="elsewhere", where=GARAGE)["n"]
    hana, tom = move.takes(n, "Hana"), move.takes(n, "Tom", standing="standby")
    other = move.takes(move.add_boxes(), "Mallory")
    signup = client.get(f"{API}/signup/{move.signup_token}").json()
    assert "where" not in signup["tasks"][0]
    assert signup["tasks"][-1]["place"] == "elsewhere"

    def known(token: str) -> set[bool]:
        answers = [client.get(path) for path in (f"/h/{token}", f"{API}/helper/{token}", f"/cal/{token}.ics")]
        return {GARAGE in answer.text.replace("\r\n ", "") for answer in answers}

    assert known(token_of(hana.link)) == {True}
    for each in (tom, other):
        assert known(token_of(each.link)) == {False}
    assert GARAGE not in client.get(f"/s/{move.signup_token}").text
    assert move.task(n)["where"] == GARAGE
    hana.release()
    assert known(token_of(hana.link)) == {False}
    assert known(token_of(tom.link)) == {True}, "who moved up has it firmly"


def test_it_can_be_changed_and_unsaid(move: Move) -> None:
    n = move.add(kind="care", title="Keys", place="old")["n"]
    changed = worked(move.change_task(n, place="elsewhere", where=f"  {GARAGE} "), 200)
    assert (changed["place"], changed["where"]) == ("elsewhere", GARAGE)
    unsaid = worked(move.change_task(n, place=None, where=None), 200)
    assert (unsaid["place"], unsaid["where"]) == (None, None)
    assert move.history()[-1]["about"]["fields"] == ["place", "where"]


@pytest.mark.parametrize("wrong", [{"place": "attic"}, {"place": 3}, {"where": "x" * 301}, {"where": 7}])
def test_what_is_no_place_is_refused(move: Move, wrong: dict[str, Any]) -> None:
    answer = move.ask("POST", "/tasks", json={"kind": "care", "title": "Keys", **wrong})
    assert invalid(answer).keys() == wrong.keys()
