"""A line of one's own, with which one begins: its time is the task's."""

from datetime import time

import pytest

from service.storage.database import Database
from service.text.first_things import task_of
from service.text.language import language
from tests.make import Olive


@pytest.mark.one_database
def test_the_time_of_a_line_is_the_tasks_unless_more_is_said_or_there_is_no_day(database: Database) -> None:
    move, unplanned = Olive(database).board().move, Olive(database, day=None).board().move
    said = {
        line: (made["title"], made.get("starts"))
        for line in ("pizza at 6pm", "sofa at 9:00", "pizza at 6pm, bread at 7pm")
        for made in (task_of(line, line, move, language("en")),)
    }
    assert said == {
        "pizza at 6pm": ("Pizza", time(18)),
        "sofa at 9:00": ("sofa at 9:00", time(9)),
        "pizza at 6pm, bread at 7pm": ("pizza at 6pm, bread at 7pm", None),
    }
    assert task_of("pizza at 6pm", "pizza at 6pm", unplanned, language("en"))["title"] == "pizza at 6pm"
