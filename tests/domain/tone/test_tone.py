"""Debt and apology in a text: sentences per language, "+" to be noticed, "-" not."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from service.domain.tone import Tone, remarks
from service.text.language import shipped

HERE = Path(__file__).parent
LOCALES = Path(__file__).parents[3] / "frontend" / "locales"


def sentences(folder: str, code: str) -> tuple[list[str], list[str]]:
    """Read what should be noticed, and what should not."""
    lines = (HERE / folder / f"{code}.txt").read_text(encoding="utf-8").splitlines()
    return [line[2:] for line in lines if line[0] == "+"], [line[2:] for line in lines if line[0] == "-"]


@pytest.mark.parametrize("code", shipped())
def test_sentences_that_the_phrases_were_written_for(code: str) -> None:
    noticed, plain = sentences("sentences", code)
    assert min(len(noticed), len(plain)) >= 30
    assert [each for each in noticed if not remarks(each)] == []
    assert [each for each in plain if remarks(each)] == []


@pytest.mark.parametrize("code", shipped())
def test_sentences_that_no_phrase_was_written_for(code: str) -> None:
    """Measure by sentences that stay out of the phrases: one that is missed here is written anew, never mended for."""
    noticed, plain = sentences("held", code)
    assert min(len(noticed), len(plain)) >= 30
    assert sum(bool(remarks(each)) for each in noticed) >= 0.95 * len(noticed)
    assert sum(bool(remarks(each)) for each in plain) <= 0.02 * len(plain)


def test_the_program_never_remarks_on_its_own_words() -> None:
    """Words that it writes for her would be remarked on in her name."""
    for code in shipped():
        english = code == "en"
        with (LOCALES / ("de" if english else code) / "messages.po").open("rb") as file:
            for message in read_po(file):
                texts = message.id if english else message.string
                for text in [texts] if isinstance(texts, str) else texts or []:
                    assert "%(words)s" in text or remarks(text, [code]) == [], (code, text)


def test_the_words_are_told_as_they_stand_there() -> None:
    [debt, sorry] = remarks("Hana, I’ll pay you back. And sorry to bother you")
    assert (debt.tone, debt.text) == (Tone.DEBT, "pay you back")
    assert (sorry.tone, sorry.text) == (Tone.APOLOGY, "sorry to bother")


def test_a_text_in_two_languages_is_heard_in_both() -> None:
    heard = remarks("Hana, ich stehe tief in deiner Schuld. And sorry to bother you.")
    assert [each.tone for each in heard] == [Tone.DEBT, Tone.APOLOGY]


@pytest.mark.held
def test_a_long_text_takes_no_longer_than_its_length() -> None:
    """No pattern looks back and forth: the time grows with the text, not with its square."""
    assert remarks("so " * 30_000 + "forever deeply " * 5_000) == []
