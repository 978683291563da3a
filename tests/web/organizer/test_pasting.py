"""A pasted list over HTTP: nothing is lost on the way from the text to the board, by the API and on the page."""

import html
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.domain.figures.catalogue import homes
from service.domain.rules.tasks import MAX_OF_LIST, MAX_THINGS_OF_LIST
from tests.conftest import Server
from tests.web.visit import Fields, Organizer, Visitor, found

LISTS = sorted(Path("tests/domain/pasting/lists").glob("*.txt"))
LIST = """Living room
- sofa (3 seater)
- 14 boxes of books (heavy!!)
- floor lamp

mum's piano (upright)
tumble dryer 40kg
someone to watch the cat
we love you all xx
"""
STAIRS = {"same_building": "1", "from_floor": "4", "to_floor": "3", "day": "2026-12-05"}


@pytest.fixture
def olive(server: Server) -> Organizer:
    return Organizer(server, **STAIRS)


def bearer(olive: Organizer) -> dict[str, str]:
    return {"Authorization": f"Bearer {olive.organizer_link.rsplit('/', 1)[1]}"}


def api(olive: Organizer) -> str:
    return f"/api/v1{olive.move.replace('/m/', '/moves/')}"


def call(
    olive: Organizer, text: str, headers: dict[str, str] | None = None, hands: object = None, **query: str
) -> httpx.Response:
    sent = {"text": text} if hands is None else {"text": text, "hands": hands}
    return olive.http.post(
        f"{api(olive)}/tasks/paste", json=sent, params=query, headers=bearer(olive) | (headers or {})
    )


def form_of(page: str) -> dict[str, str]:
    """The preview's form as a browser would send it."""
    typed = re.findall(r'<input[^>]* name="([^"]+)"([^>]*) value="([^"]*)"([^>]*)', page)
    fields = {
        name: html.unescape(value) for name, kind, value, more in typed if "checkbox" not in kind or "checked" in more
    }
    chosen = re.findall(r'<select[^>]* name="([^"]+)".*?(?:<option value="([^"]*)" selected|</select>)', page, re.S)
    return fields | dict(chosen) | {"text": Fields(page).values["p-text"]}


def board(olive: Organizer) -> list[str]:
    return re.findall(rf'href="{olive.move}/tasks/\d+"[^>]*>(?:<bdi>)?([^<]+)<', olive.get(olive.move).text)


@pytest.mark.sampled
@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_line_has_its_place_and_a_dry_run_saves_nothing(olive: Organizer, path: Path) -> None:
    text = path.read_bytes().decode()
    answer = call(olive, text, dry_run="true")
    assert answer.status_code == 200
    body = answer.json()
    assert (body["saved"], body["version"]) == (False, 1)
    assert all(task["n"] is None for task in body["tasks"])
    in_tasks = {line for task in body["tasks"] for line in task["lines"]}
    quoted = {quote["line"] for part in ("unclear", "staying", "done") for quote in body[part]}
    written = {number for number, line in enumerate(text.split("\n"), start=1) if line.strip()}
    assert in_tasks | quoted == written
    for thing in body["things"]:
        task = body["tasks"][thing["task"]]
        assert thing["line"] in task["lines"]
        assert thing["kind"] == task["kind"]
        assert not (thing["kind"] == "heavy_item" and task["place"] == "new")
        assert thing["count"] >= thing["count_low"] >= 1
    named = {thing["name"] for thing in body["things"]}
    assert all(each["name"] in named for task in body["tasks"] for each in task["things"])


