"""Those who organize a move together, and the link of one of them."""

from typing import Self

from service.domain.models import May
from service.domain.reading.views import OrganizerView
from service.web.api.outputs.base import Out


class OneOfThem(Out):
    n: int
    name: str
    may: May

    @classmethod
    def of(cls, organizer: OrganizerView) -> Self:
        """Show somebody who organizes, or keeps the list."""
        return cls(n=organizer.n, name=organizer.name, may=organizer.may)


class OrganizerAnswer(Out):
    organizer: OneOfThem


class AddedOrganizer(OrganizerAnswer):
    link: str


class OrganizersOut(Out):
    organizers: list[OneOfThem]
    version: int


class LinkOut(Out):
    link: str
