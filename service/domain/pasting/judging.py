"""Step 5, last: whether what was read of a line is a thing at all, by weights that were learned from lists.

A remark, a name, a joke may read as a thing that nobody knows, or as an errand: "Ask Jo", "Ditto". No word of it says
so: its place on the line does, what stands before it, its words, all together. Each of these is a signal with a weight
(data/judging.csv, from `python -m tests.domain.pasting.learn`). What has too much against it is left as it stands,
among what was not understood.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp

from service.domain.models import Kind
from service.domain.pasting import vocabulary
from service.domain.pasting.errands import is_unknown
from service.domain.pasting.languages import spoken
from service.domain.pasting.layout import Line
from service.domain.pasting.lookup import find
from service.domain.pasting.nouns import is_made
from service.domain.pasting.reading import LineRead
from service.domain.pasting.sets import words_for
from service.domain.pasting.shapes import Thing
from service.domain.pasting.tokens import singular, tokens

FEWEST_LINES = 6
NEAR = 2
"""Lines before one that says "6 more", in which it is said of what."""
NOTHING_FROM = {"known": 0.65, "named": 0.6, "strange": 0.5, "care": 0.5, "trip": 0.5}
"""Probabilities from which on it is no thing; counted boxes always are."""
CERTAIN = 1.0
NO_GUESS_FROM = 0.3
"""That of a guess."""
Signal = tuple[str, str]
BIAS: Signal = ("", "known")
"""The signal against any thing, before there is a signal."""
GUESSED = ("guessed known", "guessed strange", "guessed trip", "inner known")
SORTS = ("known", "strange", "box_load", "care", "trip", *GUESSED)
SIGNS = {
    **dict.fromkeys(".!?", "end"), **dict.fromkeys("-–—", "dash"), **dict.fromkeys("/|+", "slash"),
    ",": "comma", ";": "comma", ":": "colon", "(": "bracket", ")": "bracket",
}  # fmt: skip
"""Signs before and behind a thing, by what they do."""
PRONOUNS = vocabulary.word_set("it them they she he her his")
HIRING = vocabulary.word_set("trip hire rent book reserve mieten leihen reservieren alquilar reservar louer réserver")
"""Verbs that make a drive of a line with a vehicle, wherever it stands in a list."""
MAX_WORDS = 6
MAX_OF_PROSE = 3


def judged(lines: list[Line], read: list[LineRead]) -> list[LineRead]:
    """Leave out what is no thing. A few lines are no list that has remarks: in them only guesses are left out."""
    few = sum(not line.is_heading and not line.is_talk for line in lines) < FEWEST_LINES
    kept: list[LineRead] = []
    for line, found in zip(lines, read, strict=True):
        kept.append(found if line.is_ticked else _judged(line, found, few=few, of_boxes=_tells_of_boxes(kept, lines)))
    return kept


def _tells_of_boxes(before: list[LineRead], lines: list[Line]) -> bool:
    """Tell whether the line before, or the one before that, counts boxes or asks how many there are."""
    near = range(max(0, len(before) - NEAR), len(before))
    boxes = any(each.kind is Kind.BOX_LOAD for at in near for each in before[at].things)
    asked = (lines[at].text for at in near if "?" in lines[at].text)
    return boxes or any({token.low for token in tokens(text)} >= {"many", "boxes"} for text in asked)


def _judged(line: Line, found: LineRead, *, few: bool, of_boxes: bool) -> LineRead:
    """Leave out of one line what is no thing: its words go to the rest, those of guesses that are things leave it."""
    kept = [each for each in found.things if not (each.is_guess if few else _is_nothing(each, line, found.things))]
    of_boxes = of_boxes or any(each.kind is Kind.BOX_LOAD and not each.is_guess for each in found.things)
    kept = kept if of_boxes else [each for each in kept if not (each.is_guess and each.kind is Kind.BOX_LOAD)]
    if not found.things or (len(kept) == len(found.things) and not any(each.is_guess for each in kept)):
        return found
    rest = found.rest
    for each in kept:
        rest = rest.replace(each.words, "", 1).strip(" ,.") if each.is_guess else rest
    nothing = (each for each in found.things if not any(each is one for one in kept) and not each.is_guess)
    return LineRead(kept, ", ".join(filter(None, (rest, *(each.words for each in nothing)))), found.staying)


def _is_nothing(thing: Thing, line: Line, things: Sequence[Thing]) -> bool:
    words = [token.low for token in tokens(line.text)]
    if thing.kind is Kind.BOX_LOAD or (thing.vehicle and not HIRING.isdisjoint(words[:3])):
        return False
    if thing.is_guess and ("no", "need") in pairwise(words):  # "will be driven there, no need to load"
        return True
    return not thing.is_taken and doubt(signals(line, things, thing), weights()) > bar_of(thing)


def bar_of(thing: Thing) -> float:
    """Give the probability above which it is no thing."""
    if thing.is_guess:
        return NO_GUESS_FROM
    return NOTHING_FROM.get("named" if thing.is_named else sort_of(thing), CERTAIN)


def doubt(signals: Iterable[Signal], known: Mapping[Signal, float]) -> float:
    """Say how probable it is that there is no thing behind such signals. `known`: their weights."""
    return 1 / (1 + exp(-sum(known.get(each, 0.0) for each in (BIAS, *signals))))


def signals(line: Line, things: Sequence[Thing], thing: Thing) -> list[Signal]:
    """Collect what speaks for a thing and against it, each beside the sort of thing that it was taken for."""
    sort = sort_of(thing)
    return sorted({(each, sort) for each in (*_of_place(line, things, thing), *_of_words(line, thing))})


def sort_of(thing: Thing) -> str:
    sort = thing.kind.value
    if thing.kind is Kind.HEAVY_ITEM:
        sort = "strange" if thing.key is None else "known"
    return f"{'inner' if thing.is_inner else 'guessed'} {sort}" if thing.is_guess else sort


def _of_place(line: Line, things: Sequence[Thing], thing: Thing) -> Iterator[str]:
    """Give the signals of where a thing stands: in a list or a sentence, first or behind what, between which signs."""
    form = "row" if line.is_composed else "prose" if line.is_prose else "entry" if line.is_listlike else "line"
    yield form
    written = thing.words or thing.text
    at = line.text.find(written)
    behind = line.text[at + len(written) :].lstrip() if at >= 0 else ""
    before = tokens(line.text[:at]) if at > 0 else []
    place = "composed" if at < 0 else "behind" if at else "first"
    first = things[0]
    yield f"place {place}"
    yield f"place {place} {form}"
    of_first = "itself" if first is thing else sort_of(first)
    yield f"after {of_first}"
    yield f"after {of_first} {form}"
    yield f"then {SIGNS.get(behind[:1], 'word' if behind else 'nothing')}"
    if before:
        word = before[-1].low
        sign = SIGNS.get(word[0], "and" if word == "and" else "word")
        yield f"sign {sign}"
        yield f"sign {sign} {form}"
        yield f"before {word}"
    if line.n == 1:
        yield "first line"
    if "?" in written or behind[:1] == "?":
        yield "asked"


def _of_words(line: Line, thing: Thing) -> Iterator[str]:
    """Give the signals of the words themselves."""
    written = thing.words or thing.text
    words = [token.low for token in tokens(written) if token.low[0].isalpha()]
    yield f"words {min(len(words), MAX_WORDS)}"
    flags = {
        "counted": thing.explicit_count,
        "marked": thing.is_marked,
        "named": thing.is_named,
        "contents": thing.is_contents,
        "loud": written.endswith("!"),
        "capital": written[:1].isupper(),
        "capital within": written[:1].isupper() and not line.text.startswith(written),
        "foreign": bool(spoken()),
        f"care {thing.sort}": thing.sort is not None,
    }
    yield from (name for name, is_so in flags.items() if is_so)
    if words:
        yield from _of_each(words)


def _of_each(words: list[str]) -> Iterator[str]:
    yield f"prose {min(sum(word in vocabulary.PROSE for word in words), MAX_OF_PROSE)}"
    first, last = words[0], words[-1]
    flags = {
        "begins as prose": first in vocabulary.PROSE,
        "begins as a note": first in vocabulary.NOTE_STARTS,
        "begins with an article": first in vocabulary.ARTICLES,
        "begins with a verb": first in words_for("verbs"),
        "pronoun": not PRONOUNS.isdisjoint(words),
        "ends as prose": last in vocabulary.PROSE or last in vocabulary.NOTE_STARTS,
        "verb": not words_for("finite").isdisjoint(words),
        "holds a known one": any(find((word,)) is not None for word in words),
        "made": is_made(words),
        "nobody knows": is_unknown(last),
    }
    yield from (name for name, is_so in flags.items() if is_so)
    yield f"begins {first}"
    yield f"ends {last}"
    yield from sorted({f"word {singular(word)}" for word in words})


@cache
def weights() -> dict[Signal, float]:
    """Read the weight of each signal, by the sort of thing beside it: a row for a signal, a column for a sort."""
    text = files("service.domain.pasting").joinpath("data", "judging.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {(row["signal"], sort): float(row[sort]) for row in rows for sort in SORTS if row[sort]}
