"""Plain words: those of a stranger that may stand in a letter to an address which nobody has confirmed.

A letter in our name must not carry anybody's own message to whoever they like. A name and a title help to recognise
the letter, and no more than that fits into them: no link, address, number or markup.
"""

import re
import unicodedata

from service.domain.core.unseen import INVISIBLE

MAX_LENGTH = 60
"""Characters of a name or a title that may stand in such a letter."""
DOTS: str = (
    "。．｡․‧·۔ꓸ٫•・܁܂⸳∙⋅●\u02d9\u1362\u1427\u166e\u16eb\u1803\u2218\u25e6\u2981\u2cf9\u2cfe\u2e30\u2e31"
    "\u318d\ua60e\ua78f\U00010101\U0001d16d"
)
COLONS: str = "\u02d0\u02f8\u0589\u05c3\u0703\u0704\u205a\u2236\ua4fd\ua789"
SIGNS = str.maketrans(dict.fromkeys(DOTS, ".") | dict.fromkeys(COLONS, ":"))
"""Characters that programs or people read as the dot of a domain, or as the colon of a link."""
DOMAIN = re.compile(r"\.[^\W\d_]{2,}")
ADDRESS = re.compile(r"@|://|//|::|\bwww\b|\bhttps?\b", re.IGNORECASE)
SCHEME = re.compile(r"[^\W\d_][\w+.-]*:(?!in(?:nen)?\b)\S")
"""The beginning of a link, as in "tel:1"; but for "Freund:innen", as German has it."""
HOST = re.compile(r"\d\.\d+\.\d+\.\d|\d\.\d+(?::\d+)?/\w*[^\W\d_]")
"""A computer's address in figures, whole, or short with a path behind it."""
DATE = re.compile(
    r"(?<![\d.])(?:0?[1-9]|[12]\d|3[01])\. ?(?:0?[1-9]|1[0-2])\.(?: ?(?:20)?\d\d)?(?![\d.])"
    r"|(?<!\d)20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)"
)
BETWEEN_DIGITS = re.compile(r"(?<=\d)[\W_]+(?=\d)")
FIVE_DIGITS = re.compile(r"\d{5}")
MARKUP = re.compile(r"[<>\[\]{}|\\`*_~^=%$]|&\w*;")
JOINERS = "\u200c\u200d"
"""Invisible letters that names in Persian and some scripts of India need."""


def plain_words(words: str) -> str:
    """Return the words on one line if they are plain, else nothing."""
    line = " ".join(words.split())
    letters = unicodedata.normalize("NFKD", line.translate(SIGNS)).translate(SIGNS)  # some signs fall apart into others
    read = "".join(_digits(letter) for letter in letters if _is_seen(letter))
    if max(len(line), len(read)) > MAX_LENGTH or any(_is_hidden(letter) for letter in line):
        return ""
    together = BETWEEN_DIGITS.sub("", DATE.sub(" ", read, count=1))
    if any(found.search(read) for found in (DOMAIN, ADDRESS, SCHEME, HOST, MARKUP)) or FIVE_DIGITS.search(together):
        return ""
    return line


def _is_seen(letter: str) -> bool:
    """Tell whether a letter stands by itself: no joiner, no accent and no variant of the one before."""
    return unicodedata.category(letter) not in ("Cf", "Mn", "Mc", "Me")


def _digits(letter: str) -> str:
    """Write a digit or number of any script in our digits, as in "❶" or "五"; leave every other letter."""
    value = unicodedata.numeric(letter, -1)
    is_word = value > 9 and unicodedata.category(letter) == "Lo"  # a thousand in Chinese
    return letter if is_word or value < 0 or value != int(value) else str(int(value))


def _is_hidden(letter: str) -> bool:
    """Tell whether a letter shows as nothing, or turns the text around it: format and control characters, fillers."""
    return letter in INVISIBLE or (
        unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cn", "Cs") and letter not in JOINERS
    )
