"""Tasks: what the board tells of them, adding, changing and deleting them."""

import pytest

from tests.web.api.caller import NEW_FLAT, OLD_FLAT, TASK, invalid, not_there, plan, refused, worked

EFFORTS = {"none", "light", "boxes", "furniture"}


def test_an_empty_board_has_every_part(client):
    board = plan(client).board()

    assert set(board) >= {"move", "tasks", "offers", "version"}
    assert board["tasks"] == []
    assert board["offers"] == []
    assert board["version"] == 1


def test_the_board_shows_the_organizer_the_whole_move(client):
    told = plan(client, **{"from": OLD_FLAT, "to": NEW_FLAT}).board()["move"]

    assert told["title"] == "Olive moves"
    assert told["from"]["address"] == OLD_FLAT["address"]
    assert told["to"]["address"] == NEW_FLAT["address"]


def test_a_task_has_every_member_of_the_contract(client):
    move = plan(client)
    given = {
        "kind": "box_load",
        "title": "Kitchen boxes",
        "needed": 12,
        "work": "pack",
        "why": "So that the kettle works on the first evening",
        "bring": "newspaper",
        "day": "2026-12-04",
        "starts": "18:00",
        "ends": "20:30",
        "minutes": 90,
        "kept": False,
    }

    task = move.add(**given)

    assert set(task) >= TASK
    assert {field: task[field] for field in given} == given
    assert task["state"] == "open"
    assert task["cover"] == "open"
    assert (task["taken"], task["left"]) == (0, 12)
    assert task["claims"] == []
    assert task["crew"] is None
    assert task["effort"] in EFFORTS
    assert move.task(task["n"]) == task


def test_a_claim_on_the_board_has_every_member_of_the_contract(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 5)

    (claim,) = move.task(boxes)["claims"]

    assert claim["n"] == hana.claim["n"]
    assert claim["helper"] == {"n": hana.n, "name": "Hana"}
    assert claim["quantity"] == 5
    assert claim["standing"] == "firm"
    assert claim["role"] is None


@pytest.mark.parametrize(
    "task",
    [
        {"kind": "box_load", "title": "Books", "work": "carry", "needed": 12},
        {"kind": "heavy_item", "title": "The blue thing", "weight_kg": 45, "needed": 2},
        {"kind": "trip", "title": "First run", "needed": 2},
        {"kind": "care", "title": "The cat", "sort": "pets", "needed": 1},
    ],
    ids=lambda task: task["kind"],
)
def test_each_kind_of_task_starts_open_with_all_places_left(client, task):
    added = plan(client).add(**task)

    assert {field: added[field] for field in task} == task
    assert added["state"] == "open"
    assert added["cover"] == "open"
    assert (added["taken"], added["left"]) == (0, task["needed"])
    assert added["kept"] is False
    assert added["effort"] in EFFORTS


@pytest.mark.parametrize("kind", ["box_load", "trip", "care"])
def test_only_a_heavy_item_has_a_crew(client, kind):
    assert plan(client).add(kind=kind, title="Something", needed=2)["crew"] is None


@pytest.mark.sampled
@pytest.mark.parametrize("sort", ["food", "cleaning", "children", "pets", "keys", "other"])
def test_care_lifts_nothing(client, sort):
    assert plan(client).add(kind="care", title="Care", sort=sort, needed=1)["effort"] == "none"


@pytest.mark.sampled
@pytest.mark.parametrize("kind", ["box_load", "heavy_item", "trip", "care"])
def test_fields_of_a_task_that_may_be_missing_may_be_null(client, kind):
    optional = ("needed", "work", "sort", "weight_kg", "why", "bring", "day", "starts", "ends", "minutes")
    said, unsaid = plan(client), plan(client)

    with_nulls = said.add(kind=kind, title="Something", **dict.fromkeys(optional))

    assert with_nulls == unsaid.add(kind=kind, title="Something")


@pytest.mark.parametrize("kind", ["box_load", "heavy_item", "care"])
def test_a_task_that_says_no_number_still_needs_somebody(client, kind):
    task = plan(client).add(kind=kind, title="Something")

    assert task["left"] >= 1
    assert task["cover"] == "open"