def test_a_list_is_answered_with_its_things_and_what_became_no_task(olive: Organizer) -> None:
    text = "Lounge: sofa (heavy), a theremin, we hope it fits\nmaybe 4 or 5 boxes\nthe fridge stays\n[x] book the van"
    for dry_run in ("true", "false"):
        body = call(olive, text, dry_run=dry_run).json()
        sofa, chess, boxes = body["things"]
        assert sofa == {
            "line": 1, "words": "sofa (heavy)", "name": "three-seat sofa", "kind": "heavy_item", "item": "sofa_3_seat",
            "count": 1, "count_low": 1, "weight_kg": 60.0, "room": "Lounge", "task": sofa["task"], "doubtful": False,
        }  # fmt: skip
        assert "sofa" in body["tasks"][sofa["task"]]["title"]
        assert (chess["item"], chess["words"], chess["weight_kg"]) == (None, "a theremin", None)
        assert (boxes["words"], boxes["doubtful"]) == ("maybe 4 or 5 boxes", True)
        assert (boxes["count_low"], boxes["count"]) == (4, 5)
        assert (body["unclear"], body["staying"], body["done"]) == (
            [{"line": 1, "text": "we hope it fits"}],
            [{"line": 3, "text": "the fridge stays"}],
            [{"line": 4, "text": "[x] book the van"}],
        )


def unsaved(task: dict[str, Any]) -> dict[str, Any]:
    return {**task, "n": None, "things": [{**each, "n": None} for each in task["things"]]}


def test_saving_makes_the_same_tasks_in_one_change(olive: Organizer) -> None:
    dry, saved = call(olive, LIST, dry_run="true").json(), call(olive, LIST)
    assert saved.status_code == 201
    body = saved.json()
    assert (body["saved"], body["version"]) == (True, 2)
    assert [unsaved(task) for task in body["tasks"]] == dry["tasks"]
    assert body["unclear"] == [{"line": 9, "text": "we love you all xx"}]


def test_a_list_sent_twice_is_answered_also_if_the_move_has_changed_in_between(olive: Organizer) -> None:
    key = {"Idempotency-Key": "olive-pastes-her-list"}
    first = call(olive, LIST, headers=key).json()
    elsewhere = olive.http.patch(api(olive), json={"same_building": False}, headers=bearer(olive))
    assert elsewhere.status_code == 200
    again = call(olive, LIST, headers=key)
    assert again.status_code == 201
    assert [task["n"] for task in again.json()["tasks"]] == [task["n"] for task in first["tasks"]]
    in_tasks = {line for task in again.json()["tasks"] for line in task["lines"]}
    assert in_tasks == {line for task in first["tasks"] for line in task["lines"]}
    assert len(board(olive)) == len(first["tasks"])


MUCH = "6 armchairs\n6 bookcases\n2 single beds\n"


def people(answer: httpx.Response) -> set[int]:
    return {task["crew"]["people"] for task in answer.json()["tasks"] if task["crew"]}


def test_a_plan_is_for_the_hands_that_are_said(olive: Organizer) -> None:
    assert [people(call(olive, MUCH, hands=hands, dry_run="true")) for hands in (2, 4, 8)] == [{2}, {4}, {6}]
    for odd in (0, -1, 1.5, "many"):
        assert call(olive, MUCH, hands=odd).status_code == 422


def test_a_plan_is_for_at_least_four_and_for_all_who_are_known(olive: Organizer) -> None:
    assert people(call(olive, MUCH, dry_run="true")) == {4}
    for n in range(7):
        named = olive.http.post(f"{api(olive)}/helpers", json={"name": f"Friend {n}"}, headers=bearer(olive))
        assert named.status_code == 201
    assert people(call(olive, MUCH, dry_run="true")) == {6}
    assert "6 people, two to a piece" in olive.post(f"{olive.move}/paste", text=MUCH).text


def test_crews_say_their_reason_and_figures_say_whose_they_are(olive: Organizer) -> None:
    tasks = {task["title"]: task for task in call(olive, LIST).json()["tasks"]}
    assert tasks["Upright piano"]["crew"]["reason"].startswith("about 225 kg over 1 flight: not by hand")
    furniture = tasks["The furniture: three-seat sofa, tumble dryer"]
    assert furniture["crew"] == {"people": 3, "reason": "60 kg over 1 flight: 3 people"}
    books = next(task for task in tasks.values() if task["kind"] == "box_load")
    assert books["needed"] == 14


