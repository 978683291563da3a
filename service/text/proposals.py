"""From what the parser proposes to tasks: titles, what to bring and why, in words; and the figures as they are."""

import unicodedata

from service.domain.core.links import Links
from service.domain.models import Kind
from service.domain.pasting import Bring, Proposal, Why
from service.domain.reading.views import MoveView
from service.domain.rules.tasks import TaskFields
from service.text.language import Language
from service.text.task_titles import title_of


def fields_of(proposal: Proposal, move: MoveView, lang: Language) -> TaskFields:
    """The task that a proposal becomes. A time of day is proposed only once the day is known."""
    fields: TaskFields = {
        "kind": proposal.kind,
        "title": _sound(title_of(proposal.title, lang)),
        "needed": proposal.needed,
        "work": proposal.work,
        "sort": proposal.sort,
        "weight_kg": proposal.weight_kg if proposal.kind is Kind.HEAVY_ITEM else None,
        "bring": bring_of(proposal, lang),
        "why": why_of(proposal, lang),
        "least": max(1, proposal.least),
        "starts": proposal.at if move.day else None,
    }
    if proposal.minutes:
        fields["minutes_least"], fields["minutes"] = proposal.minutes
    said = {"weight_kg"} if any(thing.explicit_weight for thing in proposal.things) else set()
    ours = [name for name in ("weight_kg", "minutes") if name not in said]
    fields["estimated"] = [name for name in ours if fields.get(name) is not None]
    return fields


def digest_of(text: str, links: Links) -> str:
    """Tells a list again, however its lines were broken on the way."""
    return links.fingerprint(" ".join(text.split()))


def _sound(title: str) -> str:
    """A pasted list may hold what no field would take: it is left out of the title."""
    return "".join(letter for letter in title if unicodedata.category(letter)[0] != "C" or letter == "\u200d")


def homes_of(lang: Language) -> list[tuple[str, str]]:
    """The sizes of a home that one may begin from: key and words."""
    _ = lang.gettext
    return [
        ("room", _("A room in a shared flat")),
        ("studio", _("A studio")),
        ("bed_1", _("One bedroom")),
        ("bed_2", _("Two bedrooms")),
        ("bed_3", _("Three bedrooms")),
        ("bed_4", _("Four bedrooms")),
    ]


def bring_of(proposal: Proposal, lang: Language) -> str:
    _ = lang.gettext
    words = {
        Bring.STRAPS: _("lifting straps"),
        Bring.DOLLY: _("a furniture dolly"),
        Bring.HAND_TRUCK: _("a hand truck"),
        Bring.APPLIANCE_DOLLY: _("an appliance dolly"),
        Bring.PIANO_DOLLY: _("a piano dolly"),
        Bring.TOOLS: _("tools to take it apart"),
        Bring.BLANKETS: _("blankets"),
    }
    named = lang.list([words[each] for each in proposal.bring])
    return named[:1].upper() + named[1:]


def why_of(proposal: Proposal, lang: Language) -> str:
    _ = lang.gettext
    words = {
        Why.FRAGILE: _("Fragile."),
        Why.HEAVY_BOXES: _("Heavy boxes: take few at a time."),
        Why.COMES_APART: _("It comes apart first."),
        Why.IN_LOADS: _("In several loads."),
        Why.NOT_SURE: _("Not settled yet."),
        Why.RANGE: _("The number is a guess. We count with the upper end."),
    }
    return " ".join(words[each] for each in proposal.why)
