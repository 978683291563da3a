"""The usual tasks of a home of a size, as a range to be edited, for people without a list."""

from service.domain.figures.catalogue import homes, item
from service.domain.models import Kind, Work
from service.domain.pasting.proposals import make_tasks
from service.domain.pasting.shapes import Proposal, Thing

HOMES: dict[str, tuple[str, ...]] = {
    "room": ("Bedroom: bed_single wardrobe_single desk_small office_chair bookcase_small",),
    "studio": (
        "Living room: bed_double wardrobe_double sofa_2_seat coffee_table tv_32 bookcase_tall dining_table_4",
        "Kitchen: microwave kitchen_chair*2",
    ),
    "bed_1": (
        "Living room: sofa_3_seat coffee_table tv_50 tv_stand bookcase_tall",
        "Bedroom: bed_double wardrobe_double drawers_large bedside_table*2",
        "Kitchen: kitchen_table kitchen_chair*4 fridge_freezer washing_machine microwave",
    ),
    "bed_2": (
        "Living room: sofa_3_seat armchair coffee_table tv_50 tv_stand bookcase_tall*2",
        "Bedroom: bed_double wardrobe_double drawers_large bedside_table*2",
        "Second bedroom: bed_single wardrobe_single desk_small office_chair",
        "Kitchen: dining_table_4 dining_chair*4 fridge_freezer washing_machine microwave",
    ),
    "bed_3": (
        "Living room: sofa_3_seat sofa_2_seat armchair coffee_table tv_65 tv_stand bookcase_tall*2",
        "Bedroom: bed_king wardrobe_double drawers_large bedside_table*2",
        "Second bedroom: bed_double wardrobe_double desk_small office_chair",
        "Third bedroom: bed_single wardrobe_single drawers_small",
        "Kitchen: dining_table_6 dining_chair*6 fridge_freezer washing_machine tumble_dryer microwave",
        "Garden: garden_table garden_chair*4 lawn_mower bicycle*2",
    ),
    "bed_4": (
        "Living room: sofa_3_seat sofa_2_seat armchair*2 coffee_table tv_65 tv_stand bookcase_tall*3 sideboard",
        "Bedroom: bed_king wardrobe_triple drawers_large*2 bedside_table*2",
        "Second bedroom: bed_double wardrobe_double desk_small office_chair",
        "Third bedroom: bed_single wardrobe_single drawers_small",
        "Fourth bedroom: bed_single wardrobe_single drawers_small",
        "Kitchen: dining_table_6 dining_chair*6 fridge_freezer dishwasher washing_machine tumble_dryer microwave",
        "Garden: garden_table garden_chair*6 lawn_mower bicycle*3 ladder",
    ),
}
"""Usual furniture by room (own estimate: its volume and the boxes' lies inside the range that homes.csv gives)."""


def from_home(key: str, *, flights: int = 0) -> list[Proposal]:
    """Make the tasks of a typical home of this size: furniture by room, and boxes as a range. They have no lines.

    Raises KeyError.
    """
    home = homes()[key]
    low, _, high = home.boxes
    things = [thing for room in HOMES[key] for thing in _furniture(room)]
    things.append(_thing("box_medium", "", high, low))
    return make_tasks(things, [], flights)


def _furniture(room: str) -> list[Thing]:
    name, _, keys = room.partition(": ")
    found = []
    for entry in keys.split():
        thing, _, count = entry.partition("*")
        found.append(_thing(thing, name, int(count or 1), int(count or 1)))
    return found


def _thing(key: str, room: str, count: int, low: int) -> Thing:
    found = item(key)
    return Thing(
        key=key,
        text=found.name,
        count=count,
        count_low=low,
        kind=Kind.BOX_LOAD if found.is_box else Kind.HEAVY_ITEM,
        weight_kg=found.weight_kg,
        room=room,
        line=0,
        work=Work.CARRY if found.is_box else None,
        load_kg=found.load_kg,
        least=found.least,
        fragile=found.fragile,
        apart=found.comes_apart,
    )
