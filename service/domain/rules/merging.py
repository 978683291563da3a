"""Merging: two entries of one person become one, and two again. Likely doubles are found by reading/doubles.py."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update

from service.domain.core.change import Change, helper_of
from service.domain.core.events import Event
from service.domain.core.message_rows import hand_over
from service.domain.core.refusals import Fault, Invalid, NotFound
from service.domain.models import Ask, Claim, Helper, Kind, Merging, Offer, Role, Standing, Task, table
from service.domain.rules.claims import note_claim, resume
from service.domain.rules.merged_notes import merge_notes, part_notes
from service.domain.rules.standbys import fill_places
from service.domain.rules.taking_over import hand_on_again, hand_on_instead

CONTACTS = {"email", "phone"}
STRONGEST_FIRST = (Standing.FIRM, Standing.STANDBY, Standing.IF_NEEDED)


def merge(change: Change, survivor_n: int, merged_n: int) -> None:
    """Merge two entries of one person: claims, offers and thanks of `merged_n` move to `survivor_n`, whose name stays.

    Of two claims on one task one stays: boxes are added up, otherwise one person is one person. Contacts that
    `survivor_n` left open are taken over; kinds of message that either has switched off stay off. The links of
    `merged_n` open nothing any more, and where contacts are taken over, neither do those of `survivor_n`: each was
    handed to somebody who may not be the other. A second time is nothing new. Raises NotFound, and Invalid for one
    same entry.
    """
    survivor = helper_of(change, survivor_n)
    if change.get(Helper, merged_n).merged_into == survivor_n:
        return
    merged = helper_of(change, merged_n)
    if survivor_n == merged_n:
        raise Invalid(Fault("merged", "same_person"))
    claims, offers = _numbers(change, Claim, merged_n), _numbers(change, Offer, merged_n)
    joined, tasks = _join_claims(change, survivor_n, merged_n)
    handed = [[n, loser_n] for winner_n, _, _, loser_n in joined for n in hand_on_instead(change, loser_n, winner_n)]
    _hand_over(change, Claim, claims, survivor_n)
    _hand_over(change, Offer, offers, survivor_n)
    before: dict[str, Any] = {
        "claims": claims,
        "offers": offers,
        "joined": joined,
        "handed": handed,
        "own": _take_over(survivor, merged),
        "thanks": merge_notes(change, survivor_n, merged_n),
        "named": _rename(change, merged_n, survivor_n),
    }
    merged.merged_into = survivor_n
    if CONTACTS & before["own"].keys():
        before["epoch"] = survivor.epoch
        _end_links(change, survivor)
    hand_over(change.connection, change.move.id, merged_n, survivor_n)
    n = change.next_n()
    change.add(
        Merging(
            move_id=change.move.id, n=n, survivor_n=survivor_n, merged_n=merged_n, before=before, merged_at=change.now
        )
    )
    change.note(Event.HELPERS_MERGED, helper=survivor_n, gone=merged_n)
    for task in tasks:
        fill_places(change, task)


def mark_distinct(change: Change, one_n: int, other_n: int) -> None:
    """Mark two entries as two people, so that nobody is asked again. Raises NotFound."""
    first, second = sorted((helper_of(change, one_n).n, helper_of(change, other_n).n))
    if _are_distinct(change, first, second):
        return
    change.add(
        Merging(
            move_id=change.move.id,
            n=change.next_n(),
            survivor_n=first,
            merged_n=second,
            before={},
            merged_at=change.now,
            undone_at=change.now,
        )
    )
    change.note(Event.HELPERS_APART, helper=first, other=second)


def _are_distinct(change: Change, one_n: int, other_n: int) -> bool:
    """Tell whether an organizer has said that these are two people, by marking them or by undoing a merging."""
    pair = (one_n, other_n)
    query = select(Merging.n).where(
        Merging.move_id == change.move.id,
        Merging.undone_at.is_not(None),
        Merging.survivor_n.in_(pair),
        Merging.merged_n.in_(pair),
    )
    return change.session.scalar(query.limit(1)) is not None


def unmerge(change: Change, n: int) -> None:
    """Undo a merging: each gets back what they had, as far as nothing has happened to it since.

    A place that somebody else has taken meanwhile becomes a standby. Links of the survivor that may have gone to
    contacts of the other end. A second time is nothing new. Raises NotFound, also if the survivor is no longer there
    or was merged further.
    """
    merging = change.get(Merging, n)
    if merging.undone_at is not None:
        return
    survivor, merged = helper_of(change, merging.survivor_n), change.get(Helper, merging.merged_n)
    if merged.merged_into != survivor.n or merged.forgotten_at is not None:
        raise NotFound
    merged.merged_into = None
    merging.undone_at = change.now
    before = merging.before
    claims = [change.get(Claim, each) for each in before["claims"]]
    for claim in claims:
        claim.helper_n = merged.n
    _hand_over(change, Offer, before["offers"], merged.n)
    _give_own_back(survivor, before["own"])
    if CONTACTS & before["own"].keys():
        merging.before = {**before, "epoch_between": survivor.epoch}
        _end_links(change, survivor)
    part_notes(change, survivor.n, before["thanks"])
    _name_both(change, survivor.n, merged.n, before.get("named", []))
    for ask_n, claim_n in before.get("handed", []):
        hand_on_again(change, ask_n, claim_n)
    change.flush()
    change.note(Event.HELPERS_PARTED, helper=survivor.n, gone=merged.n, claims=before["claims"])
    for winner_n, was, became, loser_n in before["joined"]:
        _unmerge_claims(change, change.get(Claim, winner_n), was, became, change.get(Claim, loser_n), merging)


def _end_links(change: Change, survivor: Helper) -> None:
    """End the entry's own links, and those to what it was asked: a yes there leads to its page."""
    survivor.epoch, survivor.device = change.next_epoch(survivor.epoch), ""
    asked = select(Ask).where(Ask.move_id == change.move.id, Ask.helper_n == survivor.n)
    for ask in change.session.scalars(asked):
        ask.epoch = change.next_epoch(ask.epoch)


