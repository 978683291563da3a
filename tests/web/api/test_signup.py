"""Things that anybody with the sign-up link may see, and things that nobody outside ever sees."""

import pytest

from tests.web.api.caller import API, NEW_FLAT, OLD_FLAT, TASK, plan, worked

ORGANIZER = {"name": "Olive", "email": "olive.private@example.org", "phone": "+43 660 1112223"}
HANAS = {"email": "hana.private@example.org", "phone": "+43 660 4445556", "note": "I have a bad knee"}
SECRETS = [
    OLD_FLAT["address"],
    NEW_FLAT["address"],
    ORGANIZER["email"],
    ORGANIZER["phone"],
    HANAS["email"],
    HANAS["phone"],
]


@pytest.fixture
def move(client):
    return plan(client, **{"organizer": ORGANIZER, "from": OLD_FLAT, "to": NEW_FLAT, "why": "More light"})


def test_the_sign_up_link_shows_the_move_and_its_tasks(move):
    boxes = move.add_boxes(12)

    public = move.public()

    assert set(public) >= {"move", "tasks", "version"}
    assert public["move"]["title"] == "Olive moves"
    assert public["move"]["day"] == "2026-12-05"
    assert public["version"] == move.version
    assert [task["n"] for task in public["tasks"]] == [boxes]


def test_a_public_task_has_every_member_of_the_contract(move):
    move.add_boxes(12)

    (task,) = move.public()["tasks"]

    assert set(task) >= TASK


def test_the_sign_up_link_shows_where_about_but_no_address_and_no_contact(client, move):
    move.takes(move.add_boxes(12), "Hana", 5, **HANAS)
    worked(move.offer("Tom", "I am home all day", email="tom.private@example.org"), 201)

    answer = client.get(f"{API}/signup/{move.signup_token}")

    assert answer.json()["move"]["from"]["area"] == "Neubau"
    for secret in [*SECRETS, "tom.private@example.org"]:
        assert secret not in answer.text, secret
    assert "address" not in answer.json()["move"]["from"]
    assert "address" not in answer.json()["move"]["to"]


def test_what_a_helper_noted_and_offered_is_for_the_organizer_only(client, move):
    move.takes(move.add_boxes(12), "Hana", 5, **HANAS)
    worked(move.offer("Tom", "I am home all day with my drill"), 201)

    answer = client.get(f"{API}/signup/{move.signup_token}")

    assert HANAS["note"] not in answer.text
    assert "my drill" not in answer.text


def test_the_answer_to_a_claim_shows_no_contact_and_no_address(move):
    boxes = move.add_boxes(12)

    answer = move.sign_up(boxes, "Hana", 5, **HANAS)

    assert answer.json()["helper"].keys() == {"n", "name"}
    for secret in SECRETS:
        assert secret not in answer.text, secret


def test_a_refusal_shows_no_contact_and_no_address(move):
    boxes = move.add_boxes(1)

    for answer in (move.sign_up(boxes, quantity=9), move.sign_up(boxes, quantity=0), move.sign_up(999)):
        assert not answer.is_success
        for secret in SECRETS:
            assert secret not in answer.text, secret


def test_no_helper_sees_the_contacts_of_another(move):
    boxes = move.add_boxes(12)
    move.takes(boxes, "Hana", 5, **HANAS)

    page = move.takes(boxes, "Tom", 1).ask("GET")

    assert HANAS["email"] not in page.text
    assert HANAS["phone"] not in page.text


def test_others_see_who_takes_what_by_name(move):
    boxes = move.add_boxes(12)
    move.takes(boxes, "Hana", 5)

    (task,) = move.public()["tasks"]

    (claim,) = task["claims"]
    assert claim["helper"]["name"] == "Hana"
    assert (task["taken"], task["left"], task["cover"]) == (5, 7, "partly")


def test_a_quiet_reserve_is_seen_by_the_organizer_only(client, move):
    boxes = move.add_boxes(12)
    move.takes(boxes, "Hana", 5)
    move.takes(boxes, "Tom", 3, standing="if_needed")

    answer = client.get(f"{API}/signup/{move.signup_token}")

    assert "Tom" not in answer.text
    assert "if_needed" not in answer.text
    (task,) = answer.json()["tasks"]
    assert (task["taken"], task["left"]) == (5, 7)
    assert [claim["helper"]["name"] for claim in move.task(boxes)["claims"]] == ["Hana", "Tom"]


def test_other_helpers_do_not_see_a_quiet_reserve(move):
    boxes = move.add_boxes(12)
    move.takes(boxes, "Tom", 3, standing="if_needed")

    assert "Tom" not in move.takes(boxes, "Hana", 5).ask("GET").text


def test_a_kept_task_does_not_pass_for_one_to_take(move):
    kept, boxes = move.add_care(title="My grandmother's clock", kept=True), move.add_boxes(12)

    assert move.task(kept)["kept"] is True
    shown = {task["n"]: task["kept"] for task in move.public()["tasks"]}

    assert shown.pop(kept, True) is True
    assert shown == {boxes: False}


def test_a_task_that_is_kept_no_longer_is_open_to_all(move):
    clock = move.add_care(title="My grandmother's clock", kept=True)

    worked(move.change_task(clock, kept=False), 200)

    (task,) = move.public()["tasks"]
    assert (task["n"], task["kept"]) == (clock, False)
    assert move.takes(clock, "Hana").claim["standing"] == "firm"


def test_nobody_who_gave_back_is_listed(client, move):
    hana = move.takes(move.add_boxes(12), "Hana", 5)

    hana.release()

    assert "Hana" not in client.get(f"{API}/signup/{move.signup_token}").text
