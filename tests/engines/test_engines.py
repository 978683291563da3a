"""The sign-up page in Firefox and in WebKitGTK: the same few steps as in Chromium, where most of the tests are."""

import json

import pytest

from service.domain.models import Standing
from tests.browser.checks import AXE, OVERFLOW
from tests.browser.visiting import Place
from tests.engines.conftest import Phones
from tests.engines.phones import Phone

pytestmark = [
    pytest.mark.one_database,  # the browsers are what differs here
    pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning"),  # within selenium
]
BOOKS, SOUP = "#task-2", "#task-3"
ON_OWN_PAGE = "location.pathname.startsWith('/h/')"
STATUS = "#status"
DARKEST, LIGHTEST = 60, 200
"""Of 255: each part of a dark background's colour is below, each of light text above."""
COLOURS = """[getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.body).color]
  .map((colour) => colour.match(/\\d+/g).slice(0, 3).map(Number))"""
TOO_FAINT = """axe.run({ runOnly: ["color-contrast", "link-in-text-block"] }).then(({ violations, passes }) => {
  window.judged = { passes: passes.length, faint: violations.flatMap(({ nodes }) => nodes.map(({ html }) => html)) };
})"""


def standings(place: Place, task: int) -> list[tuple[str, Standing]]:
    """Who is on a task, and how."""
    return [(claim.helper.name, claim.standing) for claim in place.olive.seen(task).claims]


def open_signup(phone: Phone, place: Place) -> None:
    phone.go(place.server.url + place.signup)
    assert phone.evaluate("innerWidth") == 390


def take_the_books(phone: Phone) -> None:
    phone.tap(f"{BOOKS} summary")
    phone.tap("#task-2 [name=name]")
    phone.type("#task-2 [name=name]", "Hana")
    phone.tap("#task-2 .actions button")
    phone.reads(STATUS, "Books")


def give_back(phone: Phone, task: int) -> None:
    """On one's own page."""
    phone.until(ON_OWN_PAGE)
    phone.tap(f"#claim-{task}-release")
    phone.until(f"document.readyState === 'complete' && !document.querySelector('#claim-{task}-release')")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_friend_takes_one_thing_stands_by_for_another_and_gives_both_back(
    phones: Phones, place: Place, scripts: bool
) -> None:
    hana = phones(scripts=scripts)
    open_signup(hana, place)
    shown = hana.evaluate("performance.timeOrigin")

    take_the_books(hana)
    assert standings(place, 2) == [("Hana", Standing.FIRM)]
    assert (hana.evaluate("performance.timeOrigin") == shown) == scripts

    open_signup(hana, place)
    hana.reads(BOOKS, "You have this")
    hana.tap(".fold > summary")
    hana.tap(f"{SOUP} summary")
    hana.tap("#task-3 .actions button")
    hana.reads(STATUS, "You are the first to stand by")
    assert standings(place, 3) == [("Tom", Standing.FIRM), ("Hana", Standing.STANDBY)]

    open_signup(hana, place)
    hana.tap("#me-page")
    for task in (2, 3):
        give_back(hana, task)
    assert standings(place, 2) == []
    assert standings(place, 3) == [("Tom", Standing.FIRM)]


def test_what_others_do_is_seen_without_loading_the_page_anew(phones: Phones, place: Place) -> None:
    hana = phones()
    open_signup(hana, place)
    shown = hana.evaluate("performance.timeOrigin")
    place.olive.claim(2, place.olive.helper("Ines"), 5)
    hana.reads(BOOKS, "Ines")
    assert hana.evaluate("performance.timeOrigin") == shown


def test_a_page_that_one_comes_back_to_is_as_new_and_goes_on_listening(phones: Phones, place: Place) -> None:
    hana = phones()
    open_signup(hana, place)
    take_the_books(hana)
    hana.tap("#me-page")
    give_back(hana, 2)

    hana.back()
    hana.until(f"location.pathname === {json.dumps(place.signup)}")
    hana.reads(BOOKS, "I’ll take it")
    place.olive.claim(2, place.olive.helper("Ines"), 5)
    hana.reads(BOOKS, "Ines")

    hana.forward()
    hana.until(ON_OWN_PAGE)
    assert not hana.evaluate("document.querySelector('#claim-2-release')")


def test_in_the_dark_the_page_is_dark_and_can_be_read(phones: Phones, place: Place) -> None:
    hana = phones(dark=True)
    open_signup(hana, place)
    background, text = hana.evaluate(COLOURS)
    assert max(background) < DARKEST
    assert min(text) > LIGHTEST
    hana.run("for (const each of document.querySelectorAll('details')) each.open = true")
    hana.run(AXE.read_text())
    hana.run(TOO_FAINT)
    judged = hana.until("window.judged")
    assert judged["passes"]
    assert judged["faint"] == []


def test_in_arabic_the_page_is_mirrored_and_nothing_sticks_out(phones: Phones, place: Place) -> None:
    hana = phones()
    open_signup(hana, place)
    hana.run("document.cookie = 'language=ar; path=/'")
    open_signup(hana, place)
    assert hana.evaluate("[document.documentElement.lang.slice(0, 2), getComputedStyle(document.body).direction]") == [
        "ar",
        "rtl",
    ]
    folded = hana.evaluate(f"({OVERFLOW})()")
    hana.run("for (const each of document.querySelectorAll('details')) each.open = true")
    assert folded + hana.evaluate(f"({OVERFLOW})()") == []
