"""Three names and the eve: one is asked in person, one by message, a "not this time" shows nowhere, and a driver who
gives back is replaced in four taps."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time

import pytest
from playwright.sync_api import Page, expect

from service.domain.core.change import change
from service.domain.core.links import Grants, Link
from service.domain.models import Kind
from service.domain.rules.offers import new_offer
from service.domain.rules.organizers import add_organizer
from service.domain.rules.tasks import add_tasks
from tests.browser.test_first_ask import Thumbs
from tests.browser.test_live import listening
from tests.browser.visiting import PHONE, Place, Visitors, enter, item, on_path, said, section
from tests.conftest import Server

pytestmark = pytest.mark.one_database
EVE = datetime(2026, 12, 4, 17, tzinfo=UTC)
MAX_TAPS = 4
PAGES = ("", "?view=time", "/ask", "/people", "/history", "/thanks", "/share")
CALLS = ("", "/board", "/history", "/asks", "/helpers", "/offers", "/next", "/thanks")
CHANCE = re.compile(r'name="key" value="[^"]*"')
"""What is different whenever a page is made."""


def words_to(olive: Page, name: str, task: str) -> str:
    """Prepare the words to somebody who is named on the Ask page; returns the link in them."""
    olive.get_by_role("link", name="Ask", exact=True).click()
    section(olive, "Who has said “tell me if I can help”?").get_by_role("link", name=name).click()
    olive.get_by_role("checkbox", name=task).check()
    olive.get_by_role("button", name="Prepare the words").click()
    words = olive.get_by_label("Your words, ready to send").input_value()
    return words[words.index("http") :].strip()


def shown(page: Page, *addresses: str) -> dict[str, str]:
    """All that these addresses say, fetched by the visitor of a page."""
    return {address: CHANCE.sub("", page.request.get(address).text()) for address in addresses}


def test_two_of_three_say_yes_by_one_tap_and_a_no_shows_nowhere(visit: Visitors, server: Server) -> None:
    olive = visit(timezone_id="Europe/Vienna")
    olive.goto("/")
    olive.get_by_label("Their names").fill("Hana\nTom\nMr Berger")
    olive.get_by_label("Your name").fill("Olive")
    olive.get_by_role("button", name="Go on").click()
    for thing in ("Sofa", "Wardrobe"):
        olive.get_by_label(thing).check()
    olive.get_by_role("button", name="Prepare the words").click()
    in_person, by_message = Thumbs(), Thumbs()
    expect(olive.get_by_role("heading", name="Hana")).to_be_visible()
    in_person.tap(olive.get_by_role("button", name="They said yes"))
    expect(olive.get_by_role("heading", name="Hana said yes")).to_be_visible()

    tom = visit()
    tom.goto(words_to(olive, "Tom", "Sofa"))
    by_message.tap(tom.get_by_role("button", name="I’ll come"))
    expect(tom).to_have_url(on_path("/h/"))
    assert (in_person.taps, by_message.taps) == (1, 1)

    link = words_to(olive, "Mr Berger", "Wardrobe")
    olive.get_by_role("link", name="Share", exact=True).click()
    everybody = (link, olive.get_by_label("For everyone you would ask").input_value(), tom.url.split("?")[0])
    a_no_is_told_once_and_looks_like_silence(visit, server, olive, everybody)


def a_no_is_told_once_and_looks_like_silence(
    visit: Visitors, server: Server, olive: Page, everybody: tuple[str, ...]
) -> None:
    """Mr Berger says no; Micha organizes, too, has a page open that hears of news, and reads all there is to read."""
    berger, micha, move = visit(), visit(scripts=True), olive.url.split("/m/")[1].split("/")[0]
    of_olive = Link(move, Grants.ORGANIZER, 1, 1)
    with change(server.installation.database, of_olive, now=server.clock.now) as opened:
        of_micha = Link(move, Grants.ORGANIZER, add_organizer(opened, {"name": "Micha"}), 1)
    micha.request.get(server.installation.url(of_micha), max_redirects=0)
    listening(micha, f"/m/{move}")
    bearer = {"Authorization": f"Bearer {server.installation.links.make(of_micha)}"}

    def all_there_is() -> list[dict[str, str]]:
        calls = {each: micha.request.get(f"/api/v1/moves/{move}{each}", headers=bearer).text() for each in CALLS}
        return [calls, *(shown(each, *(f"/m/{move}{page}" for page in PAGES), *everybody) for each in (olive, micha))]

    silence = all_there_is()
    drawn: list[str] = []
    micha.on("request", lambda asked: drawn.append(asked.url))
    berger.goto(everybody[0])
    berger.get_by_role("button", name="Not this time").click()
    said(berger, "That’s quite all right.")

    assert all_there_is()[2] == silence[2]
    olive.goto(f"/m/{move}")
    expect(olive.get_by_text("Mr Berger can’t this time.")).to_be_visible()
    olive.get_by_role("button", name="Noted").click()
    assert all_there_is() == silence
    with change(server.installation.database, of_olive, now=server.clock.now) as opened:
        add_tasks(opened, [{"kind": Kind.CARE, "title": "Cake"}])
    expect(item(micha, "Cake")).to_be_visible()
    assert len(drawn) == 1


def test_a_driver_who_gives_back_on_the_eve_is_replaced_in_four_taps(
    visit: Visitors, server: Server, plan: Callable[..., Place]
) -> None:
    server.clock.now, place = EVE, plan()
    van = place.olive.task("trip", "The van", starts=time(13), needed=2)
    place.olive.claim(place.olive.task("care", "Soup"), place.olive.helper("Hana"))
    driver = place.olive.helper("Nkechi")
    place.olive.drive(van, driver)
    with place.olive.change(place.olive.signup) as opened:
        new_offer(opened, {"name": "Tom"}, "I have a van, just knock.")
    nkechi, olive, thumbs = visit(), visit(PHONE), Thumbs()
    nkechi.goto(place.own(driver))
    item(nkechi, "The van").get_by_role("button", name="Not this time").click()

    enter(olive, place)
    expect(olive.get_by_text("A place came free: The van.")).to_be_visible()
    thumbs.tap(olive.locator("#next").get_by_role("link", name="Ask someone"))
    thumbs.tap(olive.get_by_role("list", name="Who might step in").get_by_role("button", name="Tom"))
    thumbs.tap(olive.get_by_role("button", name="They said yes"))

    expect(olive.get_by_role("heading", name="Tom said yes")).to_be_visible()
    assert thumbs.taps <= MAX_TAPS
    now = place.olive.seen(van).driver
    assert now is not None
    assert (now.helper.name, now.vehicle_kind) == ("Tom", "van")
