"""Step 3: counts, weights, sizes and times are read off a piece, and the other words are left."""

from dataclasses import dataclass, field
from datetime import time

from service.domain.pasting import words

MAX_COUNT = 1000
"""A larger number is no count of things."""
DIGITS_AT_MOST = 7
POUND_KG, STONE_KG = 0.45359237, 6.35029318

KILOGRAMS = words.words("kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes")
POUNDS = words.words("lb lbs pound pounds")
STONES = words.words("st stone stones")
INCHES = words.words("inch inches in \" ″ ” '' “")
LENGTHS = words.words(
    "cm mm m metre metres meter meters ft foot feet ' ′ l litre litres liter liters ltr gallon gallons gal gals yd"
)
CENTIMETRES_IN_INCH = 2.54
SEATS = words.words("seat seats seater seaters seated places person people")
PARTS = {"door": "doors", "doors": "doors", "dr": "doors", "drawer": "drawers", "drawers": "drawers", "drw": "drawers"}
MINUTES = words.words("min mins minute minutes")
HOURS = words.words("h hr hrs hour hours")
COUNTED = words.words("x no nos off pc pcs pce ct qty ea")
ORDINALS = words.words("st nd rd th")
DASHES = words.words("- – — / to or")
SIZES = words.words("size")
SECTIONS = words.words("part parts piece pieces section sections")
"""A sofa in three of these is one sofa."""
BEFORE_PARTS = words.words("with w from for in of")


@dataclass
class Amounts:
    """What a piece says in numbers. `count` is None if it says none; weights in kg; `rest`: the other words."""

    count: int | None = None
    low: int | None = None
    article: bool = False
    absurd: bool = False
    """Whether it counts none, or more than any household has."""
    doubtful: bool = False
    weight_kg: float | None = None
    in_total: bool = False
    minutes: int | None = None
    at: time | None = None
    measures: dict[str, float] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)


def read_amounts(lows: list[str], *, thing: bool) -> Amounts:
    """Read one piece from left to right, each word once. `thing`: it names one, so that "2 doors" describe it."""
    found, at = Amounts(), 0
    while at < len(lows):
        at = _step(lows, at, found, thing)
    return found


def number_at(lows: list[str], at: int) -> tuple[float, int] | None:
    """The number that begins here, in digits or words, and where it ends."""
    if at >= len(lows):
        return None
    low = lows[at]
    if low[0].isdecimal():
        dozens = lows[at + 1 : at + 2] == ["dozen"]
        return _digits(low) * (12 if dozens else 1), at + 1 + dozens
    if low == "a" and lows[at + 1 : at + 2] == ["dozen"]:
        return 12, at + 2
    if low == "half" and lows[at + 1 : at + 3] in (["a", "dozen"], ["dozen", "of"]):
        return 6, at + 3
    if low == "half" and lows[at + 1 : at + 2] == ["dozen"]:
        return 6, at + 2
    if low == "half" and lows[at + 1 : at + 2] in (["an"], ["hour"]):
        return 0.5, at + 1 + (lows[at + 1] == "an")
    if low == "dozen":
        return 12, at + 1
    if low not in words.NUMBERS:
        return None
    value, at = words.NUMBERS[low], at + 1
    if low in words.TENS:
        unit = at + 1 if lows[at : at + 1] == ["-"] else at
        more = words.NUMBERS.get(lows[unit], 0) if unit < len(lows) else 0
        if 0 < more < 10:
            return value + more, unit + 1
    if lows[at : at + 1] == ["dozen"]:
        return value * 12, at + 1
    return value, at


def _digits(low: str) -> float:
    if len(low) > DIGITS_AT_MOST:
        return MAX_COUNT + 1
    whole, sign, part = low.replace(",", ".").partition(".")
    if "," in low and len(part) == 3:
        return int(whole + part)
    return float(whole + sign + part)


def _step(lows: list[str], at: int, found: Amounts, thing: bool) -> int:
    low = lows[at]
    if low == "no" and lows[at + 1 : at + 3] == [".", "of"]:
        return at + 3
    number = number_at(lows, at)
    if number is not None:
        return _number(lows, number, found, thing)
    after = number_at(lows, at + 1)
    if low == "x" and after is not None:
        _count(found, after[0], after[0])
        return after[1]
    if low in ("qty", "quantity", "number", "count"):
        return at + 1
    if low in ("@", "at", "by", "from", "until", "till", "before", "after") and after is not None and after[0] < 25:
        return _clock(lows, after, found)
    if low in ("£", "$", "€") and after is not None:
        return after[1]
    if low == "seats" and after is not None:
        found.measures["seats"] = after[0]
        return after[1]
    if low == "for" and after is not None and (after[1] == len(lows) or lows[after[1]] in SEATS) and thing:
        found.measures["seats"] = after[0]
        return after[1] + (after[1] < len(lows))
    if low in words.SOME and (at == 0 or lows[at - 1] in words.ARTICLES | words.ABOUT | {"or"} or low != "pair"):
        few, many = words.SOME[low]
        _count(found, few, many)
        found.doubtful |= few != many
        return at + 2 if lows[at + 1 : at + 2] == ["of"] else at + 1
    if low in ("set", "sets", "bunch", "lot", "lots", "load", "pairs") and lows[at + 1 : at + 2] == ["of"]:
        return at + 1 if low == "set" and lows[at + 2 : at + 3] in (["drawers"], ["shelves"]) else at + 2
    if low in words.ARTICLES or low in ("both",):
        found.article = True
        if low == "both":
            _count(found, 2, 2)
        if low not in ("a", "an"):
            found.rest.append(low)
        return at + 1
    found.doubtful |= low in words.DOUBTS
    found.in_total |= low in words.TOTAL
    if low not in words.ABOUT and low[0].isalnum():
        found.rest.append(low)
    return at + 1


