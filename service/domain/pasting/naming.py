"""Step 5, for things to carry: the thing of the catalogue that a piece names."""

from dataclasses import dataclass

from service.domain.figures.catalogue import Item, item
from service.domain.pasting import vocabulary
from service.domain.pasting.amounts import SMALL_COUNT, is_many, read_amounts
from service.domain.pasting.foreign import ANY_VERB
from service.domain.pasting.index import words_of
from service.domain.pasting.layout import Line
from service.domain.pasting.lookup import SEVERAL_SEATS, find, is_bed_size, is_box, is_name, mended, sized
from service.domain.pasting.measures import Amounts
from service.domain.pasting.nouns import NEVER_HEADS, is_contents, is_made, is_made_name
from service.domain.pasting.numbers import number_at
from service.domain.pasting.sets import words_for
from service.domain.pasting.shapes import Thing
from service.domain.pasting.splitting import Piece
from service.domain.pasting.standing import where_it_stands
from service.domain.pasting.tokens import singular
from service.domain.pasting.vocabulary import word_set

MAX_NAME_WORDS = 8
"""Words before the first "with" or "from"; more of them are a sentence, not the name of a thing."""
MAX_STRANGE_WORDS = 4
"""Words that the catalogue does not know, beside the name of a thing."""
COUNTING = word_set("at last count in total all altogether so far of them now are is there")
"""Words beside a number in a note that only counts: "11 at last count"."""
STREETS = word_set("street road avenue")
FEW_BOXES = 2
HOLDS_THINGS = frozenset({"storage_basket", "laundry_basket", "wine_barrel"})
FEW_HOLDERS = 3
"""The number up to which they are things by themselves; more are boxes by another name."""
LIKE_BOXES = "box_medium"
"""Most of something with the name of a box that nobody packs: "a bread bin", "couple jewelry boxes"."""

INTO = frozenset({"in", "into", "it", "are", "is", "made", "fills", "filled"})
"""Words before the boxes that something fits in: "emptied it into eleven boxes", "call it three crates"."""
MAX_OF_BOX = 3
"""Words of boxes behind what is in them: "five big plastic crates"."""


@dataclass(frozen=True)
class Reading:
    """One piece with its numbers read off. `rest`: its words but the numbers; `more`: those of its notes;
    `everything`: all words of piece and notes."""

    piece: Piece
    amounts: Amounts
    rest: list[str]
    more: list[str]
    everything: list[str]

    @property
    def doubtful(self) -> bool:
        unsure = any(word in vocabulary.DOUBTS for word in self.everything)
        return self.amounts.doubtful or unsure or vocabulary.says_any(self.everything, vocabulary.DOUBT_PHRASES)

    @property
    def head(self) -> list[str]:
        return _until_cut(self.rest)


def read_piece(piece: Piece, words: list[str]) -> Reading:
    """Read the numbers of a piece. `words`: its words without those that lead in to it."""
    named = bool({"seater", "chest"} & set(words)) or any(
        word not in ("door", "drawer") and find((word,)) is not None for word in map(mended, words) if word[0].isalpha()
    )
    amounts = read_amounts(words, thing=named)
    more: list[str] = []
    for written in piece.notes:
        note = _counted_first(written)
        noted = read_amounts(note, thing=True)
        if note[:1] in (["not"], ["no"], ["without"]):
            continue
        _add(amounts, noted)
        more += _until_cut(noted.rest)
    return Reading(
        piece,
        amounts,
        amounts.rest,
        more,
        [*piece.words, *(word for note in (*piece.notes, piece.where) for word in note)],
    )


def _counted_first(note: list[str]) -> list[str]:
    """Take the number before a comma for all of a note: "mattresses (3, one is worn out)"."""
    number = number_at(note, 0)
    return note[: number[1]] if number is not None and note[number[1] : number[1] + 1] == [","] else note