def test_tasks_say_where_they_are(olive: Organizer) -> None:
    assert {task["place"] for task in call(olive, LIST).json()["tasks"] if task["kind"] != "care"} == {"both"}
    form = form_of(olive.post(f"{olive.move}/paste", text="clean the old flat\n").text)
    olive.send(f"{olive.move}/paste/tasks", **form, do="save")
    [task] = re.findall(
        rf'href="({olive.move}/tasks/\d+)"[^>]*>(?:<bdi>)?Clean the old flat<', olive.get(olive.move).text
    )
    assert '<option value="old" selected>' in olive.get(task).text


def test_a_list_that_is_too_long_is_refused_and_stays_in_the_field(olive: Organizer) -> None:
    text = "sofa and table\n" * 7_000
    assert call(olive, text).status_code == 422
    sent = olive.post(f"{olive.move}/paste", text=text)
    assert sent.status_code == 422
    page = Fields(sent.text)
    assert page.values["paste-text"].strip() == text.strip()
    assert "Please shorten it" in page.error_of("paste-text")


@pytest.mark.sampled
@pytest.mark.parametrize("text", ["", "\n\n", "9" * 40 + " boxes", "5 boxes \x00", "\u202e3 boxes", "🎹", "x" * 5_000])
def test_odd_lists_are_no_accident(olive: Organizer, text: str) -> None:
    assert call(olive, text).status_code == 201
    assert olive.post(f"{olive.move}/paste", text=text).status_code in (200, 422)


def test_from_paste_to_the_board_on_the_page(olive: Organizer) -> None:
    preview = olive.post(f"{olive.move}/paste", text=LIST)
    assert preview.status_code == 200
    assert board(olive) == []
    olive.send(f"{olive.move}/paste/tasks", **form_of(preview.text), do="save")
    titles = board(olive)
    assert "Upright piano" in titles
    assert "Boxes from the living room" in titles


def numbers_of(form: dict[str, str]) -> dict[str, str]:
    return {title: name.removeprefix("title-") for name, title in form.items() if name.startswith("title-")}


def test_rows_are_left_out_kept_joined_and_split(olive: Organizer) -> None:
    form = form_of(olive.post(f"{olive.move}/paste", text=LIST).text)
    number = numbers_of(form)
    form[f"what-{number['Upright piano']}"] = "drop"
    form[f"what-{number['Someone to watch the cat']}"] = "keep"
    ticked = {f"pick-{number[title]}": "1" for title in ("The furniture: three-seat sofa, tumble dryer", "Floor lamp")}
    form = form_of(
        olive.post(f"{olive.move}/paste/tasks", **form | ticked | {"set_what": "join", "do": "several"}).text
    )
    form[f"parts-{numbers_of(form)['Boxes from the living room']}"] = "2"
    again = form_of(olive.post(f"{olive.move}/paste/tasks", **form, do="again").text)
    titles = numbers_of(again)
    assert "The furniture: three-seat sofa, tumble dryer, Floor lamp" in titles
    parts = [at for title, at in titles.items() if title.startswith("Boxes from the living room (")]
    assert [again[f"needed-{at}"] for at in parts] == ["7", "7"]
    olive.send(f"{olive.move}/paste/tasks", **again, do="save")
    board_page = olive.get(olive.move).text
    assert "Upright piano" not in board_page
    assert "Someone to watch the cat" in board_page.split("You keep these")[1]


def test_several_get_a_time_in_one_step_and_the_opening_says_it(olive: Organizer) -> None:
    page = olive.post(f"{olive.move}/paste", text=LIST).text
    assert "2 friends and you for the heavy things: about 30 minutes. 1 thing is not lifted by hand" in page
    form = form_of(page)
    at = numbers_of(form)["The furniture: three-seat sofa, tumble dryer"]
    page = olive.post(
        f"{olive.move}/paste/tasks", **form | {f"pick-{at}": "1", "set_starts": "10:00", "do": "several"}
    ).text
    assert "2 friends and you for the heavy things: 10:00 to about 10:30." in page
    olive.send(f"{olive.move}/paste/tasks", **form_of(page), do="save")
    assert "10:00" in olive.get(olive.move).text


