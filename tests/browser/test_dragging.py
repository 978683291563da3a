"""Moving a task between columns by its grip: mouse, finger and keyboard; and a live change in the middle of it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from service.domain.models import TaskState
from tests.browser.visiting import DESKTOP, PHONE, Place, Visitors, enter, item, said, section

pytestmark = pytest.mark.one_database  # pages and scripts are the same over any
Plan = Callable[..., Place]


def board(visit: Visitors, place: Place, size: tuple[int, int] = DESKTOP, **more: Any) -> Page:
    olive = visit(size, scripts=True, **more)
    with olive.expect_response("**/live*"):
        enter(olive, place)
    return olive


def columns(place: Place) -> int:
    """A task to drag, and one in each other column."""
    place.olive.task("care", "Keys", state=TaskState.UNDER_WAY)
    place.olive.task("care", "Cake", state=TaskState.DONE)
    return place.olive.task("care", "Soup")


def grip(page: Page, title: str) -> Locator:
    return item(page, title).get_by_role("button", name="Drag it to another column")


def middle(of: Locator) -> tuple[float, float]:
    box = of.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_task_is_dragged_with_the_mouse_and_stays_where_it_is_let_go_elsewhere(visit: Visitors, plan: Plan) -> None:
    place = plan()
    soup = columns(place)
    olive = board(visit, place)
    x, y = middle(grip(olive, "Soup"))
    olive.mouse.move(x, y)
    olive.mouse.down()
    olive.mouse.move(x, y + 30, steps=3)
    olive.mouse.up()
    expect(section(olive, "Still open").get_by_role("heading", name="Soup")).to_be_visible()
    assert not item(olive, "Soup").get_attribute("style")
    assert place.olive.seen(soup).state is TaskState.OPEN
    olive.mouse.move(*middle(grip(olive, "Soup")))
    olive.mouse.down()
    x, y = middle(section(olive, "Done"))
    olive.mouse.move(x - 40, y, steps=5)
    olive.mouse.move(x, y, steps=5)
    expect(section(olive, "Done")).to_have_class("column target")
    olive.mouse.up()
    said(olive, "Done.")
    expect(section(olive, "Done").get_by_role("button", name="Undo: Soup")).to_be_visible()
    place.olive.task("care", "Cat")
    expect(item(olive, "Cat")).to_be_visible()
    expect(section(olive, "Done").get_by_role("heading", name="Soup")).to_be_visible()
    assert place.olive.seen(soup).state is TaskState.DONE


def test_a_task_stays_under_the_finger_while_the_board_scrolls(visit: Visitors, plan: Plan) -> None:
    place = plan()
    for number in range(12):
        place.olive.task("care", f"Soup {number}")
    olive = board(visit, place, (DESKTOP[0], 500))
    olive.mouse.move(*middle(grip(olive, "Soup 0")))
    olive.mouse.down()
    olive.mouse.move(640, 490, steps=3)
    while olive.evaluate("scrollY") < 100:
        pass
    away = "note => { const { y, height } = note.getBoundingClientRect(); return y + height / 2 - 490 }"
    assert abs(grip(olive, "Soup 0").evaluate(away)) < 20
    olive.mouse.up()


def test_a_task_is_dragged_with_a_finger(visit: Visitors, plan: Plan) -> None:
    place = plan()
    soup = columns(place)
    olive = board(visit, place, has_touch=True)
    x, y = middle(grip(olive, "Soup"))
    touch = olive.context.new_cdp_session(olive)

    def finger(kind: str, *at: float) -> None:
        points = [{"x": at[0], "y": at[1]}] if at else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    finger("touchStart", x, y)
    finger("touchMove", x + 8, y)
    finger("touchMove", *middle(section(olive, "Done")))
    expect(section(olive, "Done")).to_have_class("column target")
    finger("touchEnd")
    said(olive, "Done.")
    assert place.olive.seen(soup).state is TaskState.DONE


def test_a_task_is_moved_with_the_keyboard_and_escape_puts_it_back(visit: Visitors, plan: Plan) -> None:
    place = plan()
    soup = columns(place)
    olive = board(visit, place)
    grip(olive, "Soup").focus()
    olive.keyboard.press("Enter")
    olive.keyboard.press("ArrowRight")
    olive.keyboard.press("Escape")
    said(olive, "It stays where it was.")
    expect(grip(olive, "Soup")).to_have_attribute("aria-pressed", "false")
    assert place.olive.seen(soup).state is TaskState.OPEN
    olive.keyboard.press("Space")
    expect(grip(olive, "Soup")).to_have_attribute("aria-pressed", "true")
    said(olive, "Lifted.")
    olive.keyboard.press("ArrowRight")
    said(olive, "Over “Under way”.")
    olive.keyboard.press("Space")
    said(olive, "Moved.")
    expect(section(olive, "Under way").get_by_role("heading", name="Soup")).to_be_visible()
    expect(grip(olive, "Soup")).to_be_focused()
    assert place.olive.seen(soup).state is TaskState.UNDER_WAY


@pytest.mark.held  # test_live.py waits for who is typing
def test_a_live_change_waits_until_it_is_put_down(visit: Visitors, plan: Plan) -> None:
    place = plan()
    soup = columns(place)
    books = place.olive.task(title="Books", needed=12)
    olive = board(visit, place)
    olive.mouse.move(*middle(grip(olive, "Soup")))
    olive.mouse.down()
    olive.mouse.move(*middle(section(olive, "Done")), steps=5)
    heard = visit(DESKTOP, scripts=True)
    enter(heard, place)
    place.olive.claim(books, place.olive.helper("Tom"), 5)
    # By the time that another board shows it, this one has heard of it, too.
    expect(item(heard, "Books")).to_contain_text("Tom")
    expect(item(olive, "Books")).not_to_contain_text("Tom")
    olive.mouse.up()
    said(olive, "Done.")
    expect(item(olive, "Books")).to_contain_text("Tom")
    assert place.olive.seen(soup).state is TaskState.DONE


@pytest.mark.held  # escape puts it back in the same way
def test_a_refusal_leaves_it_where_it_was(visit: Visitors, plan: Plan) -> None:
    place = plan()
    place.olive.task("heavy_item", "Piano", needed=4)
    columns(place)
    olive = board(visit, place)
    grip(olive, "Piano").focus()
    for key in ("Space", "ArrowRight", "Space"):
        olive.keyboard.press(key)
    expect(section(olive, "More hands first?")).to_be_visible()
    expect(section(olive, "Still open").get_by_role("heading", name="Piano")).to_be_visible()


@pytest.mark.held
def test_without_scripts_there_is_no_grip(visit: Visitors, plan: Plan) -> None:
    place = plan()
    place.olive.task("care", "Soup")
    olive = visit()
    olive.goto(place.organizer)
    expect(grip(olive, "Soup")).to_have_count(0)
    expect(item(olive, "Soup").get_by_role("link", name="Ask someone: Soup")).to_be_visible()


@pytest.mark.held
def test_an_empty_column_is_there_while_something_can_be_put_into_it(visit: Visitors, plan: Plan) -> None:
    place = plan()
    soup = place.olive.task("care", "Soup")
    olive = board(visit, place)
    expect(section(olive, "Done")).to_have_count(0)
    x, y = middle(grip(olive, "Soup"))
    olive.mouse.move(x, y)
    olive.mouse.down()
    olive.mouse.move(x + 40, y, steps=3)
    olive.mouse.move(*middle(section(olive, "Done")), steps=5)
    olive.mouse.up()
    expect(section(olive, "Done").get_by_role("heading", name="Soup")).to_be_visible()
    assert place.olive.seen(soup).state is TaskState.DONE


@pytest.mark.held  # test_board.py looks at it on the way
def test_on_a_phone_there_is_no_grip(visit: Visitors, plan: Plan) -> None:
    place = plan()
    place.olive.task("care", "Soup")
    expect(grip(board(visit, place, PHONE), "Soup")).to_have_count(0)
