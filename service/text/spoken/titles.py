"""Titles as they are spoken: what is in brackets, or behind a comma or a colon, stands on the page and is not said."""

import re
from collections.abc import Iterable

FOREIGN = {
    "en": "der die das den dem und für zum zur aus mit vom im am el la los las del para con y por mi unos unas "
    "et avec une aux dans des du les",
    "de": "the a an of to for and with from my our el la los las del para con y por mi et avec une aux dans les le",
    "es": "the a an of to for and with from my our der die das den dem und für zum zur aus mit vom im am "
    "et avec une aux dans du",
    "fr": "the of to for and with from my our der die das den dem und für zum zur aus mit vom im am el los las "
    "del para con y por mi",
}
"""Little words that a title in the language never has: it is in another one."""
FOREIGN_WORDS = {language: frozenset(words.split()) for language, words in FOREIGN.items()}
SPANISH_A = frozenset({"a"})
"""Both languages have it."""


def by_first(pairs: Iterable[tuple[str, str] | None]) -> dict[str, list[str]]:
    """Gather second words by their first; nothing at all if a pair is missing."""
    found: dict[str, list[str]] = {}
    for pair in pairs:
        if pair is None:
            return {}
        found.setdefault(pair[0], []).append(pair[1])
    return found


def head_of(title: str) -> str:
    """Return the part of a title that is said; a list of things is said whole."""
    first = re.split(r"[:;(–—]|\s-\s|\s/\s", title.strip(), maxsplit=1)[0]
    is_list = re.search(r",.*\s(?:and|und|y|e|et)\s", first)
    return (first if is_list else first.partition(",")[0]).strip(" .!…")


def is_foreign(title: str, language: str) -> bool:
    words = frozenset(re.findall(r"[^\W\d_]+", title.lower()))
    return bool(words & (FOREIGN_WORDS[language] - (SPANISH_A if language == "es" else frozenset())))


def lowered(words: str) -> str:
    """Begin with a small letter, but for what is written in capitals or is a name's own way: "IKEA", "iPad"."""
    first = words.split(" ", 1)[0]
    is_name = any(letter.isupper() for letter in first[1:]) or (len(first) == 1 and first != "A")
    return words if is_name else words[:1].lower() + words[1:]
