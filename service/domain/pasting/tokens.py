"""Words that a line is cut into, and their singular. Words of other languages are given in English, by `foreign`."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from service.domain.pasting.arabic import FIGURES, SIGNS
from service.domain.pasting.foreign import in_english, in_parts, is_foreign, phrase_at, spelled
from service.domain.pasting.languages import spoken
from service.domain.pasting.words import fold

TOKEN = re.compile(
    rf"[Pp][Ss][1-5]\b|[23][Dd]\b|\b[ABCEF]\d{{1,2}}\b|\d+(?:[.,]\d+)?|[^\W\d_](?:[^\W\d_]|[{SIGNS}])*(?:['’][^\W\d_]+)?|[^\w\s]|_"
)
"""The only pattern of the parser: a number, a word, a sign (and a PS5, a 3D printer, A3: words with a number in
them). It never goes back by more than a step or two."""


ELIDED = {"l": "the", "d": "de"}
LONGEST_KEPT = 300
"""Letters of the longest text whose tokens are kept: each step of the parser cuts the same few again."""
LEAST_ELIDED = 5
"""Letters, with the article, from which a word is a French noun behind one."""


class Token(NamedTuple):
    low: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Cut a text into tokens. Words of other languages are given in English: where they stand is kept."""
    return list(_kept(text, spoken())) if len(text) <= LONGEST_KEPT else _tokens(text)


@lru_cache(maxsize=1_000)
def _kept(text: str, _languages: tuple[str, ...]) -> tuple[Token, ...]:
    return tuple(_tokens(text))


def _tokens(text: str) -> list[Token]:
    found = [token for each in TOKEN.finditer(text) for token in _cut(each)]
    lows = spelled([token.low for token in found])
    found = [token._replace(low=low) if low != token.low else token for token, low in zip(found, lows, strict=True)]
    if not any(map(is_foreign, lows)):
        return found
    english: list[Token] = []
    at = 0
    while at < len(found):
        if not is_foreign(lows[at]):
            english.append(found[at])
            at += 1
            continue
        words, end = phrase_at(lows, at) or (in_english(lows[at]), at + 1)
        english += [Token(word, found[at].start, found[end - 1].end) for word in words]
        at = end
    return english


def _cut(found: re.Match[str]) -> list[Token]:
    if found[0] == "PCs":  # no pieces
        return [Token("computers", *found.span())]
    if found[0][0].isdecimal() and found[0][-1] in "dD":
        return [Token(f"d{found[0][0]}", *found.span())]  # a word, and no number: "3D printer"
    low, (start, end) = fold(found[0].lower().replace("’", "'")) or found[0], found.span()
    if low[1:2] == "'" and low[0] in ELIDED and len(low) >= LEAST_ELIDED:  # French: "l'armoire", "d'angle"
        return [Token(ELIDED[low[0]], start, start + 2), Token(low[2:], start + 2, end)]
    if low.isascii():
        return [Token(low, start, end)]
    parts = in_parts(low)
    begins = [start + at for _word, at in parts]
    return [
        Token(word, begin, then if then > begin else end)
        for (word, _at), begin, then in zip(parts, begins, [*begins[1:], end], strict=True)
    ]


def normal(text: str) -> str:
    """Give one spelling to letters that look alike (full-width, ligatures, odd spaces); halves become 0.5.

    Figures, commas and question marks of Arabic keys become those of all others.
    """
    text = text.translate(FIGURES).replace("½", " 0.5 ").replace("×", "x").replace("1/2 dozen", "half a dozen")
    same = unicodedata.normalize("NFKC", text)
    # A single sign can become eighteen letters; nothing that people write grows like that.
    return same if len(same) <= 2 * len(text) else text


ODD_FORMS = {
    "shelves": "shelf",
    "bookshelves": "bookshelf",
    "knives": "knife",
    "scarves": "scarf",
    "children": "child",
    "kids": "kid",
    "people": "person",
    "mice": "mouse",
    "bookcases": "bookcase",
    "cases": "case",
    "suitcases": "suitcase",
    "pillowcases": "pillowcase",
    "vases": "vase",
    "hoses": "hose",
    "purses": "purse",
    "houses": "house",
    "bases": "base",
    "purposes": "purpose",
    "skis": "ski",
    "boxs": "box",
    "chaises": "chaise",
    "bikes": "bike",
    "tyres": "tyre",
    "movies": "movie",
    "cookies": "cookie",
    "cds": "cd",
    "dvds": "dvd",
    "tvs": "tv",
    "pcs": "pc",
    "clothes": "clothes",
    "glasses": "glass",
    "canvas": "canvas",
    "tennis": "tennis",
    "gas": "gas",
    "christmas": "christmas",
    "chess": "chess",
    "bxs": "box",
    "bx": "box",
    "ctn": "carton",
    "ctns": "carton",
    "lge": "large",
    "lrg": "large",
    "lg": "large",
    "sml": "small",
    "med": "medium",
    "dbl": "double",
    "sgl": "single",
    "cab": "cabinet",
    "mattrass": "mattress",
    "bus": "bus",
}


@lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """Make the singular, roughly, and write short forms in full: list and catalogue only have to agree."""
    if word in ODD_FORMS:
        return ODD_FORMS[word]
    if word.endswith(("'s", "s'")):
        return word[:-2]
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses", "zes")):
        return word[:-2]
    return word[:-1]
