"""Forms in place: done, pending and refused are seen and heard, and nothing else about the browser changes."""

import re
from collections.abc import Callable
from datetime import time

import pytest
from playwright.sync_api import Page, Route, expect

from service.domain.models import TaskState
from service.domain.rules.tasks import change_task
from tests.browser.test_live import listening
from tests.browser.visiting import (
    DESKTOP,
    NAME,
    Place,
    Visitors,
    enter,
    item,
    on_path,
    opened,
    path_of,
    said,
    section,
    take,
)
from tests.conftest import NOON

pytestmark = pytest.mark.one_database  # pages and scripts are the same over any
Plan = Callable[..., Place]

MARK = "() => { document.documentElement.dataset.mark = 'same' }"


def marked(page: Page) -> Page:
    """So that it is known whether the document is still the one it was."""
    page.evaluate(MARK)
    return page


def still_there(page: Page) -> None:
    assert page.evaluate("document.documentElement.dataset.mark") == "same"


def organizer(visit: Visitors, place: Place, path: str = "") -> Page:
    olive = visit(DESKTOP, scripts=True)
    enter(olive, place, path)
    return marked(olive)


@pytest.mark.held
def test_several_tasks_are_taken_without_leaving_the_page(visit: Visitors, plan: Plan) -> None:
    place = plan()
    place.olive.task(title="Books", needed=12)
    place.olive.task("care", "Soup")
    hana = marked(listening(visit(scripts=True), place.signup))
    take(hana, "Books", "Hana", many=3)
    said(hana, "Your name is on")
    expect(item(hana, "Books")).to_contain_text("Yours")
    expect(hana.get_by_text("You are Hana.")).to_be_visible()
    take(hana, "Soup")
    expect(item(hana, "Soup")).to_contain_text("Yours")
    still_there(hana)
    assert path_of(hana) == place.signup
    assert place.names() == ["Hana"]
    hana.get_by_role("link", name="Your own page", exact=True).click()
    expect(section(hana, "What you have taken").get_by_role("heading", name="Soup")).to_be_visible()
    hana.go_back()
    expect(item(hana, "Soup")).to_contain_text("Yours")
    hana.reload()
    expect(hana.get_by_role("status")).to_be_empty()


@pytest.mark.held  # a tick on the board is one, too
def test_giving_back_is_one_tap_in_place(visit: Visitors, plan: Plan) -> None:
    place = plan()
    soup = place.olive.task("care", "Soup")
    hana = place.olive.helper("Hana")
    place.olive.claim(soup, hana)
    own = marked(listening(visit(scripts=True), place.own(hana)))
    item(own, "Soup").get_by_role("button", name="Not this time").click()
    said(own, "Given back.")
    still_there(own)
    assert place.olive.seen(soup).claims == []
    # The focus is where the thing is, or near it: never lost at the top.
    assert own.evaluate("document.activeElement !== document.body")


@pytest.mark.held
def test_somebody_is_put_on_a_task_and_taken_off_without_leaving_its_page(visit: Visitors, plan: Plan) -> None:
    place = plan()
    soup = place.olive.task("care", "Soup")
    olive = organizer(visit, place, place.path_of("Soup"))
    olive.get_by_label("Who said yes?").fill("Hana")
    olive.get_by_role("button", name="Put them on it").click()
    said(olive, "The name is on it.")
    expect(olive.get_by_label("Who said yes?")).to_have_value("")
    at = olive.evaluate("scrollY")
    olive.get_by_role("button", name="Take off").click()
    said(olive, "The name is off it again.")
    expect(section(olive, "Who is coming").locator(":focus")).to_be_visible()
    assert olive.evaluate("scrollY") == at
    olive.get_by_role("button", name="I keep this for myself").click()
    expect(olive.get_by_role("button", name="Offer it to friends")).to_be_focused()
    assert place.olive.seen(soup).claims == []
    still_there(olive)