def test_a_trip_that_says_no_seats_still_needs_a_driver(client):
    assert plan(client).add(kind="trip", title="First run")["cover"] == "open"


def test_a_heavy_item_that_says_no_number_needs_its_crew(client):
    task = plan(client).add_heavy(60)

    assert task["left"] == task["crew"]["people"] == 3


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"kind": "piano"}, "kind"),
        ({"kind": None}, "kind"),
        ({"title": ""}, "title"),
        ({"title": None}, "title"),
        ({"needed": -1}, "needed"),
        ({"needed": 10**30}, "needed"),
        ({"needed": "a few"}, "needed"),
        ({"work": "unpack"}, "work"),
        ({"day": "Friday"}, "day"),
        ({"starts": "25:00"}, "starts"),
        ({"starts": "nine"}, "starts"),
        ({"ends": "09:61"}, "ends"),
        ({"minutes": -5}, "minutes"),
        ({"surprise": 1}, "surprise"),
        ({"n": 7}, "n"),
        ({"taken": 7}, "taken"),
    ],
)
def test_a_wrong_task_is_refused_and_nothing_is_added(client, fields, wrong):
    move = plan(client)
    body = {"kind": "box_load", "title": "Books", "needed": 12} | fields

    named = invalid(move.ask("POST", "/tasks", json=body))

    assert any(field.split(".")[-1] == wrong for field in named), named
    assert move.tasks() == []
    assert move.version == 1


@pytest.mark.parametrize("sort", ["lifting", 3])
def test_an_unknown_sort_of_care_is_refused(client, sort):
    answer = plan(client).ask("POST", "/tasks", json={"kind": "care", "title": "Care", "sort": sort})

    assert any(field.split(".")[-1] == "sort" for field in invalid(answer))


@pytest.mark.parametrize("weight", [-1, "heavy"])
def test_a_weight_that_is_none_is_refused(client, weight):
    answer = plan(client).ask("POST", "/tasks", json={"kind": "heavy_item", "title": "Thing", "weight_kg": weight})

    assert any(field.split(".")[-1] == "weight_kg" for field in invalid(answer))


def test_a_thousand_boxes_are_one_task(client):
    assert plan(client).add(kind="box_load", title="The library", needed=1000)["left"] == 1000


def test_a_batch_is_added_in_its_order_as_one_change(client):
    move = plan(client)
    batch = [
        {"kind": "box_load", "title": "Books", "needed": 12},
        {"kind": "heavy_item", "title": "The blue thing", "weight_kg": 45},
        {"kind": "trip", "title": "First run", "needed": 2},
        {"kind": "care", "title": "The cat", "sort": "pets", "needed": 1},
    ]

    answer = worked(move.ask("POST", "/tasks", json={"tasks": batch}), 201)

    assert [task["title"] for task in answer["tasks"]] == [task["title"] for task in batch]
    assert len({task["n"] for task in answer["tasks"]}) == 4
    assert answer["version"] == 2
    assert sorted(task["n"] for task in move.tasks()) == sorted(task["n"] for task in answer["tasks"])


def test_a_batch_is_added_whole_or_not_at_all(client):
    move = plan(client)
    good = {"kind": "box_load", "title": "Books", "needed": 12}

    fields = invalid(move.ask("POST", "/tasks", json={"tasks": [good, good | {"kind": "piano"}, good]}))

    assert any(field.endswith("kind") for field in fields), fields
    assert move.tasks() == []
    assert move.version == 1


def test_a_batch_with_an_unknown_field_beside_it_is_refused(client):
    move = plan(client)
    good = {"kind": "box_load", "title": "Books", "needed": 12}

    invalid(move.ask("POST", "/tasks", json={"tasks": [good], "surprise": 1}))

    assert move.tasks() == []


