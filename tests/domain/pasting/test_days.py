"""The day that a line says: near the move's own, and none where there is any doubt."""

from datetime import date, timedelta

import pytest

from service.domain.pasting import When, understand
from service.text.language import language
from service.text.task_titles import title_of

SATURDAY = date(2026, 12, 5)
WHEN = When(SATURDAY, date(2026, 11, 20))


def days(text: str, when: When = WHEN) -> list[tuple[str, int | None]]:
    """Title of each task, and how many days behind the move its own is."""
    return [
        (title_of(task.title, language("en")), (task.day - SATURDAY).days if task.day else None)
        for task in understand(text, when=when).tasks
    ]


def unclear(text: str, when: When = WHEN) -> list[str]:
    return [quote.text for quote in understand(text, when=when).unclear]


@pytest.mark.parametrize(
    ("line", "title", "after"),
    [
        ("Thursday: take the sofa apart", "Take the sofa apart", -2),
        ("take the sofa apart on Thursday evening", "Take the sofa apart", -2),
        ("clean the oven thursday", "Clean the oven", -2),
        ("clean the oven (Wed 2 December)", "Clean the oven", -3),
        ("on the 3rd of December, clean the oven", "Clean the oven", -2),
        ("Dec 10: clean the old flat", "Clean the old flat", 5),
        ("2026-12-07 - hand over the keys", "Hand over the keys", 2),
        ("am Freitag Sofa zerlegen", "Sofa zerlegen", -1),
        ("Do: Sofa zerlegen", "Sofa zerlegen", -2),
        ("Donnerstagabend: Pizza für alle", "Pizza für alle", -2),
        ("3.12. Keller putzen", "Keller putzen", -2),
        ("Mittwoch, den 2. Dezember: Keller putzen", "Keller putzen", -3),
        ("limpiar el horno el viernes por la tarde", "Limpiar el horno", -1),
        ("jueves 3 de diciembre: desmontar el sofá", "Desmontar el sofá", -2),
        ("pizza on Saturday", "Pizza", None),
        ("4 Dec: 20 boxes", "Boxes", -1),
    ],
)
def test_a_day_that_is_clear_is_the_tasks(line: str, title: str, after: int | None) -> None:
    assert (days(line), unclear(line)) == ([(title, after)], [])


@pytest.mark.parametrize(
    ("line", "quoted"),
    [
        ("Monday: hand over the keys", "Monday"),
        ("hand over the keys on Sunday", "on Sunday"),
        ("clean the oven by Thursday", "by Thursday"),
        ("bis Freitag Kartons packen", "bis Freitag"),
        ("jeden Freitag putzen", "jeden Freitag"),
        ("pizza los viernes", "los viernes"),
        ("fridays: pizza", "fridays"),
        ("Thursday and Friday: clean the flat", "Thursday and Friday"),
        ("Thursday 4 December: clean the flat", "Thursday 4 December"),
        ("on 3 March: clean the flat", "on 3 March"),
        ("Sunday lunch for helpers", "Sunday"),
    ],
)
def test_a_day_that_is_not_clear_is_none_and_is_quoted(line: str, quoted: str) -> None:
    assert [after for _, after in days(line)] == [None]
    assert quoted in ", ".join(unclear(line))


def test_a_weekday_that_is_over_before_the_move_is_the_one_after() -> None:
    late = When(SATURDAY, SATURDAY - timedelta(days=1))
    assert [days(f"{day}: clean the flat", late)[0][1] for day in ("Friday", "Sunday", "Thursday")] == [-1, 1, 5]
    assert unclear("3 Dec: clean the flat", late) == ["3 Dec"]


@pytest.mark.parametrize("line", ["mi cama", "sofa, so big", "shelf 1.20.", "sun umbrella", "May be 3 boxes", "desk"])
def test_words_that_are_no_days(line: str) -> None:
    plain, read = understand(line), understand(line, when=WHEN)
    assert (read.tasks, read.unclear) == (plain.tasks, plain.unclear)


def test_a_heading_gives_its_day_to_what_stands_below() -> None:
    text = "Thursday\n- clean the flat\n- pizza\n\nFriday jobs:\n- desk\n\nKitchen\n- 3 boxes\n- Friday: cake\n"
    assert days(text) == [
        ("Clean the flat", -2),
        ("Pizza", -2),
        ("Large desk, out", -1),
        ("Large desk, in", -1),
        ("Cake", -1),
        ("Boxes from the kitchen", None),
    ]


def test_without_the_moves_day_no_day_is_sure() -> None:
    assert days("Thursday: pizza", When(None, SATURDAY)) == [("Pizza", None)]
    assert unclear("Thursday: pizza", When(None, SATURDAY)) == ["Thursday"]