@pytest.mark.parametrize(
    ("tag", "opening"),
    [
        (
            "en-GB",
            "3 friends and you for the heavy things: about 2 hours out of the old home and about 1 h 30 min into",
        ),
        (
            "de-DE",
            "3 Leute und du für das Schwere: etwa 2 Stunden aus der alten Wohnung und etwa 1 Std. 30 Min. in",
        ),
        ("es", "3 amigos y tú para lo pesado: "),
    ],
)
def test_a_plan_opens_in_people_and_time(server: Server, tag: str, opening: str) -> None:
    olive = Organizer(server, from_floor="0", to_floor="0")
    olive.http.headers["Accept-Language"] = tag
    page = olive.post(f"{olive.move}/paste", text=(LISTS[0].parent / "across-town.txt").read_text()).text
    assert opening in found(r'(?s)<p class="opening".*?</p>', page)


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("pizza\n3 boxes\n", "All of it is light and can be done at any time."),
        (
            "2 van trips\nsofa\n",
            "2 friends and you for the heavy things: about 30 minutes. Somebody drives; the rest is",
        ),
        ("orrery, 30 kg\n\n3 boxes\n", "The rest is light and can be done at any time."),
    ],
)
def test_the_opening_says_what_there_is(server: Server, text: str, opening: str) -> None:
    olive = Organizer(server, same_building="1", from_floor="1", to_floor="1")
    assert opening in found(r'(?s)<p class="opening".*?</p>', olive.post(f"{olive.move}/paste", text=text).text)


def test_a_day_and_a_time_that_a_line_says_are_its_tasks(server: Server) -> None:
    today = server.installation.now().date()
    moving, before = today + timedelta(days=10), today + timedelta(days=8)
    olive = Organizer(server, **STAIRS | {"day": moving.isoformat()})
    text = f"{before.isoformat()} 9:00-11:00: clean the old flat\npizza at 6pm\n3 boxes"
    page = olive.post(f"{olive.move}/paste", text=text).text
    form = form_of(page)
    assert (form["title-0"], form["day-0"], form["day-1"]) == ("Clean the old flat", before.isoformat(), "")
    assert (form["starts-0"], form["ends-0"], form["title-2"], form["starts-2"]) == ("09:00", "11:00", "Pizza", "18:00")
    assert "· 09:00–11:00" in page
    late = olive.post(f"{olive.move}/paste/tasks", **form | {"ends-0": "08:00"}, do="save")
    assert (late.status_code, form_of(late.text)["ends-0"]) == (422, "08:00")
    olive.send(f"{olive.move}/paste/tasks", **form | {"ends-0": "12:30"}, do="save")
    saved = olive.http.get(f"{api(olive)}/board", headers=bearer(olive)).json()["tasks"]
    assert [(each["starts"], each["ends"]) for each in saved if each["title"] == "Clean the old flat"] == [
        ("09:00", "12:30")
    ]
    for tasks in (saved, call(olive, text, dry_run="true").json()["tasks"]):
        assert {each["title"]: each["day"] for each in tasks if each["day"]} == {
            "Clean the old flat": before.isoformat()
        }


def test_time_and_effort_follow_a_number_of_boxes_that_is_corrected(olive: Organizer) -> None:
    form = form_of(olive.post(f"{olive.move}/paste", text="40 boxes\n12 boxes of books").text)
    assert (form["needed-0"], form["minutes-0"]) == ("52", form["proposed_minutes-0"])
    corrected = form | {"needed-0": "13"}
    again = form_of(olive.post(f"{olive.move}/paste/tasks", **corrected, do="again").text)
    assert int(again["minutes-0"]) == int(again["proposed_minutes-0"]) <= int(form["minutes-0"]) / 3
    typed = corrected | {"minutes-0": "99"}
    assert form_of(olive.post(f"{olive.move}/paste/tasks", **typed, do="again").text)["minutes-0"] == "99"
    olive.send(f"{olive.move}/paste/tasks", **corrected, do="save")
    [task] = olive.http.get(f"{api(olive)}/board", headers=bearer(olive)).json()["tasks"]
    assert (task["needed"], task["minutes"]) == (13, int(again["minutes-0"]))


