"""`manyhands check`: what is set, what is reachable and what is missing, in plain words. Changes nothing."""

import argparse
import os
import shutil
import socket
import sqlite3
import stat
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from enum import StrEnum
from importlib.metadata import version
from urllib.parse import urlsplit

from sqlalchemy.exc import DBAPIError

from service.paths import BUILT
from service.settings import SECRET_FILE, SECRET_LENGTH, Settings
from service.storage.database import Database
from service.storage.migrations import FILE, database_of
from service.storage.revisions import known_revisions, present_revision

LITTLE_SPACE = 200_000_000
"""Free bytes on the disk below which a note is made: some thousand moves, with their log."""
MENDED_PYTHON = {(3, 11): 10, (3, 12): 5}
"""First patch releases without CVE-2024-6923 (line breaks in mail headers), from its advisory; 3.13 never had it."""
ANSWER_SECONDS = 3
"""Time that an address has for its answer."""


class Mark(StrEnum):
    OK = "ok"
    NOTE = "note"
    """A remark: nothing keeps the program from serving."""
    MISSING = "missing"
    """A fault that keeps the program from serving."""


Line = tuple[Mark, str]
"""A mark and a sentence."""


def run(settings: Settings, _arguments: argparse.Namespace) -> None:
    lines = check(settings)
    sys.stdout.write("".join(f"{mark:8}{sentence}\n" for mark, sentence in lines))
    if any(mark is Mark.MISSING for mark, _sentence in lines):
        sys.exit(1)


def check(settings: Settings) -> list[Line]:
    """Check every part of an installation."""
    parts = (_program, _data, _database, _secret, _port, _public_address, _who_may, _letters)
    return [line for part in parts for line in part(settings)]


def _program(_settings: Settings) -> Iterator[Line]:
    yield Mark.OK, f"Many Hands {version('manyhands')}."
    yield from _python(sys.version_info[:3])
    if not (BUILT / "manifest.json").is_file():
        yield Mark.MISSING, "The styles and scripts are not built: run make setup."


def _python(running: tuple[int, int, int]) -> Iterator[Line]:
    major, minor, patch = running
    if patch < MENDED_PYTHON.get((major, minor), 0):
        mended = f"{major}.{minor}.{MENDED_PYTHON[major, minor]}"
        fault = f"This Python, {major}.{minor}.{patch}, has a known fault in its mail library (CVE-2024-6923)"
        yield Mark.NOTE, f"{fault}. Many Hands keeps it out of letters; Python {mended} has it mended."


def _data(settings: Settings) -> Iterator[Line]:
    data = settings.data.absolute()
    if not data.is_dir():
        there = next(parent for parent in data.parents if parent.exists())
        if not there.is_dir() or data.exists() or not os.access(there, os.W_OK):
            yield Mark.MISSING, f"The data folder {data} cannot be made: name another with --data."
        else:
            yield Mark.NOTE, f"The data folder {data} is not there yet: the first start makes it."
        return
    if not os.access(data, os.W_OK | os.X_OK) or os.statvfs(data).f_flag & os.ST_RDONLY:
        yield (
            Mark.MISSING,
            f"The data folder {data} cannot be written to: make it writable, or name another with --data.",
        )
        return
    yield Mark.OK, f"The data folder is {data}."
    if stat.S_IMODE(data.stat().st_mode) & 0o077:
        yield Mark.NOTE, f"Others on this machine can look into it: chmod 700 {data} ends that."
    free = shutil.disk_usage(data).free
    if free < LITTLE_SPACE:
        yield Mark.NOTE, f"There are only {free // 1_000_000} MB left on its disk."


def _database(settings: Settings) -> Iterator[Line]:
    if not settings.database_url and not (settings.data / FILE).is_file():
        yield Mark.NOTE, "There is no database yet: the first start makes it."
        return
    database = database_of(settings)
    try:
        yield from _contents(database)
    except (DBAPIError, sqlite3.Error) as error:
        reason = " ".join(str(getattr(error, "orig", error)).split())
        yield Mark.MISSING, f"The database {database.name} cannot be used: {reason}."
    finally:
        database.close()


