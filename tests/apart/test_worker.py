"""A worker does work in a process of its own, which is bounded, stays while it is needed, and ends with the program."""

import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import psutil
import pytest

from service.apart.processes import Bounds
from service.apart.worker import BOUNDS, Worker
from service.domain.core.refusals import TooMany
from tests.apart import chores

pytestmark = pytest.mark.one_database


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with closing(Worker()) as opened:
        yield opened


def test_work_is_done_by_one_other_process_that_stays_and_knows_no_settings(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MANYHANDS_SECRET", "a secret")
    first = worker.do("Olive", chores.process)
    assert first != os.getpid()
    assert worker.do("Nora", chores.process) == first
    assert worker.do("Olive", chores.settings) == []


def test_what_breaks_there_is_a_bug_here_and_the_log_holds_the_place_alone(
    worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(RuntimeError):
        worker.do("Olive", chores.break_at, "Hana's number")
    assert "KeyError" in caplog.text
    assert "in break_at" in caplog.text
    assert "Hana" not in caplog.text
    assert worker.do("Olive", chores.process)


def test_a_process_that_was_killed_is_started_again(worker: Worker) -> None:
    first = psutil.Process(worker.do("Olive", chores.process))
    first.kill()
    while first.is_running() and first.status() != psutil.STATUS_ZOMBIE:
        time.sleep(0)
    assert worker.do("Olive", chores.process) != first.pid


@pytest.mark.parametrize(
    "bounds", [replace(BOUNDS, cpu_seconds=0.01), replace(BOUNDS, seconds=0.01)], ids=["cpu", "clock"]
)
def test_who_takes_too_long_is_told_to_come_later_and_the_next_is_served(bounds: Bounds) -> None:
    with closing(Worker(bounds)) as worker:
        with pytest.raises(TooMany):
            worker.do("Olive", chores.spin)
        worker._bounds = BOUNDS
        assert worker.do("Olive", chores.process)


def test_a_process_that_nobody_needs_ends_and_the_next_work_starts_one() -> None:
    with closing(Worker(idle_seconds=0)) as worker:
        first = worker.do("Olive", chores.process)
        assert worker._idle is not None
        worker._idle.join()
        assert not psutil.pid_exists(first)
        assert worker.do("Olive", chores.process) != first


def test_it_is_got_ready_once() -> None:
    with closing(Worker()) as worker:
        worker.get_ready(chores.process)
        ready = [thread for thread in threading.enumerate() if thread.name == "ready"]
        for thread in ready:
            thread.join()
        assert worker._process is not None
        begun = worker._process.pid
        worker.get_ready(chores.spin)
        assert worker.do("Olive", chores.process) == begun
