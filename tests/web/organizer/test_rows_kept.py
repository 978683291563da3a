"""Rows of the board that are kept: one that nothing has happened to is not made again, and each is as if it were."""

from collections.abc import Iterator

import pytest
from markupsafe import Markup

from service.storage.database import Database
from service.text.language import language
from service.web.organizer import board_rows
from service.web.organizer.board_rows import MAX_NAMES, BoardRows, kept_row
from tests.conftest import NOON
from tests.make import Olive

pytestmark = pytest.mark.one_database
BACK = "?at=open"


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    kept_row.cache_clear()
    yield
    kept_row.cache_clear()


def made(olive: Olive, lang: str = "en-GB") -> dict[int, Markup]:
    board = olive.board()
    rows = BoardRows(language(lang), board, NOON.date())
    return {task.n: rows.made(task, BACK) for task in board.tasks}


def test_a_claim_makes_one_row_anew(database: Database) -> None:
    olive = Olive(database)
    lunch, *others = [olive.task("care", f"Soup <{n}>", needed=2) for n in range(5)]
    first = made(olive)
    olive.claim(lunch, olive.helper("Hana & Co"))
    then = made(olive)
    assert [n for n in (lunch, *others) if then[n] is not first[n]] == [lunch]
    assert "Hana &amp; Co" in then[lunch]
    assert "Soup &lt;0&gt;" in then[lunch]
    kept_row.cache_clear()
    assert made(olive) == then
    assert made(olive, "ar") != then


def test_two_moves_share_no_row(database: Database) -> None:
    one, other = Olive(database), Olive(database)
    for olive in (one, other):
        task = olive.task("care", "Soup")
        assert f"/m/{olive.link.move_id}/tasks/{task}" in made(olive)[task]


def test_neither_what_was_just_ticked_nor_a_crowd_is_kept(database: Database) -> None:
    olive = Olive(database)
    books = olive.task("box_load", "Books", needed=MAX_NAMES + 1)
    for n in range(MAX_NAMES + 1):
        olive.claim(books, olive.helper(f"Friend {n}"))
    lunch = olive.task("care", "Soup")
    board = olive.board()
    rows = BoardRows(language("en-GB"), board, NOON.date())
    assert f"Friend {MAX_NAMES}" in rows.made(board.task(books), BACK)
    assert "<p>Undo</p>" in rows.made(board.task(lunch), BACK, did=Markup("<p>Undo</p>"))
    assert kept_row.cache_info().currsize == 0
    assert "Undo" not in rows.made(board.task(lunch), BACK)
    assert board_rows.KEPT > kept_row.cache_info().currsize == 1
