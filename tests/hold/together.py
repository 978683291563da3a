"""Two processes of one program on one port."""

import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from service.settings import Settings
from service.storage.migrations import database_of
from tests.conftest import Engine
from tests.hold.processes import ANSWERS_WITHIN, command
from tests.make import Olive

SOON = 20


@dataclass
class Program:
    """`manyhands serve` with two processes that serve, and what they serve."""

    process: subprocess.Popen[str]
    """The first one, which looks after the others."""
    url: str
    data: Path
    olive: Olive

    @property
    def workers(self) -> list[psutil.Process]:
        found: list[psutil.Process] = psutil.Process(self.process.pid).children()
        return sorted(found, key=lambda each: each.pid)

    @contextmanager
    def served_by(self, number: int) -> Iterator[None]:
        """Have new connections accepted by this process alone."""
        other = self.workers[1 - number]
        other.suspend()
        try:
            while other.status() != psutil.STATUS_STOPPED:
                pass
            yield
        finally:
            other.resume()

    @contextmanager
    def friend(self) -> Iterator[httpx.Client]:
        """Somebody whose connection is there already."""
        with httpx.Client(base_url=self.url, timeout=ANSWERS_WITHIN) as opened:
            opened.get("/health").raise_for_status()
            yield opened


@contextmanager
def serving_together(engine: Engine, data: Path) -> Iterator[Program]:
    with engine.settings(data) as chosen, closing(database_of(Settings(**chosen))) as database:
        olive = Olive(database)
        with command({**chosen, "workers": 2}) as (url, process):
            program = Program(process, url, data, olive)
            workers = program.workers
            yield program
        psutil.wait_procs(workers, timeout=SOON)
