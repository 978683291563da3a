"""The lines of a move's history."""

from typing import Any, Self

from service.domain.models import Happening
from service.web.api.outputs.base import Instant, Out


class ByOut(Out):
    role: str
    n: int


class HappeningOut(Out):
    version: int
    at: Instant
    by: ByOut
    what: str
    about: dict[str, Any]

    @classmethod
    def of(cls, happening: Happening) -> Self:
        """Show one line of history."""
        by = ByOut(role=happening.by_role, n=happening.by_n)
        return cls(version=happening.version, at=happening.at, by=by, what=happening.what, about=happening.about)


class HistoryOut(Out):
    history: list[HappeningOut]
    version: int


class UndoneOut(Out):
    version: int
    """The version that undoing led to."""
