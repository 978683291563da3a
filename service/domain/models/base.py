"""The base of every table: column types, names of constraints, and keys inside one move."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar, cast

from sqlalchemy import JSON, DateTime, Dialect, Enum, ForeignKey, ForeignKeyConstraint, Index, MetaData, Table, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from service.domain.models.enums import (
    Kind,
    LetterSort,
    May,
    MessageKind,
    MessageState,
    MoveState,
    OfferState,
    Place,
    Role,
    Sort,
    Standing,
    TaskState,
    ThanksState,
    Way,
    Work,
)


class Instant(TypeDecorator[datetime]):
    """An aware UTC moment. SQLite keeps no zone: it is taken off on the way in and put back on the way out."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def enum_column(words: type[StrEnum], name: str) -> Enum:
    """Make the type of a text column that the database itself holds to the given words."""
    return Enum(
        words,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=16,
        values_callable=lambda each: [word.value for word in each],
    )


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant,
        May: enum_column(May, "may"),
        MoveState: enum_column(MoveState, "state"),
        Kind: enum_column(Kind, "kind"),
        Work: enum_column(Work, "work"),
        Sort: enum_column(Sort, "sort"),
        Place: enum_column(Place, "place"),
        TaskState: enum_column(TaskState, "state"),
        Standing: enum_column(Standing, "standing"),
        Role: enum_column(Role, "role"),
        OfferState: enum_column(OfferState, "state"),
        ThanksState: enum_column(ThanksState, "state"),
        Way: enum_column(Way, "way"),
        MessageKind: enum_column(MessageKind, "kind"),
        LetterSort: enum_column(LetterSort, "sort"),
        MessageState: enum_column(MessageState, "state"),
        dict[str, Any]: JSON,
        list[dict[str, Any]]: JSON,
        list[int]: JSON,
        list[str]: JSON,
    }


def table(of: type[Base]) -> Table:
    """Get the table for statements of Core, which take a fifth of the ORM's time: for the way of every claim."""
    return cast(Table, of.__table__)


def defaults_of(of: type[Base]) -> dict[str, Any]:
    """Collect the defaults of a table's columns, by name: the database layer itself sets them only on writing."""
    defaults: dict[str, Any] = {column.key: column.default for column in table(of).columns if column.default}
    return {name: each.arg(None) if each.is_callable else each.arg for name, each in defaults.items()}


def set_fields(row: Base, fields: Mapping[str, object]) -> list[str]:
    """Give a row these values, and return the names of those that it did not have before."""
    changed = {name: value for name, value in fields.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return list(changed)


def inside(*columns: str, of: str) -> ForeignKeyConstraint:
    """Make a composite foreign key to another row of the same move."""
    return ForeignKeyConstraint(["move_id", *columns], [f"{of}.move_id", f"{of}.n"], ondelete="CASCADE")


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Make an index over the rows that match `where`: the same on SQLite and PostgreSQL."""
    only = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=only, postgresql_where=only)


class Row(Base):
    """A row inside a move: its key is the move and a number there."""

    __abstract__ = True

    move_id: Mapped[str] = mapped_column(ForeignKey("move.id", ondelete="CASCADE"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
