"""Step 2, its second half: whether a piece only says more of the one before it, by the first of RULES that knows."""

from collections.abc import Callable

from service.domain.pasting import staying, vocabulary
from service.domain.pasting.amounts import read_amounts
from service.domain.pasting.contained import BOX_SIZES
from service.domain.pasting.index import by_word, words_of
from service.domain.pasting.layout import is_room
from service.domain.pasting.lookup import is_bed_size, is_box, is_name, mended
from service.domain.pasting.nouns import is_contents, is_made
from service.domain.pasting.numbers import number_at
from service.domain.pasting.pairs import Pair
from service.domain.pasting.sets import words_for
from service.domain.pasting.splitting import WITH, Piece
from service.domain.pasting.tokens import singular, tokens
from service.domain.pasting.vocabulary import word_set

COUNTING = word_set("at last count in total all altogether so far of them now each")
BESIDE_PEOPLE = word_set("to lift carry needed min minimum at least strong for it this of us job")
GROUPS = (["various"], ["misc"], ["other"], ["others"], ["rest"])
BEDROOMS = word_set("kids master guest spare main")
VERBS = words_for("verbs") | words_for("handling") | {"pack", "take", "clean"}
ADVERBS = word_set("down off up away out apart them it")
BEFORE_THINGS = word_set("that this all each only still but please too incl including includes include inc like")
WITH_DRAWERS = ("filing", "drawers", "desk", "dress", "wardrobe", "cabinet", "sideboard", "night", "chest")
"""Beginnings of the keys of things that have drawers."""
HANDLING = word_set("out off inside first last later removed separately unclip undone detached lifts folds")
"""Words that say how to take a thing, and never name another one."""
PLACED = frozenset({"in", "at", "on", "from", "under", "upstairs", "downstairs", "outside"})
MAX_OF_STATE = 3
LEAST_OF_STATE = 5
"""Words of a piece that says how a thing is, and letters of its last: "lids taped"."""
SO_FAR = word_set("we i i've have are is already done packed taped ready finished so far")
"""Words behind a number of boxes by which it is of those before."""
UNITS = word_set("kg lb lbs kilo kilos inch inches cm m mm ft l litre litres seater door doors drawer drawers top each")


def is_only_done(words: list[str]) -> bool:
    """Tell whether words are a verb without anything that it is done to: "take down"."""
    return 0 < len(words) <= len(("take", "down")) and words[0] in VERBS and all(word in ADVERBS for word in words[1:])


def belongs(piece: Piece, before: Piece) -> bool:
    """Tell whether a piece only says more of the one before it: the first of RULES that knows decides."""
    pair = Pair(piece, before)
    return next((belongs for rule in RULES if (belongs := rule(pair)) is not None), False)


def _is_another(pair: Pair) -> bool | None:
    """Refuse "the other one is sold", "rest stays"."""
    if "more" in pair.words and staying.says_stays(pair.words):
        return False  # "and a few more for charity"
    rest = [word for word in pair.words if word not in vocabulary.ARTICLES]
    return False if rest[1:] and rest[0] in vocabulary.REST and not pair.counted else None


def _counts_a_room(pair: Pair) -> bool | None:
    """Refuse "kids 14" behind "boxes: kitchen 22", "various 6" behind "toys 3": boxes of another room or sort."""
    room = any(word in vocabulary.ROOMS or word in BEDROOMS for word in pair.letters)
    known = all(word in vocabulary.ROOMS or word in vocabulary.ROOM_WITH for word in pair.letters)
    behind = pair.words[-1:] != pair.letters[-1:]
    group = pair.letters in GROUPS and pair.before.words[-1:] != [] and pair.before.words[-1].isdecimal()
    return False if behind and (group or (room and known)) else None


def _counts_other_contents(pair: Pair) -> bool | None:
    """Refuse "glasses 2" behind "china 7 boxes": two more of them."""
    counted = pair.words[1:] and pair.words[-1].isdecimal() and pair.words[-1:] != pair.letters[-1:]
    boxes = not vocabulary.PLURALS.isdisjoint(pair.before.words) and any(map(str.isdecimal, pair.before.words))
    return False if counted and boxes and is_contents(pair.letters) else None


def _names_a_room(pair: Pair) -> bool | None:
    return False if pair.words and is_room(tokens(pair.piece.text), sure=True) else None


