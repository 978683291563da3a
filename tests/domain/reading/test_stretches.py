"""What friends find where: by day, part of the day and home; what suits them; when it is over."""

from collections.abc import Iterable
from datetime import date, time

import pytest

from service.domain.models import Place, Sort
from service.domain.reading.views import Audience, Part, Suits, TaskView, When, by_stretch, is_all_past, whens_of
from service.storage.database import Database
from tests.make import Olive

SATURDAY, SUNDAY = date(2026, 12, 5), date(2026, 12, 6)
MORNING = When(SATURDAY, Part.MORNING)


def test_tasks_stand_by_day_part_and_home_and_what_is_taken_apart(database: Database) -> None:
    olive = Olive(database)
    olive.task("care", "Keys", day=SUNDAY, sort=Sort.KEYS)
    olive.task("care", "Lamps", starts=time(17), place=Place.NEW)
    soup = olive.task("care", "Soup", starts=time(11, 59), place=Place.OLD)
    olive.task("box_load", "Books", needed=12, ends=time(12), place=Place.OLD)
    olive.task("trip", "Van", starts=time(12), place=Place.BOTH)
    olive.claim(soup, olive.helper())
    board = olive.board(Audience.PUBLIC)
    found = [
        (day.day, [(each.when.part, each.home, titles(each.shown), titles(each.settled)) for each in day.stretches])
        for day in by_stretch(board.tasks, board.move)
    ]
    assert found == [
        (
            SATURDAY,
            [
                (Part.MORNING, Place.OLD, ["Books"], ["Soup"]),
                (Part.AFTERNOON, None, ["Van"], []),
                (Part.EVENING, Place.NEW, ["Lamps"], []),
            ],
        ),
        (SUNDAY, [(None, None, ["Keys"], [])]),
    ]
    assert [each.key for each in whens_of(board.tasks, board.move)] == [
        "2026-12-05",
        "2026-12-05-morning",
        "2026-12-05-afternoon",
        "2026-12-05-evening",
        "2026-12-06",
    ]
    assert titles(task for task in board.tasks if Suits(True, MORNING).has(task, board.move)) == ["Soup"]
    assert titles(task for task in board.tasks if Suits(when=When(SUNDAY)).has(task, board.move)) == ["Keys"]
    assert Suits(when=When(date(2027, 1, 1))).known([MORNING]) == Suits()
    over = [is_all_past(board.tasks, board.move, day) for day in (SATURDAY, SUNDAY, date(2026, 12, 7))]
    assert over == [False, False, True]


def titles(tasks: Iterable[TaskView]) -> list[str]:
    return [task.title for task in tasks]


@pytest.mark.parametrize(
    ("spelled", "read"),
    [
        ("2026-12-05-morning", MORNING),
        ("2026-12-05", When(SATURDAY)),
        ("evening", When(None, Part.EVENING)),
        ("", None),
        ("-evening", None),
        ("2026-12-05-", None),
        ("2026-12-05-night", None),
        ("2026-02-30", None),
        ("٢٠٢٦-12-05", None),
        ("morning ", None),
    ],
)
def test_a_time_is_spelled_in_one_way_only(spelled: str, read: When | None) -> None:
    assert When.read(spelled) == read
    assert read is None or read.key == spelled
