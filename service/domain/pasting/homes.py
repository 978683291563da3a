"""The usual tasks of a home of a size, as a range to be edited, for people without a list."""

from service.domain.figures.catalogue import homes, item
from service.domain.figures.lifting import AT_KERB, Route
from service.domain.models import Kind, Work
from service.domain.pasting.crews import HANDS
from service.domain.pasting.plan import make_plan
from service.domain.pasting.shapes import Proposal, Thing

HOMES: dict[str, tuple[str, ...]] = {
    "room": ("Bedroom: bed_single wardrobe_single desk_small office_chair bookcase_small",),
    "studio": (
        "Living room: bed_double wardrobe_single armchair tv_32 bookcase_small kitchen_table kitchen_chair*2",
        "Kitchen: microwave",
    ),
    "bed_1": (
        "Living room: sofa_3_seat coffee_table tv_50 tv_stand bookcase_tall",
        "Bedroom: bed_double wardrobe_double drawers_large bedside_table*2",
        "Kitchen: kitchen_table kitchen_chair*4 fridge_freezer washing_machine microwave",
    ),
    "bed_2": (
        "Living room: sofa_3_seat armchair coffee_table tv_50 tv_stand bookcase_tall*2 sideboard floor_lamp rug_small",
        "Bedroom: bed_double wardrobe_double drawers_large bedside_table*2",
        "Second bedroom: bed_single wardrobe_single desk_small office_chair bookcase_small",
        "Kitchen: dining_table_6 dining_chair*6 fridge_freezer washing_machine tumble_dryer microwave",
        "Hall: shoe_rack vacuum ironing_board bicycle*2",
    ),
    "bed_3": (
        "Living room: sofa_3_seat sofa_2_seat armchair coffee_table tv_65 tv_stand bookcase_tall*3 sideboard",
        "Bedroom: bed_king wardrobe_double drawers_large bedside_table*2",
        "Second bedroom: bed_double wardrobe_double desk_small office_chair drawers_small",
        "Third bedroom: bed_single wardrobe_double drawers_small desk_small office_chair",
        "Kitchen: dining_table_6 dining_chair*6 fridge_freezer freezer_chest washing_machine tumble_dryer microwave",
        "Hall: shoe_rack vacuum ironing_board rug_large plant_large floor_lamp",
        "Garden: garden_table garden_chair*4 lawn_mower grill_gas bicycle*2 ladder",
    ),
    "bed_4": (
        "Living room: sofa_3_seat sofa_2_seat armchair*2 coffee_table tv_65 wall_unit bookcase_tall*4 sideboard",
        "Bedroom: bed_king wardrobe_triple drawers_large*2 bedside_table*2",
        "Second bedroom: bed_double wardrobe_double drawers_large desk_small office_chair",
        "Third bedroom: bed_single wardrobe_double drawers_small desk_small office_chair bookcase_small",
        "Fourth bedroom: bed_single wardrobe_double drawers_small desk_small toy_chest",
        "Study: desk_large office_chair filing_cabinet_2 bookcase_tall*2",
        "Kitchen: dining_table_8 dining_chair*8 fridge_freezer dishwasher microwave",
        "Utility room: freezer_upright washing_machine tumble_dryer ironing_board",
        "Hall: shoe_rack vacuum rug_large plant_large*2 floor_lamp*2",
        "Garden: garden_table garden_chair*6 garden_bench lawn_mower grill_gas",
        "Garage: workbench garage_shelving bicycle*3 ladder",
    ),
}
"""Usual furniture by room (own estimate: its volume and the boxes' lies inside the range that homes.csv gives)."""


def from_home(key: str, *, route: Route = AT_KERB, hands: int = HANDS) -> list[Proposal]:
    """Make the tasks of a typical home of this size: furniture by room, and boxes as a range. They have no lines.

    Raises KeyError.
    """
    home = homes()[key]
    low, _, high = home.boxes
    things = [thing for room in HOMES[key] for thing in _furniture(room)]
    things.append(_thing("box_medium", "", high, low))
    return make_plan(things, [], route, hands)


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
