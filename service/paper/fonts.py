"""The fonts for a text: the signs that China, Japan and Korea share differ in shape, and some scripts run leftwards."""

import unicodedata
from collections import Counter
from collections.abc import Sequence, Set

FAMILIES = (
    *("Noto Serif", "Noto Naskh Arabic", "Noto Sans Hebrew", "Noto Serif Devanagari", "Noto Serif Bengali"),
    *("Noto Sans Gurmukhi", "Noto Sans Gujarati", "Noto Sans Tamil", "Noto Sans Telugu", "Noto Sans Kannada"),
    *("Noto Sans Malayalam", "Noto Sans Sinhala", "Noto Sans Thai", "Noto Sans Lao", "Noto Sans Khmer"),
    *("Noto Sans Myanmar", "Noto Sans Georgian", "Noto Sans Armenian", "Noto Sans Ethiopic"),
)
HAN = {"Noto Sans S Chinese": "", "Noto Sans Japanese": "\u3040-\u30ff", "Noto Sans Korean": "\uac00-\ud7a3"}
LAST = ("Noto Emoji",)


def families(texts: Sequence[str]) -> list[str]:
    """Order the fonts for these texts."""
    letters = set[str]().union(*(text for text in texts if not text.isascii()))
    order = sorted(HAN, key=lambda family: not _has(letters, HAN[family]))
    return [*FAMILIES, *order, *LAST]


def _has(letters: Set[str], span: str) -> bool:
    return bool(span) and any(span[0] <= letter <= span[-1] for letter in letters)


def runs_left(text: str) -> bool:
    """Tell the direction by most of the letters: words often begin with a name in another script."""
    if text.isascii():
        return False  # at once, for most of many long notes
    ways = Counter[str]()
    for letter, times in Counter(text).items():
        ways[unicodedata.bidirectional(letter)] += times
    return ways["R"] + ways["AL"] > ways["L"]
