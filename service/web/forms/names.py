"""Names of those who have offered to help, one a line."""

from service.domain.core.refusals import Fault, Invalid
from service.domain.models import Named
from service.domain.pasting.names import read_names
from service.web.forms.fields import TEXT, Name, Text
from service.web.forms.shape import Shape, parse

MAX_NAMED = 50
"""Names at once: more than anybody has offers."""


class NamedPerson(Shape):
    name: Name
    words: Text | None = ""


def names_in(text: str) -> list[Named]:
    """Read the names. Raises Invalid that names the first line that does not fit."""
    if len(text) > TEXT:
        raise Invalid(Fault("names", "too_long", {"most": TEXT, "length": len(text)}))
    people = read_names(text)
    if len(people) > MAX_NAMED:
        raise Invalid(Fault("names", "too_many", {"most": MAX_NAMED}))
    return [_person(line, each) for line, each in people]


def _person(line: int, each: Named) -> Named:
    try:
        person = parse(NamedPerson, {"name": each.name, "words": each.words})
    except Invalid as wrong:
        fault = wrong.faults[0]
        raise Invalid(Fault("names", fault.code, {**fault.values, "line": line})) from None
    return Named(person.name, person.words or "")
