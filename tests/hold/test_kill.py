"""kill -9 in the middle of claims, steps of many tasks, undoing, asks, handing on and all that waits for a line.

Many times. What was acknowledged is there, nothing is half done, and the promises of tests/hold/promises.py are kept.
"""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from datetime import time
from itertools import takewhile
from pathlib import Path
from random import Random
from threading import Condition, Event, Thread
from typing import Any

import httpx
import psutil
import pytest

from service.domain.core.links import Links
from service.domain.models import Base
from service.settings import Settings
from service.storage.database import Database
from service.storage.migrations import database_of, open_database
from tests.conftest import SECRET, Engine
from tests.hold.asking import Asking
from tests.hold.checker import Held, check_history
from tests.hold.dividing import Dividing
from tests.hold.keeping import Keeping
from tests.hold.organizing import Organizing, check_whole
from tests.hold.processes import command, kill, listening, start
from tests.hold.promises import check_promises
from tests.hold.waiting import Waiting
from tests.make import Olive
from tests.postgres import throwaway_server
from tests.sizes import ON_ONE, size

pytestmark = ON_ONE
KILLS = size("KILLS", 1, 50)
POSTGRES_KILLS = size("POSTGRES_KILLS", 1, 5)
CONNECTIONS = 4
MAX_BEFORE = 12
"""Acknowledged claims after which it is killed: between 1 and so many."""
TASKS = size("TASKS", 6, 60)
"""Of 1,000 places each: more than are taken between all kills."""
ANSWERED_WITHIN = 30
DEEDS = 500
"""Of each person, at most: all go on until each has done what is looked at in the end."""


@contextmanager
def meanwhile(
    planner: Organizing, keeping: Keeping, asking: Asking, waiting: Waiting, dividing: Dividing
) -> Iterator[None]:
    """Olive changes all tasks in one step, undoes it, and decides what Ana suggests; others are asked, hand on, are
    trusted, or wait for a line; all as fast as they are answered.
    """
    over = Event()

    def keep(both: Executor) -> None:
        if pair := keeping.suggest():
            keeping.decide(pair)
        keeping.name_who_sees(both)

    def wait(_both: Executor) -> None:
        waiting.do()

    def go(do: Callable[[Executor], None], enough: Callable[[], object]) -> None:
        with ThreadPoolExecutor(2) as both:
            for _ in takewhile(lambda _: not (over.is_set() and enough()), range(DEEDS)):
                with suppress(httpx.TransportError):  # killed before it could answer
                    do(both)

    people = {
        planner.do: lambda: planner.changed and planner.undone,
        keep: lambda: (keeping.opened or keeping.left) and keeping.named,
        asking.do: lambda: asking.mine,
        wait: lambda: waiting.mine,
        dividing.do: lambda: dividing.told[303] and dividing.undone,
    }
    with ThreadPoolExecutor(len(people)) as crowd:
        went = [crowd.submit(go, do, enough) for do, enough in people.items()]
        try:
            yield
        finally:
            over.set()
    for each in went:
        each.result()


class Crowd:
    """Friends who claim as fast as they are answered, and note what was acknowledged."""

    def __init__(self, url: str, signup: str, tasks: list[int]) -> None:
        self.path, self.tasks = f"{url}/api/v1/signup/{signup}/claims", tasks
        self.acknowledged: dict[int, tuple[int, int]] = {}
        self.count = 0
        self._told = Condition()

    @contextmanager
    def busy(self) -> Iterator[None]:
        over = Event()
        friends = [Thread(target=self._claim, args=(Random(self.count + each), over)) for each in range(CONNECTIONS)]
        for friend in friends:
            friend.start()
        try:
            yield
        finally:
            over.set()
            for friend in friends:
                friend.join()

    def wait_for(self, more: int) -> None:
        goal = self.count + more
        with self._told:
            assert self._told.wait_for(lambda: self.count >= goal, ANSWERED_WITHIN), "nobody was answered"

    def _claim(self, random: Random, over: Event) -> None:
        with httpx.Client(timeout=ANSWERED_WITHIN) as phone:
            while not over.is_set():
                task, quantity = random.choice(self.tasks), random.randint(1, 3)
                body = {"task": task, "quantity": quantity, "name": "Friend"}
                with suppress(httpx.TransportError):  # killed before it could answer
                    answer = phone.post(self.path, json=body)
                    if answer.status_code == 201:
                        with self._told:
                            self.acknowledged[answer.json()["claim"]["n"]] = (task, quantity)
                            self.count += 1
                            self._told.notify_all()
                    else:
                        assert answer.status_code in (409, 503), answer.text


def planned(database: Database) -> tuple[Olive, list[int], str]:
    olive = Olive(database, discreet=True, day=None)
    tasks = [olive.task("box_load", f"Boxes {number}", needed=1000) for number in range(TASKS)]
    return olive, tasks, Links([SECRET]).make(olive.signup)


