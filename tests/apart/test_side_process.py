"""A side process does work beside the program, is bounded, stays while it is needed, and ends with the program."""

import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import psutil
import pytest

from service.apart import side_process
from service.apart.processes import Bounds
from service.apart.side_process import BOUNDS, SideProcess
from service.domain.core.refusals import Busy
from tests.apart import chores

pytestmark = pytest.mark.one_database


@pytest.fixture(scope="module")
def side() -> Iterator[SideProcess]:
    with closing(SideProcess()) as opened:
        yield opened


def test_work_is_done_by_one_other_process_that_stays_and_knows_no_settings(
    side: SideProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MANYHANDS_SECRET", "a secret")
    first = side.do("Olive", chores.process)
    assert first != os.getpid()
    assert side.do("Nora", chores.process) == first
    assert side.do("Olive", chores.settings) == []


def test_what_breaks_there_is_a_bug_here_and_the_log_holds_the_place_alone(
    side: SideProcess, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(RuntimeError):
        side.do("Olive", chores.break_at, "Hana's number")
    assert "KeyError" in caplog.text
    assert "in break_at" in caplog.text
    assert "Hana" not in caplog.text
    assert side.do("Olive", chores.process)


def test_a_process_that_was_killed_is_started_again(side: SideProcess) -> None:
    first = psutil.Process(side.do("Olive", chores.process))
    first.kill()
    while first.is_running() and first.status() != psutil.STATUS_ZOMBIE:
        time.sleep(0)
    assert side.do("Olive", chores.process) != first.pid


@pytest.mark.parametrize(
    "bounds", [replace(BOUNDS, cpu_seconds=0.01), replace(BOUNDS, seconds=0.01)], ids=["cpu", "clock"]
)
def test_who_takes_too_long_is_told_to_come_later_and_the_next_is_served(bounds: Bounds) -> None:
    with closing(SideProcess(bounds)) as side:
        with pytest.raises(Busy):
            side.do("Olive", chores.spin)
        side._bounds = BOUNDS
        assert side.do("Olive", chores.process)


def test_a_process_that_is_slow_to_start_is_there_for_whoever_asks_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A busy machine needs longer than anybody waits: ended each time, it would never be there."""
    monkeypatch.setattr(side_process, "STUCK", 1000)
    now = tmp_path / "now"
    with closing(SideProcess(replace(BOUNDS, seconds=0.5))) as side:
        side.get_ready(partial(chores.process_once_there, now))
        with pytest.raises(Busy):
            side.do("Olive", chores.process)
        now.touch()
        side._bounds = BOUNDS
        assert side._getting_ready is not None
        assert side.do("Olive", chores.process) == side._getting_ready.result()[0]


def test_a_process_that_nobody_needs_ends_and_the_next_work_starts_one() -> None:
    with closing(SideProcess(idle_seconds=0)) as side:
        first = side.do("Olive", chores.process)
        assert side._idle is not None
        side._idle.join()
        side._talks.submit(int).result()
        assert not psutil.pid_exists(first)
        assert side.do("Olive", chores.process) != first


def test_it_is_got_ready_once_however_many_ask() -> None:
    with closing(SideProcess()) as side:
        for _ in range(20):
            side.get_ready(chores.process)
        assert side._getting_ready is not None
        side._getting_ready.result()
        assert side._process is not None
        begun = side._process.pid
        side.get_ready(chores.spin)
        assert side.do("Olive", chores.process) == begun


def test_closed_at_work_it_ends_without_a_word_and_starts_no_more(caplog: pytest.LogCaptureFixture) -> None:
    side = SideProcess()
    process = psutil.Process(side.do("Olive", chores.process))
    asks = threading.Thread(target=pytest.raises, args=(Busy, side.do, "Olive", chores.spin))
    with caplog.at_level(logging.WARNING):
        asks.start()
        while not side._places._whose:
            time.sleep(0)
        side.close()
        asks.join()
    assert caplog.text == ""
    assert not process.is_running()
    with pytest.raises(Busy):
        side.do("Olive", chores.process)
    assert side._process is None
