"""The board on a phone: how soon it begins, how long it is, and how far it is to tab."""

from collections.abc import Callable
from datetime import date, time

import pytest
from playwright.sync_api import expect

from service.domain.models import Kind, TaskFields
from service.domain.rules.claims import Wish, claim_task
from service.domain.rules.helpers import add_helper
from service.domain.rules.offers import add_offer
from service.domain.rules.tasks import add_tasks
from tests.browser.test_every_page import STOPS
from tests.browser.test_live import listening
from tests.browser.visiting import DESKTOP, PHONE, Place, Visitors, enter, item, section, speak
from tests.conftest import NOON
from tests.sizes import WHOLE

pytestmark = pytest.mark.one_database  # pages and scripts are the same over any
MAX_SCREENS, MAX_STOPS, MAX_ROW_PX, FIRST_ROW_PX = 4, 120, 72, 300

SEEN = """() => {
  const rows = [...document.querySelectorAll("li.note")].map((row) => row.getBoundingClientRect());
  return {
    first: Math.min(...rows.map(({ top }) => top)),
    tallest: Math.max(...rows.map(({ height }) => height)),
    height: document.scrollingElement.scrollHeight,
    folded: document.querySelectorAll("li.note details").length,
  };
}"""


@pytest.fixture
def thirty(plan: Callable[..., Place]) -> Place:
    """Thirty tasks of every kind on the day itself, some with long titles."""
    place = plan("We carry everything from the Lindengasse up to the attic", day=NOON.date())
    with place.olive.change() as change:
        helpers = [add_helper(change, {"name": name}) for name in ("Hana", "Tom", "Mrs Okafor", "Wei")]
        for number in range(10):
            boxes = f"Boxes from the children’s room and the study {number}"
            starts = time(9 + number % 3)
            tasks: list[TaskFields] = [
                {"kind": Kind.BOX_LOAD, "title": boxes, "needed": 12, "starts": starts},
                {"kind": Kind.HEAVY_ITEM, "title": f"The heaviest pieces {number}", "weight_kg": 90, "starts": starts},
                {"kind": Kind.CARE, "title": f"Soup {number}"},
            ]
            for task, takers in zip(add_tasks(change, tasks)[: number % 4], (3, 3, 1), strict=False):
                for helper in helpers[:takers]:
                    claim_task(change, task, helper, Wish())
    return place


LOST = """() => [...document.querySelectorAll("li.note")].filter((row) => {
  const [title, line, name] = ["h3", ".line", ".who bdi"].map((part) => row.querySelector(part));
  const { lineHeight, webkitLineClamp } = getComputedStyle(title);
  const [lines, shown] = [title.scrollHeight, title.clientHeight].map((px) => Math.round(px / parseFloat(lineHeight)));
  const box = line.getBoundingClientRect();
  const outside = ({ top, bottom, left, right }) =>
    bottom > box.bottom + 2 || top < box.top - 2 || right > box.right + 1 || left < box.left - 1;
  const words = line.firstElementChild;
  const seen = name && [...name.getClientRects()].filter((part) => part.bottom <= box.bottom + 2)
    .reduce((sum, { left, right }) => sum + Math.min(right, box.right) - Math.max(left, box.left), 0);
  return Math.min(lines, webkitLineClamp) > shown || words.scrollHeight > words.clientHeight + 2
    || [...words.getClientRects()].some(outside)
    || (name && seen < Math.min(40, name.getBoundingClientRect().width - 1));
}).map((row) => row.innerText)"""
"""Rows of which a title is cut without an ellipsis, the words below it at all, or a name before its beginning."""


def test_thirty_tasks_are_a_list_that_a_thumb_gets_through(visit: Visitors, thirty: Place) -> None:
    page = enter(visit(PHONE, scripts=True), thirty)
    for query in ("", "?view=time"):
        page.goto(thirty.at(query))
        seen = page.evaluate(SEEN)
        assert seen["first"] <= FIRST_ROW_PX, query
        assert seen["tallest"] <= MAX_ROW_PX, query
        assert seen["height"] <= MAX_SCREENS * PHONE[1], query
        assert seen["folded"] == 0, query
        assert len(page.evaluate(STOPS)) <= MAX_STOPS, query
        assert page.evaluate(LOST) == [], query