def nothing_is_lost(database: Database, olive: Olive, crowd: Crowd) -> None:
    assert crowd.acknowledged.items() <= places(check_history(database, olive.link.move_id)).items()


def places(held: dict[int, Held]) -> dict[int, tuple[int, int]]:
    return {n: (each.task, each.quantity) for n, each in held.items()}


@pytest.fixture
def throwaway() -> Iterator[Any]:
    """A PostgreSQL of one's own, to be killed, with its usual settings."""
    with throwaway_server() as server:
        yield server


@pytest.fixture
def settings(engine: Engine, tmp_path: Path) -> Iterator[dict[str, Any]]:
    """Those of a program to be killed; its PostgreSQL goes on."""
    with engine.settings(tmp_path) as chosen:
        yield chosen


def test_kills_lose_nothing_that_was_acknowledged(settings: dict[str, Any]) -> None:
    opened, random = database_of(Settings(**settings)), Random(1)
    olive, tasks, signup = planned(opened)
    hers = [olive.task("care", f"Lunch {number}", needed=1000) for number in range(4)]
    with listening() as listener, ExitStack() as stack:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        crowd = Crowd(url, signup, tasks)
        planner = Organizing(1, url, olive.link.move_id, Links([SECRET]).make(olive.link), hers)
        links, few = Links([SECRET]), [olive.task("care", f"Tea {n}", needed=3, starts=time(9)) for n in range(4)]
        keeping, waiting = Keeping(url, olive, links), Waiting(1, url, olive, links, few)
        asking, dividing = Asking(1, [url], olive, links, few), Dividing(2, url, olive, links)
        for client in (
            planner.http,
            planner.twin,
            dividing.http,
            dividing.twin,
            *keeping.clients,
            *asking.clients,
            *waiting.clients,
        ):
            stack.enter_context(client)
        for _ in range(KILLS):
            process = start(listener, settings)
            # Friends are done first: they fill tasks meanwhile.
            with meanwhile(planner, keeping, asking, waiting, dividing), crowd.busy():
                crowd.wait_for(random.randint(1, MAX_BEFORE))
                kill(process)
                restarted = start(listener, settings)  # the friends go on
                crowd.wait_for(1)
            kill(restarted)
            held = check_promises(
                opened, olive.link.move_id, asking=[asking], waiting=[waiting], keeping=keeping, dividing=dividing
            )
            assert (crowd.acknowledged | asking.mine | waiting.mine | keeping.mine).items() <= places(held).items()
            check_whole(opened, olive.link.move_id, planner)
        assert planner.changed
        assert planner.undone
        assert keeping.opened or keeping.left
        assert keeping.named
        assert waiting.done
        assert asking.mine
        # 404: what she takes off is off already, and the answer that said so was lost.
        assert set(planner.statuses) <= {200, 201, 204, 404, 409, 503}
    opened.close()


@pytest.mark.held  # killed is killed, and tests/commands ends it by its other signals
def test_the_command_itself_is_killed_and_started_again(settings: dict[str, Any]) -> None:
    opened = database_of(Settings(**settings))
    olive, tasks, signup = planned(opened)
    crowd = Crowd("", signup, tasks)
    for ended in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT):
        with command(settings) as (url, process):
            crowd.path = f"{url}/api/v1/signup/{signup}/claims"
            with crowd.busy():
                crowd.wait_for(10)
                process.send_signal(ended)
                assert process.wait(ANSWERED_WITHIN) in (0, -ended)
        nothing_is_lost(opened, olive, crowd)
    opened.close()


def test_a_postgresql_that_is_killed_comes_back_to_a_program_that_was_never_restarted(
    throwaway: Any, tmp_path: Path
) -> None:
    settings = {"data": tmp_path, "database_url": throwaway.get_uri()}
    opened = open_database(Settings(**settings), Base.metadata)
    olive, tasks, signup = planned(opened)
    with listening() as listener, ExitStack() as stack:
        process = start(listener, settings)
        stack.callback(kill, process)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        crowd = Crowd(url, signup, tasks)
        with crowd.busy():
            for _ in range(POSTGRES_KILLS):
                crowd.wait_for(5)
                _kill_postgres(throwaway)
                page = httpx.get(f"{url}/s/{signup}", timeout=ANSWERED_WITHIN)
                assert page.status_code == 503
                assert page.headers["retry-after"]
                assert "Traceback" not in page.text
                throwaway.start()
                crowd.wait_for(5)
        assert process.is_alive()
        opened.engine.dispose()
        nothing_is_lost(opened, olive, crowd)
    opened.close()


def _kill_postgres(server: Any) -> None:
    """The server and all its children, at once."""
    postmaster = psutil.Process(server.get_pid())
    for each in [postmaster, *postmaster.children(recursive=True)]:
        with suppress(ProcessLookupError):
            os.kill(each.pid, signal.SIGKILL)
    postmaster.wait()
