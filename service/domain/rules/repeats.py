"""Requests that are sent twice: whether the second is answered with what the first has made."""

from sqlalchemy import select

from service.domain.core.change import Change
from service.domain.core.refusals import NotFound
from service.domain.models import Claim, Merging, Offer
from service.domain.rules import claims, offers


def still_theirs(change: Change, rows: type[Claim] | type[Offer], made: list[int], *, anew: bool) -> bool:
    """Tell whether what a sign-up once made may be answered to its sender, with the link of the entry that has it.

    Not where it came to another entry by merging: whoever holds that one may be somebody else. `anew`: it is made
    once more then, and also if it does not stand any more, since the key is only made of a form's fields. A key of the
    sender's own stands for one thing: raises NotFound after a merging.
    """
    if _came_by_merging(change, rows, made[0]):
        if anew:
            return False
        raise NotFound
    stands = claims.still_valid if rows is Claim else offers.still_valid
    return not anew or all(stands(change, n) for n in made)


def _came_by_merging(change: Change, rows: type[Claim] | type[Offer], n: int) -> bool:
    """Tell whether this claim or offer is another entry's own, which was merged into the one that holds it now."""
    merges = select(Merging.before).where(Merging.move_id == change.move.id, Merging.undone_at.is_(None))
    return any(n in before[f"{rows.__tablename__}s"] for before in change.session.scalars(merges))
