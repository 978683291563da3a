"""The day of "I have two hours on Saturday": what the link names is what the form sends, also without scripts."""

import html
import re

import pytest

from tests.conftest import Server
from tests.web.visit import Fields, Organizer, Visitor, found

pytestmark = pytest.mark.one_database

FRIDAY, SATURDAY = "2026-12-04", "2026-12-05"
MORNING, AFTERNOON = {"starts": "09:00"}, {"starts": "14:00"}


@pytest.fixture
def olive(server: Server) -> Organizer:
    return Organizer(server, day=SATURDAY)


@pytest.mark.parametrize(
    ("tasks", "query", "link", "offered"),
    [
        ([{"day": FRIDAY}, {}], "", "on Saturday", "Saturday, 5 December. Put"),
        ([{"day": FRIDAY, **MORNING}, {"day": FRIDAY, **AFTERNOON}], "", "on Saturday", "Saturday, 5 December. Put"),
        ([MORNING, AFTERNOON], "", "on Saturday", "Saturday, 5 December. Put"),
        ([{}], "", "on Saturday", "Saturday, 5 December. Put"),
        ([{"day": FRIDAY}, {}], f"?when={FRIDAY}", "on Friday", "Friday, 4 December. Put"),
    ],
)
def test_the_day_that_the_link_names_is_offered(
    olive: Organizer, tasks: list[dict[str, str]], query: str, link: str, offered: str
) -> None:
    for task in tasks:
        olive.add(**task)
    hana = Visitor(olive.server)
    page = hana.get(olive.signup_link + query).text
    assert f"two hours {link}" in found(r'(?<=id="to-offer")[^<]+', page)
    when = Fields(page).values.get("offer-when", "")
    hana.send(f"{olive.signup_link}/offers", name="Hana", time="2", when=when, words="")
    board = html.unescape(olive.get(olive.move).text)
    assert re.search(rf"I have two hours: {offered}", board)
