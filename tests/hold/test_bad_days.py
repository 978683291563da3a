"""Disk full, read-only, held by another program, a clock that jumps: a sentence, no loss, and it goes on by itself."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from service.domain.core.links import Links
from service.domain.models import Standing
from service.settings import Settings
from service.storage.database import Database, Unavailable
from service.storage.migrations import FILE, database_of
from tests.conftest import NOON, SECRET, Server, begin_migrated, serving
from tests.hold.checker import check_history
from tests.hold.processes import command
from tests.make import Olive
from tests.web.visit import Organizer, Visitor


@pytest.fixture
def hurried(tmp_path: Path) -> Iterator[Server]:
    """Serve with a server that waits only a moment for a locked database."""
    with serving(tmp_path, busy_seconds=0.05) as server:
        yield server


def claim(link: str, task: int, name: str = "Hana") -> httpx.Response:
    path = httpx.URL(link).path.replace("/s/", "/api/v1/signup/")
    return httpx.post(f"{httpx.URL(link).join(path)}/claims", json={"task": task, "name": name}, timeout=20)


def is_told(answer: httpx.Response) -> None:
    assert answer.status_code == 503, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.json()["code"], answer.json()["status"]) == ("unavailable", 503)
    assert int(answer.headers["retry-after"]) >= 1


def test_a_database_held_by_another_program_is_told_and_what_was_typed_can_be_sent_again(hurried: Server) -> None:
    olive = Organizer(hurried)
    task = olive.add(needed="3")
    with closing(sqlite3.connect(hurried.installation.settings.data / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        is_told(claim(olive.signup_link, task))
        hana = Visitor(hurried)
        assert hana.get(olive.signup_link).status_code == 200  # reading goes on
        refused = hana.post(f"{olive.signup_link}/claims", task=task, name="Hana & co", quantity="2")
        assert refused.status_code == 503
        assert 'name="name" value="Hana &amp; co"' in refused.text
        assert 'id="again"' in refused.text
        other.execute("ROLLBACK")
    hana.send(f"{olive.signup_link}/claims", task=task, name="Hana & co", quantity="2")
    assert claim(olive.signup_link, task).status_code == 201


def test_many_who_wait_for_a_held_database_are_told_too(hurried: Server) -> None:
    olive = Olive(hurried.installation.database)
    with closing(sqlite3.connect(hurried.installation.settings.data / FILE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for _ in range(3):
            with pytest.raises(Unavailable) as told:
                olive.task()
            assert told.value.reason == "busy"


def test_a_database_that_may_only_be_read_is_told_and_still_shown(tmp_path: Path) -> None:
    whole = database_of(Settings(data=begin_migrated(tmp_path)))
    olive = Olive(whole)
    task = olive.task()
    whole.close()
    only = Database(f"sqlite:///file:{tmp_path / FILE}?mode=ro&uri=true")
    assert Olive.board(_of(olive, only)).task(task).title == "Books"
    with pytest.raises(Unavailable) as told:
        _of(olive, only).task()
    assert told.value.reason == "read_only"
    only.close()


def _of(olive: Olive, database: Database) -> Olive:
    """The same Olive, with the same move, through another door."""
    other = Olive.__new__(Olive)
    other.__dict__ |= {**olive.__dict__, "database": database}
    return other


@pytest.mark.held  # that the reason is told is held above, and that nothing is lost by kills
def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    database = database_of(Settings(data=begin_migrated(tmp_path)))
    olive = Olive(database)
    task = olive.task("box_load", needed=1000)
    signup = Links([SECRET]).make(olive.signup)
    largest = max(path.stat().st_size for path in tmp_path.iterdir()) + 300_000

    def no_file_grows_beyond() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    acknowledged = list[int]()
    with command({"data": tmp_path}, before=no_file_grows_beyond) as (url, _process):
        answer = claim(f"{url}/s/{signup}", task)
        while answer.status_code == 201 and len(acknowledged) < 1000:
            acknowledged.append(answer.json()["claim"]["n"])
            answer = claim(f"{url}/s/{signup}", task)
        is_told(answer)
        assert httpx.get(f"{url}/s/{signup}").status_code == 200
        is_told(claim(f"{url}/s/{signup}", task))
    assert acknowledged
    assert set(check_history(database, olive.link.move_id)) >= set(acknowledged)
    with command({"data": tmp_path}) as (url, _process):
        assert claim(f"{url}/s/{signup}", task).status_code == 201
    check_history(database, olive.link.move_id)
    database.close()


@pytest.mark.sampled
@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(days=-400), timedelta(seconds=-1)])
def test_a_clock_that_jumps_changes_no_order_and_refuses_nobody(server: Server, jump: timedelta) -> None:
    olive = Olive(server.installation.database, day=None)
    lunch = olive.task("care", needed=1)
    first, second, third = (olive.helper(name) for name in ("Hana", "Tom", "Wei"))
    taken = olive.claim(lunch, first)
    waits = olive.stand_by(lunch, second, now=NOON)
    comes_later = olive.stand_by(lunch, third, now=NOON + jump)
    server.clock.now = NOON + jump
    olive.release(taken)
    assert (olive.standing(waits), olive.standing(comes_later)) == (Standing.FIRM, Standing.STANDBY)
    check_history(server.installation.database, olive.link.move_id)
    friend = Visitor(server)
    link = server.installation.url(olive.signup)
    for _ in range(2):  # also a form that was sent at another time is sent
        assert friend.post(f"{link}/offers", name="Hana", words="Anything").status_code == 303
        server.clock.now -= jump
