"""One task's page: people on it and off it, its things, how far it is, and what it asks first."""

import re

import pytest

from tests.conftest import Server
from tests.web.visit import Fields, Organizer, Visitor, found

pytestmark = pytest.mark.one_database


@pytest.fixture
def olive(server: Server) -> Organizer:
    return Organizer(server, day="2026-12-05")


def page_of(olive: Organizer, task: int) -> str:
    return f"{olive.move}/tasks/{task}"


def claim_of(olive: Organizer, task: int, name: str) -> str:
    """Return the address of the forms beside a name."""
    text = olive.get(page_of(olive, task)).text
    [n] = re.findall(rf'id="name-(\d+)">{name}<', text)
    return f"{page_of(olive, task)}/people/{n}"


def names_on(olive: Organizer, task: int) -> list[str]:
    return re.findall(r'<bdi class="pen" id="name-\d+">([^<]+)<', olive.get(page_of(olive, task)).text)


def test_somebody_is_put_on_it_and_taken_off_without_leaving_the_page(olive: Organizer) -> None:
    lunch = olive.add(needed="2")
    for name in ("Mrs Novák", "mrs novák", "Tom"):
        page = olive.send(f"{page_of(olive, lunch)}/people", who=name, quantity="1")
        assert page.url.path == page_of(olive, lunch)
    assert names_on(olive, lunch) == ["Mrs Novák", "Tom"]
    page = olive.send(claim_of(olive, lunch, "Tom"), do="off")
    assert page.url.path == page_of(olive, lunch)
    assert names_on(olive, lunch) == ["Mrs Novák"]


def test_a_form_that_is_sent_twice_puts_one_person_on_it(olive: Organizer) -> None:
    lunch = olive.add(needed="3")
    for _ in range(2):
        olive.send(f"{page_of(olive, lunch)}/people", who="Kim", quantity="1", key="k" * 20)
    assert names_on(olive, lunch) == ["Kim"]


def test_where_no_place_is_left_the_page_asks_and_adds_one(olive: Organizer) -> None:
    lunch = olive.add()
    people = f"{page_of(olive, lunch)}/people"
    olive.send(people, who="Hana", quantity="1")
    asked = olive.post(people, who="Tom", quantity="1")
    assert asked.status_code == 409
    assert "no place left" in asked.text
    assert Fields(asked.text).values["put-who"] == "Tom"
    olive.send(people, who="Tom", quantity="1", more="1")
    olive.send(people, who="Wei", quantity="1", standing="standby")
    assert names_on(olive, lunch) == ["Hana", "Tom", "Wei"]
    assert "2 of 2" in olive.get(page_of(olive, lunch)).text


def test_who_has_something_else_then_is_put_on_it_only_after_a_question(olive: Organizer) -> None:
    soup = olive.add(title="Soup", starts="09:00", ends="11:00")
    cat = olive.add(title="Cat", starts="10:00", ends="12:00")
    later = olive.add(title="Tea", starts="11:00", ends="12:00")
    olive.send(f"{page_of(olive, soup)}/people", who="Hana", quantity="1")
    asked = olive.post(f"{page_of(olive, cat)}/people", who="hana", quantity="1")
    assert asked.status_code == 409
    assert "at the same time" in asked.text
    assert found(r'id="clash-\d+"><bdi>[^<]+', asked.text).endswith("Soup")
    assert names_on(olive, cat) == []
    olive.send(f"{page_of(olive, cat)}/people", who="hana", quantity="1", anyway="1")
    olive.send(f"{page_of(olive, later)}/people", who="Kim", quantity="1")
    assert names_on(olive, cat) == ["Hana"]


def test_a_standby_gets_a_place_before_others_and_one_more_where_there_is_none(olive: Organizer) -> None:
    lunch = olive.add()
    people = f"{page_of(olive, lunch)}/people"
    olive.send(people, who="Hana", quantity="1")
    for name in ("Tom", "Wei"):
        olive.send(people, who=name, quantity="1", standing="standby")
    wei = claim_of(olive, lunch, "Wei")
    asked = olive.post(wei, do="first")
    assert asked.status_code == 409
    assert "One more place, for <bdi>Wei</bdi>?" in asked.text
    olive.send(wei, do="first", anyway="1")
    assert names_on(olive, lunch) == ["Hana", "Wei", "Tom"]


