"""Tell me if I can do something: offers, and the answer that names a task."""

from typing import Any

import pytest

from tests.web.api.caller import Helper, Move, invalid, not_there, plan, refused, worked


def offered(move: Move, name: str = "Hana", words: str = "I have Saturday off") -> Helper:
    """Somebody who offered; the number of the offer stands in `claim`, where there is no claim yet."""
    answer = worked(move.offer(name, words), 201)
    helper = answer["offer"]["helper"]
    return Helper(move.client, helper["n"], helper["name"], answer["helper_link"], answer["offer"])


def accept(move, offer, *tasks):
    wanted = [{"task": task, "quantity": quantity} for task, quantity in tasks]
    return move.ask("POST", f"/offers/{offer['n']}/accept", json={"tasks": wanted})


def offers_of(move: Move) -> list[dict[str, Any]]:
    answer = worked(move.ask("GET", "/offers"), 200)
    offers: list[dict[str, Any]] = answer if isinstance(answer, list) else answer["offers"]
    return offers


def test_anybody_with_the_sign_up_link_may_offer(client):
    move = plan(client)

    answer = worked(move.offer("Hana", "I have Saturday off", email="hana@example.org", phone=None), 201)

    assert set(answer) >= {"offer", "helper_link", "version"}
    offer = answer["offer"]
    assert set(offer) >= {"n", "words", "state", "helper"}
    assert (offer["words"], offer["state"]) == ("I have Saturday off", "waiting")
    assert offer["helper"].keys() == {"n", "name"}
    assert offer["helper"]["name"] == "Hana"
    assert answer["helper_link"].startswith("http")
    assert answer["version"] == move.version == 2


def test_who_offered_has_a_page_of_their_own(client):
    hana = offered(plan(client))

    page = hana.page()

    assert page["helper"]["name"] == "Hana"
    assert page["claims"] == []


def test_an_offer_waits_on_the_board_and_among_the_offers(client):
    move = plan(client)
    hana = offered(move)

    (on_board,) = move.board()["offers"]
    (listed,) = offers_of(move)

    for offer in (on_board, listed):
        assert (offer["n"], offer["words"], offer["state"]) == (hana.claim["n"], "I have Saturday off", "waiting")
        assert (offer["helper"]["n"], offer["helper"]["name"]) == (hana.n, "Hana")


