"""Changes to several rows of a pasted list's preview: change or join them, move things to another.

Figures that nobody typed follow the things of a row; what was typed stays.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from service.domain.core.refusals import Fault, Invalid
from service.domain.figures import lifting
from service.domain.figures.lifting import Route
from service.domain.figures.loads import AtBothHomes, Load, crew_for_both, demand, load_of, people_for
from service.domain.models import OTHER_HOME, Kind, Place, ThingFields
from service.domain.pasting import Title, TitleCode
from service.domain.pasting.crews import volume_m3
from service.domain.pasting.proposals import LONGEST
from service.domain.rules.tasks import require_few
from service.domain.rules.things import require_liftable
from service.text.language import Language
from service.text.task_titles import title_of
from service.web.forms.fields import TITLE, number
from service.web.organizer.paste_rows import DROP, JOIN, KEEP, OFFER, Listed, Row, as_numbers

OF_SEVERAL = ("pick-", "take-", "set_", "to")
"""Beginnings of the names of fields that say what changes in several rows."""
OWN = "own"
"""The target of ticked things that are to be a task of their own."""


def follow_numbers(listed: Listed) -> Listed:
    """Let minutes that nobody typed follow a number of boxes that was corrected, and so the only thing of a row."""
    rows, things = list[Row](), dict(listed.things)
    for row in listed.rows:
        was, now = number(row["proposed_needed"]), number(row["needed"])
        if not was or not now or was == now:
            rows.append(row)
            continue
        if len(row.carries) == 1 and things.get(row.carries[0], {}).get("count") == was:
            things[row.carries[0]] = {**things[row.carries[0]], "count": now}
        rows.append(row.but(proposed_needed=str(now), **_in_proportion(row, now / was)))
    return replace(listed, rows=rows, things=things)


def _in_proportion(row: Row, share: float) -> dict[str, str]:
    """Return a row's minutes as proposed, so many times as long; none where somebody typed them."""
    if not row["minutes"] or row["minutes"] != row["proposed_minutes"]:
        return {}
    names = [name for name in ("minutes", "minutes_least", "proposed_minutes") if row[name]]
    return {name: str(min(lifting.rounded(number(row[name]) * share), LONGEST)) for name in names}


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
    rows = [_changed(row, wanted) if i in picked else row for i, row in enumerate(listed.rows)]
    changed = replace(listed, rows=rows)
    if taken and to == OWN:
        changed = part_things(changed, taken, route, lang)
    elif taken and to:
        changed = move_things(changed, taken, number(to) if to.isdigit() else count, route, lang)
    return join_rows(changed, picked) if values["what"] == JOIN else changed


def _changed(row: Row, wanted: Mapping[str, str]) -> Row:
    """Change a row; an end that would be before its new beginning is none."""
    after = row.but(**wanted)
    return after.but(ends="") if wanted.get("starts", "") >= after["ends"] else after


def join_rows(listed: Listed, picked: Sequence[int]) -> Listed:
    """Make one row of several: the first of them. Crews that carry out are one for carrying in, too."""
    rows = list(listed.rows)
    groups = [picked, _other_ends(rows, picked)]
    for group in groups:
        for i in group[1:]:
            rows[group[0]] = join(rows[group[0]], rows[i])
    gone = {i for group in groups for i in group[1:]}
    joined = replace(listed, rows=[row for i, row in enumerate(rows) if i not in gone])
    return _added_up(joined, rows[picked[0]]) if picked else joined


def _added_up(listed: Listed, row: Row) -> Listed:
    """Make one thing of boxes of one size that a row carries, and no other: so many as all of them."""
    elsewhere = {n for each in listed.rows if each is not row for n in each.carries}
    first: dict[tuple[object, ...], int] = {}
    things, carries = dict(listed.things), list[int]()
    for n in dict.fromkeys(row.carries):
        each = things.get(n)
        if row["kind"] != Kind.BOX_LOAD or n in elsewhere or each is None:
            carries.append(n)
            continue
        size = (each.get("item") or each.get("name"), each.get("weight_kg"))
        if size not in first:
            first[size] = n
            carries.append(n)
            continue
        same = things[first[size]]
        room = same.get("room", "") if same.get("room") == each.get("room") else ""
        things[first[size]] = {**same, "count": same.get("count", 1) + each.get("count", 1), "room": room}
        del things[n]
    rows = [each.but(carries=as_numbers(carries)) if each is row else each for each in listed.rows]
    return replace(listed, rows=rows, things=things)


def _other_ends(rows: Sequence[Row], picked: Sequence[int]) -> list[int]:
    """Find the rows of crews at the other home, if each of these has one, and all of them are at one home."""
    if len({rows[i]["place"] for i in picked}) != 1:
        return []
    found = [end for i in picked for end in other_end(rows, rows[i])]
    return found if len(set(found)) == len(picked) else []


