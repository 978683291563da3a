"""Long lists of people come in parts, with a search by name, so that no page grows with those who fill it."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import chain

import pytest

from service.domain.rules.helpers import add_helper
from service.web.organizer import parts
from service.web.organizer.parts import MAX_DOUBLES
from tests.conftest import Server
from tests.make import Olive
from tests.sizes import size
from tests.web.visit import Visitor, found

pytestmark = pytest.mark.one_database
AT_ONCE = size("AT_ONCE", parts.AT_ONCE // 5, parts.AT_ONCE)
PEOPLE = 2 * AT_ONCE + 1
FORM_PARTS = 8
"""Ids that begin alike in the form of one pair."""
MAX_BYTES = 4_500 * AT_ONCE
"""Of a page of people: without parts, 2,385 of them made 9,500,000."""


class Many(Visitor):
    """Olive, who has written down more people than two parts hold."""

    def __init__(self, server: Server) -> None:
        super().__init__(server)
        move = Olive(server.installation.database)
        with move.change() as opened:
            for number in range(1, PEOPLE + 1):
                add_helper(opened, {"name": f"Friend {number}"}, by_hand=True)
        self.get(server.installation.url(move.link))
        self.move = f"/m/{move.link.move_id}"


@pytest.fixture(scope="module")
def olive(running: Server) -> Iterator[Many]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "AT_ONCE", AT_ONCE)
        yield Many(running)


def names(page: str) -> list[str]:
    return re.findall(r'<h2 class="pen" id="\w+-\d+-name"><bdi>([^<]+)</bdi>', page)


@pytest.mark.parametrize("page", ["people", "thanks"])
def test_everybody_is_on_one_part_and_each_page_has_its_bound(olive: Many, page: str) -> None:
    pages = [olive.get(f"{olive.move}/{page}").text]
    while further := re.findall(r'<a id="part-next" href="([^"]+)"', pages[-1]):
        pages.append(olive.get(unescape(further[0])).text)
    assert max(len(each) for each in pages) <= MAX_BYTES
    seen = [names(each) for each in pages]
    assert [len(each) for each in seen] == [AT_ONCE, AT_ONCE, 1]
    assert list(chain(*seen)) == [f"Friend {number}" for number in range(1, PEOPLE + 1)]
    assert "Part 3 of 3" in pages[-1]
    assert f'href="{olive.move}/{page}?part=2"' in found(r'<a id="part-before"[^>]+>', pages[-1])


@pytest.mark.sampled
@pytest.mark.parametrize("page", ["people", "thanks"])
def test_a_name_is_found_in_all_parts(olive: Many, page: str) -> None:
    address = f"{olive.move}/{page}"
    assert names(olive.get(f"{address}?q=friend+{PEOPLE}").text) == [f"Friend {PEOPLE}"]
    assert len(names(olive.get(f"{address}?q=FRIEND&part=2").text)) == AT_ONCE
    assert "?q=friend&amp;part=3" in olive.get(f"{address}?part=2&q=friend").text
    for query in ("?part=99", "?part=0", "?part=x", "?part=-1", "?part=9999999999"):
        assert names(olive.get(f"{address}{query}").text)
    nobody = olive.get(f"{address}?q=piano").text
    assert "Nobody here is called “<bdi>piano</bdi>”." in nobody


def test_a_change_leads_back_to_the_same_part_and_a_wrong_one_keeps_what_was_typed(olive: Many) -> None:
    page = olive.get(f"{olive.move}/people?part=2").text
    action = unescape(found(rf'(?<=action="){olive.move}/people/\d+\?[^"]+', page))
    assert olive.send(action, name=f"Friend {AT_ONCE + 1}").url.params["part"] == "2"
    wrong = olive.post(action, name="", email="somebody")
    assert wrong.status_code == 422
    assert 'value="somebody"' in wrong.text


def test_a_short_list_needs_no_search(running: Server) -> None:
    olive = Olive(running.installation.database)
    olive.helper("Hana")
    visitor = Visitor(running)
    visitor.get(running.installation.url(olive.link))
    for page in ("people", "thanks"):
        text = visitor.get(f"/m/{olive.link.move_id}/{page}").text
        assert 'id="find"' not in text
        assert "Part 1" not in text


@pytest.mark.parametrize("page", ["people", "thanks"])
def test_pairs_that_look_alike_are_bounded_and_step_aside_for_a_search(olive: Many, page: str) -> None:
    assert olive.get(f"{olive.move}/{page}").text.count('id="double-') <= MAX_DOUBLES * FORM_PARTS
    assert 'id="double-' not in olive.get(f"{olive.move}/{page}?q=friend").text