def test_a_claim_of_another_task_is_not_on_this_page(olive: Organizer) -> None:
    lunch, tea = olive.add(), olive.add(title="Tea")
    olive.send(f"{page_of(olive, lunch)}/people", who="Hana", quantity="1")
    wrong = claim_of(olive, lunch, "Hana").replace(f"tasks/{lunch}/", f"tasks/{tea}/")
    assert olive.post(wrong, do="off").status_code == 404
    assert names_on(olive, lunch) == ["Hana"]


STAYS = r'id="task-(stay-\d+)"[^>]*?( checked)?>\s*<label[^>]*><bdi>(\w+)<'
"""Each box for who stays: its name, whether it is ticked, and whose it is."""


def test_fewer_places_ask_who_stays_and_lose_nothing_that_was_typed(olive: Organizer) -> None:
    lunch = olive.add(needed="2")
    for name in ("Hana", "Tom"):
        olive.send(f"{page_of(olive, lunch)}/people", who=name, quantity="1")
    typed = {"title": "A late lunch", "needed": "1", "sort": "food", "bring": "Spoons"}
    asked = olive.post(page_of(olive, lunch), **typed)
    assert asked.status_code == 422
    page = Fields(asked.text)
    assert (page.values["task-title"], page.values["task-bring"]) == ("A late lunch", "Spoons")
    boxes = re.findall(STAYS, asked.text)
    assert [(name, bool(checked)) for _, checked, name in boxes] == [("Hana", True), ("Tom", False)]
    assert "2 are taken already: say who stays" in asked.text
    _, tom = (box for box, _, _ in boxes)
    olive.send(page_of(olive, lunch), **typed, **{tom: "1"})
    assert "A late lunch" in olive.get(page_of(olive, lunch)).text
    assert names_on(olive, lunch) == ["Tom", "Hana"]


def test_fewer_places_and_who_stays_are_one_form_and_one_save(olive: Organizer) -> None:
    lunch = olive.add(needed="3")
    for name in ("Hana", "Tom", "Wei"):
        olive.send(f"{page_of(olive, lunch)}/people", who=name, quantity="1")
    text = olive.get(page_of(olive, lunch)).text
    boxes = re.findall(STAYS, text)
    assert [(name, bool(checked)) for _, checked, name in boxes] == [(name, False) for name in ("Hana", "Tom", "Wei")]
    hana, tom, wei = (box for box, _, _ in boxes)
    sent = {"title": "Lunch", "sort": "food"}
    too_many = olive.post(page_of(olive, lunch), **sent, needed="1", **{hana: "1", wei: "1"})
    assert too_many.status_code == 422
    assert "There is one place: only one of these names can stay." in too_many.text
    ticked = [name for _, checked, name in re.findall(STAYS, too_many.text) if checked]
    assert (ticked, Fields(too_many.text).values["task-needed"]) == (["Hana", "Wei"], "1")
    olive.send(page_of(olive, lunch), **sent, needed="2", **{tom: "1", wei: "1"})
    assert names_on(olive, lunch) == ["Tom", "Wei", "Hana"]


def test_who_stays_is_of_no_account_where_places_are_not_fewer(olive: Organizer) -> None:
    lunch = olive.add(needed="2")
    for name in ("Hana", "Tom"):
        olive.send(f"{page_of(olive, lunch)}/people", who=name, quantity="1")
    text = olive.get(page_of(olive, lunch)).text
    hana, _ = re.findall(r'id="task-(stay-\d+)"', text)
    sent = {"sort": "food", "needed": "2"}
    olive.send(page_of(olive, lunch), title="A late lunch", **sent, **{hana: "1"})
    assert names_on(olive, lunch) == ["Hana", "Tom"]
    olive.send(claim_of(olive, lunch, "Tom"), do="off")
    olive.send(page_of(olive, lunch), title="A later lunch", **sent)
    assert names_on(olive, lunch) == ["Hana"]