def test_a_thing_is_moved_to_another_task(olive: Organizer) -> None:
    form = form_of(olive.post(f"{olive.move}/paste", text=LIST).text)
    number = numbers_of(form)
    lamp, furniture = number["Floor lamp"], number["The furniture: three-seat sofa, tumble dryer"]
    taken = {f"take-{lamp}-{form[f'carries-{lamp}']}": "1", "to": furniture}
    page = olive.post(f"{olive.move}/paste/tasks", **form | taken | {"do": "several"}).text
    again = form_of(page)
    assert again[f"title-{furniture}"] == "The furniture: three-seat sofa, tumble dryer, floor lamp"
    assert again[f"what-{lamp}"] == "drop"
    olive.send(f"{olive.move}/paste/tasks", **again, do="save")
    assert "Floor lamp" not in board(olive)


def test_a_thing_is_taken_out_to_be_a_task_of_its_own(olive: Organizer) -> None:
    form = form_of(olive.post(f"{olive.move}/paste", text=LIST).text)
    furniture = numbers_of(form)["The furniture: three-seat sofa, tumble dryer"]
    dryer = form[f"carries-{furniture}"].split(",")[-1]
    page = olive.post(
        f"{olive.move}/paste/tasks", **form | {f"take-{furniture}-{dryer}": "1", "to": "own", "do": "several"}
    ).text
    assert "Fill in what is to change" not in page
    olive.send(f"{olive.move}/paste/tasks", **form_of(page), do="save")
    shown = board(olive)
    assert {"The furniture: three-seat sofa", "Tumble dryer"} <= set(shown)


def test_what_is_refused_of_several_keeps_all_that_was_ticked_and_typed(olive: Organizer) -> None:
    form = form_of(olive.post(f"{olive.move}/paste", text=LIST).text)
    piano = numbers_of(form)["Upright piano"]
    sofa = numbers_of(form)["The furniture: three-seat sofa, tumble dryer"]
    ticked = {f"take-{piano}-{form[f'carries-{piano}']}": "1", "to": sofa, f"pick-{sofa}": "1", "set_starts": "11:00"}
    typed = {f"why-{sofa}": "It was hers.", "parts-0": "3"}
    sent = olive.post(f"{olive.move}/paste/tasks", **form | typed | ticked | {"do": "several"})
    assert sent.status_code == 422
    assert "Too heavy to lift by hand" in sent.text
    back = Fields(sent.text).values
    assert (back[f"p-why-{sofa}"], back["p-parts-0"], back["p-set_starts"]) == ("It was hers.", "3", "11:00")
    assert re.search(rf'id="p-pick-{sofa}"[^>]* checked', sent.text)
    assert re.search(rf'id="p-take-{piano}-\d+"[^>]* checked', sent.text)
    assert f'<option value="{sofa}" selected>' in sent.text


def test_what_stays_and_what_is_done_is_said_until_it_is_saved(olive: Organizer) -> None:
    page = olive.post(f"{olive.move}/paste", text="sofa\nthe fridge stays\n[x] book the van\n").text
    for shown in (page, olive.post(f"{olive.move}/paste/tasks", **form_of(page), do="again").text):
        assert "the fridge stays" in found(r'(?s)<p class="hint" id="stays">.*?</p>', shown)
        assert "book the van" in found(r'(?s)<p class="hint" id="ticked">.*?</p>', shown)


def test_what_is_to_be_got_is_hers_to_tick_and_on_no_slip(olive: Organizer) -> None:
    form = form_of(olive.post(f"{olive.move}/paste", text=LIST).text)
    furniture = numbers_of(form)["The furniture: three-seat sofa, tumble dryer"]
    olive.send(f"{olive.move}/paste/tasks", **form | {f"ask-{furniture}": "1", "do": "save"})
    slips = Visitor(olive.server).get(olive.signup_link).text
    assert "an appliance dolly" in slips
    assert "a hand truck" not in slips
    settings = olive.get(f"{olive.move}/settings").text
    listed = re.findall(r'id="gear-(\w+)" name', settings)
    assert "piano_dolly" in listed
    assert "appliance_dolly" not in listed
    olive.send(f"{olive.move}/settings/gear", **{listed[0]: "1", "moon": "1"})
    settings = olive.get(f"{olive.move}/settings").text
    assert re.findall(r'id="gear-(\w+)" name="\w+" type="checkbox" value="1" checked', settings) == listed[:1]
    olive.send(f"{olive.move}/settings/gear")
    assert not re.findall(r'id="gear-\w+"[^>]* checked', olive.get(f"{olive.move}/settings").text)


