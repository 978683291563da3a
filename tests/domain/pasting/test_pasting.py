"""A pasted list, step by step, and what must hold for any text at all."""

from collections import Counter
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.domain.figures import lifting
from service.domain.figures.catalogue import english_names, homes, item, items, vehicles, written_names
from service.domain.figures.lifting import End, Reason, Route
from service.domain.models import Gear, Kind, Place, Sort, Work
from service.domain.pasting import Proposal, Thing, Understood, Why, from_home, index, lookup, understand
from service.domain.pasting.amounts import read_amounts
from service.domain.pasting.layout import read_lines, strip_marks
from service.domain.pasting.measures import Amounts
from service.domain.pasting.pieces import read_pieces
from service.domain.pasting.tokens import normal, tokens
from service.text.language import language
from service.text.task_titles import title_of
from tests.sizes import has_turn, size

ENGLISH = language("en")


def only(text: str) -> Thing:
    things = understand(text).things
    assert len(things) == 1, things
    return things[0]


def within(flights: int) -> Route:
    """A way within one building, over so many flights: what is carried is carried once."""
    return Route(End(flights, lift=False), End(0, lift=False), same_building=True)


def only_task(text: str, flights: int = 0) -> Proposal:
    (task,) = understand(text, route=within(flights)).tasks
    return task


def amounts(text: str) -> Amounts:
    return read_amounts([token.low for token in tokens(text)], thing=True)


# Step 1: lines and headings


@pytest.mark.parametrize(
    "line",
    ["- sofa", "* sofa", "• sofa", "– sofa", "1. sofa", "2) sofa", "a) sofa", "b. sofa", "[ ] sofa", "- [x] sofa",
     "☑ sofa", "🛋️ sofa", "→ sofa", "> sofa", "   sofa  ", "\tsofa\r"],
)  # fmt: skip
def test_bullets_of_all_sorts_come_off(line: str) -> None:
    assert strip_marks(line) == "sofa"


@pytest.mark.parametrize("line", ["1 x sofa", "2 sofas", "1.5 m rug", "x2 sofas"])
def test_a_count_is_no_bullet(line: str) -> None:
    assert strip_marks(line) == line


@pytest.mark.parametrize(
    ("heading", "room"),
    [
        ("Kitchen", "Kitchen"),
        ("living room:", "Living room"),
        ("## Master Bedroom", "Master Bedroom"),
        ("== Shed ==", "Shed"),
        ("**Loft**", "Loft"),
        ("Bedroom 2 (Anna's)", "Bedroom 2 (Anna's)"),
        ("Kids' room:", "Kids' room"),
        ("Tom's room", "Tom's room"),
        ("Kitchen / Diner", "Kitchen / Diner"),
        ("Charity shop:", "Charity shop"),
        ("Misc", "Misc"),
    ],
)
def test_a_heading_gives_its_room_to_the_lines_below(heading: str, room: str) -> None:
    understood = understand(f"{heading}\n- 3 boxes\n- sofa")
    assert {thing.room for thing in understood.things} == {room}
    assert all(1 in task.lines for task in understood.tasks)


def test_a_heading_before_a_colon_or_dash_is_for_its_own_line() -> None:
    understood = understand("Bedroom\nbed\nStudy: desk, 5 boxes\nBalcony - bike\nwardrobe")
    assert [thing.room for thing in understood.things] == ["Bedroom", "Study", "Study", "Balcony", "Bedroom"]


def test_a_heading_without_things_is_unclear() -> None:
    understood = understand("Attic\n\nKitchen\nfridge")
    assert [each.line for each in understood.unclear] == [1]


def test_a_gap_ends_a_heading_unless_the_whole_list_is_spaced_out() -> None:
    assert [thing.room for thing in understand("Kitchen\nfridge\ncooker\n\npiano").things] == ["Kitchen", "Kitchen", ""]
    spaced = understand("Kitchen\n\nfridge\n\ncooker\n\nLoft\n\n3 boxes")
    assert [thing.room for thing in spaced.things] == ["Kitchen", "Kitchen", "Loft"]


def test_a_thing_is_no_heading() -> None:
    assert not any(line.is_heading for line in read_lines("Kitchen table\nLaundry basket\nGarden bench\nPIANO"))


# Step 2: pieces


