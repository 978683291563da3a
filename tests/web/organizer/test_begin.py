"""A new move begins with names: from the start page to the words to the first person."""

import re

import httpx
import pytest

from service.domain.reading.board import read_board
from service.domain.reading.views import Audience
from tests.conftest import Server
from tests.web.visit import Fields, Visitor, found

pytestmark = pytest.mark.one_database
NAMES = "Hana\nTom: I have a van\nMr Berger"


@pytest.fixture
def olive(server: Server) -> Visitor:
    visitor = Visitor(server)
    visitor.get("/")  # which gives the cookie that a browser keeps
    return visitor


def begun(olive: Visitor, names: str = NAMES, **fields: str) -> httpx.Response:
    page = olive.send("/", names=names, name="Olive", **fields)
    assert re.fullmatch(r"/m/\w+/begin", page.url.path), page.url
    return page


def move_of(page: httpx.Response) -> str:
    return found(r"^/m/\w+", page.url.path)


def words(page: httpx.Response) -> str:
    return Fields(page.text).values["words-words"].strip()


def test_three_names_and_a_sofa_are_a_move_and_the_words_to_the_first_are_ready(olive: Visitor) -> None:
    page = begun(olive, day="2026-12-05")
    assert "Keep this link" in page.text
    asked = olive.send(page.url.path, **{"thing-sofa": "1", "thing-wardrobe": "1", "thing-food": "1"})
    assert asked.url.path.startswith(f"{move_of(page)}/ask/")
    assert words(asked).startswith("Hana, could you help me carry the sofa and the wardrobe on Saturday, 5 December?")
    assert "It is heavy, so 3 people carry it together." in words(asked)
    board = olive.get(move_of(page)).text
    assert all(title in board for title in ("Sofa", "Wardrobe", "Something to eat", "Olive’s move on 5 December"))


@pytest.mark.parametrize("ticked", [("sofa", "wardrobe", "washing", "bed"), ("sofa", "bed"), ("boxes", "wardrobe")])
def test_each_tick_carries_a_thing_of_its_own(olive: Visitor, server: Server, ticked: tuple[str, ...]) -> None:
    page = begun(olive)
    olive.send(page.url.path, own="Armchair", **{f"thing-{each}": "1" for each in ticked})
    with server.installation.database.reading() as session:
        move_id = move_of(page).removeprefix("/m/")
        tasks = read_board(session, move_id, Audience.ORGANIZER).tasks
    carried = {task.title: [(thing.n, thing.name) for thing in task.things] for task in tasks}
    numbers = [n for things in carried.values() for n, _name in things]
    assert len(carried) == len(ticked) + 1
    assert len(numbers) == len({*numbers}) == len(carried)
    assert [name for _n, name in carried["Armchair"]] == ["armchair"]


def test_the_words_take_a_no_back_and_so_do_the_next_ones(olive: Visitor) -> None:
    page = begun(olive)
    first, _second, third = re.findall(r'name="(refused-\d+)"', page.text)
    asked = olive.send(page.url.path, own="The piano stool", **{first: "1", third: "1"})
    assert words(asked).startswith(
        "Hana, you offered and I said I was fine. I’ve thought again: could you help me carry"
    )
    berger = found(rf"{move_of(page)}/ask\?helper=\d+(?=\">Mr Berger)", olive.get(f"{move_of(page)}/ask").text)
    assert 'id="ask-refused_before" name="refused_before" type="checkbox" value="1" checked' in olive.get(berger).text


def test_the_first_who_is_asked_is_who_fits_best_and_the_words_take_up_theirs(olive: Visitor) -> None:
    page = begun(olive, "Anna: nothing heavy, please\nHana: evenings\nTom: I am strong\nMr Berger")
    asked = words(olive.send(page.url.path, **{"thing-sofa": "1"}))
    assert asked.startswith("Tom, could you help me carry the sofa on moving day? You mentioned “strong”, so I")
    board = olive.get(
        f"{move_of(page)}/ask?task={found(r'(?<=/ask.task=)[0-9]+', olive.get(f'{move_of(page)}/ask').text)}"
    )
    listed = board.text.split('id="offered"')[1].split("</ul>")[0]
    assert re.findall(r'">([^<]+)</a>', listed) == ["Tom", "Hana", "Mr Berger", "Anna"]
    assert all("&amp;task=" in link for link in re.findall(r'href="[^"]+"', listed))
    tom = found(r"/m/[^\"]+(?=\">Tom)", listed).replace("&amp;", "&")
    assert 'value="Tom"' in olive.get(tom).text


SAID = [
    ("Vera: I have a van", ("van", "sofa"), "Vera, could you help me with"),
    ("Vera: Ich habe einen Transporter", ("van", "sofa"), "Vera, could you help me with"),
    ("Cook: I can cook something", ("sofa", "food", "cleaning"), "Cook, could you help me with “Something to eat”"),
    ("Cook: Cocino para todos", ("sofa", "food"), "Cook, could you help me with “Something to eat”"),
    ("Hana\nCook: je cuisine", ("sofa", "food"), "Cook, could you help me with “Something to eat”"),
    ("Tidy: nothing heavy, please", ("sofa", "cleaning"), "Tidy, could you help me with"),
    ("Vera: I have a van\nTom: I am strong", ("van", "sofa"), "Tom, could you help me carry the sofa"),
    ("Rita: I have no car", ("van", "cleaning"), "Rita, could you help me with cleaning"),
    ("Hana\nMr Berger", ("van", "sofa", "food"), "Hana, could you help me carry the sofa"),
]


