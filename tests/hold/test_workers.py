"""Two processes of one program on one port: no place is given twice, pages of one hear of changes in the other, and
what is killed comes again.
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier

import httpx
import psutil
import pytest

from service.domain.core.links import Links
from service.settings import Settings
from service.storage.migrations import FILE, database_of
from tests.conftest import SECRET, Engine
from tests.hold.processes import ANSWERS_WITHIN, command
from tests.make import Olive
from tests.sizes import ON_ONE, size

pytestmark = ON_ONE
CROWD = size("CROWD", 16, 64)
SOON = 20


@dataclass
class Program:
    """`manyhands serve` with two processes that serve, and what they serve."""

    process: subprocess.Popen[str]
    """The first one, which looks after the others."""
    url: str
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
            program = Program(process, url, olive)
            workers = program.workers
            yield program
        psutil.wait_procs(workers, timeout=SOON)


@pytest.fixture(scope="module")
def program(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with serving_together(engine, tmp_path_factory.mktemp("together")) as served:
        yield served


@pytest.fixture
def signup(program: Program) -> str:
    return Links([SECRET]).make(program.olive.signup)


def test_a_crowd_at_two_processes_for_three_places_ends_in_exactly_three(program: Program, signup: str) -> None:
    places = program.olive.task("care", "Mind the children", needed=3)
    at_once = Barrier(CROWD)

    def claim(number: int) -> int:
        wish = {"task": places, "name": f"Friend {number}"}
        at_once.wait()
        return friends[number].post(f"/api/v1/signup/{signup}/claims", json=wish).status_code

    with ExitStack() as stack, ThreadPoolExecutor(CROWD) as crowd:
        friends = list[httpx.Client]()
        for number in range(2):
            with program.served_by(number):
                friends += [stack.enter_context(program.friend()) for _ in range(CROWD // 2)]
        answered = Counter(crowd.map(claim, range(CROWD)))
    assert answered == {201: 3, 409: CROWD - 3}
    assert program.olive.seen(places).taken == 3


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep no process to a core")
def test_each_has_a_core_of_its_own(program: Program) -> None:
    cores = [core for each in program.workers for core in each.cpu_affinity()]
    assert len(cores) == 2
    assert len(set(cores)) == min(2, len(psutil.Process().cpu_affinity()))


def test_a_page_hears_of_a_change_in_the_other_process_also_after_it_was_stuck(program: Program, signup: str) -> None:
    version = program.olive.version()
    with ExitStack() as stack:
        with program.served_by(0):
            stream = httpx.stream("GET", f"{program.url}/s/{signup}/live?version={version}", timeout=SOON)
            lines = stack.enter_context(stream).iter_lines()
            assert next(lines).startswith("retry")
        with program.served_by(1), program.friend() as friend:
            friend.post(f"/api/v1/signup/{signup}/offers", json={"name": "Wei", "words": "A van"}).raise_for_status()
        assert next(line for line in lines if line.startswith("data")) == f"data: {version + 1}"


def test_one_that_is_killed_comes_again_and_is_told_like_the_others(program: Program, signup: str) -> None:
    lost, other = program.workers
    lost.kill()
    with program.friend() as friend:  # nobody is turned away meanwhile
        assert friend.get(f"/s/{signup}").status_code == 200
    psutil.wait_procs([lost], timeout=SOON)
    while len(program.workers) < 2:
        pass
    assert program.workers[0] == other
    test_a_page_hears_of_a_change_in_the_other_process_also_after_it_was_stuck(program, signup)


def test_all_are_ended_by_a_service_manager_and_close_what_is_open(engine: Engine, tmp_path: Path) -> None:
    with serving_together(engine, tmp_path) as program:
        workers = program.workers
        program.olive.database.close()
        program.process.terminate()
        assert program.process.wait(SOON) == 0
        assert not any(each.is_running() for each in workers)
        # A database that was closed has no log beside it.
        assert not (tmp_path / f"{FILE}-wal").exists()


@pytest.mark.held  # they end with the first when it is asked to, above
def test_none_goes_on_when_the_first_is_killed(program: Program) -> None:
    workers = program.workers
    program.process.kill()
    assert psutil.wait_procs(workers, timeout=SOON)[1] == []
