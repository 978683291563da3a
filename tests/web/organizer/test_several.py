"""The same change of several tasks in one step, by the API and on a page without scripts."""

import re
from html import unescape

import httpx
import pytest

from tests.conftest import Server
from tests.web.api.caller import Move, invalid, not_there, plan, refused, worked
from tests.web.visit import Fields, Organizer, found


@pytest.fixture
def move(client: httpx.Client) -> Move:
    return plan(client)


def test_all_of_them_change_in_one_version(move: Move) -> None:
    boxes = [move.add_boxes(title=f"Boxes {n}") for n in range(3)]
    before = move.version
    change = {"day": "2026-12-06", "starts": "09:00", "place": "old", "kept": True, "bring": "Gloves", "state": "done"}
    answer = worked(move.ask("PATCH", "/tasks", json={"tasks": [*boxes, boxes[0]], "change": change}), 200)
    assert [task["n"] for task in answer["tasks"]] == boxes
    for task in answer["tasks"]:
        assert {name: task[name] for name in change} == change
    assert answer["version"] == move.version == before + 1
    assert [line["about"]["task"] for line in move.history()[-3:]] == boxes


def test_it_is_all_or_none(move: Move) -> None:
    boxes, heavy = move.add_boxes(), move.add_heavy(60)["n"]
    change = {"state": "under_way"}
    refused(move.ask("PATCH", "/tasks", json={"tasks": [boxes, heavy], "change": change}), 409, "unsafe_crew", "people")
    not_there(move.ask("PATCH", "/tasks", json={"tasks": [boxes, 999], "change": change}))
    assert {task["state"] for task in move.tasks()} == {"open"}
    same = worked(move.ask("PATCH", "/tasks", json={"tasks": [boxes], "change": {}}), 200)
    assert same["version"] == move.version


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"tasks": [], "change": {}}, {"tasks": "missing"}),
        ({"tasks": [2], "change": {"title": "x"}}, {"change.title": "unknown_field"}),
        ({"tasks": [2], "change": {"starts": "9"}}, {"change.starts": "not_a_time"}),
        ({"tasks": ["2"], "change": {}}, {"tasks.0": "not_a_number"}),
        ({"tasks": [2]}, {"change": "missing"}),
    ],
)
def test_what_is_no_such_change_is_refused(move: Move, body: dict[str, object], code: dict[str, str]) -> None:
    move.add_boxes()
    assert invalid(move.ask("PATCH", "/tasks", json=body)) == code


def test_seven_tasks_begin_at_nine_after_three_pages(server: Server) -> None:
    olive = Organizer(server)
    tasks = [olive.add(kind="box_load", title=f"Boxes {n}", needed="3") for n in range(7)]
    lunch = olive.add(kind="care", title="Lunch")
    [link] = re.findall(r'<a id="several-link" href="([^"]+)"', olive.get(olive.move).text)
    [chosen] = re.findall(r'<li id="all-box_load"[^>]*><a href="([^"]+)"', olive.get(link).text)
    page = olive.get(chosen).text
    ticked = re.findall(r'name="(task-\d+)" type="checkbox" value="1" checked', page)
    assert ticked == [f"task-{n}" for n in tasks]
    board = olive.send(link, **dict.fromkeys(ticked, "1"), starts="09:00", state="", place="", kept="", day="")
    assert "on all of them" in board.text
    assert len(re.findall("09:00", board.text)) == 7
    assert "checked" not in found(rf'<input[^>]*name="task-{lunch}"[^>]*>', page)


def test_nothing_chosen_and_nothing_filled_in_are_said_and_what_was_typed_stays(server: Server) -> None:
    olive = Organizer(server)
    boxes = olive.add(kind="box_load", title="Boxes", needed="3")
    path = f"{olive.move}/tasks/several"
    nothing = olive.post(path, starts="", bring="Gloves")
    assert nothing.status_code == 422
    assert "Choose at least one task." in nothing.text
    assert Fields(nothing.text).values["several-bring"] == "Gloves"
    empty = olive.post(path, **{f"task-{boxes}": "1"})
    assert "What stays empty stays as it is." in empty.text
    assert re.search(rf'name="task-{boxes}" type="checkbox" value="1" checked', empty.text)
    wrong = olive.post(path, **{f"task-{boxes}": "1"}, starts="nine")
    assert wrong.status_code == 422
    assert Fields(wrong.text).error_of("several-starts")


def chosen(olive: Organizer, query: str) -> list[str]:
    page = olive.get(f"{olive.move}/tasks/several{query}").text
    return re.findall(r'name="(task-\d+)" type="checkbox" value="1" checked', page)


def test_an_address_chooses_by_kind_place_time_search_or_all(server: Server) -> None:
    olive = Organizer(server)
    kitchen = olive.add(kind="box_load", title="Kitchen boxes", needed="3", place="old", starts="09:00")
    study = olive.add(kind="box_load", title="Study boxes", needed="3", place="new")
    lunch = olive.add(kind="care", title="Lunch")
    done = olive.add(kind="care", title="Cake")
    olive.send(f"{olive.move}/tasks/{done}/state", tick="done")
    expected = {
        "": [],
        "?all=1": [kitchen, study, lunch],
        "?kind=box_load": [kitchen, study],
        "?place=old": [kitchen],
        "?untimed=1": [study, lunch],
        "?q=boxes": [kitchen, study],
        "?q=boxes&untimed=1": [study],
        "?q=+": [],
        "?kind=piano&place=moon": [],
    }
    for query, tasks in expected.items():
        assert chosen(olive, query) == [f"task-{n}" for n in tasks], query


def test_a_search_on_the_board_leads_to_its_tasks_ticked_and_back_to_the_same_search(server: Server) -> None:
    olive = Organizer(server)
    boxes = [olive.add(kind="box_load", title=f"Boxes {n}", needed="3") for n in range(2)]
    olive.add(kind="care", title="Lunch")
    assert 'id="change-found"' not in olive.get(olive.move).text
    for query, link_id in (("?q=boxes", "change-found"), ("?view=time&q=boxes", "untimed")):
        board = olive.get(f"{olive.move}{query}").text
        link = unescape(found(rf'(?<=id="{link_id}" href=")[^"]+', board))
        assert chosen(olive, link.removeprefix(f"{olive.move}/tasks/several")) == [f"task-{n}" for n in boxes]
        page = olive.get(link).text
        action = unescape(found(r'(?<=<form id="several" method="post" action=")[^"]+', page))
        after = olive.send(action, **{f"task-{n}": "1" for n in boxes}, bring="Gloves")
        assert after.url.params["q"] == "boxes"
        assert after.url.params.get("view", "") == ("time" if "view" in query else "")
    assert 'id="change-found"' not in olive.get(f"{olive.move}?q=piano").text
