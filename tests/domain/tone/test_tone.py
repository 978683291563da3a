"""Debt and apology in a text: sentences per language, "+" to be noticed, "-" not."""

from pathlib import Path

import pytest

from service.domain.tone import Tone, remarks
from service.text.language import shipped

SENTENCES = Path(__file__).parent / "sentences"
CASES = [
    (path.stem, line[0] == "+", line[2:])
    for path in sorted(SENTENCES.glob("*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


def test_every_shipped_language_has_thirty_of_each() -> None:
    for code in shipped():
        counts = [sum(1 for case in CASES if case[:2] == (code, noticed)) for noticed in (True, False)]
        assert min(counts) >= 30, (code, counts)


@pytest.mark.parametrize(("language", "noticed", "sentence"), CASES)
def test_sentence(language: str, noticed: bool, sentence: str) -> None:
    assert bool(remarks(sentence, language)) is noticed


def test_the_words_are_told_as_they_stand_there() -> None:
    [debt, sorry] = remarks("Hana, I’ll pay you back. And sorry to bother you", "en-GB")
    assert (debt.tone, debt.text) == (Tone.DEBT, "pay you back")
    assert (sorry.tone, sorry.text) == (Tone.APOLOGY, "sorry to bother")


def test_a_language_that_is_not_known_hears_nothing() -> None:
    assert remarks("I owe you", "fr") == []


def test_a_long_text_takes_no_longer_than_its_length() -> None:
    """No pattern looks back and forth: the time grows with the text, not with its square."""
    for code in shipped():
        assert remarks("so " * 30_000 + "forever deeply " * 5_000, code) == []