def test_a_line_falls_into_its_things() -> None:
    found = understand("desk, office chair, filing cabinet, 5 boxes papers").things
    assert [each.key for each in found] == ["desk_large", "office_chair", "filing_cabinet_2", "box_files"]
    assert found[-1].count == 5


def test_a_bed_and_its_mattress_are_frame_and_mattress() -> None:
    assert [each.key for each in understand("double bed + mattress").things] == ["bed_frame_double", "mattress_double"]
    assert [each.key for each in understand("single bed & mattress").things] == ["bed_frame_single", "mattress_single"]


def test_chairs_are_those_of_their_table() -> None:
    assert understand("patio table + 4 chairs").things[1].key == "garden_chair"
    assert understand("kitchen table and 4 chairs").things[1].key == "kitchen_chair"


@pytest.mark.parametrize("text", ["wardrobe 2 doors, has to come apart", "bookcase, tall x2", "sofa, grey, very heavy"])
def test_what_only_says_more_stays_with_its_thing(text: str) -> None:
    assert len(read_pieces(text)) == 1


def test_things_with_only_numbers_between_them_are_told_apart() -> None:
    assert [(each.key, each.count) for each in understand("2 sofas 3 armchairs").things] == [
        ("sofa_3_seat", 2),
        ("armchair", 3),
    ]


# Step 3: counts, weights, sizes


@pytest.mark.parametrize(
    ("text", "low", "count"),
    [
        ("2 sofas", 2, 2),
        ("2x sofa", 2, 2),
        ("sofa x2", 2, 2),
        ("2 no. sofas", 2, 2),
        ("two sofas", 2, 2),
        ("a couple of sofas", 2, 2),
        ("half a dozen sofas", 6, 6),
        ("a dozen sofas", 12, 12),
        ("2 dozen sofas", 24, 24),
        ("twenty-five sofas", 25, 25),
        ("30-35 sofas", 30, 35),
        ("30 – 35 sofas", 30, 35),
        ("10 to 12 sofas", 10, 12),
        ("2 or 3 sofas", 2, 3),
        ("between 10 and 15 sofas", 10, 15),
        ("approx. 14 sofas", 14, 14),
        ("~25 sofas", 25, 25),
        ("sofas (2)", 2, 2),
        ("sofas: 4", 4, 4),
        ("sofas - 4 nos.", 4, 4),
        ("sofa", 1, 1),
    ],
)
def test_counts_are_read_however_they_are_written(text: str, low: int, count: int) -> None:
    assert (only(text).count_low, only(text).count) == (low, count)


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("tumble dryer 40kg", 40),
        ("chest freezer (about 45 kg)", 45),
        ("gun safe (600 lb)", 272.2),
        ("washing machine, approx 11 st", 69.9),
        ("2 wardrobes 50 kg each", 50),
        ("2 wardrobes, 100 kg in total", 50),
    ],
)
def test_weights_are_read_in_kilograms_a_piece(text: str, weight: float) -> None:
    assert only(text).weight_kg == weight
    assert only(text).explicit_weight


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('TV 50"', "tv_50"),
        ("65 inch television", "tv_65"),
        ("sofa (3 seater)", "sofa_3_seat"),
        ("2-seater", "sofa_2_seat"),
        ("dining table, seats 6", "dining_table_6"),
        ("dining table for eight", "dining_table_8"),
        ("wardrobe 3 doors", "wardrobe_triple"),
        ("filing cabinet, 4 drawers", "filing_cabinet_4"),
        ("rug 2m x 3m", "rug_small"),
        ("aquarium 120 l (empty)", "aquarium"),
    ],
)
def test_sizes_choose_among_a_family_and_are_no_counts(text: str, key: str) -> None:
    assert (only(text).key, only(text).count) == (key, 1)


def test_a_number_beyond_any_household_is_no_count() -> None:
    assert not understand("1000000 boxes\n0 boxes").tasks


def test_a_time_of_day_is_kept_for_when_the_day_is_known() -> None:
    task = understand("hand over keys at 5pm").tasks[0]
    assert task.at is not None
    assert task.at.hour == 17


# Step 4: words


@pytest.mark.parametrize(
    ("american", "british"),
    [("couch", "settee"), ("crib", "cot"), ("dresser", "chest of drawers"), ("nightstand", "bedside table"),
     ("refrigerator", "fridge freezer"), ("stroller", "pushchair"), ("vacuum", "hoover"), ("closet", "wardrobe")],
)  # fmt: skip
def test_american_and_british_words_are_the_same_thing(american: str, british: str) -> None:
    assert only(american).key == only(british).key


