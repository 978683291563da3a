"""One yes for out and in: a crew carries the same things out of the old home and into the new one."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Server
from tests.web.organizer.test_pasting import call, form_of
from tests.web.visit import Fields, Organizer, Visitor, found

ACROSS_TOWN = Path("tests/domain/pasting/lists/across-town.txt")
ENDS = {"from_area": "Neubau", "to_area": "Mitte", "from_floor": "0", "to_floor": "0"}
FURNITURE = "sofa\n2 bookcases\nwashing machine\n"


def plan(server: Server, text: str = FURNITURE, **fields: str) -> Organizer:
    """Olive has made tasks of a list."""
    olive = Organizer(server, **ENDS | fields)
    assert call(olive, text).status_code == 201
    return olive


def board(olive: Organizer) -> dict[str, dict[str, Any]]:
    bearer = {"Authorization": f"Bearer {olive.organizer_link.rsplit('/', 1)[1]}"}
    answer = olive.http.get(f"/api/v1{olive.move.replace('/m/', '/moves/')}/board", headers=bearer).json()
    return {task["title"]: task for task in answer["tasks"]}


def ends(olive: Organizer, of: str = "The furniture") -> tuple[int, int]:
    """The numbers of a crew's tasks, out and in."""
    found = {title: task["n"] for title, task in board(olive).items()}
    out, into = (next(n for title, n in found.items() if title.startswith(f"{of}, {end}")) for end in ("out", "in"))
    return out, into


def taken(olive: Organizer, *numbers: int) -> list[int]:
    tasks = {task["n"]: task["taken"] for task in board(olive).values()}
    return [tasks[n] for n in numbers]


def test_one_button_takes_both_and_each_can_be_given_back_alone(server: Server) -> None:
    olive, hana = plan(server), Visitor(server)
    out, into = ends(olive)
    page = hana.get(olive.signup_link).text
    assert "carried out at <bdi>Neubau</bdi> and in at <bdi>Mitte</bdi>" in page
    both = f'name="with" value="{into}" aria-describedby="claim-{out}-both-about">'
    assert f'{both}I’ll carry out and in<span class="spoken"> ' in page, "it says of what"
    own = hana.send(f"{olive.signup_link}/claims", task=out, quantity="1", name="Hana", **{"with": into})
    assert own.url.path.startswith("/h/")
    assert "Your name is on both, out and in." in own.text
    assert taken(olive, out, into) == [1, 1]
    [first, second] = re.findall(r"/claims/(\d+)/release", own.text)
    left = hana.send(f"{own.url.path}/claims/{first}/release").text
    assert taken(olive, out, into) in ([0, 1], [1, 0])
    assert f"/claims/{second}/release" in left


def test_either_end_may_be_taken_alone(server: Server) -> None:
    olive, hana = plan(server), Visitor(server)
    out, into = ends(olive)
    own = hana.send(f"{olive.signup_link}/claims", task=into, quantity="1", name="Hana")
    assert taken(olive, out, into) == [0, 1]
    assert f'name="with" value="{into}"' not in own.text, "what is theirs is not offered once more"
    assert 'name="with"' not in hana.get(olive.signup_link).text
    own = hana.send(f"{own.url.path}/claims", task=out, quantity="1")
    assert taken(olive, out, into) == [1, 1]


def test_who_is_known_takes_both_from_the_own_page(server: Server) -> None:
    olive, hana = plan(server, FURNITURE + "\n4 boxes\n"), Visitor(server)
    out, into = ends(olive)
    own = hana.send(f"{olive.signup_link}/claims", task=board(olive)["Boxes"]["n"], quantity="4", name="Hana")
    assert f'name="with" value="{out}"' in own.text
    own = hana.send(f"{own.url.path}/claims", task=into, quantity="1", **{"with": out})
    assert "Your name is on both, out and in." in own.text
    assert taken(olive, out, into) == [1, 1]


def test_a_double_click_takes_both_once(server: Server) -> None:
    olive, hana = plan(server), Visitor(server)
    out, into = ends(olive)
    hana.get(olive.signup_link)
    for _ in range(2):
        hana.post(f"{olive.signup_link}/claims", task=out, quantity="1", name="Hana", **{"with": into})
    assert taken(olive, out, into) == [1, 1]


