"""Learn what is no thing from all lists that say what is in them: `python -m tests.domain.pasting.learn [--without]`.

Writes service/domain/pasting/data/judging.csv, the same each time. Each thing that the steps before read is an example,
with the signals of `judging`; it is none where the list has nothing behind it. `--without` writes nothing and scores
each batch with what was learned from the others: the honest forecast. (The steps before were mended with most batches,
so that fewer things are made of nothing in them than in new lists: the last batches say most.)
"""

import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, sqrt
from pathlib import Path
from random import Random
from unittest.mock import patch

from service.domain.pasting import judging, read_all
from service.domain.pasting.judging import BIAS, SORTS, Signal, bar_of, doubt, signals
from service.domain.pasting.languages import speaking
from tests.domain.pasting.score import all_wanted, paired, score, text_of, total
from tests.domain.pasting.test_cousins import LINES_OF_A_LIST, is_right

LISTS = Path(__file__).with_name("lists")
LATEST = 10
"""The number of the latest batch that is learned from: those behind it measure."""
BATCHES = [LISTS / f"blind-{n}" for n in range(1, LATEST + 1)]
WEIGHTS = Path(judging.__file__).parent / "data" / "judging.csv"
ROUNDS = 12
RATE = 0.3
DECAY = 0.03
"""How much each weight is drawn to nothing each time that it is used."""
FEWEST = 6
"""Examples of a signal from which on it is learned."""
LEAST_WEIGHT = 0.18


@dataclass(frozen=True)
class Example:
    """What was read as a thing. `bar`: the probability above which it is judged to be none."""

    signals: list[Signal]
    bar: float
    is_nothing: bool
    is_asked: bool


def examples(path: Path) -> Iterator[Example]:
    """Read one list without judging, and say of each thing whether it is one."""
    text = text_of(path)
    with speaking(text):
        lines, read = read_all(text, judge=False)
        pairs = [pair for pair in zip(lines, read, strict=True) if not pair[0].is_ticked]
        said = [
            (
                replace(thing, n=n, words=line.written if line.is_composed else thing.words),
                signals(line, found.things, thing),
            )
            for n, (line, found, thing) in enumerate((*pair, thing) for pair in pairs for thing in pair[1].things)
        ]
        there = all_wanted(text, json.loads(path.read_text(encoding="utf-8"))["things"])
        nothing = {each.n for each in paired(text, [thing for thing, _ in said], there)}
        asked = {one.n for each in there if each.is_asked and each.has_kind() for one in each.found}
        yield from (Example(each, bar_of(thing), thing.n in nothing, thing.n in asked) for thing, each in said)


def told_rightly() -> Iterator[Example]:
    """Read what was read rightly before: the lists of single lines, and those whose every line is held."""
    for path in sorted(LISTS.glob("*.txt")):
        yield from _right(text_of(path), {})
    for path in sorted(LISTS.with_name("cousins").glob("*.txt")):
        rows = [row.split(" => ") for row in path.read_text(encoding="utf-8").splitlines()]
        for begins in range(0, len(rows), LINES_OF_A_LIST):
            part = rows[begins : begins + LINES_OF_A_LIST]
            expected = {n: said for n, (_, said) in enumerate(part, start=1)}
            yield from _right("\n".join(text for text, _ in part), expected)


def _right(text: str, expected: dict[int, str]) -> Iterator[Example]:
    """Take the things of all lines that are read as `expected`, if that is said, but for guesses: they are nothing."""
    with speaking(text):
        for line, found in zip(*read_all(text, judge=False), strict=True):
            sure = [each for each in found.things if not each.is_guess]
            if not line.is_ticked and (line.n not in expected or is_right(expected[line.n], sure, stays=False)):
                for each in found.things:
                    said = signals(line, found.things, each)
                    yield Example(said, bar_of(each), each.is_guess, is_asked=not each.is_guess)


def learn(known: Sequence[Example]) -> dict[Signal, float]:
    """Learn the weight of each signal, by logistic regression with steps that shrink with what was learned."""
    often = Counter(signal for each in known for signal in each.signals)
    weights: dict[Signal, float] = defaultdict(float)
    slopes: dict[Signal, float] = defaultdict(lambda: 1e-6)
    order, random = list(known), Random(1)
    for _ in range(ROUNDS):
        random.shuffle(order)
        for each in order:
            said = [BIAS, *(signal for signal in each.signals if often[signal] >= FEWEST)]
            off = 1 / (1 + exp(-sum(weights[signal] for signal in said))) - each.is_nothing
            for signal in said:
                slope = off + (DECAY * weights[signal] if signal != BIAS else 0)
                slopes[signal] += slope * slope
                weights[signal] -= RATE * slope / sqrt(slopes[signal])
    return {signal: round(weight, 2) for signal, weight in weights.items() if abs(weight) >= LEAST_WEIGHT}


def write(known: dict[Signal, float]) -> None:
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["signal", *SORTS])
        for name in sorted({name for name, _ in known}):
            table.writerow([name, *(f"{known[name, sort]:.2f}" if (name, sort) in known else "" for sort in SORTS)])


def weights() -> dict[Signal, float]:
    """Learn from all lists that are learned from."""
    return learn(all_examples())


def all_examples() -> list[Example]:
    return [*told_rightly(), *(each for batch in BATCHES for each in of_batch(batch))]


def is_judged_nothing(example: Example, known: Mapping[Signal, float]) -> bool:
    """Tell whether some weights say of an example that it is no thing."""
    return doubt(example.signals, known) > example.bar


def of_batch(batch: Path) -> list[Example]:
    return [each for path in sorted(batch.glob("*.json")) for each in examples(path)]


def main(*options: str) -> None:
    if not options:
        write(weights())
        return
    batches = {batch: of_batch(batch) for batch in BATCHES}
    others = list(told_rightly())
    for left in BATCHES:
        known = learn([*others, *(each for batch in BATCHES if batch != left for each in batches[batch])])
        with patch.object(judging, "weights", lambda known=known: known):
            whole = total([score(path) for path in sorted(left.glob("*.json"))])
        sys.stdout.write(f"{replace(whole, name=left.name).row()}  {whole.misses[0]}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
