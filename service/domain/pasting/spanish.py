"""Spanish words read by their endings: plurals, diminutives, and verbs with a pronoun behind them.

Only where the list speaks Spanish, and only for words that end in one that is known: "sillones", "armarito", "bajarla".
"""

import re
from functools import cache

from service.domain.pasting.words import Phrase, folded_names, meanings

PLURAL = re.compile(r"(.{3,})es$")
DIMINUTIVE = re.compile(r"(.{2,}?)(?:ec|c)?it([oa])(s?)$")
WITH_PRONOUN = re.compile(r"(.{2,}[aei]r)(?:[mts]e|nos|l[aeo]s?)$")
SPELLED = {"qu": "c", "gu": "g", "c": "z"}
"""Ends of stems before "i", and how they are spelled before "a" and "o": "banquito" is a small "banco"."""
SMALL = "small"


def read_endings(word: str) -> Phrase:
    """Translate a folded word by the one that it is made of; of other words, nothing."""
    return _plural(word) or _with_pronoun(word) or _diminutive(word)


def _plural(word: str) -> Phrase:
    found = PLURAL.match(word)
    if not found:
        return ()
    stem = found[1]
    one = _known(stem[:-1] + "z" if stem.endswith("c") else stem)
    return (*one[:-1], one[-1] + "s") if one else ()


def _with_pronoun(word: str) -> Phrase:
    found = WITH_PRONOUN.match(word)
    return meanings().get((found[1],), ()) if found else ()


def _diminutive(word: str) -> Phrase:
    found = DIMINUTIVE.match(word)
    if not found or word in _name_words() or word.removesuffix("s") in _name_words():
        return ()
    stem, vowel, many = found.groups()
    stems = [stem, *(stem.removesuffix(end) + other for end, other in SPELLED.items() if stem.endswith(end))]
    for each in (each + end for each in stems for end in (vowel, "e", "")):
        one = _known(each)
        if one:
            return (SMALL, *one[:-1], one[-1] + many)
    return ()


def _known(word: str) -> Phrase:
    return meanings().get((word,)) or ((word,) if word in _name_words() else ())


@cache
def _name_words() -> frozenset[str]:
    """Collect the words of the catalogue's Spanish names."""
    return frozenset(word for name in folded_names("es") for word in name.split())
