"""`manyhands check`: what it says about each part, and that it changes nothing."""

import socket
from pathlib import Path
from typing import Any

import pytest

from service.commands.check import Mark, check
from service.settings import Settings
from service.storage.migrations import FILE, database_of
from tests.conftest import Engine, begin_migrated, serving


def marks(settings: Settings, about: str) -> list[Mark]:
    """The marks of the lines about something."""
    found = [mark for mark, sentence in check(settings) if about in sentence]
    assert found, check(settings)
    return found


@pytest.fixture
def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def test_an_empty_place_can_serve_and_stays_empty(tmp_path: Path, free: int) -> None:
    lines = check(Settings(data=tmp_path / "new", port=free))
    assert Mark.MISSING not in {mark for mark, _ in lines}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("running", "mended"),
    [
        ((3, 11, 9), "3.11.10"),
        ((3, 12, 4), "3.12.5"),
        ((3, 11, 10), None),
        ((3, 12, 5), None),
        ((3, 13, 0), None),
        ((3, 14, 1), None),
    ],
)
def test_a_python_with_a_known_fault_is_noted(
    tmp_path: Path, free: int, monkeypatch: pytest.MonkeyPatch, running: tuple[int, int, int], mended: str | None
) -> None:
    monkeypatch.setattr("sys.version_info", (*running, "final", 0))
    found = [line for line in check(Settings(data=tmp_path, port=free)) if "CVE-2024-6923" in line[1]]
    assert [mark for mark, _ in found] == ([Mark.NOTE] if mended else [])
    assert all(f"Python {mended} has" in sentence for _, sentence in found)


def test_a_running_installation_is_well(engine: Engine, tmp_path: Path) -> None:
    with engine.settings(tmp_path) as chosen, serving(**chosen) as server:
        settings = Settings(**chosen, port=server.installation.settings.port)
        (tmp_path / "secret").write_text("k" * 40)
        (tmp_path / "secret").chmod(0o600)
        tmp_path.chmod(0o700)
        before = sorted(path.name for path in tmp_path.iterdir())
        lines = check(settings)
        assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert Mark.MISSING not in {mark for mark, _ in lines}
    assert [mark for mark, sentence in lines if "moves in it" in sentence] == [Mark.OK]
    assert any("is running on" in sentence for _, sentence in lines)
    assert not any("k" * 40 in sentence for _, sentence in lines)


def test_another_program_on_the_port_is_missing(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert marks(Settings(data=tmp_path, port=taken.getsockname()[1]), "choose another with --port") == [
            Mark.MISSING
        ]


def test_a_data_folder_that_cannot_be_is_missing(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert marks(Settings(data=tmp_path / "data" / "below"), "cannot be made") == [Mark.MISSING]


def test_what_others_can_read_is_noted(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("k" * 40)
    (tmp_path / "secret").chmod(0o644)
    tmp_path.chmod(0o755)
    settings = Settings(data=tmp_path)
    assert marks(settings, "chmod 700") == [Mark.NOTE]
    assert marks(settings, "chmod 600") == [Mark.NOTE]


def test_a_key_that_was_emptied_is_missing(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("")
    assert marks(Settings(data=tmp_path), "no usable key") == [Mark.MISSING]


def test_a_file_that_is_no_database_is_missing(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("This is a shopping list. " * 200)
    assert marks(Settings(data=tmp_path), "cannot be used") == [Mark.MISSING]


def test_a_newer_database_is_missing_and_an_older_one_noted(engine: Engine, tmp_path: Path) -> None:
    with engine.settings(tmp_path) as chosen:
        settings = Settings(**chosen)
        for revision, mark in (("2999_01_01", Mark.MISSING), ("2026_11_23", Mark.NOTE)):
            _say_revision(settings, revision)
            assert mark in {each for each, sentence in check(settings) if "version" in sentence}


def _say_revision(settings: Settings, revision: str) -> None:
    database = database_of(settings)
    with database.engine.connect() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")  # noqa: S608  # a name of ours
        connection.commit()
    database.close()


def test_a_database_that_is_away_is_missing_without_its_password(tmp_path: Path, free: int) -> None:
    away = Settings(data=tmp_path, database_url=f"postgresql://olive:hush-hush@127.0.0.1:{free}/moves")
    assert marks(away, "cannot be used") == [Mark.MISSING]
    assert not any("hush-hush" in sentence for _, sentence in check(away))


def test_an_address_for_this_machine_only_is_noted(tmp_path: Path) -> None:
    assert marks(Settings(data=tmp_path), "MANYHANDS_PUBLIC_URL") == [Mark.NOTE]


def test_a_public_address_is_asked_whether_it_answers(tmp_path: Path, free: int) -> None:
    settings = Settings(data=tmp_path, public_url=f"http://move.localhost:{free}")
    lines = check(settings)
    assert (Mark.NOTE, f"Every link begins with {settings.address}.") not in lines
    assert marks(settings, "Without https") == [Mark.NOTE]
    assert marks(settings, "No Many Hands answers") == [Mark.NOTE]


@pytest.mark.parametrize(
    ("given", "about"),
    [
        ({"limits": "off"}, "MANYHANDS_LIMITS is off"),
        ({"planning": "dumbwaiter"}, "Who knows the word"),
        ({"trusted_proxies": "10.0.0.0/8"}, "is believed of 10.0.0.0/8"),
    ],
)
def test_what_is_set_is_said_but_no_word_of_the_planning_word(
    tmp_path: Path, given: dict[str, Any], about: str
) -> None:
    settings = Settings(data=tmp_path, **given)
    assert marks(settings, about)
    assert not any("dumbwaiter" in sentence for _, sentence in check(settings))


def test_a_torn_database_is_missing(tmp_path: Path) -> None:
    begin_migrated(tmp_path)
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[:4096] + b"\7" * (len(whole) - 8192) + whole[-4096:])
    assert Mark.MISSING in {mark for mark, _ in check(Settings(data=tmp_path))}
