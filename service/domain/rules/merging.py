"""One person on the list twice: likely doubles are pointed out, two entries become one, and can be parted again."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.domain.core.change import Change, helper_of
from service.domain.core.message_rows import hand_over
from service.domain.core.refusals import Fault, Invalid, NotFound
from service.domain.figures.capacity import Capacity, flights_of
from service.domain.models import (
    Claim,
    Helper,
    Kind,
    Merging,
    Offer,
    Role,
    Standing,
    Task,
    Thanks,
    ThanksState,
    Way,
    table,
)
from service.domain.reading.views import HelperView
from service.domain.rules.claims import fill_places, note_claim, taken

STRONGEST_FIRST = (Standing.FIRM, Standing.STANDBY, Standing.IF_NEEDED)
FURTHEST_FIRST = (ThanksState.GIVEN, ThanksState.WRITTEN, ThanksState.RESTING, ThanksState.TO_WRITE)
MIN_DIGITS, COMPARED_DIGITS = 6, 8
"""Of a telephone number: how many make one, and how many from its end tell whose it is, whatever the prefix."""
LOOKED_AT = 20
"""With how many earlier people of the same name somebody is compared."""


# --- who may be one person ----------------------------------------------------------------------------------------


def likely_doubles(
    helpers: Iterable[HelperView], apart: Iterable[frozenset[int]] = ()
) -> list[tuple[HelperView, HelperView]]:
    """Pairs of entries that may be one person, the earlier one first, each later entry once.

    They share an address or a number, or a name ("Hana", "Hana K.") that no other address or number contradicts.
    `apart`: pairs of numbers of which an organizer has said that they are two people.
    """
    known, pairs = set(apart), []
    seen: dict[tuple[str, str], list[HelperView]] = defaultdict(list)
    for helper in helpers:
        traits = _traits(helper)
        earlier = {other.n: other for trait in traits for other in seen[trait][:LOOKED_AT]}
        for n in sorted(earlier):
            if frozenset((n, helper.n)) not in known and _alike(earlier[n], helper):
                pairs.append((earlier[n], helper))
                break
        for trait in traits:
            seen[trait].append(helper)
    return pairs


def _traits(helper: HelperView) -> list[tuple[str, str]]:
    """By what an entry is found again among many."""
    words = _words(helper.name)
    return [
        *([("name", words[0])] if words else []),
        *([("email", helper.email.casefold())] if helper.email else []),
        *([("phone", _digits(helper.phone))] if _digits(helper.phone) else []),
    ]


def _alike(one: HelperView, other: HelperView) -> bool:
    for mine, theirs in ((one.email.casefold(), other.email.casefold()), (_digits(one.phone), _digits(other.phone))):
        if mine and mine == theirs:
            return True
        if mine and theirs:
            return False
    return _same_name(_words(one.name), _words(other.name))


def _same_name(one: Sequence[str], other: Sequence[str]) -> bool:
    """Word by word as far as the shorter goes; a last word may be its first letter."""
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


# --- two become one, and back -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Joined:
    """Two entries that are one since: `n` is the merging's own number."""

    n: int
    kept_n: int
    name: str
    """Of the entry that is no longer listed."""


@dataclass(frozen=True)
class Mergings:
    """What organizers have said about doubles of one move."""

    joined: list[Joined] = field(default_factory=list)
    apart: set[frozenset[int]] = field(default_factory=set)


def read_mergings(session: Session, move_id: str) -> Mergings:
    """One query."""
    gone = (Helper.move_id == Merging.move_id) & (Helper.n == Merging.gone_n)
    query = select(Merging, Helper.name, Helper.merged_into).join(Helper, gone).where(Merging.move_id == move_id)
    found = Mergings()
    for merging, name, merged_into in session.execute(query.order_by(Merging.n)):
        if merging.undone_at is not None:
            found.apart.add(frozenset((merging.kept_n, merging.gone_n)))
        elif merged_into == merging.kept_n:
            found.joined.append(Joined(merging.n, merging.kept_n, name))
    return found