def test_things_are_added_corrected_and_taken_away(olive: Organizer) -> None:
    crew = olive.add(kind="heavy_item", title="The heavy things")
    things = f"{page_of(olive, crew)}/things"
    olive.send(things, **{"name-0": "Wardrobe", "count-0": "", "room-0": "Bedroom", "weight_kg-0": "60"})
    text = olive.get(page_of(olive, crew)).text
    n = found(r'(?<=id="thing-)\d+', text)
    assert "60 kg" in text
    row = {f"name-{n}": "Oak wardrobe", f"count-{n}": "1", f"room-{n}": "", f"weight_kg-{n}": "45,5"}
    olive.send(things, **was(text, n), **row, **{"name-0": "Chairs", "count-0": "6"})
    text = olive.get(page_of(olive, crew)).text
    assert f'id="thing-{n}"><bdi>Oak wardrobe</bdi> <small>45.5 kg</small>' in text
    assert "6 × <bdi>Chairs</bdi>" in text
    olive.send(things, **row, **{f"off-{n}": "1", "name-0": ""})
    assert "wardrobe" not in olive.get(page_of(olive, crew)).text


def was(page: str, *numbers: object) -> dict[str, str]:
    """Return what the form of things sends along of these: what stood there."""
    names = [f"was-{name}-{n}" for name in ("name", "count", "room", "weight_kg") for n in numbers]
    return {name: Fields(page).values[f"things-{name}"] for name in names}


def row_of(page: str, n: object) -> dict[str, str]:
    """Return the row of a thing as the form sends it where nobody has typed."""
    shown = {name: Fields(page).values[f"things-{name}-{n}"] for name in ("name", "count", "room", "weight_kg")}
    return {**was(page, n), **{f"{name}-{n}": value for name, value in shown.items()}}


def test_an_old_form_of_things_keeps_what_another_organizer_has_done(olive: Organizer) -> None:
    crew = olive.add(kind="heavy_item", title="The heavy things")
    things = f"{page_of(olive, crew)}/things"
    for name in ("Sofa", "Wardrobe", "Table"):
        olive.send(things, **{"name-0": name})
    old = olive.get(page_of(olive, crew)).text
    sofa, wardrobe, table = re.findall(r'(?<=id="thing-)\d+', old)
    olive.send(things, **{"name-0": "Piano"})
    olive.send(things, **{**row_of(old, sofa), f"room-{sofa}": "Study"})
    olive.send(things, **{f"off-{table}": "1"})
    late = row_of(old, sofa) | row_of(old, wardrobe) | row_of(old, table)
    olive.send(things, **{**late, f"name-{wardrobe}": "Oak wardrobe", f"name-{table}": "Oak table", "name-0": "Chairs"})
    text = olive.get(page_of(olive, crew)).text
    assert re.findall(r'id="thing-\d+"><bdi>([^<]+)', text) == ["Sofa", "Oak wardrobe", "Piano", "Chairs"]
    assert "<small><bdi>Study</bdi></small>" in text


def test_a_weight_of_the_catalogue_stays_the_catalogues(olive: Organizer) -> None:
    headers = {"Authorization": f"Bearer {olive.organizer_link.rsplit('/', 1)[1]}"}
    api = f"/api/v1{olive.move.replace('/m/', '/moves/')}"
    task = {"kind": "heavy_item", "title": "Laundry", "things": [{"name": "Washer", "item": "washing_machine"}]}
    made = olive.http.post(f"{api}/tasks", json=task, headers=headers).json()["tasks"][0]
    [thing] = made["things"]
    shown = Fields(olive.get(page_of(olive, made["n"])).text).values
    assert float(shown[f"things-weight_kg-{thing['n']}"]) == thing["weight_kg"]
    row = row_of(olive.get(page_of(olive, made["n"])).text, thing["n"])
    before = olive.http.get(f"{api}/board", headers=headers).json()["version"]
    olive.send(f"{page_of(olive, made['n'])}/things", **row)
    assert olive.http.get(f"{api}/board", headers=headers).json()["version"] == before


