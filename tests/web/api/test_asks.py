"""Asking one person by name: a yes by one call, and a no that looks like silence."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.conftest import NOON
from tests.web.api.caller import API, Helper, Move, bearer, invalid, new_key, object_of, plan, refused, token_of, worked

REST = timedelta(days=3)


@dataclass
class Ask:
    """An ask as the person with its link has it."""

    move: Move
    n: int
    helper: dict[str, Any]
    link: str
    words: str

    @property
    def path(self) -> str:
        return f"{API}/asks/{token_of(self.link)}"

    def ask(self, method: str, path: str = "", **options: Any) -> httpx.Response:
        return self.move.client.request(method, f"{self.path}{path}", **options)

    def page(self) -> dict[str, Any]:
        return object_of(self.ask("GET"), 200)

    def yes(self, task: int, **more: Any) -> Helper:
        answer = worked(self.ask("POST", "/claims", json={"task": task, **more}), 201)
        helper = answer["helper"]
        return Helper(self.move.client, helper["n"], helper["name"], answer["helper_link"], answer["claim"])

    def state(self) -> str:
        [mine] = [each for each in asks_of(self.move) if each["n"] == self.n]
        state: str = mine["state"]
        return state


def asked(move: Move, *tasks: int, name: str = "Mr Berger", **more: Any) -> Ask:
    who = {} if "helper" in more else {"name": name}
    answer = worked(move.ask("POST", "/asks", json={**who, "tasks": list(tasks), **more}), 201)
    ask = answer["ask"]
    assert answer["version"] == move.version
    return Ask(move, ask["n"], ask["helper"], ask["link"], ask["words"])


def asks_of(move: Move) -> list[dict[str, Any]]:
    asks: list[dict[str, Any]] = object_of(move.ask("GET", "/asks"), 200)["asks"]
    return asks


def test_an_ask_has_words_with_name_and_link_and_its_page_holds_no_address(client):
    move = plan(client, **{"from": {"area": "Neubau", "address": "Lindengasse 7/23"}})
    soup = move.add_care(title="Soup for all", where="The red door")

    ask = asked(move, soup)

    assert ask.words.startswith("Mr Berger, could you help me with soup for all on Saturday")
    assert ask.link in ask.words
    assert "/a/" in ask.link
    page = ask.ask("GET")
    assert "Lindengasse" not in page.text
    assert "red door" not in page.text
    assert (page.json()["helper"]["name"], page.json()["state"]) == ("Mr Berger", "asked")
    assert [task["n"] for task in page.json()["tasks"]] == [soup]


def test_a_yes_takes_the_task_without_asking_for_a_name(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    ask = asked(move, boxes)

    berger = ask.yes(boxes, quantity=4)

    assert (berger.n, berger.name) == (ask.helper["n"], "Mr Berger")
    assert [(claim["task"], claim["quantity"]) for claim in berger.page()["claims"]] == [(boxes, 4)]
    assert ask.state() == ask.page()["state"] == "yes"
    assert move.history()[-1]["by"] == {"role": "helper", "n": berger.n}


def test_the_same_again_sets_the_quantity_and_a_release_asks_anew(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    ask = asked(move, boxes)
    berger = ask.yes(boxes, quantity=4)

    again = ask.ask("POST", "/claims", json={"task": boxes, "quantity": 5})
    assert (again.status_code, again.json()["claim"]["quantity"]) == (200, 5)
    berger.release()

    assert ask.state() == "asked"
    assert ask.yes(boxes).n == berger.n
    assert ask.state() == "yes"


def test_who_had_it_before_and_says_yes_has_said_yes(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 2)
    ask = asked(move, boxes, helper=hana.n)
    assert ask.state() == "asked"

    assert ask.ask("POST", "/claims", json={"task": boxes, "quantity": 2}).status_code == 200

    assert ask.state() == "yes"


def test_a_yes_heard_in_person_is_a_yes(client):
    move = plan(client)
    soup = move.add_care()
    ask = asked(move, soup)
    worked(move.ask("POST", f"/tasks/{soup}/claims", json={"helper": ask.helper["n"]}), 201)
    assert ask.state() == "yes"


def everything(move: Move, ask: Ask) -> list[Any]:
    """All that any answer tells of a move."""
    paths = ("/board", "/asks", "/helpers", "/history", "/offers", "/thanks", "")
    told = [move.ask("GET", path).json() for path in paths]
    signup = move.client.get(f"{API}/signup/{move.signup_token}")
    page = move.client.get(f"/s/{move.signup_token}")
    return [*told, signup.json(), page.headers["etag"], page.text, ask.page()]


def test_not_this_time_looks_like_silence_everywhere(client, server):
    move = plan(client)
    soup = move.add_care()
    move.takes(soup, "Hana")
    ask, silent = asked(move, soup), asked(move, soup, name="Tom")
    before = everything(move, ask)

    for _ in range(2):
        answer = ask.ask("POST", "/not-this-time")
        assert (answer.status_code, answer.content) == (204, b"")

    assert everything(move, ask) == before
    assert (ask.state(), silent.state()) == ("asked", "asked")
    server.clock.now = NOON + REST
    assert (ask.state(), silent.state()) == ("resting", "resting")
    assert [each["helper"]["name"] for each in asks_of(move)] == ["Mr Berger", "Tom"]


def test_after_a_no_a_yes_is_still_a_yes(client, server):
    move = plan(client)
    soup = move.add_care()
    ask = asked(move, soup)
    ask.ask("POST", "/not-this-time")
    server.clock.now = NOON + 2 * REST
    ask.yes(soup)
    assert ask.state() == "yes"
    assert ask.ask("POST", "/not-this-time").status_code == 204
    assert ask.state() == "yes"


def test_of_a_task_for_several_the_hours_of_an_ask_stand_on_the_claim(client):
    move = plan(client)
    shelf = move.add_care(title="The shelf", needed=2)
    berger = asked(move, shelf, starts="10:00", ends="11:00").yes(shelf)
    [claim] = berger.page()["claims"]
    assert (claim["starts"], claim["ends"]) == ("10:00", "11:00")
    assert berger.claim == claim
    assert move.task(shelf)["starts"] is None


def test_another_time_is_an_offer(client):
    move = plan(client)
    ask = asked(move, move.add_care())
    answer = worked(ask.ask("POST", "/another-time", json={"words": "On Sunday I am free."}), 201)
    assert answer["offer"]["helper"] == ask.helper
    assert answer["offer"]["words"] == "On Sunday I am free."
    [offer] = worked(move.ask("GET", "/offers"), 200)["offers"]
    assert offer == answer["offer"]
    assert ask.state() == "asked", "for three days the list does not tell what became of an ask"
    step = worked(move.ask("GET", "/next"), 200)["step"]
    assert step == {"code": "answer_offer", "task": None, "helper": ask.helper["n"], "offer": offer["n"]}
    assert invalid(ask.ask("POST", "/another-time", json={"words": " "})) == {"words": "missing"}


def test_who_was_only_asked_is_on_no_list_of_thanks_and_in_no_count(client):
    move = plan(client)
    soup = move.add_care()
    listed = "sofa\nbed\nwardrobe\n14 boxes of books\npiano"

    def plan_for_all() -> Any:
        return worked(move.ask("POST", "/tasks/paste?dry_run=true", json={"text": listed}), 200)["tasks"]

    before = plan_for_all()
    for name in ("Mr Berger", "Tom", "Wei", "Ada", "Kim", "Jo"):
        asked(move, soup, name=name)
    assert move.thanks() == {"thanks": [], "complete": False}
    assert plan_for_all() == before


def test_words_are_kept_and_the_link_is_added_where_it_is_missing(client):
    move = plan(client)
    soup = move.add_care()
    ask = asked(move, soup, words="Would you cook for us?")
    assert ask.words == f"Would you cook for us?\n{ask.link}"

    changed = worked(move.ask("PATCH", f"/asks/{ask.n}", json={"words": f"Soup? {ask.link} Yours"}), 200)["ask"]
    assert changed["words"] == ask.page()["words"] == f"Soup? {ask.link} Yours"
    made = worked(move.ask("PATCH", f"/asks/{ask.n}", json={"words": None}), 200)["ask"]
    assert made["words"].startswith("Mr Berger, could you help me")


@pytest.mark.parametrize(
    ("language", "words"), [("de", "könntest du mir"), ("es", "¿podrías ayudarme"), ("en", "could you help me")]
)
def test_the_words_are_in_the_language_that_is_chosen(client, language, words):
    move = plan(client)
    ask = asked(move, move.add_care(), language=language)
    assert words in ask.words


def test_it_can_rest_and_be_asked_anew(client, server):
    move = plan(client)
    ask = asked(move, move.add_care())
    for state in ("resting", "resting", "asked"):
        assert worked(move.ask("PATCH", f"/asks/{ask.n}", json={"state": state}), 200)["ask"]["state"] == state
    server.clock.now = NOON + REST
    assert ask.state() == "resting"
    assert worked(move.ask("PATCH", f"/asks/{ask.n}", json={"state": "asked"}), 200)["ask"]["state"] == "asked"


def test_an_ask_taken_back_is_gone_with_a_name_that_was_here_for_nothing_else(client):
    move = plan(client)
    soup = move.add_care(2)
    ask, other = asked(move, soup), asked(move, soup, name="Tom")
    other.yes(soup)
    for each in (ask, other):
        assert move.ask("DELETE", f"/asks/{each.n}").status_code == 204
        refused(each.ask("GET"), 404, "not_found")
        refused(move.ask("DELETE", f"/asks/{each.n}"), 404, "not_found")
    assert asks_of(move) == []
    assert [each["name"] for each in worked(move.ask("GET", "/helpers"), 200)["helpers"]] == ["Tom"]


def test_who_is_one_with_another_entry_stays_when_an_ask_is_taken_back(client):
    move = plan(client)
    soup = move.add_care(2)
    ask, other = asked(move, soup), asked(move, soup, name="Berger")
    olive = httpx.Client(base_url=client.base_url, headers={"Origin": str(client.base_url).rstrip("/")})
    with olive:
        olive.get(f"/o/{move.organizer_token}")
        pair = {"survivor": ask.helper["n"], "merged": other.helper["n"]}
        assert olive.post(f"/m/{move.id}/people/same", data=pair).status_code == 303
        assert move.ask("DELETE", f"/asks/{ask.n}").status_code == 204
        assert olive.get(f"/m/{move.id}/people").status_code == 200
    refused(other.ask("GET"), 404, "not_found")


def test_the_link_ends_with_the_person_and_with_a_merging(client):
    move = plan(client)
    soup = move.add_care(3)
    ask, other = asked(move, soup), asked(move, soup, name="Tom")
    hana = move.takes(soup, "Hana")
    assert move.ask("DELETE", f"/helpers/{ask.helper['n']}").status_code == 204
    pair = {"survivor": hana.n, "merged": other.helper["n"]}
    olive = httpx.Client(base_url=client.base_url, headers={"Origin": str(client.base_url).rstrip("/")})
    with olive:
        olive.get(f"/o/{move.organizer_token}")
        assert olive.post(f"/m/{move.id}/people/same", data=pair).status_code == 303
    for gone in (ask, other):
        for method, path, body in (
            ("GET", "", None),
            ("POST", "/claims", {"task": soup}),
            ("POST", "/not-this-time", None),
        ):
            refused(gone.ask(method, path, json=body), 404, "not_found")
    assert asks_of(move) == []


def test_a_survivor_that_takes_contacts_over_is_not_reached_by_what_it_was_asked(client):
    """The link was handed to somebody who may not be the other, and a yes leads to the page with the address."""
    move = plan(client)
    soup = move.add_care(3)
    ask = asked(move, soup)
    hana = move.takes(soup, "Hana", email="hana@example.org")
    olive = httpx.Client(base_url=client.base_url, headers={"Origin": str(client.base_url).rstrip("/")})
    with olive:
        olive.get(f"/o/{move.organizer_token}")
        pair = {"survivor": ask.helper["n"], "merged": hana.n}
        assert olive.post(f"/m/{move.id}/people/same", data=pair).status_code == 303
    refused(ask.ask("GET"), 404, "not_found")
    [renewed] = asks_of(move)
    assert renewed["link"] != ask.link
    assert client.get(f"{API}/asks/{token_of(renewed['link'])}").status_code == 200


def test_only_what_was_asked_for_can_be_taken_by_the_link(client):
    move = plan(client)
    soup, other = move.add_care(), move.add_care()
    ask = asked(move, soup)
    refused(ask.ask("POST", "/claims", json={"task": other}), 404, "not_found")
    refused(ask.ask("POST", "/claims", json={"task": soup, "name": "Mallory"}), 422, "invalid", "errors")
    assert move.task(other)["claims"] == []


def test_a_full_task_says_so_and_can_be_stood_by_for(client):
    move = plan(client)
    soup = move.add_care(1)
    ask = asked(move, soup)
    move.takes(soup, "Hana")
    assert refused(ask.ask("POST", "/claims", json={"task": soup}), 409, "task_full", "left")["left"] == 0
    assert ask.yes(soup, standing="standby").claim["standing"] == "standby"
    assert ask.state() == "yes"


def test_a_driver_is_asked(client):
    move = plan(client)
    trip = move.add_trip(2)
    ask = asked(move, trip)
    assert invalid(ask.ask("POST", "/claims", json={"task": trip, "role": "driver"})) == {"vehicle": "missing"}
    ask.yes(trip, role="driver", vehicle={"kind": "van"})
    assert move.task(trip)["cover"] == "covered"


def test_what_was_kept_is_kept_no_more_once_somebody_is_asked(client):
    move = plan(client)
    soup = move.add_care(kept=True)
    ask = asked(move, soup)
    assert move.task(soup)["kept"] is False
    ask.yes(soup)


@pytest.mark.sampled
@pytest.mark.parametrize(
    "body",
    [
        {"name": "Tom"},
        {"name": "Tom", "tasks": []},
        {"tasks": [2]},
        {"name": "Tom", "helper": 3, "tasks": [2]},
        {"name": " ", "tasks": [2]},
        {"name": "Tom", "tasks": [2], "language": "xx"},
        {"name": "Tom", "tasks": [2], "starts": "12:00", "ends": "10:00"},
        {"name": "Tom", "tasks": [2], "state": "yes"},
        {"name": "Tom", "tasks": list(range(2, 20))},
    ],
    ids=str,
)
def test_a_wrong_ask_is_refused(client, body):
    move = plan(client)
    move.add_care()
    invalid(move.ask("POST", "/asks", json=body))
    assert asks_of(move) == []
    assert move.version == 2


def test_nobody_is_asked_for_what_is_not_there_or_not_needed(client):
    move = plan(client)
    soup, done = move.add_care(), move.add_care()
    worked(move.change_task(soup, state="cancelled"), 200)
    worked(move.change_task(done, state="done"), 200)
    refused(move.ask("POST", "/asks", json={"name": "Tom", "tasks": [999]}), 404, "not_found")
    refused(move.ask("POST", "/asks", json={"name": "Tom", "tasks": [soup]}), 409, "task_cancelled")
    assert invalid(move.ask("POST", "/asks", json={"name": "Tom", "tasks": [done]})) == {"tasks": "done"}
    refused(move.ask("POST", "/asks", json={"helper": 999, "tasks": [done]}), 404, "not_found")
    worked(move.ask("PATCH", json={"state": "closed"}), 200)
    refused(move.ask("POST", "/asks", json={"name": "Tom", "tasks": [done]}), 409, "move_closed")


def test_the_same_key_asks_once(client):
    move = plan(client)
    soup, key = move.add_care(), new_key()
    body = {"name": "Tom", "tasks": [soup]}
    first, second = (worked(move.ask("POST", "/asks", json=body, headers=key), 201) for _ in range(2))
    assert first == second
    assert len(asks_of(move)) == 1


def test_a_task_that_is_deleted_is_asked_for_no_more(client):
    move = plan(client)
    soup, keys = move.add_care(), move.add_care(title="The keys")
    ask = asked(move, soup, keys)
    assert move.ask("DELETE", f"/tasks/{soup}").status_code == 204
    assert [task["n"] for task in ask.page()["tasks"]] == [keys]
    assert "Soup" not in ask.page()["words"]
    assert move.ask("DELETE", f"/tasks/{keys}").status_code == 204
    assert ask.page()["tasks"] == []
    assert ask.page()["words"].startswith("Mr Berger, what I asked you for is no longer needed.")


def test_another_moves_organizer_reads_and_changes_no_ask(client):
    move, other = plan(client), plan(client)
    ask = asked(move, move.add_care())
    for method, path in (("GET", "/asks"), ("PATCH", f"/asks/{ask.n}"), ("DELETE", f"/asks/{ask.n}")):
        answer = client.request(method, f"{move.path}{path}", headers=bearer(other.organizer_token))
        refused(answer, 404, "not_found")


def test_two_taps_at_once_are_one_yes(client, server):
    move = plan(client)
    boxes = move.add_boxes(12)
    ask = asked(move, boxes)

    def tap(_number):
        return httpx.post(f"{server.url}{ask.path}/claims", json={"task": boxes, "quantity": 4}, timeout=10).status_code

    with ThreadPoolExecutor(6) as taps:
        statuses = sorted(taps.map(tap, range(6)))

    assert statuses == [200] * 5 + [201]
    assert (move.task(boxes)["taken"], len(move.task(boxes)["claims"])) == (4, 1)