def _number(lows: list[str], number: tuple[float, int], found: Amounts, thing: bool) -> int:
    value, at = number
    few = many = value
    if at < len(lows) and (lows[at] in DASHES or (lows[at] == "and" and "between" in lows)):
        other = number_at(lows, at + 1)
        if other is not None and not (lows[at] == "/" and other[0] < value):
            (many, at) = other
    if at < len(lows) and lows[at] == "+":
        at += 1
    unit = at + 1 if lows[at : at + 1] == ["-"] and at + 1 < len(lows) else at
    word = lows[unit] if unit < len(lows) else ""
    if word == "ish":
        found.doubtful = True
        at = unit = unit + 1
        word = lows[unit] if unit < len(lows) else ""
    end = _unit(lows, many, word, unit, found, thing)
    if end is not None:
        return end
    if word == "x":
        return _times(lows, (few, many), unit, found)
    if word in COUNTED:
        _count(found, few, many)
        return unit + 1 + (lows[unit + 1 : unit + 2] in (["."], ["of"]))
    if word in ("set", "sets") and lows[unit + 1 : unit + 2] == ["of"] and number_at(lows, unit + 2):
        return unit + 2
    _count(found, few, many)
    return at


def _unit(lows: list[str], value: float, word: str, at: int, found: Amounts, thing: bool) -> int | None:
    """What the word after a number makes of it; None if it is a plain number."""
    if word in KILOGRAMS:
        found.weight_kg = value
    elif word in POUNDS:
        found.weight_kg = round((found.weight_kg or 0) + value * POUND_KG, 1)
    elif word in STONES and value > 3:
        found.weight_kg = round(value * STONE_KG, 1)
    elif word in INCHES and not (
        word == "in" and (value < 10 or (at + 1 < len(lows) and lows[at + 1] in words.ARTICLES))
    ):
        found.measures["inches"] = value
    elif word in SIZES or (word in LENGTHS and (word != "m" or at + 1 >= len(lows) or lows[at + 1] == "x")):
        if word == "cm":
            found.measures.setdefault("inches", value / CENTIMETRES_IN_INCH)
        other = number_at(lows, at + 2) if lows[at + 1 : at + 2] == ["x"] else None
        if other is not None:
            return other[1] + (lows[other[1] : other[1] + 1] == [word])
    elif word in SEATS and thing:
        found.measures["seats"] = value
    elif word in PARTS and thing:
        found.measures[PARTS[word]] = value
        if PARTS[word] == "drawers" and "chest" in found.rest:
            found.rest.append(word)
    elif word in MINUTES:
        found.minutes = int(min(value, 10_000))
    elif word in HOURS:
        found.minutes = int(min(value * 60, 10_000))
    elif word in ("am", "pm", "o'clock", ":"):
        return _clock(lows, (value, at), found)
    elif word in ORDINALS or word == "%" or (word in SECTIONS and thing and lows[at + 1 : at + 2] != ["of"]):
        pass
    else:
        return None
    return at + 1


def _times(lows: list[str], span: tuple[float, float], at: int, found: Amounts) -> int:
    """After "2 x": a count, unless a plain number follows, which makes it a size: "160 x 200 cm"."""
    other = number_at(lows, at + 1)
    if other is None:
        _count(found, *span)
        return at + 1
    after = lows[other[1]] if other[1] < len(lows) else ""
    if lows[other[1] : other[1] + 1] == ["-"]:
        after = lows[other[1] + 1] if other[1] + 1 < len(lows) else ""
    lengths = LENGTHS | {"x"}
    if span[1] <= 12 and (
        after in SEATS | set(PARTS) | INCHES | KILOGRAMS | POUNDS or (after in LENGTHS and span[1] < 5)
    ):
        _count(found, *span)
        return at + 1
    end = other[1]
    while end < len(lows) and (lows[end] in lengths or (lows[end][0].isdecimal() and lows[end - 1] == "x")):
        end += 1
    return end


def _clock(lows: list[str], number: tuple[float, int], found: Amounts) -> int:
    hour, at = int(number[0]), number[1]
    minute = 0
    if lows[at : at + 1] in ([":"], ["."]):
        past = number_at(lows, at + 1)
        if past is not None and past[0] < 60:
            minute, at = int(past[0]), past[1]
    elif number[0] % 1:
        minute = round(number[0] % 1 * 100)
    if lows[at : at + 1] == ["pm"] and hour < 12:
        hour += 12
    if lows[at : at + 1] in (["am"], ["pm"], ["o'clock"], [":"]):
        at += 1
    if found.at is None and hour < 24 and 0 <= minute < 60:
        found.at = time(hour, minute)
    return at


def _count(found: Amounts, few: float, many: float) -> None:
    """The first count of a piece is its count; zero and what is beyond any household are none. What is counted
    behind "with", or behind "of" in a box, is parts or contents."""
    few, many = min(few, many), max(few, many)
    if found.count is not None or any(word in BEFORE_PARTS for word in found.rest[1:]):
        return
    if 1 <= many <= MAX_COUNT:
        found.count, found.low = int(many), max(1, int(few))
    else:
        found.absurd = True
