"""How slow this machine is just now: targets in milliseconds were set on a quicker one, and are moved by as much."""

import time

ADDITIONS = 1_000_000
YARDSTICK_MS = 38
"""Time that the machine on which the targets were set takes for so many additions: an uncached page of forty tasks took
26 ms of it when it took 38 of one that needs 56 for them."""
TRIES = 5


def within(milliseconds: float) -> float:
    """Return what a target of so many milliseconds is on this machine."""
    return float(round(milliseconds * slower()))


def slower() -> float:
    """Measure by how many times this machine is slower; a quicker one counts as equal."""
    return max(1.0, min(_took_ms() for _ in range(TRIES)) / YARDSTICK_MS)


def _took_ms() -> float:
    begun = time.perf_counter()
    total = 0
    for number in range(ADDITIONS):
        total += number
    return (time.perf_counter() - begun) * 1000