@pytest.mark.sampled
@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Heavy books"},
        {"needed": 8},
        {"why": "They are the whole of my study"},
        {"bring": "gloves"},
        {"day": "2026-12-04"},
        {"starts": "09:15", "ends": "10:45"},
        {"minutes": 45},
        {"kept": True},
        {"work": "pack"},
        {"state": "under_way"},
        {"state": "done"},
        {"state": "cancelled"},
    ],
    ids=str,
)
def test_a_task_can_be_changed_in_each_field(client, fields):
    move = plan(client)
    boxes = move.add_boxes(12, why="Knowledge", starts="09:00", ends="10:00")
    before = move.task(boxes)

    worked(move.change_task(boxes, **fields), 200)

    after = move.task(boxes)
    assert {field: after[field] for field in fields} == fields
    settled = {"kind", "title", "needed", "why", "bring", "day", "starts", "ends", "minutes", "work", "state"}
    assert all(after[field] == before[field] for field in settled - set(fields))


def test_a_task_can_forget_its_hours(client):
    move = plan(client)
    boxes = move.add_boxes(12, starts="09:00", ends="10:00", why="Knowledge")

    worked(move.change_task(boxes, starts=None, ends=None, why=None), 200)

    task = move.task(boxes)
    assert (task["starts"], task["ends"], task["why"]) == (None, None, None)


@pytest.mark.parametrize("state", ["done", "cancelled"])
def test_the_board_keeps_tasks_of_every_state(client, state):
    move = plan(client)
    one, other = move.add_boxes(12), move.add_care()

    worked(move.change_task(one, state=state), 200)

    assert {task["n"]: task["state"] for task in move.tasks()} == {one: state, other: "open"}


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"surprise": 1}, "surprise"),
        ({"state": "finished"}, "state"),
        ({"title": ""}, "title"),
        ({"title": None}, "title"),
        ({"needed": -1}, "needed"),
        ({"starts": "25:00"}, "starts"),
    ],
)
def test_a_wrong_change_of_a_task_is_refused_and_changes_nothing(client, fields, wrong):
    move = plan(client)
    boxes = move.add_boxes(12)
    before = move.board()

    assert wrong in invalid(move.change_task(boxes, **{"why": "Half a change", **fields}))

    assert move.board() == before


