"""The tables of a move, and the words that their columns may hold.

Each row inside a move is keyed `(move_id, n)`; `n` comes from the move's own counter and never goes back,
so an old link can never open a newer person's page. All foreign keys inside a move are composite: a row
cannot point outside its move. There are no relationships to lazy-load: each reading names what it reads.
"""

from sqlalchemy.orm import configure_mappers

from service.domain.models.ask import Ask, NotThisTime
from service.domain.models.base import Base, Instant, Row, defaults_of, set_fields, table
from service.domain.models.claim import Claim, Named, Offer
from service.domain.models.enums import (
    OTHER_HOME,
    AskState,
    Gear,
    Hitch,
    Kind,
    LetterSort,
    May,
    MessageKind,
    MessageState,
    MoveState,
    OfferState,
    Paper,
    Place,
    Role,
    Sort,
    Standing,
    TaskState,
    ThanksState,
    Way,
    Work,
)
from service.domain.models.message import DayKey, Mailbox, Message, Occasion, RecentLetter, Telling
from service.domain.models.move import Move
from service.domain.models.people import Helper, LastLook, Organizer
from service.domain.models.read_only import READ_ONLY, ReadOnly, ReadOnlyClaim, ReadOnlyHelper, ReadOnlyTask
from service.domain.models.records import EndedSession, Happening, Image, Intent, Merging, Removal
from service.domain.models.tally import Tally
from service.domain.models.task import Task, TaskFields
from service.domain.models.thanks import Thanks
from service.domain.models.thing import Carrying, Thing, ThingFields

configure_mappers()  # before anybody asks for anything: the first question would wait for it

__all__ = [
    "OTHER_HOME",
    "READ_ONLY",
    "Ask",
    "AskState",
    "Base",
    "Carrying",
    "Claim",
    "DayKey",
    "EndedSession",
    "Gear",
    "Happening",
    "Helper",
    "Hitch",
    "Image",
    "Instant",
    "Intent",
    "Kind",
    "LastLook",
    "LetterSort",
    "Mailbox",
    "May",
    "Merging",
    "Message",
    "MessageKind",
    "MessageState",
    "Move",
    "MoveState",
    "Named",
    "NotThisTime",
    "Occasion",
    "Offer",
    "OfferState",
    "Organizer",
    "Paper",
    "Place",
    "ReadOnly",
    "ReadOnlyClaim",
    "ReadOnlyHelper",
    "ReadOnlyTask",
    "RecentLetter",
    "Removal",
    "Role",
    "Row",
    "Sort",
    "Standing",
    "Tally",
    "Task",
    "TaskFields",
    "TaskState",
    "Telling",
    "Thanks",
    "ThanksState",
    "Thing",
    "ThingFields",
    "Way",
    "Work",
    "defaults_of",
    "set_fields",
    "table",
]
