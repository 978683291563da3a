"""The thank-you list and its entries."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from service.domain.core.refusals import NotFound
from service.domain.models import ThanksState, Way
from service.domain.reading.views.board import OfferView
from service.domain.reading.views.claim import ClaimView
from service.domain.reading.views.move import MoveView
from service.domain.reading.views.people import HelperView
from service.domain.reading.views.task import TaskView


@dataclass(frozen=True)
class ThanksView:
    """One entry of the thank-you list: a helper, with the claims and offers that they are thanked for."""

    helper: HelperView
    claims: list[tuple[TaskView, ClaimView]]
    offers: list[OfferView]
    note: str
    way: Way | None
    state: ThanksState
    given_at: datetime | None
    epoch: int
    """Of the link that opens the note."""
    remind_at: datetime | None
    """The next moment (aware UTC) at which the organizer is reminded of this note, if any."""
    stepped_in: Set[int]
    """Numbers of the claims that stood by first, until a place came free."""

    @property
    def is_over(self) -> bool:
        return self.state in (ThanksState.GIVEN, ThanksState.RESTING) or self.not_wanted

    @property
    def by_mail(self) -> bool:
        """Given as a letter that leaves from here."""
        return self.state is ThanksState.GIVEN and self.way is Way.MAIL and bool(self.note)

    @property
    def not_wanted(self) -> bool:
        """Tell whether the helper said that they need no note, and nothing has been written to them yet."""
        return self.helper.no_thanks and self.state is ThanksState.TO_WRITE


@dataclass(frozen=True)
class ThanksList:
    move: MoveView
    entries: list[ThanksView]

    @property
    def glad(self) -> list[HelperView]:
        """The helpers who were glad they came, in the order in which they said so."""
        glad = [entry.helper for entry in self.entries if entry.helper.glad_at is not None]
        return sorted(glad, key=lambda helper: (helper.glad_at, helper.n))

    @property
    def complete(self) -> bool:
        """Tell whether there was somebody to thank and nothing is left to write or give."""
        return bool(self.entries) and all(entry.is_over for entry in self.entries)

    @property
    def all_given(self) -> bool:
        return all(entry.state is ThanksState.GIVEN for entry in self.entries)

    def entry(self, helper_n: int) -> ThanksView:
        """Find the entry of a helper. Raises NotFound."""
        for entry in self.entries:
            if entry.helper.n == helper_n:
                return entry
        raise NotFound
