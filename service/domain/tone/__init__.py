"""Debt and apology in a text: phrases that turn thanks into a bill, or an ask into begging. Pure.

Only phrases are known here, per language, each with what makes it harmless ("you owe me nothing", "sorry, wrong
floor"). Remarks are for the writer's eyes alone and may be passed over; nothing is scored.
Why: expected return turns gratitude into indebtedness (Watkins et al. 2006), and repaying a favour lowers
closeness where closeness is wanted (Clark and Mills 1979).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from service.domain.tone.phrases import ar, de, en, es, fr


class Tone(StrEnum):
    DEBT = "debt"
    APOLOGY = "apology"


@dataclass(frozen=True)
class Remark:
    """A passage of a text, as it stands there, and what it sounds like."""

    tone: Tone
    text: str


_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u00a0": " ", "\u202f": " "})

_PHRASES = {"ar": ar, "de": de, "en": en, "es": es, "fr": fr}
_LOOK_BEHIND = re.compile(r"(\(\?<!.*?\))")


def remarks(text: str, languages: Iterable[str] = tuple(_PHRASES)) -> list[Remark]:
    """Find passages that a reader may hear as debt or apology, in the order of the text.

    `languages`: the codes of those that it may be written in. Mostly nobody says, so it is read in every one that has
    phrases: no phrase of one means anything in another.
    """
    plain = text.translate(_APOSTROPHES)
    found = sorted((each for code in languages for each in _matches(plain, code)), key=lambda each: each[0])
    apart: list[Remark] = []
    end = 0
    for (start, stop), tone in found:
        if start >= end:
            apart.append(Remark(tone, text[start:stop].strip()))
            end = stop
    return apart


def _matches(plain: str, code: str) -> Iterable[tuple[tuple[int, int], Tone]]:
    for tone, pattern in _patterns(code).items():
        for match in pattern.finditer(plain):
            yield match.span(), tone


@cache
def _patterns(code: str) -> dict[Tone, re.Pattern[str]]:
    phrases = _PHRASES[code]
    some = {Tone.DEBT: phrases.DEBT, Tone.APOLOGY: phrases.APOLOGY}
    return {tone: _pattern(each, phrases.SPELLINGS) for tone, each in some.items()}


def _pattern(phrases: Iterable[str], spellings: dict[str, str]) -> re.Pattern[str]:
    parts = _LOOK_BEHIND.split("|".join(phrases))
    for written, typed in spellings.items():
        parts[::2] = [part.replace(written, typed) for part in parts[::2]]  # a look-behind has one length
    return re.compile(rf"(?<!\w)(?:{''.join(parts)})", re.IGNORECASE)
