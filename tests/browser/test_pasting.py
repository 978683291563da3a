"""A list from a notes app becomes a day that can be shared, on a phone and without JavaScript."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.visiting import Visitors

pytestmark = pytest.mark.one_database  # pages and scripts are the same over any
LISTS = Path("tests/domain/pasting/lists")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("one-floor-down", ["Boxes from the living room", "Upright piano", "Someone to watch the cat"]),
        ("across-town", ["Boxes from the attic", "The rest of the furniture, in", "Babysitter for 2 kids"]),
    ],
)
def test_from_the_pasted_list_to_a_board_that_can_be_shared(
    visit: Visitors, server: object, name: str, expected: list[str]
) -> None:
    page = visit()
    page.goto("/")
    page.get_by_label("What shall we call it?").fill("One floor down")
    page.get_by_label("Your name").fill("Olive")
    page.get_by_label("Your time zone").select_option("Europe/Vienna")
    page.get_by_role("button", name="Plan the move").click()
    sign_up = page.get_by_label("For everyone you would ask").input_value()
    page.get_by_role("link", name="Board").click()
    page.get_by_role("link", name="Paste a list").click()
    page.get_by_label("One thing on each line").fill((LISTS / f"{name}.txt").read_text())
    page.get_by_role("button", name="See what becomes of it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What became of your list")
    screens = page.evaluate("document.documentElement.scrollHeight / 844")
    assert screens < 4
    row = page.locator(".plan > li").first
    expect(row.get_by_label("Title")).to_be_hidden()
    row.locator("summary").click()
    expect(row.get_by_label("Title")).to_be_visible()
    page.get_by_role("button", name="Put these on the board").click()
    friend = visit()
    for shown in (page, friend):
        if shown is friend:
            friend.goto(sign_up)
        for title in expected:
            expect(shown.get_by_role("heading", name=title, exact=True)).to_be_visible()
