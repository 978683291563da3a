"""Planning a move, reading it, correcting it, calling it off, closing it, erasing it."""

import httpx
import pytest

from tests.web.api.caller import (
    API,
    NEW_FLAT,
    OLD_FLAT,
    Move,
    bearer,
    invalid,
    plan,
    plan_fields,
    refused,
    token_of,
    worked,
)

ALL_FIELDS = {
    "title": "Olive moves to Simmering",
    "organizer": {"name": "Olive", "email": "olive@example.org", "phone": "+43 660 1234567"},
    "zone": "Europe/Vienna",
    "day": "2026-12-05",
    "why": "More light, and a room for the piano.",
    "from": OLD_FLAT,
    "to": NEW_FLAT,
    "same_building": False,
}


def test_planning_answers_with_the_move_and_its_two_links(client):
    answer = worked(client.post(f"{API}/moves", json=ALL_FIELDS), 201)

    assert set(answer) >= {"id", "version", "state", "links"}
    assert len(answer["id"]) == 10
    assert answer["version"] == 1
    assert answer["state"] == "open"
    assert set(answer["links"]) == {"organizer", "signup"}


def test_the_links_are_whole_addresses_of_the_two_doors(client):
    links = worked(client.post(f"{API}/moves", json=ALL_FIELDS), 201)["links"]

    organizer, signup = httpx.URL(links["organizer"]), httpx.URL(links["signup"])
    assert organizer.scheme in ("http", "https")
    assert organizer.host
    assert signup.scheme == organizer.scheme
    assert signup.netloc == organizer.netloc
    assert organizer.path.startswith("/o/")
    assert signup.path.startswith("/s/")


def test_what_was_planned_is_read_back_as_it_was_said(client):
    told = plan(client, **ALL_FIELDS).told()

    for field in ("title", "zone", "day", "why", "from", "to", "same_building"):
        assert told[field] == ALL_FIELDS[field], field
    assert told["state"] == "open"


def test_a_move_can_be_planned_before_its_day_and_addresses_are_known(client):
    answer = client.post(
        f"{API}/moves", json={"title": "Some day", "organizer": {"name": "Olive"}, "zone": "Europe/Vienna"}
    )
    worked(answer, 201)

    told = worked(
        client.get(
            f"{API}/moves/{answer.json()['id']}",
            headers=bearer(answer.json()["links"]["organizer"].rsplit("/", 1)[1]),
        ),
        200,
    )
    told = told.get("move", told)
    for field in ("day", "why", "from", "to"):
        assert told.get(field) is None, field
    assert told["same_building"] is False


def test_fields_that_may_be_missing_may_also_be_null(client):
    told = plan(client, **{"day": None, "why": None, "from": None, "to": None}).told()

    assert told.get("day") is None
    assert told.get("from") is None


def test_a_name_is_kept_whole_as_typed(client):
    name = "Dr. José-María O'Neill Ødegård 李"
    move = plan(client, organizer={"name": name})

    assert name in client.get(move.path, headers=bearer(move.organizer_token)).text or name in str(move.told())


def test_two_moves_have_nothing_in_common(client):
    one, other = plan(client), plan(client)

    assert one.id != other.id
    assert one.organizer_token != other.organizer_token
    assert one.signup_token != other.signup_token


@pytest.mark.parametrize("place", [(), ("organizer",), ("from",)])
def test_an_unknown_field_is_refused_at_any_depth(client, place):
    body = plan_fields(**ALL_FIELDS)
    inner = body
    for name in place:
        inner[name] = dict(inner[name])
        inner = inner[name]
    inner["surprise"] = 1

    fields = invalid(client.post(f"{API}/moves", json=body))

    assert any(field.endswith("surprise") for field in fields), fields


def test_a_zone_nobody_knows_is_refused(client):
    assert "zone" in invalid(client.post(f"{API}/moves", json=plan_fields(zone="Mars/Olympus")))


@pytest.mark.parametrize("zone", ["", "../../etc/passwd", "/etc/localtime", 7])
def test_what_is_no_zone_at_all_is_refused(client, zone):
    assert "zone" in invalid(client.post(f"{API}/moves", json=plan_fields(zone=zone)))


@pytest.mark.parametrize("day", ["2026-02-30", "5 December", "05.12.2026", "2026-12-05T10:00:00Z", ""])
def test_what_is_no_day_is_refused(client, day):
    assert "day" in invalid(client.post(f"{API}/moves", json=plan_fields(day=day)))


def test_each_missing_field_is_named(client):
    fields = invalid(client.post(f"{API}/moves", json={"zone": "Europe/Vienna"}))

    assert set(fields) == {"organizer"}


@pytest.mark.sampled
@pytest.mark.parametrize("given", [{}, {"title": None, "zone": None}])
@pytest.mark.parametrize(
    ("language", "title", "without_day"),
    [
        ("en-GB", "Olive & Micha’s move on 5 December", "Olive & Micha’s moving day"),
        ("de-AT", "Umzug von Olive & Micha am 5. Dezember", "Umzug von Olive & Micha"),
        ("es", "Mudanza de Olive & Micha, el 5 de diciembre", "Mudanza de Olive & Micha"),
    ],
)
def test_without_title_and_zone_a_title_is_made_and_the_zone_is_utc(client, given, language, title, without_day):
    fields = {"organizer": {"name": "Olive & Micha"}, **given}
    for day, made in (("2026-12-05", title), (None, without_day)):
        answer = client.post(f"{API}/moves", json={**fields, "day": day}, headers={"Accept-Language": language})
        links = worked(answer, 201)["links"]
        move = Move(client, answer.json()["id"], token_of(links["organizer"]), token_of(links["signup"]))
        assert (move.told()["title"], move.told()["zone"]) == (made, "UTC")


