"""A yes or an offer that an organizer heard in person: from whom, and of what."""

import re
from collections.abc import Mapping
from dataclasses import replace

from service.domain.core.change import Change
from service.domain.core.refusals import Fault, Invalid
from service.domain.models import Task
from service.domain.reading.people import read_helpers
from service.domain.reading.views import Audience, HelperView, labels_of
from service.domain.rules import claims, helpers, naming, places
from service.domain.rules.out_and_in import claim_both
from service.web.base.access import RequestContext
from service.web.forms.claim import ClaimOnBehalf, claim_from_form
from service.web.forms.names import MAX_NAMED, NamedPerson
from service.web.forms.shape import parse

ASIDE = ("who", "key", "anyway", "more", "on")
"""Fields of the form that say nothing about the claim itself."""


def known_person(ctx: RequestContext, who: str, field: str) -> HelperView | None:
    """Find the person that a name or a label stands for; None for somebody new. Raises Invalid if it fits several."""
    with ctx.read() as session:
        people = read_helpers(session, ctx.by.move_id, Audience.ORGANIZER)
    return _person(people, who, field)


def _person(people: Mapping[int, HelperView], who: str, field: str) -> HelperView | None:
    who = " ".join(who.split())
    for n, label in labels_of(list(people.values())).items():
        if who == label:
            return people[n]
    same = [helper for helper in people.values() if helper.name.casefold() == who.casefold()]
    if len(same) > 1:
        raise Invalid(Fault(field, "same_name"))
    return same[0] if same else None


def named_person(ctx: RequestContext, name: str) -> tuple[HelperView | None, str]:
    """Find the person whom a name in a form stands for, or return the name of somebody new. Raises Invalid."""
    if not name.strip():
        return None, ""
    known = known_person(ctx, name, "name")
    return known, "" if known else parse(NamedPerson, {"name": name}).name


def named_people(ctx: RequestContext, names: str, field: str) -> tuple[list[int], list[str]]:
    """Find the people whom names between commas stand for: numbers of those who are here, and names of new ones.

    Raises Invalid.
    """
    named = {part.strip().casefold(): part for part in re.split(r"[,;\n]", names) if part.strip()}
    if not named:
        return [], []
    if len(named) > MAX_NAMED:
        raise Invalid(Fault(field, "too_many", {"most": MAX_NAMED}))
    with ctx.read() as session:
        here = read_helpers(session, ctx.by.move_id, Audience.ORGANIZER)
    try:
        people = [(_person(here, name, field), parse(NamedPerson, {"name": name}).name) for name in named.values()]
    except Invalid as no:
        raise Invalid(*(replace(fault, field=field) for fault in no.faults)) from None
    return [known.n for known, _ in people if known], [name for known, name in people if known is None]


def heard_claim(sent: Mapping[str, str], known: HelperView | None) -> ClaimOnBehalf:
    """Read the claim in the form. Raises Invalid with the names of the form's fields."""
    given = claim_from_form({name: value for name, value in sent.items() if name not in ASIDE})
    person = {"helper": known.n} if known else {"name": sent.get("who", "")}
    try:
        return parse(ClaimOnBehalf, given | person)
    except Invalid as no:
        names = {"name": "who", "helper": "who"}
        named = [replace(fault, field=names.get(fault.field, fault.field)) for fault in no.faults]
        raise Invalid(*named, more=no.count - len(named)) from None


def put_on(
    change: Change, tasks: list[int], known: HelperView | None, heard: ClaimOnBehalf, *, more_places: bool = False
) -> None:
    """Write the claim on a task, or on its two ends, down, once for the form that it came with.

    Raises as `claim_both` does.

    `more_places`: where too few are free, there are as many more.
    """

    def take() -> list[int]:
        helper_n = known.n if known else helpers.add_helper(change, {"name": heard.name or ""})
        wish = heard.wish()
        for n in tasks:
            naming.let_see(change, n, helper_n)
        for n in tasks if more_places else []:
            places.add_places(change, change.get(Task, n), wish.quantity, wish.role, helper_n=helper_n)
        return claim_both(change, tasks, helper_n, wish, may_lower=False)

    change.once(take, still_valid=lambda made: claims.still_valid(change, made[0]))