@pytest.mark.parametrize("full", ["first", "second"])
def test_if_one_is_full_in_between_neither_is_taken_and_what_is_free_is_offered(server: Server, full: str) -> None:
    olive, hana, others = plan(server), Visitor(server), Visitor(server)
    out, into = ends(olive)
    hana.get(olive.signup_link)
    gone, free = (out, into) if full == "first" else (into, out)
    others.send(f"{olive.signup_link}/claims", task=gone, quantity=str(board_left(olive, gone)), name="Tom and friends")
    typed = {"name": "Hana", "note": "I bring straps.", "email": "hana@example.org", "quantity": "1"}
    answer = hana.post(f"{olive.signup_link}/claims", task=out, **typed, **{"with": into})
    assert answer.status_code == 409
    title = next(title for title, task in board(olive).items() if task["n"] == gone)
    assert f"“{title}” has been taken in the meantime, so neither is yours yet." in answer.text
    assert taken(olive, free) == [0]
    back = Fields(answer.text).values
    assert (back[f"claim-{out}-name"], back[f"claim-{out}-email"]) == ("Hana", "hana@example.org")
    assert "I bring straps." in back[f"claim-{out}-note"]
    form = answer.text.split(f'id="claim-{out}"')[1].split("</form>")[0]
    assert f'<input type="hidden" name="task" value="{out}">' in form
    if full == "first":
        assert f'name="task" value="{into}">Take' in form
    else:
        assert "Put my name on it" in form
    own = hana.send(f"{olive.signup_link}/claims", task=free, **typed)
    assert taken(olive, free) == [1]
    assert "Hana" in own.text


def board_left(olive: Organizer, n: int) -> int:
    left: int = next(task["left"] for task in board(olive).values() if task["n"] == n)
    return left


def test_two_who_come_together_are_told_how_many_are_left(server: Server) -> None:
    olive, hana, tom = plan(server), Visitor(server), Visitor(server)
    out, into = ends(olive)
    tom.send(f"{olive.signup_link}/claims", task=into, quantity=str(board_left(olive, into) - 1), name="Tom")
    answer = hana.post(f"{olive.signup_link}/claims", task=out, quantity="2", name="Hana", **{"with": into})
    assert "1 place is left, so neither is yours yet." in answer.text
    assert taken(olive, out) == [0]


@pytest.mark.sampled
@pytest.mark.parametrize("other", ["999", "x", "-1", "", "²"])
def test_another_end_that_is_not_there_is_no_accident(server: Server, other: str) -> None:
    olive, hana = plan(server), Visitor(server)
    out, into = ends(olive)
    answer = hana.post(f"{olive.signup_link}/claims", task=out, quantity="1", name="Hana", **{"with": other})
    assert answer.status_code == (409 if other == "999" else 303)
    assert taken(olive, out, into) == ([0, 0] if other == "999" else [1, 0])


def test_the_same_task_twice_is_one_claim(server: Server) -> None:
    olive, hana = plan(server), Visitor(server)
    out, into = ends(olive)
    hana.send(f"{olive.signup_link}/claims", task=out, quantity="1", name="Hana", **{"with": out})
    assert taken(olive, out, into) == [1, 0]


def test_a_crew_in_one_building_carries_once_and_is_no_pair(server: Server) -> None:
    olive = Organizer(server, same_building="1", **ENDS)
    form = form_of(olive.post(f"{olive.move}/paste", text=FURNITURE).text)
    olive.send(f"{olive.move}/paste/tasks", **form | {"do": "save"})
    assert 'name="with"' not in Visitor(server).get(olive.signup_link).text


def test_a_claim_by_the_api_is_of_one_task(server: Server) -> None:
    olive = plan(server)
    out, into = ends(olive)
    link = olive.signup_link.rsplit("/", 1)[1]
    answer = olive.http.post(f"/api/v1/signup/{link}/claims", json={"task": out, "name": "Hana", "with": into})
    assert answer.status_code == 422


def effort(olive: Organizer) -> tuple[int, int]:
    """All that is asked for and what is taken, in person-minutes, by the middle of both ranges."""
    bearer = {"Authorization": f"Bearer {olive.organizer_link.rsplit('/', 1)[1]}"}
    found = olive.http.get(f"/api/v1{olive.move.replace('/m/', '/moves/')}/board", headers=bearer).json()["effort"]
    return sum(found["total"]) // 2, sum(found["taken"]) // 2


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("floors", "crew", "hours", "total", "expected"),
    [
        ((0, 0), 4, 1, 1645, [14, 27, 41, 55, 59, 67]),
        ((0, 0), 3, 2, 1645, [14, 27, 41, 45, 49, 58]),
        ((2, 2), 4, 1, 2115, [13, 26, 40, 53, 56, 63]),
    ],
)
def test_six_people_with_one_yes_each_are_more_than_half(
    server: Server, floors: tuple[int, int], crew: int, hours: int, total: int, expected: list[int]
) -> None:
    """So many take a crew's work out and in, so many an hour of boxes, one the van: what is spoken for grows so."""
    start, finish = map(str, floors)
    olive = plan(server, ACROSS_TOWN.read_text(), from_floor=start, to_floor=finish)
    tasks = board(olive)
    out, into = ends(olive, "The heaviest pieces" if floors == (2, 2) else "The furniture")
    boxes, van = tasks["Boxes"]["n"], tasks["2 or 3 van trips (Luton), 25 min drive each way"]["n"]
    page = Visitor(server).get(olive.signup_link).text
    hour = re.findall(r"An hour’s worth: (\d+) boxes", page)[0]
    yeses: list[dict[str, object]] = [
        *[{"task": out, "with": into, "quantity": "1"}] * crew,
        *[{"task": boxes, "quantity": hour}] * hours,
        {"task": van, "role": "driver", "vehicle_kind": "Luton van", "vehicle_seats": "2"},
    ]
    shares, sentences = [], []
    for n, yes in enumerate(yeses):
        said = Visitor(server).post(f"{olive.signup_link}/claims", **yes, name=f"Friend {n}")
        assert said.status_code == 303
        whole, spoken_for = effort(olive)
        shares.append(round(100 * spoken_for / whole))
        sentences.append(re.findall(r'id="share">([^<]+)<', olive.get(olive.move).text)[0])
    assert (effort(olive)[0], shares) == (total, expected)
    assert sentences[-1] == "More than half is spoken for."


