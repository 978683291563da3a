"""Step 3: counts, weights, sizes and times are read off a piece, and the other words are left.

A reader takes the index of a word and returns the index behind what it has read, or None where the word means
something else there. READERS says which reader a word belongs to; numbers come before, units are in `measures`.
"""

import re
from collections.abc import Callable

from service.domain.pasting import vocabulary
from service.domain.pasting.lookup import is_name
from service.domain.pasting.measures import INCHES, KILOGRAMS, LENGTHS, PARTS, POUNDS, SEATS, Amounts, Measures
from service.domain.pasting.numbers import MAX_COUNT, Number, number_at
from service.domain.pasting.sets import words_for
from service.domain.pasting.tokens import singular
from service.domain.pasting.vocabulary import word_set

COUNTED = word_set("x no nos off pc pcs pce ct qty ea")
BY = frozenset({"x", "*", "by"})
"""Between two measures."""
DASHES = word_set("- – — / to or until")
RISING = frozenset({"/", "until"})
"""Signs of a range only between a number and a larger one: not in "1/2", "9 until 5"."""
MAX_HOURS = 25
ROUGH = word_set("ish odd")
NAMES_BEGIN = word_set("l foot euro person seat pack door day st m")
"""Units, and other words, that begin names, too."""
DAYS = words_for("days")
"""Words before a time or a date: "sat 10ish", "Oct 8"."""
MAX_OF_MONTH = 31
SMALL_COUNT = 12
"""Largest number behind the name of a thing that is a count; more is a size or a model: "bed 140", "Pax 236"."""
ROUGH_COUNT = 50
ROUGHLY = word_set("about like around roughly circa ca approx approximately ~")
"""Largest number behind these words that is a count: "rolls of fabric, about 20"; "wardrobe about 200" is a size."""
HUNDREDTHS = re.compile(r"\d+[.,]\d\d")
"""A number that is a measure, and counts nothing: "wardrobe 2.36 high"."""
FOLLOWING = 3
"""Words behind a number in which to look for what it counts."""
WITHIN = frozenset({"in", "from", "for"})
"""Words before a place, behind which boxes are counted all the same."""
BEFORE_PARTS = word_set("with w from for in of")
BEFORE_PAIR = vocabulary.ARTICLES | vocabulary.ABOUT | {"or"}
MEASURED = SEATS | frozenset(PARTS) | INCHES | KILOGRAMS | POUNDS
"""Behind "2 x 3": units that make the 3 a measure, and the 2 a count."""


def read_amounts(words: list[str], *, thing: bool) -> Amounts:
    """Read one piece from left to right, each word once. `thing`: it names one, so that "2 doors" describe it."""
    return _Reader(words, thing=thing).read()


def is_many(words: list[str]) -> bool:
    """Tell whether the last word is a plural, or boxes: "chairs 14" and "boxes 30" are counted, "bed 140" is not."""
    return bool(words) and (singular(words[-1]) != words[-1] or singular(words[-1]) in vocabulary.CONTAINERS)