def test_fewer_than_are_taken_is_refused_and_no_claim_is_lost(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    move.takes(boxes, "Hana", 5)
    move.takes(boxes, "Tom", 3)
    before = move.board()

    answer = move.change_task(boxes, needed=7)

    assert answer.status_code in (409, 422), answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert move.board() == before


def test_just_as_many_as_are_taken_is_enough(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    move.takes(boxes, "Hana", 5)

    worked(move.change_task(boxes, needed=5), 200)

    task = move.task(boxes)
    assert (task["taken"], task["left"], task["cover"]) == (5, 0, "covered")


def test_changing_a_task_keeps_its_claims(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    move.takes(boxes, "Hana", 5)
    claims = move.task(boxes)["claims"]

    worked(move.change_task(boxes, title="Heavy books", day="2026-12-06", starts="10:00", needed=20), 200)

    task = move.task(boxes)
    assert task["claims"] == claims
    assert (task["taken"], task["left"]) == (5, 15)


def test_a_task_kept_after_all_keeps_its_claims(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    move.takes(boxes, "Hana", 5)
    claims = move.task(boxes)["claims"]

    worked(move.change_task(boxes, kept=True), 200)

    assert move.task(boxes)["claims"] == claims


def test_boxes_are_covered_when_every_box_is_spoken_for(client):
    move = plan(client)
    boxes = move.add_boxes(12)

    covers = [move.task(boxes)["cover"]]
    for name, quantity in (("Hana", 6), ("Tom", 5), ("Ben", 1)):
        move.takes(boxes, name, quantity)
        covers.append(move.task(boxes)["cover"])

    assert covers == ["open", "partly", "partly", "covered"]


def test_a_heavy_item_is_covered_only_from_its_crew_on(client):
    move = plan(client)
    thing = move.add_heavy(60)["n"]

    covers = []
    for name in ("Hana", "Tom", "Ben"):
        move.takes(thing, name)
        covers.append(move.task(thing)["cover"])

    assert covers == ["partly", "partly", "covered"]


def test_a_heavy_item_does_not_start_short_of_its_crew(client):
    move = plan(client)
    thing = move.add_heavy(60)

    problem = refused(move.change_task(thing["n"], state="under_way"), 409, "unsafe_crew", "people")

    assert problem["people"] == thing["crew"]["people"] == 3
    assert move.task(thing["n"])["state"] == "open"


def test_one_person_short_is_still_short(client):
    move = plan(client)
    thing = move.add_heavy(60)["n"]
    move.takes(thing, "Hana")
    move.takes(thing, "Tom")

    refused(move.change_task(thing, state="under_way"), 409, "unsafe_crew", "people")


def test_reserves_do_not_make_a_crew(client):
    move = plan(client)
    thing = move.add_heavy(45)["n"]
    move.takes(thing, "Hana")
    move.takes(thing, "Tom", standing="if_needed")

    refused(move.change_task(thing, state="under_way"), 409, "unsafe_crew", "people")


def test_a_heavy_item_starts_anyway_when_the_organizer_says_so(client):
    move = plan(client)
    thing = move.add_heavy(60)["n"]

    worked(move.change_task(thing, state="under_way", anyway=True), 200)

    assert move.task(thing)["state"] == "under_way"


def test_a_heavy_item_starts_with_its_whole_crew(client):
    move = plan(client)
    thing = move.add_heavy(45)["n"]
    move.takes(thing, "Hana")
    move.takes(thing, "Tom")

    worked(move.change_task(thing, state="under_way"), 200)

    assert move.task(thing)["state"] == "under_way"


def test_anyway_is_not_a_field_of_a_new_task(client):
    answer = plan(client).ask("POST", "/tasks", json={"kind": "care", "title": "Care", "anyway": True})

    assert any(field.endswith("anyway") for field in invalid(answer))


def test_a_cancelled_task_takes_no_claims(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    worked(move.change_task(boxes, state="cancelled"), 200)

    refused(move.sign_up(boxes), 409, "task_cancelled")
    refused(move.sign_up(boxes, standing="standby"), 409, "task_cancelled")


def test_a_cancelled_task_that_is_open_again_takes_claims_again(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    worked(move.change_task(boxes, state="cancelled"), 200)
    worked(move.change_task(boxes, state="open"), 200)

    assert move.takes(boxes, "Hana", 2).claim["standing"] == "firm"


def test_a_deleted_task_is_gone(client):
    move = plan(client)
    boxes, soup = move.add_boxes(12), move.add_care()

    assert move.ask("DELETE", f"/tasks/{boxes}").status_code in (200, 204)

    assert [task["n"] for task in move.tasks()] == [soup]
    assert [task["n"] for task in move.public()["tasks"]] == [soup]
    not_there(move.sign_up(boxes))


def test_the_number_of_a_deleted_task_is_never_used_again(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    assert move.ask("DELETE", f"/tasks/{boxes}").is_success

    assert move.add_boxes(12) > boxes


def test_deleting_a_task_that_somebody_took_breaks_no_page(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 5)

    assert move.ask("DELETE", f"/tasks/{boxes}").status_code in (200, 204, 409)

    hana.page()
    move.public()
    for face in ("/board", "/history", "/helpers", "/thanks"):
        worked(move.ask("GET", face), 200)
    hana.release()


def test_deleting_a_task_twice_harms_nothing(client):
    move = plan(client)
    boxes, soup = move.add_boxes(12), move.add_care()
    assert move.ask("DELETE", f"/tasks/{boxes}").is_success
    version = move.version

    assert move.ask("DELETE", f"/tasks/{boxes}").status_code in (204, 404)

    assert move.version == version
    assert [task["n"] for task in move.tasks()] == [soup]


@pytest.mark.sampled
@pytest.mark.parametrize("n", ["999", "0", "-1", "9" * 30, "abc", "1.5"])
@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_a_task_that_is_not_there_is_not_found(client, method, n):
    move = plan(client)
    move.add_boxes(12)

    answer = move.ask(method, f"/tasks/{n}", **({"json": {"kept": True}} if method == "PATCH" else {}))

    not_there(answer)
