"""The sheet to hang up: the same for everybody, with lines where somebody is wanted, and gone with its link."""

import re

import httpx
import pytest

from service.domain.models import MoveState
from service.domain.rules.moves import change_move, rotate_signup
from tests.browser.visiting import Place
from tests.conftest import Server
from tests.make import Olive

SLIP = re.compile(r'<li class="slip ([^"]*)"')
pytestmark = pytest.mark.one_database


def lines_in(page: str) -> list[int]:
    """Count the lines for names, by task in the order of the page."""
    return [row.count('class="line"') for row in page.split('<li class="piece"')[1:]]


def lines_on(page: str) -> list[int]:
    """Count those that the sign-up page itself has on paper; of what is taken none."""
    return [0 if " settled" in each else int((re.findall(r" n(\d)", each) or [1])[0]) for each in SLIP.findall(page)]


def test_there_are_lines_where_somebody_is_wanted_and_nobody_sees_their_own_there(
    server: Server, client: httpx.Client
) -> None:
    olive = Olive(server.installation.database)
    place = Place(server, olive)
    olive.task(needed=40, minutes=160)
    soup, cake = olive.task("care", "Soup"), olive.task("care", "Cake")
    olive.task("trip", "Van", needed=1)
    olive.task("care", "A chain of hands", needed=12)
    hana = olive.helper("Hana")
    olive.task("care", "The papers", only_for=[hana])
    olive.claim(soup, hana)
    client.get(f"{place.signup}/print?notice=claimed")
    client.get(place.own(hana))
    page = client.get(f"{place.signup}/print").text
    assert lines_in(page) == [4, 0, 1, 2, 12], "as many as people are wanted, and one for each part of the boxes"
    assert "40 boxes · Carrying boxes" in page
    assert "are about half an hour." in page
    assert sorted(lines_on(client.get(place.signup).text)) == [0, 1, 2, 4, 9]
    assert "<bdi>Hana</bdi>" in page
    assert f'id="task-{cake}"' in page
    assert "papers" not in page
    assert re.findall(r'role="status"[^>]*>([^<]*)<', page) == [""]

    with olive.change() as opened:
        change_move(opened, {"state": MoveState.CALLED_OFF})
    page = client.get(f"{place.signup}/print").text
    assert sum(lines_in(page)) == 0
    assert "This move is called off" in page
    code = client.get(f"{place.signup}/code.svg")
    assert code.headers["content-type"] == "image/svg+xml"
    with olive.change() as opened:
        rotate_signup(opened)
    assert [client.get(place.signup + path).status_code for path in ("/print", "/code.svg")] == [404, 404]
