"""A whole move of forty tasks on three days, as its friends find it: most is open, some is taken."""

from datetime import date, time
from typing import Any

from service.domain.models import Place, Sort, Work
from tests.make import Olive

FRIDAY, SUNDAY = date(2026, 12, 4), date(2026, 12, 6)
OLD, NEW, BOTH = Place.OLD, Place.NEW, Place.BOTH


def forty(olive: Olive) -> None:
    """Add them to a move on Saturday, 5 December: three on Friday, two on Sunday; six are taken."""
    hana, tom = olive.helper("Hana"), olive.helper("Tom")
    for kind, title, hours, place, more in TASKS:
        when: dict[str, Any] = {"starts": time(hours[0]), "ends": time(hours[1])} if hours else {}
        task = olive.task(kind, title, place=place, **when, **more)
        if title in TAKEN:
            seen = olive.seen(task)
            if kind == "trip":
                olive.drive(task, tom)
            else:
                olive.claim(task, hana, seen.places)
    books = next(task for task in olive.board().tasks if task.title == "Books from the study")
    olive.claim(books.n, hana, 8)


TAKEN = {
    "Boxes from the kitchen",
    "Winter clothes and bedding",
    "Sofa, three seats",
    "Lunch for everybody",
    "Keep the cat company",
    "Hand over the keys",
}
Task = tuple[str, str, tuple[int, int] | None, Place | None, dict[str, Any]]


def _boxes(title: str, hours: tuple[int, int], needed: int, place: Place = OLD, **more: Any) -> Task:
    return ("box_load", title, hours, place, {"needed": needed, **more})


def _heavy(title: str, hours: tuple[int, int], kg: float, place: Place = OLD, **more: Any) -> Task:
    return ("heavy_item", title, hours, place, {"weight_kg": kg, "minutes": 30, **more})


def _care(title: str, hours: tuple[int, int] | None, sort: Sort, place: Place | None = OLD, **more: Any) -> Task:
    return ("care", title, hours, place, {"sort": sort, "needed": 1, **more})


TASKS: list[Task] = [
    _boxes("Pack the kitchen, glasses on top", (18, 20), 9, work=Work.PACK, day=FRIDAY, bring="Old newspapers"),
    _boxes("Pack the books", (18, 20), 14, work=Work.PACK, day=FRIDAY),
    _care("Defrost the freezer", (18, 19), Sort.CLEANING, day=FRIDAY),
    _boxes("Books from the study", (9, 11), 24, bring="Gloves", why="Small boxes, never more than you like to carry."),
    _boxes("Boxes from the kitchen", (9, 11), 12),
    _boxes("Winter clothes and bedding", (9, 11), 8),
    _boxes("Bathroom and hall cupboard", (9, 11), 6),
    _boxes("The children’s toys", (9, 11), 10),
    _boxes("Records and the record player", (9, 11), 5),
    _boxes("Tools from the cellar", (10, 12), 7),
    _heavy("Washing machine", (9, 10), 72, bring="Gloves, if you have some"),
    _heavy("Sofa, three seats", (9, 10), 42),
    _heavy("Bed frame, taken apart", (9, 10), 38, bring="A size 4 hex key"),
    _heavy("Wardrobe with two doors", (10, 12), 64),
    _heavy("Chest of drawers", (10, 12), 35),
    _heavy("Dining table", (10, 12), 40),
    _heavy("Desk and office chair", (10, 12), 32),
    _heavy("Mattress, 160 by 200", (9, 11), 28),
    _heavy("Armchair from grandmother", (9, 11), 24, why="It was my grandmother’s."),
    _heavy("Bookshelf, four parts", (9, 11), 30),
    ("trip", "Van, first load", (11, 12), BOTH, {"needed": 2, "minutes": 45}),
    ("trip", "Van, second load", (13, 14), BOTH, {"needed": 2, "minutes": 45}),
    ("trip", "Plants by car", (14, 15), BOTH, {"needed": 1, "minutes": 40}),
    ("trip", "Old carpets to the recycling yard", (15, 16), Place.ELSEWHERE, {"needed": 1, "minutes": 60}),
    _heavy("Washing machine, in", (13, 14), 72, NEW),
    _heavy("Sofa, in", (13, 14), 42, NEW),
    _heavy("Wardrobe, in", (13, 15), 64, NEW),
    _heavy("Dining table, in", (13, 15), 40, NEW),
    _boxes("Books into the study", (13, 15), 24, NEW),
    _boxes("Kitchen boxes, up", (13, 15), 12, NEW),
    _care("Build up the beds", (15, 17), Sort.OTHER, NEW, needed=2, minutes=60, bring="A screwdriver"),
    _care("Put up the lamps", (15, 17), Sort.OTHER, NEW, minutes=45),
    _care("Connect the washing machine", (16, 17), Sort.OTHER, NEW, minutes=30),
    _care("Lunch for everybody", (12, 13), Sort.FOOD, OLD, minutes=60),
    _care("Coffee and cake", (15, 16), Sort.FOOD, NEW, minutes=30),
    _care("Keep the cat company", (9, 13), Sort.PETS, OLD),
    _care("Watch the children", (9, 13), Sort.CHILDREN, Place.ELSEWHERE),
    _care("Hoover the old flat", (17, 18), Sort.CLEANING, OLD, needed=2, minutes=45),
    _care("Wipe the kitchen cupboards", (10, 12), Sort.CLEANING, OLD, day=SUNDAY, minutes=60),
    _care("Hand over the keys", (14, 15), Sort.KEYS, OLD, day=SUNDAY, minutes=30),
]