def merge(change: Change, kept_n: int, gone_n: int) -> None:
    """Two entries are one person: claims, offers and thanks of `gone_n` go on under `kept_n`, whose name stays.

    Of two claims on one task one stays: boxes are added up, otherwise one person is one person. What `kept_n`
    left open (an address, a number) is taken over; what either has switched off stays off. The links of
    `gone_n` lead on. Said twice it is one effect. Raises NotFound, and Invalid for one and the same entry.
    """
    kept = helper_of(change, kept_n)
    if change.get(Helper, gone_n).merged_into == kept_n:
        return
    gone = helper_of(change, gone_n)
    if kept_n == gone_n:
        raise Invalid(Fault("gone", "same_person"))
    claims, offers = _numbers(change, Claim, gone_n), _numbers(change, Offer, gone_n)
    joined, tasks = _join_claims(change, kept_n, gone_n)
    _hand_over(change, Claim, claims, kept_n)
    _hand_over(change, Offer, offers, kept_n)
    before = {
        "claims": claims,
        "offers": offers,
        "joined": joined,
        "own": _take_over(kept, gone),
        "thanks": _merge_thanks(change, kept_n, gone_n),
    }
    gone.merged_into = kept_n
    hand_over(change.connection, change.move.id, gone_n, kept_n)
    n = change.next_n()
    change.add(Merging(move_id=change.move.id, n=n, kept_n=kept_n, gone_n=gone_n, before=before, merged_at=change.now))
    change.note("helpers_merged", helper=kept_n, gone=gone_n)
    for task in tasks:
        fill_places(change, task)


def keep_apart(change: Change, one_n: int, other_n: int) -> None:
    """They are two people: nobody is asked again. Raises NotFound."""
    first, second = sorted((helper_of(change, one_n).n, helper_of(change, other_n).n))
    if frozenset((first, second)) in read_mergings(change.session, change.move.id).apart:
        return
    change.add(
        Merging(
            move_id=change.move.id,
            n=change.next_n(),
            kept_n=first,
            gone_n=second,
            before={},
            merged_at=change.now,
            undone_at=change.now,
        )
    )
    change.note("helpers_apart", helper=first, other=second)


def part(change: Change, n: int) -> None:
    """Undo a merging: each has again what they had, as far as nothing has happened to it since.

    A place that somebody else has taken meanwhile is stood by for. Said twice it is one effect. Raises NotFound,
    also if the one who was kept is no longer there or was merged further.
    """
    merging = change.get(Merging, n)
    if merging.undone_at is not None:
        return
    kept, gone = helper_of(change, merging.kept_n), change.get(Helper, merging.gone_n)
    if gone.merged_into != kept.n or gone.forgotten_at is not None:
        raise NotFound
    gone.merged_into = None
    merging.undone_at = change.now
    before = merging.before
    claims = [change.get(Claim, each) for each in before["claims"]]
    for claim in claims:
        claim.helper_n = gone.n
    _hand_over(change, Offer, before["offers"], gone.n)
    _give_own_back(kept, before["own"])
    _part_thanks(change, kept.n, before["thanks"])
    change.session.flush()
    change.note("helpers_parted", helper=kept.n, gone=gone.n, claims=before["claims"])
    for winner_n, was, became, loser_n in before["joined"]:
        _part_claims(change, change.get(Claim, winner_n), was, became, change.get(Claim, loser_n), merging)


# --- own fields ---------------------------------------------------------------------------------------------------


def _take_over(kept: Helper, gone: Helper) -> dict[str, list[Any]]:
    """What of the kept entry changes, as [before, after] by field."""
    wanted: dict[str, Any] = {
        name: getattr(kept, name) or getattr(gone, name) for name in ("email", "phone", "language", "plan")
    }
    wanted |= {
        "quiet": sorted({*kept.quiet, *gone.quiet}),
        "no_thanks": kept.no_thanks or gone.no_thanks,
        "by_hand": kept.by_hand or gone.by_hand,
    }
    changed = {name: [getattr(kept, name), value] for name, value in wanted.items() if getattr(kept, name) != value}
    for name, (_before, value) in changed.items():
        setattr(kept, name, value)
    kept.glad_at = kept.glad_at or gone.glad_at
    return changed


def _give_own_back(kept: Helper, changed: dict[str, list[Any]]) -> None:
    for name, (before, after) in changed.items():
        if getattr(kept, name) == after:
            setattr(kept, name, before)


# --- claims and offers --------------------------------------------------------------------------------------------


def _numbers(change: Change, rows: type[Claim] | type[Offer], helper_n: int) -> list[int]:
    change.session.flush()
    query = select(rows.n).where(rows.move_id == change.move.id, rows.helper_n == helper_n)
    return list(change.session.scalars(query.order_by(rows.n)))


