"""A side process: does what would keep the interpreter from everybody else."""

import logging
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Timer, current_thread
from typing import IO, ParamSpec, TypeVar, cast

from service.apart.places import AGAIN_SECONDS, Places
from service.apart.processes import Bounds, command, environment
from service.apart.working import Outcome
from service.domain.core.refusals import Busy, Refusal

log = logging.getLogger("manyhands")
WORKING = Path(__file__).resolve().parent / "working.py"
BOUNDS = Bounds(cpu_seconds=10, seconds=30.0, memory=800_000_000)
"""A list of 20,000 characters and its page take less than a second of a processor, and 120 MB."""
IDLE_SECONDS = 300.0
"""Time without work after which the process ends: the next one takes a second to load."""
STUCK = 4
"""A piece of work may take this many times as long as anybody waits for it: a busy machine needs a minute to start one.
"""
WAITING = 7
"""Pieces of work that wait, each with a thread of the server's."""

Given = ParamSpec("Given")
Result = TypeVar("Result")


class SideProcess:
    """Starts its process with the first work, and again where it has ended; it ends with this one, however that ends.

    Nothing that is secret or saved is there: it gets a function of ours with all that this needs, and gives back what
    comes out. One thread talks to it, so that whoever has waited long enough can leave.
    """

    def __init__(self, bounds: Bounds = BOUNDS, *, waiting: int = WAITING, idle_seconds: float = IDLE_SECONDS) -> None:
        self._bounds = bounds
        self._places = Places(at_once=1, waiting=waiting)
        self._talks = ThreadPoolExecutor(1, "apart")
        self._getting_ready: Future[Outcome] | None = None
        self._idle_seconds = idle_seconds
        self._idle: Timer | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def do(self, whose: str, work: Callable[Given, Result], /, *given: Given.args, **named: Given.kwargs) -> Result:
        """Return what a function of ours returns. `whose`: who asks for it; of two at once the second waits.

        Raises the Refusal that it raises, and Busy where enough others wait, where it met a bound, or once closed.
        On a busy machine a process that is slow to start goes on starting: it is there for whoever asks again.
        """
        asked = pickle.dumps((work, given, named))
        with self._places.one(whose):
            result, error, where = self._wait_for(self._ask(asked))
        if isinstance(error, Refusal):
            raise error
        if error is not None:
            log.error("Work that was done apart failed: %s\n%s", type(error).__name__, where)
            raise RuntimeError("work that was done apart failed")
        return result  # pyrefly: ignore[bad-return]  # by the function that was sent

    def get_ready(self, work: Callable[[], object]) -> None:
        """Have the process started, and this done first, unless it is there: somebody will soon need it."""
        if self._process is None and (self._getting_ready is None or self._getting_ready.done()):
            with suppress(Busy):
                self._getting_ready = self._ask(pickle.dumps((work, (), {})))

    def close(self) -> None:
        """End the process, whatever it does, and start none any more."""
        self._closed = True
        if (process := self._process) is not None:
            process.kill()
        self._talks.shutdown(cancel_futures=True)
        if self._idle is not None:
            self._idle.cancel()
        self._end()

    def _ask(self, asked: bytes) -> Future[Outcome]:
        try:
            return self._talks.submit(self._answer, asked)
        except RuntimeError:  # closed
            raise Busy(AGAIN_SECONDS) from None

    def _wait_for(self, answer: Future[Outcome]) -> Outcome:
        try:
            return answer.result(self._bounds.seconds)
        except TimeoutError:
            answer.cancel()  # unless it has begun
            log.warning("Work that is done apart takes longer than anybody waits")
        except (OSError, EOFError, pickle.UnpicklingError):
            if not self._closed:
                log.warning("Work that was done apart met a bound")
        except CancelledError:  # closed
            pass
        raise Busy(AGAIN_SECONDS)

    def _answer(self, asked: bytes) -> Outcome:
        if self._idle is not None:
            self._idle.cancel()
        process = self._process if self._process and self._process.poll() is None else self._start()
        bound = Timer(self._bounds.seconds * STUCK, process.kill)
        bound.daemon = True
        bound.start()
        try:
            given, answers = _pipes(process)
            given.write(asked)
            given.flush()
            outcome: Outcome = pickle.load(answers)  # noqa: S301  # by our own process
        except (OSError, EOFError, pickle.UnpicklingError):
            self._end()
            raise
        else:
            return outcome
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
        """End the process, after what it does and unless somebody asks meanwhile."""
        idle = current_thread()

        def end() -> None:
            if self._idle is idle:
                self._end()

        with suppress(RuntimeError):  # closed
            self._talks.submit(end)

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
