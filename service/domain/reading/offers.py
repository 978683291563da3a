"""Reads offers, each with the helper who made it."""

from functools import cache

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from service.domain.core.refusals import NotFound
from service.domain.models import Helper, Offer
from service.domain.reading.people import HELPER_COLUMNS, LISTED
from service.domain.reading.views import Audience, HelperView, OfferView
from service.storage.prepared import Query


def read_offers(session: Session, move_id: str, audience: Audience, *, me: int | None = None) -> list[OfferView]:
    """Read all offers for organizers, their own for a helper (`me`), none for the public; in order of arrival."""
    if audience in (Audience.PUBLIC, Audience.KEEPER):
        return []
    query = _offers(audience)
    if audience is not Audience.ORGANIZER:
        query = query.where(Offer.helper_n == me)
    return _views(session, query, move_id)


def read_offer(session: Session, move_id: str, n: int) -> OfferView:
    """Read one offer for organizers. Raises NotFound."""
    for offer in _views(session, _offers(Audience.ORGANIZER).where(Offer.n == n), move_id):
        return offer
    raise NotFound


@cache
def _offers(audience: Audience) -> Query:
    """Build the query for the offers of a move, in order of arrival: once, as that takes as long as to execute it."""
    made_by = (Helper.move_id == Offer.move_id) & (Helper.n == Offer.helper_n)
    query = select(Offer, *HELPER_COLUMNS[audience]).join(Helper, made_by)
    return query.where(Offer.move_id == bindparam("move_id"), *LISTED).order_by(Offer.n)


def _views(session: Session, query: Query, move_id: str) -> list[OfferView]:
    views = []
    for row in session.execute(query, {"move_id": move_id}):
        helper = row._asdict()
        offer: Offer = helper.pop("Offer")
        views.append(
            OfferView(
                offer.n,
                HelperView(**helper),
                offer.words,
                offer.state,
                offer.offered_at,
                named=offer.named,
                refused_before=offer.refused_before,
            )
        )
    return views
