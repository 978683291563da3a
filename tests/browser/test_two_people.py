"""An organizer at a desk and a helper with a phone run the example move against each other, and the server is
started anew in between, in every language, also from right to left."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from service.commands.demo_move import plan_demo
from service.text.language import language
from tests.browser.test_live import listening
from tests.browser.visiting import DESKTOP, Visitors, item, section
from tests.conftest import NOON, serving


@pytest.mark.one_database
@pytest.mark.parametrize("locale", ["en-GB", "ar", "de-DE", "es-ES", "fr-FR"])
@pytest.mark.held  # a claim that others see, and a server that comes again, are held by test_live.py
def test_two_people_and_a_restart(browser: Browser, tmp_path: Path, locale: str) -> None:
    _ = language(locale).gettext
    with serving(tmp_path) as server:
        visitors = Visitors(browser, server)
        demo = plan_demo(server.installation.database, now=NOON)
        links = server.installation.links
        port = int(server.url.rpartition(":")[2])
        olive = visitors(DESKTOP, scripts=True, locale=locale)
        olive.goto(f"{server.url}/o/{links.make(demo.organizer)}")
        expect(olive.get_by_role("heading", name=_("What there is to do"))).to_be_visible()
        with olive.expect_response("**/live*"):
            olive.goto(f"/m/{demo.organizer.move_id}")
        tom = listening(visitors(scripts=True, locale=locale), f"/s/{links.make(demo.signup)}")

        # Tom takes what is open, and Olive sees it come.
        slip = item(tom, "Keep the cat company")
        slip.locator("summary").first.click()
        slip.get_by_label(_("What should the others call you?")).fill("Tom from work")
        slip.get_by_role("button", name=_("Put my name on it")).click()
        expect(tom.get_by_role("status")).to_contain_text("Keep the cat company")
        expect(item(tom, "Keep the cat company")).to_contain_text(_("You have this"))
        expect(section(olive, _("Covered"))).to_contain_text("Tom from work")

        # Olive adds a task by hand while Tom is reading; he sees it come.
        olive.goto(f"/m/{demo.organizer.move_id}/tasks/new?kind=care")
        olive.get_by_label(_("What is it?")).fill("Cake")
        olive.get_by_role("button", name=_("Add it"), exact=True).click()
        expect(olive.get_by_role("status")).to_have_text(_("It is on the list."))
        expect(item(tom, "Cake")).to_be_visible()
        with olive.expect_response("**/live*"):
            olive.goto(f"/m/{demo.organizer.move_id}")

        # Tom is in the middle of a form when the server goes away.
        cake = item(tom, "Cake")
        cake.locator("summary").first.click()
        cake.get_by_text(_("Add a few words, if you like")).click()
        cake.get_by_label(_("A message to the organizer")).fill("With cherries?")
    with serving(tmp_path, port=port) as again:
        assert again.url == server.url
        run_on(olive, tom, locale)
    visitors.watch.forgive("ERR_")
    visitors.leave()


def run_on(olive: Page, tom: Page, locale: str) -> None:
    """After the restart: nobody has reloaded anything."""
    _ = language(locale).gettext
    cake = item(tom, "Cake")
    expect(cake.get_by_label(_("A message to the organizer"))).to_have_value("With cherries?")
    cake.get_by_role("button", name=_("Put my name on it")).click()
    expect(item(tom, "Cake")).to_contain_text(_("You have this"))
    expect(section(olive, _("Covered"))).to_contain_text("Cake")

    # Olive moves it on with the keyboard, and Tom's page says so.
    grip = item(olive, "Cake").get_by_role("button", name=_("Drag it to another column"))
    grip.focus()
    for key in ("Space", "ArrowLeft" if language(locale).direction == "rtl" else "ArrowRight", "Space"):
        olive.keyboard.press(key)
    expect(section(olive, _("Under way"))).to_contain_text("Cake")
    expect(item(tom, "Cake")).to_contain_text(_("Under way"))

    # Tom gives back the cat, in one tap, on his own page.
    tom.get_by_role("link", name=_("Your own page"), exact=True).click()
    cat = item(tom, "Keep the cat company")
    cat.get_by_role("button", name=_("Not this time")).click()
    expect(tom.get_by_role("status")).to_contain_text(_("Given back. No reason needed."))
    expect(section(olive, _("Still open"))).to_contain_text("Keep the cat company")

    # The end: a note for Tom, and that is enough.
    item(olive, "Cake").get_by_role("button", name=_("Done: %(title)s", title="Cake")).click()
    expect(item(olive, "Cake").get_by_role("button", name="Cake", pressed=True)).to_be_focused()
    olive.get_by_role("link", name=_("Thanks"), exact=True).click()
    card = item(olive, "Tom from work")
    card.get_by_role("link", name=_("Write the note")).click()
    expect(olive.get_by_label(_("In your own words"))).to_have_value(re.compile("Tom from work"))
    olive.get_by_label(_("In your own words")).fill("Tom, the cherries were the best part of the day.")
    olive.get_by_role("button", name=_("In person")).click()
    expect(olive.get_by_role("status")).to_have_text(_("Given. That’s enough."))
    expect(item(olive, "Tom from work")).to_contain_text(_("Read the note"))
