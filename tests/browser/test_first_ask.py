"""From the start page to the first ask: as few screens and taps as there can be, and within a minute of her time."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.visiting import Visitors, on_path

pytestmark = pytest.mark.one_database
NAMES = "Hana\nTom: I have a van\nMr Berger"
TAP_S, LETTER_S, SCREEN_S = 1.5, 0.35, 8.0
"""Seconds of a person on a phone: a tap, a letter typed with two thumbs (Palin et al. 2019: 36 words a minute), and the
reading of a screen."""


@dataclass
class Thumbs:
    """Does what a person does, and counts it."""

    taps: int = 0
    letters: int = 0
    screens: list[str] = field(default_factory=list)

    def see(self, page: Page, heading: str) -> None:
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        self.screens.append(heading)

    def tap(self, target: Locator) -> None:
        target.click()
        self.taps += 1

    def type(self, target: Locator, text: str) -> None:
        self.tap(target)
        target.fill(text)
        self.letters += len(text)

    @property
    def seconds(self) -> float:
        return TAP_S * self.taps + LETTER_S * self.letters + SCREEN_S * len(self.screens)


@pytest.mark.parametrize(
    "scripts",
    [
        pytest.param(False, id="without scripts", marks=pytest.mark.held),  # test_three_names.py begins so
        pytest.param(True, id="with scripts"),
    ],
)
def test_the_first_ask_is_ready_within_a_minute_of_opening_the_start_page(visit: Visitors, *, scripts: bool) -> None:
    olive, thumbs = visit(scripts=scripts, timezone_id="Europe/Vienna"), Thumbs()
    olive.goto("/")
    thumbs.see(olive, "Who has said “tell me if I can help”?")
    thumbs.type(olive.get_by_label("Their names"), NAMES)
    thumbs.type(olive.get_by_label("Your name"), "Olive")
    thumbs.tap(olive.get_by_role("button", name="Go on"))
    thumbs.see(olive, "What would you rather not carry alone?")
    thumbs.tap(olive.get_by_label("Sofa"))
    thumbs.tap(olive.get_by_role("group", name="Did you once say").get_by_label("Hana"))
    thumbs.tap(olive.get_by_role("button", name="Prepare the words"))
    thumbs.see(olive, "Say it first, if you can")
    words = olive.get_by_label("Your words, ready to send").input_value()
    assert words.startswith(
        "Hana, you offered and I said I was fine. I’ve thought again: could you help me carry the sofa"
    )
    assert (len(thumbs.screens), thumbs.taps) == (3, 6)
    assert thumbs.seconds <= 60
    olive.get_by_role("banner").get_by_role("link", name="Settings").click()
    expect(olive.locator("#move-zone")).to_have_value("Europe/Vienna" if scripts else "UTC")
    friend = visit(scripts=scripts)
    friend.goto(words[words.index("http") :].strip())
    friend.get_by_role("button", name="I’ll come").click()
    expect(friend).to_have_url(on_path("/h/"))


def test_from_a_pasted_list_the_first_ask_is_ready_within_a_minute(visit: Visitors) -> None:
    """The list is at hand in her notes: to paste it is two taps, and no letter is typed."""
    olive, thumbs = visit(), Thumbs()
    olive.goto("/")
    thumbs.see(olive, "Who has said “tell me if I can help”?")
    thumbs.type(olive.get_by_label("Their names"), "Hana")
    thumbs.type(olive.get_by_label("Your name"), "Olive")
    thumbs.tap(olive.get_by_role("button", name="Begin with the list instead"))
    thumbs.see(olive, "Paste a list")
    field = olive.get_by_label("One thing on each line")
    thumbs.tap(field)
    thumbs.taps += 1
    field.fill("sofa\nwashing machine\n12 boxes from the kitchen\nlunch for everybody\nfeed the cat")
    thumbs.tap(olive.get_by_role("button", name="See what becomes of it"))
    thumbs.see(olive, "Your list, as tasks")
    thumbs.tap(olive.get_by_role("button", name="Put these on the board"))
    thumbs.see(olive, "What there is to do")
    thumbs.tap(olive.locator("#next").get_by_role("button", name="Prepare the words"))
    thumbs.see(olive, "Say it first, if you can")
    assert olive.get_by_label("Your words, ready to send").input_value().startswith("Hana, could you help me ")
    assert (len(thumbs.screens), thumbs.taps) == (5, 8)
    assert thumbs.seconds <= 60


@pytest.mark.held  # the test above taps it, too
def test_the_list_is_one_tap_away(visit: Visitors) -> None:
    olive = visit()
    olive.goto("/")
    olive.get_by_label("Your name").fill("Olive")
    olive.get_by_role("button", name="Begin with the list instead").click()
    expect(olive.get_by_role("heading", name="Paste a list")).to_be_visible()
