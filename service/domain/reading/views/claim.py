"""Claims as the faces show them."""

from dataclasses import dataclass, fields
from datetime import datetime

from service.domain.models import Claim, Role, Standing, table
from service.domain.reading.views.people import HelperView


@dataclass(frozen=True)
class ClaimView:
    n: int
    task_n: int
    helper: HelperView
    quantity: int
    standing: Standing
    role: Role | None
    vehicle_kind: str
    vehicle_seats: int | None
    note: str
    """Only for the helper and the organizers."""
    claimed_at: datetime
    since: int
    """The version by which it stands as it does."""
    position: int | None
    """Among the standbys, counted from 1."""
    revision: int

    @classmethod
    def of(cls, claim: Claim, helper: HelperView, *, note: str = "", position: int | None = None) -> "ClaimView":
        """View a claim of this helper. The caller says whether its note may be seen."""
        return cls(
            n=claim.n,
            task_n=claim.task_n,
            helper=helper,
            quantity=claim.quantity,
            standing=claim.standing,
            role=claim.role,
            vehicle_kind=claim.vehicle_kind,
            vehicle_seats=claim.vehicle_seats,
            note=note,
            claimed_at=claim.claimed_at,
            since=claim.since,
            position=position,
            revision=claim.revision,
        )


CLAIM_COLUMNS = (*(field.name for field in fields(ClaimView) if field.name in table(Claim).columns), "helper_n")
"""Columns of the claims' table that a ClaimView is made of."""