def _until_cut(words: list[str]) -> list[str]:
    """Take the words before the first that ends a name: "with", "from", "for", or a verb."""
    for at, word in enumerate(words):
        if at and word != "of" and (word in vocabulary.CUTS or word in vocabulary.PROSE):
            if is_made_name(words[at : at + 2]):  # "hope chest"
                continue
            return words[:at]
    return words


def _add(amounts: Amounts, noted: Amounts) -> None:
    """Add the amounts of a note: its count only if it says little else."""
    named = [word for word in amounts.rest if word not in vocabulary.QUALIFIERS]
    counts = (noted.count or 0) <= SMALL_COUNT or noted.times or is_many(named)
    passed = COUNTING | vocabulary.QUALIFIERS
    if noted.rest[:1] and noted.rest[0] in vocabulary.FILLERS:
        passed |= vocabulary.FILLERS | vocabulary.ROOMS  # "about 15 of the patio"
    only = all(word in passed for word in noted.rest)
    rough = amounts.doubtful and noted.count is not None
    if (amounts.count is None or rough) and (counts or rough) and only:
        amounts.count, amounts.low = noted.count, noted.low
    amounts.weight_kg = noted.weight_kg if amounts.weight_kg is None else amounts.weight_kg
    amounts.in_total |= noted.in_total
    amounts.doubtful |= noted.doubtful and noted.count is None
    amounts.minutes = noted.minutes if amounts.minutes is None else amounts.minutes
    amounts.measures = {**noted.measures, **amounts.measures}


def exactly(reading: Reading) -> Item | None:
    """Find the thing whose name is all that a piece says, whatever its words mean elsewhere: "two person sofa"."""
    words = [word for word in reading.rest if word not in vocabulary.ARTICLES]
    if "with" in words or "w" in words or words[:1] == [ANY_VERB] or words[:2] == ["pack", "in"]:
        return None
    if "of" in words and not vocabulary.CONTAINERS.isdisjoint(map(singular, words)):
        return None  # a "box of cables" is a box
    while len(words) > 1:
        if is_name(words):
            return find(tuple(words))
        if words[0] not in vocabulary.QUALIFIERS:
            return None
        words = words[1:]
    return None


def find_thing(reading: Reading, line: Line, before: list[Thing]) -> Item | None:
    """Find the catalogue's thing, made exact by the words behind it, by its measures and by its room."""
    whole = exactly(reading) if not reading.more and not reading.amounts.measures else None
    if whole is not None and not reading.amounts.absurd:
        return whole
    head = [*reading.head, "bed"] if _is_bed(reading) else reading.head
    if not head or len(head) > MAX_NAME_WORDS or reading.amounts.absurd:
        return None if head else _only_seats(reading)
    if (head[0] in vocabulary.PROSE or head[-1] in STREETS) and not is_name(head):
        return None
    head, contents = _parted(head)
    behind = [*contents, *reading.rest[len(head) + len(contents) :], *reading.more]
    found = find(tuple(head), tuple(behind))
    plain = find(tuple(head))
    if found is not None and is_box(found.key) and plain is not None and not is_box(plain.key) and reading.more:
        found = plain  # "television (its box is lost)"
    if found is None or not is_box(found.key):
        found = plain if found is None or contents or (plain is not None and is_box(plain.key)) else found
    if found is None:
        return _packed_in(reading) or _only_seats(reading) or _in_containers(reading, head)
    if found.key in HOLDS_THINGS and (reading.amounts.count or 1) > FEW_HOLDERS:
        return item(LIKE_BOXES)  # "15 baskets"
    found = _before_of(head, found)
    found = found if is_box(found.key) else _sack_of(reading, head) or found
    if _names_another(head, found, reading.amounts):
        return None
    bare = [mended(word) for word in head if word not in vocabulary.QUALIFIERS and word not in vocabulary.FILLERS]
    if sum(word not in words_of()[found.key] for word in bare) > MAX_STRANGE_WORDS:
        return None
    if len(bare) == 1 and not (len(head) > 1 and is_name(head)):
        found = where_it_stands(found, bare[0], line, before)
    return sized(found, reading.amounts.measures)