@pytest.mark.parametrize(("names", "ticked", "said"), SAID)
def test_the_first_is_asked_for_what_goes_with_their_words(
    olive: Visitor, names: str, ticked: tuple[str, ...], said: str
) -> None:
    page = begun(olive, names)
    asked = words(olive.send(page.url.path, **{f"thing-{each}": "1" for each in ticked}))
    assert asked.startswith(said)
    assert ("sofa" in asked) is ("sofa" in said)


def test_names_stand_on_the_ask_page_alone_until_they_are_coming(olive: Visitor) -> None:
    page = begun(olive)
    asked = olive.send(page.url.path, **{"thing-sofa": "1"})
    board = olive.get(move_of(page)).text
    assert "wait for your answer" not in board
    assert "I have a van" not in board
    assert "asked" not in board
    olive.send(f"{move_of(page)}/tasks", kind="care", title="Soup")
    assert "<bdi>Tom</bdi> has offered. Easy to ask for: <bdi>Soup</bdi>." in olive.get(move_of(page)).text
    friend = Visitor(olive.server)
    link = found(r"http://\S+/a/[\w.-]+", words(asked))
    friend.send(f"{link}/yes", **dict(re.findall(r'name="(task-\d+)" value="(1)"', friend.get(link).text)))
    ask = olive.get(f"{move_of(page)}/ask").text
    assert re.findall(r'/ask\?helper=\d+">([^<]+)</a>', ask) == ["Tom", "Mr Berger"]


def test_without_a_name_it_goes_on_to_whom_to_ask(olive: Visitor) -> None:
    page = begun(olive, names="")
    assert "Did you once say" not in page.text
    asked = olive.send(page.url.path, **{"thing-boxes": "1"})
    assert asked.url.path == f"{move_of(page)}/ask"
    assert "checked" in found(r'<input id="ask-task-\d+"[^>]*>', asked.text)


def test_names_stay_on_the_ask_page_and_are_nobodys_duty(olive: Visitor) -> None:
    page = begun(olive)
    ask = olive.get(f"{move_of(page)}/ask").text
    assert "I have a van" in ask
    more = olive.send(f"{move_of(page)}/ask/names", names="Ines (can cook)\nhana")
    assert re.findall(r'/ask\?helper=\d+">([^<]+)</a>', more.text) == ["Hana", "Tom", "Mr Berger", "Ines"]
    thanks = olive.get(f"{move_of(page)}/thanks").text
    assert not any(name in thanks for name in ("Hana", "Tom", "Berger", "Ines"))


def test_who_begins_with_the_list_is_one_tap_away_from_it_and_keeps_the_names(olive: Visitor) -> None:
    page = olive.send("/", names=NAMES, name="Olive", do="list")
    assert page.url.path.endswith("/paste")
    assert "Keep this link" in page.text
    assert "Mr Berger" in olive.get(f"{move_of(page)}/ask").text


def test_the_same_tap_twice_is_one_beginning(olive: Visitor) -> None:
    page = begun(olive)
    key = found(r'(?<=name="key" value=")[^"]+', page.text)
    places = [olive.post(page.url.path, key=key, **{"thing-sofa": "1"}).headers["location"] for _ in range(2)]
    assert places[0] == places[1]
    assert len(re.findall(r'id="task-\d+"', olive.get(move_of(page)).text)) == 1


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose one thing, or write one down."),
        ({"own": "Table\n" + "x" * 201}, "Line 2: This has 201 characters"),
        ({"own": "x\n" * 21}, "there is room for 20"),
    ],
)
def test_what_does_not_fit_is_said(olive: Visitor, sent: dict[str, str], sentence: str) -> None:
    page = begun(olive)
    refused = olive.post(page.url.path, **sent)
    assert (refused.status_code, sentence in refused.text) == (422, True)


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ("Hana\n" + "x" * 121, "Line 2: This has 121 characters"),
        ("\n".join(f"Friend {n}" for n in range(51)), "there is room for 50"),
        ("x" * 2_001, "there is room for 2,000"),
    ],
)
def test_names_that_do_not_fit_come_back_as_they_were_typed(olive: Visitor, names: str, sentence: str) -> None:
    refused = olive.post("/", names=names, name="Olive")
    assert (refused.status_code, sentence in refused.text) == (422, True)
    assert Fields(refused.text).values["move-names"].strip() == names


def test_a_made_title_follows_the_day_and_an_own_one_stays(olive: Visitor) -> None:
    page = begun(olive, day="2026-12-05")
    settings = f"{move_of(page)}/settings"
    about = {"name": "Olive", "zone": "Europe/Vienna"}
    moved = olive.send(settings, title="Olive’s move on 5 December", day="2026-12-12", **about)
    assert Fields(moved.text).values["move-title"] == "Olive’s move on 12 December"
    olive.send(settings, title="Up we go", day="2026-12-12", **about)
    moved = olive.send(settings, title="Up we go", day="2026-12-13", **about)
    assert Fields(moved.text).values["move-title"] == "Up we go"
