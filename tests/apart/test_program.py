"""The running program reads lists in its side process, and leaves none behind."""

import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import psutil
import pytest

from service.domain.core.links import Links
from service.domain.models import Base
from service.settings import Settings
from service.storage.migrations import open_database
from tests.conftest import SECRET, begin_migrated
from tests.hold.insisting import insist
from tests.hold.processes import kill, listening, start
from tests.make import Olive

pytestmark = pytest.mark.one_database
GONE_SECONDS = 20


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with closing(listening()) as opened:
        yield opened


@pytest.mark.held  # tests/hold/test_workers.py has one read beside a process that is killed
def test_lists_are_read_beside_the_program_and_by_nobody_once_it_is_killed(
    listener: socket.socket, tmp_path: Path
) -> None:
    with closing(open_database(Settings(data=begin_migrated(tmp_path)), Base.metadata)) as database:
        olive = Olive(database).link
    process = start(listener, {"data": tmp_path})
    try:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with httpx.Client(base_url=address, headers={"Origin": address}, timeout=60) as client:
            client.get(f"/o/{Links([SECRET]).make(olive)}", follow_redirects=True).raise_for_status()
            # The side process stands back for all others: on a busy machine it may meet its bound.
            page = insist(lambda: client.post(f"/m/{olive.move_id}/paste", data={"text": "the piano"}))
            refused = insist(lambda: client.post(f"/m/{olive.move_id}/paste", data={"text": "a\n" * 300}))
        beside = psutil.Process(process.pid).children(recursive=True)
    finally:
        kill(process)
    assert page.status_code == 200
    assert 'value="heavy_item" selected' in page.text
    assert refused.status_code == 422
    assert "200" in refused.text
    assert len(beside) == 1
    assert psutil.wait_procs(beside, timeout=GONE_SECONDS)[1] == []
