"""Does one piece of work after the other: a program of its own, in a process that stays until its input ends.

`python working.py CPU_SECONDS` with the processor time that one piece may take. First comes where modules are found,
then for each piece a function with its arguments; back go what it returned, what it raised, and where. It loads nothing
of ours but what the work needs.
"""

import gc
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable
from typing import BinaryIO

Piece = tuple[Callable[..., object], tuple[object, ...], dict[str, object]]
Outcome = tuple[object, Exception | None, str]


def main(cpu_seconds: float) -> None:
    """Work until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which ends this process with itself
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed is no answer
    sys.path[:] = pickle.load(asked)  # noqa: S301  # by the server that started this
    gc.disable()  # what the first piece loads stays: looking through it takes an eighth of the time
    while piece := next_piece(asked):
        bound_time(cpu_seconds)
        outcome = done(piece)
        bound_time(0)
        try:
            answers.write(pickle.dumps(outcome))
            answers.flush()
        except BrokenPipeError:
            os._exit(0)  # the server was killed meanwhile: nobody reads what is left
        if not gc.isenabled():
            gc.freeze()
            gc.enable()


def next_piece(asked: BinaryIO) -> Piece | None:
    try:
        piece: Piece = pickle.load(asked)  # noqa: S301  # by the server that started this
    except EOFError:
        return None
    return piece


def bound_time(seconds: float) -> None:
    """Have the system end this process after so many more seconds of processor time; 0 takes that back."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)


def done(piece: Piece) -> Outcome:
    """Do a piece of work. Raises MemoryError, which ends the process: what it holds is in the way of the next one."""
    work, given, named = piece
    try:
        return work(*given, **named), None, ""
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # it is raised where the work was asked for
        return None, error, "".join(traceback.format_tb(error.__traceback__))


if __name__ == "__main__":
    main(float(sys.argv[1]))
