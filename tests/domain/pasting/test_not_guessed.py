"""Better unclear than wrong: numbers that count nothing, words that are no thing, and details that are kept."""

import pytest

from service.domain.models import Kind
from service.domain.pasting import Quote, Thing, understand


def only(text: str) -> Thing:
    (thing,) = understand(text).things
    return thing


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("IKEA Pax 236", [1]),
        ("wardrobe Pax 201 white", [1]),
        ("bed 140 + mattress", [1, 1]),
        ("mattress 160", [1]),
        ("bookcase (Billy 106)", [1]),
        ("bed (140)", [1]),
    ],
)
def test_a_large_number_behind_a_name_is_a_size_or_a_model(text: str, counts: list[int]) -> None:
    assert [thing.count for thing in understand(text).things] == counts


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("armchair 2", 2),
        ("bed x 14", 14),
        ("bed 14x", 14),
        ("bed (3)", 3),
        ("dining chair (14x)", 14),
        ("dining chairs 14", 14),
        ("plants (24)", 24),
        ("boxes 30", 30),
        ("kitchen 20 large boxes", 20),
        ("140 boxes", 140),
    ],
)
def test_a_number_written_as_a_count_is_one(text: str, count: int) -> None:
    assert only(text).count == count


@pytest.mark.parametrize(
    "text",
    [
        "2 wobbleboards",
        "ARGH!",
        "more books",
        "unload a 1 bedroom apt by themselves? honest answers pls",
        "quote for a 2 bed flat by Friday? any advice",
        "30 Zeugsdinger",
        "Lift is broken so stairs only",
        "lift out of order",
        "Lift doesn't work",
    ],
)
def test_words_that_name_no_thing_are_unclear(text: str) -> None:
    understood = understand(text)
    assert understood.tasks == []
    assert understood.unclear == [Quote(1, text)]


@pytest.mark.parametrize(
    ("text", "unclear"), [("sofa, gibberish", ["gibberish"]), ("Ada: the sofa, ARGH!", ["Ada", "ARGH!"])]
)
def test_beside_a_known_thing_only_what_looks_like_one_is_carried(text: str, unclear: list[str]) -> None:
    understood = understand(text)
    assert [thing.key for thing in understood.things] == ["sofa_3_seat"]
    assert ", ".join(each.text for each in understood.unclear) == ", ".join(unclear)


@pytest.mark.parametrize("text", ["sofa, 2 wobbleboards", "sofa and a wobbleboard", "sofa, wobbleboard 40 kg"])
def test_what_is_counted_or_weighed_beside_a_known_thing_is_carried(text: str) -> None:
    assert [thing.key for thing in understand(text).things] == ["sofa_3_seat", None]


def test_lifting_is_still_an_errand_and_a_lift_that_is_out_of_use_is_not() -> None:
    assert only("someone to lift the cot over the wall").kind is Kind.CARE


@pytest.mark.parametrize(
    ("text", "count"), [("weights 120kg", 6), ("weights, 15 kg", 1), ("3 dumbbells 10 kg each", 2)]
)
def test_weights_are_counted_in_the_catalogues_unit(text: str, count: int) -> None:
    weights = only(text)
    assert (weights.key, weights.count, weights.weight_kg) == ("weights", count, 20)


@pytest.mark.parametrize(
    "text", ["return keys by 5", "hand over keys at 6", "collect the kids at 3:30", "pick up the van at 7 o'clock"]
)
def test_an_hour_of_which_half_of_the_day_is_not_said_is_no_time(text: str) -> None:
    assert only(text).at is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("return keys by 5pm", 17),
        ("return keys by 5 am", 5),
        ("return keys by 17:00", 17),
        ("pick up the van at 07:30", 7),
        ("pick up the van at 6 in the morning", 6),
        ("pick up the van at 8", 8),
    ],
)
def test_a_time_that_is_clear_is_kept(text: str, hour: int) -> None:
    at = only(text).at
    assert at is not None
    assert at.hour == hour


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("kitchen 9 boxes", "Kitchen"),
        ("living room 12 boxes", "Living room"),
        ("9 boxes kitchen", "Kitchen"),
        ("9 boxes books", ""),
        ("Loft: 9 boxes kitchen", "Loft"),
    ],
)
def test_boxes_keep_the_room_beside_them(text: str, room: str) -> None:
    assert (only(text).room, only(text).kind) == (room, Kind.BOX_LOAD)


@pytest.mark.parametrize("text", ["filing cabinet (full)", "2 filing cabinets, full of paper", "aquarium, full"])
def test_what_is_full_is_not_called_empty(text: str) -> None:
    assert (only(text).key, only(text).weight_kg) == (None, None)
    assert "full" in only(text).text


@pytest.mark.parametrize(
    ("line", "count", "room"),
    [
        ("Kartons packen (Küche, ca. 15)", 15, "Küche"),
        ("embalar cajas (cocina, unas 15)", 15, "Cocina"),
        ("boxes (kitchen, 20)", 20, "Kitchen"),
        ("8 cajas pequeñas más 2", 10, ""),
        ("8 kleine Kartons plus 2", 10, ""),
        ("8 small boxes and 2", 10, ""),
        ("boxes (15 kg)", 1, ""),
    ],
)
def test_boxes_are_counted_in_brackets_and_behind_a_plus(line: str, count: int, room: str) -> None:
    understood = understand(line)
    assert [(each.count, each.room) for each in understood.things] == [(count, room)]
    assert not understood.unclear


@pytest.mark.parametrize(
    "line",
    [
        *("3. Stock, kein Aufzug", "4. OG links", "3er piso sin ascensor", "tercer piso", "2ª planta"),
        *(
            "3rd floor, no lift",
            "3 Tage",
            "3 días",
            "310 km each way",
            "three floors no lift",
            "11 steps up to the door",
        ),
        "40 cubic metres in all",
    ],
)
def test_the_floor_of_a_home_the_way_and_a_time_are_no_tasks(line: str) -> None:
    understood = understand(f"1 planta\nbook the van\n{line}")
    assert [(each.key, each.kind) for each in understood.things] == [
        ("plant_small", Kind.HEAVY_ITEM),
        (None, Kind.TRIP),
    ]
    assert [each.text for each in understood.unclear] == [line]
