"""Starting: the real program as a process; whatever is broken is said in one sentence.

A command that only refuses runs in this process: another one would take a second to import what this one has.
"""

import os
import re
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.commands import main, make_parser
from service.settings import BrokenSetup, read_settings
from service.storage.migrations import FILE
from service.text.language import shipped
from tests.conftest import begin_migrated
from tests.web.visit import found

Refused = Callable[..., str]
COMMAND = [sys.executable, "-m", "service"]
ENDS_WITHIN = 20
LINES = 4
"""Lines that the demo prints first: its address, and three links."""


def environment(**extra: str) -> dict[str, str]:
    return {**{name: value for name, value in os.environ.items() if not name.startswith("MANYHANDS_")}, **extra}


def run(*arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        env=environment(**extra),
        capture_output=True,
        text=True,
        timeout=ENDS_WITHIN,
        check=False,
    )


def refusal(code: int | str | None, error: str) -> str:
    """Check the words of a program that cannot start: one line, exit code 2, no traceback."""
    assert code == 2, error
    assert error.count("\n") == 1, error
    return error


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[..., Any]]:
    """`command(*arguments, **environment)`: its exit code, and what it says."""

    def ended(*arguments: str, **extra: str) -> tuple[int | str | None, str]:
        with monkeypatch.context() as here:
            for name in set(os.environ) - set(environment()):
                here.delenv(name)
            for name, value in extra.items():
                here.setenv(name, value)
            here.setattr(sys, "argv", ["manyhands", *arguments])
            with pytest.raises(SystemExit) as end:
                main()
        return end.value.code, capsys.readouterr().err

    mask = os.umask(0o022)
    yield ended
    os.umask(mask)  # the program sets its own


@pytest.fixture
def refused(command: Callable[..., Any]) -> Callable[..., str]:
    """`refused(*arguments, **environment)`: what it says when it cannot start."""
    return lambda *arguments, **extra: refusal(*command(*arguments, **extra))


@contextmanager
def started(*arguments: str) -> Iterator[tuple[str, list[str]]]:
    """A running program on a free port: its address, and the lines that it prints first."""
    process = subprocess.Popen(
        [*COMMAND, *arguments, "--port", "0"],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    found = re.search(r"http://[\d.:]+", first)
    assert found, first
    lines = [first] + [process.stdout.readline() for _ in range(LINES - 1 if "demo" in arguments else 0)]
    try:
        yield found[0], lines
    finally:
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=ENDS_WITHIN)
        lines.append(rest)


def test_a_setting_that_is_no_number_is_named() -> None:
    done = run("serve", MANYHANDS_PORT="eighty")
    assert "MANYHANDS_PORT" in refusal(done.returncode, done.stderr)


@pytest.mark.parametrize(
    "address",
    ["move.example.org", "ftp://x.org", "https://x.org/path", "https://x.org?y=1", "https://a:b@x.org", "http://a b"],
)
def test_a_public_address_that_cannot_be_one_is_named(address: str) -> None:
    with pytest.raises(BrokenSetup, match="MANYHANDS_PUBLIC_URL"):
        read_settings(public_url=address)


def test_a_public_address_is_kept_as_browsers_write_it() -> None:
    assert read_settings(public_url=" HTTPS://Move.Example.org/ ").address == "https://move.example.org"


def test_a_short_secret_is_named(refused: Refused, tmp_path: Path) -> None:
    assert "MANYHANDS_SECRET" in refused("serve", "--data", str(tmp_path), MANYHANDS_SECRET="hush")


def test_a_data_folder_that_cannot_be_written_is_named(refused: Refused, tmp_path: Path) -> None:
    # A file where the folder should be: also root, for whom every folder is writable, cannot write there.
    (tmp_path / "data").write_text("")
    assert "cannot be written" in refused("serve", "--port", "0", "--data", str(tmp_path / "data"))


def test_a_language_without_an_example_move_is_named(refused: Refused, tmp_path: Path) -> None:
    error = refused("demo", "--language", "xx", "--data", str(tmp_path / "new"))
    assert f"one of {', '.join(shipped())}." in error
    assert not (tmp_path / "new").exists()


