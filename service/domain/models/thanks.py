"""The thank-you for one helper."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from service.domain.models.base import Row, inside
from service.domain.models.enums import ThanksState, Way


class Thanks(Row):
    """The thank-you for one helper; `n` is the helper's. No row means: still to write."""

    __tablename__ = "thanks"
    __table_args__ = (inside("n", of="helper"),)

    note: Mapped[str] = mapped_column(default="")
    way: Mapped[Way | None]
    state: Mapped[ThanksState] = mapped_column(default=ThanksState.TO_WRITE)
    given_at: Mapped[datetime | None]
    epoch: Mapped[int] = mapped_column(default=1)
    """The epoch of the link to the note's own page."""
