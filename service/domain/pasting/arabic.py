"""Arabic: what is written together with a word ("and", "the", "for"), and the dual, are words of their own here.

Letters that many write one for the other are one, and the small signs above and below them are none.
"""

from collections.abc import Callable, Iterator

SIGNS = "\u064b-\u0652\u0670"
"""Vowels and doublings, which are written beside letters, for a pattern."""
FOLDED = dict(zip("أإآٱىةؤئ", "اااايهوي", strict=True)) | {
    chr(sign): "" for sign in (*range(0x64B, 0x653), 0x670, 0x640)
}
"""Letters as people write them in a hurry, and without signs and the stroke that draws a word out."""
FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬،؛؟", "01234567890123456789.,,;?")
"""Figures and signs of Arabic and Persian keys, in those of all others."""
_BEFORE = (("و", "and"), ("بال", "with"), ("لل", "for"), ("ال", ""), ("ب", "with"), ("ل", "for"))
"""Beginnings that are written together with the next word, the longer first, and their meanings."""
_DUALS = (("تان", "ه"), ("تين", "ه"), ("ان", ""), ("ين", ""))
"""Ends that mean two of a thing, and what ends the word for one."""
LEAST = 3
"""Letters of the word that is left."""

Part = tuple[str, int]
"""A word, and how many letters of the one that is parted stand before it."""


def is_arabic(word: str) -> bool:
    return "\u0620" <= word[0] <= "\u064a"


def parted(word: str, is_known: Callable[[str], bool]) -> list[Part]:
    """Part a folded word that is not known into words that are: "والكنبتان" is "and two كنبه". Else it stays whole."""
    return next(_partings(word, is_known), [(word, 0)])


def _partings(word: str, is_known: Callable[[str], bool]) -> Iterator[list[Part]]:
    if is_known(word):
        yield [(word, 0)]
    if word.endswith("ا") and is_known(word[:-1]):  # "12 صندوقًا"
        yield [(word[:-1], 0)]
    for end, one in _DUALS:
        single = word.removesuffix(end) + one
        if word.endswith(end) and len(single) >= LEAST and is_known(single):
            yield [("two", 0), (single, 0)]
    for before, meaning in _BEFORE:
        rest = word.removeprefix(before)
        if rest != word and len(rest) >= LEAST:
            for parts in _partings(rest, is_known):
                apart = [(part, at + len(before)) for part, at in parts]
                yield [(meaning, 0), *apart] if meaning else apart