@pytest.mark.parametrize(
    ("typo", "key"),
    [
        ("wardobe", "wardrobe_double"),
        ("wasching machine", "washing_machine"),
        ("fridge frezer", "fridge_freezer"),
        ("2 bokcases", "bookcase_tall"),
        ("tumbel dryer", "tumble_dryer"),
        ("matress king", "mattress_king"),
    ],
)
def test_slips_of_the_pen_are_mended(typo: str, key: str) -> None:
    assert only(typo).key == key


@pytest.mark.parametrize("text", ["lamp shade", "Gustav", "asdf qwerty", "kitchen bits", "hello there"])
def test_what_is_no_known_thing_is_not_guessed_at(text: str) -> None:
    assert not understand(text).tasks


def test_every_name_of_the_catalogue_finds_its_thing() -> None:
    for each in english_names():
        found = lookup.find(tuple(token.low for token in tokens(each.name)))
        assert found is not None, each
        assert found.key == each.key or index.names()[index.bag(each.name.split())] != each.key, each


def test_an_unknown_thing_that_was_counted_has_an_unknown_weight() -> None:
    task = next(task for task in understand("desk lamp\n2 wobbleboards and a lamp").tasks if task.weight_kg is None)
    assert (task.kind, task.weight_kg, task.needed) == (Kind.HEAVY_ITEM, None, None)
    assert task.crew is not None
    assert task.crew.reason is Reason.UNKNOWN_WEIGHT


# Step 5: trips, care, doubts, prose


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("two runs to the tip, pizza after", ["two runs to the tip", "pizza after"]),
        ("Transporter abholen, Pizza für alle", ["Transporter abholen", "Pizza für alle"]),
        ("two runs to the tip with the old doors", ["two runs to the tip with the old doors"]),
    ],
)
def test_a_trip_is_called_by_the_whole_line_only_where_it_has_it_alone(line: str, said: list[str]) -> None:
    assert [thing.text for thing in understand(line).things] == said


def test_trips_are_one_task_with_their_range_and_minutes() -> None:
    (task,) = understand("2 or 3 van trips (Luton), 25 min drive each way").tasks
    assert (task.kind, task.needed, task.title.count_low, task.title.count) == (Kind.TRIP, 0, 2, 3)
    assert task.minutes == (100, 190)


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("someone to watch the cat", Sort.PETS),
        ("dog sitter", Sort.PETS),
        ("babysitter for 2 kids", Sort.CHILDREN),
        ("look after the twins", Sort.CHILDREN),
        ("lunch for everybody", Sort.FOOD),
        ("pizza", Sort.FOOD),
        ("hoover the old flat", Sort.CLEANING),
        ("clean oven", Sort.CLEANING),
        ("hand over keys", Sort.KEYS),
        ("read the meter", Sort.OTHER),
    ],
)
def test_care_is_known_by_its_sort(text: str, sort: Sort) -> None:
    (task,) = understand(text).tasks
    assert (task.kind, task.sort, task.needed) == (Kind.CARE, sort, 1)


def test_the_number_of_people_asked_for_is_kept() -> None:
    assert understand("2 people to clean the old flat").tasks[0].needed == 2


def test_doubts_are_kept_and_planned_for() -> None:
    (task,) = understand("??? attic - not sure yet, maybe 15 boxes").tasks
    assert (task.room, task.needed, task.doubtful) == ("Attic", 15, True)
    assert Why.NOT_SURE in task.why


@pytest.mark.parametrize("text", ["the fridge stays", "fridge - stays", "not taking: futon, dresser", "no boxes"])
def test_what_does_not_come_along_is_no_task(text: str) -> None:
    assert not understand(text).tasks


@pytest.mark.parametrize(
    "text",
    ["Moving one floor down, same building (4th -> 3rd, no lift!)", "Thanks everyone!!", "love you all xx",
     "Total 51 boxes"],
)  # fmt: skip
def test_prose_is_unclear(text: str) -> None:
    understood = understand(text)
    assert not understood.tasks
    assert [each.text for each in understood.unclear] == [text]


# Step 6: tasks


def test_boxes_of_a_room_are_one_task() -> None:
    task = only_task("Loft\n30-35 boxes\n10 small boxes (books)")
    assert (task.needed, task.title.count_low, task.title.count) == (45, 40, 45)
    assert task.lines == [1, 2, 3]


