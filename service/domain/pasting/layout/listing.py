"""Entries of a list, told from sentences: by their marks, their length, and the lines around them."""

import re
from dataclasses import replace

from service.domain.pasting import vocabulary
from service.domain.pasting.layout.line import Form, Line
from service.domain.pasting.layout.marks import LISTED
from service.domain.pasting.layout.words import phrases, words_in
from service.domain.pasting.tokens import tokens

SHORT = 7
"""Words of the longest line that is an entry by its length."""
FEWEST = 3
"""Lines or parts that make a list."""
FEWEST_SAID = 4
"""Words from which on a line can be a sentence."""
PART = 5
"""Words of the longest part of an enumeration."""
LONG = 12
"""Words of a line in which one more word of a sentence is no wonder."""
LONGEST_LEAD = 4
BRACKETS = re.compile(r"\([^()\n]{0,300}\)?")
LEAD_ENDS = re.compile(r"[:;,(]|\s[-–—]\s")


def told_apart(lines: list[Line]) -> list[Line]:
    """Tell entries from sentences. A short line is an entry among others."""
    words = [_words(line.text) for line in lines]
    in_prose = [line.form is Form.ITEM and _is_prose(line, each) for line, each in zip(lines, words, strict=True)]
    short = [not prose and len(each) <= SHORT for prose, each in zip(in_prose, words, strict=True)]
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
        for line, prose, is_short in zip(lines, in_prose, short, strict=True)
    ]


def _words(text: str) -> list[str]:
    """Take the words outside brackets: what is told in them says nothing of the line."""
    outside = BRACKETS.sub(" ", text) if "(" in text else text
    return [token.low for token in tokens(outside) if token.low[0].isalnum()]


def _is_marked(line: Line) -> bool:
    first = line.written[:1]
    return first in LISTED and not first.isdecimal() and not (first == "[" and line.taken)


def _is_prose(line: Line, words: list[str]) -> bool:
    """Tell whether somebody speaks. A marked entry that begins with a few words and a sign is none: "- Clothes - all
    that I own"."""
    if len(words) < FEWEST_SAID or not _speaks(words):
        return False
    lead = words_in(LEAD_ENDS.split(line.text, maxsplit=1)[0])
    names = len(lead) <= LONGEST_LEAD and not _speaks(list(lead)) and len(lead) < len(words)
    return not (names and _is_marked(line))


def _speaks(words: list[str]) -> bool:
    told = sum(word in vocabulary.PROSE for word in words)
    return told > 1 + len(words) // LONG or any(words_in(word) in phrases("speaks") for word in words)


def _enumerates(text: str) -> bool:
    """Tell whether there are several short parts between commas."""
    parts = [part for part in text.replace(";", ",").split(",") if part.strip()]
    return sum(len(part.split()) <= PART for part in parts) >= FEWEST