def test_the_board_is_worked_on_in_place(visit: Visitors, plan: Plan) -> None:
    place = plan(day=NOON.date())
    soup = place.olive.task("care", "Soup")
    olive = organizer(visit, place)
    item(olive, "Soup").get_by_role("button", name="Done").click()
    expect(item(olive, "Soup").get_by_role("button", pressed=True)).to_be_focused()
    assert place.olive.seen(soup).state is TaskState.DONE
    opened(olive.locator(".inbox"), "Write down an offer you heard")
    olive.get_by_label("Who said it?").fill("Mr Berger")
    olive.get_by_label("What did they say?").fill("Just knock.")
    olive.get_by_role("button", name="Write it down").click()
    said(olive, "The offer is written down.")
    expect(olive.get_by_text("Just knock.")).to_be_visible()
    expect(olive.get_by_label("What did they say?")).to_have_value("")
    still_there(olive)


@pytest.mark.held
def test_a_new_task_and_an_edit_stay_on_their_page(visit: Visitors, plan: Plan) -> None:
    place = plan()
    olive = organizer(visit, place, "/tasks/new?kind=care")
    olive.get_by_label("What is it?").fill("Soup")
    olive.get_by_role("button", name="Add it", exact=True).click()
    said(olive, "It is on the list.")
    expect(olive.get_by_label("What is it?")).to_have_value("")
    still_there(olive)
    [soup] = place.olive.board().tasks
    olive.goto(place.at(f"/tasks/{soup.n}"))
    marked(olive)
    opened(olive.get_by_role("main"), "Change it").get_by_label("What is it?").fill("Soup for twelve")
    olive.get_by_role("button", name="Save").click()
    said(olive, "The task is changed.")
    expect(olive.get_by_role("heading", name="Soup for twelve")).to_be_visible()
    still_there(olive)


@pytest.mark.held  # test_live.py sees a claim on every face
def test_whoever_looks_at_their_own_page_knows(visit: Visitors, plan: Plan) -> None:
    place = plan()
    soup = place.olive.task("care", "Soup")
    hana = place.olive.helper()
    place.olive.claim(soup, hana)
    with place.olive.change() as opened:
        change_task(opened, soup, {"starts": time(9)})
    olive = organizer(visit, place, f"/tasks/{soup}")
    expect(olive.get_by_text("does not know yet", exact=True)).to_be_visible()
    page = visit(scripts=True)
    with page.expect_response("**/seen"):
        page.goto(place.own(hana))
    expect(section(page, "Different since you last looked")).to_be_visible()
    olive.reload()
    expect(olive.get_by_text("does not know yet", exact=True)).to_have_count(0)


@pytest.mark.held
def test_an_answer_that_is_another_page_is_gone_to(visit: Visitors, plan: Plan) -> None:
    place = plan()
    place.olive.task("care", "Soup")
    olive = organizer(visit, place)
    opened(olive.locator(".inbox"), "Write down an offer you heard")
    olive.get_by_label("Who said it?").fill("Mr Berger")
    olive.get_by_label("What did they say?").fill("Just knock.")
    olive.get_by_role("button", name="Write it down").click()
    olive.get_by_role("link", name="Say yes").click()
    expect(olive.get_by_role("checkbox", name="Soup")).to_be_checked()
    marked(olive)
    olive.get_by_role("button", name="Say yes").click()
    said(olive, "You said yes.")
    expect(olive.get_by_label("Your answer, ready to send.")).to_contain_text("Mr Berger, yes please")
    still_there(olive)
    olive.goto(place.at("/thanks"))
    olive.get_by_role("link", name="Write the note").first.click()
    olive.get_by_label("In your own words").fill("The soup was the best of the day.")
    olive.get_by_role("button", name="In person").click()
    said(olive, "Given.")
    assert path_of(olive) == place.at("/thanks")
    olive.go_back()
    expect(olive.get_by_role("heading", name="A note for Mr Berger")).to_be_visible()


