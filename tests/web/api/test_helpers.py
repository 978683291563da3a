"""A helper's own page, the organizer's list of helpers, claims the organizer writes down, and forgetting."""

import pytest

from tests.web.api.caller import NEW_FLAT, OLD_FLAT, Move, invalid, not_there, plan, refused, worked


def names_on(move: Move, task: int) -> list[str]:
    return [claim["helper"]["name"] for claim in move.task(task)["claims"]]


def put_on(move, task, **fields):
    return move.ask("POST", f"/tasks/{task}/claims", json=fields)


def known_helpers(move: Move) -> dict[str, int]:
    """The organizer's list of helpers as name -> number."""
    answer = worked(move.ask("GET", "/helpers"), 200)
    helpers = answer if isinstance(answer, list) else answer["helpers"]
    return {helper["name"]: helper["n"] for helper in helpers}


# The helper's own page


def test_a_helper_sees_where_to_come_and_what_they_took(client):
    move = plan(client, **{"from": OLD_FLAT, "to": NEW_FLAT})
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 5)

    page = hana.page()

    assert set(page) >= {"helper", "move", "claims", "version"}
    assert (page["helper"]["n"], page["helper"]["name"]) == (hana.n, "Hana")
    assert page["move"]["from"]["address"] == OLD_FLAT["address"]
    assert page["move"]["to"]["address"] == NEW_FLAT["address"]
    (claim,) = page["claims"]
    assert (claim["n"], claim["task"], claim["quantity"]) == (hana.claim["n"], boxes, 5)
    assert claim["standing"] == "firm"
    assert page["version"] == move.version


def test_a_helper_sees_no_claims_of_others(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 5)
    move.takes(boxes, "Tom", 3)

    assert [claim["n"] for claim in hana.page()["claims"]] == [hana.claim["n"]]


def test_a_helper_may_correct_name_and_contacts(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hanna", 5)

    worked(hana.ask("PATCH", json={"name": "Hana", "email": "hana@example.org", "phone": None}), 200)

    assert hana.page()["helper"]["name"] == "Hana"
    assert names_on(move, boxes) == ["Hana"]


@pytest.mark.parametrize(
    ("fields", "wrong"), [({"name": ""}, "name"), ({"name": None}, "name"), ({"surprise": 1}, "surprise")]
)
def test_a_wrong_correction_of_a_helper_is_refused(client, fields, wrong):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 5)

    assert wrong in invalid(hana.ask("PATCH", json=fields))

    assert names_on(move, boxes) == ["Hana"]