def _is_of_them(pair: Pair) -> bool | None:
    """Accept "5 of them books", "two of these are broken": some of those before."""
    number = number_at(pair.words, 0)
    behind = pair.words[number[1] : number[1] + 2] if number else []
    if pair.boxes_before and number and pair.words[number[1] :] and SO_FAR.issuperset(pair.words[number[1] :]):
        return True  # "9 boxes, 5 we have already"
    if (
        behind[:1] == ["more"]
        and number
        and pair.named_before is not None
        and (pair.letters[1:2] or ["in"])[0] in PLACED
    ):
        if pair.before.words[0].isdecimal() and pair.words[0].isdecimal():
            pair.before.words[0] = str(int(pair.before.words[0][:4]) + int(pair.words[0][:4]))
        return True  # "4 chairs, 2 more in the shed"
    if behind[:1] != ["of"] or not behind[1:]:
        return None
    again = behind[1] in vocabulary.ARTICLES and set(pair.words[number[1] + 2 :][:1] if number else ()) & set(
        pair.before.words
    )
    others = behind[1] in ("these", "those") and pair.named is not None and pair.named != pair.named_before
    return True if again or (behind[1] in ("them", "these", "those", "which") and not others) else None


def _says_how_it_is(pair: Pair) -> bool | None:
    """Accept "doors taped", "opens fully", "upright": no noun stands last, and nothing is counted."""
    last = pair.words[-1] if pair.words else ""
    if len(pair.words) > MAX_OF_STATE or pair.first in vocabulary.ARTICLES or number_at(pair.words, 0):
        return None
    if len(pair.words) > 1 and (last == "one" or (last == "ones" and pair.boxes_before)):
        return True  # "AC unit, window one"
    if pair.counted or pair.first in vocabulary.HEADING_VERBS or pair.first in VERBS:
        return None
    ends = len(last) >= LEAST_OF_STATE and last.endswith(("ed", "ly")) and not is_name([last]) and not is_made([last])
    return True if ends or last in words_for("states") else None


def _tells_the_handling(pair: Pair) -> bool | None:
    """Accept "shelves out first"; not "a pull out couch", which ends as a thing."""
    if pair.counted or len(pair.words) < 2 or not any(word in HANDLING for word in pair.words):
        return None
    return True if pair.named is None or pair.words[-1] in HANDLING else None


def _has_only_amounts(pair: Pair) -> bool | None:
    """Accept "6 nos.", "tall x2"; not "20 medium" behind counted boxes: they are further boxes. "And a two-seater" is
    another sofa."""
    if not _is_only_amounts(pair.words):
        return None
    if "seater" in pair.words and "seater" in pair.before.words:
        return False
    before = pair.before
    counted_before = before.boxes or any(_begins_with_count(words) for words in (before.words, *before.notes[:1]))
    sized = any(word in BOX_SIZES for word in pair.words)
    pair.piece.boxes = (
        (pair.boxes_before or pair.named_before is not None) and pair.counted and counted_before and sized
    )
    further = pair.counted and counted_before and sized
    return not further


def _begins_with_count(words: list[str]) -> bool:
    at = next((at for at, word in enumerate(words) if word not in vocabulary.ABOUT), len(words))
    return number_at(words, at) is not None


def _is_only_amounts(words: list[str]) -> bool:
    """Tell whether there is nothing but numbers, measures and qualities: "9 drawer, 160 lbs"."""
    rest = read_amounts(words, thing=True).rest
    return all(word in vocabulary.QUALIFIERS or word in vocabulary.NOTE_STARTS or word in COUNTING for word in rest)


def _counts_people(pair: Pair) -> bool | None:
    """Accept "two to lift", "3 strong lads" behind a thing."""
    words = [word for word in pair.words if word not in vocabulary.QUALIFIERS]
    people = not vocabulary.PEOPLE.isdisjoint(map(singular, words)) or "lift" in words
    counts = bool(words) and number_at(words, 0) is not None
    known = all(number_at([word], 0) or singular(word) in vocabulary.PEOPLE or word in BESIDE_PEOPLE for word in words)
    return True if people and counts and known and pair.named_before is not None else None


def _counts_boxes_of_its_own(pair: Pair) -> bool | None:
    """Refuse "but emptied into eleven boxes" behind furniture."""
    words = pair.words
    numbers = (at for at in range(len(words)) if number_at(words, at))
    counted = any(not vocabulary.PLURALS.isdisjoint(words[at : at + 3]) for at in numbers)
    heavy = pair.named_before is not None and not is_box(pair.named_before.key)
    return False if counted and heavy and not pair.before.is_numbered and pair.first in vocabulary.NOTE_STARTS else None


def _is_done_to_it(pair: Pair) -> bool | None:
    """Accept "cancel" behind "meals on wheels -", "and pack" behind what is taken off the wall, "take apart" behind
    any thing."""
    of_thing = pair.named_before is not None and len(pair.words) > 1 and pair.words[0] in words_for("handling_alone")
    if of_thing and all(word in ADVERBS or word in words_for("days") for word in pair.words[1:]):
        return True
    if not is_only_done(pair.words) or not (pair.piece.soft or pair.piece.dash):
        return None
    if pair.piece.dash and pair.named_before is None:
        pair.before.words[:0] = pair.words
    return True


def _begins_with_its_verb(pair: Pair) -> bool | None:
    return True if pair.first in ("needs", "need", "has", "must", "is", "are") else None