def join(one: Row, other: Row) -> Row:
    """Make one task of two rows: boxes and people add up, the heavier weight counts, all lines and things stay.

    One crew for both is as large as the larger one. Two places are none that could be said, and two days none;
    one place is that of both.
    """
    values = {**one.values, "title": _title_of_both(one, other)[:TITLE], "code": ""}
    if one["needed"] and other["needed"] and one["kind"] == other["kind"]:
        values["needed"] = str(number(one["needed"]) + number(other["needed"]))
    if one["kind"] == other["kind"] == Kind.HEAVY_ITEM:
        values["needed"] = str(max(number(one["needed"]), number(other["needed"])) or "")
    places = {one["place"], other["place"]} - {""}
    values["place"] = places.pop() if len(places) == 1 else ""
    if one["day"] != other["day"]:
        values["day"] = ""
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
    values |= {"proposed_minutes": "", "proposed_needed": ""}
    return Row(values)


def _title_of_both(one: Row, other: Row) -> str:
    """Name what two rows become: "Boxes" says "Boxes from the attic", too."""
    titles = [one["title"], other["title"]]
    if one["kind"] == other["kind"] == Kind.BOX_LOAD:
        short, long = sorted(titles, key=len)
        if f"{long} ".casefold().startswith(f"{short} ".casefold()):
            return short
    return ", ".join(dict.fromkeys(titles))


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
    goals = {to, *other_end(rows, rows[to])}
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


def other_end(rows: Sequence[Row], row: Row) -> list[int]:
    """Find the row of the crew at the other home: the one that carries most of the same things."""
    own, place = set(row.carries), _other_home(row)
    there = [i for i, each in enumerate(rows) if each["place"] == place and own & set(each.carries)]
    return [max(there, key=lambda i: len(own & set(rows[i].carries)))] if there else []


def _carrying(row: Row, numbers: list[int], listed: Listed, route: Route, lang: Language) -> Row:
    """Let a row carry these things: what nobody typed follows. A row that carries nothing any more is left out."""
    before = listed.carried_by(row)
    after = [listed.things[n] for n in numbers]
    ends = _flights(row, route)
    require_liftable(_loads(after), Kind(row["kind"]), ends[0])
    values = {"carries": as_numbers(numbers)}
    if not after:
        return row.but(**values, what=DROP)
    if row["kind"] == Kind.BOX_LOAD:
        values |= _counted(row, before, after)
    else:
        values |= _crew(row, before, after, ends if other_end(listed.rows, row) else (ends[0], ends[0]))
    if row["code"] in set(TitleCode) and row["title"] == _title(row, before, lang):
        values["title"] = _title(row, after, lang)
    return row.but(**values, **_scaled_minutes(row, row.but(**values), listed, ends[0]))


def _flights(row: Row, route: Route) -> tuple[int, int]:
    """Count the flights where a row is, and at the other home."""
    here = Place(row["place"]) if row["place"] in set(Place) else None
    return route.flights_at(here), route.flights_at(_other_home(row) or here)


def _loads(things: Sequence[ThingFields]) -> list[Load]:
    return [load_of(each.get("item"), each.get("weight_kg")) for each in things]


def _counted(row: Row, before: Sequence[ThingFields], after: Sequence[ThingFields]) -> dict[str, str]:
    """Return the number of boxes, where it was that of the things before."""
    counts = [str(sum(each.get("count", 1) for each in things)) for things in (before, after)]
    return {"needed": counts[1], "proposed_needed": counts[1]} if row["needed"] == counts[0] else {}


def _crew(
    row: Row, before: Sequence[ThingFields], after: Sequence[ThingFields], flights: tuple[int, int]
) -> dict[str, str]:
    """Return the weight and the crew, where they were those of the things before: as many out as in."""
    was, now = demand(_loads(before)), demand(_loads(after))
    if _weight(row["weight_kg"]) != (was.weight_kg or 0):
        return {}
    weight = "" if now.weight_kg is None else f"{now.weight_kg:g}"
    is_said = any(each.get("weight_kg") == now.weight_kg for each in after)
    figures = {"weight_kg": weight, "proposed_weight_kg": "" if is_said else weight, "least": str(now.least)}
    usual, asked = (AtBothHomes(loads, *flights) for loads in (was, now))
    own = number(row["needed"])
    if 0 < own < asked.people:
        own = usual.people  # too few from now on
    return figures | {"needed": str(crew_for_both(own or None, usual, asked) or "")}


def _scaled_minutes(row: Row, after: Row, listed: Listed, flights: int) -> dict[str, str]:
    """Return minutes as proposed, in proportion to what is carried, and by how many."""
    was, now = (_size(listed.carried_by(each)) for each in (row, after))
    if not was:
        return {}
    if row["kind"] == Kind.HEAVY_ITEM:
        was, now = was / _hands(row, listed, flights), now / _hands(after, listed, flights)
    return _in_proportion(row, now / was)


def _hands(row: Row, listed: Listed, flights: int) -> int:
    return number(row["needed"]) or people_for(demand(_loads(listed.carried_by(row))), flights)


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