def test_unclear_lines_become_tasks_in_one_step(olive: Organizer) -> None:
    form = form_of(olive.post(f"{olive.move}/paste", text=LIST).text)
    page = olive.post(f"{olive.move}/paste/tasks", **form, do="unclear").text
    assert "Not understood" not in page
    olive.send(f"{olive.move}/paste/tasks", **form_of(page), do="save")
    assert "we love you all xx" in board(olive)


def test_a_correction_that_does_not_fit_comes_back_beside_its_row(olive: Organizer) -> None:
    form = form_of(olive.post(f"{olive.move}/paste", text=LIST).text) | {"title-1": "", "minutes-0": "soon"}
    sent = olive.post(f"{olive.move}/paste/tasks", **form, do="save")
    assert sent.status_code == 422
    page = Fields(sent.text)
    assert "fill this in" in page.error_of("p-title-1")
    assert page.values["p-minutes-0"] == ""
    assert "You wrote “soon”." in page.error_of("p-minutes-0")
    assert board(olive) == []


def test_a_list_of_which_nothing_is_left_says_so(olive: Organizer) -> None:
    form = form_of(olive.post(f"{olive.move}/paste", text="a sofa\nwe love you\n").text) | {"what-0": "drop"}
    sent = olive.post(f"{olive.move}/paste/tasks", **form, do="save")
    assert sent.status_code == 422
    assert "Nothing is left to put on the board" in sent.text
    assert "we love you" in sent.text


def test_what_was_overwritten_counts_as_theirs(olive: Organizer) -> None:
    form = form_of(olive.post(f"{olive.move}/paste", text="sofa (3 seater)\n\npiano\n").text)
    sofa = next(name.removeprefix("title-") for name, title in form.items() if title == "Three-seat sofa")
    olive.send(f"{olive.move}/paste/tasks", **form | {f"weight_kg-{sofa}": "90"}, do="save")
    tasks = re.findall(rf'href="({olive.move}/tasks/\d+)"', olive.get(olive.move).text)
    page = "".join(olive.get(task).text for task in tasks)
    assert "90 kg over 1 flight" in page
    assert "about 90 kg" not in page
    assert re.search(r"about \d+ kg over 1 flight", page)


def test_the_same_list_again_says_so_and_more_adds(olive: Organizer) -> None:
    call(olive, LIST)
    assert "has become tasks before" in olive.post(f"{olive.move}/paste", text=LIST.replace("\n", "\r\n")).text
    assert "has become tasks before" not in olive.post(f"{olive.move}/paste", text=LIST + "a desk\n").text
    before = len(board(olive))
    call(olive, "two bar stools\n")
    assert len(board(olive)) == before + 1


def test_every_size_of_home_that_is_offered_is_there(olive: Organizer) -> None:
    offered = re.findall(r'<option value="(\w+)"', olive.get(f"{olive.move}/paste").text)
    assert offered == list(homes())
    for size in offered:
        assert "heavy_item" in olive.post(f"{olive.move}/paste/home", home=size).text


def test_a_double_click_saves_once(olive: Organizer) -> None:
    form = form_of(olive.post(f"{olive.move}/paste", text=LIST).text)
    for _ in range(2):
        assert olive.post(f"{olive.move}/paste/tasks", **form, do="save").status_code == 303
    assert board(olive).count("Upright piano") == 1


