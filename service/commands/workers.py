"""Several processes for the pages and the API: each has an interpreter, and with it a processor's core, of its own.

The first one takes the port, loads the program and forks the others, which serve; it itself only looks after them. All
accept from the same port: who has nothing to do is there first. One that dies is started again, and what waits at the
port is served by the others meanwhile. They end with the first, however that ends.
"""

import logging
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.context import ForkProcess
from threading import Thread

from service.settings import BrokenSetup
from service.storage.neighbours import Neighbours, make_pipes

log = logging.getLogger("manyhands")
STOPS = {signal.SIGINT, signal.SIGTERM}
WATCHED = {*STOPS, signal.SIGCHLD}
PAUSE_SECONDS = 1.0
"""Time until the work begins of one that is started again: what ended the last one may still be there."""

Work = Callable[[int, Neighbours], None]
"""A function that serves as one of the processes until a KeyboardInterrupt: with its number, from 0."""


class Workers:
    """Processes that do the same work."""

    def __init__(self, count: int, work: Work) -> None:
        self._work = work
        self._pipes = make_pipes(count)
        self._life = os.pipe()
        """A pipe that nobody writes into: it ends with this process, which alone keeps the end to write into."""
        self._processes: list[ForkProcess] = []
        self._cores = sorted(os.sched_getaffinity(0)) if sys.platform == "linux" else []

    def run(self) -> None:
        """Have them work until a signal comes that stops this process; at a second one they do not end, they are ended.

        Nothing else may run here: what is forked has the calling thread alone.
        """
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)  # they wait until they are asked for: none is missed
        self._processes = [self._start(number) for number in range(len(self._pipes))]
        while signal.sigwait(WATCHED) not in STOPS:
            for number, process in enumerate(self._processes):
                if not process.is_alive():
                    log.error("Process %s ended with %s and is started again", number + 1, process.exitcode)
                    self._processes[number] = self._start(number, PAUSE_SECONDS)
        for process in self._processes:
            process.terminate()
        while any(process.is_alive() for process in self._processes):
            if signal.sigwait(WATCHED) in STOPS:
                for process in self._processes:
                    process.kill()

    def _start(self, number: int, pause: float = 0) -> ForkProcess:
        process = multiprocessing.get_context("fork").Process(target=self._begin, args=(number, pause))
        process.start()
        return process

    def _begin(self, number: int, pause: float) -> None:
        """Be one of them."""
        os.close(self._life[1])
        # Ctrl+C reaches every process of a terminal, but it is the first one that ends the others.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, WATCHED)
        self._keep_to_a_core(number)
        Thread(target=self._end_with_the_first, name="life", daemon=True).start()
        try:
            time.sleep(pause)
            self._work(number, Neighbours(self._pipes, number))
        except KeyboardInterrupt:
            pass
        except BrokenSetup as broken:
            sys.exit(str(broken))

    def _keep_to_a_core(self, number: int) -> None:
        """Take the core of this number, counted from another one in each program.

        Threads of one interpreter that are on several cores hand it to and fro, which costs a fifth of a claim; and
        whoever writes to SQLite, so that all others wait, is moved and interrupted by their threads.
        """
        if sys.platform == "linux":
            os.sched_setaffinity(0, {self._cores[(os.getppid() + number) % len(self._cores)]})

    def _end_with_the_first(self) -> None:
        os.read(self._life[0], 1)
        os.kill(os.getpid(), signal.SIGTERM)
