"""Every page in each of its main states: readable for everyone, on every screen, with every means, and mirrored
in words half as long again.

In `make test` one of sixteen states is tried on a phone, and besides either by axe, in the dark and in large text, or
on other screens, or mirrored: the main page of each face in all of these."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.ask_states import STATES
from tests.browser.checks import UNFOLD, alike, faults, mirrored_faults, sticking_out_elsewhere, unreadable
from tests.browser.visiting import DESKTOP, PHONE, Place, Visitors, item, on_path, said, section
from tests.conftest import NOON
from tests.pseudo import LANGUAGE, spoken
from tests.sizes import has_turn

pytestmark = pytest.mark.one_database  # pages and scripts are the same over any
TURNS = 16
FACES = {"start", "signup_of_the_demo", "board_of_the_demo"}
ALIKE_ON_PURPOSE = {"people_of_one_name"}
"""States in which what is called the same does different things: two people of one name have the same entries."""
MAX_STEPS = 400
"""More tabs than any page takes."""

# Where a keyboard can go, in the order of the page. A group of radio buttons is one stop.
STOPS = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled)
  .filter((element) => element.type !== "radio" || element ===
    (element.form.querySelector(`[name=${element.name}]:checked`) ??
     element.form.querySelector(`[name=${element.name}]`)))
  .map((element) => element.id || element.outerHTML)"""

# The element with the focus, and what is wrong with how it shows that.
FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const style = getComputedStyle(at);
  const { left, top, width, height } = at.getBoundingClientRect();
  const wrong = [];
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) wrong.push("no ring");
  // Browsers scroll only as far as they have to: a part of it is enough.
  const parts = [0.1, 0.5, 0.9];
  const seen = parts.flatMap((x) => parts.map((y) => document.elementFromPoint(left + width * x, top + height * y)));
  if (!seen.some((shown) => at.contains(shown) || shown?.contains(at) && shown.closest("main, header"))) {
    wrong.push("covered or off the screen");
  }
  return { name: at.id || at.outerHTML, wrong };
}"""


@pytest.fixture(scope="module")
def mirrored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The program speaks English, and a language from right to left."""
    with spoken(tmp_path_factory.mktemp("locales")):
        yield


def is_due(name: str, look: int | None = None) -> bool:
    """Tell whether a state is tried, or looked at in one of three more ways."""
    return name in FACES or has_turn(name, *((0, TURNS) if look is None else (look * TURNS, 3 * TURNS)))


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name in STATES if is_due(name)])
def test_a_page_is_there_for_everyone_and_holds_when_it_is_mirrored(
    mirrored: None, readers: Visitors, reach: Callable[[Page, str], None], name: str
) -> None:
    [context] = readers.contexts
    [page] = context.pages
    page.goto("about:blank")  # or the page before would ask for news without its cookie
    readers.watch.seen.clear()
    context.clear_cookies()
    page.emulate_media(color_scheme="light")
    reach(page, name)
    found = faults(page) + (alike(page) if name not in ALIKE_ON_PURPOSE else [])
    if is_due(name, look=1):
        found += sticking_out_elsewhere(page)
    if is_due(name, look=0):
        found += unreadable(page)
    if is_due(name, look=2):
        context.add_cookies([{"name": "language", "value": LANGUAGE, "url": readers.server.url}])
        # What only an answer to a form shows is not in an address: then it is the page below.
        page.goto(page.url)
        found += [f"mirrored: {each}" for each in mirrored_faults(page)]
    found += readers.watch.seen
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("name", "size"),
    [
        pytest.param("signup_of_the_demo", PHONE, id="signup-phone", marks=pytest.mark.held),
        pytest.param("signup_of_the_demo", DESKTOP, id="signup-desktop", marks=pytest.mark.held),
        pytest.param("board_of_the_demo", PHONE, id="board-phone", marks=pytest.mark.held),
        pytest.param("board_of_the_demo", DESKTOP, id="board-desktop", marks=pytest.mark.held),
    ],
)
def test_the_keyboard_reaches_everything_in_order(
    page_in: Callable[..., Page], name: str, size: tuple[int, int]
) -> None:
    page = page_in(name, size)
    page.evaluate(UNFOLD)
    reached, wrong = walk(page)
    assert reached == page.evaluate(STOPS)
    assert not wrong, "\n".join(wrong)


