"""Step 2, its end: counted boxes that are named behind what is in them: "bedding in 3 bags", "Lego (2 crates)".

They are boxes of it, unless it is furniture, which is carried beside them: "display cabinet (the glasses: 4 boxes)".
"""

from dataclasses import replace

from service.domain.figures.catalogue import item
from service.domain.pasting import staying, vocabulary
from service.domain.pasting.lookup import MAX_PHRASE_WORDS, find, is_box
from service.domain.pasting.nouns import is_contents
from service.domain.pasting.numbers import number_at
from service.domain.pasting.splitting import Piece, split

BOX_SIZES = frozenset({"small", "medium", "large", "big", "extra", "xl"})
HARD_BOXES = frozenset({"box", "carton", "crate", "tub", "tote"})
"""A bag beside one thing is only its bag."""
INSIDE = frozenset({"in", "into", "inside", "within"})
SUITES = frozenset({"suite", "suites"})
UPON = INSIDE | {"on"}
LEAST_FURNITURE = 21
"""Weight in kg from which on a thing is none of the contents of boxes, as a full toolbox is."""
MAX_BOX_WORDS = 4
"""Words of counted boxes: "about 3 large boxes"."""
BOX_WORDS = 3
"""Words of a number of boxes behind their contents: "toys 2 large boxes"."""
MORE_WITHIN = 5
"""Words of a piece among which it counts more boxes."""
TO_GO = (("to", "go"), ("to", "come"), ("to", "pack"), ("to", "fill"))
"""Words behind a number by which it is of boxes that are not packed yet."""
BEHIND_MORE = frozenset({"from", "of", "de", "in", "for", "by", "or", "maybe", "to"})
AROUND = vocabulary.ABOUT | vocabulary.ARTICLES | vocabulary.TOTAL


def with_what_is_beside(piece: Piece) -> list[Piece]:
    """Part a piece from what its brackets say of another thing, and turn it into the boxes that it is in."""
    parts = _parts_of_a_suite(piece)
    if parts:
        return parts
    note = piece.notes[-1] if piece.notes else []
    before, _, inside = piece.text.rpartition("(")
    if note and inside.endswith(")") and before.strip() and staying.is_of_another_that_stays(note, piece.words):
        begins = piece.span[0] + len(before) + 1
        other = Piece(inside[:-1], note, span=(begins, begins + len(inside) - 1))
        written = before.rstrip()
        piece = replace(piece, text=written, notes=piece.notes[:-1], span=(piece.span[0], piece.span[0] + len(written)))
        return [*_with_its_boxes(piece), other]
    return _with_its_boxes(piece)


def _parts_of_a_suite(piece: Piece) -> list[Piece]:
    """Read the things in brackets behind a word for them all: "3 piece suite (sofa & 2 armchairs)"."""
    begins, ends = piece.text.find("(") + 1, piece.text.find(")")
    if len(piece.notes) != 1 or SUITES.isdisjoint(piece.words) or not 0 < begins < ends:
        return []
    parts = split(piece.text[begins:ends])
    if len(parts) < len(("sofa", "armchairs")) or not all(
        find(tuple(filter(str.isalpha, each.words))) for each in parts
    ):
        return []
    at = piece.span[0] + begins
    moved = [replace(each, span=(at + each.span[0], at + each.span[1])) for each in parts]
    moved[0] = replace(moved[0], span=(piece.span[0], moved[0].span[1]))
    moved[-1] = replace(moved[-1], span=(moved[-1].span[0], piece.span[1]))
    return moved


def count_more_boxes(piece: Piece, before: Piece) -> None:
    """Read "3 with books" behind "5 boxes with china" as three boxes more."""
    if piece.words[:1] == ["several"] and len(piece.words) == len(("several", "6")):
        piece.words[0] = "various"
    sized = len(before.words) == len(("12", "small")) and before.words[1] in BOX_SIZES and number_at(before.words, 0)
    if sized and piece.soft and piece.words[-1:] and piece.words[-1] in vocabulary.PLURALS:
        before.words.append(piece.words[-1])  # "12 small and 5 large boxes"
    _count_as_many_more(piece, before)
    number = number_at(piece.words, 0)
    if number is not None and piece.words[number[1] + 1 : number[1] + 2] in (["them"], ["these"], ["those"], ["which"]):
        return  # "5 of them books"
    box = next((word for word in before.words[1:3] if word in vocabulary.PLURALS), None)
    if number is not None and box is not None and piece.words[number[1] : number[1] + 1] in (["with"], ["of"], ["de"]):
        piece.words = [*piece.words[: number[1]], box, *piece.words[number[1] :]]