def test_boxes_are_carried_unless_the_line_says_pack() -> None:
    assert understand("8 boxes kitchen").tasks[0].work is Work.CARRY
    assert understand("pack the glasses (2 dish packs)").tasks[0].work is Work.PACK


def test_light_things_are_one_task_with_the_crew_of_the_heaviest() -> None:
    heavy, loose = understand("Hall\ncoffee table\nsofa\n\nAttic\nfloor lamp", route=within(1)).tasks
    assert heavy.things[0].key == "sofa_3_seat"
    assert [each.key for each in loose.things] == ["coffee_table", "floor_lamp"]
    assert loose.crew is not None
    assert (loose.kind, loose.weight_kg, loose.crew.people) == (Kind.HEAVY_ITEM, 20, 2)


def test_a_piano_is_rolled_and_needs_no_number() -> None:
    (task,) = understand("mum's piano (upright)").tasks
    assert task.crew is not None
    assert (task.needed, task.crew.reason, task.crew.people) == (None, Reason.NOT_BY_HAND, 4)
    assert Gear.PIANO_DOLLY in task.gear


def test_size_is_a_floor_for_the_crew() -> None:
    task = only_task('TV 50"')
    assert task.crew is not None
    assert (task.least, task.crew.people, task.crew.reason) == (2, 2, Reason.SIZE)


def test_a_bed_is_lifted_in_its_parts() -> None:
    task = only_task("double bed")
    assert task.crew is not None
    assert (task.weight_kg, task.crew.people) == (39, 2)
    assert Why.IN_LOADS in task.why


def test_what_must_come_apart_asks_for_tools_and_glass_for_blankets() -> None:
    assert Gear.TOOLS in understand("sideboard, has to come apart").tasks[0].gear
    assert Gear.BLANKETS in understand("dining table (glass top)").tasks[0].gear


def test_the_same_thing_on_two_lines_of_a_room_is_one_task() -> None:
    task = only_task("armchair\narmchair")
    assert (task.title.count, task.lines, title_of(task.title, ENGLISH)) == (2, [1, 2], "2 armchairs")


# Homes


@pytest.mark.parametrize("key", list(homes()))
def test_a_home_begins_with_a_typical_set_as_a_range(key: str) -> None:
    tasks = from_home(key)
    boxes = [task for task in tasks if task.kind is Kind.BOX_LOAD]
    low, _, high = homes()[key].boxes
    assert sum(task.needed or 0 for task in boxes) == high
    assert sum(task.title.count_low for task in boxes) == low
    once = [task for task in tasks if task.place is not Place.NEW]
    volume = sum(item(each.key).volume_m3 * each.count for task in once for each in task.things if each.key)
    assert volume <= homes()[key].volume_m3[2]


def test_the_catalogue_is_whole() -> None:
    assert sum(1 for each in items().values() if each.original) == 219
    assert len(vehicles()) == 41
    assert all(lifting.crew(each.load_kg, 0).people <= each.least for each in items().values())


# What must hold for any text


def lines_in_order(understood: Understood, text: str) -> None:
    """Each non-blank line where it belongs, and no other; each box once; the lines are those meant."""
    written = {n for n, line in enumerate(text.split("\n"), start=1) if line.strip()}
    in_tasks = {line for task in understood.tasks for line in task.lines}
    quoted = [[each.line for each in quotes] for quotes in (understood.unclear, understood.staying, understood.done)]
    assert all(len(lines) == len(set(lines)) for lines in quoted)
    assert in_tasks.union(*quoted) == written
    planned = sum(each.count for each in understood.things if each.kind is Kind.BOX_LOAD)
    assert sum(task.needed or 0 for task in understood.tasks if task.kind is Kind.BOX_LOAD) == planned
    assert carried_once(understood.tasks) == carried(understood.things)
    assert all(is_sound(task) for task in understood.tasks)


def carried(things: list[Thing]) -> Counter[tuple[object, ...]]:
    """How many of each thing: many of one are parted where a crew would take too long."""
    counts: Counter[tuple[object, ...]] = Counter()
    for each in things:
        counts[each.line, each.kind, each.key, each.text, each.room] += each.count
    return counts


