"""The move itself."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from service.domain.models import MoveState
from service.domain.reading.views import EndView
from service.web.api.outputs.base import NullIfEmpty, Out

_NOWHERE = EndView(area="", floor=None, lift=False)


def _null_if_nowhere(end: object) -> object:
    return None if end == _NOWHERE else end


class EndOut(Out):
    area: str
    floor: int | None
    lift: bool


class EndWithAddress(EndOut):
    address: NullIfEmpty
    arriving: NullIfEmpty = Field(default=None, exclude_if=lambda words: words is None)
    """Left out where nothing is said: programs know an end without it."""


class NameOut(Out):
    name: str


class OrganizerOut(NameOut):
    email: NullIfEmpty
    phone: NullIfEmpty


class MoveLinks(Out):
    organizer: str
    signup: str


class PublicMove(Out):
    """The move as anyone with the sign-up link may know it."""

    id: str
    version: int
    state: MoveState
    title: str
    zone: str
    day: date | None
    why: NullIfEmpty
    damage_is_mine: bool
    discreet: bool
    same_building: bool
    organizer: NameOut
    start: Annotated[EndOut | None, BeforeValidator(_null_if_nowhere)] = Field(alias="from")
    finish: Annotated[EndOut | None, BeforeValidator(_null_if_nowhere)] = Field(alias="to")


class MoveOut(PublicMove):
    """With exact addresses and contacts, for organizers and helpers."""

    organizer: OrganizerOut
    start: Annotated[EndWithAddress | None, BeforeValidator(_null_if_nowhere)] = Field(alias="from")
    finish: Annotated[EndWithAddress | None, BeforeValidator(_null_if_nowhere)] = Field(alias="to")


class MoveWithLinks(MoveOut):
    links: MoveLinks | None = None


class PlannedMove(Out):
    id: str
    version: int
    state: MoveState
    links: MoveLinks
