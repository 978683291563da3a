"""Odd words that people really type: nothing breaks, nothing is cut off, nothing is lost."""

import unicodedata
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import sticks_out
from tests.browser.visiting import NAME, Place, Visitors, enter, item, on_path, opened, path_of, said, take

pytestmark = pytest.mark.one_database  # pages and scripts are the same over any
NAMES = [
    "<b>Hana</b><script>alert(1)</script>",
    "\" onmouseover='alert(1)' x=\"",
    "{{ 7 * 7 }} {% raise %} %(name)s",
    "🫶🏽 Zoë 👩‍👩‍👧‍👦",
    "حنا من الطابق الثاني",
    "Hana \u202eanaH",
    "Z\u0351\u036b\u0343a\u0329\u0317\u0363l\u0334\u0322g\u0353\u0326o\u0321\u0318",
    "ح" * 120,
]
"""Markup, an attribute, a template, emoji, right to left, an override, combining letters, 120 Arabic letters."""
ENDLESS = "W" * 200


@pytest.mark.held
def test_a_name_is_only_a_name(visit: Visitors, plan: Callable[..., Place]) -> None:
    # What comes in through a form or the API is composed before it is kept.
    known = [unicodedata.normalize("NFC", name) for name in NAMES]
    all_in_one = known[0] + known[-1][:40]
    place = plan(title=f"For {all_in_one}", why=all_in_one)
    for name in known:
        place.olive.task(title=f"Books of {name}", needed=30, why=name, bring=name)
    for typed, kept in zip(NAMES, known, strict=True):
        hana = visit()
        hana.goto(place.signup)
        form = opened(item(hana, f"Books of {kept}"), "I’ll take it")
        form.get_by_label(NAME).fill(typed)
        opened(form, "Leave a way to reach you").get_by_label("A message to the organizer").fill(typed)
        form.get_by_role("button", name="Put my name on it").click()
        expect(hana).to_have_url(on_path("/h/"))
        assert kept in hana.get_by_role("banner").inner_text()
        assert sticks_out(hana) == []
        hana.context.close()
    assert place.names() == known
    task = place.olive.board().tasks[0].n
    # With scripts, so that a name that became one would be heard of.
    olive = visit(scripts=True)
    olive.goto(place.organizer)
    for address in (place.at(), place.at("/people"), place.at("/thanks"), place.signup):
        olive.goto(address)
        shown = olive.get_by_role("main").inner_text()
        assert [name for name in known if name not in shown] == [], address
        assert olive.locator("b").get_by_text("Hana", exact=True).count() == 0
        assert sticks_out(olive) == [], address
    olive.goto(place.at(f"/tasks/{task}"))
    expect(olive.locator("#task-title")).to_have_value(f"Books of {known[0]}")
    expect(olive.get_by_label("What to bring")).to_have_value(known[0])


