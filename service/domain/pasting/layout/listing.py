"""Entries of a list, told from sentences: by their marks, their length, and the lines around them."""

from dataclasses import replace

from service.domain.pasting import vocabulary
from service.domain.pasting.layout.line import Form, Line
from service.domain.pasting.layout.marks import LISTED
from service.domain.pasting.tokens import tokens

SHORT = 7
"""Words of the longest line that is an entry by its length."""
FEWEST = 3
"""Lines or parts that make a list."""
FEWEST_SAID = 4
"""Words from which on a line can be a sentence."""
PART = 5
"""Words of the longest part of an enumeration."""


def told_apart(lines: list[Line]) -> list[Line]:
    """Tell entries from sentences. A short line is an entry among others."""
    words = [_words(line.text) for line in lines]
    said = [line.form is Form.ITEM and _is_said(each) for line, each in zip(lines, words, strict=True)]
    short = [not prose and len(each) <= SHORT for prose, each in zip(said, words, strict=True)]
    listed = sum(each and line.form is Form.ITEM for each, line in zip(short, lines, strict=True)) >= FEWEST
    return [
        replace(
            line,
            form=Form.PROSE if prose and not _enumerates(line.text) else line.form,
            is_listlike=line.form not in (Form.HEADING, Form.TALK)
            and (
                _enumerates(line.text)
                or (not prose and (line.is_listlike or _is_marked(line) or (is_short and listed)))
            ),
        )
        for line, prose, is_short in zip(lines, said, short, strict=True)
    ]


def _words(text: str) -> list[str]:
    return [token.low for token in tokens(text) if token.low[0].isalnum()]


def _is_marked(line: Line) -> bool:
    return line.written[:1] in LISTED and not line.written[:1].isdecimal()


def _is_said(words: list[str]) -> bool:
    return len(words) >= FEWEST_SAID and sum(word in vocabulary.PROSE for word in words) >= 1 + len(words) // 12


def _enumerates(text: str) -> bool:
    """Tell whether there are several short parts between commas."""
    parts = [part for part in text.replace(";", ",").split(",") if part.strip()]
    return sum(len(part.split()) <= PART for part in parts) >= FEWEST