def test_a_helper_who_wants_to_be_forgotten_is_forgotten(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana Unmistakable", 5, email="hana@example.org")
    move.takes(boxes, "Tom", 3)

    assert hana.ask("DELETE").status_code in (200, 204)

    refused(hana.ask("GET"), 404, "not_found")
    assert names_on(move, boxes) == ["Tom"]
    assert (move.task(boxes)["taken"], move.task(boxes)["left"]) == (3, 9)
    for path in ("/board", "/helpers", "/offers", "/thanks", "/history"):
        answer = move.ask("GET", path)
        assert "Unmistakable" not in answer.text, path
        assert "hana@example.org" not in answer.text, path


def test_the_place_of_the_forgotten_goes_to_the_next_in_line(client):
    move = plan(client)
    boxes = move.add_boxes(3)
    hana = move.takes(boxes, "Hana", 3)
    tom = move.takes(boxes, "Tom", 3, standing="standby")

    assert hana.ask("DELETE").is_success

    assert tom.standing()["standing"] == "firm"


def test_forgetting_twice_finds_nobody_the_second_time(client):
    move = plan(client)
    hana = move.takes(move.add_boxes(12), "Hana", 5)
    assert hana.ask("DELETE").is_success
    version = move.version

    refused(hana.ask("DELETE"), 404, "not_found")

    assert move.version == version


def test_the_link_of_the_forgotten_never_opens_a_newer_persons_page(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 5)
    assert hana.ask("DELETE").is_success

    tom = move.takes(boxes, "Tom", 5)

    assert tom.n != hana.n
    refused(hana.ask("GET"), 404, "not_found")


# The organizer's list of helpers


def test_the_organizer_adds_a_helper_by_hand(client):
    move = plan(client)

    answer = worked(move.ask("POST", "/helpers", json={"name": "Hana", "phone": "+43 660 1234567"}), 201)

    helper = answer.get("helper", answer)
    assert known_helpers(move) == {"Hana": helper["n"]}


def test_the_organizer_sees_everybody_who_came_in(client):
    move = plan(client)
    hana = move.takes(move.add_boxes(12), "Hana", 5)
    worked(move.offer("Tom"), 201)

    known = known_helpers(move)

    assert set(known) == {"Hana", "Tom"}
    assert known["Hana"] == hana.n


@pytest.mark.parametrize(("body", "wrong"), [({}, "name"), ({"name": " "}, "name"), ({"name": "H", "x": 1}, "x")])
def test_a_helper_without_a_name_is_not_added(client, body, wrong):
    move = plan(client)

    assert wrong in invalid(move.ask("POST", "/helpers", json=body))

    assert known_helpers(move) == {}


def test_the_organizer_corrects_a_helpers_name(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hanna", 5)

    worked(move.ask("PATCH", f"/helpers/{hana.n}", json={"name": "Hana"}), 200)

    assert names_on(move, boxes) == ["Hana"]
    assert hana.page()["helper"]["name"] == "Hana"


def test_the_organizer_forgets_a_helper(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 5)

    assert move.ask("DELETE", f"/helpers/{hana.n}").status_code in (200, 204)

    refused(hana.ask("GET"), 404, "not_found")
    assert names_on(move, boxes) == []
    assert move.task(boxes)["left"] == 12
    assert known_helpers(move) == {}


def test_forgetting_a_helper_twice_harms_nobody(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 5)
    assert move.ask("DELETE", f"/helpers/{hana.n}").is_success
    version = move.version

    assert move.ask("DELETE", f"/helpers/{hana.n}").status_code in (204, 404)

    assert move.version == version


@pytest.mark.sampled
@pytest.mark.parametrize("n", ["999", "9" * 30, "abc"])
@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_a_helper_who_is_not_there_is_not_found(client, method, n):
    move = plan(client)
    body = {"json": {"name": "Hana"}} if method == "PATCH" else {}

    not_there(move.ask(method, f"/helpers/{n}", **body))


# A yes heard in person


def test_the_organizer_writes_down_a_yes_by_name(client):
    move = plan(client)
    boxes = move.add_boxes(12)

    answer = worked(put_on(move, boxes, name="Hana", quantity=5), 201)

    assert (answer["claim"]["task"], answer["claim"]["quantity"]) == (boxes, 5)
    assert answer["claim"]["standing"] == "firm"
    assert names_on(move, boxes) == ["Hana"]
    assert set(known_helpers(move)) == {"Hana"}


def test_the_organizer_writes_down_a_yes_of_somebody_known(client):
    move = plan(client)
    boxes, soup = move.add_boxes(12), move.add_care()
    hana = move.takes(boxes, "Hana", 5)

    worked(put_on(move, soup, helper=hana.n, quantity=1), 201)

    (claim,) = move.task(soup)["claims"]
    assert claim["helper"] == {"n": hana.n, "name": "Hana"}
    assert {claim["task"] for claim in hana.page()["claims"]} == {boxes, soup}


def test_a_second_yes_of_the_same_helper_sets_the_quantity(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 5)

    worked(put_on(move, boxes, helper=hana.n, quantity=7), 200)

    assert [(claim["helper"]["n"], claim["quantity"]) for claim in move.task(boxes)["claims"]] == [(hana.n, 7)]


def test_the_organizer_cannot_put_more_on_a_task_than_is_left(client):
    move = plan(client)
    boxes = move.add_boxes(3)
    move.takes(boxes, "Hana", 2)

    assert refused(put_on(move, boxes, name="Tom", quantity=2), 409, "task_full", "left")["left"] == 1

    assert names_on(move, boxes) == ["Hana"]


def test_the_organizer_writes_down_a_driver(client):
    move = plan(client)
    trip = move.add_trip(2)

    worked(put_on(move, trip, name="Tom", quantity=1, role="driver", vehicle={"kind": "van", "seats": 3}), 201)

    assert move.task(trip)["cover"] == "covered"


def test_a_yes_of_nobody_is_refused(client):
    move = plan(client)
    boxes = move.add_boxes(12)

    invalid(put_on(move, boxes, quantity=1))
    assert put_on(move, boxes, helper=999, quantity=1).status_code in (404, 422)

    assert names_on(move, boxes) == []


def test_a_yes_for_a_task_that_is_not_there_is_not_found(client):
    refused(put_on(plan(client), 999, name="Hana", quantity=1), 404, "not_found")


def test_a_yes_for_a_cancelled_task_is_refused(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    worked(move.change_task(boxes, state="cancelled"), 200)

    refused(put_on(move, boxes, name="Hana", quantity=1), 409, "task_cancelled")


def test_the_organizer_takes_a_claim_back(client):
    move = plan(client)
    boxes = move.add_boxes(3)
    hana = move.takes(boxes, "Hana", 3)
    tom = move.takes(boxes, "Tom", 3, standing="standby")

    assert move.ask("DELETE", f"/claims/{hana.claim['n']}").status_code in (200, 204)

    assert hana.page()["claims"] == []
    assert tom.standing()["standing"] == "firm"


def test_taking_a_claim_back_twice_is_taking_it_back_once(client):
    move = plan(client)
    hana = move.takes(move.add_boxes(3), "Hana", 3)
    assert move.ask("DELETE", f"/claims/{hana.claim['n']}").is_success
    version = move.version

    assert move.ask("DELETE", f"/claims/{hana.claim['n']}").is_success

    assert move.version == version


@pytest.mark.parametrize("n", ["999", "9" * 30, "abc"])
def test_a_claim_that_never_was_cannot_be_taken_back(client, n):
    not_there(plan(client).ask("DELETE", f"/claims/{n}"))
