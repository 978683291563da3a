"""The facts that a helper is told of a claim, as they are kept with the message that told them. They hold no words."""

from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256

from service.domain.figures import times
from service.domain.models import Standing
from service.domain.reading.views import ClaimView, MoveView, TaskView, day_of, ends_of

OFF = "off"


@dataclass(frozen=True)
class Facts:
    """The facts of a claim that its helper relies on. Title and places are digests: they are only compared."""

    day: date | None
    starts: time | None
    ends: time | None
    title: str
    places: str
    standing: Standing
    off: bool
    """It does not take place, or without them."""

    def to_json(self) -> list[str]:
        """Write the facts as a list of texts, as `Message.told_facts` holds them."""
        wall = [each.isoformat() if each else "" for each in (self.day, self.starts, self.ends)]
        return [*wall, self.title, self.places, self.standing.value, OFF if self.off else ""]

    @classmethod
    def from_json(cls, kept: list[str]) -> "Facts":
        """Read what `to_json` made."""
        day, starts, ends, title, places, standing, off = kept
        return cls(
            day=date.fromisoformat(day) if day else None,
            starts=time.fromisoformat(starts) if starts else None,
            ends=time.fromisoformat(ends) if ends else None,
            title=title,
            places=places,
            standing=Standing(standing),
            off=off == OFF,
        )

    @property
    def agreed(self) -> tuple[object, ...]:
        """The facts that a helper has to agree to anew; the standing and whether it takes place are told otherwise."""
        return self.day, self.starts, self.ends, self.title, self.places

    def begins(self, zone: str) -> datetime | None:
        """Return when it begins (aware UTC); None while the day is open."""
        return None if self.day is None else times.begins(self.day, self.starts, zone)


def facts_of(move: MoveView, task: TaskView, claim: ClaimView, *, off: bool) -> Facts:
    """Collect the facts of a claim as they are now."""
    places = [move.zone, move.start.area, move.start.address, move.finish.area, move.finish.address]
    if task.place is not None or task.where:  # else as it was kept before tasks had a place
        homes = [text for end in ends_of(task, move) for text in (end.area, end.address)]
        places = [move.zone, task.place or "", task.where, *homes]
    return Facts(
        day=day_of(task, move),
        starts=task.starts,
        ends=task.ends,
        title=_digest(task.title),
        places=_digest(*places),
        standing=claim.standing,
        off=off,
    )


def _digest(*texts: str) -> str:
    return sha256("\0".join(texts).encode()).hexdigest()[:12]
