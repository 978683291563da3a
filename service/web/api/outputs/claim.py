"""Claims, as they stand on a task and as the one who made them sees them."""

from service.domain.models import ReadOnlyClaim, Role, Standing
from service.domain.reading.asks import Hours
from service.domain.reading.views import ClaimView
from service.web.api.outputs.base import Clock, NullIfEmpty, Out
from service.web.api.outputs.helper import PersonOut


class ClaimOut(Out):
    """A claim as it stands in a task's list."""

    n: int
    helper: PersonOut
    quantity: int
    standing: Standing
    role: Role | None


class VehicleOut(Out):
    kind: str
    seats: int | None


class ClaimedOut(Out):
    """A claim with its task's number, as the one who made it sees it. `position`: among those who stand by.

    `starts`, `ends`: the hours for which they were asked, of a task that has no time of its own.
    """

    n: int
    task: int
    quantity: int
    standing: Standing
    role: Role | None
    vehicle: VehicleOut | None
    note: NullIfEmpty
    position: int | None
    starts: Clock | None
    ends: Clock | None

    @classmethod
    def of(cls, claim: ReadOnlyClaim | ClaimView, position: int | None, hours: Hours | None = None) -> "ClaimedOut":
        """Show a claim with its `position` among the standbys, None for every other claim."""
        starts, ends = hours or (None, None)
        vehicle = VehicleOut(kind=claim.vehicle_kind, seats=claim.vehicle_seats) if claim.vehicle_kind else None
        return cls(
            n=claim.n,
            task=claim.task_n,
            quantity=claim.quantity,
            standing=claim.standing,
            role=claim.role,
            vehicle=vehicle,
            note=claim.note,
            position=position,
            starts=starts,
            ends=ends,
        )


class ClaimAnswer(Out):
    claim: ClaimedOut
    helper: PersonOut
    helper_link: str
    version: int


class ClaimsAnswer(Out):
    claims: list[ClaimedOut]
    helper: PersonOut
    helper_link: str
    version: int


OneOrSeveral = ClaimAnswer | ClaimsAnswer
"""The answer to a call that takes one task, or several."""