def _is_in_the_numbered_box(pair: Pair) -> bool | None:
    """Accept "gloves" behind "Box #17 scarves", however many they are."""
    return (pair.before.is_numbered and not pair.piece.is_numbered) or None


def _fills_the_boxes(pair: Pair) -> bool | None:
    """Accept "kitchen" behind "5 boxes -", and "toys" behind "boxes of books and"."""
    if not pair.boxes_before or pair.counted or pair.first in vocabulary.ARTICLES:
        return None
    adds = pair.piece.dash or (pair.piece.soft and (pair.named is None or not is_box(pair.named.key)))
    return True if adds else None


def _goes_on_with_contents(pair: Pair) -> bool | None:
    """Accept "games" behind "chest of toys and"; other pieces behind "and" stand by themselves."""
    if not pair.piece.soft:
        return None
    if pair.first in vocabulary.ARTICLES and pair.named is None and not is_contents(pair.words):
        return False  # "12 boxes of books and a wobble board"
    contents = any(word in ("of", "with", "w") for word in pair.before.words)
    return pair.named is None and not pair.counted and pair.named_before is not None and contents


def _doubts(pair: Pair) -> bool | None:
    """Accept "maybe more"; not "maybe a sofa"."""
    first = pair.first
    if first not in vocabulary.DOUBTS and first not in vocabulary.ABOUT and first not in ("not", "if"):
        return None
    if is_contents(pair.letters) or not vocabulary.TRIP_WORDS.isdisjoint(map(singular, pair.words)):
        return None
    return pair.named is None and not any(word in ("a", "an") for word in pair.words)


def _counts_the_box(pair: Pair) -> bool | None:
    """Accept "5 cartons" behind "carton of hair products", as its count."""
    number = number_at(pair.words, 0)
    again = (
        number is not None and len(pair.letters) == 1 and singular(pair.letters[0]) == (pair.before.words or [""])[0]
    )
    if not again or pair.letters[0] not in vocabulary.PLURALS or number is None:
        return None
    pair.before.words[:1] = [*pair.words[: number[1]], pair.letters[0]]
    return True


def _repeats_the_name(pair: Pair) -> bool | None:
    if pair.named_before is None or not pair.letters or pair.named is not None:
        return None
    if pair.counted and singular(pair.letters[-1]) != pair.letters[-1]:
        return None  # "monstera, 2 ferns"
    own = words_of()[pair.named_before.key]
    return True if all(mended(word) in own for word in pair.letters) else None


def _begins_as_a_note(pair: Pair) -> bool | None:
    """Accept "that was gran's"; not "that massive mirror", a thing."""
    if pair.first in BEFORE_THINGS and pair.named is not None and pair.words[-1] not in vocabulary.NOTE_STARTS:
        return None
    if pair.first == "in" and "there" in pair.words:
        return None  # "in the attic there are two bicycles"
    if pair.first == "no" and pair.named is not None:
        return False
    if pair.first in WITH and pair.named is not None and pair.named_before is None:
        return None
    return True if pair.first in vocabulary.NOTE_STARTS else None


def _is_a_size_of_bed(pair: Pair) -> bool | None:
    """Refuse "our double", "a king": another bed."""
    return False if pair.first in vocabulary.ARTICLES and pair.words[1:] and is_bed_size(pair.words[1:]) else None


def _is_a_chest_of_drawers(pair: Pair) -> bool | None:
    """Refuse "four drawers" behind what has none."""
    if not pair.counted or pair.letters[-1:] != ["drawers"]:
        return None
    if pair.named_before is None:
        return False if is_bed_size(pair.before.words[1:]) else None
    return None if pair.named_before.key.startswith(WITH_DRAWERS) else False


def _describes(pair: Pair) -> bool | None:
    if not pair.letters or not all(map(_is_descriptive, pair.letters)):
        return False
    return pair.named is None or (pair.counted and not any(word in by_word() for word in pair.letters))


def _is_descriptive(word: str) -> bool:
    known = word in vocabulary.QUALIFIERS or word in vocabulary.NOTE_STARTS or word in UNITS or word == "x"
    return known or number_at([word], 0) is not None


RULES: tuple[Callable[[Pair], bool | None], ...] = (
    _is_in_the_numbered_box,
    _is_a_chest_of_drawers,
    _is_another,
    _is_a_size_of_bed,
    _counts_people,
    _counts_boxes_of_its_own,
    _counts_a_room,
    _counts_other_contents,
    _names_a_room,
    _is_of_them,
    _tells_the_handling,
    _says_how_it_is,
    _has_only_amounts,
    _is_done_to_it,
    _begins_with_its_verb,
    _fills_the_boxes,
    _goes_on_with_contents,
    _doubts,
    _counts_the_box,
    _repeats_the_name,
    _begins_as_a_note,
    _describes,
)
"""The rules, in order. True: it belongs to the one before; False: it stands by itself; None: the next rule decides."""
