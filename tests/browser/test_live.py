"""Live pages: changes by others are seen, and take nothing from the one who is using the page."""

import re
from collections.abc import Callable
from copy import copy
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from service.domain.models import TaskState
from service.domain.rules.moves import rotate_signup
from service.domain.rules.tasks import change_task
from tests.browser.visiting import DESKTOP, NAME, Place, Visitors, item, lose_connection, opened
from tests.conftest import serving
from tests.make import Olive
from tests.sizes import ON_ONE

pytestmark = ON_ONE  # tests/storage/test_neighbours.py hears of changes on both
Plan = Callable[..., Place]


def listening(page: Page, address: str) -> Page:
    """Open a page and wait until it hears."""
    with page.expect_response(re.compile("/live")):
        page.goto(address)
    return page


def test_a_claim_is_seen_on_every_face(visit: Visitors, plan: Plan) -> None:
    place = plan()
    books = place.olive.task(needed=12, title="Books")
    hana = place.olive.helper("Hana")
    olive = visit(DESKTOP, scripts=True)
    olive.goto(place.organizer)
    listening(olive, place.at())
    friend = listening(visit(scripts=True), place.signup)
    own = listening(visit(scripts=True), place.own(hana))
    thanks = visit(scripts=True)
    thanks.goto(place.organizer)
    listening(thanks, place.at("/thanks"))
    place.olive.claim(books, place.olive.helper("Tom"), 5)
    expect(item(friend, "Books")).to_contain_text("Tom")
    expect(item(olive, "Books")).to_contain_text("7 boxes left")
    expect(item(own, "Books")).to_contain_text("Tom")
    expect(thanks.get_by_role("heading", name="Tom")).to_be_visible()


def test_nothing_is_taken_from_who_is_typing(visit: Visitors, plan: Plan) -> None:
    place = plan()
    books = place.olive.task(needed=12, title="Books")
    friend = listening(visit(scripts=True), place.signup)
    form = opened(item(friend, "Books"), "I’ll take it")
    name = form.get_by_label(NAME)
    name.fill("Hana of the second floor")
    form.get_by_label("How many boxes").fill("3")
    name.evaluate("field => { field.focus(); field.setSelectionRange(0, 4) }")
    words = friend.get_by_label("What could you do, and when?")
    words.evaluate("field => { field.value = 'a drill' }")
    place.olive.claim(books, place.olive.helper("Tom"), 5)
    expect(item(friend, "Books")).to_contain_text("Tom")
    expect(name).to_be_focused()
    expect(name).to_have_value("Hana of the second floor")
    assert name.evaluate("field => [field.selectionStart, field.selectionEnd]") == [0, 4]
    expect(form.get_by_label("How many boxes")).to_have_value("3")
    expect(words).to_have_value("a drill")
    form.get_by_role("button", name="Put my name on it").click()
    expect(item(friend, "Books")).to_contain_text("Yours")
    assert [(each.helper.name, each.quantity) for each in place.olive.seen(books).claims] == [
        ("Tom", 5),
        ("Hana of the second floor", 3),
    ]


@pytest.mark.held  # nothing is taken from who is typing, above
def test_what_one_is_typing_into_is_not_taken_away(visit: Visitors, plan: Plan) -> None:
    place = plan()
    soup = place.olive.task("care", "Soup")
    friend = listening(visit(scripts=True), place.signup)
    form = opened(item(friend, "Soup"), "I’ll take it")
    form.get_by_label(NAME).fill("Hana")
    with place.olive.change() as change:
        change_task(change, soup, {"state": TaskState.CANCELLED})
    expect(friend.get_by_role("status")).to_contain_text("Something here has changed meanwhile.")
    expect(form.get_by_label(NAME)).to_have_value("Hana")
    form.get_by_role("button", name="Put my name on it").click()
    expect(friend.get_by_role("alert")).to_contain_text("This task was called off.")


@pytest.mark.held
def test_a_place_that_went_meanwhile_becomes_a_place_to_stand_by(visit: Visitors, plan: Plan) -> None:
    place = plan()
    soup = place.olive.task("care", "Soup")
    friend = listening(visit(scripts=True), place.signup)
    opened(item(friend, "Soup"), "I’ll take it").get_by_label(NAME).fill("Hana")
    place.olive.claim(soup, place.olive.helper("Tom"))
    slip = item(friend, "Soup")
    expect(slip).to_contain_text("Someone has this one.")
    expect(slip.get_by_label(NAME)).to_have_value("Hana")
    slip.get_by_role("button", name="Stand by for it").click()
    expect(friend.get_by_role("status")).to_contain_text("You are the first to stand by.")


def test_a_page_in_the_background_catches_up_when_it_is_looked_at(visit: Visitors, plan: Plan) -> None:
    place = plan()
    books = place.olive.task(needed=12, title="Books")
    friend = listening(visit(scripts=True), place.signup)
    hide(friend, hidden=True)
    place.olive.claim(books, place.olive.helper("Tom"), 5)
    expect(item(friend, "Books")).not_to_contain_text("Tom")
    hide(friend, hidden=False)
    expect(item(friend, "Books")).to_contain_text("Tom")


def hide(page: Page, *, hidden: bool) -> None:
    page.evaluate(
        """hidden => {
          Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )


def test_a_lost_connection_says_so_and_recovers(visit: Visitors, plan: Plan) -> None:
    place = plan()
    books = place.olive.task(needed=12, title="Books")
    friend = listening(visit(scripts=True), place.signup)
    lose_connection(friend)
    friend.evaluate("() => window.dispatchEvent(new Event('online'))")  # asks again, and finds nobody
    expect(friend.get_by_role("status")).to_contain_text("No connection.")
    place.olive.claim(books, place.olive.helper("Tom"), 5)
    friend.context.set_offline(False)
    expect(friend.get_by_role("status")).to_contain_text("Connected again.")
    expect(item(friend, "Books")).to_contain_text("Tom")
    visit.watch.forgive("live", "ERR_INTERNET_DISCONNECTED")


def test_a_link_that_was_replaced_says_so(visit: Visitors, plan: Plan) -> None:
    place = plan()
    friend = listening(visit(scripts=True), place.signup)
    with place.olive.change() as change:
        rotate_signup(change)
    expect(friend.get_by_role("status")).to_contain_text("There is nothing here")
    visit.watch.forgive("404")


@pytest.mark.one_database
@pytest.mark.held  # like a lost connection, above
def test_a_restart_of_the_server_is_survived(visit: Visitors, tmp_path: Path) -> None:
    with serving(tmp_path) as first:
        place = Place(first, Olive(first.installation.database))
        soup = place.olive.task("care", "Soup", needed=2)
        friend = listening(visit(scripts=True), first.url + place.signup)
        port = int(first.url.rpartition(":")[2])
    visit.watch.own = first.url
    with serving(tmp_path, port=port) as second:
        again = copy(place.olive)
        again.database = second.installation.database
        again.claim(soup, again.helper("Tom"))
        expect(item(friend, "Soup")).to_contain_text("Tom")
    visit.watch.forgive("another host", "ERR_")
