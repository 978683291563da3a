"""The things of a task, as its page's form sends them: what of each has been changed, and one more.

A field's name ends in the number of its thing, or in 0 for one more; beside it travels what stood there (`was-`). So
the form says only what was changed on it: another organizer's change in the meantime stays.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import cast

from service.domain.core.refusals import Fault, Invalid
from service.domain.models import ThingFields
from service.web.forms.fields import number, ticked
from service.web.forms.shape import parse
from service.web.forms.task import ThingIn

FIELDS = ("name", "count", "room", "weight_kg")
GOES = "goes-"
"""Beginning of the names of the fields that say how many of a thing go with a part, before the thing's number."""
OFF = "off-"
"""Beginning of the names of the boxes that are ticked for what is taken off, before the thing's number."""


def things_sent(sent: Mapping[str, str]) -> tuple[list[ThingFields], list[int]]:
    """Read what is changed or new, and the numbers of what is taken off. Raises Invalid."""
    off = ticked(sent, OFF)
    faults: list[Fault] = []
    things: list[ThingFields] = []
    for n in dict.fromkeys(number(name.removeprefix("name-")) for name in sent if name.startswith("name-")):
        if n in off:
            continue
        try:
            things += _thing(sent, n)
        except Invalid as no:
            faults += [replace(fault, field=f"{fault.field}-{n}") for fault in no.faults]
    if faults:
        raise Invalid(*faults)
    return things, off


def things_going(sent: Mapping[str, str]) -> dict[str, str]:
    """Read how many of each thing go with a part, as typed, by the thing's number."""
    going = {name.removeprefix(GOES): value.strip() for name, value in sent.items() if name.startswith(GOES)}
    return {n: many for n, many in going.items() if many.strip("0")}


@contextmanager
def named_as_sent() -> Iterator[None]:
    """Give faults of things that go the names that their fields have in the form."""
    try:
        yield
    except Invalid as no:
        raise Invalid(*(replace(each, field=re.sub(r"^things[._]", GOES, each.field)) for each in no.faults)) from None


def _thing(sent: Mapping[str, str], n: int) -> list[ThingFields]:
    """Read the row of one thing: nothing where nothing was changed. Raises Invalid."""
    typed = {name: sent.get(f"{name}-{n}", "").strip() for name in FIELDS}
    changed = {name for name in FIELDS if typed[name] != sent.get(f"was-{name}-{n}", "").strip()}
    if not changed:
        return []
    given = parse(ThingIn, {**typed, "count": typed["count"] or "1"}).given_as(ThingFields)
    if not n:
        return [given]
    return [cast(ThingFields, {**{name: value for name, value in given.items() if name in changed}, "n": n})]
