"""Helpers: the named people of one move."""

from typing import TypedDict

from sqlalchemy import delete, or_, select, union_all, update

from service.domain.core.change import Change, helper_of
from service.domain.core.events import Event
from service.domain.core.images import forget_details, forget_images
from service.domain.core.intents import forget_intents
from service.domain.core.links import Grants
from service.domain.core.message_rows import forget
from service.domain.models import Ask, Claim, Helper, Merging, Offer, OfferState, Thanks, set_fields
from service.domain.rules.claims import give_back
from service.domain.rules.trust import tell_anew


class HelperFields(TypedDict, total=False):
    """The fields of a helper; the name is what they want to be called, whole."""

    name: str
    email: str
    phone: str
    proven: str
    """The address or number that they have confirmed to be theirs."""
    language: str
    """The language of messages to them; empty if they never opened a page of their own."""
    muted_kinds: list[str]
    plan: str
    no_thanks: bool
    trusted: bool
    """An organizer trusts them, or has said that they do not."""


def add_helper(change: Change, fields: HelperFields, *, by_hand: bool = False, device: str = "") -> int:
    """Add a person; returns their number. `by_hand`: put on the thank-you list by an organizer.

    `device`: as `Helper.device`.

    Two may have the same name. Whom an organizer writes down is trusted.
    """
    n = change.insert(
        Helper,
        **{"name": "", "email": "", "phone": "", "proven": "", "language": ""} | fields,
        epoch=change.next_epoch(),
        by_hand=by_hand,
        came_at=change.now,
        visitor=change.visitor if change.by.grants is Grants.SIGNUP else "",
        device=device,
        trusted=change.by_organizer or None,
        met="",
        forgotten_at=None,
        muted_kinds=[],
        plan="",
        no_thanks=False,
        glad_at=None,
        late_on=None,
        late_minutes=None,
        merged_into=None,
    )
    change.note(Event.HELPER_ADDED, helper=n)
    return n


def change_helper(change: Change, n: int, fields: HelperFields) -> Helper:
    """Correct a name or contact. Raises NotFound."""
    helper = helper_of(change, n)
    changed = set_fields(helper, fields)
    if changed:
        change.note(Event.HELPER_CHANGED, helper=n, fields=changed)
        if "trusted" in changed:
            tell_anew(change, n)
        if not change.by_organizer:
            forget_details(change.connection, change.move.id, n)
    return helper


def say_glad(change: Change, n: int, *, glad: bool = True) -> None:
    """Note that they were glad they came, or take that back. Raises NotFound."""
    helper = helper_of(change, n)
    if (helper.glad_at is not None) is not glad:
        helper.glad_at = change.now if glad else None
        change.note(Event.HELPER_GLAD if glad else Event.HELPER_NOT_GLAD, helper=n)


def forget_helper(change: Change, n: int) -> None:
    """Erase a person: blank their data, give their places back, end their links. Raises NotFound."""
    helper = helper_of(change, n)
    standing = select(Claim).where(Claim.move_id == change.move.id, Claim.helper_n == n, Claim.released_at.is_(None))
    for claim in change.session.scalars(standing).all():
        give_back(change, claim)
    blank_all(change, n)
    change.note(Event.HELPER_FORGOTTEN, helper=helper.n)


def blank_all(change: Change, n: int) -> None:
    """Erase the data of a person, also under the numbers of entries that were merged into theirs."""
    for each in _all_numbers(change, n):
        _blank(change, each)
    forget_images(change.connection, change.move.id)


def _all_numbers(change: Change, n: int) -> list[int]:
    """List the numbers of a person: their own, and those of entries that were merged into it."""
    query = select(Helper.n, Helper.merged_into).where(
        Helper.move_id == change.move.id, Helper.merged_into.is_not(None)
    )
    merges = [(merged, survivor) for merged, survivor in change.session.execute(query)]
    numbers = [n]
    for number in numbers:
        numbers += [merged for merged, survivor in merges if survivor == number]
    return numbers


def _made_by(change: Change, n: int) -> list[int]:
    """List the numbers of all that was written down for a helper, and their own."""
    rows = (select(each.n).where(each.move_id == change.move.id, each.helper_n == n) for each in (Claim, Offer, Ask))
    return [n, *change.session.scalars(union_all(*rows))]


def _blank(change: Change, n: int) -> None:
    mine = (change.move.id, n)
    session, made = change.session, _made_by(change, n)  # before any of it is deleted
    session.execute(
        update(Claim)
        .where(Claim.move_id == mine[0], Claim.helper_n == mine[1])
        .values(vehicle_kind="", vehicle_seats=None, role=None, note="")
    )
    session.execute(
        update(Offer)
        .where(Offer.move_id == mine[0], Offer.helper_n == mine[1])
        .values(words="", state=OfferState.RESTING, refused_before=False)
    )
    forget(change.connection, *mine)
    session.execute(delete(Ask).where(Ask.move_id == mine[0], Ask.helper_n == mine[1]))
    forget_intents(change.connection, *mine, made=made)
    session.execute(delete(Thanks).where(Thanks.move_id == mine[0], Thanks.n == mine[1]))
    session.execute(
        delete(Merging).where(
            Merging.move_id == mine[0], or_(Merging.survivor_n == mine[1], Merging.merged_n == mine[1])
        )
    )
    helper = change.get(Helper, n)
    helper.name = helper.email = helper.phone = helper.proven = helper.met = helper.language = ""
    helper.visitor = helper.device = ""
    helper.trusted = None
    helper.by_hand = helper.no_thanks = False
    helper.plan, helper.glad_at = "", None
    helper.muted_kinds = []
    helper.late_on = helper.late_minutes = None
    helper.forgotten_at = change.now
    helper.epoch = change.next_epoch(helper.epoch)
