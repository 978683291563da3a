"""Step 3: the units behind numbers, which make them weights, sizes, seats or times."""

from collections.abc import Callable
from dataclasses import dataclass, field

from service.domain.pasting import vocabulary
from service.domain.pasting.numbers import number_at
from service.domain.pasting.sets import words_for
from service.domain.pasting.vocabulary import word_set

POUND_KG, STONE_KG = 0.45359237, 6.35029318
CENTIMETRES_IN_INCH = 2.54
MAX_MINUTES = 10_000

KILOGRAMS = word_set("kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes")
POUNDS = word_set("lb lbs pound pounds")
STONES = word_set("st stone stones")
INCHES = word_set("inch inches in \" ″ ” '' “")
LENGTHS = word_set(
    "kva kw watt watts volt volts hp ah gb tb btu "
    "cm mm m metre metres meter meters ft foot feet ' ′ l litre litres liter liters ltr gallon gallons gal gals yd"
)
SEATS = word_set("seat seats seater seaters seated places person people")
PARTS = {"door": "doors", "doors": "doors", "dr": "doors", "drawer": "drawers", "drawers": "drawers", "drw": "drawers"}
MINUTES = word_set("min mins minute minutes")
HOURS = word_set("h hr hrs hour hours")
MONEY = word_set("€ £ $ eur euro euros usd gbp dollar dollars quid bucks")
BEHIND_WAY = word_set(
    "up down no without with each to away in and at on of total all there from metres meters metre meter feet foot "
    "ft m old"
)
"""Words behind a measure of the way or the home; others make it something else: "2 floor lamps"."""
BEHIND_METRES = word_set("x long wide high tall low deep broad each by , .") | {""}
ORDINALS = word_set("st nd rd th")
SIZES = word_set("size")
SECTIONS = word_set("part parts piece pieces section sections")
"""Words for the parts of one thing: a sofa in three sections is one sofa."""
OF_ONE = word_set("burner burners layer layers tier tiers rung rungs slots speeds")
"""Words for parts that no list counts by themselves: "gas cooker 3 burner"."""


@dataclass
class Amounts:
    """The numbers of a piece. `count` is None if it gives none; weights in kg; `rest`: the other words."""

    count: int | None = None
    low: int | None = None
    article: bool = False
    times: bool = False
    """The count is written as one: "x3", "3 x", "3 pcs"."""
    absurd: bool = False
    """It counts none, or more than any household has."""
    doubtful: bool = False
    weight_kg: float | None = None
    in_total: bool = False
    minutes: int | None = None
    of_the_way: bool = False
    """It measures the way or the home: km, floors, steps, square metres."""
    measures: dict[str, float] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)


class Measures:
    """Reads the units behind numbers into `found`.

    A reader takes the value and the index of the unit, and returns the index behind what it has read, or None where
    the word is no unit there.
    """

    def __init__(self, words: list[str], found: Amounts, *, thing: bool) -> None:
        self.words = words
        self.found = found
        self.thing = thing

    def read(self, value: float, at: int) -> int | None:
        reader = UNITS.get(self._word(at))
        return reader(self, value, at) if reader is not None else None

    def _word(self, at: int) -> str:
        return self.words[at] if at < len(self.words) else ""

    def _kilograms(self, value: float, at: int) -> int | None:
        self.found.weight_kg = value
        return at + 1

    def _pounds(self, value: float, at: int) -> int | None:
        """Add to the weight: pounds may stand behind stones."""
        self.found.weight_kg = round((self.found.weight_kg or 0) + value * POUND_KG, 1)
        return at + 1

    def _stones(self, value: float, at: int) -> int | None:
        """Read "11 st" as a weight, "1st" as an ordinal."""
        if value > 3:
            self.found.weight_kg = round(value * STONE_KG, 1)
            return at + 1
        return at + 1 if self.words[at] in ORDINALS else None

    def _inches(self, value: float, at: int) -> int | None:
        """Read "50 in"; not "2 in the hall"."""
        if self.words[at] == "in" and (value < 10 or self._word(at + 1) in vocabulary.ARTICLES):
            return None
        self.found.measures["inches"] = value
        return at + 1

    def _length(self, value: float, at: int) -> int | None:
        """Read "120 l", "2 m x 3 m"; not "2 m" with another word behind it."""
        word = self.words[at]
        if word == "m" and self._word(at + 1) not in BEHIND_METRES:
            return None
        if word == "cm":
            self.found.measures.setdefault("inches", value / CENTIMETRES_IN_INCH)
        other = number_at(self.words, at + 2) if self._word(at + 1) == "x" else None
        if other is None:
            return at + 1
        return other[1] + (self._word(other[1]) == word)

    def _seats(self, value: float, at: int) -> int | None:
        if not self.thing:
            return None
        self.found.measures["seats"] = value
        return at + 1

    def _parts(self, value: float, at: int) -> int | None:
        if not self.thing:
            return None
        word = self.words[at]
        self.found.measures[PARTS[word]] = value
        if PARTS[word] == "drawers" and "chest" in self.found.rest:
            self.found.rest.append(word)
        return at + 1

    def _sections(self, _value: float, at: int) -> int | None:
        return at + 1 if self.thing and self._word(at + 1) != "of" else None

    def _minutes(self, value: float, at: int) -> int | None:
        self.found.minutes = int(min(value, MAX_MINUTES))
        return at + 1

    def _hours(self, value: float, at: int) -> int | None:
        return self._minutes(value * 60, at)

    def _way(self, value: float, at: int) -> int | None:
        """Read "27 steps", "310 km", "40 cubic metres"."""
        behind = self._word(at + 1)
        if value < 2 or (behind[:1].isalpha() and behind not in BEHIND_WAY):
            return None
        self.found.of_the_way = True
        return at + 1 + (self.words[at] in ("cubic", "square", "sq") and behind[:1].isalpha())

    def _passed_over(self, _value: float, at: int) -> int | None:
        return at + 1

    def clock(self, _value: float, at: int) -> int:
        """Pass over a time of day whose hour stands before `at`: no count. Clear ones are read by `clocks`."""
        if self._word(at) in (":", "."):
            past = number_at(self.words, at + 1)
            if past is not None and past[0] < 60:
                at = past[1]
        return at + (self._word(at) in ("am", "pm", "o'clock", ":"))


UNITS: dict[str, Callable[[Measures, float, int], int | None]] = {
    **dict.fromkeys(words_for("way"), Measures._way),
    **dict.fromkeys(KILOGRAMS, Measures._kilograms),
    **dict.fromkeys(POUNDS, Measures._pounds),
    **dict.fromkeys(INCHES, Measures._inches),
    **dict.fromkeys(SIZES | LENGTHS, Measures._length),
    **dict.fromkeys(SEATS, Measures._seats),
    **dict.fromkeys(PARTS, Measures._parts),
    **dict.fromkeys(SECTIONS, Measures._sections),
    **dict.fromkeys(MINUTES, Measures._minutes),
    **dict.fromkeys(HOURS, Measures._hours),
    **dict.fromkeys(word_set("am pm o'clock :"), Measures.clock),
    **dict.fromkeys(ORDINALS | MONEY | OF_ONE | {"%"}, Measures._passed_over),
    **dict.fromkeys(STONES, Measures._stones),
}
"""The readers, by the word behind the number."""
