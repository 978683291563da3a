"""Work that is counted, not timed: how much of the program runs."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def lines_run(does: Callable[[], object]) -> int:
    """Count the lines of Python that run while `does` does what it does."""
    done, before = 0, sys.gettrace()

    def count(_frame: FrameType, what: str, _more: object) -> Any:
        nonlocal done
        done += what == "line"
        return count

    sys.settrace(count)
    try:
        does()
    finally:
        sys.settrace(before)
    return done
