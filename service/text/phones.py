"""Telephone numbers: people type them as they say them, with words beside them, and a telephone dials digits alone."""

import re
import unicodedata

from markupsafe import Markup, escape

DIGITS = range(5, 16)
"""Digits that a telephone number has, without the zeros before a country's; "ask my neighbour" is none."""
BETWEEN = re.compile(r"[\s()./\u2010-\u2015\u2212\u00b7-]+")
"""Signs that people set between the digits of a number."""
TRUNK = re.compile(r"^([(\s]*(?:\+|00)[^(]*\d[^(]*)\(\s*0\s*\)")
"""A number of some country, up to the zero that is dialled only within it: "+43 (0) 660"."""
_ASIDE = re.compile(r"\([^()]*[^\W\d_][^()]*\)")
"""Words in brackets: "(after 5 pm)"."""
_NUMBER = re.compile(rf"\+?\d(?:{BETWEEN.pattern[:-1]}*\d)*")
_NEXT = re.compile(r"\s*/\s*|\s{2,}")
"""Signs between two numbers, if they are not within one."""


def in_our_digits(phone: str) -> str:
    """Write digits of any script as ours, without letters that show as nothing."""
    seen = (letter for letter in unicodedata.normalize("NFKC", phone) if unicodedata.category(letter) != "Cf")
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in seen)


def dialled(phone: str) -> str:
    """Return what to dial for a number as it was typed, of digits and plus alone; empty if none is in it.

    "+43 (0)660 / 12 34 567 (after 5 pm)" is "+436601234567". Of several numbers it is the first.
    """
    found = (each[0] for each in _NUMBER.finditer(_ASIDE.sub(" ", in_our_digits(phone))))
    return next(filter(None, (_alone(each) for each in found)), "")


def _alone(typed: str) -> str:
    """Return the digits of one number, or of the first where two stand together; empty if they are none."""
    for each in (typed, *_NEXT.split(typed)):
        digits = BETWEEN.sub("", TRUNK.sub(r"\1", each))
        if len(digits.lstrip("+")) in DIGITS:
            return digits
    return ""


def with_dialling(words: str, phones: tuple[str, ...]) -> Markup:
    """Write words as HTML in which these numbers, shown as they were typed, are links that dial."""
    known = [phone for phone in sorted(phones, key=len, reverse=True) if dialled(phone)]
    if not known:
        return escape(words)
    parts = re.split(f"({'|'.join(map(re.escape, known))})", words)
    links = (Markup('<a href="tel:{}"><bdi>{}</bdi></a>').format(dialled(each), each) for each in parts[1::2])
    return Markup("").join(part for pair in zip(map(escape, parts[::2]), [*links, ""], strict=True) for part in pair)