def _count_as_many_more(piece: Piece, before: Piece) -> None:
    """Read "maybe 6 more from the cellar", "another 8 or 10", "three to go" behind "20 boxes" as boxes, too."""
    boxes = next((word for word in before.words if word in vocabulary.PLURALS), None)
    if boxes is None or not any(number_at(before.words, at) for at in range(len(before.words))):
        return
    for at in range(min(len(piece.words), MORE_WITHIN)):
        number = number_at(piece.words, at)
        if number is None:
            continue
        ends = number[1]
        while piece.words[ends : ends + 1] and piece.words[ends] in ("or", "to", "-"):
            other = number_at(piece.words, ends + 1)
            if other is None:
                break
            ends = other[1]
        behind = piece.words[ends : ends + 1] == ["more"]
        to_go = tuple(piece.words[ends + behind : ends + behind + 2]) in TO_GO
        if behind or to_go or piece.words[max(0, at - 1) : at] == ["another"]:
            rest = piece.words[ends + behind + 2 * to_go :]
            if not rest or rest[0] in BEHIND_MORE:
                piece.words = [*piece.words[at:ends], boxes, *(rest[1:] if rest[:1] == ["by"] else rest)]
            return


def _with_its_boxes(piece: Piece) -> list[Piece]:
    """Turn a piece into the boxes that it is in; or give it with those that are named beside it."""
    if len(piece.notes) == 1 and _count_in_note(piece):
        return [piece]
    for note in list(piece.notes):
        placed = next((at for at, word in enumerate(note) if at and word in INSIDE), len(note))
        parts = [note[:placed]] if _is_box(piece.words[1:]) else _parts(note[:placed])
        counted = next((part for part in parts if _counts_boxes(part)), None)
        if counted is not None and piece.words:
            if _is_furniture(piece.words):
                beside = _beside(piece, note)
                return [piece] if beside is None else [piece, beside]
            piece.notes.remove(note)
            piece.words, piece.holds = [*counted, "of", *piece.words], True
            return [piece]
        inside = next((part for part in _parts(note) if _is_in_boxes(part, piece)), None)
        if inside is not None:
            piece.notes.remove(note)
            piece.words = [piece.words[0], *inside, "of", *piece.words[1:]]
            return [piece]
        beside = _beside(piece, note) if _is_furniture(piece.words) else None
        if beside is not None:
            return [piece, beside]
    behind = _boxes_behind(piece.words)
    piece.words, piece.holds = behind or piece.words, bool(behind)
    return [piece]


def _count_in_note(piece: Piece) -> bool:
    """Turn "bedding in blue bags (3)" into three bags of it, if it is that."""
    [note], words = piece.notes, piece.words
    at = next((at for at, word in enumerate(words) if at and word in INSIDE), 0)
    counts = len(note) == 1 and number_at(note, 0) is not None
    if not at or not counts or (words[-1] not in vocabulary.PLURALS and words[-2:-1] != ["bags"]):
        return False
    if not _is_box(words[at + 1 :]) or _is_furniture(words[:at]) or number_at(words, 0):
        return False
    piece.words, piece.holds = [*note, *words[at + 1 :], "of", *words[:at]], True
    piece.notes = []
    return True


def _parts(note: list[str]) -> list[list[str]]:
    """Part a note at its commas."""
    return [part.split() for part in " ".join(note).split(",")]


def _counts_boxes(words: list[str]) -> bool:
    """Tell whether words are counted boxes: "2 crates", "about four boxes"."""
    begins = next((at for at, word in enumerate(words) if word not in AROUND), len(words))
    number = number_at(words, begins)
    behind = words[number[1] :] if number is not None else []
    if behind[:1] == ["of"] and behind[1:2] and behind[1] in vocabulary.ARTICLES:
        behind = behind[2:]  # "6 of those liquor store boxes"
        return len(behind) <= MAX_BOX_WORDS and behind[-1:] != [] and behind[-1] in vocabulary.PLURALS
    return _is_box(behind)


def _is_box(words: list[str]) -> bool:
    named = find(tuple(words)) if words else None
    return named is not None and is_box(named.key)


