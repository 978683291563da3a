"""The picture of a link: its size, every word of it in any script, and no more than its bounds."""

import struct
from dataclasses import replace

import pytest

from service.domain.core.refusals import Busy
from service.paper.picture import BOUNDS, PLACES, draw_picture
from service.text.preview import Preview

pytestmark = pytest.mark.one_database
PREVIEW = Preview("One floor down", "Saturday 5 December", ("5", "DEC 2026"), "Still welcome: boxes.", "ltr")
LONG = "From the small flat on the fourth floor without a lift to a larger one with a piano and two cats and " * 2


def drawn(title: str) -> bytes:
    return draw_picture(replace(PREVIEW, title=title[-200:]), whose="Olive")


def test_it_has_the_size_that_chat_programs_expect() -> None:
    png = drawn("One floor down")
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) == (1200, 630)
    assert len(png) < 200_000


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("begins", "ends"),
    [(LONG, "ab"), ("Schiff" * 33, "ab"), ("私たちは引っ越しま", "すせ"), ("", "😀🎹")],
    ids=["long", "one word", "Japanese", "signs"],
)
def test_a_title_is_there_to_its_last_letter(begins: str, ends: str) -> None:
    """A letter that no font has, or that is cut off, would look like any other."""
    one, other = (drawn(begins + last) for last in ends)
    assert one != other


def test_what_is_welcome_is_there_to_the_dots_below_its_last_line() -> None:
    kinds = "ما زالت المساعدة مرحَّبًا بها في: صناديق وأشياء ثقيلة وسيارة نقل وطعام وتنظيف وأطفال وحيوانات ومفاتيح وأخر"
    shown = replace(PREVIEW, title="ننتقل", stamp=("5", "ديسمبر"), direction="rtl")
    one, other = (draw_picture(replace(shown, welcome=kinds + last), whose="Olive") for last in "ىي")
    assert one != other


def test_a_machine_that_has_no_time_for_it_says_so() -> None:
    with pytest.raises(Busy):
        draw_picture(PREVIEW, whose="Olive", bounds=replace(BOUNDS, seconds=0.01))


def test_a_crowd_that_wants_pictures_does_not_wait_in_the_program() -> None:
    with PLACES.one("1"):
        waiting = [PLACES._here.acquire(blocking=False) for _ in range(3)]
        assert all(waiting)
        with pytest.raises(Busy):
            draw_picture(PREVIEW, whose="2")
        for _ in waiting:
            PLACES._here.release()
