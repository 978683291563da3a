"""The thanks: one entry for everybody who helped, its note, its state, and the three mornings it is called to mind."""

from datetime import UTC, datetime

import pytest

from tests.web.api.caller import Move, invalid, not_there, plan, worked

MOVING_DAY = datetime(2026, 12, 5, 18, 0, tzinfo=UTC)


def thank(move, n, **fields):
    return move.ask("PATCH", f"/thanks/{n}", json=fields)


def names(move: Move) -> set[str]:
    return {entry["name"] for entry in move.thanks()["thanks"]}


def test_an_entry_says_who_and_what_for(client):
    move = plan(client)
    hana = move.takes(move.add_boxes(12, title="The law library"), "Hana", 5)

    answer = move.thanks()

    assert set(answer) >= {"thanks", "complete"}
    assert answer["complete"] is False
    (entry,) = answer["thanks"]
    assert set(entry) == {"n", "name", "did", "note", "way", "state", "remind_at"}
    assert (entry["n"], entry["name"], entry["state"]) == (hana.n, "Hana", "to_write")
    assert (entry["note"], entry["way"]) == ("", None)
    assert any("The law library" in sentence for sentence in entry["did"]), entry["did"]


def test_nobody_is_thanked_before_anybody_helped(client):
    assert plan(client).thanks()["thanks"] == []


def test_everybody_who_helped_is_there_whichever_way_they_came(client):
    move = plan(client)
    boxes, soup = move.add_boxes(12), move.add_care()
    move.takes(boxes, "Hana, who took", 5)
    worked(move.offer("Tom, who offered"), 201)
    worked(move.ask("POST", f"/tasks/{soup}/claims", json={"name": "Ida, who was put on", "quantity": 1}), 201)
    worked(move.ask("POST", "/helpers", json={"name": "Ben, who was added by hand"}), 201)
    worked(move.ask("POST", "/offers", json={"name": "Eva, who said so on the stairs", "words": "Call me"}), 201)

    assert names(move) == {
        "Hana, who took",
        "Tom, who offered",
        "Ida, who was put on",
        "Ben, who was added by hand",
        "Eva, who said so on the stairs",
    }


def test_there_is_one_entry_for_a_person_whatever_they_did(client):
    move = plan(client)
    boxes, soup = move.add_boxes(12, title="Books"), move.add_care(title="Soup for all")
    hana = move.takes(boxes, "Hana", 5)
    worked(hana.ask("POST", "/claims", json={"task": soup, "quantity": 1}), 201)

    (entry,) = move.thanks()["thanks"]

    told = " ".join(entry["did"])
    assert "Books" in told
    assert "Soup for all" in told


def test_who_gave_everything_back_is_not_there(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    move.takes(boxes, "Hana", 5).release()
    move.takes(boxes, "Tom", 3)

    assert names(move) == {"Tom"}


def test_who_gave_only_a_part_back_is_there_for_the_rest(client):
    move = plan(client)
    boxes, soup = move.add_boxes(12, title="Books"), move.add_care(title="Soup for all")
    hana = move.takes(boxes, "Hana", 5)
    worked(hana.ask("POST", "/claims", json={"task": soup, "quantity": 1}), 201)

    hana.release()

    told = " ".join(move.thanks_for("Hana")["did"])
    assert "Soup for all" in told
    assert "Books" not in told


def test_a_note_makes_to_write_into_written(client):
    move = plan(client)
    hana = move.takes(move.add_boxes(12), "Hana", 5)

    entry = worked(thank(move, hana.n, note="You carried the law library."), 200)

    assert (entry["n"], entry["name"]) == (hana.n, "Hana")
    assert (entry["note"], entry["state"]) == ("You carried the law library.", "written")
    assert move.thanks_for("Hana") == entry
    assert move.thanks()["complete"] is False


def test_an_empty_note_writes_nothing(client):
    move = plan(client)
    hana = move.takes(move.add_boxes(12), "Hana", 5)

    assert worked(thank(move, hana.n, note=""), 200)["state"] == "to_write"


def test_a_note_may_be_given(client):
    move = plan(client)
    hana = move.takes(move.add_boxes(12), "Hana", 5)
    worked(thank(move, hana.n, note="You carried the law library."), 200)

    entry = worked(thank(move, hana.n, state="given", way="card"), 200)

    assert (entry["state"], entry["way"]) == ("given", "card")
    assert entry["note"] == "You carried the law library."
    assert entry["remind_at"] is None
    assert move.thanks()["complete"] is True


def test_thanks_may_be_given_without_a_note(client):
    move = plan(client)
    hana = move.takes(move.add_boxes(12), "Hana", 5)

    entry = worked(thank(move, hana.n, state="given"), 200)

    assert (entry["state"], entry["note"]) == ("given", "")
    assert move.thanks()["complete"] is True


def test_a_note_to_what_was_given_leaves_it_given(client):
    move = plan(client)
    hana = move.takes(move.add_boxes(12), "Hana", 5)
    worked(thank(move, hana.n, state="given"), 200)

    assert worked(thank(move, hana.n, note="What I said at the door."), 200)["state"] == "given"


@pytest.mark.parametrize("field", ["note", "way", "state"])
def test_fields_of_thanks_that_may_be_missing_may_be_null(client, field):
    move = plan(client)
    hana = move.takes(move.add_boxes(12), "Hana", 5)

    entry = worked(thank(move, hana.n, **{field: None}), 200)

    assert (entry["note"], entry["way"], entry["state"]) == ("", None, "to_write")


@pytest.mark.sampled
@pytest.mark.parametrize("way", ["card", "in_person", "message", "call", "mail"])
def test_each_way_of_thanking_is_known(client, way):
    move = plan(client)
    hana = move.takes(move.add_boxes(12), "Hana", 5)

    assert worked(thank(move, hana.n, way=way), 200)["way"] == way


@pytest.mark.sampled
@pytest.mark.parametrize("state", ["to_write", "written", "given", "resting"])
def test_each_state_can_be_set(client, state):
    move = plan(client)
    hana = move.takes(move.add_boxes(12), "Hana", 5)
    worked(thank(move, hana.n, note="You carried the law library."), 200)

    assert worked(thank(move, hana.n, state=state), 200)["state"] == state


def test_given_by_mistake_can_be_taken_back(client):
    move = plan(client)
    hana = move.takes(move.add_boxes(12), "Hana", 5)
    worked(thank(move, hana.n, note="You carried the law library.", state="given"), 200)
    assert move.thanks()["complete"] is True

    assert worked(thank(move, hana.n, state="written"), 200)["state"] == "written"
    assert move.thanks()["complete"] is False


def test_all_is_complete_only_when_everybody_is_thanked(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana, tom = move.takes(boxes, "Hana", 5), move.takes(boxes, "Tom", 3)

    worked(thank(move, hana.n, state="given"), 200)
    assert move.thanks()["complete"] is False

    worked(thank(move, tom.n, state="given"), 200)
    assert move.thanks()["complete"] is True


def test_who_comes_later_opens_the_circle_again(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 5)
    worked(thank(move, hana.n, state="given"), 200)

    move.takes(boxes, "Tom", 3)

    assert move.thanks()["complete"] is False


def test_a_note_for_one_leaves_the_others_alone(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 5)
    move.takes(boxes, "Tom", 3)
    before = move.thanks_for("Tom")

    worked(thank(move, hana.n, note="You carried the law library.", state="given"), 200)

    assert move.thanks_for("Tom") == before


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({"way": "parcel"}, "way"), ({"state": "sent"}, "state"), ({"surprise": 1}, "surprise"), ({"name": "X"}, "name")],
)
def test_wrong_thanks_are_refused_and_change_nothing(client, fields, wrong):
    move = plan(client)
    hana = move.takes(move.add_boxes(12), "Hana", 5)
    before = move.thanks()

    assert wrong in invalid(thank(move, hana.n, **{"note": "Half a note", **fields}))

    assert move.thanks() == before


