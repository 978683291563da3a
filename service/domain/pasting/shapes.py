"""The results of the parser: things, the tasks that they become, and lines that it could not read."""

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from service.domain.figures.lifting import Crew
from service.domain.models import Gear, Kind, Place, Sort, Work
from service.domain.pasting.spans import Span


class Why(StrEnum):
    """Remarks on a task; their sentences are in text/."""

    FRAGILE = "fragile"
    HEAVY_BOXES = "heavy_boxes"
    COMES_APART = "comes_apart"
    IN_LOADS = "in_loads"
    NOT_SURE = "not_sure"
    RANGE = "range"


class TitleCode(StrEnum):
    APART = "apart"
    PACKING = "packing"
    BOXES = "boxes"
    THING = "thing"
    """One thing that is carried, or several that are alike."""
    HEAVIEST = "heaviest"
    REST = "rest"
    """All furniture but the heaviest pieces."""
    FURNITURE = "furniture"
    """Furniture that no other crew carries a part of."""
    LOOSE = "loose"
    TRIP = "trip"
    CARE = "care"


@dataclass(frozen=True)
class Thing:
    """One thing of a line, as read. `count`: the number to plan with, of a range its upper end; `count_low`: the lower.

    `n`: its number in the list, from 0; parts of it have the same. `words`: all that the line says of it, as written.
    `key`: the catalogue's, None for things that are not in it. `weight_kg`: the weight of one, from the line, else from
    the catalogue, else None. `load_kg`: its heaviest single carry. `least`: the people that its size needs. `people` is
    set for care alone, `minutes`, `at` and `until` where the line gives them; `explicit_*`: the line gives it.
    """

    key: str | None
    text: str
    count: int
    count_low: int
    kind: Kind
    weight_kg: float | None
    room: str
    line: int
    doubtful: bool = False
    sort: Sort | None = None
    work: Work | None = None
    load_kg: float | None = None
    least: int = 1
    people: int | None = None
    seats: int | None = None
    vehicle: str | None = None
    minutes: int | None = None
    at: time | None = None
    until: time | None = None
    explicit_weight: bool = False
    explicit_count: bool = False
    is_marked: bool = False
    """It has a small number or an article, as a thing has: "2 cylinders", "a snowblower"."""
    is_named: bool = False
    """The catalogue does not know it, and English does, as something that people make."""
    is_contents: bool = False
    """It goes into boxes: clothes, books. `load_kg` is that of a box."""
    is_guess: bool = False
    """No reader was sure of it: it is named among words that were not understood."""
    is_inner: bool = False
    """A guess that is named in the words of another thing."""
    fragile: bool = False
    heavy: bool = False
    apart: bool = False
    n: int = 0
    day: date | None = None
    """The day that its line says."""
    is_taken: bool = False
    """It goes where the run on its line goes, and is named beside it: each of "tip: old mattress, two chairs"."""
    words: str = ""
    span: Span = (0, 0)
    """The beginning and end of the words in the text of their line."""


@dataclass(frozen=True)
class Title:
    """The title of a task as a code and its values; text/ makes the words.

    `place`: of a crew that carries out (old) and in (new), in two tasks.
    """

    code: TitleCode
    room: str = ""
    count: int = 0
    count_low: int = 0
    place: Place | None = None
    things: tuple[tuple[str | None, str, int], ...] = ()
    """Key of the catalogue, the person's own words, and how many."""


@dataclass(frozen=True)
class Proposal:
    """One task as proposed.

    `needed`: boxes, people or seats; None for a heavy item whose crew follows from `weight_kg` (the heaviest single
    carry), the flights and `least`, a number for a crew that is larger, since it works in pairs. `minutes`: a range,
    for one helper with boxes and for the whole crew with furniture; None where nothing is known. `place`: None where
    it is not said. `day`: one of its own, that the list names, else None. `at`, `until`: a time of day that the
    list names; to be used only when the day is known.
    """

    kind: Kind
    title: Title
    room: str
    needed: int | None = None
    work: Work | None = None
    sort: Sort | None = None
    weight_kg: float | None = None
    least: int = 1
    crew: Crew | None = None
    gear: tuple[Gear, ...] = ()
    why: tuple[Why, ...] = ()
    lines: list[int] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    minutes: tuple[int, int] | None = None
    place: Place | None = None
    day: date | None = None
    at: time | None = None
    until: time | None = None
    doubtful: bool = False
    words: str = ""
    """The whole of a line that became a task as it was written."""


@dataclass(frozen=True)
class Quote:
    """A line of the list, or a part of it."""

    line: int
    text: str


@dataclass(frozen=True)
class Understood:
    """A whole list. Each non-blank line is in the lines of tasks, in `unclear`, in `staying` or in `done`.

    A line may be in several of them, with one part in each. `staying`: does not come along; `done`: is ticked off.
    """

    tasks: list[Proposal]
    unclear: list[Quote]
    things: list[Thing]
    staying: list[Quote] = field(default_factory=list)
    done: list[Quote] = field(default_factory=list)
