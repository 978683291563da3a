"""The layout of a whole list: what each line is, before anything on it is read. One invented list for each kind."""

from functools import partial

import pytest

from service.domain.models import Kind
from service.domain.pasting import Understood, understand
from service.domain.pasting.layout import Form, Line, Under, read_lines
from tests.work import lines_run


def lines(*written: str) -> list[Line]:
    return read_lines("\n".join(written))


def carried(*written: str) -> list[tuple[str | None, int, str]]:
    return [(each.key, each.count, each.room) for each in understand("\n".join(written)).things]


def understood(*written: str) -> Understood:
    return understand("\n".join(written))


def test_several_things_behind_a_number_of_a_form_are_each_of_its_kind() -> None:
    rows = ["Sofa ( 0 )", "Rugs ( 2 ) -> one red, one hall runner", "Fridge [2] -> old one & bar fridge", "Bed ( 1 )"]
    counts = [(each.line, each.key) for each in understood(*rows).things]
    assert [line for line, _ in counts] == [2, 2, 3, 3, 4]
    assert counts[2][1] == "fridge_freezer"


@pytest.mark.parametrize(
    ("rows", "things"),
    [
        (
            ["nr\tsize\tcontents\tgoes to", "1\tS\tcookbooks\tkitchen", "2\tL\tduvets, pillows\tbedroom 1"],
            [("box_small", 1, "Kitchen"), ("box_large", 1, "Bedroom 1")],
        ),
        (["Item\tQty\tRoom", "Stool\t3\tBar corner", "Lamp\t0\tHall"], [("bar_stool", 3, "Bar corner")]),
        (
            ["Zimmer;Gegenstand;Anzahl", "Küche;Stuhl;4", ";Tisch;1", "Bad;Waschmaschine;1", "Summe;;6"],
            [("kitchen_chair", 4, "Küche"), ("kitchen_table", 1, "Küche"), ("washing_machine", 1, "Bad")],
        ),
        (
            ["| Habitación | Mueble | Cantidad |", "|---|---|--:|", "| Salón | sofá | 2 |"],
            [("sofa_3_seat", 2, "Salón")],
        ),
        (
            ["Kitchen   fridge        1", "Kitchen   chairs     4", "Lounge    sofa  1"],
            [("fridge_freezer", 1, "Kitchen"), ("kitchen_chair", 4, "Kitchen"), ("sofa_3_seat", 1, "Lounge")],
        ),
        (
            ["room,item,qty,notes", "study,desk,2,no drawers", "study,bookcase,1,sold"],
            [("desk_large", 2, "Study")],
        ),
        (["Room | Boxes | Contents", "Kitchen | 8 | pans", "Hall | 2 | coats"], [("box_medium", 8, "Kitchen")]),
        (["1;small;books A-F;office", "2;large;coats;hall", "3;M;cables;office"], [("box_small", 1, "Office")]),
        (["Box\tRoom", "1\tKitchen", "2\tKitchen", "3\tHall"], [("box_medium", 1, "Kitchen")]),
        (["What\tComing?", "Sofa\tyes", "Piano\tno"], [("sofa_3_seat", 1, "")]),
        (["Item | Keep/Sell", "Piano | sell", "Sofa | keep"], [("sofa_3_seat", 1, "")]),
        (
            ["things;how many;notes", "beds;2;", "boxes;about 20;toys; games"],
            [("bed_double", 2, ""), ("box_medium", 20, "")],
        ),
        (
            ["Box | Room | Contents | Fragile?", "K1 | Kitchen | plates | yes", "B1 | Bedroom | bedding | no"],
            [("box_dishes", 1, "Kitchen"), ("box_medium", 1, "Bedroom")],
        ),
        (["room,item,count", '"Living room","Sofa, grey",2'], [("sofa_3_seat", 2, "Living room")]),
        (["name | what | how heavy", "Ana | sofa | 45 kg"], [("sofa_3_seat", 1, "")]),
        (["Qty  Item  Goes to", "2  Armchair  Lounge", "1  Treadmill  SELL"], [("armchair", 2, "Lounge")]),
    ],
)
def test_rows_of_a_table_are_read_by_what_their_columns_mean(
    rows: list[str], things: list[tuple[str | None, int, str]]
) -> None:
    assert carried(*rows)[: len(things)] == things


