"""Two processes that serve, against one: the load beside them has to share the cores with both."""

import statistics
from collections.abc import Callable, Iterator

import psutil

from tests.bench import load
from tests.bench.figures import Figure
from tests.bench.load import Plan, Result

Planned = Callable[[int], Plan]
"""Requests by so many connections, none of which has come before."""
GAIN = 1.3
"""Requests a second at least, times those of one process."""


def together(rounds: int, process: int, pairs: dict[str, tuple[Planned, Planned]]) -> Iterator[Figure]:
    """Load one process and two in turn with each kind of requests. `process`: the first of the program with two."""
    first = psutil.Process(process)
    held = max(each.memory_info().rss for each in [first, *first.children()])
    yield Figure("two processes: memory of the larger at its start", held / 1_000_000, "MB", "at most", 120)
    for what, (by_one, by_two) in pairs.items():
        made = [_in_turn(number, by_one, by_two) for number in range(rounds)]
        gain = statistics.median(two.per_second / one.per_second for one, two in made)
        yield Figure(f"  {what}, times those of one", gain, "x", "at least", GAIN)
        one, two = (statistics.median(each[n].p99_ms for each in made) for n in range(2))
        yield Figure("  p99, of that of one", two / one, "x", "at most", 1)


def _in_turn(number: int, by_one: Planned, by_two: Planned) -> tuple[Result, Result]:
    """Send both, each of them first in every other round."""
    if number % 2:
        second = load.run(by_two(load.CONNECTIONS))
        return load.run(by_one(load.CONNECTIONS)), second
    return load.run(by_one(load.CONNECTIONS)), load.run(by_two(load.CONNECTIONS))
