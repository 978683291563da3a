"""Runs another program within bounds: a program of its own, and the first thing that such a process does.

`python bounded.py CPU_SECONDS MEMORY PROGRAM ...`: seconds of processor time that it may take in all, and bytes that it
may map, 0 for no bound of either. It loads nothing of ours.
"""

import os
import runpy
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":
    import resource

NICENESS = 5
"""Whatever else this machine does comes first, but leaves a quarter of a core."""


def bind(cpu_seconds: int, memory: int) -> None:
    """Bound this process as far as the system can, and stand back for all others, also where memory runs out."""
    if sys.platform == "win32":
        return
    os.nice(NICENESS)
    bounds = [(resource.RLIMIT_CORE, 0), (resource.RLIMIT_CPU, cpu_seconds), (resource.RLIMIT_AS, memory)]
    for what, most in bounds:
        if most or what == resource.RLIMIT_CORE:
            with suppress(ValueError, OSError):  # macOS refuses a bound of memory
                resource.setrlimit(what, (most, most))
    with suppress(OSError):  # Linux alone: the first that the system ends if memory runs out
        Path("/proc/self/oom_score_adj").write_text("1000")


if __name__ == "__main__":
    bind(int(sys.argv[1]), int(sys.argv[2]))
    del sys.argv[:3]
    runpy.run_path(sys.argv[0], run_name="__main__")
