"""The things of a task, as its page's form sends them: a row each, and an empty one for one more."""

from collections.abc import Mapping
from dataclasses import replace

from service.domain.core.refusals import Fault, Invalid
from service.domain.models import Kind, TaskFields, ThingFields
from service.domain.reading.views import TaskView, ThingView
from service.domain.rules.things import MAX_THINGS
from service.web.forms.fields import number
from service.web.forms.shape import parse
from service.web.forms.task import ThingIn

FIELDS = ("name", "count", "room", "weight_kg")


def things_of(sent: Mapping[str, str], task: TaskView) -> TaskFields:
    """Read all that the task is to carry; boxes that were counted by their things still are. Raises Invalid."""
    known = {thing.n: thing for thing in task.things}
    faults: list[Fault] = []
    things: list[ThingFields] = []
    for row in range(MAX_THINGS + 1):
        typed = {name: sent.get(f"{name}-{row}", "").strip() for name in FIELDS}
        n = number(sent.get(f"n-{row}", ""))
        if sent.get(f"off-{row}") == "1" or not (n or any(typed.values())):
            continue
        try:
            things.append(_thing(typed, n, known.get(n)))
        except Invalid as no:
            faults += [replace(fault, field=f"{fault.field}-{row}") for fault in no.faults]
    if faults:
        raise Invalid(*faults)
    fields: TaskFields = {"things": things}
    counted = sum(thing.count for thing in task.things)
    if task.kind is Kind.BOX_LOAD and things and counted == task.needed:
        fields["needed"] = sum(each.get("count", 1) for each in things)
    return fields


def _thing(typed: dict[str, str], n: int, known: ThingView | None) -> ThingFields:
    """Read one row. The weight that the catalogue says of a thing is nobody's own word. Raises Invalid."""
    given = parse(ThingIn, {**typed, "count": typed["count"] or "1"})
    fields = given.given_as(ThingFields)
    if known is not None and fields.get("weight_kg") == known.weight_kg:
        del fields["weight_kg"]
    if n:
        fields["n"] = n
    return fields