def test_a_list_with_commas_or_semicolons_is_no_table() -> None:
    assert all(line.form is Form.ITEM for line in lines("bed, table, lamp", "sofa, chair, desk", "rug, vase, tv"))
    assert all(line.form is Form.ITEM for line in lines("bed; table", "sofa; chair", "rug; vase"))


@pytest.mark.parametrize(
    "messages",
    [
        ["[09:14] Ana: and the rug", "[09:15] Bo Li: 3 boxes of books"],
        ["12/03/2024, 18:02 - Ana: and the rug", "12/03/2024, 18:03 - Bo: 3 boxes of books"],
        ["[3.12.24, 18:02:11] Ana: and the rug", "[3.12.24, 18:04:00] Bo: 3 boxes of books"],
        ["Ana (18:02): and the rug", "Bo (18:04): 3 boxes of books"],
        ["<Ana> and the rug", "<Bo> 3 boxes of books"],
        ["Ana, 18:02", "and the rug", "Bo, 18:03", "3 boxes of books"],
        ["Ana", "Today at 9:41 AM", "and the rug", "Bo", "Today at 9:43 AM", "3 boxes of books"],
    ],
)
def test_stamps_and_names_of_a_chat_are_taken_off(messages: list[str]) -> None:
    assert carried(*messages) == [("rug_small", 1, ""), ("box_small", 3, "")]
    assert {line.text for line in lines(*messages) if not line.is_talk} == {"and the rug", "3 boxes of books"}


def test_names_that_come_again_and_again_are_those_of_a_chat_and_rooms_are_not() -> None:
    chat = lines("Uwe: ein Sofa", "Uwe: zwei Stühle", "Pia: der Tisch", "Pia: 4 Kisten")
    assert [line.text for line in chat] == ["ein Sofa", "zwei Stühle", "der Tisch", "4 Kisten"]
    rooms = lines("Küche: ein Sofa", "Küche: zwei Stühle", "Bad: der Tisch", "Bad: 4 Kisten")
    assert [line.room for line in rooms] == ["Küche", "Küche", "Bad", "Bad"]


def test_what_the_program_of_a_chat_says_is_talk() -> None:
    assert lines("[3.5.24, 18:02:11] Pia: ein Sofa", "[3.5.24, 18:05:00] Jan: \u200eBild weggelassen")[1].is_talk
    chat = lines("1/2/24, 18:02 - Ana: the sofa", "1/2/24, 18:03 - Bo joined", "1/2/24, 18:04 - Bo: <Media omitted>")
    assert [line.is_talk for line in chat] == [False, True, True]


def test_markdown_is_read_without_its_marks() -> None:
    found = lines(
        *(
            "---",
            "title: Move",
            "tags: [home]",
            "---",
            "# Move",
            "",
            "## Kitchen",
            "- [ ] **fridge** ([specs](https://x.y))",
        ),
        *("- `kettle`", "- 2 chairs see https://x.y/z", "", "***", "Loft", "====", "3 boxes"),
    )
    assert [line.form for line in found[:4]] == [Form.TALK] * 4
    items = [(line.text, line.room) for line in found if line.form is Form.ITEM and line.room]
    assert items == [
        ("fridge (specs)", "Kitchen"),
        ("kettle", "Kitchen"),
        ("2 chairs see", "Kitchen"),
        ("3 boxes", "Loft"),
    ]


def test_a_heading_over_nested_entries_holds_for_them_alone() -> None:
    found = lines("- Kitchen", "  - fridge", "  - 3 boxes", "- sofa", "- Stays here:", "\t- piano", "- lamp")
    assert [(line.text, line.room, line.stays, line.depth) for line in found if not line.is_heading] == [
        ("fridge", "Kitchen", False, 1),
        ("3 boxes", "Kitchen", False, 1),
        ("sofa", "", False, 0),
        ("piano", "", True, 1),
        ("lamp", "", False, 0),
    ]


