"""The people of a move: its organizers and its helpers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from service.domain.models import May


@dataclass(frozen=True)
class OrganizerView:
    """An organizer, or a keeper; all but the number and the name only for an audience that may see it."""

    n: int
    name: str
    email: str = ""
    phone: str = ""
    proven: str = ""
    met: str = ""
    language: str = ""
    epoch: int = 0
    muted_kinds: Sequence[str] = ()
    digest_days: int = 0
    writing_day: date | None = None
    skipped_days: Sequence[str] = ()
    visitor: str = ""
    may: May = May.ORGANIZE
    link_by: int | None = None
    """As `Organizer.link_by`."""


@dataclass(frozen=True)
class HelperView:
    """A helper; all but the number and the name only for an audience that may see it."""

    n: int
    name: str
    email: str = ""
    phone: str = ""
    proven: str = ""
    met: str = ""
    epoch: int = 0
    by_hand: bool = False
    language: str = ""
    muted_kinds: Sequence[str] = ()
    plan: str = ""
    no_thanks: bool = False
    glad_at: datetime | None = None
    late_on: date | None = None
    late_minutes: int | None = None
    """As `Helper.late_on` and `Helper.late_minutes`."""
    visitor: str = ""
    """As `Helper.visitor`."""
    trusted: bool | None = None
    """As `Helper.trusted`."""


def labels_of(helpers: Sequence[HelperView]) -> dict[int, str]:
    """Label each helper for an organizer to pick from: the name, with the number where two have the same one."""
    named = Counter(helper.name for helper in helpers)
    return {each.n: f"{each.name} · {each.n}" if named[each.name] > 1 else each.name for each in helpers}