def _before_of(head: list[str], found: Item) -> Item:
    """Find the thing before "of", unless both are one: "a trunk full of blankets" is a trunk."""
    if "of" not in head[1:]:
        return found
    before = [word for word in head[: head.index("of", 1)] if word not in vocabulary.QUALIFIERS]
    if words_of()[found.key] & set(map(mended, before)):
        return found
    return find(tuple(before)) or found


def _sack_of(reading: Reading, head: list[str]) -> Item | None:
    """Find the boxes whose contents are named behind "of": "two sacks of duvets"."""
    inside = head[head.index("of", 1) + 1 :] if "of" in head[1:] else []
    return _in_containers(reading, head) if inside and is_contents(inside) else None


def _is_bed(reading: Reading) -> bool:
    """Tell whether it is "our king", "a double"."""
    return reading.amounts.article and is_bed_size([word for word in reading.head if word not in vocabulary.ARTICLES])


def _names_another(head: list[str], found: Item, amounts: Amounts) -> bool:
    """Tell whether the words end as the name of something else: a "coffee table book" is no table, a "bread bin" no box
    to pack, unless there are many."""
    ends = next((at for at, word in enumerate(head) if at and word in ("of", "de")), len(head))
    words = [word for word in head[:ends] if word[0].isalpha() and word not in vocabulary.FILLERS]
    if not words or is_name(words) or (ends < len(head) and is_box(found.key) and _ends_as(head, found)):
        return False
    if mended(words[-1]) in words_of()[found.key]:
        few = is_box(found.key) and (amounts.count or 1) <= FEW_BOXES
        return few and (is_made_name(words) or (len(words) > 1 and words[-2] in words_for("not_boxes")))
    if is_box(found.key) or words[-1] in vocabulary.QUALIFIERS or singular(words[-1]) in NEVER_HEADS:
        return False
    return is_made(words) or is_contents(words)


def _ends_as(head: list[str], found: Item) -> bool:
    return mended(head[-1]) in words_of()[found.key]


def _parted(head: list[str]) -> tuple[list[str], list[str]]:
    """Part boxes from their contents: "boxes kitchen", "box lamps". The words before the box give its sort."""
    for at, word in enumerate(head[:-1]):
        if singular(word) in vocabulary.CONTAINERS and find((word,)) is not None:
            pair = find((word, head[at + 1]))
            if pair is not None and not is_box(pair.key) and singular(head[at + 1]) in vocabulary.NOT_CONTENTS:
                return head, []
            return head[: at + 1], head[at + 1 :]
    return head, []


def _packed_in(reading: Reading) -> Item | None:
    """Find boxes that are named behind their contents: "odds and ends in a bin bag"."""
    rest = reading.rest
    for at, word in enumerate(rest):
        if word in INTO:
            behind = rest[at + 1 :]
            ends = next((n for n, each in enumerate(behind) if singular(each) in vocabulary.CONTAINERS), MAX_OF_BOX)
            counted = reading.amounts.count is not None and ends < MAX_OF_BOX
            for found in (find(tuple(behind)), find(tuple(behind[: ends + 1])) if counted else None):
                if found is not None and is_box(found.key):
                    return found
    return None


def _in_containers(reading: Reading, head: list[str]) -> Item | None:
    """Find the boxes that have a name of their own: "2 x sacks of fleece", "5 ecobags", "8 banana crates"."""
    ends = next((at for at, word in enumerate(head) if at and word in ("of", "de")), len(head))
    held = {singular(head[ends - 1]), singular(head[0])}
    baskets = "basket" in held and (reading.amounts.count or 1) > FEW_HOLDERS
    if reading.amounts.count is None or (held.isdisjoint(words_for("box_like")) and not baskets):
        return None
    return item(LIKE_BOXES)


def _only_seats(reading: Reading) -> Item | None:
    """Find the sofa of "a 2 seater"."""
    seats = "seater" in reading.everything and "seats" in reading.amounts.measures
    return sized(item(SEVERAL_SEATS), reading.amounts.measures) if seats else None
