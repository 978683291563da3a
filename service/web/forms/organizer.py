"""Those who organize a move together, as one of them writes them down."""

from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from service.domain.rules.moves import OrganizerFields
from service.web.forms.fields import refuse
from service.web.forms.move import OrganizerChange, OrganizerIn

ORGANIZE = "organize"


def _only_organize(may: str) -> str:
    """Refuse every narrower right: none is held anywhere else yet."""
    if may != ORGANIZE:
        raise refuse("only_organize")
    return may


May = Annotated[str, AfterValidator(_only_organize), WithJsonSchema({"type": "string", "enum": [ORGANIZE]})]


class NewOrganizer(OrganizerIn):
    may: May = ORGANIZE

    def fields(self) -> OrganizerFields:
        return self.given_as(OrganizerFields)


class OrganizerPatch(OrganizerChange):
    may: May = ORGANIZE

    def fields(self) -> OrganizerFields:
        return self.given_as(OrganizerFields)
