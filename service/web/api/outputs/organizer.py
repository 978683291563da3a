"""Those who organize a move together, and the link of one of them."""

from typing import Self

from service.domain.reading.views import OrganizerView
from service.web.api.outputs.base import Out
from service.web.forms.organizer import ORGANIZE


class OneOfThem(Out):
    n: int
    name: str
    may: str

    @classmethod
    def of(cls, organizer: OrganizerView) -> Self:
        """Show somebody who organizes: all of them may do the same."""
        return cls(n=organizer.n, name=organizer.name, may=ORGANIZE)


class OrganizerAnswer(Out):
    organizer: OneOfThem


class AddedOrganizer(OrganizerAnswer):
    link: str


class OrganizersOut(Out):
    organizers: list[OneOfThem]
    version: int


class LinkOut(Out):
    link: str
