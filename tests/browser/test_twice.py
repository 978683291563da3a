"""Twice, too late, or at the same moment: one effect, one answer, and a kind word."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.visiting import NAME, Place, Visitors, enter, item, on_path, opened, path_of, said, take

pytestmark = pytest.mark.one_database  # pages and scripts are the same over any


def filled(page: Page, place: Place, name: str = "Hana", *, many: int = 6) -> Locator:
    """The button of a claim that is ready to be sent."""
    page.goto(place.signup)
    form = opened(item(page, "Books"), "I’ll take it")
    form.get_by_label(NAME).fill(name)
    form.get_by_label("How many boxes").fill(str(many))
    return form.get_by_role("button", name="Put my name on it")


def claims(place: Place) -> list[tuple[str, int]]:
    return [(claim.helper.name, claim.quantity) for task in place.olive.board().tasks for claim in task.claims]


@pytest.mark.held  # a double click is the same form twice
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


def test_back_shows_what_one_has_by_now(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    place.olive.task(needed=12)
    hana = visit()
    filled(hana, place).click()
    expect(hana).to_have_url(on_path("/h/"))
    hana.go_back()
    expect(hana.locator("#me")).to_contain_text("You are Hana")
    expect(item(hana, "Books")).to_contain_text("You have this")
    assert claims(place) == [("Hana", 6)]


@pytest.mark.held
def test_another_number_from_an_older_page_changes_the_claim(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    place.olive.task(needed=12)
    first = visit()
    older = first.context.new_page()
    buttons = [filled(first, place), filled(older, place, many=5)]
    for page, button in zip((first, older), buttons, strict=True):
        button.click()
        expect(page).to_have_url(on_path("/h/"))
    assert claims(place) == [("Hana", 5)]
    assert place.names() == ["Hana"]


@pytest.mark.held  # test_live.py has one who comes too late
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
    said(page, "You are the first to stand by.")
    assert place.names() == [taker, late]


@pytest.mark.held  # test_in_place.py is told so, too
def test_more_than_is_left_is_told_with_what_is_left(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    books = place.olive.task(needed=6)
    tom = visit()
    button = filled(tom, place, "Tom")
    place.olive.claim(books, place.olive.helper(), 4)
    button.click()
    expect(tom.get_by_role("alert")).to_contain_text("2 boxes are still free here.")
    form = item(tom, "Books")
    expect(form.get_by_label(NAME)).to_have_value("Tom")
    form.get_by_label("How many boxes").fill("2")
    form.get_by_role("button", name="Put my name on it").click()
    said(tom, "Your name is on")
    assert claims(place) == [("Hana", 4), ("Tom", 2)]


@pytest.mark.held  # no more than pages over HTTP: tests/web/friends
def test_a_replaced_sign_up_link_is_kindly_explained(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    place.olive.task(needed=12)
    olive, hana, tom = visit(), visit(), visit()
    old = filled(hana, place)
    tom.goto(place.signup)
    take(tom, "Books", "Tom", many=1)
    own = path_of(tom)
    enter(olive, place, "/share")
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


@pytest.mark.held  # the second is a form like any: tests/web/api/test_claims.py
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


@pytest.mark.held
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
