"""A side process: does what would keep the interpreter from everybody else."""

import logging
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread, Timer, current_thread
from typing import IO, Any, ParamSpec, TypeVar, cast

from service.apart.places import AGAIN_SECONDS, Places
from service.apart.processes import Bounds, command, environment
from service.domain.core.refusals import Refusal, TooMany

log = logging.getLogger("manyhands")
WORKING = Path(__file__).resolve().parent / "working.py"
BOUNDS = Bounds(cpu_seconds=10, seconds=30.0, memory=800_000_000)
"""A list of 20,000 characters and its page take less than a second of a processor, and 120 MB."""
IDLE_SECONDS = 300.0
"""Time without work after which the process ends: the next one takes a second to load."""
WAITING = 7
"""Pieces of work that wait, each with a thread of the server's."""

Given = ParamSpec("Given")
Result = TypeVar("Result")


class SideProcess:
    """Starts its process with the first work, and again where it has ended; it ends with this one, however that ends.

    Nothing that is secret or saved is there: it gets a function of ours with all that this needs, and gives back what
    comes out.
    """

    def __init__(self, bounds: Bounds = BOUNDS, *, waiting: int = WAITING, idle_seconds: float = IDLE_SECONDS) -> None:
        self._bounds = bounds
        self._places = Places(at_once=1, waiting=waiting)
        self._idle_seconds = idle_seconds
        self._idle: Timer | None = None
        self._lock = Lock()
        self._getting_ready = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def do(self, whose: str, work: Callable[Given, Result], /, *given: Given.args, **named: Given.kwargs) -> Result:
        """Return what a function of ours returns. `whose`: who asks for it; of two at once the second waits.

        Raises the Refusal that it raises, and TooMany where enough others wait, where it met a bound, or once closed.
        """
        asked = pickle.dumps((work, given, named))
        with self._places.one(whose), self._lock:
            result, error, where = self._answer(asked)
        if isinstance(error, Refusal):
            raise error
        if error is not None:
            log.error("Work that was done apart failed: %s\n%s", type(error).__name__, where)
            raise RuntimeError("work that was done apart failed")
        return result  # pyrefly: ignore[no-any-return]  # by the function that was sent

    def get_ready(self, work: Callable[[], object]) -> None:
        """Have the process started, and this done first, unless it is there: somebody will soon need it.

        However many ask for that, one thread waits for it.
        """
        if self._process is None and self._getting_ready.acquire(blocking=False):
            Thread(target=self._get_ready, args=(work,), name="ready", daemon=True).start()

    def close(self) -> None:
        """End the process, whatever it does, and start none any more."""
        self._closed = True
        if (process := self._process) is not None:
            process.kill()
        with self._lock:
            self._end()

    def _get_ready(self, work: Callable[[], object]) -> None:
        try:
            with suppress(TooMany):
                self.do("", work)
        finally:
            self._getting_ready.release()

    def _answer(self, asked: bytes) -> Any:
        if self._idle is not None:
            self._idle.cancel()
        if self._closed:
            raise TooMany(AGAIN_SECONDS)
        process = self._process if self._process and self._process.poll() is None else self._start()
        bound = Timer(self._bounds.seconds, process.kill)
        bound.start()
        try:
            given, answers = _pipes(process)
            given.write(asked)
            given.flush()
            return pickle.load(answers)  # noqa: S301  # by our own process
        except (OSError, EOFError, pickle.UnpicklingError):
            self._end()
            if not self._closed:
                log.warning("Work that was done apart met a bound")
            raise TooMany(AGAIN_SECONDS) from None
        finally:
            bound.cancel()
            self._idle = Timer(self._idle_seconds, self._rest)
            self._idle.daemon = True
            self._idle.start()

    def _start(self) -> subprocess.Popen[bytes]:
        self._end()
        program = command(WORKING, cpu_seconds=0, memory=self._bounds.memory)
        started = [*program, str(self._bounds.cpu_seconds)]
        self._process = subprocess.Popen(  # noqa: S603  # both are our own
            started, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
        )
        _pipes(self._process)[0].write(pickle.dumps(sys.path))
        if self._closed:  # meanwhile
            self._process.kill()
        return self._process

    def _rest(self) -> None:
        """End the process if nobody has asked for anything since."""
        with self._lock:
            if self._idle is current_thread():
                self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in _pipes(process):
            with suppress(OSError):  # what was not written any more
                pipe.close()


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    return cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)
