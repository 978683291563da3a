"""Asking, as a new user would: from the wish to a ready ask in two taps, from the friend's phone to a yes in one."""

from collections.abc import Callable
from typing import Literal

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import PHONE, Place, Visitors, enter, on_path, said, section
from tests.paper.codes import codes_on

pytestmark = pytest.mark.one_database


def make_the_words(olive: Page, place: Place, task: int, name: str) -> str:
    """From a task's page: a name typed and one tap. Returns the link that stands in the words."""
    enter(olive, place, f"/tasks/{task}")
    olive.get_by_label("Ask someone by name").fill(name)
    olive.get_by_role("button", name="Prepare the words").click()
    expect(olive.get_by_role("heading", name=name)).to_be_visible()
    words = olive.get_by_label("Your words, ready to send").input_value()
    return words[words.index("http") :].strip()


@pytest.mark.held  # test_three_names.py goes the same way from the page Ask
@pytest.mark.parametrize(
    "scripts",
    [
        pytest.param(False, id="without scripts"),
        pytest.param(True, id="with scripts"),
    ],
)
def test_one_is_asked_in_person_and_one_says_yes_by_one_tap_and_a_no_is_nobodys_news(
    visit: Visitors, plan: Callable[..., Place], *, scripts: bool
) -> None:
    place = plan(from_address="Lindengasse 12")
    books, soup = place.olive.task(title="Books", needed=12), place.olive.task("care", "Soup", needed=3)
    olive, ada, tom = visit(scripts=scripts), visit(scripts=scripts), visit(scripts=scripts)

    make_the_words(olive, place, soup, "Mr Berger")
    olive.get_by_role("button", name="They said yes").click()
    expect(olive.get_by_role("heading", name="Mr Berger said yes")).to_be_visible()

    link = make_the_words(olive, place, books, "Ada")
    ada.goto(link)
    ada.get_by_role("button", name="I’ll come").click()
    expect(ada).to_have_url(on_path("/h/"))
    said(ada, "knows. There is nothing else to do.")
    expect(ada.get_by_text("Lindengasse 12").first).to_be_visible()
    ada.goto(link)
    expect(ada).to_have_url(on_path("/h/"))

    tom.goto(make_the_words(olive, place, soup, "Tom"))
    before = place.olive.version()
    tom.get_by_role("button", name="Not this time").click()
    said(tom, "That’s quite all right.")
    assert place.olive.version() == before
    enter(olive, place)
    expect(olive.get_by_text("Tom can’t this time.")).to_be_visible()
    olive.get_by_role("button", name="Noted").click()
    expect(olive.get_by_text("Tom can’t this time.")).to_have_count(0)
    assert [claim.helper.name for n in (books, soup) for claim in place.olive.seen(n).claims] == ["Ada", "Mr Berger"]


def test_the_share_sheet_gets_the_words_as_they_stand(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    olive = visit(scripts=True)
    olive.add_init_script("navigator.share = (shared) => { window.shared = shared; return Promise.resolve(); }")
    make_the_words(olive, place, place.olive.task("care", "Soup"), "Tom")
    words = olive.get_by_label("Your words, ready to send")
    words.fill(f"Soup?\n{words.input_value()}")
    section(olive, "Say it first, if you can").get_by_role("button", name="Share").click()
    assert olive.evaluate("window.shared") == {"text": words.input_value(), "title": "Up to the attic"}


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.held)])
@pytest.mark.held  # tests/paper reads such a code, too
def test_on_the_phone_the_code_to_hold_up_is_large_and_is_their_link(
    visit: Visitors, plan: Callable[..., Place], scheme: Literal["light", "dark"]
) -> None:
    place = plan()
    olive = visit(color_scheme=scheme)
    link = make_the_words(olive, place, place.olive.task("care", "Soup"), "Mr Berger")
    olive.get_by_role("link", name="As a card, to hold up or to print").click()
    code = olive.get_by_role("img", name="The link as a QR code").first
    box = code.bounding_box()
    assert box is not None
    assert box["width"] >= 250
    assert box["y"] + box["height"] <= PHONE[1]
    olive.emulate_media(media="screen")
    pages = pypdfium2.PdfDocument(olive.pdf(print_background=True))
    assert [text for page in pages for text in codes_on(page)] == [link]