@pytest.mark.held
def test_the_list_begins_as_soon_whatever_else_waits_and_of_a_row_only_ends_are_cut(
    visit: Visitors, thirty: Place
) -> None:
    olive = thirty.olive
    piano = olive.task("heavy_item", "The piano of grandmother, and all that goes with it", weight_kg=98)
    olive.claim(piano, olive.helper("Konstantin-Alexander"))
    early = olive.task("heavy_item", "Garden bench", weight_kg=75, day=date(2026, 11, 21), starts=time(14, 30))
    olive.claim(early, olive.helper("Friederike Wilhelmina von Hohenberg"))
    packed = olive.task("box_load", "What stands in the attic of the old house", day=date(2026, 11, 21), needed=9)
    olive.claim(packed, olive.helper("Wilhelmina"), 9)
    with olive.change(olive.signup) as change:
        add_offer(change, add_helper(change, {"name": "Ines"}), "Tell me")
    page = enter(visit(PHONE), thirty)
    for language in ("de", "ar", "fr") if WHOLE else ("de", "ar"):
        speak(page, language)
        page.goto(thirty.at())
        assert page.locator("#next-leave, #waits").count() == 2, "a step, and what else waits"
        seen = page.evaluate(SEEN)
        assert (seen["first"] <= FIRST_ROW_PX, seen["tallest"] <= MAX_ROW_PX) == (True, True), (language, seen)
        assert page.evaluate(LOST) == [], language
        page.goto(thirty.at("?notice=tasks_changed&undo=1"))
        seen = page.evaluate(SEEN)
        assert seen["first"] <= FIRST_ROW_PX, f"{language}: a message stands in place of the step"
    for task in [task.n for task in olive.board().tasks if not task.taken][:7]:
        with olive.change(olive.signup) as change:
            claim_task(change, task, add_helper(change, {"name": f"Friend {task}"}), Wish())
    for language in ("de", "ar"):
        speak(page, language)
        page.goto(thirty.at())
        assert page.evaluate(SEEN)["first"] <= FIRST_ROW_PX, language
        page.locator("#news-summary").click()
        expect(page.locator("#news li:visible")).to_have_count(6)
        page.goto(thirty.at("?notice=tasks_changed&undo=1"))
        assert page.evaluate(SEEN)["first"] <= FIRST_ROW_PX, language


TOPS = """() => Object.fromEntries([...document.querySelectorAll("main li.note, main h2")]
  .map(({ id }) => [id, document.getElementById(id).getBoundingClientRect().top]))"""


def test_a_tick_moves_nothing_and_keeps_the_focus(visit: Visitors, thirty: Place) -> None:
    visit(PHONE).request.get(thirty.organizer, max_redirects=0)
    page = enter(visit(PHONE, scripts=True), thirty)
    listening(page, thirty.at())
    soup = item(page, "Soup 5")
    tick = soup.get_by_role("button", name="Done: Soup 5")
    tick.scroll_into_view_if_needed()
    before = page.evaluate(TOPS)
    tick.click()
    expect(soup).to_have_class("note other done")
    assert page.evaluate(TOPS) == before
    expect(tick).to_be_focused()
    expect(soup.get_by_role("button", name="Undo: Soup 5")).to_be_visible()
    # Somebody else changes something: the row stays, and so does the way back.
    thirty.olive.claim(thirty.olive.task("care", "Cake"), thirty.olive.helper("Kim"))
    expect(item(page, "Cake")).to_contain_text("Kim")
    expect(section(page, "Still open").get_by_role("heading", name="Soup 5")).to_be_visible()
    soup.get_by_role("button", name="Undo: Soup 5").click()
    expect(soup).to_have_class("note other")
    expect(section(page, "Still open").get_by_role("heading", name="Soup 5")).to_be_visible()
    page.reload()
    expect(page.get_by_role("status")).to_be_empty()
    # Nor below a message, which has the place of the next step.
    listening(page, thirty.at("?notice=tasks_changed&undo=1"))
    tick = page.get_by_role("button", name="Done: Soup 8")
    tick.scroll_into_view_if_needed()
    before = page.evaluate(TOPS)
    tick.click()
    expect(page.get_by_role("button", name="Undo: Soup 8")).to_be_visible()
    assert page.evaluate(TOPS) == before


@pytest.mark.held
def test_the_way_back_leaves_after_ten_seconds_but_not_from_under_a_finger(
    visit: Visitors, plan: Callable[..., Place]
) -> None:
    place = plan(day=NOON.date())
    for title in ("Soup", "Cake"):
        place.olive.task("care", title)
    place.olive.task("heavy_item", "Sofa", weight_kg=60)
    page = visit(PHONE, scripts=True)
    page.clock.install()
    enter(page, place)
    soup = item(page, "Soup")
    soup.get_by_role("button", name="Done: Soup").click()
    undo = soup.get_by_role("button", name="Undo: Soup")
    expect(undo).to_be_visible()
    page.clock.run_for(8_000)
    expect(undo).to_be_visible()
    undo.focus()
    page.clock.run_for(5_000)
    expect(undo).to_be_focused()
    page.get_by_role("button", name="Done: Cake").focus()
    page.clock.run_for(2_000)
    expect(page.locator(".did")).to_have_count(0)
    expect(soup).to_have_class("note other done")
    # Who else was there is written down in the row, without hurry.
    sofa = item(page, "Sofa")
    sofa.get_by_role("button", name="Done: Sofa").click()
    sofa.locator("summary").click()
    for who in ("Hana", "Tom"):
        page.get_by_role("button", name="Done: Cake").focus()
        page.clock.run_for(12_000)
        sofa.get_by_label("A name, so that they are thanked, too").fill(who)
        sofa.get_by_role("button", name="Put them on it: Sofa").click()
        expect(sofa.locator(".who")).to_contain_text(who)
    expect(sofa.locator("summary")).to_have_text("2 of 3 are named. Who else?")


