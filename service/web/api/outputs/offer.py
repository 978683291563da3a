"""Offers, and the yes to them."""

from service.domain.models import OfferState
from service.web.api.outputs.base import Out
from service.web.api.outputs.claim import ClaimedOut
from service.web.api.outputs.helper import PersonOut


class OfferOut(Out):
    n: int
    words: str
    state: OfferState
    helper: PersonOut


class OfferAnswer(Out):
    offer: OfferOut
    version: int


class OfferWithLink(OfferAnswer):
    helper_link: str


class OffersOut(Out):
    offers: list[OfferOut]
    version: int


class AcceptedOffer(OfferAnswer):
    claims: list[ClaimedOut]
    reply: str


class FitOut(Out):
    task: int
    reason: str


class FitsOut(Out):
    fits: list[FitOut]