def _hand_over(change: Change, rows: type[Claim] | type[Offer], numbers: Sequence[int], helper_n: int) -> None:
    change.session.flush()
    its = table(rows).c
    whose = update(rows).where(its.move_id == change.move.id, its.n.in_(numbers)).values(helper_n=helper_n)
    change.session.execute(whose, execution_options={"synchronize_session": "fetch"})


def _join_claims(change: Change, kept_n: int, gone_n: int) -> tuple[list[list[int]], list[Task]]:
    """Of two claims on one task, release one: [the one that stays, its quantity before, after, the other]."""
    query = select(Claim).where(
        Claim.move_id == change.move.id, Claim.released_at.is_(None), Claim.helper_n.in_((kept_n, gone_n))
    )
    by_task: dict[int, list[Claim]] = defaultdict(list)
    for claim in change.session.scalars(query.order_by(Claim.n)):
        by_task[claim.task_n].append(claim)
    joined, tasks = [], []
    for task_n, pair in by_task.items():
        if len(pair) < 2:
            continue
        task = change.get(Task, task_n)
        winner, loser = sorted(pair, key=lambda each: _rank(each, kept_n))
        was, became = winner.quantity, _together(task, winner, loser)
        loser.released_at = change.now
        change.note("released", task=task_n, helper=loser.helper_n, claim=loser.n)
        if became != was:
            winner.quantity = became
            note_claim(change, "claim_changed", winner)
        joined.append([winner.n, was, became, loser.n])
        tasks.append(task)
    change.session.flush()
    return joined, tasks


def _rank(claim: Claim, kept_n: int) -> tuple[int, bool, bool]:
    return STRONGEST_FIRST.index(claim.standing), claim.role is not Role.DRIVER, claim.helper_n != kept_n


def _together(task: Task, winner: Claim, loser: Claim) -> int:
    if winner.standing is not loser.standing or winner.role is Role.DRIVER:
        return winner.quantity
    if task.kind is Kind.BOX_LOAD:
        return winner.quantity + loser.quantity
    return max(winner.quantity, loser.quantity)


def _part_claims(change: Change, winner: Claim, was: int, became: int, loser: Claim, merging: Merging) -> None:
    task = change.get(Task, loser.task_n)
    if winner.released_at is None and winner.quantity == became != was:
        winner.quantity = was
        note_claim(change, "claim_changed", winner)
    change.session.flush()
    if loser.released_at == merging.merged_at and winner.released_at is None:
        free = Capacity(task, taken(change, task.n), flights_of(change.move)).free(loser.role)
        if loser.standing is Standing.FIRM and loser.quantity > free:
            loser.standing = Standing.STANDBY
        loser.released_at, loser.since = None, change.move.version
        change.session.flush()
        note_claim(change, "claimed", loser)
    fill_places(change, task)


# --- thanks -------------------------------------------------------------------------------------------------------


def _merge_thanks(change: Change, kept_n: int, gone_n: int) -> dict[str, Any] | None:
    """Bring two notes together; what it was before and what it is now, or None where nothing was written twice."""
    kept, gone = (change.session.get(Thanks, (change.move.id, n)) for n in (kept_n, gone_n))
    if gone is None:
        return None
    before = None if kept is None else _plain(kept)
    if kept is None:
        kept = change.add(Thanks(move_id=change.move.id, n=kept_n, note="", state=ThanksState.TO_WRITE))
    further = min((kept, gone), key=lambda each: FURTHEST_FIRST.index(each.state))
    if further.state is ThanksState.GIVEN:
        kept.note = further.note or kept.note or gone.note
    else:
        kept.note = "\n\n".join(filter(None, (kept.note, gone.note)))
    kept.state, kept.way, kept.given_at = further.state, further.way, further.given_at
    return {"before": before, "after": _plain(kept)}


def _part_thanks(change: Change, kept_n: int, thanks: dict[str, Any] | None) -> None:
    """The other's own row was never touched. What was written since the merging stays with the one who was kept."""
    row = change.session.get(Thanks, (change.move.id, kept_n))
    if thanks is None or row is None or _plain(row) != thanks["after"]:
        return
    if thanks["before"] is None:
        change.session.delete(row)
        return
    before = thanks["before"]
    row.note, row.way, row.state = before["note"], Way(before["way"]) if before["way"] else None, before["state"]
    row.given_at = datetime.fromisoformat(before["given_at"]) if before["given_at"] else None


def _plain(row: Thanks) -> dict[str, Any]:
    return {
        "note": row.note,
        "way": row.way,
        "state": row.state,
        "given_at": row.given_at.isoformat() if row.given_at else None,
    }