@pytest.mark.parametrize(
    ("letter", "talk"),
    [
        (["Subject: Saturday", "", "Hi all,", "a sofa", "Thanks so much,", "Lena", "0171 234567"], 5),
        (["Hallo ihr Lieben,", "ein Sofa", "2 Sessel", "Liebe Grüße", "Uwe", "Von meinem iPhone gesendet"], 4),
        (["Hola a todos:", "un sofá", "Un abrazo,", "Pili"], 3),
        (["On 3 May 2024 at 10:00 Jo wrote:", "> a sofa", "--", "Jo Miller"], 3),
    ],
)
def test_greeting_signature_and_head_of_a_mail_are_talk(letter: list[str], talk: int) -> None:
    assert sum(line.is_talk for line in lines(*letter)) == talk
    assert understood(*letter).things[0].key == "sofa_3_seat"


def test_the_head_of_a_forwarded_mail_is_talk_and_what_goes_from_room_to_room_is_none() -> None:
    found = lines("see below", "--- Forwarded message ---", "From: Dad", "Subject: the list", "", "> 1 piano")
    assert [line.is_talk for line in found] == [False, True, True, True, False]
    assert not any(line.is_talk for line in lines("sofa", "From: kitchen", "To: lounge"))


def test_thanks_above_a_list_and_a_postscript_end_nothing() -> None:
    assert not lines("Thanks", "- sofa", "- bed", "- desk")[1].is_talk
    assert [thing.key for thing in understood("sofa", "Cheers, Al", "PS: also the piano").things] == [
        "sofa_3_seat",
        "piano_upright",
    ]


def test_the_signs_of_a_legend_are_read_on_all_other_lines() -> None:
    found = lines(
        *("Legend: K = kitchen, B = bedroom, S = stays, * = fragile, d = done", "fridge K", "(B) wardrobe", "piano S"),
        *("vase *", "rug (d)", "TV"),
    )
    assert [(line.text, line.room) for line in found[1:]] == [
        ("fridge", "Kitchen"),
        ("wardrobe", "Bedroom"),
        ("piano", ""),
        ("vase (fragile)", ""),
        ("rug", ""),
        ("TV", ""),
    ]
    assert [line.stays for line in found].index(True) == 3
    assert [line.is_ticked for line in found].index(True) == 5
    assert found[0].is_talk


def test_a_list_of_sizes_is_no_legend() -> None:
    assert not any(line.is_talk for line in lines("tv = 55 inch", "bed = 140 cm", "sofa"))


@pytest.mark.parametrize("index", ["#{} ", "{}) ", "({}) ", "{}. ", "{}.) ", "0{} ", "{} ", "{}: ", "{} - "])
def test_a_running_index_counts_nothing(index: str) -> None:
    things = ["Desk", "Armchair", "Bookcase", "Futon", "Bed", "Sofa"]
    found = carried(*(f"{index.format(n)}{thing}" for n, thing in enumerate(things, start=1)))
    assert [count for _, count, _ in found] == [1] * 6


def test_numbers_that_do_not_count_on_are_counts() -> None:
    assert [count for _, count, _ in carried("1 Desk", "2 chairs", "3 lamps")] == [1, 2, 3]
    assert [count for _, count, _ in carried("2 desks", "3 chairs", "4 lamps", "5 beds", "6 sofas")] == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("line", "text", "room"),
    [
        ("Box #17 Scarves, gloves, sun hats", "1 box (Scarves, gloves, sun hats)", ""),
        ("Carton 4: spice jars", "1 carton (spice jars)", ""),
        ("Crate no. 2 hand tools", "1 crate (hand tools)", ""),
        ("Kiste Nr. 3 - Küche: Töpfe", "1 box (Töpfe)", "Küche"),
        ("Caja nº 5: libros (salón)", "1 box (libros)", "Salón"),
        ("Boxes 5-8: books", "4 boxes (books)", ""),
        ("box 12: bathroom", "1 box", "Bathroom"),
    ],
)
def test_a_box_with_a_number_is_one_box(line: str, text: str, room: str) -> None:
    [found] = lines(line)
    assert (found.form, found.text, found.room) == (Form.BOXES, text, room)
    [thing] = understand(line).things
    assert thing.words == line


@pytest.mark.parametrize("line", ["boxes 30", "Boxes: 12", "box 2x", "12 boxes", "box spring 140", "Kisten 12"])
def test_counted_boxes_have_no_number(line: str) -> None:
    assert lines(line)[0].form is Form.ITEM


