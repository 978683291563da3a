"""Every content word of a list is accounted for: it is in a thing, staying, done or unclear, or is a room or a note.

Nouns that nobody knows, contents, numbers in their roles, and what is to be done.
"""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.domain.models import Kind, Sort, Work
from service.domain.pasting import Thing, TitleCode, understand
from service.domain.pasting.languages import speaking
from service.domain.pasting.nouns import is_contents, is_made, is_made_name
from service.domain.pasting.sets import words_for
from tests.domain.pasting.test_words import places
from tests.sizes import size

HERE = Path(__file__).parent
FOREIGN = sorted(HERE.glob("other_languages/*.txt"))
LISTED = "- {}\n- sofa\n- 3 boxes"
"""An entry among others of a list."""


def first(text: str) -> list[Thing]:
    """Read the things of a line that is an entry of a list."""
    return [thing for thing in understand(LISTED.format(text)).things if thing.line == 1]


def told(text: str) -> list[tuple[Kind, str | None, int]]:
    return [(thing.kind, thing.key, thing.count) for thing in first(text)]


@pytest.mark.sampled
@pytest.mark.parametrize("path", FOREIGN, ids=lambda path: path.stem)
def test_every_word_of_a_list_in_another_language_has_its_place(path: Path) -> None:
    text = "\n".join(row.partition(" => ")[0] for row in path.read_text(encoding="utf-8").splitlines())
    with speaking(text):
        places(text, understand(text))


COUNTS = st.sampled_from(["", "2 ", "a ", "my ", "a dozen or so ", "another six ", "10-12 ", "#3 ", "two ", "3x "])
NAMES = st.sampled_from(
    ["egg timer", "salad spinner", "wardrobe", "pull out couch", "boxes of toys", "winter jumpers", "wobbleboard",
     "crates", "tea caddy", "bass amp", "rug", "books", "king", "suitcases", "box 7 lids", "steps", "van trips"]
)  # fmt: skip
SAID = st.sampled_from(
    ["", " (heavy)", " -> 3 - Study", " 40 kg", ", has to come apart", " - stays", " for Anna", " about 8 cartons",
     " needs mending", " with its stand", " full of wool", " from the loft", " that was gran's"]
)  # fmt: skip
DONE = st.sampled_from(["pack the spices", "text the neighbours", "take down and wrap the mirror", "clean the oven"])
PIECE = st.tuples(COUNTS, NAMES, SAID).map("".join) | DONE
LINE = st.lists(st.tuples(PIECE, st.sampled_from([", ", " and ", " + ", "; ", " - ", ": "])), min_size=1, max_size=4)
LINES = st.lists(
    st.tuples(
        st.sampled_from(["- ", "* ", "", "1. ", "Kitchen: "]), LINE.map(lambda each: "".join(map("".join, each)))
    ),
    min_size=1,
    max_size=5,
)


@pytest.mark.long
@given(LINES.map(lambda lines: "\n".join(map("".join, lines))))
@example("Kitchen: egg timer -> 3 - Study and ")
@settings(max_examples=size("LISTS", 25, 300))
def test_every_word_of_any_list_has_its_place(text: str) -> None:
    places(text, understand(text))


@pytest.mark.parametrize(
    "name",
    ["egg timer", "Nintendo dock", "old astrolabe", "salad spinner", "coffee table book", "tea caddy", "cake tin",
     "karaoke machine", "chocolate fountain", "a wooden door", "soup maker", "bread bin", "sewing box", "first aid box",
     "3 planks", "2 server racks", "Scalextric", "oak whisky barrel", "stair gate", "dressing gown"],
)  # fmt: skip
def test_a_noun_that_nobody_knows_is_a_doubtful_thing_of_a_list(name: str) -> None:
    """Or one of the catalogue's, should that have come to know it."""
    [thing] = first(name)
    assert (thing.kind, thing.words, thing.doubtful) == (Kind.HEAVY_ITEM, name, thing.key is None)


@pytest.mark.parametrize(
    "text", ["Thanks so much already", "It will be a long day", "ARGH!", "see you all there", "here's what I think"]
)
def test_prose_is_no_thing_of_a_list(text: str) -> None:
    assert first(text) == []


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("winter jumpers", 1),
        ("vinyl + cassettes", 2),
        ("some of my clothes, most of my shoes, toiletries", 3),
        ("some kitchen bits", 1),
        ("spice jars", 1),
        ("scarves", 1),
        ("Books (heavy)", 1),
    ],
)
def test_contents_are_things_that_one_person_carries_in_a_box(text: str, things: int) -> None:
    found = first(text)
    assert [(each.kind, each.key, each.is_contents) for each in found] == [(Kind.HEAVY_ITEM, None, True)] * things
    assert all(each.load_kg == 13 and each.weight_kg is None for each in found)
    loose = [task for task in understand(LISTED.format(text)).tasks if task.title.code is TitleCode.LOOSE]
    assert found[0].n in [each.n for task in loose for each in task.things] or things == 1