def asked(olive: Organizer, *tasks: int) -> tuple[str, str]:
    """Olive asks Wei for these tasks; returns the page of the words and the path of Wei's own."""
    words = olive.send(f"{olive.move}/ask", who="Wei", **{f"task-{n}": "1" for n in tasks})
    return words.url.path, found(r"/a/[\w.-]+", words.text)


def test_who_is_asked_for_one_end_takes_both_with_one_button(server: Server) -> None:
    olive, wei = plan(server), Visitor(server)
    out, into = ends(olive)
    _, own = asked(olive, out)
    page = wei.get(own).text
    assert f'<button class="quiet" id="both-go" name="task-{into}" value="1"' in page
    assert "Only carrying out" in page
    both = wei.send(f"{own}/yes", **{f"task-{out}": "1", f"task-{into}": "1"})
    assert taken(olive, out, into) == [1, 1]
    releases = re.findall(r"/claims/(\d+)/release", both.text)
    wei.send(f"{both.url.path}/claims/{releases[0]}/release")
    assert sum(taken(olive, out, into)) == 1


def test_who_is_asked_for_several_ticks_the_other_end(server: Server) -> None:
    olive = plan(server, FURNITURE + "\n4 boxes\n")
    out, into = ends(olive)
    page = Visitor(server).get(asked(olive, board(olive)["Boxes"]["n"], into)[1]).text
    assert "And carry out, at the old home" in page
    assert "checked" not in found(rf'<input id="yes-task-{out}"[^>]*>', page)
    both = Visitor(server).get(asked(olive, out, into)[1]).text
    assert "And carry" not in both, "both are asked for already"


def test_a_yes_heard_in_person_is_for_what_they_said(server: Server) -> None:
    """Whoever was asked to carry in may have said no more than that: nothing is ticked that nobody asked for."""
    olive = plan(server)
    out, into = ends(olive)
    words, _ = asked(olive, into)
    assert "checked" not in found(rf'<input id="yes-task-{out}"[^>]*>', olive.get(words).text)
    olive.send(f"{words}/yes", **{f"task-{into}": "1", f"task-{out}": "1"})
    assert taken(olive, out, into) == [1, 1]
    task = f"{olive.move}/tasks/{out}"
    with_it = rf'<input id="put-with" name="with" type="checkbox" value="{into}"[^>]*>'
    assert "checked" not in found(with_it, olive.get(task).text)
    refused = olive.post(f"{task}/people", who="", quantity="1", **{"with": into}).text
    assert "checked" in found(with_it, refused), "what was ticked comes back"
    olive.send(f"{task}/people", who="Tom", quantity="1", **{"with": into})
    olive.send(f"{task}/people", who="Hana", quantity="1")
    assert taken(olive, out, into) == [3, 2]


def test_a_place_is_added_at_both_ends(server: Server) -> None:
    olive = plan(server)
    out, into = ends(olive)
    task, many = f"{olive.move}/tasks/{out}", {"who": "Tom", "quantity": "9", "with": into}
    assert "There is no place left for them." in olive.post(f"{task}/people", **many).text
    assert taken(olive, out, into) == [0, 0]
    olive.send(f"{task}/people", **many, more="1")
    assert taken(olive, out, into) == [9, 9]


@pytest.mark.parametrize("who", ["friend", "asked", "organizer"])
def test_what_is_no_other_end_is_not_taken_along(server: Server, who: str) -> None:
    olive = plan(server, FURNITURE + "\n4 boxes\n")
    (out, into), boxes = ends(olive), board(olive)["Boxes"]["n"]
    if who == "friend":
        answer = Visitor(server).post(
            f"{olive.signup_link}/claims", task=out, quantity="1", name="Hana", **{"with": boxes}
        )
    elif who == "asked":
        answer = Visitor(server).post(f"{asked(olive, out)[1]}/yes", **{f"task-{out}": "1", f"task-{boxes}": "1"})
    else:
        answer = olive.post(f"{olive.move}/tasks/{out}/people", who="Tom", quantity="1", **{"with": boxes})
    assert answer.status_code in (404, 409)
    assert taken(olive, out, into, boxes) == [0, 0, 0]
