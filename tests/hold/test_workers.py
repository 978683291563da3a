"""Two processes of one program on one port: no place is given twice, pages of one hear of changes in the other, and
what is killed comes again.
"""

import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier

import httpx
import psutil
import pytest

from service.domain.core.links import Links
from service.storage.migrations import FILE
from tests.conftest import SECRET
from tests.hold.insisting import insist
from tests.hold.together import SOON, Program
from tests.sizes import ON_ONE, size

pytestmark = ON_ONE
CROWD = size("CROWD", 8, 64)


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

    def offer() -> httpx.Response:
        """Once, however often it is sent: the process that stands still may just be the one that writes."""
        path, wish = f"/api/v1/signup/{signup}/offers", {"name": "Wei", "words": "A van"}
        key = {"Idempotency-Key": f"offer-after-{version:08}"}
        with program.served_by(1), program.friend() as friend:
            return friend.post(path, json=wish, headers=key, timeout=SOON / 4)

    with ExitStack() as stack:
        with program.served_by(0):
            stream = httpx.stream("GET", f"{program.url}/s/{signup}/live?version={version}", timeout=SOON)
            lines = stack.enter_context(stream).iter_lines()
            assert next(lines).startswith("retry")
        insist(offer).raise_for_status()
        assert next(line for line in lines if line.startswith("data")) == f"data: {version + 1}"


def read_list(program: Program) -> None:
    """Have a list read, in the side process."""
    path, token = f"/api/v1/moves/{program.olive.link.move_id}/tasks/paste", Links([SECRET]).make(program.olive.link)
    with httpx.Client(base_url=program.url, headers={"Authorization": f"Bearer {token}"}, timeout=60) as client:
        read = insist(lambda: client.post(path, params={"dry_run": True}, json={"text": "the piano"}))
        refused = insist(lambda: client.post(path, params={"dry_run": True}, json={"text": "a\n" * 300}))
    assert read.json()["tasks"][0]["kind"] == "heavy_item"
    assert refused.status_code == 422
    assert "200" in refused.text


def test_one_that_is_killed_comes_again_and_is_told_like_the_others(program: Program, signup: str) -> None:
    """The process in which it had lists read ends with it."""
    lost, other = program.workers
    with program.served_by(0):
        read_list(program)
    beside = lost.children(recursive=True)
    assert len(beside) == 1
    lost.kill()
    with program.friend() as friend:  # nobody is turned away meanwhile
        assert friend.get(f"/s/{signup}").status_code == 200
    assert psutil.wait_procs([lost, *beside], timeout=SOON)[1] == []
    while len(program.workers) < 2:
        pass
    assert program.workers[0] == other
    test_a_page_hears_of_a_change_in_the_other_process_also_after_it_was_stuck(program, signup)


def test_all_are_ended_by_a_service_manager_and_close_what_is_open(program: Program) -> None:
    workers = program.workers
    program.olive.database.close()
    program.process.terminate()
    assert program.process.wait(SOON) == 0
    assert not any(each.is_running() for each in workers)
    # A database that was closed has no log beside it.
    assert not (program.data / f"{FILE}-wal").exists()


@pytest.mark.held  # they end with the first when it is asked to, above
def test_none_goes_on_when_the_first_is_killed(program: Program) -> None:
    workers = program.workers
    program.process.kill()
    assert psutil.wait_procs(workers, timeout=SOON)[1] == []
