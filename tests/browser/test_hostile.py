"""What people really type, twice and at the same moment: nothing breaks, nothing is lost, nothing doubles."""

import unicodedata
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.checks import sticks_out
from tests.browser.visiting import Place, Visitors, item, on_path, opened, path_of, said, section, take

NAMES = {
    "markup": "<b>Hana</b><script>alert(1)</script>",
    "an attribute": "\" onmouseover='alert(1)' x=\"",
    "a template": "{{ 7 * 7 }} {% raise %} %(name)s",
    "emoji": "🫶🏽 Zoë 👩‍👩‍👧‍👦",
    "right to left": "حنا من الطابق الثاني",
    "an override": "Hana \u202eanaH",
    "combining": "Z\u0351\u036b\u0343a\u0329\u0317\u0363l\u0334\u0322g\u0353\u0326o\u0321\u0318",
    "120 Arabic letters": "ح" * 120,
}
ENDLESS = "W" * 200
NAME = "What should the others call you?"


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_a_name_is_only_a_name(visit: Visitors, plan: Callable[..., Place], name: str) -> None:
    # What comes in through a form or the API is composed before it is kept.
    known = unicodedata.normalize("NFC", name)
    place = plan(title=f"For {known}", why=known)
    books = place.olive.task(title=f"Books of {known}", needed=12, why=known, bring=known)
    hana, olive = visit(scripts=True), visit(scripts=True)
    dialogs: list[str] = []
    for page in (hana, olive):
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))  # type: ignore[func-returns-value]
    hana.goto(place.signup)
    form = opened(item(hana, f"Books of {known}"), "I’ll take it")
    form.get_by_label(NAME).fill(name)
    opened(form, "Leave a way to reach you").get_by_label("A word to the organizer").fill(name)
    form.get_by_role("button", name="Put my name on it").click()
    expect(hana).to_have_url(on_path("/h/"))
    assert place.names() == [known]
    assert known in hana.get_by_role("banner").inner_text()
    olive.goto(place.organizer)
    for path in ("", f"/tasks/{books}", "/people", "/thanks"):
        olive.goto(place.at(path))
        shown = olive.get_by_role("main")
        assert known in shown.inner_text(), path
        assert sticks_out(olive) == [], path
    for page in (hana, olive):
        assert page.locator("b", has_text="Hana").filter(has_not_text="<").count() == 0
    assert dialogs == []


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
    offer = section(friend, "I’d like to help, tell me what")
    offer.get_by_label(NAME).fill("T" * 120)
    offer.get_by_label("What could you do, and when?").fill(ENDLESS * 5)
    offer.get_by_role("button", name="Leave word").click()
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
    """What sticks out, by page."""
    found = {}
    for address in addresses:
        page.goto(address)
        if wrong := sticks_out(page):
            found[page.title()[-20:] + address[-20:]] = wrong
    return found


