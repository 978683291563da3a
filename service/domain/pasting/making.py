"""Step 5, for things to carry: the things that a piece becomes, whose name in the catalogue is found."""

from dataclasses import replace
from math import ceil

from service.domain.figures.catalogue import Item, item
from service.domain.models import Kind, Work
from service.domain.pasting import vocabulary
from service.domain.pasting.layout import Line, is_room, room_name
from service.domain.pasting.lookup import ONE_SEAT, SEVERAL_SEATS, is_box, sized
from service.domain.pasting.measures import Amounts
from service.domain.pasting.naming import Reading
from service.domain.pasting.shapes import Thing
from service.domain.pasting.tokens import singular, tokens

BY_WEIGHT = "weights"
"""The thing whose name says how much one of it weighs: "20 kg of weights"."""


def carried(reading: Reading, found: Item, line: Line, *, packs: bool) -> list[Thing]:
    """Make the things of a piece: one, but for a suite of sofas ("3+1+1")."""
    suite = _suite(reading.piece.words) if found.family == "sofa" else []
    if not suite:
        return [_thing(reading, found, line, packs=packs)]
    seats = [sized(item(SEVERAL_SEATS), {"seats": each}) if each > 1 else item(ONE_SEAT) for each in suite]
    return [_counted(_thing(reading, each, line, packs=False), seats.count(each)) for each in dict.fromkeys(seats)]


def _counted(thing: Thing, count: int) -> Thing:
    return replace(thing, count=count, count_low=count)


def _suite(words: list[str]) -> list[float]:
    """Read the seats of "3+1+1"."""
    pluses = [at for at, word in enumerate(words) if word == "+" and 0 < at < len(words) - 1]
    around = sorted({beside for at in pluses for beside in (at - 1, at + 1)})
    if not around or any(not words[at].isdecimal() or len(words[at]) > 1 for at in around):
        return []
    return [float(words[at]) for at in around]


def _thing(reading: Reading, found: Item, line: Line, *, packs: bool) -> Thing:
    boxes = is_box(found.key)
    amounts = _in_units(reading.amounts, found)
    count = amounts.count or 1
    weight = amounts.weight_kg
    if weight is not None and amounts.in_total:
        weight = round(weight / count, 1)
    words = {singular(word) for word in reading.everything}
    return Thing(
        key=found.key,
        text=reading.piece.text,
        count=count,
        count_low=amounts.low or count,
        kind=Kind.BOX_LOAD if boxes else Kind.HEAVY_ITEM,
        weight_kg=found.weight_kg if weight is None else weight,
        room=line.room or (_room_of_boxes(reading, line) if boxes else ""),
        line=line.n,
        doubtful=reading.doubtful
        or (boxes and amounts.count is None and not amounts.article and not is_one_container(reading)),
        work=(Work.PACK if packs else Work.CARRY) if boxes else None,
        load_kg=found.load_kg if weight is None else round(weight / found.loads, 1),
        least=found.least,
        explicit_weight=weight is not None,
        explicit_count=amounts.count is not None,
        fragile=found.fragile or bool(words & vocabulary.FRAGILE),
        heavy=boxes and bool(words & vocabulary.HEAVY),
        apart=found.comes_apart or bool(words & vocabulary.APART),
    )


def _in_units(amounts: Amounts, found: Item) -> Amounts:
    """Count what the catalogue has in units of its own: "weights 120 kg" are six times 20 kg."""
    if found.key == BY_WEIGHT and amounts.weight_kg is not None:
        whole = amounts.weight_kg * (1 if amounts.in_total else amounts.count or 1)
        units = max(1, ceil(whole / found.weight_kg))
        return replace(amounts, count=units, low=units, weight_kg=None)
    return amounts


def _room_of_boxes(reading: Reading, line: Line) -> str:
    """Read the room beside counted boxes that are all of their line: "kitchen 9 boxes". Among others on a line, it is
    the contents: "sofa, 12 boxes kitchen"."""
    found = [token for token in tokens(reading.piece.text) if token.low[0].isalpha()]
    boxes = [at for at, token in enumerate(found) if singular(token.low) in vocabulary.CONTAINERS]
    if not boxes or reading.amounts.count is None or reading.piece.text != line.text.strip():
        return ""
    before, behind = found[: boxes[0]], found[boxes[-1] + 1 :]
    for part in (before, behind):
        if part and is_room(part):
            return room_name(reading.piece.text[part[0].start : part[-1].end])
    return ""


def is_one_container(reading: Reading) -> bool:
    """Tell whether boxes that nobody counted are one: "first-night box", not "boxes"."""
    return any(word in vocabulary.CONTAINERS for word in reading.everything)
