"""`manyhands restore`: a backup put in place, where nothing is yet."""

import argparse
import gzip
import json
import os
import posixpath
import shutil
import sqlite3
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from service.commands.backup import FORMAT, LABEL, copy_rows, open_file
from service.commands.restored_links import OwnLink, leave_behind, printed, void_links
from service.domain.core.links import Links
from service.domain.models import Base, Mailbox, Move
from service.installation import Installation
from service.mail.outbox import Outbox
from service.settings import SECRET_FILE, BrokenSetup, Settings, read_secrets
from service.storage.migrations import FILE, open_database

MAX_FILES = 1_000_000
"""Files of a backup, most of them letters."""
MAX_OF = {LABEL: 10_000, SECRET_FILE: 10_000}
"""Bytes of what is read into memory; everything else has the room that there is."""
LEFT_FREE = 100_000_000
"""Bytes that stay free, so that a file that swells up does not stop everything else on this machine."""
MAX_AT_ONCE = 64_000
"""Bytes of a header in the packed file; what it holds is read in smaller pieces."""
REVOKED = (
    "Links that were made since the backup open nothing, and those from before open again. Whatever was revoked, "
    "merged, erased or signed out of since is as it was: an empty folder cannot know of it. "
    "To make all links new, restore it with --void-links."
)
MALFORMED = (ValueError, KeyError, TypeError)


def run(settings: Settings, arguments: argparse.Namespace) -> None:
    os.umask(0o077)
    advice = restore(settings, arguments.file, void=arguments.void_links)
    sys.stdout.write(
        "\n".join([f"Everything is back in {settings.data}. Start it with manyhands serve.", *advice]) + "\n"
    )


def restore(settings: Settings, source: Path, now: datetime | None = None, *, void: bool = False) -> list[str]:
    """Put a backup in place and return advice for its owner. Raises BrokenSetup if anything is there already.

    Messages that are due by now may have been sent since the backup was made, so none of them is sent by itself.
    With `void`, no link from before opens anything any more.
    """
    if settings.data.is_dir() and any(settings.data.iterdir()):
        raise BrokenSetup(f"The data folder {settings.data} is not empty: name an empty one with --data.")
    settings.data.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".manyhands-", dir=settings.data.parent) as folder:
        unpacked = Path(folder) / "data"
        _unpack(source, unpacked)
        uncertain, own_links = _take_up(settings, unpacked, now or datetime.now(UTC), void=void)
        if settings.database_url:
            with _filled(settings, unpacked):
                _put_in_place(unpacked, settings.data)
        else:
            _put_in_place(unpacked, settings.data)
    return _advice(settings, uncertain) + (_new_links(settings, own_links) if void else [REVOKED])


def _take_up(settings: Settings, unpacked: Path, now: datetime, *, void: bool) -> tuple[int, list[OwnLink]]:
    """Mark the messages that may have gone out since, and count them; let links begin beyond those that are lost.

    Migrates an older database, refuses a newer one.
    """
    with closing(open_file(unpacked)) as database:
        links = Links((unpacked / SECRET_FILE).read_text().split())
        uncertain = Outbox(Installation(settings, database, links, lambda: now)).mark_uncertain()
        with database.writing() as session:
            leave_behind(session)
            return uncertain, void_links(session) if void else []


def _put_in_place(unpacked: Path, data: Path) -> None:
    if data.is_dir():
        data.rmdir()
    unpacked.rename(data)


def _unpack(source: Path, into: Path) -> None:
    """Unpack a backup and check it. Raises BrokenSetup if it is incomplete, damaged or none of Many Hands."""
    into.mkdir(mode=0o700)
    try:
        with _Packed(source) as packed, tarfile.open(fileobj=packed, mode="r:") as archive:
            for name, member in list(_members(archive, source, into)):
                _write(archive, member, into / name)
        label: Any = json.loads((into / LABEL).read_text())
        (into / LABEL).unlink()
        complete = label["format"] == FORMAT and (into / SECRET_FILE).is_file() and _is_sound(into / FILE)
    except FileNotFoundError as error:
        lacking = Path(error.filename or source).name
        raise BrokenSetup(f"{source} is no whole backup of Many Hands: {lacking} is not there.") from None
    except (OSError, EOFError, tarfile.TarError, RecursionError, *MALFORMED, sqlite3.Error) as error:
        raise BrokenSetup(f"{source} is no whole backup of Many Hands ({error}): use another copy.") from None
    if not complete:
        raise BrokenSetup(f"{source} is no whole backup of this Many Hands: use another copy, or a newer version.")