class _Reader:
    def __init__(self, words: list[str], *, thing: bool) -> None:
        self.words = words
        self.thing = thing
        self.found = Amounts()
        self.measures = Measures(words, self.found, thing=thing)
        self.some = False
        """The count so far is a word such as "several", which a number behind it makes exact."""

    def read(self) -> Amounts:
        at = 0
        while at < len(self.words):
            at = self._step(at)
        return self.found

    def _step(self, at: int) -> int:
        word = self.words[at]
        if word == "no" and self.words[at + 1 : at + 3] == [".", "of"]:
            return at + 3
        number = number_at(self.words, at)
        if number is not None and HUNDREDTHS.fullmatch(word):
            return self._measure(number)
        if number is not None:
            return self._number(number, rough=at > 0 and self.words[at - 1] in ROUGHLY)
        reader = READERS.get(word)
        end = reader(self, at) if reader is not None else None
        return self._other(at) if end is None else end

    def _measure(self, number: Number) -> int:
        """Read on behind "1.60", and "1.60 x 2.00"."""
        unit = self.measures.read(*number)
        end = number[1] if unit is None else unit
        more = number_at(self.words, end + 1) if self._word(end) in BY else None
        return end if more is None else self._measure(more)

    def _word(self, at: int) -> str:
        return self.words[at] if at < len(self.words) else ""

    def _count(self, few: float, many: float) -> None:
        """Keep the first count of a piece, unless it is zero or beyond any household.

        Counts behind "with", or behind "of" in a box, are parts or contents, and so are those right behind "de".
        """
        if self.found.rest[-1:] == ["de"]:
            return
        few, many = min(few, many), max(few, many)
        told = self.found.count is not None and not self.some
        if told or any(word in BEFORE_PARTS for word in self.found.rest[1:]):
            return
        self.some = False
        if 1 <= many <= MAX_COUNT:
            self.found.count, self.found.low = int(many), max(1, int(few))
        else:
            self.found.absurd = True

    # Words that say how many, or what the number behind them is

    def _other(self, at: int) -> int:
        word = self.words[at]
        self.found.doubtful |= word in vocabulary.DOUBTS
        self.found.in_total |= word in vocabulary.TOTAL
        if word not in vocabulary.ABOUT and word[0].isalnum():
            self.found.rest.append(word)
        return at + 1

    def _times_before(self, at: int) -> int | None:
        """Read "x2"."""
        number = number_at(self.words, at + 1)
        if number is None:
            return None
        if number[1] == len(self.words) and self.found.count is None and 1 <= number[0] <= MAX_COUNT:
            self.found.count = self.found.low = int(number[0])  # "chest of drawers x3"
        self._count(number[0], number[0])
        self.found.times = True
        return number[1]

    def _label(self, at: int) -> int | None:
        """Pass over "qty"."""
        return at + 1

    def _clock_before(self, at: int) -> int | None:
        """Read "at 8:30"."""
        number = number_at(self.words, at + 1)
        if number is None or number[0] >= MAX_HOURS:
            return None
        end = self.measures.clock(*number)
        until = number_at(self.words, end + 1) if self.words[at] == "from" and self._word(end) in DASHES else None
        return end if until is None or until[0] >= MAX_HOURS else self.measures.clock(*until)

    def _price(self, at: int) -> int | None:
        number = number_at(self.words, at + 1)
        return None if number is None else number[1]

    def _seats_before(self, at: int) -> int | None:
        """Read "seats 6"."""
        number = number_at(self.words, at + 1)
        if number is None:
            return None
        self.found.measures["seats"] = number[0]
        return number[1]

    def _for_people(self, at: int) -> int | None:
        """Read "for eight" behind a thing."""
        number = number_at(self.words, at + 1)
        if number is None or not self.thing:
            return None
        seats, end = number
        if end < len(self.words) and self.words[end] not in SEATS:
            return None
        self.found.measures["seats"] = seats
        return end + (end < len(self.words))

    def _some(self, at: int) -> int | None:
        """Read "a couple of", "a pair"; not the "pair" of "curtain pair"."""
        word = self.words[at]
        if word == "pair" and at > 0 and self.words[at - 1] not in BEFORE_PAIR:
            return None
        few, many = vocabulary.SOME[word]
        self._count(few, many)
        self.some = few != many
        self.found.doubtful |= few != many
        return at + 2 if self._word(at + 1) in ("of", "de") else at + 1

    def _set_of(self, at: int) -> int | None:
        """Pass over "set of"; of "set of drawers" only the "set"."""
        if self._word(at + 1) not in ("of", "de"):
            return None
        furniture = self.words[at] == "set" and self._word(at + 2) in ("drawers", "shelves")
        return at + 1 if furniture else at + 2

    def _another(self, at: int) -> int | None:
        """Read "another six", "another sofa"."""
        self.found.article |= number_at(self.words, at + 1) is None
        return at + 1

    def _article(self, at: int) -> int | None:
        word = self.words[at]
        self.found.article = True
        if word == "both":
            self._count(2, 2)
        if word not in ("a", "an"):
            self.found.rest.append(word)
        return at + 1

    # Numbers, and what the word behind them makes of them

    def _number(self, number: Number, *, rough: bool) -> int:
        few, at = number
        many, at = self._upper_end(few, at)
        at = self._about(at)
        unit = at + 1 if self._word(at) == "-" and at + 1 < len(self.words) else at
        word = self._word(unit)
        if self.found.rest[-1:] and self.found.rest[-1] in DAYS and many <= MAX_OF_MONTH:
            return at
        end = None if self._names_one(unit) else self.measures.read(many, unit)
        if end is not None:
            return end
        if word == "x" or (word == "by" and number_at(self.words, unit + 1)):
            return self._times(few, many, unit)
        if word in ("set", "sets") and self._word(unit + 1) == "of" and number_at(self.words, unit + 2):
            return unit + 2
        if word in COUNTED:
            self._count(few, many)
            self.found.times = True
            return unit + 1 + (self._word(unit + 1) in (".", "of"))
        boxes = not vocabulary.PLURALS.isdisjoint(self.words[at : at + 2]) and not WITHIN.isdisjoint(self.found.rest)
        behind = at >= len(self.words) and bool(self.found.rest) and self._begins_with_boxes()
        if self.found.count is None and (boxes or behind):
            self.found.count, self.found.low = int(many), max(1, int(few))  # "the things in the attic two boxes"
        elif many <= (ROUGH_COUNT if rough else SMALL_COUNT) or not self.found.rest or self._is_of_many(at):
            self._count(few, many)
        return at

    def _begins_with_boxes(self) -> bool:
        """Tell whether a number behind all counts boxes: "bags with clothes 5 or 6"."""
        return self.found.rest[0] in vocabulary.PLURALS and not self.found.rest[-1][0].isdecimal()

    def _names_one(self, at: int) -> bool:
        """Tell whether a thing is named here, whose first word is a unit elsewhere: "2 foot stools"."""
        units = self._word(at) in NAMES_BEGIN and self._word(at) not in PARTS
        return units and any(is_name(self.words[at : at + many]) for many in (2, 3, 4) if at + many <= len(self.words))

    def _about(self, at: int) -> int:
        """Pass over what makes a number a rough one: "10+", "a dozen or so", "14ish"."""
        if self.words[at : at + 2] == ["or", "so"]:
            self.found.doubtful = True
            return at + 2
        self.found.doubtful |= self._word(at) in ROUGH
        return at + (self._word(at) == "+" or self._word(at) in ROUGH)

    def _is_of_many(self, at: int) -> bool:
        """Tell whether a number behind words counts: "chairs 14", "kitchen 20 large boxes"; not "bed 140"."""
        rest = [word for word in self.found.rest if word not in vocabulary.TOTAL]
        return is_many(rest) or any(is_many([word]) for word in self.words[at : at + FOLLOWING])

    def _upper_end(self, value: float, at: int) -> Number:
        """Read on to the upper end of a range: "10-12", "2 or 3", "between 10 and 15"; not of "1/2"."""
        sign = self._word(at)
        if sign in DASHES or (sign == "and" and "between" in self.words):
            other = number_at(self.words, at + 1)
            if other is not None and not (sign in RISING and other[0] < value):
                return other
        return value, at

    def _times(self, few: float, many: float, at: int) -> int:
        """Read on behind "2 x": a count, unless a plain number follows, which makes it a size: "160 x 200 cm"."""
        other = number_at(self.words, at + 1)
        if other is None:
            self._count(few, many)
            self.found.times = True
            return at + 1
        end = other[1]
        after = self._word(end + 1 if self._word(end) == "-" else end)
        measured = after in MEASURED or (after in LENGTHS and many < 5 and not self.found.rest)
        if many <= 12 and measured:
            self._count(few, many)
            return at + 1
        while end < len(self.words) and (
            self.words[end] in LENGTHS
            or self.words[end] == "x"
            or (self.words[end][0].isdecimal() and self.words[end - 1] == "x")
        ):
            end += 1
        return end


READERS: dict[str, Callable[[_Reader, int], int | None]] = {
    "x": _Reader._times_before,
    **dict.fromkeys(word_set("qty quantity number count"), _Reader._label),
    **dict.fromkeys(word_set("@ at by from until till before after"), _Reader._clock_before),
    **dict.fromkeys(word_set("£ $ €"), _Reader._price),
    "seats": _Reader._seats_before,
    "another": _Reader._another,
    "for": _Reader._for_people,
    **dict.fromkeys(vocabulary.SOME, _Reader._some),
    **dict.fromkeys(word_set("set sets bunch lot lots load pairs"), _Reader._set_of),
    **dict.fromkeys(vocabulary.ARTICLES | {"both"}, _Reader._article),
}
"""The readers, by the word that they begin with."""