def test_boxes_that_are_counted_by_their_things_still_are(olive: Organizer) -> None:
    kitchen = olive.add(kind="box_load", title="Kitchen", needed="4")
    things = f"{page_of(olive, kitchen)}/things"
    olive.send(things, **{"name-0": "Pans", "count-0": "4"})
    n = found(r'(?<=id="thing-)\d+', olive.get(page_of(olive, kitchen)).text)
    text = olive.send(things, **{"name-0": "Plates", "count-0": "3"}).text
    assert "7 boxes · nobody yet" in text
    plates = next(each for each in re.findall(r'(?<=id="thing-)\d+', text) if each != n)
    olive.send(f"{page_of(olive, kitchen)}/people", who="Hana", quantity="6")
    refused = olive.post(things, **row_of(text, n), **{f"off-{plates}": "1"})
    assert refused.status_code == 422
    assert "6 are taken already" in refused.text


def test_too_few_are_asked_about_before_it_begins_and_named_when_it_is_done(olive: Organizer) -> None:
    piano = olive.add(kind="heavy_item", title="Piano", needed="3")
    olive.send(f"{page_of(olive, piano)}/people", who="Hana", quantity="1")
    step = f"{page_of(olive, piano)}/state"
    asked = olive.post(step, state="under_way", on="task")
    assert asked.status_code == 409
    assert "needs 3 people" in asked.text
    assert "Put one more on it" in asked.text
    assert "Under way" in olive.send(step, state="under_way", anyway="1", on="task").text
    done = olive.send(step, state="done", on="task").text
    assert "1 of 3 is named." in done
    olive.send(f"{page_of(olive, piano)}/people", who="Tom", quantity="2")
    assert "named." not in olive.get(page_of(olive, piano)).text


def test_it_is_kept_and_offered_again(olive: Organizer) -> None:
    lunch = olive.add()
    assert "You keep this for yourself" in olive.send(f"{page_of(olive, lunch)}/state", kept="1", on="task").text
    assert "You keep this for yourself" not in olive.send(f"{page_of(olive, lunch)}/state", kept="0", on="task").text


def test_what_nobody_took_goes_and_what_somebody_took_is_called_off(olive: Organizer) -> None:
    lunch, tea = olive.add(), olive.add(title="Tea")
    assert olive.send(f"{page_of(olive, lunch)}/remove").url.path == olive.move
    assert olive.get(page_of(olive, lunch)).status_code == 404
    Visitor(olive.server).send(f"{olive.signup_link}/claims", task=tea, name="Hana")
    olive.send(claim_of(olive, tea, "Hana"), do="off")
    assert "Called off" in olive.send(f"{page_of(olive, tea)}/remove").text


def test_a_task_is_copied_once_and_split_as_she_says(olive: Organizer) -> None:
    crew = olive.add(kind="heavy_item", title="Crew")
    for name in ("Wardrobe", "Sofa"):
        olive.send(f"{page_of(olive, crew)}/things", **{"name-0": name})
    text = olive.get(page_of(olive, crew)).text
    sofa = found(r'(?<=id="thing-)\d+(?="><bdi>Sofa)', text)
    copies = {olive.send(f"{page_of(olive, crew)}/copy", key="c" * 20).url.path for _ in range(2)}
    assert len(copies) == 1
    assert page_of(olive, crew) not in copies
    nothing = olive.post(f"{page_of(olive, crew)}/split", title="The sofa")
    assert nothing.status_code == 422
    assert "Choose what goes." in nothing.text
    part = olive.send(f"{page_of(olive, crew)}/split", title="The sofa", **{f"goes-{sofa}": "1"})
    assert "<bdi>Sofa</bdi>" in part.text
    assert '<h1 id="now-title" dir="auto">The sofa</h1>' in part.text
    assert "<bdi>Sofa</bdi>" not in olive.get(page_of(olive, crew)).text


