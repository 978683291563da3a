"""The time that a line says: the task's own where no other could be meant, and words of the list where it could."""

from datetime import date
from functools import partial

import pytest

from service.domain.models import Place
from service.domain.pasting import When, understand
from service.domain.pasting.clocks import clocks_in
from service.text.language import language
from service.text.task_titles import title_of
from tests.work import lines_run

WHEN = When(date(2026, 12, 5), date(2026, 11, 20))


def times(line: str, when: When = WHEN) -> list[tuple[str, str]]:
    """Title and time of each task of a line."""
    return [
        (
            title_of(task.title, language("en")),
            "–".join(each.strftime("%H:%M") for each in (task.at, task.until) if each),
        )
        for task in understand(line, when=when).tasks
    ]


def unclear(line: str) -> str:
    return ", ".join(quote.text for quote in understand(line, when=WHEN).unclear)


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("line", "title", "time"),
    [
        ("pizza at 6pm", "Pizza", "18:00"),
        ("pizza (6 p.m.)", "Pizza", "18:00"),
        ("8:30 keys", "Keys", "08:30"),
        ("keys between 9 and 10", "Keys", "09:00–10:00"),
        ("keys 9-10am", "Keys", "09:00–10:00"),
        ("keys from 9am until noon", "Keys until noon", "09:00"),
        ("babysit 10 to 2pm", "Babysit", "10:00–14:00"),
        ("hand over the keys at 5pm to Mr Berger", "Hand over the keys to Mr Berger", "17:00"),
        ("breakfast at half past eight", "Breakfast", "08:30"),
        ("lunch for 6 at noon", "Lunch for 6", "12:00"),
        ("pick up the van at 8", "Pick up the van", "08:00"),
        ("pick up the van at 6 in the morning", "Pick up the van", "06:00"),
        ("return the van 07:30", "Return the van", "07:30"),
        ("pick up van at 8, return by 6", "Pick up van, return by 6", "08:00"),
        ("Thursday evening at 6: clean the oven", "Clean the oven", "18:00"),
        ("breakfast 8 am Friday", "Breakfast", "08:00"),
        ("Friday 18:00 pizza", "Pizza", "18:00"),
        ("Pizza um 18 Uhr", "Pizza", "18:00"),
        ("pizza à 18h", "Pizza", "18:00"),
        ("pizza à 18 h 30", "Pizza", "18:30"),
        ("nourrir le chat à partir de 10h", "Nourrir le chat", "10:00"),
        ("clés de 9h à 10h", "Clés", "09:00–10:00"),
        ("clés entre 9 h et 10 h", "Clés", "09:00–10:00"),
        ("déjeuner à midi", "Déjeuner", "12:00"),
        ("récupérer la camionnette à 8h", "Récupérer la camionnette", "08:00"),
        ("18.30 Uhr: Pizza für alle", "Pizza für alle", "18:30"),
        ("Pizza um 18 Uhr 30", "Pizza", "18:30"),
        ("Katze füttern ab 10 Uhr", "Katze füttern", "10:00"),
        ("Schlüssel (9–10 Uhr)", "Schlüssel", "09:00–10:00"),
        ("Schlüssel von 9 bis 10 Uhr", "Schlüssel", "09:00–10:00"),
        ("Mittagessen um halb 1", "Mittagessen", "12:30"),
        ("Abendessen um 8 abends", "Abendessen", "20:00"),
        ("um 14 Uhr 2 Kinder hüten", "2 Kinder hüten", "14:00"),
        ("cena a las 8 de la tarde", "Cena", "20:00"),
        ("cena a las ocho de la noche", "Cena", "20:00"),
        ("llaves entre las 9 y las 10", "Llaves", "09:00–10:00"),
        ("llaves a las 9 menos cuarto", "Llaves", "08:45"),
        ("limpiar el piso desde las 9 hasta las 12", "Limpiar el piso", "09:00–12:00"),
        ("pizza a las 19 h", "Pizza", "19:00"),
        ("cena a las 20 y media", "Cena", "20:30"),
        ("um 14 Uhr 20 Kartons", "Boxes", "14:00"),
        ("تسليم المفاتيح الساعة ٩:٣٠ صباحًا", "تسليم المفاتيح", "09:30"),
        ("إطعام القطة من 9 إلى 11 صباحا", "إطعام القطة", "09:00–11:00"),
        ("غداء للجميع الساعة الواحدة والنصف ظهرا", "غداء للجميع", "13:30"),
        ("10 boxes between 9 and 12", "Boxes", "09:00–12:00"),
    ],
)
def test_a_time_that_is_clear_is_the_tasks_and_no_part_of_its_title(line: str, title: str, time: str) -> None:
    assert (times(line), unclear(line)) == ([(title, time)], "")