COMPARING = """() => {
  window.compared = new Set();
  const { get } = Object.getOwnPropertyDescriptor(Element.prototype, "attributes");
  Object.defineProperty(Element.prototype, "attributes", { get() {
    const row = this.closest("li.note");
    if (row) window.compared.add(row.id);
    return get.call(this);
  } });
}"""
COMPARED = """() => {
  const rows = [...window.compared];
  window.compared.clear();
  return rows;
}"""


def test_a_phone_works_on_the_rows_that_change(visit: Visitors, thirty: Place) -> None:
    visit(PHONE).request.get(thirty.organizer, max_redirects=0)
    page = listening(visit(PHONE, scripts=True), thirty.organizer)
    expect(page.locator(".grip")).to_have_count(0)  # there is one column
    page.evaluate(COMPARING)
    soup = item(page, "Soup 5")
    soup.get_by_role("button", name="Done: Soup 5").click()
    expect(soup).to_have_class("note other done")
    assert page.evaluate(COMPARED) == [soup.get_attribute("id")]
    [lunch] = [task.n for task in thirty.olive.board().tasks if task.title == "Soup 8"]
    thirty.olive.claim(lunch, thirty.olive.helper("Kim"))
    expect(item(page, "Soup 8")).to_contain_text("Kim")
    assert page.evaluate(COMPARED) == [f"task-{lunch}"]
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    expect(item(page, "Soup 8").locator(".grip")).to_be_visible()


@pytest.mark.held
def test_on_paper_the_columns_are_below_each_other_and_nothing_can_be_pressed(visit: Visitors, thirty: Place) -> None:
    olive = thirty.olive
    olive.claim(olive.task("care", "Cake"), olive.helper("Kim"))
    page = enter(visit(DESKTOP, scripts=True, color_scheme="dark"), thirty)
    page.emulate_media(media="print")
    expect(item(page, "Cake").locator(".who")).to_have_css("display", "inline")  # nothing of it is cut
    boxes = [section(page, name).bounding_box() for name in ("Still open", "Covered")]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
    for role in ("button", "searchbox", "navigation"):
        assert not [each for each in page.get_by_role(role).all() if each.is_visible()], role
    expect(page.get_by_role("link", name="History")).to_be_hidden()
    grounds = """[...document.querySelectorAll("main *, body, html")].filter((each) => each.checkVisibility())
      .map((each) => getComputedStyle(each).backgroundColor)"""
    assert set(page.evaluate(grounds)) <= {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}


@pytest.mark.held  # test_asking.py asks from such a row
def test_until_the_day_a_row_is_for_asking_somebody(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    soup = place.olive.task("care", "Soup")
    kept, packed = place.olive.task("care", "Papers", kept=True), place.olive.task("care", "Cat", day=NOON.date())
    page = enter(visit(PHONE, scripts=True), place)
    for n in (kept, packed):
        expect(page.locator(f"#task-{n}-tick")).to_be_visible()
    expect(page.locator(f"#task-{soup}-tick")).to_have_count(0)
    item(page, "Soup").get_by_role("link", name="Ask someone: Soup").click()
    expect(page.get_by_role("checkbox", name="Soup")).to_be_checked()


COVERED = """(row) => {
  const [title, did] = ["h3", ".did"].map((part) => row.querySelector(part));
  const painted = Number.parseFloat(getComputedStyle(did).backgroundImage.match(/([\\d.]+)px/)[1]);
  const { bottom } = title.getBoundingClientRect();
  const cut = 2 * Number.parseFloat(getComputedStyle(title).lineHeight) - title.clientHeight;
  return [Math.floor(cut), Math.max(0, bottom - did.getBoundingClientRect().bottom + painted)];
}"""
"""Whole pixels that are cut of the two lines of a title, and that what stands below it covers."""


@pytest.mark.held
def test_who_else_was_there_is_asked_below_both_lines_of_a_title(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan(day=NOON.date())
    crew = place.olive.task("heavy_item", "The wardrobe of our grandmother, with all its doors", needed=4)
    place.olive.claim(crew, place.olive.helper("Hana"))
    page = enter(visit(PHONE), place)
    page.locator(f"#task-{crew}-tick").click()
    expect(page.locator(f"#task-{crew}-more-summary")).to_be_visible()
    row = page.locator(f"#task-{crew}")
    lines = row.get_by_role("heading").evaluate(
        "(title) => title.clientHeight / Number.parseFloat(getComputedStyle(title).lineHeight)"
    )
    assert (round(lines), row.evaluate(COVERED)) == (2, [0, 0])
