"""The catalogue: weights and sizes of things, vehicles, and the contents of homes, read once from data/.

A `key` never changes once it is released: stored and translated names refer to it. Names are English here, and
translated in text/; what people write for a thing is in data/names/, one file for a language. A row without `original`
is our own addition to the table that the rest comes from.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from sys import intern
from typing import NamedTuple

FOREIGN = ("de", "es", "ar", "fr")
"""The languages, beside English, that there are names in."""

LIKE = "~"
"""Stands before the key in rows of names that mean another thing, which is about as heavy and as large: a tuba is no
double bass, and keeps its own words."""
BOX = "box"
"""The category of things that are counted as boxes: boxes, crates, tubs and bags."""


@dataclass(frozen=True)
class Item:
    """One kind of thing. Weights in kg, volumes in cubic metres, both for a typical piece.

    `least` is the crew that its size asks for on the flat, whatever its weight. `loads` is the number of carries
    when it is taken in parts (a bed: base and mattress). `family`, `measure` and `up_to` tie together
    the sizes of one thing: the sofa of up to 3 seats.
    """

    key: str
    name: str
    names: str
    """The plural: "sofa beds"."""
    original: str
    category: str
    volume_m3: float
    weight_kg: float
    least: int
    loads: int
    fragile: bool
    comes_apart: bool
    no_hand_lift: bool
    aid: str
    least_with_aid: int
    most_kg: float | None
    family: str
    measure: str
    up_to: float | None
    note: str
    source: str

    @property
    def is_box(self) -> bool:
        return self.category == BOX

    @property
    def load_kg(self) -> float:
        """The heaviest single carry, in kg."""
        return round(self.weight_kg / self.loads, 1)


class WrittenName(NamedTuple):
    """A name that people write for a thing. `plural`: "" where it is the name with an s."""

    key: str
    language: str
    name: str
    plural: str


@dataclass(frozen=True)
class Vehicle:
    """One kind of vehicle. `usable_m3` is 85 % of the load volume; `seats` include the driver's."""

    key: str
    name: str
    also: tuple[str, ...]
    original: str
    region: str
    load_m3: float
    usable_m3: float
    payload_kg: float
    seats: int
    note: str
    source: str


@dataclass(frozen=True)
class Home:
    """The usual contents of a home of this size: (low, typical, high), never one number."""

    key: str
    name: str
    original: str
    boxes: tuple[int, int, int]
    volume_m3: tuple[float, float, float]
    crew_hours: tuple[float, float, float]
    friends_hours: float
    friends: int
    vehicle: str
    source: str


def item(key: str) -> Item:
    """Look up an item, or what is like one ("~vase"). Raises KeyError."""
    return _like(key) if key.startswith(LIKE) else items()[key]


@cache
def _like(key: str) -> Item:
    return replace(items()[key.removeprefix(LIKE)], key=key, family="")


@cache
def items() -> dict[str, Item]:
    return {row["key"]: _item(row) for row in _rows("items.csv")}


@cache
def written_names(language: str) -> tuple[WrittenName, ...]:
    """Read what people write in a language, beside the names of items.csv."""
    rows = csv.reader(_text(f"names/{language}.csv").splitlines()[1:])
    return tuple(WrittenName(intern(key), language, name, plural) for key, name, plural in rows)


@cache
def foreign_names() -> tuple[WrittenName, ...]:
    return tuple(each for language in FOREIGN for each in written_names(language))


@cache
def english_names() -> tuple[WrittenName, ...]:
    """Collect all English names, thing by thing: the catalogue's own is the last of each."""
    written: dict[str, list[WrittenName]] = {}
    for each in written_names("en"):
        written.setdefault(each.key.removeprefix(LIKE), []).append(each)
    own = {each.key: WrittenName(each.key, "en", each.name, each.names) for each in items().values()}
    return tuple(name for key in own for name in (*written.get(key, ()), own[key]))


@cache
def kinds() -> dict[str, str]:
    """Map nouns that say what a thing is, and are none of the catalogue by themselves, to the key of the nearest."""
    return {row["noun"]: row["key"] for row in _rows("kinds.csv")}


@cache
def vehicles() -> dict[str, Vehicle]:
    return {row["key"]: _vehicle(row) for row in _rows("vehicles.csv")}


@cache
def homes() -> dict[str, Home]:
    return {row["key"]: _home(row) for row in _rows("homes.csv")}


def _rows(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(_text(name).splitlines())


def _text(name: str) -> str:
    return files("service.domain.figures").joinpath("data", name).read_text(encoding="utf-8")


def _item(row: dict[str, str]) -> Item:
    return Item(
        key=row["key"],
        name=row["name"],
        names=row["names"],
        original=row["original"],
        category=row["category"],
        volume_m3=float(row["volume_m3"]),
        weight_kg=float(row["weight_kg"]),
        least=int(row["min_carriers"]),
        loads=int(row["loads"]),
        fragile=row["fragile"] == "1",
        comes_apart=row["needs_disassembly"] == "1",
        no_hand_lift=row["no_hand_lift"] == "1",
        aid=row["aid"],
        least_with_aid=int(row["min_carriers_with_aid"]),
        most_kg=_number(row["max_weight_kg"]),
        family=row["family"],
        measure=row["measure"],
        up_to=_number(row["up_to"]),
        note=row["note"],
        source=row["source"],
    )


def _vehicle(row: dict[str, str]) -> Vehicle:
    return Vehicle(
        key=row["key"],
        name=row["name"],
        also=_names(row["also"]),
        original=row["original"],
        region=row["region"],
        load_m3=float(row["load_volume_m3"]),
        usable_m3=float(row["usable_volume_m3"]),
        payload_kg=float(row["payload_kg"]),
        seats=int(row["crew_seats"]),
        note=row["note"],
        source=row["source"],
    )


def _home(row: dict[str, str]) -> Home:
    return Home(
        key=row["key"],
        name=row["name"],
        original=row["original"],
        boxes=(int(row["boxes_low"]), int(row["boxes_typical"]), int(row["boxes_high"])),
        volume_m3=(float(row["volume_m3_low"]), float(row["volume_m3"]), float(row["volume_m3_high"])),
        crew_hours=(float(row["crew_hours_low"]), float(row["crew_hours"]), float(row["crew_hours_high"])),
        friends_hours=float(row["friends_hours"]),
        friends=int(row["friends"]),
        vehicle=row["typical_vehicle"],
        source=row["source"],
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in text.split("|") if name)


def _number(text: str) -> float | None:
    return float(text) if text else None
