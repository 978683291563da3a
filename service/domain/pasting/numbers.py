"""Step 3, its beginning: numbers in digits and in words."""

from service.domain.pasting import vocabulary

MAX_COUNT = 1000
"""A larger number is no count of things."""
MAX_DIGITS = 7

Number = tuple[float, int]
"""A value, and the index of the word behind it."""

_DOZENS: dict[str, tuple[tuple[list[str], float, int], ...]] = {
    "a": ((["dozen"], 12, 2), (["score"], 20, 2)),
    "dozen": (([], 12, 1),),
    "half": (
        (["a", "dozen"], 6, 3),
        (["dozen", "of"], 6, 3),
        (["dozen"], 6, 2),
        (["an"], 0.5, 2),
        (["hour"], 0.5, 1),
    ),
}
"""By the first word: the words that have to follow, the value, and how many words it takes ("half an" hour)."""


def number_at(words: list[str], at: int) -> Number | None:
    """Read the number that begins here, in digits or words."""
    if at >= len(words):
        return None
    word = words[at]
    if word[0].isdecimal():
        return _in_dozens(_digits(word), words, at + 1)
    for following, dozen, length in _DOZENS.get(word, ()):
        if words[at + 1 : at + 1 + len(following)] == following:
            return dozen, at + length
    value = vocabulary.NUMBERS.get(word)
    if value is None:
        return None
    at += 1
    if word in vocabulary.TENS:
        unit = at + 1 if words[at : at + 1] == ["-"] else at
        more = vocabulary.NUMBERS.get(words[unit], 0) if unit < len(words) else 0
        if 0 < more < 10:
            return value + more, unit + 1
    return _in_dozens(value, words, at)


def _in_dozens(value: float, words: list[str], at: int) -> Number:
    return (value * 12, at + 1) if words[at : at + 1] == ["dozen"] else (value, at)


def _digits(word: str) -> float:
    if len(word) > MAX_DIGITS:
        return MAX_COUNT + 1
    whole, sign, part = word.replace(",", ".").partition(".")
    if "," in word and len(part) == 3:
        return int(whole + part)
    return float(whole + sign + part)