def carried_once(tasks: list[Proposal]) -> Counter[tuple[object, ...]]:
    """What all tasks carry out; a crew carries in again what it has carried out, and nothing else."""
    out, into = ([task for task in tasks if task.place is place] for place in (Place.OLD, Place.NEW))
    lifted = [[task.things for task in side if task.kind is Kind.HEAVY_ITEM] for side in (out, into)]
    assert lifted[0] == lifted[1]
    first = [task for task in tasks if not (task.place is Place.NEW and task.kind is Kind.HEAVY_ITEM)]
    return carried([each for task in first for each in task.things])


def is_sound(task: Proposal) -> bool:
    if task.kind is Kind.HEAVY_ITEM:
        needs = task.crew is not None and task.crew.people == (task.needed or task.crew.advised) >= task.crew.advised
    else:
        needs = (task.needed or 0) >= (task.kind is not Kind.TRIP)
    works = (task.work is not None) == (task.kind is Kind.BOX_LOAD)
    sorts = (task.sort is not None) == (task.kind is Kind.CARE)
    return (
        needs
        and works
        and sorts
        and bool(title_of(task.title, ENGLISH).strip())
        and task.lines == sorted(set(task.lines))
    )


ANY = st.text(st.characters(), max_size=300)
SOUP = st.lists(
    st.sampled_from(
        [
            "sofa",
            "boxes",
            "box",
            "of",
            "2",
            "x",
            "3",
            "-",
            "–",
            ":",
            ",",
            ";",
            "(",
            ")",
            "[",
            "]",
            "\n",
            "\n\n",
            "+",
            "&",
            "and",
            "or",
            "to",
            "kitchen",
            "Kitchen:",
            "attic",
            "???",
            "maybe",
            "kg",
            "40",
            "lb",
            "50",
            '"',
            "in",
            "with",
            "w/",
            "/",
            "van",
            "trips",
            "min",
            "each",
            "way",
            "cat",
            "watch",
            "someone",
            "keys",
            "stays",
            "of",
            "box",
            "→",
            "(",
            "not",
            "pack",
            "a",
            "half",
            "dozen",
            "couple",
            ".",
            "!",
            "*",
            "•",
            "1.",
            "a)",
            "mattress",
            "bed",
            "table",
            "chairs",
            "no",
            "seats",
            "6",
            "drawers",
            "large",
            "big",
            "0",
            "999999999999",
            "1,5",
            "½",
            "'t",
            "",
            "=",
            "",
            "==",
            "##",
            "\t",
            "total",
            "qty",
            "twenty",
            "five",
        ]
    ),
    max_size=60,
).map(" ".join)
PIECES = st.lists(
    st.tuples(
        st.sampled_from(["- ", "* ", "1. ", "[ ] ", "", "Kitchen: ", "   "]),
        st.sampled_from(["", "2 ", "2x ", "a couple of ", "10-12 ", "approx ", "maybe "]),
        st.sampled_from([each.name for each in written_names("en")]),
        st.sampled_from(["", " x2", " (heavy!!)", " 40 kg", ", has to come apart", ", 5 boxes"]),
    ).map("".join)
    | st.sampled_from(["", "  ", "Bedroom", "Garage:", "2 van trips", "pizza", "it was a long day for all of us"]),
    max_size=12,
).map("\n".join)
ONE_EDIT = st.tuples(st.integers(0, 400), st.characters())


@given(ANY | SOUP | PIECES, st.lists(ONE_EDIT, max_size=6), st.integers(0, 6), st.booleans(), st.integers(1, 12))
@settings(max_examples=size("EDITS", 40, 400))
@example("\ud800 sofa \udfff\n- \ud83d\n3 boxes \ud800", [], 0, False, 4)
@example("\x00\n\u200b\n\ufeff\n\u2028 a \u2029\n\x1c\n\x85", [], 0, False, 4)
@example("kids → ( cocina\n1 libros for . | of", [], 0, False, 4)
@example("İ" * 40 + " 2 boxes\n" + "ﷺ" * 50, [], 0, False, 4)
def test_every_line_ends_where_it_belongs(
    text: str, edits: list[tuple[int, str]], flights: int, one_building: bool, hands: int
) -> None:
    for at, sign in edits:
        text = text[:at] + sign + text[at + 1 :]
    route = Route(End(flights, lift=False), End(0, lift=False), same_building=one_building)
    lines_in_order(understand(text, route=route, hands=hands), text)


@given(PIECES)
@settings(max_examples=size("AGAIN", 25, 100))
def test_the_same_list_is_understood_the_same_way(text: str) -> None:
    assert understand(text) == understand(text)


