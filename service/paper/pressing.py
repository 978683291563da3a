"""Runs press.py in a process of its own, within bounds."""

import json
import logging
import subprocess
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from service.apart.places import AGAIN_SECONDS
from service.apart.processes import Bounds, command, environment
from service.domain.core.refusals import Busy, Fault, Invalid
from service.paper.press import FULL, Wanted

log = logging.getLogger("manyhands")
PRESS = Path(__file__).resolve().parent / "press.py"


def press(wanted: Wanted, more: Iterable[object] = (), *, bounds: Bounds, makes: str) -> bytes:
    """Run the press on what is `wanted`, followed by `more`; return the file that it `makes`.

    Raises Invalid if that met a bound of time that it works or of memory, and Busy if it took too long by the clock
    alone: then others had the processor.
    """
    order = Path(wanted["folder"], "order")
    with order.open("wb") as lines:
        for line in chain([wanted], more):
            lines.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    _run(order, bounds)
    return Path(wanted["folder"], makes).read_bytes()


def too_much() -> Invalid:
    return Invalid(Fault("words", "much_to_print"))


def _run(order: Path, bounds: Bounds) -> None:
    """Make what this file orders, in a process of its own. Raises Invalid and Busy as `press` does."""
    try:
        with order.open("rb") as lines:
            done = subprocess.run(  # noqa: S603  # both are our own
                command(PRESS, cpu_seconds=bounds.cpu_seconds, memory=bounds.memory),
                stdin=lines,
                capture_output=True,
                timeout=bounds.seconds,
                check=False,
                env=environment() | {"RAYON_NUM_THREADS": "1"},  # each of typst's threads reserves memory
            )
    except subprocess.TimeoutExpired:
        log.warning("Nothing was printed: it took longer than %s s", bounds.seconds)
        raise Busy(AGAIN_SECONDS) from None
    if done.returncode == FULL or done.returncode < 0:  # ended by the system: by time, or by memory
        log.warning("Nothing was printed: it met a bound (%s)", done.returncode)
        raise too_much()
    if done.returncode:
        raise RuntimeError(f"The press ended with {done.returncode}: {done.stderr[-500:].decode(errors='replace')}")