@pytest.mark.parametrize("heading", ["Boxes so far", "Kartons bisher:", "Cajas hechas:", "## Boxes"])
def test_below_a_heading_over_boxes_they_are_only_counted(heading: str) -> None:
    found = lines(heading, "Loft - 9", "Hall: 2 (coats)", "Bathroom x1", "Nan's 4", "Toys - 3", "", "sofa 2")
    assert [(line.text, line.room) for line in found if line.form is Form.BOXES] == [
        ("9 boxes", "Loft"),
        ("2 boxes (coats)", "Hall"),
        ("1 boxes", "Bathroom"),
        ("4 boxes", "Nan's"),
        ("3 boxes", "Toys"),
    ]
    assert found[-1].form is Form.ITEM


@pytest.mark.parametrize(
    ("line", "text", "room"),
    [
        ("Futon -> 3 - Study", "Futon", "Study"),
        ("dresser => Bedroom 2", "dresser", "Bedroom 2"),
        ("cot (room 4)", "cot", "Room 4"),
        ("Sofa → Wohnzimmer", "Sofa", "Wohnzimmer"),
        ("cama --> dormitorio", "cama", "Dormitorio"),
        ("Bad -> 2 Kisten", "2 Kisten", "Bad"),
        ("Bed 2: bunk bed", "bunk bed", "Bed 2"),
        ("sofa (grey)", "sofa (grey)", ""),
        ("sofa -> needs two people", "sofa -> needs two people", ""),
    ],
)
def test_a_place_behind_an_arrow_or_in_brackets_is_the_room(line: str, text: str, room: str) -> None:
    [found] = lines(line)
    assert (found.text, found.room) == (text, room)


@pytest.mark.parametrize(
    "line",
    [
        *("[x] 3 boxes", "- [X] 3 boxes", "☑ 3 boxes", "~~3 boxes~~", "~3 boxes~", "<s>3 boxes</s>", "3 boxes ✓"),
        *("3 boxes (done)", "3 boxes - done", "DONE: 3 boxes", "3 Kisten (erledigt)", "3 cajas - hecho"),
    ],
)
def test_done_lines_are_not_carried(line: str) -> None:
    found = understood(line, "sofa")
    assert ([each.text for each in found.done], [each.key for each in found.things]) == ([line], ["sofa_3_seat"])


def test_what_is_struck_through_is_done_and_the_rest_of_its_line_is_not() -> None:
    found = understood("~~armchair~~ bed")
    assert [each.text for each in found.done] == ["armchair"]
    assert [each.words for each in found.things] == ["bed"]


def test_in_a_list_of_packing_what_is_ticked_is_packed_and_still_to_be_carried() -> None:
    assert carried("Packing list", "[x] 3 boxes", "[ ] sofa") == [("box_medium", 3, ""), ("sofa_3_seat", 1, "")]


@pytest.mark.parametrize(
    ("heading", "under"),
    [
        *((each, Under.STAYS) for each in ("NOT coming:", "Bleibt hier:", "Zu verkaufen:", "Se queda:", "To sell:")),
        *((each, Under.DONE) for each in ("Done:", "Already done", "Erledigt:", "Hecho:")),
        *((each, Under.ERRANDS) for each in ("To do:", "Aufgaben:", "Por hacer:")),
        *((each, Under.ROOM) for each in ("Kitchen", "Küche:", "Salón:")),
        ("Furniture:", Under.GROUP),
    ],
)
def test_a_heading_says_the_sort_of_its_section(heading: str, under: Under) -> None:
    above, below = lines(heading, "- sofa")
    assert (above.is_heading, above.under, below.under) == (True, under, under)
    assert (below.stays, below.is_ticked) == (under is Under.STAYS, under is Under.DONE)


def test_a_heading_may_say_that_it_is_one_and_a_question_is_none() -> None:
    found = lines("ROOM: Kitchen", "fridge", "ZIMMER: Bad", "Waschmaschine", "how many boxes?", "about 20")
    assert [line.room for line in found if not line.is_heading][:2] == ["Kitchen", "Bad"]
    assert not any(line.form is Form.BOXES for line in found)


