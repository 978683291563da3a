"""Entries that may be one person: pointed out to organizers, who merge them or mark them as two people."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.models import Helper, Merging
from service.domain.reading.views import HelperView

MIN_DIGITS = 6
"""Digits that make a telephone number."""
COMPARED_DIGITS = 8
"""Digits compared from the end of a telephone number: its prefix may be written in several ways."""
MAX_COMPARED = 20
"""Earlier people of the same name with whom somebody is compared."""


@dataclass(frozen=True)
class Double:
    """Two entries that may be one person: `one` would stay, since it has the more contacts or came first."""

    one: HelperView
    other: HelperView
    by_name: bool
    """Only their names are alike, which proves nothing: anybody with the sign-up link may type any name."""


@dataclass(frozen=True)
class MergedEntry:
    """An entry that was merged into another; `n` is the merging's own number."""

    n: int
    survivor_n: int
    name: str
    """Of the entry that is no longer listed."""


@dataclass(frozen=True)
class MergeState:
    """The decisions of organizers about doubles of one move."""

    merged: list[MergedEntry] = field(default_factory=list)
    distinct: set[frozenset[int]] = field(default_factory=set)
    """Pairs of numbers that are two people."""


def read_merge_state(session: Session, move_id: str) -> MergeState:
    """Read what organizers have decided about doubles: one query."""
    gone = (Helper.move_id == Merging.move_id) & (Helper.n == Merging.merged_n)
    query = select(Merging, Helper.name, Helper.merged_into).join(Helper, gone).where(Merging.move_id == move_id)
    found = MergeState()
    for merging, name, merged_into in session.execute(query.order_by(Merging.n)):
        if merging.undone_at is not None:
            found.distinct.add(frozenset((merging.survivor_n, merging.merged_n)))
        elif merged_into == merging.survivor_n:
            found.merged.append(MergedEntry(merging.n, merging.survivor_n, name))
    return found


def likely_doubles(helpers: Iterable[HelperView], distinct: Iterable[frozenset[int]] = ()) -> list[Double]:
    """Find pairs of entries that may be one person, each later entry once.

    They share an address or a number, or a name ("Hana", "Hana K.") that no other address or number contradicts.
    `distinct`: see `MergeState`.
    """
    known, pairs = set(distinct), list[Double]()
    seen: dict[tuple[str, str], list[HelperView]] = defaultdict(list)
    for helper in helpers:
        traits = _traits(helper)
        earlier = {other.n: other for trait in traits for other in seen[trait][:MAX_COMPARED]}
        for n in sorted(earlier):
            double = None if frozenset((n, helper.n)) in known else _double(earlier[n], helper)
            if double is not None:
                pairs.append(double)
                break
        for trait in traits:
            seen[trait].append(helper)
    return pairs


def _traits(helper: HelperView) -> list[tuple[str, str]]:
    """List the keys under which an entry is looked up among many."""
    words = _words(helper.name)
    return [
        *([("name", words[0])] if words else []),
        *([("email", helper.email.casefold())] if helper.email else []),
        *([("phone", _digits(helper.phone))] if _digits(helper.phone) else []),
    ]


def _double(earlier: HelperView, later: HelperView) -> Double | None:
    one, other = sorted((earlier, later), key=_contacts, reverse=True)
    for mine, theirs in ((one.email.casefold(), other.email.casefold()), (_digits(one.phone), _digits(other.phone))):
        if mine and mine == theirs:
            return Double(one, other, by_name=False)
        if mine and theirs:
            return None
    return Double(one, other, by_name=True) if _same_name(_words(one.name), _words(other.name)) else None


def _contacts(helper: HelperView) -> int:
    return bool(helper.email) + bool(helper.phone)


def _same_name(one: Sequence[str], other: Sequence[str]) -> bool:
    """Compare word by word as far as the shorter name goes; a word after the first may be its initial alone."""
    shorter, longer = sorted((one, other), key=len)
    if not shorter:
        return False
    return all(
        mine == theirs or (at > 0 and (len(mine) == 1 or len(theirs) == 1) and mine[0] == theirs[0])
        for at, (mine, theirs) in enumerate(zip(shorter, longer, strict=False))
    )


def _words(name: str) -> list[str]:
    plain = "".join(each for each in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(each))
    return re.findall(r"\w+", plain)


def _digits(phone: str) -> str:
    digits = re.sub(r"\D", "", phone)
    return digits[-COMPARED_DIGITS:] if len(digits) >= MIN_DIGITS else ""
