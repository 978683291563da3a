"""Removing all entries that one visitor made by the sign-up link, and putting them back while that is possible.

For organizers whose list a stranger has filled with names. A removed entry is gone for everybody at once, its places
are given back, and its links end. For `PUT_BACK_WITHIN` it can come back; then it is forgotten like any other.
"""

from contextlib import suppress
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.core.change import Change, change, helper_of
from service.domain.core.events import Event
from service.domain.core.links import Grants, Link
from service.domain.core.refusals import NotFound
from service.domain.figures.times import PUT_BACK_WITHIN
from service.domain.models import Claim, Helper, Offer, OfferState, Organizer, Removal, Standing
from service.domain.rules.claims import give_back, resume
from service.domain.rules.helpers import blank_all
from service.storage.database import Database


def remove_visitor(change: Change, n: int) -> None:
    """Remove all entries of the visitor who made the entry `n`. Raises NotFound, also if that is not known any more."""
    visitor = helper_of(change, n).visitor
    if not visitor:
        raise NotFound
    mine = (Helper.move_id == change.move.id, Helper.visitor == visitor)
    entries = change.session.scalars(select(Helper).where(*mine, Helper.forgotten_at.is_(None))).all()
    helpers = {entry.n: entry for entry in entries if entry.merged_into is None}
    theirs = (Claim.move_id == change.move.id, Claim.helper_n.in_(helpers), Claim.released_at.is_(None))
    claims = change.session.scalars(select(Claim).where(*theirs).order_by(Claim.n)).all()
    offered = (Offer.move_id == change.move.id, Offer.helper_n.in_(helpers))
    offers = change.session.scalars(select(Offer).where(*offered).order_by(Offer.n)).all()
    before = {
        "helpers": [[entry.n, entry.epoch] for entry in helpers.values()],
        "claims": [[claim.n, claim.note] for claim in claims],
        "offers": [[offer.n, offer.state.value] for offer in offers],
    }
    for offer in offers:
        offer.state = OfferState.RESTING
    for entry in helpers.values():
        entry.forgotten_at, entry.epoch = change.now, change.next_epoch(entry.epoch)
    # Quiet reserves and standbys first: none of them steps up in between.
    for claim in sorted(claims, key=lambda claim: claim.standing is Standing.FIRM):
        give_back(change, claim)
    change.add(Removal(move_id=change.move.id, n=change.next_n(), removed_at=change.now, before=before))
    change.note(Event.HELPERS_REMOVED, people=len(helpers))


def put_back(change: Change, n: int) -> None:
    """Put the entries of a removal back on the list. Raises NotFound, also once it is too late.

    They have again what they had, but for a place that is somebody else's by now: there they stand by.
    """
    removal = change.get(Removal, n)
    if removal.removed_at + PUT_BACK_WITHIN <= change.now:
        raise NotFound
    for helper_n, epoch in removal.before["helpers"]:
        helper = change.get(Helper, helper_n)
        helper.forgotten_at, helper.epoch = None, epoch
    for offer_n, state in removal.before["offers"]:
        change.get(Offer, offer_n).state = OfferState(state)
    change.session.delete(removal)
    change.flush()
    for claim_n, note in removal.before["claims"]:
        claim = change.get(Claim, claim_n)
        claim.note = note
        resume(change, claim)
    change.note(Event.HELPERS_PUT_BACK, people=len(removal.before["helpers"]))


def finish_removals(database: Database, now: datetime) -> None:
    """Forget the people of all removals that nobody can put back any more. Raises Unavailable."""
    with database.reading() as session:
        lapsed = session.execute(
            select(Removal.move_id, Removal.n).where(Removal.removed_at <= now - PUT_BACK_WITHIN)
        ).all()
        organizers = [_organizer(session, each.move_id) for each in lapsed]
    for each, organizer in zip(lapsed, organizers, strict=True):
        with suppress(NotFound), change(database, organizer, now=now) as opened:  # erased meanwhile
            removal = opened.get(Removal, each.n)
            for helper_n, _epoch in removal.before["helpers"]:
                blank_all(opened, helper_n)
                opened.note(Event.HELPER_FORGOTTEN, helper=helper_n)
            opened.session.delete(removal)


def _organizer(session: Session, move_id: str) -> Link:
    of_move = (Organizer.move_id == move_id, Organizer.organizes())
    first = session.scalars(select(Organizer).where(*of_move).order_by(Organizer.n)).first()
    if first is None:
        raise NotFound
    return Link(move_id, Grants.ORGANIZER, first.n, first.epoch)
