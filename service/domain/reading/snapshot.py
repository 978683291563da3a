"""A snapshot to read from, for the holder of a link, and the version that tells whether a page is still true."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from service.domain.core.links import Link, authorise
from service.domain.models import May
from service.storage.database import Database

MAY = "may"
"""Name under which a session keeps what the link that it was opened for allows: it was read with its epoch."""


@contextmanager
def reading_as(database: Database, link: Link, *, needs: May = May.ORGANIZE) -> Iterator[Session]:
    """Open one snapshot for the holder of this link. Raises NotFound if it is not valid any more.

    `needs`: as in `authorise`.
    """
    with database.reading() as session:
        session.info[MAY] = authorise(session, link, needs=needs)
        yield session


@dataclass(frozen=True)
class MoveVersion:
    """The facts that tell whether a public page that was made before is still true."""

    version: int
    signup_epoch: int
    zone: str


def read_version(database: Database, move_id: str) -> MoveVersion | None:
    """Read one row by its key, without a transaction: the cheapest question there is. Raises Unavailable."""
    row = database.fetch_one("SELECT version, signup_epoch, zone FROM move WHERE id = :id", {"id": move_id})
    return None if row is None else MoveVersion(*row)