@pytest.mark.parametrize(
    "line",
    ["6 boxes", "flat 9", "2 m", "at 6 Elm Street", "box 9-10", "boxes between 9 and 10", "keys at 9 Elm Street",
     "hand over keys at 12, Lindenstraße", "keys 9-10", "monitor 16:10", "TV 16:9", "2 h cleaning", "lunch 2-3 h",
     "cleaning from 2 to 3 hours", "Tisch 5 am Fenster", "mesa de 8 a 10", "juego de 8 sillas",
     "keys to Mr Berger, 17.00", "call the electrician at 0660 12:30", "3.12. Keller putzen", "wardrobe 180 x 60",
     "2 Uhren"],
)  # fmt: skip
def test_other_numbers_are_no_times(line: str) -> None:
    assert [time for _, time in times(line)] in ([], [""], ["", ""])


@pytest.mark.parametrize(
    "line",
    ["pizza at 6", "drive the van at 7:30", "cena a las 8", "Abendessen um 8", "comida a la 1", "clean until 5pm",
     "return the van before 8pm", "Transporter zurückbringen bis 18 Uhr", "pizza 6pm or pizza 7pm"],
)  # fmt: skip
def test_a_time_that_is_not_clear_is_left_in_the_title(line: str) -> None:
    [(title, time)] = times(line)
    assert (title.casefold(), time) == (line.casefold(), "")


def test_about_a_time_is_that_time_and_is_said_still() -> None:
    for line in ("pizza at about 6pm", "Pizza gegen 18 Uhr", "pizza sobre las 18:00", "pizza by 18:00"):
        assert times(line) == [(line[:1].upper() + line[1:], "18:00")]


def test_of_several_things_a_time_is_that_of_the_errand_beside_it_or_of_all_behind_it() -> None:
    assert times("pizza 6pm, keys 5pm") == [("Pizza", "18:00"), ("Keys", "17:00")]
    assert times("breakfast at 8, then 20 boxes") == [("Boxes", ""), ("Breakfast", "08:00")]
    assert [time for _, time in times("9:00: 10 boxes, sofa")] == ["09:00", "09:00", ""]
    for line, quoted in (("sofa and wardrobe at 9am", "at 9am"), ("sofa at 7", "at 7")):
        assert {time for _, time in times(line)} == {""}
        assert unclear(line) == quoted


def test_things_that_are_carried_at_a_time_are_a_work_of_their_own_and_are_carried_in_after_it() -> None:
    tasks = understand("sofa\n5 boxes\n10:00 wardrobe\n3 boxes at 10:00", when=WHEN).tasks
    assert [(task.place, task.at is not None, [thing.line for thing in task.things]) for task in tasks] == [
        (Place.BOTH, False, [2]),
        (Place.OLD, False, [1]),
        (Place.NEW, False, [1]),
        (Place.BOTH, True, [4]),
        (Place.OLD, True, [3]),
        (Place.NEW, False, [3]),
    ]


def test_until_the_move_has_a_day_a_time_stays_in_the_words() -> None:
    assert times("pizza at 6pm", When(None, WHEN.today)) == [("Pizza at 6pm", "")]


def test_the_words_of_a_thing_are_as_they_were_written() -> None:
    for line in ("pizza at 6pm for all", "18 Uhr: Pizza für alle", "9:00 sofa", "keys at 5pm to Mr Berger"):
        assert [thing.words for thing in understand(line).things] == [line]


@pytest.mark.parametrize("piece", ["at 9, ", "9:00 ", "between 9 and 10 ", "half past ", "a las ", "from 9 to "])
@pytest.mark.held
def test_the_work_grows_with_the_line_and_no_faster(piece: str) -> None:
    """Counted, not timed: the lines of the program that are run."""
    assert work(piece * 300) <= 4 * work(piece * 100) + 100


def work(text: str) -> int:
    return lines_run(partial(clocks_in, text))
