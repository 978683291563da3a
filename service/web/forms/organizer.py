"""Those who organize a move together or keep its list, as one of them writes them down."""

from service.domain.models import May
from service.domain.rules.moves import OrganizerFields
from service.web.forms.move import OrganizerChange, OrganizerIn


class NewOrganizer(OrganizerIn):
    may: May = May.ORGANIZE

    def fields(self) -> OrganizerFields:
        return self.given_as(OrganizerFields)


class OrganizerPatch(OrganizerChange):
    may: May = May.ORGANIZE

    def fields(self) -> OrganizerFields:
        return self.given_as(OrganizerFields)
