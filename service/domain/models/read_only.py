"""Rows to read from, where loading an object that can be changed would cost too much: on the way of every claim.

Writing to one is an error, for Pyrefly and when it runs: it could never reach the database.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import ClassVar

from service.domain.models.base import Row
from service.domain.models.claim import Claim
from service.domain.models.enums import Kind, Place, Role, Standing, TaskState
from service.domain.models.people import Helper
from service.domain.models.task import Task


@dataclass(frozen=True)
class ReadOnly:
    """Columns of a row of `model`, under the same names."""

    model: ClassVar[type[Row]]

    n: int

    @classmethod
    def columns(cls) -> list[str]:
        return [field.name for field in fields(cls)]


@dataclass(frozen=True)
class ReadOnlyTask(ReadOnly):
    model = Task

    kind: Kind
    title: str
    needed: int | None
    weight_kg: float | None
    place: Place | None
    least: int
    kept: bool
    only_for: list[int]
    state: TaskState
    day: date | None
    starts: time | None
    ends: time | None
    minutes: int | None


@dataclass(frozen=True)
class ReadOnlyHelper(ReadOnly):
    model = Helper

    name: str
    epoch: int
    trusted: bool | None
    forgotten_at: datetime | None
    merged_into: int | None


@dataclass(frozen=True)
class ReadOnlyClaim(ReadOnly):
    model = Claim

    task_n: int
    helper_n: int
    quantity: int
    standing: Standing
    role: Role | None
    vehicle_kind: str
    vehicle_seats: int | None
    note: str
    since: int
    claimed_at: datetime
    released_at: datetime | None


READ_ONLY: tuple[type[ReadOnly], ...] = (ReadOnlyTask, ReadOnlyHelper, ReadOnlyClaim)
