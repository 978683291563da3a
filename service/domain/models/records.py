"""Records beside a move: its history, what undo needs, idempotency keys, merged entries of people, ended sessions."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from service.domain.models.base import Base, Row


class Happening(Base):
    """One line of a move's history. Holds numbers, never names: a forgotten person is forgotten here too.

    Keyed by version and line, not by the move's counter: the lines of one change share its version, and numbers that
    people say ("task 12") stay small.
    """

    __tablename__ = "happening"

    move_id: Mapped[str] = mapped_column(ForeignKey("move.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by_role: Mapped[str] = mapped_column(String(16))
    by_n: Mapped[int]
    what: Mapped[str] = mapped_column(String(32))
    about: Mapped[dict[str, Any]]


class Intent(Base):
    """The result of an idempotency key, so that the same intent sent twice has one effect."""

    __tablename__ = "intent"

    asker: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(128), primary_key=True)
    move_id: Mapped[str] = mapped_column(ForeignKey("move.id", ondelete="CASCADE"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    made: Mapped[list[int]]
    at: Mapped[datetime]
    version: Mapped[int | None]
    """The move's version that it led to; None where that was not kept yet."""


class Image(Base):
    """The rows that an organizer's change wrote, as they were before and after it: undo puts them back.

    Deleted when somebody is forgotten, and when there are too many (core/images.py).
    """

    __tablename__ = "image"

    move_id: Mapped[str] = mapped_column(ForeignKey("move.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rows: Mapped[list[dict[str, Any]]]
    """Each as {"of": table, "key", "before", "after"}; before is null for a new row, after for one that went."""
    size: Mapped[int]
    """Characters of `rows`, for the bound on all images of a move."""


class Merging(Row):
    """Two entries of one person merged into one, with `before` to undo it; or, undone, marked as two people."""

    __tablename__ = "merging"

    survivor_n: Mapped[int]
    merged_n: Mapped[int]
    before: Mapped[dict[str, Any]]
    merged_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class Removal(Row):
    """All entries of one visitor, taken off the list, with `before` to put them back until they are forgotten."""

    __tablename__ = "removal"

    removed_at: Mapped[datetime]
    before: Mapped[dict[str, Any]]


class EndedSession(Base):
    """A session of an organizer's browser that was signed out of: no copy of its cookie opens anything any more."""

    __tablename__ = "ended_session"

    move_id: Mapped[str] = mapped_column(ForeignKey("move.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
