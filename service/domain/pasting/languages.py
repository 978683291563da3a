"""The languages that a list speaks: told from the list itself, for words that mean something else in English."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from service.domain.pasting.german import read_parts
from service.domain.pasting.words import fold, own_words

JOINED_FRENCH = re.compile(r"\b(?:armoire|bureau|chaise)s? (?:d[e'’]|à|en|\d+ portes)|\b[ld]['’][aeéhiou]")
"""Words that English has, too, as they go on in French alone, and its articles before a vowel."""
LETTERS = re.compile(r"[^\W\d_]+")
GERMAN_LETTERS = frozenset("äöüß")
LEAST = 3
"""Letters of the shortest words that tell a language: French and Spanish share "de"."""
ENOUGH_WORDS, ONE_OF = 3, 4
"""Words of its own from which a list speaks a language: this many, or one of this many."""

_spoken: ContextVar[tuple[str, ...]] = ContextVar("spoken", default=())


def spoken() -> tuple[str, ...]:
    """Give the languages of the list that is read."""
    return _spoken.get()


@contextmanager
def speaking(text: str | None, *languages: str) -> Iterator[None]:
    """Read what follows as a part of this list, or of one in these languages: with their own senses of words.

    Known by context, not by argument: every step of the parser cuts words, and none but `foreign` minds the language.
    `None`: a list of no language but those given.
    """
    before = _spoken.set(languages if text is None else languages_of(text))
    try:
        yield
    finally:
        _spoken.reset(before)


def languages_of(text: str) -> tuple[str, ...]:
    """Tell the languages that a list speaks beside English."""
    written = {fold(word): word for word in LETTERS.findall(text.lower())}
    return tuple(each for each, own in own_words().items() if _speaks(each, own, written, text))


def _speaks(language: str, own: frozenset[str], written: dict[str, str], text: str) -> bool:
    its = sum(1 for word in written if len(word) >= LEAST and word in own)
    if language == "fr":
        return _is_enough(its, written) or JOINED_FRENCH.search(text.lower()) is not None
    if language == "de":
        its += sum(1 for low, word in written.items() if low not in own and _looks_german(low, word))
    return _is_enough(its, written)


def _is_enough(its: int, written: dict[str, str]) -> bool:
    return its >= ENOUGH_WORDS or 0 < len(written) <= ONE_OF * its


def _looks_german(low: str, word: str) -> bool:
    return not GERMAN_LETTERS.isdisjoint(word) or bool(read_parts(low))
