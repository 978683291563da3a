"""Views: plain frozen data for the faces to show. The modules of `reading` make them."""

from service.domain.reading.views.ask import Asked, AskView
from service.domain.reading.views.audience import Audience
from service.domain.reading.views.board import Board, BoardEffort, OfferView
from service.domain.reading.views.claim import ClaimView
from service.domain.reading.views.discreet import board_held_back, move_held_back, task_held_back
from service.domain.reading.views.move import EndView, MoveView, last_day, needs_addresses, today
from service.domain.reading.views.out_and_in import in_pairs, other_ends, other_half
from service.domain.reading.views.people import HelperView, OrganizerView, labels_of
from service.domain.reading.views.sections import Hour, Section, by_day, by_hour, section_of
from service.domain.reading.views.stretches import (
    DayOf,
    Part,
    Stretch,
    Suits,
    When,
    by_stretch,
    is_all_past,
    is_past,
    whens_of,
    whens_of_offer,
)
from service.domain.reading.views.task import Effort, Group, TaskView, ThingView, by_kind, day_of, ends_of, when_key
from service.domain.reading.views.thanks import ThanksList, ThanksView
from service.domain.reading.views.times import hours_of, time_skipped

__all__ = [
    "AskView",
    "Asked",
    "Audience",
    "Board",
    "BoardEffort",
    "ClaimView",
    "DayOf",
    "Effort",
    "EndView",
    "Group",
    "HelperView",
    "Hour",
    "MoveView",
    "OfferView",
    "OrganizerView",
    "Part",
    "Section",
    "Stretch",
    "Suits",
    "TaskView",
    "ThanksList",
    "ThanksView",
    "ThingView",
    "When",
    "board_held_back",
    "by_day",
    "by_hour",
    "by_kind",
    "by_stretch",
    "day_of",
    "ends_of",
    "hours_of",
    "in_pairs",
    "is_all_past",
    "is_past",
    "labels_of",
    "last_day",
    "move_held_back",
    "needs_addresses",
    "other_ends",
    "other_half",
    "section_of",
    "task_held_back",
    "time_skipped",
    "today",
    "when_key",
    "whens_of",
    "whens_of_offer",
]
