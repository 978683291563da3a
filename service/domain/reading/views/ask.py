"""An ask: who is asked for what, and how it is shown."""

from dataclasses import dataclass, field, fields
from datetime import datetime, time

from service.domain.figures.times import REST_AFTER
from service.domain.models import Ask, AskState, Standing
from service.domain.reading.views.claim import ClaimView
from service.domain.reading.views.move import MoveView
from service.domain.reading.views.people import HelperView
from service.domain.reading.views.task import TaskView


@dataclass(frozen=True)
class AskView:
    n: int
    helper: HelperView
    by_n: int
    """The organizer who asked, or the helper who hands on a place."""
    tasks: list[int]
    """Numbers of the tasks, the first one first."""
    starts: time | None
    ends: time | None
    words: str
    """Own words, with `{link}` where the link stands; empty: made from what is true now."""
    language: str
    refused_before: bool
    asked_at: datetime
    epoch: int
    state: AskState
    why_you: str = ""
    """The reason to ask this very person, in a sentence to them."""
    offer_n: int | None = None
    """The offer that answers it: they would come at another time."""
    handed_on_n: int | None = None
    """The claim that is handed on with it, or was."""
    sent_in: int | None = None
    """The version of the change that sent the words by mail from here."""

    @classmethod
    def of(cls, ask: Ask, helper: HelperView, *, is_yes: bool, now: datetime) -> "AskView":
        """View an ask. `is_yes`: what the person said yes to stands."""
        if is_yes:
            state = AskState.YES
        else:
            lapsed = ask.asked_at + REST_AFTER <= now
            state = AskState.RESTING if ask.rests or lapsed else AskState.ASKED
        same = {each.name for each in fields(cls)} - {"helper", "state"}
        return cls(helper=helper, state=state, **{name: getattr(ask, name) for name in same})


@dataclass(frozen=True)
class Asked:
    """An ask with all that it is about: the move, and those of its tasks that are there for its reader."""

    ask: AskView
    tasks: list[TaskView]
    move: MoveView
    other_ends: dict[int, TaskView] = field(default_factory=dict)
    """By the numbers of its tasks, what carries the same things at the other home and is not asked for."""
    own: list[TaskView] = field(default_factory=list)
    """Tasks that are for this person and few others, and not asked for here."""
    offered: str = ""
    """Words of an offer of theirs that waits."""

    @property
    def handed(self) -> ClaimView | None:
        """The place that a friend hands on with it, while it is theirs; None for every other ask.

        Of a discreet move, whose reader is not trusted, that friend has no name.
        """
        standing = (claim for task in self.tasks for claim in (*task.firm, *task.unnamed))
        claims = (claim for claim in standing if claim.standing is Standing.FIRM and claim.n == self.ask.handed_on_n)
        return next((claim for claim in claims if claim.helper.n != self.ask.helper.n), None)