class _Packed(gzip.GzipFile):
    """The packed file. A header in it may say that it goes on for gigabytes: not so much is read at once."""

    def read(self, size: int | None = -1) -> bytes:
        if size is None or not 0 <= size <= MAX_AT_ONCE:
            raise tarfile.ReadError("a part of it is too long")
        return super().read(size)


def _members(archive: tarfile.TarFile, source: Path, into: Path) -> Iterator[tuple[str, tarfile.TarInfo]]:
    """List what is packed by its name below the folder, before anything is written.

    Raises BrokenSetup for what no backup holds: more than files, and names that lead out of the folder. Python itself
    refuses those from 3.11.4 on, which is not what every distribution has.
    """
    room = shutil.disk_usage(into).free - LEFT_FREE
    names: set[str] = set()
    for member in archive:
        name = posixpath.normpath(member.name.lstrip("/"))
        is_file = member.type in (tarfile.REGTYPE, tarfile.AREGTYPE) and not member.issparse()
        if not is_file or name in names or name.split("/")[0] in (".", ".."):
            raise BrokenSetup(f"{source} holds more than files: it is no backup of Many Hands.")
        names.add(name)
        room -= member.size
        if len(names) > MAX_FILES or room < 0 or member.size > MAX_OF.get(name, member.size):
            raise BrokenSetup(f"{source} holds more than a backup of Many Hands, or than there is room for.")
        yield name, member


def _write(archive: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    packed = archive.extractfile(member)
    if packed is not None:
        with path.open("wb") as file:
            shutil.copyfileobj(packed, file, MAX_AT_ONCE)


def _is_sound(file: Path) -> bool:
    if not file.is_file():
        return False
    with closing(sqlite3.connect(file)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")


@contextmanager
def _filled(settings: Settings, unpacked: Path) -> Iterator[None]:
    """Fill the PostgreSQL database from the unpacked file, and commit only if the body of the `with` succeeds, too."""
    with tempfile.TemporaryDirectory() as elsewhere:
        target = open_database(settings.model_copy(update={"data": Path(elsewhere)}), Base.metadata)
    file = open_file(unpacked)
    try:
        with target.writing() as into:
            _empty(into, target.name)
            with file.reading() as rows:
                copy_rows(rows, into)
            file.close()
            (unpacked / FILE).unlink()
            yield
    finally:
        file.close()
        target.close()


def _empty(into: Session, name: str) -> None:
    """Delete what a program counts and keeps by the day while it serves no move. Raises BrokenSetup if there is more.

    A wish for no letters is more: it stays when all moves are gone.
    """
    if any(into.scalar(select(func.count()).select_from(kept)) for kept in (Move, Mailbox)):
        raise BrokenSetup(f"The database {name} is not empty: name an empty one.")
    for each in reversed(Base.metadata.sorted_tables):
        into.connection().execute(delete(each))


def _new_links(settings: Settings, own_links: list[OwnLink]) -> list[str]:
    told = "All links are new. Organizers give theirs to their friends and helpers. Their own ones:"
    return [told, *printed(own_links, Links(read_secrets(settings)), settings.address)]


def _advice(settings: Settings, uncertain: int) -> list[str]:
    advice = []
    keys = (settings.data / SECRET_FILE).read_text().split()
    if settings.secret and keys[0] not in settings.secret.split():
        key = "MANYHANDS_SECRET is not the key of this backup: links that were handed out before need that one, too. "
        advice.append(f"{key}It is in {settings.data / SECRET_FILE}; add it to MANYHANDS_SECRET, behind the new one.")
    if uncertain:
        perhaps = f"Messages that may have gone out since the backup was made: {uncertain}. "
        advice.append(f"{perhaps}They are not sent again by themselves; each organizer finds theirs under Letters.")
    return advice