def test_the_organizer_writes_down_an_offer_heard_on_the_stairs(client):
    move = plan(client)

    answer = worked(move.ask("POST", "/offers", json={"name": "Tom", "words": "Call me on Saturday"}), 201)

    assert set(answer) >= {"offer", "version"}
    assert (answer["offer"]["words"], answer["offer"]["state"]) == ("Call me on Saturday", "waiting")
    assert [offer["n"] for offer in offers_of(move)] == [answer["offer"]["n"]]


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"words": ""}, "words"),
        ({"words": None}, "words"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_a_wrong_offer_is_refused(client, fields, wrong):
    move = plan(client)

    assert wrong in invalid(move.offer(**{"name": "Hana", "words": "Anything"} | fields))
    assert wrong in invalid(move.ask("POST", "/offers", json={"name": "Hana", "words": "Anything"} | fields))

    assert offers_of(move) == []


def test_an_accepted_offer_becomes_claims_and_words_to_send(client):
    move = plan(client)
    boxes, soup = move.add_boxes(12), move.add_care(title="Soup for all")
    hana = offered(move)

    answer = worked(accept(move, hana.claim, (boxes, 4), (soup, 1)), 200)

    assert set(answer) >= {"offer", "claims", "reply", "version"}
    assert (answer["offer"]["n"], answer["offer"]["state"]) == (hana.claim["n"], "accepted")
    assert {(claim["task"], claim["quantity"], claim["standing"]) for claim in answer["claims"]} == {
        (boxes, 4, "firm"),
        (soup, 1, "firm"),
    }
    assert answer["version"] == move.version
    assert move.task(boxes)["claims"][0]["helper"] == {"n": hana.n, "name": "Hana"}


def test_the_reply_says_which_task_it_is_and_where_to_look(client):
    move = plan(client)
    soup = move.add_care(title="Soup for all")
    hana = offered(move)

    reply = worked(accept(move, hana.claim, (soup, 1)), 200)["reply"]

    assert "Soup for all" in reply
    assert hana.link in reply


def test_accepting_is_one_change(client):
    move = plan(client)
    boxes, soup = move.add_boxes(12), move.add_care()
    hana = offered(move)
    version = move.version

    worked(accept(move, hana.claim, (boxes, 4), (soup, 1)), 200)

    assert move.version == version + 1


def test_an_accepted_offer_shows_on_the_helpers_page(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = offered(move)

    worked(accept(move, hana.claim, (boxes, 4)), 200)

    assert (hana.standing()["task"], hana.standing()["quantity"]) == (boxes, 4)
    assert [offer["state"] for offer in offers_of(move)] == ["accepted"]


def test_an_offer_written_down_by_the_organizer_can_be_accepted(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    body = {"name": "Tom", "words": "Call me"}
    offer = worked(move.ask("POST", "/offers", json=body), 201)["offer"]

    answer = worked(accept(move, offer, (boxes, 2)), 200)

    assert answer["reply"]
    (claim,) = move.task(boxes)["claims"]
    assert claim["helper"]["name"] == "Tom"


def test_an_offer_is_accepted_whole_or_not_at_all(client):
    move = plan(client)
    boxes, soup = move.add_boxes(12), move.add_care(1)
    move.takes(soup, "Tom")
    hana = offered(move)
    before = move.board()

    refused(accept(move, hana.claim, (boxes, 4), (soup, 1)), 409, "task_full", "left")

    assert move.board() == before


def test_accepting_twice_takes_no_more_places(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = offered(move)
    worked(accept(move, hana.claim, (boxes, 4)), 200)

    assert accept(move, hana.claim, (boxes, 4)).status_code in (200, 409)

    assert move.task(boxes)["taken"] == 4
    assert len(move.task(boxes)["claims"]) == 1


def test_an_offer_is_not_accepted_for_a_cancelled_task(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    worked(move.change_task(boxes, state="cancelled"), 200)
    hana = offered(move)

    refused(accept(move, hana.claim, (boxes, 4)), 409, "task_cancelled")

    assert offers_of(move)[0]["state"] == "waiting"


@pytest.mark.sampled
@pytest.mark.parametrize(
    "body",
    [
        {},
        {"tasks": "all"},
        {"tasks": [{"quantity": 1}]},
        {"tasks": [{"task": 1, "quantity": 0}]},
        {"tasks": [{"task": 1, "quantity": 1, "surprise": 1}]},
        {"tasks": [{"task": 1, "quantity": 1}], "surprise": 1},
    ],
    ids=str,
)
def test_a_wrong_acceptance_is_refused(client, body):
    move = plan(client)
    move.add_boxes(12)
    hana = offered(move)

    invalid(move.ask("POST", f"/offers/{hana.claim['n']}/accept", json=body))

    assert offers_of(move)[0]["state"] == "waiting"


def test_an_offer_is_not_accepted_for_a_task_that_is_not_there(client):
    move = plan(client)
    hana = offered(move)

    assert accept(move, hana.claim, (999, 1)).status_code in (404, 422)

    assert offers_of(move)[0]["state"] == "waiting"


@pytest.mark.parametrize("n", ["999", "9" * 30, "abc"])
def test_an_offer_that_never_was_is_not_found(client, n):
    move = plan(client)
    boxes = move.add_boxes(12)

    not_there(accept(move, {"n": n}, (boxes, 1)))


def fits_of(move: Move, offer: int) -> list[dict[str, Any]]:
    fits: list[dict[str, Any]] = worked(move.ask("GET", f"/offers/{offer}/fits"), 200)["fits"]
    return fits


def test_the_fits_of_an_offer_are_three_at_most_and_say_why(client):
    move = plan(client)
    for number in range(4):
        move.add_care(title=f"Something {number}", sort="other")
    soup = move.add_care(title="Soup")
    hana = offered(move, words="I could cook, after lunch")

    fits = fits_of(move, hana.claim["n"])

    assert len(fits) == 3
    assert fits[0] == {"task": soup, "reason": "The offer says “cook”."}
    assert all(fit["reason"] for fit in fits)
    assert len({fit["task"] for fit in fits}) == 3


def test_without_anything_open_nothing_fits_and_no_offer_is_no_fits(client):
    move = plan(client)
    hana = offered(move)

    assert fits_of(move, hana.claim["n"]) == []
    not_there(move.ask("GET", "/offers/999/fits"))