def _is_in_boxes(note: list[str], piece: Piece) -> bool:
    """Tell whether a note says that what is counted are boxes: "5 vinyl (small boxes)"."""
    words = piece.words
    if not 0 < len(note) <= MAX_BOX_WORDS or not words or not words[0].isdecimal() or _is_furniture(words[1:]):
        return False
    ends = next((at for at, word in enumerate(note) if word in ("of", "de")), len(note))
    kept = note[:ends]
    many = not vocabulary.PLURALS.isdisjoint(kept) or (words[0] == "1" and not HARD_BOXES.isdisjoint(kept[-1:]))
    boxes = many and _is_box(kept) and not any(word.isdecimal() for word in kept)
    return boxes and not set(note) & INSIDE and not _is_box(words[1:])


def _is_furniture(words: list[str]) -> bool:
    """Tell whether words name a thing that is too heavy for a box."""
    names = [word for word in words if word[0].isalpha() and word not in AROUND]
    names = names[: next((at for at, word in enumerate(names) if at and word in vocabulary.CUTS), len(names))]
    found = find(tuple(names[:MAX_PHRASE_WORDS]))
    return found is not None and not is_box(found.key) and item(found.key).weight_kg >= LEAST_FURNITURE


def _beside(piece: Piece, note: list[str]) -> Piece | None:
    """Find the counted boxes at the end of a note: "(empty it first, the glasses go in 4 boxes)"."""
    ending = " ".join(note).rpartition(",")[2].split()
    if "inside" in ending:
        return None
    at = next((at for at in range(len(ending)) if _counts_boxes(ending[at:]) and number_at(ending, at)), None)
    before, _, inside = piece.text.rpartition("(")
    if at is None or not before or (INSIDE.issuperset(ending[:at]) and at):
        return None  # "wardrobe (in 2 boxes)" is in them
    written = inside.rpartition(")")[0] or inside
    text = written.rpartition(",")[2]
    begins = piece.span[0] + len(before) + 1 + len(written) - len(text)
    lead = len(text) - len(text.lstrip())
    contents = [
        word for word in ending[:at] if word not in INSIDE and word not in AROUND and word not in vocabulary.CUTS
    ]
    words = [*ending[at:], *(["of", *contents] if contents else [])]
    return replace(Piece(text.strip(), words), span=(begins + lead, begins + len(text.rstrip())))


def _is_noun(word: str) -> bool:
    """Tell whether a word may be of the name of what is in boxes: no number, and none that begins a note."""
    return word.isalpha() and number_at([word], 0) is None and word not in vocabulary.NOTE_STARTS - vocabulary.JOINTS


def _is_plant(words: list[str]) -> bool:
    """Tell whether words are plants, which stand in their boxes: "geraniums, 5 boxes"."""
    found = find(tuple(words[:MAX_PHRASE_WORDS]))
    return found is not None and found.key.startswith("plant_")


def _boxes_behind(words: list[str]) -> list[str]:
    """Write "bedding in 3 bags" and "toys 1 sack" as "3 bags of bedding"; nothing without counted boxes behind it."""
    counted = next((at for at in range(1, len(words) - 1) if number_at(words, at)), 0)
    if counted and _counts_boxes(words[counted:]) and len(words) <= counted + BOX_WORDS:
        if _is_plant(words[:counted]):
            return [*words[counted:-1], *words[:counted]]
        inside = [word for word in words[:counted] if word not in AROUND and word not in vocabulary.PROSE]
        named = all(map(_is_noun, inside)) and not vocabulary.QUALIFIERS.issuperset(inside)
        if is_contents(inside) or (named and find(tuple(inside)) is None):
            return [*words[counted:], "of", *inside]
    at = next((at for at, word in enumerate(words) if at and word in UPON), 0)
    behind = words[at + 1 :]
    if at and words[at] == "on" and not is_contents(words[:at]):
        return []
    one = behind[:1] in (["a"], ["an"]) and _is_box(behind[1:])
    if not vocabulary.PLURALS.isdisjoint(behind) and behind[-1].isdecimal():
        behind = [behind[-1], *(word for word in behind[:-1] if word not in AROUND)]  # "clothes in blue bags, about 10"
    of_those = behind[1:2] == ["of"] and _counts_boxes(behind)
    if of_those:
        behind = [behind[0], behind[-1]]
    if not at or len(behind) > MAX_BOX_WORDS or not (one or _counts_boxes(behind)):
        return []
    inside = words[:at]
    number = number_at(inside, 0)
    if number is not None:
        inside = inside[number[1] :]
    if not inside or _is_furniture(inside) or _is_box(inside) or (one and not is_contents(inside)):
        return []
    return [*behind, "of", *(word for word in inside if word not in vocabulary.ARTICLES)]