# --- own fields ---------------------------------------------------------------------------------------------------


def _take_over(survivor: Helper, merged: Helper) -> dict[str, list[Any]]:
    """Fill the survivor's gaps from the merged entry; returns the changes as [before, after] by field."""
    wanted: dict[str, Any] = {
        name: getattr(survivor, name) or getattr(merged, name)
        for name in ("email", "phone", "proven", "met", "language", "plan")
    }
    wanted |= {
        "muted_kinds": sorted({*survivor.muted_kinds, *merged.muted_kinds}),
        "no_thanks": survivor.no_thanks or merged.no_thanks,
        "by_hand": survivor.by_hand or merged.by_hand,
    }
    changed = {
        name: [getattr(survivor, name), value] for name, value in wanted.items() if getattr(survivor, name) != value
    }
    for name, (_before, value) in changed.items():
        setattr(survivor, name, value)
    survivor.glad_at = survivor.glad_at or merged.glad_at
    if survivor.late_on is None:
        survivor.late_on, survivor.late_minutes = merged.late_on, merged.late_minutes
    return changed


def _give_own_back(survivor: Helper, changed: dict[str, list[Any]]) -> None:
    for name, (before, after) in changed.items():
        if getattr(survivor, name) == after:
            setattr(survivor, name, before)


# --- claims and offers --------------------------------------------------------------------------------------------


def _numbers(change: Change, rows: type[Claim] | type[Offer], helper_n: int) -> list[int]:
    change.flush()
    query = select(rows.n).where(rows.move_id == change.move.id, rows.helper_n == helper_n)
    return list(change.session.scalars(query.order_by(rows.n)))


def _hand_over(change: Change, rows: type[Claim] | type[Offer], numbers: Sequence[int], helper_n: int) -> None:
    change.flush()
    its = table(rows).c
    whose = update(rows).where(its.move_id == change.move.id, its.n.in_(numbers)).values(helper_n=helper_n)
    change.session.execute(whose, execution_options={"synchronize_session": "fetch"})


def _join_claims(change: Change, survivor_n: int, merged_n: int) -> tuple[list[list[int]], list[Task]]:
    """Release one of two claims on one task; returns [the one that stays, its quantity before, after, the other]
    for each such task, and the tasks."""
    query = select(Claim).where(
        Claim.move_id == change.move.id, Claim.released_at.is_(None), Claim.helper_n.in_((survivor_n, merged_n))
    )
    by_task: dict[int, list[Claim]] = defaultdict(list)
    for claim in change.session.scalars(query.order_by(Claim.n)):
        by_task[claim.task_n].append(claim)
    joined, tasks = list[list[int]](), list[Task]()
    for task_n, pair in by_task.items():
        if len(pair) < 2:
            continue
        task = change.get(Task, task_n)
        winner, loser = sorted(pair, key=lambda each: _rank(each, survivor_n))
        was, became = winner.quantity, _together(task, winner, loser)
        loser.released_at = change.now
        change.note(Event.RELEASED, task=task_n, helper=loser.helper_n, claim=loser.n)
        if became != was:
            winner.quantity = became
            note_claim(change, Event.CLAIM_CHANGED, winner)
        joined.append([winner.n, was, became, loser.n])
        tasks.append(task)
    change.flush()
    return joined, tasks


def _rank(claim: Claim, survivor_n: int) -> tuple[int, bool, bool]:
    return STRONGEST_FIRST.index(claim.standing), claim.role is not Role.DRIVER, claim.helper_n != survivor_n


def _together(task: Task, winner: Claim, loser: Claim) -> int:
    if winner.standing is not loser.standing or winner.role is Role.DRIVER:
        return winner.quantity
    if task.kind is Kind.BOX_LOAD:
        return winner.quantity + loser.quantity
    return max(winner.quantity, loser.quantity)


def _unmerge_claims(change: Change, winner: Claim, was: int, became: int, loser: Claim, merging: Merging) -> None:
    task = change.get(Task, loser.task_n)
    if winner.released_at is None and winner.quantity == became != was:
        winner.quantity = was
        note_claim(change, Event.CLAIM_CHANGED, winner)
    change.flush()
    if loser.released_at == merging.merged_at and winner.released_at is None:
        loser.since = change.move.version
        resume(change, loser)
    fill_places(change, task)


# --- tasks for named people only ----------------------------------------------------------------------------------


def _rename(change: Change, merged_n: int, survivor_n: int) -> list[list[Any]]:
    """Name the survivor where the merged entry was named; returns [the task, whether the survivor was, too]."""
    renamed = []
    for task in change.session.scalars(select(Task).where(Task.move_id == change.move.id).order_by(Task.n)).all():
        if merged_n in task.only_for:
            renamed.append([task.n, survivor_n in task.only_for])
            task.only_for = sorted({survivor_n, *task.only_for} - {merged_n})
    return renamed


def _name_both(change: Change, survivor_n: int, merged_n: int, renamed: Sequence[Sequence[Any]]) -> None:
    """Name the merged entry again, where its survivor still is, who stays named only if they were before."""
    for task_n, both in renamed:
        task = change.session.get(Task, (change.move.id, task_n))
        if task is not None and survivor_n in task.only_for:
            task.only_for = sorted({merged_n, *task.only_for} - (set() if both else {survivor_n}))