def test_a_taken_port_is_named(refused: Refused, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"port {port}" in refused("serve", "--data", str(tmp_path), "--port", port)


@pytest.mark.held
def test_a_secret_that_was_emptied_is_named(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("")
    assert "no usable key" in refused("serve", "--port", "0", "--data", str(tmp_path))


def test_a_database_from_a_newer_version_is_named(refused: Refused, tmp_path: Path) -> None:
    begin_migrated(tmp_path)
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '2999_01_01'")
    assert "newer version" in refused("serve", "--port", "0", "--data", str(tmp_path))


def test_an_empty_folder_is_enough_and_the_secret_is_for_the_owner_only(planned_demo: tuple[Path, str]) -> None:
    data, _printed = planned_demo
    for name in ("secret", FILE):
        assert stat.S_IMODE((data / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


@pytest.mark.held  # the demo begins so above, and is served by the same function
def test_an_empty_folder_is_enough_to_serve(tmp_path: Path) -> None:
    with started("serve", "--data", str(tmp_path / "new")) as (url, _lines):
        assert httpx.get(f"{url}/health").json() == {"status": "ok"}
        assert "Many Hands" in httpx.get(url).text


@pytest.mark.held  # tests/hold/test_workers.py ends it so with all that it has started
def test_a_service_manager_ends_it_as_ctrl_c_does(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", "--data", str(begin_migrated(tmp_path))],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    url = found(r"http://[\d.:]+", process.stdout.readline())
    assert httpx.get(f"{url}/health", timeout=ENDS_WITHIN).json() == {"status": "ok"}
    process.send_signal(signal.SIGTERM)
    rest, _ = process.communicate(timeout=ENDS_WITHIN)
    assert process.returncode == 0
    assert re.fullmatch(r"INFO Up to \d+ connections at once, \d+ of them pages that listen\n", rest)
    # A database that was closed has no log beside it.
    assert not (tmp_path / f"{FILE}-wal").exists()


@pytest.fixture(scope="module")
def planned_demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder that was not there, in which the demo has run once, and what it printed, also when Hana came."""
    data = tmp_path_factory.mktemp("demo") / "new"
    with started("demo", "--language", "en", "--data", str(data)) as (url, lines):
        assert httpx.get(f"{url}/health").json() == {"status": "ok"}
        assert "Many Hands" in httpx.get(url).text
        link = re.findall(r"http://\S+/s/\S+", "".join(lines))[0]
        tasks = httpx.get(link.replace("/s/", "/api/v1/signup/")).json()["tasks"]
        [books] = [str(task["n"]) for task in tasks if task["title"] == "Books from the living room"]
        typed = {"task": books, "name": "Hana of the Log", "quantity": "1", "email": "log@example.org"}
        assert httpx.post(f"{link}/claims", data=typed, headers={"Origin": url}).status_code == 303
        assert httpx.get(link).status_code == 200
        assert httpx.get(link + "wrong").status_code == 404
    return data, "".join(lines)


@pytest.fixture
def demo(planned_demo: tuple[Path, str], tmp_path: Path) -> tuple[Path, str]:
    """The same in a folder for one test."""
    data, printed = planned_demo
    return shutil.copytree(data, tmp_path / "data"), printed


def links_in(printed: str) -> list[str]:
    """Find the links of the demo, without the address, whose port is another each time."""
    return re.findall(r"http://[\d.:]+(/[osh]/\S+)", printed)


def test_the_demo_prints_three_links_that_open_and_is_there_once(demo: tuple[Path, str]) -> None:
    data, printed = demo
    with started("demo", "--data", str(data)) as (url, lines):
        links = links_in("".join(lines))
        assert len(links) == 3
        assert links == links_in(printed)
        assert [httpx.get(url + link, follow_redirects=False).status_code for link in links] == [303, 200, 200]
        with httpx.Client(base_url=url, follow_redirects=True) as olive:
            asks = olive.get(f"{olive.get(links[0]).url}/ask").text
            names = re.findall(r'class="pen">([^<]+)</bdi></a> <small>([^<]+)', asks)
            assert names == [("Ruth from the choir", "asked"), ("Priya", "said yes")]


@pytest.mark.held
def test_a_lost_organizer_link_is_printed_again(refused: Refused, demo: tuple[Path, str]) -> None:
    data, first = demo
    link = found(r"/o/\S+", first)
    move = link.removeprefix("/o/")[:10]
    printed = run("link", move, "--data", str(data))
    assert printed.stdout.strip().endswith(link), printed.stderr
    assert "no move" in refused("link", "zzzzzzzzzz", "--data", str(data))
    assert "no database" in refused("link", move, "--data", str(data / "typo"))
    assert not (data / "typo").exists()


def test_no_link_name_or_address_comes_into_the_log(planned_demo: tuple[Path, str]) -> None:
    _data, printed = planned_demo
    printed_later = "".join(printed.splitlines(keepends=True)[LINES:])
    assert printed_later
    assert not re.search(r"Hana|example\.org|/s/|/h/|/o/|/m/", printed_later), printed_later


@pytest.mark.parametrize("arguments", [(), ("nonsense",)])
def test_a_wrong_command_says_which_there_are(command: Callable[..., Any], arguments: tuple[str, ...]) -> None:
    code, error = command(*arguments)
    assert code == 2
    assert "usage: manyhands" in error


def test_every_command_is_the_module_of_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        make_parser().parse_args(["nonsense"])
    choices = re.findall(r"\w+", capsys.readouterr().err.split("choose from")[1])
    assert {"serve", "demo", "restore"} <= set(choices)
    for choice in choices:
        assert callable(import_module(f"service.commands.{choice}").run)
