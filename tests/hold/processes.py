"""Real processes of the real program, that can be killed."""

import contextlib
import multiprocessing
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import Any

import httpx

from service.app import create_app
from service.commands.serve import server_of
from service.installation import open_installation
from service.settings import Settings
from tests.conftest import SECRET, begin_migrated

# Forked from a process that has imported everything: a start costs its migration check, not a second of imports.
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["service.commands.serve", "tests.hold.processes"])
ANSWERS_WITHIN = 30


def listening() -> socket.socket:
    """Open a port that stays: requests wait in its queue while nobody does."""
    return socket.create_server(("127.0.0.1", 0), backlog=256)


def serve(listener: socket.socket, settings: dict[str, Any]) -> None:
    """Do all that `manyhands serve` does once the port is taken."""
    installation = open_installation(Settings(**settings))
    server_of(installation, create_app(installation)).run(sockets=[listener])


def start(listener: socket.socket, settings: dict[str, Any]) -> BaseProcess:
    port = listener.getsockname()[1]
    process = FORKS.Process(
        target=serve, args=(listener, {"port": port, "secret": SECRET, "limits": "off", **settings})
    )
    process.start()
    httpx.get(f"http://127.0.0.1:{port}/health", timeout=ANSWERS_WITHIN).raise_for_status()
    return process


def kill(process: BaseProcess) -> None:
    """kill -9, and gone."""
    if process.pid is not None and process.is_alive():
        os.kill(process.pid, signal.SIGKILL)
    process.join()
    process.close()


@contextmanager
def command(
    settings: dict[str, Any], *, before: Callable[[], None] | None = None
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`manyhands serve` as it is typed, on a free port: its address and its process."""
    if "database_url" not in settings:
        begin_migrated(settings["data"])
    chosen = {"secret": SECRET, "limits": "off", "port": 0, **settings}
    ours = {f"MANYHANDS_{name.upper()}": str(value) for name, value in chosen.items()}
    others = {name: value for name, value in os.environ.items() if not name.startswith("MANYHANDS_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "service", "serve"],
        env=others | ours,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=before,  # noqa: PLW1509  # this process has no lock that the child could need
    )
    try:
        assert process.stdout is not None
        found = re.search(r"http://[\d.:]+", process.stdout.readline())
        assert found
        httpx.get(f"{found[0]}/health", timeout=ANSWERS_WITHIN).raise_for_status()
        yield found[0], process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        process.communicate()
