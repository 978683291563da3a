"""One shape for each answer of the JSON API, and how views become it."""

from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from service.domain.figures.capacity import Cover
from service.domain.models import (
    Claim,
    Happening,
    Kind,
    MoveState,
    OfferState,
    Role,
    Sort,
    Standing,
    TaskState,
    ThanksState,
    Way,
    Work,
)
from service.domain.reading.views import (
    ClaimView,
    Effort,
    EndView,
    HelperView,
    MoveView,
    OfferView,
    TaskView,
    ThanksView,
)
from service.text.sentences import Sentences

Clock = Annotated[
    time,
    PlainSerializer(lambda at: at.strftime("%H:%M"), return_type=str),
    WithJsonSchema({"type": "string", "examples": ["09:00"]}),
]
Instant = Annotated[
    datetime,
    PlainSerializer(lambda at: at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


Unless = Annotated[str | None, BeforeValidator(lambda text: text or None)]
"""An optional text: null unless something was said."""


class Out(BaseModel):
    model_config = ConfigDict(populate_by_name=True)


NOWHERE = EndView(area="", address="", floor=None, lift=False)


class EndOut(Out):
    area: str
    floor: int | None
    lift: bool


class EndWithAddress(EndOut):
    address: Unless


class PersonOut(Out):
    n: int
    name: str


class NameOut(Out):
    name: str


class OrganizerOut(NameOut):
    email: Unless
    phone: Unless


class MoveLinks(Out):
    organizer: str
    signup: str


class PublicMove(Out):
    """What anyone with the sign-up link may know."""

    id: str
    version: int
    state: MoveState
    title: str
    zone: str
    day: date | None
    why: Unless
    same_building: bool
    organizer: NameOut
    start: EndOut | None = Field(alias="from")
    finish: EndOut | None = Field(alias="to")

    @classmethod
    def of(cls, move: MoveView) -> Self:
        return cls(**_move(move), **_ends(move, EndOut), organizer=NameOut(name=move.organizer.name))


class MoveOut(PublicMove):
    """With exact addresses and contacts, for organizers and helpers."""

    organizer: OrganizerOut
    start: EndWithAddress | None = Field(alias="from")
    finish: EndWithAddress | None = Field(alias="to")

    @classmethod
    def of(cls, move: MoveView) -> Self:
        first = move.organizer
        organizer = OrganizerOut(name=first.name, email=first.email, phone=first.phone)
        return cls(**_move(move), **_ends(move, EndWithAddress), organizer=organizer)


class MoveWithLinks(MoveOut):
    links: MoveLinks | None = None


class PlannedMove(Out):
    id: str
    version: int
    state: MoveState
    links: MoveLinks


class ClaimOut(Out):
    """A claim as it stands in a task's list."""

    n: int
    helper: PersonOut
    quantity: int
    standing: Standing
    role: Role | None

    @classmethod
    def of(cls, claim: ClaimView) -> Self:
        return cls(
            n=claim.n,
            helper=person(claim.helper),
            quantity=claim.quantity,
            standing=claim.standing,
            role=claim.role,
        )


class CrewOut(Out):
    people: int
    reason: str


class TaskOut(Out):
    n: int
    kind: Kind
    title: str
    needed: int | None
    work: Work | None
    sort: Sort | None
    weight_kg: float | None
    why: Unless
    bring: Unless
    day: date | None
    starts: Clock | None
    ends: Clock | None
    minutes: int | None
    kept: bool
    state: TaskState
    cover: Cover
    taken: int
    left: int
    effort: Effort
    crew: CrewOut | None
    claims: list[ClaimOut]

    @classmethod
    def of(cls, task: TaskView, say: Sentences) -> Self:
        same = {name: getattr(task, name) for name in cls.model_fields if name not in ("crew", "claims")}
        crew = CrewOut(people=task.crew.people, reason=say.crew(task)) if task.crew else None
        return cls(**same, crew=crew, claims=[ClaimOut.of(claim) for claim in task.claims])


class OfferOut(Out):
    n: int
    words: str
    state: OfferState
    helper: PersonOut

    @classmethod
    def of(cls, offer: OfferView) -> Self:
        return cls(n=offer.n, words=offer.words, state=offer.state, helper=person(offer.helper))


class BoardOut(Out):
    move: MoveOut
    tasks: list[TaskOut]
    offers: list[OfferOut]
    version: int


class SignupOut(Out):
    move: PublicMove
    tasks: list[TaskOut]
    version: int


class TasksOut(Out):
    tasks: list[TaskOut]
    version: int


class PastedTask(TaskOut):
    """`n` is null as long as nothing was saved; `lines` count from 1 in the text as sent."""

    n: int | None  # type: ignore[assignment]  # wider than in TaskOut: a dry run has no number
    lines: list[int]


class UnclearOut(Out):
    line: int
    text: str


class PastedOut(Out):
    saved: bool
    tasks: list[PastedTask]
    unclear: list[UnclearOut]
    version: int


class VehicleOut(Out):
    kind: str
    seats: int | None


class ClaimedOut(Out):
    """A claim with its task's number, as the one who made it sees it. `position`: among those who stand by."""

    n: int
    task: int
    quantity: int
    standing: Standing
    role: Role | None
    vehicle: VehicleOut | None
    note: Unless
    position: int | None

    @classmethod
    def of(cls, claim: Claim | ClaimView, position: int | None) -> Self:
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
        )


class ClaimAnswer(Out):
    claim: ClaimedOut
    helper: PersonOut
    helper_link: str
    version: int


class HelperOut(PersonOut):
    email: Unless
    phone: Unless

    @classmethod
    def of(cls, helper: HelperView) -> Self:
        return cls(n=helper.n, name=helper.name, email=helper.email, phone=helper.phone)


class HelperWithLink(HelperOut):
    link: str


class HelperAnswer(Out):
    helper: HelperWithLink
    version: int


class HelpersOut(Out):
    helpers: list[HelperWithLink]
    version: int


class HelperPage(Out):
    helper: HelperOut
    move: MoveOut
    claims: list[ClaimedOut]
    tasks: list[TaskOut]
    version: int


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


class ThanksOut(Out):
    """One entry; `n` is the helper's."""

    n: int
    name: str
    did: list[str]
    note: str
    way: Way | None
    state: ThanksState
    remind_at: Instant | None

    @classmethod
    def of(cls, entry: ThanksView, say: Sentences) -> Self:
        return cls(
            n=entry.helper.n,
            name=entry.helper.name,
            did=say.did(entry),
            note=entry.note,
            way=entry.way,
            state=entry.state,
            remind_at=entry.remind_at,
        )


class ThanksListOut(Out):
    thanks: list[ThanksOut]
    complete: bool


class ByOut(Out):
    role: str
    n: int


class HappeningOut(Out):
    version: int
    at: Instant
    by: ByOut
    what: str
    about: dict[str, Any]

    @classmethod
    def of(cls, line: Happening) -> Self:
        by = ByOut(role=line.by_role, n=line.by_n)
        return cls(version=line.version, at=line.at, by=by, what=line.what, about=line.about)


class HistoryOut(Out):
    history: list[HappeningOut]
    version: int


class FaultOut(Out):
    field: str
    code: str
    message: str


class Problem(Out):
    """RFC 9457, `application/problem+json`: every expected "no". Some codes carry more."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    left: int | None = None
    people: int | None = None
    errors: list[FaultOut] | None = None


def person(helper: HelperView) -> PersonOut:
    return PersonOut(n=helper.n, name=helper.name)


def _move(move: MoveView) -> dict[str, Any]:
    names = ("id", "version", "state", "title", "zone", "day", "why", "same_building")
    return {name: getattr(move, name) for name in names}


def _ends(move: MoveView, shape: type[EndOut]) -> dict[str, Any]:
    def end(view: EndView) -> EndOut | None:
        if view == NOWHERE:
            return None
        address = {"address": view.address} if shape is EndWithAddress else {}
        return shape(area=view.area, floor=view.floor, lift=view.lift, **address)

    return {"start": end(move.start), "finish": end(move.finish)}
