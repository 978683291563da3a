"""A claim by form, as a friend's browser sends it, beside one by JSON; and the processor time that a claim takes."""

import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psutil

from tests.bench import load
from tests.bench.figures import Figure
from tests.bench.load import Plan, Result

Planned = Callable[[int], Plan]
"""Claims by so many connections, none of which has come before."""


@dataclass
class Spent:
    """A load, and the processor time that a server took for each of its requests."""

    result: Result
    ms: float


def spent(process: int, plan: Plan) -> Spent:
    server = psutil.Process(process)
    before = server.cpu_times()
    result = load.run(plan)
    after = server.cpu_times()
    seconds = after.user + after.system - before.user - before.system
    return Spent(result, seconds * 1000 / max(1, result.count))


def by_form(rounds: int, process: int, by_json: Planned, forms: Planned) -> Iterator[Figure]:
    """Claims of both kinds in turn, one at a time and by all connections at once."""
    kinds = {"json": by_json, "form": forms}
    for connections, what, wanted in ((1, "one at a time", 1.2), (load.CONNECTIONS, "p99 of 16 connections", 1.5)):
        made = [{kind: spent(process, plan(connections)) for kind, plan in kinds.items()} for _ in range(rounds)]
        seen = {status for each in made for one in each.values() for status in one.result.statuses}
        if not seen <= {"201", "303"}:
            raise RuntimeError(f"answered {seen}")
        took = {kind: statistics.median(_took(each[kind].result, connections) for each in made) for kind in kinds}
        yield Figure(f"  by form, {what}: times that by JSON", took["form"] / took["json"], "x", "at most", wanted)
        if connections == 1:
            cpu = {kind: statistics.median(each[kind].ms for each in made) for kind in kinds}
            yield Figure("  processor time by JSON", cpu["json"], "ms")
            yield Figure("  processor time by form, times that by JSON", cpu["form"] / cpu["json"], "x", "at most", 1.2)


def _took(result: Result, connections: int) -> float:
    return 1000 / result.per_second if connections == 1 else result.p99_ms


def beside_raw(rounds: int, ours: tuple[int, Planned], raw: tuple[int, Planned], target: float) -> Iterator[Figure]:
    """The processor time of a claim, of that of a route that writes as many rows. Each: a process, and its claims."""
    pairs = [[spent(process, plan(load.CONNECTIONS)).ms for process, plan in (ours, raw)] for _ in range(rounds)]
    ratio = statistics.median(mine / theirs for mine, theirs in pairs)
    yield Figure("  processor time, of the raw route's", ratio, "x", "at most", target)