def walk(page: Page) -> tuple[list[str], list[str]]:
    """Tab through the whole page: where the focus was, and where it could not be seen."""
    reached: list[str] = []
    wrong: list[str] = []
    for _ in range(MAX_STEPS):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at is None:
            break
        reached.append(at["name"])
        wrong += [f"{why}: {at['name']}" for why in at["wrong"]]
    return reached, wrong


def tab_to(page: Page, text: str, within: str = "") -> None:
    """Press Tab until what is called so has the focus."""
    for _ in range(MAX_STEPS):
        page.keyboard.press("Tab")
        name, around = page.evaluate(
            """() => {
              const at = document.activeElement;
              const label = [...(at.labels ?? [])].map(({ textContent }) => textContent).join(" ");
              return [label || at.ariaLabel || at.textContent, at.closest("li")?.textContent ?? ""];
            }"""
        )
        if text in name and within in around:
            return
    pytest.fail(f"No way leads to {text}")


def test_a_claim_needs_no_more_than_a_keyboard(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    place.olive.task(title="Soup", kind="care")
    books = place.olive.task(title="Books", needed=12)
    hana = visit(DESKTOP)
    hana.goto(place.signup)
    tab_to(hana, "I’ll take it", within="Books")
    hana.keyboard.press("Space")
    tab_to(hana, "What should the others call you?")
    hana.keyboard.type("Hana")
    tab_to(hana, "How many boxes")
    hana.keyboard.press("ControlOrMeta+A")
    hana.keyboard.type("6")
    tab_to(hana, "Put my name on it")
    hana.keyboard.press("Enter")
    expect(hana).to_have_url(on_path("/h/"))
    said(hana, "Your name is on")
    tab_to(hana, "Not this time", within="Books")
    assert [(claim.helper.name, claim.quantity) for claim in place.olive.seen(books).claims] == [("Hana", 6)]
    hana.keyboard.press("Space")
    said(hana, "Given back.")
    assert place.olive.seen(books).claims == []


def test_the_board_needs_no_more_than_a_keyboard(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan(day=NOON.date())
    soup = place.olive.task(title="Soup", kind="care")
    olive = visit()
    olive.goto(place.organizer)
    tab_to(olive, "Soup")
    olive.keyboard.press("Enter")
    expect(section(olive, "Who is coming")).to_be_visible()
    tab_to(olive, "Who said yes?")
    olive.keyboard.type("Hana")
    tab_to(olive, "Put them on it")
    olive.keyboard.press("Space")
    said(olive, "The name is on it.")
    tab_to(olive, "Board")
    olive.keyboard.press("Enter")
    expect(olive.get_by_role("heading", name="What there is to do")).to_be_visible()
    tab_to(olive, "Done: Soup")
    olive.keyboard.press("Enter")
    said(olive, "Done.")
    assert [claim.helper.name for claim in place.olive.seen(soup).claims] == ["Hana"]
    expect(item(olive, "Soup").get_by_role("button", name="Done", pressed=True)).to_be_visible()


def test_the_first_tab_stop_leads_past_the_navigation(visit: Visitors, plan: Callable[..., Place]) -> None:
    olive = visit()
    olive.goto(plan().organizer)
    olive.keyboard.press("Tab")
    skip = olive.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    olive.keyboard.press("Enter")
    tab_to(olive, "Add what there is to do")
    expect(olive.get_by_role("main").get_by_role("link", name="Add what there is to do")).to_be_focused()
