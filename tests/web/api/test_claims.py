"""I'll take it: claims from the sign-up link and from a helper's own link, standing by, giving back."""

import pytest

from tests.web.api.caller import API, Move, invalid, not_there, plan, refused, worked


def claims_of(move: Move, task: int) -> dict[str, tuple[int, str]]:
    return {claim["helper"]["name"]: (claim["quantity"], claim["standing"]) for claim in move.task(task)["claims"]}


def test_a_claim_answers_with_itself_and_the_helpers_own_link(client):
    move = plan(client)
    boxes = move.add_boxes(12)

    answer = worked(move.sign_up(boxes, "Hana", 5, standing="firm"), 201)

    assert set(answer) >= {"claim", "helper", "helper_link", "version"}
    claim = answer["claim"]
    assert set(claim) >= {"n", "task", "quantity", "standing", "position"}
    assert (claim["task"], claim["quantity"]) == (boxes, 5)
    assert (claim["standing"], claim["position"]) == ("firm", None)
    assert answer["helper"]["name"] == "Hana"
    assert answer["helper_link"].startswith("http")
    assert "/h/" in answer["helper_link"]
    assert answer["version"] == move.version


def test_a_claim_takes_just_its_quantity(client):
    move = plan(client)
    boxes = move.add_boxes(12)

    move.takes(boxes, "Hana", 5)
    move.takes(boxes, "Tom", 3)

    task = move.task(boxes)
    assert (task["taken"], task["left"]) == (8, 4)
    assert claims_of(move, boxes) == {"Hana": (5, "firm"), "Tom": (3, "firm")}


def test_a_claim_that_says_no_quantity_and_no_standing_takes_one_for_sure(client):
    move = plan(client)
    soup = move.add_care(2)

    answer = client.post(f"{API}/signup/{move.signup_token}/claims", json={"task": soup, "name": "Hana"})

    claim = worked(answer, 201)["claim"]
    assert (claim["quantity"], claim["standing"]) == (1, "firm")


def test_fields_of_a_claim_that_may_be_missing_may_be_null(client):
    move = plan(client)
    boxes = move.add_boxes(12)

    answer = move.sign_up(boxes, "Hana", 5, role=None, vehicle=None, email=None, phone=None, note=None)

    worked(answer, 201)


def test_the_sign_up_link_makes_a_new_helper_each_time_even_of_the_same_name(client):
    move = plan(client)
    boxes = move.add_boxes(12)

    one, other = move.takes(boxes, "Hana", 2), move.takes(boxes, "Hana", 3)

    assert one.n != other.n
    assert one.link != other.link
    assert move.task(boxes)["taken"] == 5


def test_the_last_places_can_be_taken_exactly(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    move.takes(boxes, "Hana", 5)

    move.takes(boxes, "Tom", 7)

    task = move.task(boxes)
    assert (task["taken"], task["left"], task["cover"]) == (12, 0, "covered")


def test_more_than_is_left_is_refused_and_nothing_is_taken_in_part(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    move.takes(boxes, "Hana", 9)
    before = move.board()

    problem = refused(move.sign_up(boxes, "Tom", 4), 409, "task_full", "left")

    assert problem["left"] == 3
    assert move.board() == before


def test_a_refused_claim_makes_no_helper(client):
    move = plan(client)
    boxes = move.add_boxes(1)
    move.takes(boxes, "Hana")

    refused(move.sign_up(boxes, "Tom"), 409, "task_full", "left")

    assert "Tom" not in move.ask("GET", "/helpers").text


def test_a_heavy_item_with_its_whole_crew_is_full(client):
    move = plan(client)
    thing = move.add_heavy(45)["n"]
    move.takes(thing, "Hana")
    move.takes(thing, "Tom")

    assert refused(move.sign_up(thing, "Ben"), 409, "task_full", "left")["left"] == 0


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"quantity": 0}, "quantity"),
        ({"quantity": -3}, "quantity"),
        ({"quantity": 1.5}, "quantity"),
        ({"quantity": "many"}, "quantity"),
        ({"quantity": 10**30}, "quantity"),
        ({"name": ""}, "name"),
        ({"name": "   "}, "name"),
        ({"name": None}, "name"),
        ({"standing": "maybe"}, "standing"),
        ({"role": "captain"}, "role"),
        ({"task": "books"}, "task"),
        ({"task": None}, "task"),
        ({"surprise": 1}, "surprise"),
        ({"helper": 1}, "helper"),
    ],
)
def test_a_wrong_claim_is_refused_and_takes_nothing(client, fields, wrong):
    move = plan(client)
    boxes = move.add_boxes(12)
    before = move.board()
    body = {"task": boxes, "name": "Hana", "quantity": 2} | fields

    assert wrong in invalid(client.post(f"{API}/signup/{move.signup_token}/claims", json=body))

    assert move.board() == before