HOSTILE = {
    "one line": "sofa, ",
    "nothing between": "chair table ",
    "open brackets": "(",
    "a long number": "9",
    "numbers": "9 ",
    "times": "2 x ",
    "dashes": "- ",
    "short lines": "a\n",
    "boxes": "999 boxes\n",
    "headings": "Room:\n3 boxes\n",
    "joined": "and ",
    "one word": "a",
    "boxes of boxes": "box of ",
    "check boxes": "[ ] ",
    "colons": "a: ",
    "leads": "we have ",
    "typos": "wardobe bokcase sofq\n",
    "stairs of blank lines": "sofa\n\n\n",
}


@pytest.mark.sampled
@pytest.mark.long
@pytest.mark.parametrize("name", [name for name in HOSTILE if has_turn(name, 0, turns=3)])
@pytest.mark.held
def test_the_work_grows_with_the_list_and_no_faster(name: str) -> None:
    """Counted, not timed: look-ups, and the words that they and the readers of numbers are given."""
    text = HOSTILE[name]
    small, large = work(text * (400 // len(text))), work(text * (4_000 // len(text)))
    assert large <= 11 * small + 400


def work(text: str) -> int:
    done: Counter[str] = Counter()
    find, number_at = lookup.find, read_amounts

    def counted_find(phrase: tuple[str, ...], more: tuple[str, ...] = ()) -> object:
        done["words"] += len(phrase) + len(more)
        return find(phrase, more)

    def counted_amounts(lows: list[str], *, thing: bool) -> Amounts:
        done["words"] += len(lows)
        return number_at(lows, thing=thing)

    modules = ("layout.rooms", "pairs", "naming", "tallies", "reading", "runs", "splitting")
    with patch("service.domain.pasting.naming.read_amounts", counted_amounts):
        finds = [patch(f"service.domain.pasting.{name}.find", counted_find) for name in modules]
        for each in finds:
            each.start()
        try:
            understand(text)
        finally:
            for each in finds:
                each.stop()
    return done["words"]


def test_words_that_look_alike_are_one_spelling() -> None:
    assert normal("２ ｓｏｆａｓ ½") == "2 sofas  0.5 "


@pytest.mark.parametrize(
    ("text", "kind", "needed", "room"),
    [
        ("Lego (2 crates)", Kind.BOX_LOAD, 2, ""),
        ("tools (3 boxes)", Kind.BOX_LOAD, 3, ""),
        ("Kitchen (10 boxes)", Kind.BOX_LOAD, 10, "Kitchen"),
        ("desk (2 boxes inside)", Kind.HEAVY_ITEM, None, ""),
        ("Kitchen (2nd floor)\n- fridge", Kind.HEAVY_ITEM, None, "Kitchen (2nd floor)"),
    ],
)
def test_a_bracket_may_count_the_boxes(text: str, kind: Kind, needed: int | None, room: str) -> None:
    task = only_task(text)
    assert (task.kind, task.needed, task.room) == (kind, needed, room)


@pytest.mark.parametrize(
    ("text", "count"), [("sofa (3 parts)", 1), ("corner sofa, 3 parts", 1), ("3 pieces of art", 3)]
)
def test_a_sofa_in_three_parts_is_one_sofa(text: str, count: int) -> None:
    [thing] = understand(text).things
    assert thing.count == count


@pytest.mark.parametrize(
    "text",
    [
        *("drill to give back to Karl", "return library books", "borrow ladder from Anna", "Drill zurück an Karl"),
        *("give the spare keys back to the landlord", "sander needs to go back to the hire shop", "lamp to return"),
        *("drill (belongs to neighbour, give back)", "Bohrmaschine zurückgeben", "can someone return the router"),
        *("lend me a sack truck?", "devolver taladro a Juan", "Bring back the steam cleaner"),
    ],
)
def test_what_is_given_back_or_borrowed_is_an_errand_and_nothing_that_is_moved(text: str) -> None:
    understood = understand(text)
    assert [task.kind for task in understood.tasks] == [Kind.CARE]
    assert (understood.unclear, understood.staying) == ([], [])


@pytest.mark.parametrize("text", ["bring back the van", "sofa in the back bedroom", "desk, back door", "borrowed sofa"])
def test_other_words_with_back_are_no_errands(text: str) -> None:
    assert Kind.CARE not in [task.kind for task in understand(text).tasks]
