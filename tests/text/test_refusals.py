"""Sentences of what was refused: they say what to do, in figures that people use."""

import pytest

from service.domain.core.refusals import Busy, TooMany, WordTooSoon
from service.text.language import language
from service.text.refusals import sentence_of


@pytest.mark.parametrize(
    ("no", "said"),
    [
        (TooMany(1), "Please wait 1 second, then send it again."),
        (TooMany(60), "Please wait 60 seconds, then send it again."),
        (TooMany(61), "Please wait 2 minutes, then send it again."),
        (TooMany(3597), "Please wait 60 minutes, then send it again."),
        (TooMany(3601), "A great deal came from here today. Please go on tomorrow."),
        (Busy(10), "A great deal is going on here just now. Please wait 10 seconds, then send it again."),
        (WordTooSoon(541), "wants to be read first. The next one can go in 10 minutes."),
    ],
)
def test_a_wait_is_said_in_seconds_minutes_or_as_tomorrow(no: TooMany, said: str) -> None:
    assert sentence_of(no, language("en")).endswith(said)
