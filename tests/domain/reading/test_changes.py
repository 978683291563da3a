"""What the history page reads: the names of what its lines are about, also of what is gone."""

import pytest

from service.domain.models import TaskState
from service.domain.reading.changes import read_changes
from service.domain.rules.tasks import change_task, delete_task
from service.storage.database import Database
from service.text.language import language
from service.text.rows import Rows
from tests.make import Olive


@pytest.fixture
def olive(database: Database) -> Olive:
    return Olive(database)


@pytest.fixture
def titles(olive: Olive) -> dict[int, str]:
    """The titles that the page has after “Sofa” was deleted and “Books” was not."""
    sofa = olive.task("heavy_item", "Sofa", weight_kg=40)
    olive.task("box_load", "Books", needed=3)
    with olive.change() as opened:
        delete_task(opened, sofa)
    with olive.database.reading() as session:
        return read_changes(session, olive.link.move_id).tasks


def test_a_task_that_is_gone_has_its_title(titles: dict[int, str]) -> None:
    assert sorted(titles.values()) == ["Books", "Sofa"]


def test_a_row_counts_nobody_for_what_is_not_lifted_by_hand(olive: Olive) -> None:
    piano, sofa = olive.task("heavy_item", "Piano", weight_kg=230), olive.task("heavy_item", "Sofa", weight_kg=40)
    rows = Rows(language("en"), olive.board().move)
    assert rows.progress(olive.seen(piano)) == ""
    assert rows.progress(olive.seen(sofa)) == "nobody yet"
    assert "0 of" not in rows.say.when_and_progress(olive.seen(piano), olive.board().move)


@pytest.mark.parametrize("kind", ["box_load", "trip", "care"])
def test_a_row_of_what_is_done_says_who_was_there_and_no_more(olive: Olive, kind: str) -> None:
    """On a phone what stands before the names leaves them no room where it is long."""
    task = olive.task(kind, "Kitchen", needed=2)
    if kind == "trip":
        olive.drive(task, olive.helper())
    else:
        olive.claim(task, olive.helper(), 2)
    rows = Rows(language("de"), olive.board().move)
    assert rows.line(olive.seen(task)) != ""
    with olive.change() as opened:
        change_task(opened, task, {"state": TaskState.DONE})
    assert rows.line(olive.seen(task)) == ""