@pytest.mark.parametrize("n", ["999", "9" * 30, "abc"])
def test_nobody_can_be_thanked_who_is_not_there(client, n):
    not_there(thank(plan(client), n, note="Who are you?"))


# Days 2, 6 and 13, at ten in the morning where the move was.


def test_thanks_are_called_to_mind_on_three_mornings_and_then_rest(client, server):
    move = plan(client, day="2026-12-05")
    move.takes(move.add_boxes(12), "Hana", 5)

    seen = []
    for moment in (
        MOVING_DAY,
        datetime(2026, 12, 7, 9, 1, tzinfo=UTC),
        datetime(2026, 12, 11, 9, 1, tzinfo=UTC),
        datetime(2026, 12, 18, 9, 1, tzinfo=UTC),
    ):
        server.clock.now = moment
        seen.append(move.thanks_for("Hana")["remind_at"])

    assert seen == ["2026-12-07T09:00:00Z", "2026-12-11T09:00:00Z", "2026-12-18T09:00:00Z", None]


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("zone", "morning"),
    [
        ("Europe/Vienna", "2026-12-07T09:00:00Z"),
        ("America/New_York", "2026-12-07T15:00:00Z"),
        ("Asia/Kathmandu", "2026-12-07T04:15:00Z"),
        ("Pacific/Auckland", "2026-12-06T21:00:00Z"),
    ],
)
def test_ten_in_the_morning_is_that_of_the_moves_own_zone(client, server, zone, morning):
    move = plan(client, day="2026-12-05", zone=zone)
    move.takes(move.add_boxes(12), "Hana", 5)

    server.clock.now = MOVING_DAY

    assert move.thanks_for("Hana")["remind_at"] == morning


@pytest.mark.parametrize(
    ("day", "evening", "morning"),
    [
        ("2026-10-23", datetime(2026, 10, 23, 18, 0, tzinfo=UTC), "2026-10-25T09:00:00Z"),
        ("2026-10-22", datetime(2026, 10, 22, 18, 0, tzinfo=UTC), "2026-10-24T08:00:00Z"),
        ("2027-03-26", datetime(2027, 3, 26, 18, 0, tzinfo=UTC), "2027-03-28T08:00:00Z"),
    ],
)
def test_ten_in_the_morning_stays_ten_when_the_clocks_change(client, server, day, evening, morning):
    move = plan(client, day=day)
    move.takes(move.add_boxes(12), "Hana", 5)

    server.clock.now = evening

    assert move.thanks_for("Hana")["remind_at"] == morning


def test_a_corrected_zone_moves_the_morning_with_it(client, server):
    move = plan(client, day="2026-12-05")
    move.takes(move.add_boxes(12), "Hana", 5)
    server.clock.now = MOVING_DAY

    move.patch(zone="Europe/Lisbon")

    assert move.thanks_for("Hana")["remind_at"] == "2026-12-07T10:00:00Z"


def test_without_a_day_there_is_no_morning_to_remember(client):
    move = plan(client, day=None)
    move.takes(move.add_boxes(12), "Hana", 5)

    assert move.thanks_for("Hana")["remind_at"] is None


@pytest.mark.parametrize("state", ["given", "resting"])
def test_what_is_given_or_rests_is_not_called_to_mind(client, server, state):
    move = plan(client, day="2026-12-05")
    hana = move.takes(move.add_boxes(12), "Hana", 5)
    server.clock.now = MOVING_DAY

    assert worked(thank(move, hana.n, state=state), 200)["remind_at"] is None
