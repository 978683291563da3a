"""Days and times as the readers of a language write them."""

import pickle
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


@pytest.mark.parametrize(
    ("tag", "stamp"),
    [("en", "DEC 2026"), ("de", "DEZ 2026"), ("fr", "DÉC 2026"), ("ar", "\u062f\u064a\u0633\u0645\u0628\u0631")],
)
def test_a_postmark_holds_the_month_and_the_year_where_there_is_room(tag: str, stamp: str) -> None:
    assert language(tag).month_and_year(date(2026, 12, 5)) == stamp


def test_only_the_first_of_a_month_has_a_sign_in_french() -> None:
    assert language("fr").day(date(2027, 5, 21)) == "vendredi 21 mai"
    assert language("fr").date(date(2027, 5, 11)) == "11 mai"


@pytest.mark.parametrize(
    ("said", "zone", "tag", "clock"),
    [
        ("en", "Europe/Vienna", "en-AT", "14:00"),
        ("en", "Europe/London", "en-GB", "14:00"),
        ("en", "Europe/Kyiv", "en-150", "14:00"),
        ("en", "America/New_York", "en-US", "2:00\u202fPM"),
        ("en", "US/Eastern", "en-US", "2:00\u202fPM"),
        ("en", "Asia/Kolkata", "en-IN", "2:00\u202fpm"),
        ("en", "Asia/Tokyo", "en-150", "14:00"),
        ("en", "Africa/Cairo", "en-001", "2:00\u202fpm"),
        ("en", "UTC", "en", "2:00\u202fPM"),
        ("en", "", "en", "2:00\u202fPM"),
        ("en-US", "Europe/Vienna", "en-US", "2:00\u202fPM"),
        ("en-GB", "America/New_York", "en-GB", "14:00"),
        *(("de", "Europe/Vienna", "de-AT", "14:00"), ("de", "America/New_York", "de", "14:00")),
        *(("de", "Africa/Cairo", "de", "14:00"), ("de", "UTC", "de", "14:00")),
        *(("ar", "Europe/Vienna", "ar-AT", "14:00"), ("ar", "America/New_York", "ar-US", "2:00 م")),
        *(("ar", "Africa/Cairo", "ar-EG", "2:00 م"), ("ar", "UTC", "ar", "2:00 م")),
        *(("es", "Europe/Vienna", "es", "14:00"), ("es", "America/New_York", "es-US", "2:00\u202fp.m.")),
        ("es", "Africa/Cairo", "es", "14:00"),
        *(("fr", "Europe/Vienna", "fr", "14\u00a0h"), ("fr", "America/New_York", "fr", "14\u00a0h")),
        ("fr", "Africa/Cairo", "fr", "14\u00a0h"),
        ("es", "America/Mexico_City", "es-MX", "2:00\u202fp.m."),
        ("fr", "America/Montreal", "fr-CA", "14\u00a0h"),
        ("it", "Europe/Vienna", "en-AT", "14:00"),
        ("ar-AT,ar;q=0.9", "", "ar-AT", "14:00"),
        ("ar-DE,ar;q=0.9,de", "America/New_York", "ar-DE", "14:00"),
        ("ar-US", "Europe/Vienna", "ar-US", "2:00 م"),
        ("ar", "", "ar", "2:00 م"),
        ("fr-AT", "Europe/Vienna", "fr-AT", "14\u00a0h"),
        ("es-AT", "", "es-AT", "14:00"),
        ("en-JP", "America/New_York", "en-150", "14:00"),
        ("de-1", "America/New_York", "de", "14:00"),
    ],
)
def test_the_clock_is_that_of_the_readers_region_or_else_of_the_moves(
    said: str, zone: str, tag: str, clock: str
) -> None:
    lang = language(said, zone=zone)
    assert (lang.tag, lang.time(time(14))) == (tag, clock)
    assert pickle.loads(pickle.dumps(lang)).time(time(14)) == clock  # noqa: S301  # as to a process beside
    assert language(lang.tag).tag == lang.tag  # as a picture's address or a stored person has it


def test_a_language_chosen_on_a_page_has_the_region_that_the_browser_says() -> None:
    assert language("de-AT,en;q=0.8", "en", "America/New_York").tag == "en-US"
    assert language("en-AU", "en", "America/New_York").tag == "en-AU"


def test_a_day_begins_a_heading_with_a_capital() -> None:
    assert [language(tag).day_title(MAY_DAY) for tag in ("fr", "es", "en-GB")] == [
        "Samedi 1er mai",
        "Sábado, 1 de mayo",
        "Saturday, 1 May",
    ]


@pytest.mark.parametrize(
    ("tag", "zone", "said"),
    [
        *(("de", "Europe/Vienna", "MESZ"), ("en-GB", "Europe/Vienna", "CEST"), ("en-US", "Europe/Vienna", "CEST")),
        *(("fr", "Europe/Vienna", "CEST"), ("en-US", "America/New_York", "EDT"), ("de", "America/New_York", "EDT")),
        ("en-GB", "America/Sao_Paulo", "Brasilia Standard Time"),
    ],
)
def test_a_time_zone_has_a_short_name_where_anybody_calls_it_so(tag: str, zone: str, said: str) -> None:
    assert language(tag).zone(zone, MAY_DAY) == said
