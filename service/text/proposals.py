"""Proposals of the parser as tasks: title, things to bring and remarks in words, and the figures as they are."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from service.domain.core.links import Links
from service.domain.models import Gear, Kind, TaskFields, ThingFields
from service.domain.pasting import Proposal, Thing, Understood, When, Why, as_suggestions, understand
from service.domain.reading.views import MoveView
from service.domain.rules.tasks import require_few
from service.text.language import Language
from service.text.task_titles import item_name, title_of

TITLE, SHORT, TEXT = 200, 300, 2_000
"""Longest name of a thing and of a room, and longest reason of a task, in characters."""


def read_in(text: str, move: MoveView, hands: int, today: date, *, keeper: bool = False) -> Understood:
    """Read a list that was just pasted, all of it as suggestions where it is a keeper's. To be done apart.

    `today`: where the move is. Raises Invalid for more than is looked through at once.
    """
    understood = understand(text, route=move.route, hands=hands, when=When(move.day, today))
    understood = as_suggestions(understood) if keeper else understood
    require_few(understood.tasks, understood.unclear, understood.things)
    return understood


def proposed_in(
    text: str, move: MoveView, hands: int, today: date, lang: Language, *, keeper: bool
) -> tuple[Understood, list[TaskFields]]:
    """Read a list, and make the fields of its tasks. Raises Invalid like `read_in`."""
    understood = read_in(text, move, hands, today, keeper=keeper)
    return understood, fields_of(understood.tasks, move, lang)


def fields_of(proposals: Sequence[Proposal], move: MoveView, lang: Language) -> list[TaskFields]:
    """Make the fields of all tasks of a plan. A time of day is proposed only once the day is known.

    Words are in the language of the organizer who pastes the list, and stay as they were written.
    """
    numbers: dict[int, int] = {}
    return [{**_fields_of(each, move, lang), "things": _things_of(each, numbers, lang)} for each in proposals]


def _things_of(proposal: Proposal, numbers: dict[int, int], lang: Language) -> list[ThingFields]:
    """List what is moved by a task. A thing that another carries, too, has the same number there: it is one object."""
    return [
        {
            "same": numbers.setdefault(id(thing), len(numbers) + 1),
            "name": name_of(thing, lang),
            "count": thing.count,
            "weight_kg": thing.load_kg if thing.explicit_weight or thing.key is None else None,
            "room": _printable(thing.room)[:SHORT],
            "item": thing.key,
        }
        for thing in proposal.things
        if thing.kind.is_carried
    ]


def name_of(thing: Thing, lang: Language) -> str:
    """Name a thing as the catalogue does, else in the words of the list."""
    if thing.key is not None:
        return item_name(thing.key, lang, lang.beside_count(thing.count))[:TITLE]
    return " ".join(_printable(thing.text).split())[:TITLE] or "–"


def _fields_of(proposal: Proposal, move: MoveView, lang: Language) -> TaskFields:
    fields: TaskFields = {
        "kind": proposal.kind,
        "title": _printable(title_of(proposal.title, lang)),
        "needed": proposal.needed,
        "work": proposal.work,
        "sort": proposal.sort,
        "weight_kg": proposal.weight_kg if proposal.kind is Kind.HEAVY_ITEM else None,
        "least": max(1, proposal.least),
        "place": proposal.place,
        "day": proposal.day,
        "starts": proposal.at if move.day else None,
        "ends": proposal.until if move.day else None,
    }
    if len(proposal.words) > len(fields["title"]):
        fields["why"] = " ".join(_printable(proposal.words).split())[:TEXT]
    if proposal.minutes:
        fields["minutes_least"], fields["minutes"] = proposal.minutes
    explicit = {"weight_kg"} if any(thing.explicit_weight for thing in proposal.things) else set()
    estimated = [name for name in ("weight_kg", "minutes") if name not in explicit]
    fields["estimated"] = [name for name in estimated if fields.get(name) is not None]
    return fields


def digest_of(text: str, links: Links) -> str:
    """Make a fingerprint by which a list is recognised, however its lines were broken on the way."""
    return links.fingerprint(" ".join(text.split()))


def _printable(title: str) -> str:
    """Leave out control characters, which a pasted list may hold and no field would take."""
    return "".join(letter for letter in title if unicodedata.category(letter)[0] != "C" or letter == "\u200d")


def homes_of(lang: Language) -> list[tuple[str, str]]:
    """List the sizes of a home to begin from: key and words."""
    _ = lang.gettext
    return [
        ("room", _("A room in a shared flat")),
        ("studio", _("A studio")),
        ("bed_1", _("One bedroom")),
        ("bed_2", _("Two bedrooms")),
        ("bed_3", _("Three bedrooms")),
        ("bed_4", _("Four bedrooms")),
    ]


def gear_of(proposals: Iterable[Proposal]) -> set[Gear]:
    """Collect what is to be got for all tasks of a plan."""
    return {gear for proposal in proposals for gear in proposal.gear}


def gear_in_words(gear: Iterable[str], lang: Language) -> list[tuple[str, str]]:
    """List what is to be got for a move: word of the code, and name. Other words are left out."""
    _ = lang.gettext
    names = {
        Gear.STRAPS: _("lifting straps"),
        Gear.DOLLY: _("a furniture dolly"),
        Gear.HAND_TRUCK: _("a hand truck"),
        Gear.APPLIANCE_DOLLY: _("an appliance dolly"),
        Gear.PIANO_DOLLY: _("a piano dolly"),
        Gear.TOOLS: _("tools to take things apart"),
        Gear.BLANKETS: _("blankets"),
    }
    wanted = set(gear)
    return [(each.value, names[each]) for each in Gear if each in wanted]


def remark_of(proposal: Proposal, lang: Language) -> str:
    """Write our remarks on a task: for the organizer alone, since friends would read them as her own words."""
    _ = lang.gettext
    sentences = {
        Why.FRAGILE: _("Fragile."),
        Why.HEAVY_BOXES: _("Heavy boxes: take few at a time."),
        Why.COMES_APART: _("It comes apart first."),
        Why.IN_LOADS: _("In several loads."),
        Why.NOT_SURE: _("Not settled yet."),
        Why.RANGE: _("The number is a guess. We count with the upper end."),
    }
    return " ".join(sentences[each] for each in proposal.why)
