"""`manyhands backup` and `manyhands restore`: everything that an installation keeps, in one file.

The database is in it as an SQLite file, whichever it comes from: a backup also moves an installation from SQLite
to PostgreSQL or back. It holds the key that links are signed with, names and addresses: the file is for its
owner only.
"""

import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from service.domain.core.links import Links
from service.domain.models import Base, Move, Tally
from service.installation import Installation
from service.mail.outbox import Outbox
from service.settings import SECRET_FILE, BrokenSetup, Settings, read_secrets
from service.storage.database import Database, Unavailable
from service.storage.migrations import FILE, open_database

LABEL = "manyhands.json"
FORMAT = 1
LEFT_OUT = (FILE, f"{FILE}-wal", f"{FILE}-shm", f"{FILE}-journal", SECRET_FILE, "migrating.lock")
"""Of the data folder: the database and the secret are put in whole, the rest is of the moment."""
BATCH = 1_000


def back_up(settings: Settings, target: Path) -> None:
    """Write everything to `target`, also while it is being served. Raises BrokenSetup."""
    if target.exists():
        raise BrokenSetup(f"{target} is there already: name another file, or remove that one first.")
    if not settings.database_url and not (settings.data / FILE).is_file():
        raise BrokenSetup(f"There is no database in {settings.data}: name the folder with --data.")
    try:
        with tempfile.TemporaryDirectory(prefix=".manyhands-", dir=target.parent) as folder:
            copy, whole = Path(folder) / FILE, Path(folder) / "whole"
            _copy_database(settings, copy)
            _pack(settings, copy, whole)
            whole.rename(target)
    except (OSError, sqlite3.Error, Unavailable) as error:
        raise BrokenSetup(f"The backup could not be written ({error}): nothing is left of it.") from None


def restore(settings: Settings, source: Path, now: datetime | None = None) -> list[str]:
    """Put a backup in place, where nothing is yet; returns what its owner should know. Raises BrokenSetup.

    What is due by now may have been sent since the backup was made, so none of it is sent by itself.
    """
    if settings.data.is_dir() and any(settings.data.iterdir()):
        raise BrokenSetup(f"The data folder {settings.data} is not empty: name an empty one with --data.")
    settings.data.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".manyhands-", dir=settings.data.parent) as folder:
        unpacked = Path(folder) / "data"
        _unpack(source, unpacked)
        doubted = _doubt(settings, unpacked, now or datetime.now(UTC))
        if settings.database_url:
            with _filled(settings, unpacked):
                _put_in_place(unpacked, settings.data)
        else:
            _put_in_place(unpacked, settings.data)
    return _to_know(settings, doubted)


def _doubt(settings: Settings, unpacked: Path, now: datetime) -> int:
    """How many messages may have gone out since. An older database is brought to the present shape, a newer refused."""
    with closing(_as_file(unpacked)) as database:
        links = Links((unpacked / SECRET_FILE).read_text().split())
        return Outbox(Installation(settings, database, links, lambda: now)).doubt()


def _as_file(folder: Path) -> Database:
    """The SQLite database in a folder, whatever the settings say."""
    return open_database(Settings(data=folder, database_url="", secret=""))


def _put_in_place(unpacked: Path, data: Path) -> None:
    if data.is_dir():
        data.rmdir()
    unpacked.rename(data)


