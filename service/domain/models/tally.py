"""Counts that belong to no move: see storage/counters.py."""

from sqlalchemy import Double, String
from sqlalchemy.orm import Mapped, mapped_column

from service.domain.models.base import Base


class Tally(Base):
    """A tally: the number of requests under one `key` (a digest) within a window of time. Belongs to no move."""

    __tablename__ = "tally"

    key: Mapped[str] = mapped_column(String(160), primary_key=True)
    count: Mapped[int]
    ends: Mapped[float] = mapped_column(Double)
    """End of the window, in seconds since 1970."""