def test_a_refusal_keeps_what_was_typed_and_leads_to_its_field(visit: Visitors, plan: Plan) -> None:
    place = plan()
    books = place.olive.task(title="Books", needed=12)
    hana = marked(listening(visit(scripts=True), place.signup))
    take(hana, "Books", "", many=40)
    expect(hana.get_by_role("alert")).to_contain_text("Please fill this in.")
    name = item(hana, "Books").get_by_label(NAME)
    expect(name).to_be_focused()
    expect(name).to_have_accessible_description("Please fill this in.")
    expect(item(hana, "Books").get_by_label("How many boxes")).to_have_value("40")
    name.fill("Hana")
    item(hana, "Books").get_by_role("button", name="Put my name on it").click()
    expect(hana.get_by_role("alert")).to_contain_text("12 boxes are still free here.")
    expect(name).to_have_value("Hana")
    # What is about the whole form stands in it, where the thumb is.
    expect(item(hana, "Books").locator(".error")).to_be_focused()
    expect(hana.get_by_role("status")).to_be_empty()
    # Typed on there, it outlasts what others do meanwhile.
    name.fill("Hana of the second floor")
    place.olive.claim(books, place.olive.helper("Tom"))
    expect(item(hana, "Books")).to_contain_text("Tom")
    expect(name).to_have_value("Hana of the second floor")
    expect(name).to_be_focused()
    still_there(hana)


@pytest.mark.held  # test_dragging.py is asked so, too
def test_a_crew_that_is_too_small_is_asked_about(visit: Visitors, plan: Plan) -> None:
    place = plan()
    place.olive.task("heavy_item", "Piano", needed=4)
    olive = organizer(visit, place, place.path_of("Piano"))
    olive.get_by_role("button", name="Under way").click()
    expect(section(olive, "More hands first?")).to_be_visible()
    olive.get_by_role("button", name="Start it anyway").click()
    said(olive, "Moved.")
    still_there(olive)


def test_a_slow_answer_is_awaited_in_sight(visit: Visitors, plan: Plan) -> None:
    place = plan()
    soup = place.olive.task("care", "Soup")
    hana = listening(visit(scripts=True), place.signup)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    hana.route("**/claims", hold)
    take(hana, "Soup", "Hana")
    said(hana, "One moment…")
    form = item(hana, "Soup").locator("form")
    assert form.get_attribute("aria-busy") == "true"
    # The second tap means the first.
    form.get_by_role("button", name="Put my name on it").click()
    assert len(held) == 1
    held[0].continue_()
    said(hana, "Your name is on")
    assert len(place.olive.seen(soup).claims) == 1


def test_a_line_that_stalls_is_given_up_and_said_at_the_slip(visit: Visitors, plan: Plan) -> None:
    place = plan()
    soup = place.olive.task("care", "Soup")
    hana = visit(scripts=True)
    hana.clock.install()
    listening(hana, place.signup)

    def stall(_: Route) -> None:
        """Say nothing at all."""

    hana.route("**/claims", stall)
    take(hana, "Soup", "Hana")
    said(hana, "One moment…")
    hana.clock.fast_forward(12_000)
    form = item(hana, "Soup").locator("form")
    error = form.locator(".error")
    expect(error).to_have_text(re.compile("^No answer came, so this may not have arrived."))
    # It looks like what it is, and is read out; nothing green stands above the list.
    expect(error).to_have_css("color", "rgb(158, 63, 40)")
    expect(error).to_be_in_viewport()
    expect(hana.get_by_role("status")).to_have_attribute("data-trouble", "")
    expect(hana.get_by_role("status")).not_to_have_attribute("data-fresh", "")
    expect(form.get_by_label(NAME)).to_have_value("Hana")
    hana.unroute("**/claims")
    form.get_by_role("button", name="Put my name on it").click()
    said(hana, "Your name is on")
    expect(error).to_have_count(0)
    assert [claim.helper.name for claim in place.olive.seen(soup).claims] == ["Hana"]


