"""Plain words: those of a stranger that may stand in a letter to an address which nobody has confirmed.

A letter in our name must not carry anybody's own message to whoever they like. A name and a title help to recognise
the letter, and no more than that fits into them: no link, address, number or markup.
"""

import re
import unicodedata

MAX_LENGTH = 60
"""Characters of a name or a title that may stand in such a letter."""
DOTS = str.maketrans(dict.fromkeys("。．｡․‧·۔ꓸ٫•・܁܂⸳∙⋅●", "."))
"""Characters that programs or people read as the dot of a domain."""
DOMAIN = re.compile(r"\.[^\W\d_]{2,}")
ADDRESS = re.compile(r"@|://|//|\bwww\b|\bhttps?\b", re.IGNORECASE)
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
    read = "".join(letter for letter in unicodedata.normalize("NFKD", line) if _is_seen(letter)).translate(DOTS)
    if max(len(line), len(read)) > MAX_LENGTH or any(_is_hidden(letter) for letter in line):
        return ""
    together = BETWEEN_DIGITS.sub("", DATE.sub(" ", read, count=1))
    if any(found.search(read) for found in (DOMAIN, ADDRESS, MARKUP)) or FIVE_DIGITS.search(together):
        return ""
    return line


def _is_seen(letter: str) -> bool:
    """Tell whether a letter stands by itself: no joiner, no accent and no variant of the one before."""
    return unicodedata.category(letter) not in ("Cf", "Mn", "Mc", "Me")


def _is_hidden(letter: str) -> bool:
    """Tell whether a letter shows as nothing, or turns the text around it: format and control characters."""
    return unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cn", "Cs") and letter not in JOINERS