def _contents(database: Database) -> Iterator[Line]:
    known, head = known_revisions()
    if database.is_sqlite:
        # Opened for reading alone: the ordinary way in would make the log files, and change the mode.
        with closing(sqlite3.connect(f"file:{database.name}?mode=ro", uri=True)) as connection:
            sound = connection.execute("PRAGMA quick_check").fetchone()[0]
            if sound != "ok":
                yield Mark.MISSING, f"The database {database.name} is damaged ({sound}): restore a backup."
                return
    with database.engine.connect() as connection:
        present = present_revision(connection)
        moves = connection.exec_driver_sql("SELECT count(*) FROM move").scalar() if present else 0
    if present is None:
        yield Mark.OK, f"The database {database.name} is empty: the first start fills it."
    elif present not in known:
        yield Mark.MISSING, f"The database {database.name} was made by a newer version of Many Hands: start that one."
    else:
        yield Mark.OK, f"The database is {database.name}, with {moves} moves in it."
        if present != head:
            yield Mark.NOTE, "It is of an earlier version: the next start brings it up to date. Make a backup before."


def _secret(settings: Settings) -> Iterator[Line]:
    file = settings.data / SECRET_FILE
    if settings.secret:
        yield Mark.OK, f"Links are signed with MANYHANDS_SECRET, {len(settings.secret.split())} key(s)."
        return
    if not file.is_file():
        yield Mark.NOTE, "There is no key for links yet: the first start makes it."
        return
    try:
        usable = all(len(key) >= SECRET_LENGTH for key in file.read_text().split() or [""])
    except OSError:
        usable = False
    if not usable:
        yield Mark.MISSING, f"The file {file} holds no usable key: put the one from your backup back."
        return
    yield Mark.OK, f"Links are signed with the key in {file}."
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        yield Mark.NOTE, f"Others on this machine can read that key: chmod 600 {file} ends that."
    if settings.database_url:
        yield Mark.NOTE, "Where several machines serve, each needs the same key: give it to all as MANYHANDS_SECRET."


def _port(settings: Settings) -> Iterator[Line]:
    where = f"{settings.host} port {settings.port}"
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, settings.port))
        except OSError as error:
            host = f"[{settings.host}]" if ":" in settings.host else settings.host
            if _answers(f"http://{host}:{settings.port}"):
                yield Mark.OK, f"Many Hands is running on {where}."
            else:
                yield (
                    Mark.MISSING,
                    f"{where} cannot be had ({os.strerror(error.errno or 0)}): choose another with --port.",
                )
            return
    yield Mark.OK, f"{where} is free."


def _public_address(settings: Settings) -> Iterator[Line]:
    if settings.is_loopback:
        yield (
            Mark.NOTE,
            (
                f"Every link begins with {settings.address}, which opens on this machine only: "
                "set MANYHANDS_PUBLIC_URL to the address that friends can open."
            ),
        )
        return
    yield Mark.OK, f"Every link begins with {settings.address}."
    if settings.address.startswith("http:"):
        yield (
            Mark.NOTE,
            "Without https, everybody on the way can read the links: put a proxy with a certificate in front.",
        )
    if _answers(settings.address):
        yield Mark.OK, "That address leads to a running Many Hands."
    else:
        yield Mark.NOTE, "No Many Hands answers at that address now: start it, or look at the proxy in front of it."


def _who_may(settings: Settings) -> Iterator[Line]:
    if settings.trusted_proxies:
        yield Mark.OK, f"Where visitors come from is believed of {settings.trusted_proxies}."
    elif not settings.is_loopback:
        yield (
            Mark.NOTE,
            (
                "No MANYHANDS_TRUSTED_PROXIES: if a proxy stands in front, all visitors count as one, and together "
                "reach the limits of one."
            ),
        )
    if settings.limits == "off":
        yield Mark.NOTE, "MANYHANDS_LIMITS is off: nothing keeps one address from sending too much."
    yield Mark.OK, "Anybody may plan a move." if settings.planning == "open" else "Who knows the word may plan a move."


def _letters(settings: Settings) -> Iterator[Line]:
    if not settings.smtp_url:
        yield Mark.NOTE, "No MANYHANDS_SMTP_URL: letters become files in the data folder, for organizers to hand on."
        return
    parts = urlsplit(settings.smtp_url)
    port = parts.port or (465 if parts.scheme == "smtps" else 587)
    where = f"{parts.hostname} port {port}"
    try:
        socket.create_connection((parts.hostname or "", port), timeout=ANSWER_SECONDS).close()
    except OSError as error:
        yield (
            Mark.NOTE,
            f"The mail server {where} does not answer ({error.strerror or error}): letters wait until it does.",
        )
        return
    yield Mark.OK, f"Letters go out by {where}, from {settings.mail_from}."


def _answers(address: str) -> bool:
    """Tell whether a running Many Hands answers at this address."""
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=ANSWER_SECONDS) as answer:  # noqa: S310  # http or https, see Settings
            return bool(answer.status == 200 and answer.read(100) == b'{"status":"ok"}')
    except (OSError, ValueError):  # also URLError, which is an OSError
        return False
