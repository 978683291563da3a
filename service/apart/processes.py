"""The start of a process that does work apart: by its path, bounded, and without our settings."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

BOUNDED = Path(__file__).resolve().parent / "bounded.py"


@dataclass(frozen=True)
class Bounds:
    """The bounds of one piece of work."""

    cpu_seconds: float
    seconds: float
    """By the clock: it stands back for everything else on the machine, but no proxy waits longer."""
    memory: int
    """Bytes that the process may map."""


def command(program: Path, *, cpu_seconds: float, memory: int) -> list[str]:
    """Make the command for a program of ours. `cpu_seconds`: of the whole process, 0 for no bound."""
    return [sys.executable, "-P", str(BOUNDED), str(int(cpu_seconds)), str(memory), str(program)]


def environment() -> dict[str, str]:
    """Return the environment without our settings: the secret is none of its business."""
    return {name: value for name, value in os.environ.items() if not name.startswith("MANYHANDS_")}