def test_an_answer_of_something_in_between_is_none_and_one_that_got_lost_is_one_effect(
    visit: Visitors, plan: Plan
) -> None:
    place = plan()
    soup = place.olive.task("care", "Soup", needed=3)
    hana = listening(visit(scripts=True), place.signup)
    hana.route("**/claims", lambda route: route.fulfill(status=418, body="<h1>Bad gateway</h1>"))
    take(hana, "Soup", "Hana")
    said(hana, "No answer came, so this may not have arrived.")
    expect(item(hana, "Soup").get_by_label(NAME)).to_have_value("Hana")
    expect(hana.get_by_text("Bad gateway")).to_have_count(0)
    hana.unroute("**/claims")

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    hana.route("**/claims", lose, times=1)
    send = item(hana, "Soup").get_by_role("button", name="Put my name on it")
    with hana.expect_event("requestfailed"):
        send.click()
    expect(item(hana, "Soup").locator("form")).not_to_have_attribute("aria-busy", "true")
    said(hana, "No answer came, so this may not have arrived.")
    hana.unroute("**/claims")
    send.click()
    expect(item(hana, "Soup")).to_contain_text("Yours")
    assert len(place.olive.seen(soup).claims) == 1
    visit.watch.forgive("ERR_FAILED")


CLICKED = """(link, held) => new Promise(resolve => {
    addEventListener("click", event => { resolve(!event.defaultPrevented); event.preventDefault() }, { once: true });
    link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, [held]: true }));
})"""
"""Clicks a link with a key held down; tells whether the browser would follow it by itself, and keeps it from that."""


@pytest.mark.sampled
@pytest.mark.parametrize("path", ["", "/thanks", "/people"])
def test_a_link_that_is_to_open_in_a_new_tab_is_left_to_the_browser(visit: Visitors, plan: Plan, path: str) -> None:
    olive = organizer(visit, plan(), path)
    link = olive.get_by_role("link", name="Settings")
    for held in ("ctrlKey", "metaKey", "shiftKey"):
        assert link.evaluate(CLICKED, held), "nobody else has taken the click"


@pytest.mark.held  # test_pasting.py goes back from it
def test_a_preview_is_a_page_that_back_leads_away_from(visit: Visitors, plan: Plan) -> None:
    place = plan()
    olive = organizer(visit, place, "/paste")
    olive.get_by_label("One thing on each line").fill("sofa\n4 boxes of books")
    olive.get_by_role("button", name="See what becomes of it").click()
    expect(olive.get_by_role("heading", name="Your list, as tasks")).to_be_visible()
    place.olive.helper("Hana")  # a change meanwhile has nothing to do with it
    expect(olive.get_by_role("heading", name="Your list, as tasks")).to_be_visible()
    olive.go_back()
    expect(olive.get_by_label("One thing on each line")).to_have_value("sofa\n4 boxes of books")


@pytest.mark.held  # tests/web/friends is led there, too
def test_without_cookies_a_claim_leads_to_the_own_page(visit: Visitors, plan: Plan) -> None:
    place = plan()
    place.olive.task("care", "Soup")
    hana = listening(visit(scripts=True), place.signup)
    hana.context.clear_cookies()
    take(hana, "Soup", "Hana")
    expect(hana).to_have_url(on_path("/h/"))
    said(hana, "Your name is on")


@pytest.mark.held
def test_an_answer_with_nothing_to_say_says_nothing(visit: Visitors, plan: Plan) -> None:
    place = plan()
    place.olive.task(title="Soup", kind="care")
    olive = organizer(visit, place)
    leave = olive.get_by_role("button", name="Leave it", exact=True)
    step = leave.get_attribute("value")
    leave.click()
    expect(olive.locator(f"button[value='{step}']")).to_have_count(0)
    still_there(olive)
    expect(olive.locator("#status")).to_have_text("")