def test_an_organizer_without_a_name_is_refused(client):
    fields = invalid(client.post(f"{API}/moves", json=plan_fields(organizer={"email": "olive@example.org"})))

    assert [field for field in fields if field.endswith("name")]


@pytest.mark.parametrize("title", ["", "   "])
def test_an_empty_title_is_refused(client, title):
    assert "title" in invalid(client.post(f"{API}/moves", json=plan_fields(title=title)))


def test_any_field_can_be_corrected(client):
    move = plan(client, **ALL_FIELDS)
    corrected = {
        "title": "Olive moves after all",
        "zone": "Europe/Lisbon",
        "day": "2026-12-12",
        "why": "The sea.",
        "from": NEW_FLAT,
        "to": OLD_FLAT,
        "same_building": True,
    }

    worked(move.ask("PATCH", json=corrected), 200)

    told = move.told()
    assert {field: told[field] for field in corrected} == corrected


def test_a_correction_leaves_what_it_does_not_name(client):
    move = plan(client, **ALL_FIELDS)

    move.patch(day="2026-12-12")

    told = move.told()
    assert told["day"] == "2026-12-12"
    for field in ("title", "zone", "why", "from", "to"):
        assert told[field] == ALL_FIELDS[field], field


def test_a_day_can_become_unknown_again(client):
    move = plan(client)

    move.patch(day=None)

    assert move.told()["day"] is None


def test_another_zone_moves_nothing_that_was_agreed(client):
    move = plan(client)
    boxes = move.add_boxes(day="2026-12-05", starts="09:00", ends="11:30")

    move.patch(zone="America/New_York")

    task = move.task(boxes)
    assert (task["day"], task["starts"], task["ends"]) == ("2026-12-05", "09:00", "11:30")
    assert move.told()["day"] == "2026-12-05"


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"surprise": 1}, "surprise"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"day": "soon"}, "day"),
        ({"state": "cancelled"}, "state"),
        ({"title": None}, "title"),
        ({"title": ""}, "title"),
        ({"zone": None}, "zone"),
    ],
)
def test_a_wrong_correction_is_refused_and_changes_nothing(client, fields, wrong):
    move = plan(client, **ALL_FIELDS)

    assert wrong in invalid(move.ask("PATCH", json={"why": "Half a correction", **fields}))

    assert move.told()["why"] == ALL_FIELDS["why"]
    assert move.version == 1


@pytest.mark.parametrize("state", ["called_off", "closed"])
def test_a_move_can_be_called_off_or_closed_and_opened_again(client, state):
    move = plan(client)

    move.patch(state=state)
    assert move.told()["state"] == state

    move.patch(state="open")
    assert move.told()["state"] == "open"


@pytest.mark.parametrize("state", ["called_off", "closed"])
def test_a_move_that_is_over_takes_no_claims_and_no_offers(client, state):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 2)
    move.patch(state=state)

    refused(move.sign_up(boxes, "Tom", 1), 409, "move_closed")
    refused(move.offer("Tom"), 409, "move_closed")
    refused(hana.ask("POST", "/claims", json={"task": boxes, "quantity": 3}), 409, "move_closed")
    assert move.task(boxes)["taken"] == 2


def test_a_move_that_is_over_takes_no_new_tasks(client):
    move = plan(client)
    move.patch(state="closed")

    refused(move.ask("POST", "/tasks", json={"kind": "care", "title": "Keys", "needed": 1}), 409, "move_closed")
    assert move.tasks() == []


def test_what_was_taken_can_be_given_back_when_the_move_is_called_off(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 2)
    move.patch(state="called_off")

    hana.release()

    assert move.task(boxes)["taken"] == 0


def test_a_move_that_is_open_again_takes_claims_again(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    move.patch(state="called_off")
    move.patch(state="open")

    assert move.takes(boxes, "Hana", 2).claim["standing"] == "firm"


def test_a_move_that_is_over_can_still_be_read_and_thanked_for(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 2)
    move.patch(state="closed")

    assert move.task(boxes)["taken"] == 2
    assert move.public()["move"]["state"] == "closed"
    assert hana.page()["move"]["state"] == "closed"
    worked(move.ask("PATCH", f"/thanks/{hana.n}", json={"note": "You carried the books."}), 200)


def test_an_erased_move_is_gone_for_everybody(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 2)

    assert move.ask("DELETE").status_code in (200, 204)

    refused(move.ask("GET"), 404, "not_found")
    refused(move.ask("GET", "/board"), 404, "not_found")
    refused(client.get(f"{API}/signup/{move.signup_token}"), 404, "not_found")
    refused(move.sign_up(boxes), 404, "not_found")
    refused(hana.ask("GET"), 404, "not_found")


def test_erasing_twice_finds_nothing_the_second_time(client):
    move = plan(client)

    assert move.ask("DELETE").is_success

    refused(move.ask("DELETE"), 404, "not_found")


def test_erasing_one_move_leaves_the_others(client):
    move, other = plan(client), plan(client)
    boxes = other.add_boxes(12)
    other.takes(boxes, "Hana", 2)

    assert move.ask("DELETE").is_success

    assert other.task(boxes)["taken"] == 2