def test_without_a_list_a_home_is_a_beginning(olive: Organizer) -> None:
    preview = olive.post(f"{olive.move}/paste/home", home="bed_2")
    assert "The heaviest pieces: washing machine" in preview.text
    form = form_of(preview.text)
    olive.send(f"{olive.move}/paste/tasks", **form, do="save")
    assert sorted(board(olive)) == sorted(title for name, title in form.items() if name.startswith("title-"))


@pytest.mark.parametrize("place", ["/paste", "/paste/home", "/paste/tasks"])
def test_a_stranger_pastes_nothing(olive: Organizer, place: str) -> None:
    mallory = Organizer(olive.server)
    assert mallory.get(f"{olive.move}/paste").status_code == 404
    sent = mallory.post(olive.move + place, text=LIST, home="bed_1", do="save", rows="1")
    assert sent.status_code == 404
    assert board(olive) == []


@pytest.mark.parametrize(
    ("tag", "titles"),
    [
        ("de-DE", ["Dreisitzer-Sofa", "2 Bürostühle", "Kartons"]),
        ("es", ["Sofá de tres plazas", "2 sillas de oficina", "Cajas"]),
    ],
)
def test_titles_are_in_the_language_of_who_pastes(olive: Organizer, tag: str, titles: list[str]) -> None:
    olive.http.headers["Accept-Language"] = tag
    made = [task["title"] for task in call(olive, "3 seater sofa\n2 office chairs\n4 boxes").json()["tasks"]]
    assert sorted(made) == sorted(titles)
    # What people wrote themselves stays as it is.
    assert call(olive, "someone to watch the cat").json()["tasks"][0]["title"] == "Someone to watch the cat"


