"""A move and its organizer, as an organizer describes them."""

from collections.abc import Mapping
from typing import Any, cast

from pydantic import Field

from service.domain.models import MoveState
from service.domain.rules.moves import MoveFields, OrganizerFields
from service.web.forms.fields import Day, DaysBefore, Email, Flag, Floor, Name, Short, Text, Title, Zone
from service.web.forms.shape import Shape


class EndIn(Shape):
    area: Short | None = ""
    address: Short | None = ""
    floor: Floor = None
    lift: Flag = False
    arriving: Text | None = ""


class OrganizerChange(Shape):
    name: Name = ""
    email: Email | None = ""
    phone: Short | None = ""


class OrganizerIn(OrganizerChange):
    name: Name


class MoveChange(Shape):
    """The fields of a move that an organizer may set; `from` and `to` change only what they name."""

    title: Title = ""
    organizer: OrganizerChange | None = None
    zone: Zone = ""
    day: Day = None
    why: Text | None = ""
    damage_is_mine: Flag = False
    discreet: Flag = False
    start: EndIn | None = Field(default=None, alias="from")
    finish: EndIn | None = Field(default=None, alias="to")
    same_building: Flag = False

    def fields(self) -> MoveFields:
        ends: dict[str, Any] = {}
        for side, name in (("start", "from"), ("finish", "to")):
            if side in self.model_fields_set:
                end: EndIn | None = getattr(self, side)
                values = EndIn().model_dump() if end is None else end.given()
                ends |= {f"{name}_{field}": value for field, value in values.items()}
        return cast(MoveFields, {**self.given_as(MoveFields), **ends})

    def organizer_fields(self) -> OrganizerFields:
        return self.organizer.given_as(OrganizerFields) if self.organizer else {}


class WholeMove(MoveChange):
    """All that is said about a move, as its settings have it."""

    title: Title
    organizer: OrganizerIn
    zone: Zone


class NewMove(MoveChange):
    """Without a title one is made, and the zone is UTC until somebody says.

    `word`: needed where only those who know it may plan a move; else ignored.
    """

    title: Title | None = None  # pyrefly: ignore[bad-override]  # wider than in MoveChange: here it may be missing
    organizer: OrganizerIn
    zone: Zone | None = None  # pyrefly: ignore[bad-override]  # as the title
    word: Short | None = None

    def fields_or(self, title: str) -> MoveFields:
        """Return the fields of the move, with this title if none was given."""
        return {**self.fields(), "title": self.title or title, "zone": self.zone or "UTC"}


class MovePatch(MoveChange):
    state: MoveState = MoveState.OPEN


class MovedAlong(Shape):
    """The day that the move had before it was moved."""

    was: Day = None


class MovedTo(Shape):
    """The day to which a task is moved along."""

    day: Day = None


class DigestDays(Shape):
    """Days before the move on which an organizer wants to hear what is still open."""

    digest_days: DaysBefore = None


def new_move_from_form(sent: Mapping[str, str]) -> dict[str, Any]:
    """Read a form like `move_from_form`; what stays empty and can be made is not given."""
    given = move_from_form(sent)
    return {name: value for name, value in given.items() if value or name not in ("title", "zone")}


def move_from_form(sent: Mapping[str, str]) -> dict[str, Any]:
    """Put the flat fields of the planning form into the shape of the JSON call."""

    def end(side: str) -> dict[str, str]:
        return {field: sent.get(f"{side}_{field}", "") for field in EndIn.model_fields}

    return {
        "title": sent.get("title", ""),
        "organizer": {field: sent.get(field, "") for field in ("name", "email", "phone")},
        "zone": sent.get("zone", ""),
        "day": sent.get("day", ""),
        "why": sent.get("why", ""),
        "damage_is_mine": sent.get("damage_is_mine", ""),
        "discreet": sent.get("discreet", ""),
        "same_building": sent.get("same_building", ""),
        "from": end("from"),
        "to": end("to"),
    }