def test_too_small_a_quantity_is_called_so(client):
    move = plan(client)

    assert invalid(move.sign_up(move.add_boxes(12), quantity=0)) == {"quantity": "too_small"}


@pytest.mark.sampled
@pytest.mark.parametrize("task", [999, 0, -1, 10**30])
def test_a_task_that_is_not_there_cannot_be_taken(client, task):
    move = plan(client)
    move.add_boxes(12)

    not_there(move.sign_up(task))


def test_a_task_of_another_move_cannot_be_taken(client):
    move, other = plan(client), plan(client)
    *_, theirs = (other.add_boxes(12) for _ in range(3))

    not_there(move.sign_up(theirs))
    assert other.task(theirs)["taken"] == 0


def test_a_helper_takes_another_task_by_the_personal_link(client):
    move = plan(client)
    boxes, soup = move.add_boxes(12), move.add_care(2)
    hana = move.takes(boxes, "Hana", 5)

    answer = worked(hana.ask("POST", "/claims", json={"task": soup, "quantity": 1}), 201)

    assert (answer["claim"]["task"], answer["claim"]["standing"]) == (soup, "firm")
    (claim,) = move.task(soup)["claims"]
    assert claim["helper"] == {"n": hana.n, "name": "Hana"}
    assert {claim["task"] for claim in hana.page()["claims"]} == {boxes, soup}


def test_the_personal_link_takes_no_name(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 5)

    assert "name" in invalid(hana.ask("POST", "/claims", json={"task": boxes, "quantity": 1, "name": "Tom"}))


def test_the_same_helper_on_the_same_task_sets_the_quantity(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 5)

    for quantity in (2, 12, 12, 7):
        answer = worked(hana.ask("POST", "/claims", json={"task": boxes, "quantity": quantity}), 200)
        assert answer["claim"]["n"] == hana.claim["n"]
        assert answer["claim"]["quantity"] == quantity
        assert claims_of(move, boxes) == {"Hana": (quantity, "firm")}


def test_setting_more_than_there_is_keeps_what_was_taken(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 5)
    move.takes(boxes, "Tom", 4)

    refused(hana.ask("POST", "/claims", json={"task": boxes, "quantity": 9}), 409, "task_full", "left")

    assert claims_of(move, boxes) == {"Hana": (5, "firm"), "Tom": (4, "firm")}


# Standing by


def test_standing_by_for_a_full_task_has_a_place_in_the_line(client):
    move = plan(client)
    boxes = move.add_boxes(3)
    move.takes(boxes, "Hana", 3)

    tom = move.takes(boxes, "Tom", 2, standing="standby")
    ben = move.takes(boxes, "Ben", 1, standing="standby")

    assert (tom.claim["standing"], tom.claim["position"]) == ("standby", 1)
    assert (ben.claim["standing"], ben.claim["position"]) == ("standby", 2)
    task = move.task(boxes)
    assert (task["taken"], task["left"]) == (3, 0)


def test_standing_by_where_there_is_room_becomes_firm(client):
    move = plan(client)
    boxes = move.add_boxes(3)

    tom = move.takes(boxes, "Tom", 2, standing="standby")

    assert (tom.claim["standing"], tom.claim["position"]) == ("firm", None)
    assert move.task(boxes)["taken"] == 2


def test_a_released_place_goes_to_the_first_in_line(client):
    move = plan(client)
    boxes = move.add_boxes(3)
    hana = move.takes(boxes, "Hana", 3)
    tom = move.takes(boxes, "Tom", 3, standing="standby")
    ben = move.takes(boxes, "Ben", 3, standing="standby")

    hana.release()

    assert tom.standing()["standing"] == "firm"
    assert ben.standing()["standing"] == "standby"
    assert ben.standing()["position"] == 1
    assert claims_of(move, boxes) == {"Tom": (3, "firm"), "Ben": (3, "standby")}


def test_a_released_place_goes_to_the_first_whose_whole_quantity_fits(client):
    move = plan(client)
    boxes = move.add_boxes(6)
    hana, olga = move.takes(boxes, "Hana", 3), move.takes(boxes, "Olga", 3)
    move.takes(boxes, "Tom", 4, standing="standby")
    move.takes(boxes, "Ben", 2, standing="standby")

    hana.release()
    assert claims_of(move, boxes) == {"Olga": (3, "firm"), "Tom": (4, "standby"), "Ben": (2, "firm")}

    olga.release()
    assert claims_of(move, boxes) == {"Tom": (4, "firm"), "Ben": (2, "firm")}
    assert move.task(boxes)["left"] == 0


def test_one_release_may_make_room_for_several(client):
    move = plan(client)
    boxes = move.add_boxes(4)
    hana = move.takes(boxes, "Hana", 4)
    for name in ("Tom", "Ben", "Ida"):
        move.takes(boxes, name, 2, standing="standby")

    hana.release()

    assert claims_of(move, boxes) == {"Tom": (2, "firm"), "Ben": (2, "firm"), "Ida": (2, "standby")}