@pytest.mark.held
def test_more_things_than_anybody_looks_through_are_refused_with_a_word(olive: Organizer) -> None:
    text = "a desk, a chair\n" * (MAX_THINGS_OF_LIST // 2)
    assert call(olive, text, dry_run="true").status_code == 200
    refused = call(olive, text + "a lamp\n", dry_run="true")
    assert refused.status_code == 422
    assert str(MAX_THINGS_OF_LIST) in refused.text


def test_more_tasks_than_fit_are_refused_with_a_word(olive: Organizer) -> None:
    rows = {
        f"{name}-{i}": value for i in range(MAX_OF_LIST) for name, value in {"title": "Box", "kind": "care"}.items()
    }
    line = {"left": "1", "unclear-0": "One more", "line-0": "1", "as-0": "care"}
    page = olive.post(f"{olive.move}/paste/tasks", text="One more", rows=str(MAX_OF_LIST), do="save", **rows, **line)
    assert page.status_code == 422
    assert str(MAX_OF_LIST) in found(r'(?s)<div class="notice errors".*?</div>', page.text)


ACROSS_TOWN = {"from_floor": "1", "to_floor": "0", "from_area": "Neubau", "to_area": "Mitte"}
FURNITURE = "Living room\nsofa\n2 bookcases\nwashing machine\nKitchen\n6 boxes of plates\n"


def things_on_the_board(olive: Organizer) -> dict[str, list[tuple[int, str, int]]]:
    tasks = olive.http.get(f"{api_of(olive)}/board", headers=bearer_of(olive)).json()["tasks"]
    return {task["title"]: [(each["n"], each["name"], each["count"]) for each in task["things"]] for task in tasks}


def bearer_of(olive: Organizer) -> dict[str, str]:
    return {"Authorization": f"Bearer {olive.organizer_link.rsplit('/', 1)[1]}"}


def api_of(olive: Organizer) -> str:
    return f"/api/v1{olive.move.replace('/m/', '/moves/')}"


def test_things_of_a_list_are_kept_and_what_goes_out_and_in_is_one_thing(server: Server) -> None:
    by_call, by_form = (Organizer(server, **ACROSS_TOWN) for _ in range(2))
    assert call(by_call, FURNITURE).status_code == 201
    form = form_of(by_form.post(f"{by_form.move}/paste", text=FURNITURE).text)
    by_form.send(f"{by_form.move}/paste/tasks", **form | {"do": "save"})
    kept = things_on_the_board(by_call)
    assert kept == things_on_the_board(by_form)
    out, into = (things for title, things in kept.items() if re.search(", (out|in)", title))
    assert out == into
    assert {name: count for _n, name, count in out} == {"three-seat sofa": 1, "tall bookcases": 2, "washing machine": 1}
    [[(_n, _name, boxes)]] = [things for title, things in kept.items() if "kitchen" in title]
    assert boxes == 6


def test_things_stay_with_rows_that_are_joined_and_are_shared_out_where_they_are_split(server: Server) -> None:
    olive = Organizer(server, **ACROSS_TOWN)
    form = form_of(olive.post(f"{olive.move}/paste", text="8 boxes of books\ntent\n").text)
    split = olive.post(f"{olive.move}/paste/tasks", **form | {"parts-0": "2", "do": "again"})
    olive.send(f"{olive.move}/paste/tasks", **form_of(split.text) | {"do": "save"})
    counts = [count for things in things_on_the_board(olive).values() for _n, _name, count in things]
    assert sorted(counts) == [1, 4, 4]
    both = {"pick-0": "1", "pick-1": "1", "set_what": "join", "do": "several"}
    joined = form_of(olive.post(f"{olive.move}/paste/tasks", **form | both).text)
    assert len(joined["carries-0"].split(",")) == len(json.loads(joined["things"])) == 2


NO_THINGS = (
    *("²", "[]", "[1]", "[[]]", "[" * 5_000),
    *('{"1": {"name": ""}}', '{"1": {"count": "x"}}', '{"1": {"n": 3, "name": "x"}}', '{"0": {"name": "x"}}'),
)


@pytest.mark.sampled
@pytest.mark.parametrize("things", NO_THINGS)
def test_things_that_no_page_sends_are_none_and_the_task_stays(server: Server, things: str) -> None:
    olive = Organizer(server)
    form = form_of(olive.post(f"{olive.move}/paste", text="8 boxes of books\n").text)
    split = olive.post(f"{olive.move}/paste/tasks", **form | {"things": things, "do": "again", "parts-0": "2"})
    assert len(numbers_of(form_of(split.text))) == 2
    olive.send(f"{olive.move}/paste/tasks", **form | {"things": things, "do": "save"})
    assert things_on_the_board(olive) == {"Boxes": []}


def test_our_remarks_are_for_the_organizer_and_never_stand_as_her_words(olive: Organizer) -> None:
    page = olive.post(f"{olive.move}/paste", text="about 10 to 14 boxes of books (heavy)\n")
    assert "The number is a guess." in page.text
    assert [task["why"] for task in call(olive, "about 10 to 14 boxes of books (heavy)\n").json()["tasks"]] == [None]
    again = olive.post(f"{olive.move}/paste/tasks", **form_of(page.text) | {"do": "again"})
    assert "The number is a guess." in again.text
    olive.send(f"{olive.move}/paste/tasks", **form_of(again.text) | {"do": "save"})
    assert "guess" not in olive.get(olive.signup_link).text


def test_a_row_opens_where_something_is_wrong(olive: Organizer) -> None:
    form = form_of(olive.post(f"{olive.move}/paste", text=LIST).text)
    page = olive.post(f"{olive.move}/paste/tasks", **form | {"title-1": "", "do": "save"})
    assert re.findall(r'<details id="more-(\d+)" open', page.text) == ["1"]
    assert page.text.index("Not understood") < page.text.index('id="row-0"'), "what needs a look stands above"


@pytest.mark.parametrize(("what", "shown"), [("keep", "You keep this for yourself"), ("drop", "Left out")])
def test_a_row_that_friends_are_not_asked_for_says_so(olive: Organizer, what: str, shown: str) -> None:
    form = form_of(olive.post(f"{olive.move}/paste", text="sofa\n3 boxes").text)
    changed = olive.post(f"{olive.move}/paste/tasks", **form | {"pick-0": "1", "set_what": what, "do": "several"}).text
    rows = changed.partition('id="row-1"')
    assert f">{shown}" in rows[0]
    assert f">{shown}" not in rows[2]