def _copy_database(settings: Settings, copy: Path) -> None:
    if not settings.database_url:
        with closing(sqlite3.connect(settings.data / FILE)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        return
    shared, file = open_database(settings), _as_file(copy.parent)
    with shared.reading() as rows, file.writing() as into:
        _copy_rows(rows, into)
    shared.close()
    file.close()


def _copy_rows(rows: Session, into: Session) -> None:
    """Every table, in the order in which rows point to one another."""
    for table in Base.metadata.sorted_tables:
        found = rows.execute(select(table).execution_options(yield_per=BATCH))
        for batch in found.mappings().partitions():
            into.connection().execute(insert(table), [dict(row) for row in batch])


def _pack(settings: Settings, copy: Path, whole: Path) -> None:
    label = {"format": FORMAT, "made": datetime.now(UTC).isoformat(timespec="seconds")}
    secret = copy.with_name(SECRET_FILE)
    secret.write_text("\n".join(read_secrets(settings)) + "\n")
    described = copy.with_name(LABEL)
    described.write_text(json.dumps(label))
    descriptor = os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz") as archive:
            for each in (described, secret, copy):
                archive.add(each, each.name, filter=_for_the_owner)
            for path in _other_files(settings.data):
                archive.add(path, str(path.relative_to(settings.data)), filter=_for_the_owner)
        file.flush()
        os.fsync(file.fileno())


def _other_files(data: Path) -> Iterator[Path]:
    for path in sorted(data.rglob("*")):
        hidden = any(part.startswith((".probe-", ".manyhands-", "secret-")) for part in path.relative_to(data).parts)
        if path.is_file() and not path.is_symlink() and not hidden and str(path.relative_to(data)) not in LEFT_OUT:
            yield path


def _for_the_owner(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.mode, member.uid, member.gid, member.uname, member.gname = 0o600, 0, 0, "", ""
    return member


def _unpack(source: Path, into: Path) -> None:
    """The files of a backup, checked. Raises BrokenSetup for whatever is none of ours, or not whole."""
    into.mkdir(mode=0o700)
    try:
        with tarfile.open(source, mode="r:gz") as archive:
            if not all(member.isfile() for member in archive.getmembers()):
                raise BrokenSetup(f"{source} holds more than files: it is no backup of Many Hands.")
            archive.extractall(into, filter="data")
        label: Any = json.loads((into / LABEL).read_text())
        (into / LABEL).unlink()
        complete = label["format"] == FORMAT and (into / SECRET_FILE).is_file() and _is_sound(into / FILE)
    except FileNotFoundError as error:
        lacking = Path(error.filename or source).name
        raise BrokenSetup(f"{source} is no whole backup of Many Hands: {lacking} is not there.") from None
    except (OSError, EOFError, tarfile.TarError, ValueError, KeyError, TypeError, sqlite3.Error) as error:
        raise BrokenSetup(f"{source} is no whole backup of Many Hands ({error}): use another copy.") from None
    if not complete:
        raise BrokenSetup(f"{source} is no whole backup of this Many Hands: use another copy, or a newer version.")


def _is_sound(file: Path) -> bool:
    if not file.is_file():
        return False
    with closing(sqlite3.connect(file)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")


@contextmanager
def _filled(settings: Settings, unpacked: Path) -> Iterator[None]:
    """The PostgreSQL database, filled from the unpacked file; kept only if what is done meanwhile works out, too."""
    with tempfile.TemporaryDirectory() as elsewhere:
        target = open_database(settings.model_copy(update={"data": Path(elsewhere)}))
    file = _as_file(unpacked)
    try:
        with target.writing() as into:
            if into.scalar(select(func.count()).select_from(Move)):
                raise BrokenSetup(f"The database {target.name} is not empty: name an empty one.")
            into.connection().execute(delete(Tally))
            with file.reading() as rows:
                _copy_rows(rows, into)
            file.close()
            (unpacked / FILE).unlink()
            yield
    finally:
        file.close()
        target.close()


def _to_know(settings: Settings, doubted: int) -> list[str]:
    said = []
    kept = (settings.data / SECRET_FILE).read_text().split()
    if settings.secret and kept[0] not in settings.secret.split():
        key = "MANYHANDS_SECRET is not the key of this backup: links that were handed out before need that one, too. "
        said.append(f"{key}It is in {settings.data / SECRET_FILE}; add it to MANYHANDS_SECRET, behind the new one.")
    if doubted:
        perhaps = f"Messages that may have gone out since the backup was made: {doubted}. "
        said.append(f"{perhaps}They are not sent again by themselves; each organizer finds theirs under Letters.")
    return said
