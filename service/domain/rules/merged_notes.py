"""Thank-you notes to two entries that are merged: they become one, and two again."""

from datetime import datetime
from typing import Any

from service.domain.core.change import Change
from service.domain.models import Thanks, ThanksState, Way

FURTHEST_FIRST = (ThanksState.GIVEN, ThanksState.WRITTEN, ThanksState.RESTING, ThanksState.TO_WRITE)


def merge_notes(change: Change, survivor_n: int, merged_n: int) -> dict[str, Any] | None:
    """Join two notes; returns the survivor's before and after, or None where the merged entry had none."""
    survivor, merged = (change.session.get(Thanks, (change.move.id, n)) for n in (survivor_n, merged_n))
    if merged is None:
        return None
    before = None if survivor is None else _plain(survivor)
    if survivor is None:
        survivor = change.add(
            Thanks(move_id=change.move.id, n=survivor_n, note="", state=ThanksState.TO_WRITE, epoch=change.next_epoch())
        )
    further = min((survivor, merged), key=lambda each: FURTHEST_FIRST.index(each.state))
    if further.state is ThanksState.GIVEN:
        survivor.note = further.note or survivor.note or merged.note
    else:
        survivor.note = "\n\n".join(filter(None, (survivor.note, merged.note)))
    survivor.state, survivor.way, survivor.given_at = further.state, further.way, further.given_at
    return {"before": before, "after": _plain(survivor)}


def part_notes(change: Change, survivor_n: int, thanks: dict[str, Any] | None) -> None:
    """Restore the survivor's note, unless it was changed since: the merged entry's own row was never touched."""
    row = change.session.get(Thanks, (change.move.id, survivor_n))
    if thanks is None or row is None or _plain(row) != thanks["after"]:
        return
    if thanks["before"] is None:
        # Left empty: the link to it would open the next note, if another row began with the same epoch.
        row.note, row.way, row.state, row.given_at = "", None, ThanksState.TO_WRITE, None
        row.epoch = change.next_epoch(row.epoch)
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
