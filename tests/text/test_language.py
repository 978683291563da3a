"""Days and times as the readers of a language write them."""

from datetime import date, time

import pytest

from service.text.language import language

MAY_DAY = date(2027, 5, 1)


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("fr", ("9\u00a0h", "9\u00a0h\u00a030", "14\u00a0h", "samedi 1er mai", "sam. 1er mai", "1er mai")),
        ("fr-CA", ("9\u00a0h", "9\u00a0h\u00a030", "14\u00a0h", "samedi 1er mai", "sam. 1er mai", "1er mai")),
        ("de-AT", ("9", "09:30", "14:00", "Samstag, 1. Mai", "Sa., 1. Mai", "1. Mai")),
        ("en-US", ("9 AM", "9:30\u202fAM", "2:00\u202fPM", "Saturday, May 1", "Sat, May 1", "May 1")),
        ("en-GB", ("9", "09:30", "14:00", "Saturday, 1 May", "Sat 1 May", "1 May")),
    ],
)
def test_times_and_days_are_written_as_the_reader_does(tag: str, said: tuple[str, ...]) -> None:
    lang = language(tag)
    times = (lang.hour(time(9)), lang.hour(time(9, 30)), lang.time(time(14)))
    assert (*times, lang.day(MAY_DAY), lang.short_day(MAY_DAY), lang.date(MAY_DAY)) == said


def test_only_the_first_of_a_month_has_a_sign_in_french() -> None:
    assert language("fr").day(date(2027, 5, 21)) == "vendredi 21 mai"
    assert language("fr").date(date(2027, 5, 11)) == "11 mai"