@pytest.mark.parametrize(
    ("text", "key", "count"),
    [
        ("Box #17 Scarves, gloves, mittens", "box_medium", 1),
        ("Carton 4: spice jars", "box_medium", 1),
        ("Crate no. 2 hand tools", "crate_plastic", 1),
        ("14 cartons (9 big and 5 small)", "box_small", 14),
        ("a score or so of fruit crates", "crate_banana", 20),
        ("a dozen or so tubs of Lego", "tote_medium", 12),
        ("two holdalls of shoes", "duffel_bag", 2),
        ("3 lockers, each about 8 cartons", "box_medium", 24),
        ("another 6 boxes", "box_medium", 6),
        ("all the storage boxes, 11 at last count", "box_medium", 11),
        ("Tupperware, 3 boxes", "box_medium", 3),
        ("photo albums, about 3 boxes", "box_medium", 3),
    ],
)
def test_boxes_are_counted_once_and_hold_what_is_named_beside_them(text: str, key: str, count: int) -> None:
    assert told(text) == [(Kind.BOX_LOAD, key, count)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Futon -> 3 - Study", "futon"),
        ("armchair => Bedroom 2", "armchair"),
        ("cot (room 4)", "cot"),
        ("desk → 7", "desk_large"),
        ("our king", "bed_king"),
        ("an old trunk full of blankets", "blanket_box"),
    ],
)
def test_a_number_that_says_where_counts_nothing(text: str, key: str) -> None:
    assert told(text) == [(Kind.HEAVY_ITEM, key, 1)]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("a recliner, a wardrobe, a pull out couch", ["recliner", "wardrobe_double", "sofa_bed"]),
        ("my dresser, that massive mirror", ["drawers_large", "mirror_large"]),
        ("a bookcase, a fold out table, his bass amp", ["bookcase_tall", "dining_table_4", "guitar_amplifier"]),
        ("one mattress against the wall, our double, four drawers",
         ["mattress_double", "bed_frame_double", "drawers_small"]),
        ("plants: 3 large, 5 small", ["plant_large", "plant_small"]),
        ("14 PCs + keyboards", ["computer", "keyboard"]),
        ("furniture, incl. a buffet, rocking chair", ["sideboard", "rocking_chair"]),
    ],
)  # fmt: skip
def test_nothing_beside_another_thing_is_swallowed(text: str, keys: list[str]) -> None:
    assert [thing.key for thing in first(text)] == keys


@pytest.mark.parametrize(
    "text", ["Pack jigsaws and card games", "pack the kitchen", "Pack clothes", "pack up the loft"]
)
def test_packing_is_work_in_its_own_words_whose_boxes_nobody_has_counted(text: str) -> None:
    [thing] = first(text)
    assert (thing.kind, thing.work, thing.key, thing.count, thing.doubtful) == (Kind.BOX_LOAD, Work.PACK, None, 1, True)
    task = next(task for task in understand(LISTED.format(text)).tasks if task.work is Work.PACK)
    assert (task.title.code, task.title.things) == (TitleCode.CARE, ((None, text, 1),))


@pytest.mark.parametrize(
    "text",
    ["Text the neighbours about the lift", "Email everyone asking for help", "Write to the neighbours",
     "Clear out the larder", "District nurse needs telling", "Meals on wheels - cancel",
     "Take down and wrap the wardrobe mirror", "Take bottle openers off the wall and pack"],
)  # fmt: skip
def test_what_is_to_be_done_is_one_errand(text: str) -> None:
    [thing] = first(text)
    assert (thing.kind, thing.words) == (Kind.CARE, text)
    assert thing.sort in (Sort.OTHER, Sort.FOOD)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("fetching the hired Transit at seven", 1),
        ("the trailer was booked for Friday", 1),
        ("two runs to the recycling place", 2),
        ("a carload to Oxfam", 1),
        ("We have hired a van from 9 to 5", 1),
        ("ute load to the tip", 1),
    ],
)
def test_a_run_is_a_trip_and_only_runs_are_counted(text: str, count: int) -> None:
    assert told(text) == [(Kind.TRIP, None, count)]


def test_words_that_are_right_are_never_mended_into_a_thing() -> None:
    for text in ("close to the status", "plasters", "franking machine", "gloves"):
        assert not {"vase", "telescope", "statue", "plant_pot_large"} & {each.key for each in first(text)}


def test_nouns_are_told_by_their_last_words() -> None:
    assert is_made(["old", "egg", "timer"])
    assert not is_made(["long", "day"])
    assert is_made_name(["tea", "caddy"])
    assert is_contents(["winter", "jumpers"])
    assert not words_for("contents") & words_for("plain")
