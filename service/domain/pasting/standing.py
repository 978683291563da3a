"""Step 5, for bare names: a chair is another one in the kitchen, or beside a desk; some words mean another thing
beside others."""

from service.domain.figures.catalogue import Item, item
from service.domain.pasting.languages import spoken
from service.domain.pasting.layout import Line
from service.domain.pasting.shapes import Thing
from service.domain.pasting.tokens import tokens
from service.domain.pasting.vocabulary import ARTICLES, word_set

BY_ROOM = {
    ("chair", "kitchen"): "kitchen_chair",
    ("chair", "garden"): "garden_chair",
    ("chair", "study"): "office_chair",
    ("table", "kitchen"): "kitchen_table",
    ("table", "garden"): "garden_table",
    ("table", "lounge"): "coffee_table",
    ("table", "study"): "desk_large",
    ("pot", "kitchen"): "pots_pans",
    ("bench", "gym"): "weight_bench",
    ("cabinet", "bathroom"): "bathroom_cabinet",
    ("cabinet", "kitchen"): "kitchen_cabinet",
    ("cupboard", "kitchen"): "kitchen_cabinet",
    ("cupboard", "bathroom"): "bathroom_cabinet",
    ("cabinet", "study"): "filing_cabinet_2",
    ("shelf", "garage"): "garage_shelving",
    ("shelving", "garage"): "garage_shelving",
    ("trolley", "kitchen"): "kitchen_trolley",
    ("screen", "study"): "monitor",
}
"""Bare names that mean another thing in another room, or beside another thing."""
SORT_OF_ROOM = {
    **dict.fromkeys(("kitchen", "kitchenette", "pantry"), "kitchen"),
    **dict.fromkeys(
        ("garden", "patio", "balcony", "terrace", "yard", "backyard", "deck", "outside", "outdoor"), "garden"
    ),
    **dict.fromkeys(("study", "office"), "study"),
    **dict.fromkeys(("lounge", "living", "livingroom", "sitting", "family", "snug", "den"), "lounge"),
    **dict.fromkeys(("bathroom", "bath", "ensuite"), "bathroom"),
    **dict.fromkeys(("garage", "shed", "workshop"), "garage"),
    "gym": "gym",
}
HIFI = word_set("stereo guitar_amplifier hifi_amplifier record_player mixing_desk subwoofer keyboard projector")
APPLIANCES = word_set("fridge_freezer washing_machine tumble_dryer microwave dishwasher freezer_upright")
BEHIND = {"unit": ("tv_", "tv_stand"), "matt": ("bed", "mattress_double"), "base": ("mattress", "bed_frame_double")}
"""Words that name a thing behind one whose key begins so."""
BESIDE = {
    **dict.fromkeys(("dining_table_4", "dining_table_6", "dining_table_8", "dining_table_glass"), "dining"),
    "kitchen_table": "kitchen",
    "garden_table": "garden",
    "desk_large": "study",
    "desk_small": "study",
    "desk_corner": "study",
    "desk_sit_stand": "study",
    "computer": "study",
}


def where_it_stands(found: Item, word: str, line: Line, before: list[Thing]) -> Item:
    """Choose the thing that a bare name means in its room, or behind the thing before it."""
    sorts = [SORT_OF_ROOM.get(token.low, "") for token in tokens(line.room)]
    if before and before[-1].key in BESIDE:
        sorts = [BESIDE[before[-1].key]]
    return next((item(BY_ROOM[word, sort]) for sort in sorts if (word, sort) in BY_ROOM), found)


def named_beside(words: list[str], before: list[Thing]) -> Item | None:
    """Find what a word means behind another thing alone: the "unit" of a television, a "matt" of a bed."""
    key = before[-1].key if before else None
    short = BEHIND.get(words[-1]) if words and key is not None else None
    if key is None or short is None or not key.startswith(short[0]):
        return None
    return item(short[1])


def meant_beside(found: Item | None, words: list[str], text: str, things: list[Thing], *, is_row: bool) -> Item | None:
    """Find what a word means beside other things: German "Boxen" of a hi-fi, Spanish "cocina" beside appliances."""
    keys = {each.key for each in things}
    if found is not None and found.is_box and not HIFI.isdisjoint(keys) and "boxen" in text.lower():
        only = all(word in ("boxes", "box", "with") or not word.isalpha() for word in words)
        return item("floor_speakers") if only else found
    if found is None and not is_row and not APPLIANCES.isdisjoint(keys) and "es" in spoken():
        return item("cooker") if [word for word in words if word not in ARTICLES] == ["kitchen"] else None
    return found