def test_both_ends_of_a_crews_work_are_split_in_one_step_and_told_in_one_sentence(olive: Organizer) -> None:
    headers = {"Authorization": f"Bearer {olive.organizer_link.rsplit('/', 1)[1]}"}
    api = f"/api/v1{olive.move.replace('/m/', '/moves/')}/tasks"
    task = {
        "kind": "heavy_item",
        "title": "Furniture, out",
        "place": "old",
        "things": [{"name": "Bed"}, {"name": "Sofa"}],
    }
    out = olive.http.post(api, json=task, headers=headers).json()["tasks"][0]
    bed, sofa = (each["n"] for each in out["things"])
    same = {"title": "Furniture, in", "place": "new", "things": [{"n": bed}, {"n": sofa}]}
    into = olive.http.post(api, json=task | same, headers=headers).json()["tasks"][0]
    assert "“<bdi>Furniture, in</bdi>” carries the same things" in olive.get(page_of(olive, out["n"])).text
    olive.send(f"{page_of(olive, out['n'])}/split", title="The sofa, out", **{f"goes-{sofa}": "1"})
    carried = {
        found(r'(?<=<h1 id="now-title" dir="auto">)[^<]+', text): re.findall(r'(?<=id="thing-)\d+', text)
        for text in (olive.get(page_of(olive, n)).text for n in (out["n"], into["n"], into["n"] + 1, into["n"] + 2))
    }
    assert carried == {
        **{title: [str(bed)] for title in ("Furniture, out", "Furniture, in")},
        **{title: [str(sofa)] for title in ("The sofa, out", "The sofa, in")},
    }
    told = olive.get(f"{olive.move}/history").text.split('<ol class="rows history"')[1].split("</li>")[0]
    assert re.findall(r"<p>(.+?)</p>", told) == [
        "<bdi>Olive</bdi> made two of “<bdi>Furniture, out</bdi>”, and of “<bdi>Furniture, in</bdi>” as well."
    ]


def test_nobody_has_to_name_the_vehicle_of_a_trip_that_is_hired_for(olive: Organizer) -> None:
    hired = olive.add(kind="trip", title="Pick up the hire van", needed="0")
    across = olive.add(kind="trip", title="Across town", needed="0")
    page = Fields(olive.get(page_of(olive, hired)).text).values
    assert (page["put-vehicle_kind"], Fields(olive.get(page_of(olive, across)).text).values["put-vehicle_kind"]) == (
        *("hired van", "car"),
    )
    sent = {"who": "Tom", "quantity": "1", "role": "driver", "vehicle_kind": page["put-vehicle_kind"]}
    assert "driving: hired van" in olive.send(f"{page_of(olive, hired)}/people", **sent).text
    olive.add(kind="trip", title="Return the rental", needed="0")
    fields = re.findall(r'<input name="vehicle_kind"[^>]*>', Visitor(olive.server).get(olive.signup_link).text)
    kinds = [value[1] if (value := re.search(r'value="([^"]*)"', each)) else "" for each in fields]
    assert sorted(kinds) == ["", "hired van"]


def test_some_of_many_alike_go_with_a_part_and_a_wrong_number_stays_to_be_mended(olive: Organizer) -> None:
    headers = {"Authorization": f"Bearer {olive.organizer_link.rsplit('/', 1)[1]}"}
    sent = {"kind": "heavy_item", "title": "Wardrobes", "things": [{"name": "Wardrobe", "count": 6}]}
    path = f"/api/v1/moves/{olive.move.removeprefix('/m/')}"
    [crew] = olive.http.post(f"{path}/tasks", json=sent, headers=headers).json()["tasks"]
    [thing] = crew["things"]
    goes, page = f"goes-{thing['n']}", page_of(olive, crew["n"])
    for wrong in ("9", "two", "-1"):
        again = olive.post(f"{page}/split", **{goes: wrong})
        assert again.status_code == 422
        assert f'id="split-{goes}-error"' in again.text
        assert wrong in again.text.split(f'id="split-{goes}"')[1].split("</div>")[0]
    olive.send(f"{page}/split", **{goes: "2"})
    board = olive.http.get(f"{path}/board", headers=headers).json()["tasks"]
    assert sorted((each["title"], each["things"][0]["count"]) for each in board) == [("Wardrobe", 2), ("Wardrobes", 4)]
