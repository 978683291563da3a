"""The next small step on the board: one line with its button, and "Leave it" puts it away in this browser."""

import re
from datetime import timedelta

import pytest

from tests.conftest import NOON, Server
from tests.web.visit import Organizer, Visitor, found

pytestmark = pytest.mark.one_database


@pytest.fixture
def olive(running: Server) -> Organizer:
    return Organizer(running)


def step_of(page: str) -> str:
    shown = re.findall(r'id="next-leave" name="step" value="([^"]+)"', page)
    assert len(shown) <= 1
    return shown[0] if shown else ""


def test_the_step_leads_where_it_says_and_is_told_by_the_api(olive: Organizer) -> None:
    soup = olive.add(title="Soup")
    olive.send(f"{olive.move}/people", name="Tom")
    page = olive.get(olive.move).text
    assert step_of(page) == f"ask-{soup}"
    assert found(r'(?<=id="next-go" href=")[^"]+', page) == f"{olive.move}/ask?task={soup}"
    bearer = {"Authorization": f"Bearer {olive.organizer_link.rsplit('/', 1)[1]}"}
    answer = olive.http.get(f"/api/v1{olive.move.replace('/m/', '/moves/')}/next", headers=bearer)
    assert answer.json() == {"step": {"code": "ask", "task": soup, "helper": None, "offer": None}}


def test_a_friends_yes_stands_there_until_it_is_noted_and_a_page_that_is_read_notes_nothing(olive: Organizer) -> None:
    soup = olive.add(title="Soup")
    Visitor(olive.server).send(f"{olive.signup_link}/claims", task=soup, name="<Hana>")
    page = olive.get(olive.move).text
    assert "<bdi>&lt;Hana&gt;</bdi> said yes: <bdi>Soup</bdi>." in page
    seen = found(r'(?<=id="next-seen" name="version" value=")\d+', page)
    olive.http.head(olive.move)
    olive.http.get(olive.move, headers={"Sec-Purpose": "prefetch"})
    assert "said yes" in olive.get(olive.move).text
    version = found(r'(?<=data-version=")\d+', page)
    assert "said yes" not in olive.send(f"{olive.move}/next/seen", version=seen).text
    assert found(r'(?<=data-version=")\d+', olive.get(olive.move).text) == version


def test_no_stranger_and_no_nonsense_moves_what_was_seen(olive: Organizer) -> None:
    soup = olive.add(title="Soup")
    Visitor(olive.server).send(f"{olive.signup_link}/claims", task=soup, name="Hana")
    assert Visitor(olive.server).post(f"{olive.move}/next/seen", version="99").status_code == 404
    for version in ("", "x", "-1"):
        olive.post(f"{olive.move}/next/seen", version=version)
    assert "said yes" in olive.get(olive.move).text


def test_what_is_left_is_gone_for_this_browser_alone_and_comes_back_after_a_day(running: Server) -> None:
    olive = Organizer(running)
    soup, cake = olive.add(title="Soup"), olive.add(title="Cake")
    olive.send(f"{olive.move}/people", name="Tom")
    first = step_of(olive.get(olive.move).text)
    version = found(r'(?<=data-version=")\d+', olive.get(olive.move).text)
    page = olive.send(f"{olive.move}/next/leave?view=time", step=first)
    assert page.url.params["view"] == "time"
    second = step_of(page.text)
    assert {first, second} == {f"ask-{soup}", f"ask-{cake}"}
    assert step_of(olive.send(f"{olive.move}/next/leave", step=second).text) == ""
    assert found(r'(?<=data-version=")\d+', olive.get(olive.move).text) == version
    other = Visitor(running)
    other.get(olive.organizer_link)
    assert step_of(other.get(olive.move).text) == first
    running.clock.now = NOON + timedelta(hours=25)
    assert step_of(olive.get(olive.move).text) == first


@pytest.mark.sampled
@pytest.mark.parametrize("kept", ["", "nonsense", "ask-1", "ask-1.x|;ask-2.", "ask-9.99999999999999", "%F0%9F"])
def test_a_cookie_that_says_nothing_puts_nothing_away(olive: Organizer, kept: str) -> None:
    soup = olive.add(title="Soup")
    olive.send(f"{olive.move}/people", name="Tom")
    olive.post(f"{olive.move}/next/leave", step=kept)
    assert step_of(olive.get(olive.move).text) == f"ask-{soup}"
    name = f"left-{olive.move.rsplit('/', 1)[1]}"
    olive.http.headers["Cookie"] = f"{name}={kept}; " + "; ".join(
        f"{each.name}={each.value}" for each in olive.http.cookies.jar if each.value
    )
    assert step_of(olive.get(olive.move).text) == f"ask-{soup}"


def test_a_stranger_puts_nothing_away(olive: Organizer) -> None:
    assert Visitor(olive.server).post(f"{olive.move}/next/leave", step="ask-1").status_code == 404


def test_a_blank_board_says_it_once(olive: Organizer) -> None:
    page = olive.get(olive.move).text
    assert step_of(page) == ""
    assert page.count(f'href="{olive.move}/paste"') == 1