def test_a_lowered_quantity_makes_room_for_the_next_in_line(client):
    move = plan(client)
    boxes = move.add_boxes(3)
    hana = move.takes(boxes, "Hana", 3)
    move.takes(boxes, "Tom", 2, standing="standby")

    worked(hana.ask("POST", "/claims", json={"task": boxes, "quantity": 1}), 200)

    assert claims_of(move, boxes) == {"Hana": (1, "firm"), "Tom": (2, "firm")}


def test_who_leaves_the_line_gets_no_place(client):
    move = plan(client)
    boxes = move.add_boxes(1)
    hana = move.takes(boxes, "Hana")
    tom = move.takes(boxes, "Tom", standing="standby")
    ben = move.takes(boxes, "Ben", standing="standby")

    tom.release()
    assert ben.standing()["position"] == 1
    hana.release()

    assert claims_of(move, boxes) == {"Ben": (1, "firm")}


def test_who_gave_a_place_back_does_not_get_it_again(client):
    move = plan(client)
    boxes = move.add_boxes(1)
    hana = move.takes(boxes, "Hana")

    hana.release()

    assert claims_of(move, boxes) == {}
    assert move.task(boxes)["left"] == 1


def test_who_gave_back_may_take_it_again(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 5)
    hana.release()

    worked(hana.ask("POST", "/claims", json={"task": boxes, "quantity": 2}), 200, 201)

    assert claims_of(move, boxes) == {"Hana": (2, "firm")}


# If nobody else does


@pytest.mark.parametrize("full", [False, True])
def test_a_quiet_reserve_takes_no_place(client, full):
    move = plan(client)
    boxes = move.add_boxes(3)
    if full:
        move.takes(boxes, "Hana", 3)

    tom = move.takes(boxes, "Tom", 2, standing="if_needed")

    assert (tom.claim["standing"], tom.claim["position"]) == ("if_needed", None)
    assert move.task(boxes)["taken"] == (3 if full else 0)


def test_a_quiet_reserve_is_not_moved_up_by_itself(client):
    move = plan(client)
    boxes = move.add_boxes(3)
    hana = move.takes(boxes, "Hana", 3)
    move.takes(boxes, "Tom", 3, standing="if_needed")

    hana.release()

    assert claims_of(move, boxes) == {"Tom": (3, "if_needed")}
    assert move.task(boxes)["left"] == 3


def test_a_quiet_reserve_may_step_in(client):
    move = plan(client)
    boxes = move.add_boxes(3)
    tom = move.takes(boxes, "Tom", 2, standing="if_needed")

    answer = worked(tom.ask("POST", "/claims", json={"task": boxes, "quantity": 2, "standing": "firm"}), 200)

    assert answer["claim"]["standing"] == "firm"
    assert claims_of(move, boxes) == {"Tom": (2, "firm")}


def test_a_quiet_reserve_that_steps_in_too_late_stays_a_reserve(client):
    move = plan(client)
    boxes = move.add_boxes(3)
    tom = move.takes(boxes, "Tom", 2, standing="if_needed")
    move.takes(boxes, "Hana", 3)

    late = tom.ask("POST", "/claims", json={"task": boxes, "quantity": 2, "standing": "firm"})

    refused(late, 409, "task_full", "left")
    assert claims_of(move, boxes) == {"Tom": (2, "if_needed"), "Hana": (3, "firm")}


# Giving back


def test_giving_back_frees_the_places(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 5)

    answer = hana.ask("DELETE", f"/claims/{hana.claim['n']}")

    assert answer.status_code == 204
    assert answer.content == b""
    task = move.task(boxes)
    assert (task["taken"], task["left"], task["cover"], task["claims"]) == (0, 12, "open", [])


def test_giving_back_twice_is_giving_back_once(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 5)
    hana.release()
    move.takes(boxes, "Tom", 1)
    version = move.version

    assert hana.ask("DELETE", f"/claims/{hana.claim['n']}").status_code == 204

    assert move.version == version
    assert claims_of(move, boxes) == {"Tom": (1, "firm")}


def test_nobody_gives_back_what_another_took(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana, tom = move.takes(boxes, "Hana", 5), move.takes(boxes, "Tom", 3)

    refused(hana.ask("DELETE", f"/claims/{tom.claim['n']}"), 404, "not_found")

    assert claims_of(move, boxes) == {"Hana": (5, "firm"), "Tom": (3, "firm")}


@pytest.mark.parametrize("n", ["999", "9" * 30, "abc"])
def test_a_claim_that_never_was_is_not_found(client, n):
    move = plan(client)
    hana = move.takes(move.add_boxes(12), "Hana", 5)

    not_there(hana.ask("DELETE", f"/claims/{n}"))