def test_a_long_note_stays_whole(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    hana, olive = place.olive.helper(), visit()
    place.olive.claim(place.olive.task(needed=12), hana)
    olive.goto(place.organizer)
    olive.goto(place.at(f"/thanks/{hana}"))
    note = "".join(f"{line:04} you were there.\n" for line in range(477))[:10_000].rstrip() + "."
    note += "." * (10_000 - len(note))
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


def test_a_word_to_the_organizer_is_shown_whole(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    place.olive.task(needed=12)
    words = "I come at nine. " * 124 + "That is all."
    hana, olive = visit(), visit()
    hana.goto(place.signup)
    form = opened(item(hana, "Books"), "I’ll take it")
    form.get_by_label(NAME).fill("Hana")
    opened(form, "Leave a way to reach you").get_by_label("A word to the organizer").fill(words)
    form.get_by_role("button", name="Put my name on it").click()
    expect(item(hana, "Books").get_by_text(words).first).to_be_visible()
    olive.goto(place.organizer)
    olive.goto(place.at("/people"))
    expect(item(olive, "Hana").get_by_text(words)).to_be_visible()


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
    expect(form.get_by_label(NAME)).to_have_accessible_description("500 characters".join(("This has ", ROOM)))
    expect(form.get_by_label("How many boxes")).to_have_value("3")
    assert place.names() == []
    hana.get_by_role("alert").get_by_role("link").click()
    expect(form.get_by_label(NAME)).to_be_focused()


ROOM = "; there is room for 120. Please shorten it."


def test_what_was_planned_comes_back_with_all_that_was_typed(visit: Visitors) -> None:
    olive = visit()
    olive.goto("/")
    olive.get_by_label("What shall we call it?").fill("<i>Help us</i> move")
    olive.get_by_role("combobox").select_option("Asia/Tokyo")
    more = opened(olive.get_by_role("main"), "Add the day")
    more.get_by_label("Why it matters").fill("A balcony.\nAnd the sun.")
    more.get_by_label("It is all in the same building").check()
    olive.get_by_role("button", name="Plan the move").click()
    problem = olive.get_by_role("alert")
    expect(problem).to_contain_text("Please fill this in.")
    expect(olive.get_by_label("What shall we call it?")).to_have_value("<i>Help us</i> move")
    expect(olive.get_by_role("combobox")).to_have_value("Asia/Tokyo")
    expect(olive.get_by_label("Why it matters")).to_have_value("A balcony.\nAnd the sun.")
    expect(olive.get_by_label("It is all in the same building")).to_be_checked()
    problem.get_by_role("link").click()
    expect(olive.get_by_label("Your name")).to_be_focused()


def filled(page: Page, place: Place, name: str = "Hana", *, many: int = 6) -> Locator:
    """The button of a claim that is ready to be sent."""
    page.goto(place.signup)
    form = opened(item(page, "Books"), "I’ll take it")
    form.get_by_label(NAME).fill(name)
    form.get_by_label("How many boxes").fill(str(many))
    return form.get_by_role("button", name="Put my name on it")


def claims(place: Place) -> list[tuple[str, int]]:
    return [(claim.helper.name, claim.quantity) for task in place.olive.board().tasks for claim in task.claims]


def test_the_same_form_from_two_pages_is_one_claim(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    place.olive.task(needed=12)
    first = visit()
    second = first.context.new_page()
    buttons = [filled(first, place), filled(second, place)]
    for button in buttons:
        button.click(no_wait_after=True)
    for page in (first, second):
        expect(page).to_have_url(on_path("/h/"))
    assert path_of(first) == path_of(second)
    assert claims(place) == [("Hana", 6)]
    assert place.names() == ["Hana"]


def test_a_double_click_is_one_claim(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    place.olive.task(needed=12)
    hana = visit()
    filled(hana, place).dblclick()
    expect(hana).to_have_url(on_path("/h/"))
    expect(item(hana, "Books")).to_contain_text("You: 6 boxes")
    assert claims(place) == [("Hana", 6)]
    assert place.names() == ["Hana"]


def test_back_and_once_more_is_one_claim(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    place.olive.task(needed=12)
    hana = visit()
    filled(hana, place).click()
    expect(hana).to_have_url(on_path("/h/"))
    hana.go_back()
    slip = item(hana, "Books")
    if slip.get_by_role("button").count() == 0:
        opened(slip, "I’ll take it")
    expect(slip.get_by_label(NAME)).to_have_value("Hana")
    slip.get_by_role("button", name="Put my name on it").click()
    expect(hana).to_have_url(on_path("/h/"))
    assert claims(place) == [("Hana", 6)]
    assert place.names() == ["Hana"]


def test_back_and_another_number_changes_the_claim(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    place.olive.task(needed=12)
    hana = visit()
    filled(hana, place).click()
    expect(hana).to_have_url(on_path("/h/"))
    hana.go_back()
    slip = item(hana, "Books")
    if slip.get_by_role("button").count() == 0:
        opened(slip, "I’ll take it")
    slip.get_by_label("How many boxes").fill("5")
    slip.get_by_role("button", name="Put my name on it").click()
    expect(hana).to_have_url(on_path("/h/"))
    assert claims(place) == [("Hana", 5)]
    assert place.names() == ["Hana"]


def test_of_two_who_want_the_last_place_one_has_it(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    place.olive.task(needed=6)
    pages = {"Hana": visit(), "Tom": visit()}
    buttons = [filled(page, place, name) for name, page in pages.items()]
    for button in buttons:
        button.click(no_wait_after=True)
    for page in pages.values():
        expect(page.get_by_role("alert").or_(page.get_by_role("heading", name="What you have taken"))).to_be_visible()
    [(taker, many)] = claims(place)
    assert many == 6
    [(late, page)] = [(name, page) for name, page in pages.items() if name != taker]
    expect(page.get_by_role("alert")).to_contain_text("Someone has this one. You can stand by")
    form = item(page, "Books")
    expect(form.get_by_label(NAME)).to_have_value(late)
    expect(form.get_by_label("How many boxes")).to_have_value("6")
    form.get_by_role("button", name="Stand by for it").click()
    said(page, "You stand by.")
    assert place.names() == [taker, late]


def test_more_than_is_left_is_told_with_what_is_left(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    books = place.olive.task(needed=6)
    tom = visit()
    button = filled(tom, place, "Tom")
    place.olive.claim(books, place.olive.helper(), 4)
    button.click()
    expect(tom.get_by_role("alert")).to_contain_text("There are 2 left of this.")
    form = item(tom, "Books")
    expect(form.get_by_label(NAME)).to_have_value("Tom")
    form.get_by_label("How many boxes").fill("2")
    form.get_by_role("button", name="Put my name on it").click()
    said(tom, "Your name is on it.")
    assert claims(place) == [("Hana", 4), ("Tom", 2)]


def test_a_replaced_sign_up_link_is_kindly_explained(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    place.olive.task(needed=12)
    olive, hana, tom = visit(), visit(), visit()
    old = filled(hana, place)
    tom.goto(place.signup)
    take(tom, "Books", "Tom", many=1)
    own = path_of(tom)
    olive.goto(place.organizer)
    olive.goto(place.at("/share"))
    opened(olive.get_by_role("main"), "The link went too far?").get_by_role("button", name="Make a new link").click()
    said(olive, "There is a new sign-up link.")
    old.click()
    for page in (hana, tom):
        response = page.goto(place.signup)
        assert response is not None
        assert response.status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
        expect(page.get_by_role("main")).to_contain_text("Ask the person who sent it")
    assert claims(place) == [("Tom", 1)]
    tom.goto(own)
    expect(item(tom, "Books")).to_contain_text("You: 1 box")
    hana.goto(olive.get_by_label("For everyone you would ask").input_value())
    expect(item(hana, "Books")).to_be_visible()


def test_giving_back_twice_is_fine(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    books, hana = place.olive.task(needed=12), place.olive.helper()
    place.olive.claim(books, hana, 6)
    first = visit()
    first.goto(place.own(hana))
    old = first.context.new_page()
    old.goto(place.own(hana))
    for page in (first, old):
        item(page, "Books").get_by_role("button", name="Not this time").click()
        said(page, "Given back. No reason needed.")
        expect(page.get_by_role("main")).to_contain_text("Nothing at the moment, and that is fine.")
    assert claims(place) == []


def test_not_you_lets_the_next_person_begin_anew(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    place.olive.task(needed=12)
    phone = visit()
    filled(phone, place, many=6).click()
    own = path_of(phone)
    phone.goto(place.signup)
    phone.get_by_role("button", name="Not you?").click()
    said(phone, "This device has forgotten who you are here.")
    take(phone, "Books", "Tom", many=2)
    expect(phone.get_by_role("banner")).to_contain_text("You are Tom.")
    assert path_of(phone) != own
    assert claims(place) == [("Hana", 6), ("Tom", 2)]
