"""`manyhands backup`: everything that an installation keeps, in one file.

The database is in it as an SQLite file, whichever it comes from: a backup also moves an installation from SQLite
to PostgreSQL or back. It holds the key that links are signed with, names and addresses: the file is for its
owner only.
"""

import argparse
import json
import os
import sqlite3
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from service.domain.models import Base
from service.settings import SECRET_FILE, BrokenSetup, Settings, read_secrets
from service.storage.database import Database, Unavailable
from service.storage.migrations import FILE, open_database

LABEL = "manyhands.json"
FORMAT = 1
LEFT_OUT = (FILE, f"{FILE}-wal", f"{FILE}-shm", f"{FILE}-journal", SECRET_FILE, "migrating.lock")
"""Files of the data folder that are not copied: the database and the secret are packed apart, the rest is temporary."""
BATCH = 1_000


def run(settings: Settings, arguments: argparse.Namespace) -> None:
    back_up(settings, arguments.file.absolute())
    sys.stdout.write(f"Everything is in {arguments.file}. It holds the key to every link: keep it to yourself.\n")


def back_up(settings: Settings, target: Path) -> None:
    """Write everything to `target`, also while the installation serves. Raises BrokenSetup."""
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


def open_file(folder: Path) -> Database:
    """Open the SQLite database in a folder, migrated, whatever the environment says."""
    return open_database(Settings(data=folder, database_url="", secret=""), Base.metadata)


def _copy_database(settings: Settings, copy: Path) -> None:
    if not settings.database_url:
        with closing(sqlite3.connect(settings.data / FILE)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        return
    shared, file = open_database(settings, Base.metadata), open_file(copy.parent)
    with shared.reading() as rows, file.writing() as into:
        copy_rows(rows, into)
    shared.close()
    file.close()


def copy_rows(rows: Session, into: Session) -> None:
    """Copy every table, in the order of the foreign keys."""
    for table in Base.metadata.sorted_tables:
        found = rows.execute(select(table).execution_options(yield_per=BATCH))
        for batch in found.partitions():
            into.connection().execute(insert(table), [row._asdict() for row in batch])


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
