"""`restore` takes what a backup holds: so many files of one kind, no larger than there is room for, and no twins."""

import gzip
import shutil
import tarfile
from collections import namedtuple
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from service.commands import restore as restoring
from service.commands.backup import LABEL, back_up
from service.commands.restore import restore
from service.settings import SECRET_FILE, BrokenSetup, Settings
from tests.conftest import SECRET, begin_migrated

pytestmark = pytest.mark.every_database  # each database is copied in a way of its own

MORE = 50_000_000


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good backup."""
    folder = tmp_path_factory.mktemp("packed")
    settings = Settings(data=begin_migrated(folder / "data"), secret=SECRET)
    back_up(settings, folder / "all.tar.gz")
    return folder / "all.tar.gz"


def member(name: str, size: int = 3, kind: bytes = tarfile.REGTYPE, **more: str) -> tuple[tarfile.TarInfo, int]:
    made = tarfile.TarInfo(name)
    made.type, made.size = kind, size
    for field, value in more.items():
        setattr(made, field, value)
    return made, size


def with_more(*members: tuple[tarfile.TarInfo, int]) -> Callable[[bytes], bytes]:
    """Put these behind what is packed already."""

    def grown(packed: bytes) -> bytes:
        plain = BytesIO(packed)
        with tarfile.open(fileobj=plain, mode="a:") as archive:
            for made, size in members:
                archive.addfile(made, BytesIO(bytes(size)) if made.isreg() else None)
        return plain.getvalue()

    return grown


def before_it(head: bytes) -> Callable[[bytes], bytes]:
    return lambda packed: head + packed


def header(kind: bytes, size: int) -> bytes:
    made, _ = member("x", size, kind)
    return made.tobuf(tarfile.GNU_FORMAT)


CASES: dict[str, Callable[[bytes], bytes]] = {
    "a second key": with_more(member(SECRET_FILE)),
    "a second database": with_more(member("manyhands.sqlite3")),
    "a second key by another name": with_more(member(f"/letters/../{SECRET_FILE}")),
    "a second label": with_more(member(f"./{LABEL}")),
    "more than there is room for": with_more(member("letters/x.eml", MORE)),
    "a folder": with_more(member("letters", 0, tarfile.DIRTYPE)),
    "a link": with_more(member("letters", 0, tarfile.SYMTYPE, linkname="/etc")),
    "a hard link": with_more(member("letters", 0, tarfile.LNKTYPE, linkname=SECRET_FILE)),
    "a pipe": with_more(member("letters", 0, tarfile.FIFOTYPE)),
    "a device": with_more(member("letters", 0, tarfile.CHRTYPE)),
    "a file with holes": before_it(header(tarfile.GNUTYPE_SPARSE, 0)),
    "a name of gigabytes": before_it(header(tarfile.GNUTYPE_LONGNAME, 8 * 2**30 - 1)),
    "a header of gigabytes": before_it(header(tarfile.XHDTYPE, 8 * 2**30 - 1)),
    "headers without end": before_it(header(tarfile.GNUTYPE_LONGNAME, 0) * 2_000),
}


@pytest.fixture(autouse=True)
def little_room(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A disk with room for a backup, and not for much more."""
    monkeypatch.setattr(restoring, "LEFT_FREE", 0)
    usage = namedtuple("usage", "total used free")
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda _path: usage(MORE, 0, MORE // 2))
        yield


@pytest.mark.parametrize("case", CASES)
def test_what_no_backup_holds_is_refused_and_nothing_is_left(packed: Path, tmp_path: Path, case: str) -> None:
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(gzip.compress(CASES[case](gzip.decompress(packed.read_bytes()))))
    with pytest.raises(BrokenSetup, match=r"broken\.tar\.gz"):
        restore(Settings(data=tmp_path / "new"), broken)
    assert [path.name for path in tmp_path.iterdir()] == ["broken.tar.gz"]


def test_too_many_files_are_refused(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring, "MAX_FILES", 5)
    for more, fits in ((2, True), (3, False)):
        grown = tmp_path / f"{more}.tar.gz"
        members = [member(f"letters/{n}.eml") for n in range(more)]
        grown.write_bytes(gzip.compress(with_more(*members)(gzip.decompress(packed.read_bytes()))))
        if fits:
            restore(Settings(data=tmp_path / "new"), grown)
            assert len(list((tmp_path / "new" / "letters").iterdir())) == more
        else:
            with pytest.raises(BrokenSetup, match="more than a backup"):
                restore(Settings(data=tmp_path / "other"), grown)


def test_a_label_and_a_key_have_their_bounds(packed: Path, tmp_path: Path) -> None:
    for name in (LABEL, SECRET_FILE):
        swollen = tmp_path / f"{name}.tar.gz"
        made, size = member(name, 20_000)
        first = BytesIO()
        with tarfile.open(fileobj=first, mode="w:") as archive:
            archive.addfile(made, BytesIO(bytes(size)))
        swollen.write_bytes(gzip.compress(first.getvalue()))
        with pytest.raises(BrokenSetup, match="more than a backup"):
            restore(Settings(data=tmp_path / "new"), swollen)
