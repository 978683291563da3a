"""Asks: one person asked by name for one or a few tasks."""

from datetime import datetime, time

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from service.domain.models.base import Row, inside
from service.domain.models.people import Organizer


class Ask(Row):
    """The organizer's own words to one person, for one visit. Whether they said yes follows from their claims."""

    __tablename__ = "ask"
    __table_args__ = (inside("helper_n", of="helper"), inside("handed_on_n", of="claim"))

    helper_n: Mapped[int]
    by_n: Mapped[int]
    """The organizer who asked, who alone is told of a "not this time"; once they are taken off, the first one is.

    Or the helper who hands on a place: they are told as long as it is theirs (docs/decisions/0025)."""
    handed_on_n: Mapped[int | None]
    """The claim whose holder asks the person to take it over; once it is given back, this is an ask like any other."""
    tasks: Mapped[list[int]]
    """Numbers of the tasks, the first one first. One that is deleted meanwhile is asked for no more."""
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    words: Mapped[str] = mapped_column(default="")
    """Own words, with `{link}` where the link stands; empty: made from what is true when they are read."""
    language: Mapped[str]
    """The language that the words are made in."""
    refused_before: Mapped[bool] = mapped_column(default=False)
    """The person has offered before, and was told that there was no need."""
    why_you: Mapped[str] = mapped_column(default="")
    """The organizer's reason to ask this very person, in a sentence to them."""
    rests: Mapped[bool] = mapped_column(default=False)
    """Set to rest by an organizer. By itself it rests after three days."""
    asked_at: Mapped[datetime]
    yes_at: Mapped[datetime | None]
    offer_n: Mapped[int | None]
    """The offer that answers it: they would come at another time. One that is undone answers it no more."""
    sent_in: Mapped[int | None]
    """The version of the change that sent the words by mail from here: with it the number of the message."""
    epoch: Mapped[int]

    @classmethod
    def tells(cls, organizer_n: int | ColumnElement[int]) -> ColumnElement[bool]:
        """Choose the asks whose no this organizer is told: their own; the first also those of who was taken off."""
        now = (Organizer.move_id == cls.move_id, Organizer.organizes())
        first = select(func.min(Organizer.n)).where(*now).scalar_subquery()
        is_left_over = cls.by_n.not_in(select(Organizer.n).where(*now))
        return or_(cls.by_n == organizer_n, and_(is_left_over, first == organizer_n))

    def is_answered_by(self, claim_n: int, task_n: int) -> bool:
        """Tell whether a claim of theirs that stands is a yes: made since then, or as it stood before with a yes."""
        return task_n in self.tasks and (claim_n > self.n or self.yes_at is not None)


class NotThisTime(Row):
    """A "not this time" that the organizer has not been told yet; `n` is the ask's.

    A table of its own, gone once it is told: no row, image or version of the ask ever differs from silence.
    """

    __tablename__ = "not_this_time"
    __table_args__ = (inside("n", of="ask"),)

    to_helper: Mapped[bool] = mapped_column(default=False)
    """It was said to the friend who hands on a place: no organizer is told, whatever becomes of the place."""
