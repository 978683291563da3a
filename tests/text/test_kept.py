"""What is made of our own files at their first use is found by the next process."""

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment

from service.text.catalogues import FILE, read_catalogue
from service.text.kept import kept
from service.text.templates import Compiled

MAKERS = (__name__,)


@pytest.fixture(autouse=True)
def _python_keeps_what_it_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def counted() -> tuple[list[int], Callable[[], bytes]]:
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b"made %d" % len(made)

    return made, make


def test_it_is_made_once(tmp_path: Path) -> None:
    _, make = counted()
    assert [kept(tmp_path / "page.html", b"Hello", make, makers=MAKERS) for _ in range(2)] == [b"made 1", b"made 1"]
    assert [path.parent.name for path in tmp_path.rglob("*") if path.is_file()] == ["__pycache__"]


def test_it_is_made_anew_when_the_file_or_who_makes_it_changes(tmp_path: Path) -> None:
    made, make = counted()
    page = tmp_path / "page.html"
    kept(page, b"Hello", make, makers=MAKERS)
    assert kept(page, b"Hello again", make, makers=MAKERS) == b"made 2"
    assert kept(page, b"Hello again", make, makers=(*MAKERS, "service.text.kept")) == b"made 3"
    assert len(made) == 3


def test_files_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    _, make = counted()
    pages = [tmp_path / "page.html", tmp_path / "page.txt"]
    assert [kept(page, b"Hello", make, makers=MAKERS) for page in pages * 2] == [b"made 1", b"made 2"] * 2


def test_where_nothing_can_be_kept_it_is_made_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, make = counted()
    (tmp_path / "__pycache__").write_text("no folder")
    page = tmp_path / "page.html"
    assert [kept(page, b"Hello", make, makers=MAKERS) for _ in range(2)] == [b"made 1", b"made 2"]
    (tmp_path / "__pycache__").unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert kept(page, b"Hello", make, makers=MAKERS) == b"made 3"
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> int:
        path.touch()
        raise OSError(28, "No space left on device", content[:0])

    monkeypatch.setattr(Path, "write_bytes", full)
    assert kept(tmp_path / "page.html", b"Hello", lambda: b"made", makers=MAKERS) == b"made"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_next_process_compiles_no_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = str(tmp_path / "page.html")
    first = Environment(autoescape=True)
    code = Compiled().get_bucket(first, "page.html", page, "Hello {{ name }}").code
    monkeypatch.setattr(Environment, "compile", lambda *_: pytest.fail("compiled again"))
    assert Compiled().get_bucket(Environment(autoescape=True), "page.html", page, "Hello {{ name }}").code == code


def test_the_next_process_reads_no_catalogue_line_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "fr" / FILE
    source.parent.mkdir()
    source.write_text('msgid ""\nmsgstr ""\n\nmsgid "Saved."\nmsgstr "Enregistré."\n')
    assert read_catalogue(source.parent).gettext("Saved.") == "Enregistré."
    reader = importlib.import_module("babel.messages.pofile")
    with monkeypatch.context() as patch:
        patch.setattr(reader, "read_po", lambda *_, **__: pytest.fail("read again"))
        assert read_catalogue(source.parent).gettext("Saved.") == "Enregistré."
    source.write_text(source.read_text().replace("Enregistré", "C'est noté"))
    assert read_catalogue(source.parent).gettext("Saved.") == "C'est noté."