def test_rooms_with_a_number_are_counted_and_their_sum_is_not() -> None:
    found = understood("Boxes packed:", "bedroom 1: 4", "bedroom 2: 3", "total 7").things
    assert [(each.count, each.room) for each in found] == [(4, "Bedroom 1"), (3, "Bedroom 2")]


def test_entries_with_a_letter_and_a_number_are_a_box_each_below_a_heading_over_boxes() -> None:
    found = lines("Box list", "A1 - shoes", "A2 - coats", "B1 - cups")
    assert [line.text for line in found[1:]] == ["1 box (shoes)", "1 box (coats)", "1 box (cups)"]


def test_a_heading_of_markdown_is_one_whatever_it_says() -> None:
    found = lines("## Packed", "- desk", "## Not packed yet", "- bed", "## Won't take", "- rug")
    assert [line.is_heading for line in found] == [True, False] * 3
    assert found[-1].stays


def test_lines_below_a_heading_over_boxes_that_are_numbered_are_a_box_each() -> None:
    found = understood(
        "KARTONS", "1 Bücher", "2 Töpfe, Pfannen", "3 Werkzeug", "4 Handtücher", "5 Winterkleidung"
    ).things
    assert [(each.kind, each.count, each.room) for each in found] == [(Kind.BOX_LOAD, 1, "")] * 5


def test_what_is_told_in_brackets_or_behind_a_sign_makes_no_sentence_of_an_entry() -> None:
    found = lines("- A wooden door (I began to strip it)", "- Clothes - all that I own", "- I think you should come")
    assert [line.is_listlike for line in found] == [True, True, False]


def test_entries_of_a_list_are_told_from_sentences() -> None:
    found = lines(
        *("- egg timer", "Nintendo dock", "old barometer", "It will be a long day and we are glad of you"),
        *("a recliner, a wardrobe, a pull out couch", "Can you tell us who of you would come?"),
    )
    assert [line.is_listlike for line in found] == [True, True, True, False, True, False]
    assert [line.is_prose for line in found] == [False, False, False, True, False, True]


@pytest.mark.parametrize("run", ["dump run", "Fahrt zum Wertstoffhof", "viaje al punto limpio"])
def test_a_run_to_the_tip_heads_nothing_that_is_only_counted_below_it(run: str) -> None:
    things = understood(f"sofa\n{run}\n2 chairs").things
    assert [(each.kind, each.count) for each in things] == [
        *((Kind.HEAVY_ITEM, 1), (Kind.TRIP, 1), (Kind.HEAVY_ITEM, 2)),
    ]


@pytest.mark.sampled
@pytest.mark.parametrize(
    "piece",
    [
        *("a\tb\n", "Item;Qty\na;1\n", "Ana: x\n", "K = kitchen\nfridge K\n", "- a\n  - b\n", "Boxes:\nLoft - 9\n"),
        *("~~a~~ ", "[a](b) ", "*a* ", "a -> ", "18:02 "),
    ],
)
@pytest.mark.held
def test_the_work_grows_with_the_list_and_no_faster(piece: str) -> None:
    """Counted, not timed: the lines of the program that are run."""
    few = (240 if "\n" in piece else 1_200) // len(piece)
    read_lines(piece * few)  # what is read once of the data files is no work of the list
    assert work(piece * 3 * few) <= 4 * work(piece * few)


def work(text: str) -> int:
    return lines_run(partial(read_lines, text))