@pytest.mark.held
def test_words_without_a_space_fit_the_smallest_phone(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan(
        title=ENDLESS, why=ENDLESS, from_area=ENDLESS, to_area=ENDLESS, from_address=ENDLESS, to_address=ENDLESS
    )
    olive = place.olive
    hana = olive.helper("H" * 120, email=f"{ENDLESS}@example.org", phone="0" * 100)
    books = olive.task(title=ENDLESS, needed=12, why=ENDLESS, bring=ENDLESS)
    olive.claim(books, hana, 6, note=ENDLESS)
    van = olive.task("trip", ENDLESS, needed=2)
    olive.drive(van, hana, vehicle=ENDLESS)
    friend, organizer = visit(), visit()
    friend.goto(place.signup)
    offer = opened(friend.get_by_role("main"), "I’d like to help, tell me what")
    offer.get_by_label(NAME).fill("T" * 120)
    offer.get_by_label("What could you do, and when?").fill(ENDLESS * 5)
    offer.get_by_role("button", name="Send it").click()
    expect(friend).to_have_url(on_path("/h/"))
    found = look(friend, path_of(friend), place.signup, place.own(hana))
    organizer.goto(place.organizer)
    said_yes = f"/offers/{olive.board().offers[0].n}"
    paths = (
        "",
        f"/tasks/{books}",
        f"/tasks/{van}",
        "/tasks/new",
        "/share",
        "/people",
        "/thanks",
        "/settings",
        said_yes,
    )
    found |= look(organizer, *[place.at(path) for path in (*paths, f"/thanks/{hana}")])
    assert found == {}


def look(page: Page, *addresses: str) -> dict[str, list[str]]:
    """Find what sticks out, by page."""
    found = {}
    for address in addresses:
        page.goto(address)
        if wrong := sticks_out(page):
            found[page.title()[-20:] + address[-20:]] = wrong
    return found


@pytest.mark.held  # tests/web/base/test_rejected_forms.py
def test_a_long_note_stays_whole(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    hana, olive = place.olive.helper(), visit()
    place.olive.claim(place.olive.task(needed=12), hana)
    enter(olive, place, f"/thanks/{hana}")
    note = ("You came up the stairs once more.\n" * 300)[:9_999] + "."
    olive.get_by_label("In your own words").fill(note)
    olive.get_by_role("button", name="Keep it for later").click()
    said(olive, "Your note is kept.")
    item(olive, "Hana").get_by_role("link", name="Open the note").click()
    field = olive.get_by_label("In your own words")
    expect(field).to_have_value(note)
    assert sticks_out(olive) == []
    field.fill(note + "!")
    olive.get_by_role("button", name="Keep it for later").click()
    expect(olive.get_by_role("alert")).to_contain_text("10,001 characters")
    expect(field).to_have_value(note + "!")


@pytest.mark.held  # words without a space are harder to fit
def test_a_word_to_the_organizer_is_shown_whole(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    place.olive.task(needed=12)
    words = "I come at nine. " * 124 + "That is all."
    hana, olive = visit(), visit()
    hana.goto(place.signup)
    form = opened(item(hana, "Books"), "I’ll take it")
    form.get_by_label(NAME).fill("Hana")
    opened(form, "Leave a way to reach you").get_by_label("A message to the organizer").fill(words)
    form.get_by_role("button", name="Put my name on it").click()
    expect(item(hana, "Books").get_by_text(words).first).to_be_visible()
    enter(olive, place, "/people")
    expect(item(olive, "Hana").get_by_text(words)).to_be_visible()


@pytest.mark.held  # tests/web/base/test_rejected_forms.py
def test_too_long_a_name_comes_back_with_a_sentence(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    place.olive.task(needed=12)
    hana = visit()
    hana.goto(place.signup)
    name = "Hana of the " * 41 + "Hanas..."
    assert len(name) == 500
    take(hana, "Books", name, many=3)
    expect(hana.get_by_role("alert")).to_contain_text("500 characters; there is room for 120")
    form = item(hana, "Books")
    expect(form.get_by_label(NAME)).to_have_value(name)
    expect(form.get_by_label(NAME)).to_have_accessible_description(
        "This has 500 characters; there is room for 120. Please shorten it."
    )
    expect(form.get_by_label("How many boxes")).to_have_value("3")
    assert place.names() == []
    hana.get_by_role("alert").get_by_role("link").click()
    expect(form.get_by_label(NAME)).to_be_focused()


@pytest.mark.held  # tests/web/base/test_rejected_forms.py
def test_what_was_planned_comes_back_with_all_that_was_typed(visit: Visitors) -> None:
    olive = visit()
    olive.goto("/")
    olive.get_by_label("Their names").fill("Hana\n<b>Tom</b>: after lunch")
    more = opened(olive.get_by_role("main"), "Add a title")
    more.get_by_label("What shall we call it?").fill("<i>Help us</i> move")
    more.get_by_role("combobox").select_option("Asia/Tokyo")
    more.get_by_label("Why it matters").fill("A balcony.\nAnd the sun.")
    more.get_by_label("It is all in the same building").check()
    olive.get_by_role("button", name="Go on").click()
    problem = olive.get_by_role("alert")
    expect(problem).to_contain_text("Please fill this in.")
    expect(olive.get_by_label("What shall we call it?")).to_have_value("<i>Help us</i> move")
    expect(olive.get_by_label("Their names")).to_have_value("Hana\n<b>Tom</b>: after lunch")
    expect(olive.get_by_role("combobox")).to_have_value("Asia/Tokyo")
    expect(olive.get_by_label("Why it matters")).to_have_value("A balcony.\nAnd the sun.")
    expect(olive.get_by_label("It is all in the same building")).to_be_checked()
    problem.get_by_role("link").click()
    expect(olive.get_by_label("Your name")).to_be_focused()
