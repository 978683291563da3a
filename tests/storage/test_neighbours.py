"""Processes on one machine that serve the same: what they tell each other, and their line of writers."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from queue import Queue

import pytest

from service.storage.announcements import ANY_MOVE
from service.storage.database import Database, Unavailable
from service.storage.neighbours import Neighbours, Topic, make_pipes
from service.web.base.limits import MemoryTallies, Quota
from tests.make import Olive

pytestmark = pytest.mark.one_database
SOON = 10
"""Seconds that are never reached: what is waited for comes at once."""
FIVE = Quota(5, 60)
HOLDS = """
import signal, sys
from pathlib import Path
from service.storage.line import Line
Line(Path(sys.argv[1]).parent).take()
print("has the turn", flush=True)
signal.pause()
"""


@pytest.fixture
def both() -> Iterator[list[Neighbours]]:
    """Two neighbours, who would be two processes."""
    pipes = make_pipes(2)
    neighbours = [Neighbours(pipes, number) for number in range(2)]
    yield neighbours
    for _, into in pipes:
        os.close(into)
    for each in neighbours:
        if each._thread is not None:
            each._thread.join()  # it has heard the end
    for told_at, _ in pipes:
        os.close(told_at)


def heard(by: Neighbours, topic: Topic) -> Queue[list[str]]:
    said: Queue[list[str]] = Queue()
    by.listen(topic, lambda words: said.put(list(words)))
    return said


def _put(into: Queue[tuple[str, int]], move_id: str, version: int) -> None:
    into.put((move_id, version))


def test_a_change_in_one_process_is_heard_in_the_other_and_told_once_in_each(
    database: Database, both: list[Neighbours]
) -> None:
    other = Database(database.url)
    said: list[Queue[tuple[str, int]]] = [Queue(), Queue()]
    for opened, neighbours, into in zip((database, other), both, said, strict=True):
        opened.meet(neighbours)
        opened.subscribe(partial(_put, into))
    here, there = Olive(database), Olive(other)
    here.task()
    there.task()
    changed = {(here.link.move_id, 2), (there.link.move_id, 2)}
    for each in said:
        assert {each.get(timeout=SOON) for _ in changed} == changed
        assert each.empty()
    other.close()


def test_who_was_stuck_hears_that_something_was_missed_and_nobody_waited_for_them(
    database: Database, both: list[Neighbours]
) -> None:
    here, there = both
    for size in (4_000, 1):
        while not here._missed:
            here.tell(Topic.COUNTED, "x" * size)
        here._missed.clear()
    here.tell(Topic.CHANGED, "lost", 7)
    said: Queue[tuple[str, int]] = Queue()
    database.subscribe(lambda move_id, version: said.put((move_id, version)))
    counted = heard(there, Topic.COUNTED)
    database.meet(there)
    counted.get(timeout=SOON)
    here.tell(Topic.CHANGED, "told", 8)
    assert [said.get(timeout=SOON) for _ in range(2)] == [(ANY_MOVE, 0), ("told", 8)]


def test_what_each_counts_counts_for_all(both: list[Neighbours]) -> None:
    here, there = map(MemoryTallies, both)
    told = heard(both[1], Topic.COUNTED)
    ends = [here.count_up("knocks", FIVE, 100.0 + step, 2) for step in range(2)]
    for _ in ends:
        told.get(timeout=SOON)
    assert ends == [None, None]
    assert there.count_up("knocks", FIVE, 110.0, 2) == 160.0
    assert there.full_until("knocks", FIVE, 110.0) == 160.0
    assert there.full_until("others", FIVE, 110.0) is None


def test_a_turn_to_write_ends_with_the_process_that_has_it(database: Database) -> None:
    process = subprocess.Popen([sys.executable, "-c", HOLDS, database.name], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "has the turn\n"
    with ThreadPoolExecutor(1) as threads:
        olive = threads.submit(Olive, database)
        with pytest.raises(TimeoutError):
            olive.result(0.05)
        process.kill()
        assert olive.result(SOON).version() == 1
    process.communicate()


def test_a_folder_that_is_gone_is_told_as_a_database_that_is_away(tmp_path: Path) -> None:
    database = Database.in_file(tmp_path / "gone" / "moves.sqlite3")
    with pytest.raises(Unavailable, match="lost"), database.writing():
        pass
    database.close()