@pytest.mark.parametrize(
    ("text", "boxes", "things"),
    [
        ("BOX LOG, Oct 31\n#1 pans\n#4-#9 books\n(no 10)\n#25 / #26 vinyl\nNOT IN BOXES\n2 stools", 9, 2),
        ("#1 wool, 2 bags inside\n#2 mugs\n#15 to 18 coats\nsofa", 6, 1),
        ("#1 sofa\n#2 desk\n#3 lamp", 0, 3),
        ("K1 Bücher\nK2 Küche\nK3-K5 Töpfe\nSofa", 5, 1),
        ("B1: bed, desk\nB2: bed\nB3: cot", 0, 4),
        ("Box 1: pans\nBox 4-9 books\nBox 10 & 11: toys\nBox 12 empty\nBox 13 - 3 lamps\nsofa", 10, 1),
        ("Caja 1-4: loza\nCaja 6, 7 y 8: libros\nCaja 12 hasta la 16 ropa\nCaja 17 todavía vacía", 12, 0),
        ("Box 1 of books\nBox 2 of books", 2, 0),
        ("Caja 1 de libros\nCaja 2 de loza\nCaja 3 de libros", 3, 0),
        ("Kiste 1 Bad\nKiste 5 bis 9 Küche\nKiste 10/11 Spielzeug\nTisch", 8, 1),
        ("Inventory of boxes\nNo. 1 - pots\nNo. 2/3 - books\nNo. 5 to No. 9 - clothes", 8, 0),
        ("[ ] #1 books\n[x] #2-4 pans\n[ ] #5 cables\n[ ] sofa", 5, 1),
    ],
)
def test_a_log_of_boxes_has_one_for_each_number_whatever_is_in_it(text: str, boxes: int, things: int) -> None:
    found = understood(text).things
    assert sum(each.count for each in found if each.kind is Kind.BOX_LOAD) == boxes
    assert sum(each.count for each in found if each.kind is Kind.HEAVY_ITEM) == things


@pytest.mark.parametrize(
    "text",
    [
        "Me (Isla): sofa; nest of tables\nAuntie Jean: gran's bed\nCousin Ross: step ladders",
        "[Sat 19:02] Aoife: sofa\n[Sat 19:03] Tom: nest of tables, the bed\n[Sat 19:04] Aoife: step ladders",
        "Mama: sofa\nFlo: coffee table, the bed\nMama: step ladders\nFlo: danke",
        "Sr / Item / Qty / Remark\n1 / Sofa / 1 / one is old\n2 / Coffee table / 1 /\n3 / Bed, ladder / 1 / call Ann",
        "Mark what is NOT GOING with an X.\nsofa - 1\ntable - 1\nfridge - X\nbed, ladder\nstove - 1 X",
    ],
)
def test_who_says_it_and_the_signs_of_a_form_are_no_things(text: str) -> None:
    assert sum(each.count for each in understood(text).things) == 4


def test_what_a_run_to_the_tip_takes_is_a_thing_of_it_each_and_one_task() -> None:
    found = understood("TIP RUN Sat: busted couch, old doors\nsofa\n\nDonate\n- Goodwill: 3 bags + a lamp\n- rug")
    runs = [each.words for each in found.things if each.kind is Kind.TRIP]
    assert runs == ["TIP RUN Sat: busted couch", "old doors", "Goodwill: 3 bags", "a lamp"]
    assert [len(task.things) for task in found.tasks if task.kind is Kind.TRIP] == [2, 2]


def test_what_is_to_be_done_below_a_rule_is_no_signature() -> None:
    things = understand("sofa\nmesa\n--\nflete Rubén 9hs\ndevolver llaves a la inmobiliaria").things
    assert [each.line for each in things] == [1, 2, 4, 5]


@pytest.mark.parametrize(
    ("head", "row", "kind"),
    [
        ("Room\tItem\tQty\tNotes", "The cat\t\t\tgoes to Gran", Kind.CARE),
        ("Raum;Gegenstand;Stück;Bemerkung", "Katze Mimi;;;bei Oma", Kind.CARE),
        ("Cuarto;Objeto;Cantidad;Notas", "Niños;;;con los abuelos", Kind.CARE),
    ],
)
def test_a_row_of_a_table_that_names_no_thing_may_be_an_errand(head: str, row: str, kind: Kind) -> None:
    sign = "\t" if "\t" in head else ";"
    rows = [head, sign.join(("Bad", "Sofa", "1", "")), sign.join(("Bad", "Bett", "2", "")), row]
    assert [(each.line, each.kind) for each in understand("\n".join(rows)).things if each.line == 4] == [(4, kind)]


def test_a_note_in_brackets_behind_the_name_of_a_speaker_is_passed_over() -> None:
    chat = "12/9/24, 21:03 - Nuria: la lista\n12/9/24, 21:04 - Pilar (mamá): sofá\n12/9/24, 21:05 - Nuria: 2 camas"
    assert [each.words for each in understand(chat).things] == ["sofá", "2 camas"]
