"""Changes to the rows of a pasted list's preview: split one, change or join several, move things to another.

Figures that nobody typed follow the things of a row; what was typed stays.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from service.domain.core.refusals import Fault, Invalid
from service.domain.figures import lifting
from service.domain.figures.lifting import Route
from service.domain.figures.loads import Load, demand, load_of
from service.domain.models import OTHER_HOME, Kind, Place, ThingFields
from service.domain.pasting import Title, TitleCode
from service.domain.pasting.crews import volume_m3
from service.domain.rules.tasks import MAX_OF_LIST, require_few
from service.domain.rules.things import require_liftable
from service.text.language import Language
from service.text.task_titles import title_of
from service.web.forms.fields import TITLE, number
from service.web.organizer.paste_rows import DROP, JOIN, KEEP, OFFER, Listed, Row, as_numbers

OF_SEVERAL = ("pick-", "take-", "set_", "to")
"""Beginnings of the names of fields that say what changes in several rows."""
OWN = "own"
"""Where ticked things go that are to be a task of their own."""
MAX_PARTS = 20
MAX_SPLIT = 5_000
"""Characters of a row that is still split: each part carries all of them."""


def split_rows(listed: Listed, lang: Language) -> Listed:
    """Make as many rows of each as its `parts` say, as long as the list stays one that is looked through."""
    rows: list[Row] = []
    things = dict(listed.things)
    for row in listed.rows:
        parts = split(row, things, lang)
        rows += parts if len(rows) + len(parts) <= MAX_OF_LIST else [row]
    return replace(listed, rows=rows, things=things)


def split(row: Row, things: dict[int, ThingFields], lang: Language) -> list[Row]:
    """Make as many tasks of a row as its `parts` say: boxes, people and minutes are shared out, and so are its things.

    Many of a single thing become several things, which are added to `things`.
    """
    parts = min(max(number(row["parts"]), 1), MAX_PARTS)
    if parts == 1 or sum(map(len, row.values.values())) > MAX_SPLIT:
        return [row]
    needed, minutes = number(row["needed"]), number(row["minutes"])
    shared = {
        "minutes": str(max(1, minutes // parts)) if minutes else "",
        "minutes_least": "",
        "proposed_minutes": "",
        "parts": "1",
    }
    return [
        row.but(
            **shared,
            carries=as_numbers(numbers),
            title=lang.gettext("%(title)s (%(n)s of %(parts)s)", title=row["title"], n=n, parts=parts),
            needed=str(max(1, needed // parts + (n <= needed % parts))) if needed else row["needed"],
        )
        for n, numbers in enumerate(_shared_out(row.carries, parts, things), start=1)
    ]


def _shared_out(carried: list[int], parts: int, things: dict[int, ThingFields]) -> list[list[int]]:
    """Share things out over parts of a task: one after the other, or the number of a single one."""
    counted = things[carried[0]].get("count", 1) if len(carried) == 1 and carried[0] in things else 0
    if counted < parts:
        return [carried[n::parts] for n in range(parts)]
    whole, shares = things[carried[0]], []
    for n in range(parts):
        own = max(things) + 1
        things[own] = {**whole, "count": counted // parts + (n < counted % parts)}
        shares.append([own])
    return shares


def change_several(listed: Listed, sent: Mapping[str, str], route: Route, lang: Language) -> Listed:
    """Change what was ticked as the form says: time, place, what to do with it; join; move things. Raises Invalid."""
    count = len(listed.rows)
    picked = [i for i in range(count) if sent.get(f"pick-{i}") == "1"]
    taken = {n for i, row in enumerate(listed.rows) for n in row.carries if sent.get(f"take-{i}-{n}") == "1"}
    values = {name: sent.get(f"set_{name}", "") for name in ("starts", "place", "what")}
    wanted = {name: value for name, value in values.items() if value and value != JOIN}
    to = sent.get("to", "")
    if not picked and not taken:
        raise Invalid(Fault("", "nothing_chosen"))
    if taken and not to:
        raise Invalid(Fault("to", "nowhere_to_go"))
    if not (picked and any(values.values())) and not (taken and to):
        raise Invalid(Fault("", "nothing_to_change"))
    if wanted.get("place", Place.OLD) not in set(Place) or wanted.get("what", OFFER) not in (OFFER, KEEP, DROP):
        raise Invalid(Fault("", "nothing_to_change"))
    rows = [row.but(**wanted) if i in picked else row for i, row in enumerate(listed.rows)]
    changed = replace(listed, rows=rows)
    if taken and to == OWN:
        changed = part_things(changed, taken, route, lang)
    elif taken and to:
        changed = move_things(changed, taken, number(to) if to.isdigit() else count, route, lang)
    return join_rows(changed, picked) if values["what"] == JOIN else changed


def join_rows(listed: Listed, picked: Sequence[int]) -> Listed:
    """Make one row of several: the first of them."""
    rows = list(listed.rows)
    for i in picked[1:]:
        rows[picked[0]] = join(rows[picked[0]], rows[i])
    return replace(listed, rows=[row for i, row in enumerate(rows) if i not in picked[1:]])


def join(one: Row, other: Row) -> Row:
    """Make one task of two rows: boxes and people add up, the heavier weight counts, all lines and things stay.

    Two places are none that could be said.
    """
    values = {**one.values, "title": f"{one['title']}, {other['title']}"[:TITLE], "code": ""}
    if one["needed"] and other["needed"] and one["kind"] == other["kind"]:
        values["needed"] = str(number(one["needed"]) + number(other["needed"]))
    if one["place"] != other["place"]:
        values["place"] = ""
    for name in ("minutes", "minutes_least"):
        if other[name]:
            values[name] = str(number(one[name]) + number(other[name]))
    heavier = max(one, other, key=lambda row: _weight(row["weight_kg"]))
    values |= {name: heavier[name] for name in ("weight_kg", "proposed_weight_kg", "least") if heavier[name]}
    for name, between in (("bring", ", "), ("gear", ","), ("why", " "), ("remark", " ")):
        values[name] = between.join(dict.fromkeys(text for text in (one[name], other[name]) if text))
    values["ask"] = one["ask"] or other["ask"]
    values["lines"] = as_numbers(sorted({*one.lines, *other.lines}))
    values["carries"] = as_numbers(dict.fromkeys([*one.carries, *other.carries]))
    values["proposed_minutes"] = ""
    return Row(values)


def _weight(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return 0.0


def move_things(listed: Listed, taken: Collection[int], to: int, route: Route, lang: Language) -> Listed:
    """Let another row carry these things. Where a crew carries out and in, they go along out and in. Raises Invalid."""
    rows = listed.rows
    if not to < len(rows) or rows[to].is_left_out:
        raise Invalid(Fault("", "nothing_to_change"))
    sources = {row["kind"] for row in rows if set(row.carries) & set(taken)}
    if sources != {rows[to]["kind"]}:
        raise Invalid(Fault("to", "other_kind"))
    goals = {to, *_other_end(rows, to)}
    moved = [n for n in listed.things if n in taken]
    after = []
    for i, row in enumerate(rows):
        kept = [n for n in row.carries if n not in taken]
        own = [*kept, *moved] if i in goals else kept
        after.append(row if own == row.carries else _carrying(row, own, listed, route, lang))
    return replace(listed, rows=after)


def part_things(listed: Listed, taken: Collection[int], route: Route, lang: Language) -> Listed:
    """Make rows of their own of these things, one behind each row that carries some of them. Raises Invalid."""
    after: list[Row] = []
    for row in listed.rows:
        own, kept = ([n for n in row.carries if (n in taken) is goes] for goes in (True, False))
        if not own or not kept:
            after.append(row)
            continue
        part = _carrying(row, own, listed, route, lang)
        things = [listed.things[n] for n in own]
        count = str(sum(each.get("count", 1) for each in things)) if row["kind"] == Kind.BOX_LOAD else ""
        named = row.but(code=TitleCode.THING)
        after += [
            _carrying(row, kept, listed, route, lang),
            part.but(needed=count, code=TitleCode.THING, title=_title(named, things, lang)),
        ]
    require_few(after)
    return replace(listed, rows=after)


def _other_home(row: Row) -> Place | None:
    return OTHER_HOME.get(Place(row["place"])) if row["place"] in set(Place) else None


def _other_end(rows: Sequence[Row], to: int) -> list[int]:
    """Find the row of the crew at the other home: the one that carries most of the same things."""
    own, place = set(rows[to].carries), _other_home(rows[to])
    there = [i for i, row in enumerate(rows) if row["place"] == place and own & set(row.carries)]
    return [max(there, key=lambda i: len(own & set(rows[i].carries)))] if there else []


def _carrying(row: Row, numbers: list[int], listed: Listed, route: Route, lang: Language) -> Row:
    """Let a row carry these things: what nobody typed follows. A row that carries nothing any more is left out."""
    before = listed.carried_by(row)
    after = [listed.things[n] for n in numbers]
    flights = route.flights_at(Place(row["place"]) if row["place"] in set(Place) else None)
    require_liftable(_loads(after), Kind(row["kind"]), flights)
    values = {"carries": as_numbers(numbers)}
    if not after:
        return row.but(**values, what=DROP)
    values |= _figures(row, before, after, flights) | _scaled_minutes(row, before, after)
    if row["code"] in set(TitleCode) and row["title"] == _title(row, before, lang):
        values["title"] = _title(row, after, lang)
    return row.but(**values)


def _loads(things: Sequence[ThingFields]) -> list[Load]:
    return [load_of(each.get("item"), each.get("weight_kg")) for each in things]


def _figures(row: Row, before: Sequence[ThingFields], after: Sequence[ThingFields], flights: int) -> dict[str, str]:
    """Return the number of boxes, or the weight and the crew, where they were those of the things before."""
    if row["kind"] == Kind.BOX_LOAD:
        counts = [str(sum(each.get("count", 1) for each in things)) for things in (before, after)]
        return {"needed": counts[1]} if row["needed"] == counts[0] else {}
    was, now = demand(_loads(before)), demand(_loads(after))
    if _weight(row["weight_kg"]) != (was.weight_kg or 0):
        return {}
    weight = "" if now.weight_kg is None else f"{now.weight_kg:g}"
    is_said = any(each.get("weight_kg") == now.weight_kg for each in after)
    figures = {"weight_kg": weight, "proposed_weight_kg": "" if is_said else weight, "least": str(now.least)}
    asked = lifting.crew(now.weight_kg, flights, least=now.least).people
    return figures | ({"needed": ""} if 0 < number(row["needed"]) < asked else {})


def _scaled_minutes(row: Row, before: Sequence[ThingFields], after: Sequence[ThingFields]) -> dict[str, str]:
    """Return minutes as proposed, in proportion to what is carried."""
    was, now = _size(before), _size(after)
    if not was or not row["minutes"] or row["minutes"] != row["proposed_minutes"]:
        return {}
    names = [name for name in ("minutes", "minutes_least", "proposed_minutes") if row[name]]
    return {name: str(lifting.rounded(number(row[name]) * now / was)) for name in names}


def _size(things: Sequence[ThingFields]) -> float:
    return sum(volume_m3(each.get("item")) * each.get("count", 1) for each in things)


def _title(row: Row, things: Sequence[ThingFields], lang: Language) -> str:
    """Make the title that the plan would give to a row with these things."""
    named = tuple((each.get("item"), each.get("name", ""), each.get("count", 1)) for each in things)
    code, count = TitleCode(row["code"]), sum(each.get("count", 1) for each in things)
    rooms = {each.get("room") or "" for each in things}
    if code is TitleCode.THING and len(named) > 1:
        code = TitleCode.FURNITURE
    if not named:
        return ""
    room = rooms.pop() if len(rooms) == 1 else ""
    place = Place(row["place"]) if _other_home(row) else None
    return title_of(Title(code, room, count, count, place, named), lang)[:TITLE]
