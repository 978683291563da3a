"""Step 5, for what does not come along: whether the thing of a piece stays, and which words of its line say so."""

import re
from dataclasses import replace
from itertools import pairwise

from service.domain.models import Sort
from service.domain.pasting import staying, vocabulary
from service.domain.pasting.errands import read_care, read_said
from service.domain.pasting.foreign import ANY_VERB
from service.domain.pasting.going import says_animal
from service.domain.pasting.layout import Line
from service.domain.pasting.lookup import find, is_thing_word
from service.domain.pasting.naming import Reading, find_thing
from service.domain.pasting.nouns import is_contents, is_made
from service.domain.pasting.phrases import says
from service.domain.pasting.sets import words_for
from service.domain.pasting.shapes import Thing
from service.domain.pasting.spans import Span, stretch
from service.domain.pasting.splitting import Piece
from service.domain.pasting.tokens import singular, tokens
from service.domain.pasting.trips import is_drive, is_run

SEVERAL = frozenset({"stay", "are", "have", "were", "belong"})
COMES = frozenset({"come", "comes", "coming", "goes", "go", "going"})
TAKES = "takes"
LONGEST_LEFT = 80
"""Letters of the longest line that is all about what is left."""
LEAVING = frozenset({"don't", "dont", "do", "not", "leave", "leaving"})
"""First words of a line on which all stays behind, or is left."""
TOO = re.compile(r"\s*(?:también|tambien|tampoco|auch|ebenso|ebenfalls|aussi)\b", re.IGNORECASE)
"""Words behind a thing by which it is like the one before."""
YES = re.compile(r"\b(?:yes|sí|si|ja)\b", re.IGNORECASE)
GIVEN_UP = frozenset({"sold", "sell", "selling", "donate", "binned", "ditch"})
"""First words of what holds for things joined by "and", too."""
THROWN = frozenset({"bin", "tip", "dump", "skip", "charity", "chuck", "donate"})
"""Words that say so by themselves, behind a dash: "mattress - bin"."""
LOOKED_AFTER = (Sort.KEYS, Sort.PETS, Sort.CHILDREN)
"""Sorts of care whose words are those of staying, too: "keys to Ann", "the cat stays with Gran"."""
GONE = frozenset({"gone", "went", "already", "collects", "collecting", "pickup", "picks", "picking", "uplift"})
"""Words of what nobody has to take to the tip any more."""


def begins_anew(piece: Piece, line: Line) -> bool:
    """Tell whether a piece begins a sentence that is not about the thing before: "I have promised Colin the vice"."""
    ended = line.text[: piece.span[0]].rstrip().endswith((".", "!", ";"))
    return ended and bool(piece.words) and piece.words[0] not in staying.BACK | {"they", "both", "all"}


def says_all_stays(first: Piece, line: Line) -> bool:
    """Tell whether a line begins with what holds for all on it: "don't take blinds / carpets / oven"."""
    words = first.words
    leads = len(words) > 1 and staying.begins_to_stay(words) and words[0] in LEAVING
    return leads and len(line.text) <= LONGEST_LEFT and COMES.isdisjoint(token.low for token in tokens(line.text))


def stays_too(piece: Piece, before: Piece, left: list[Span], line: Line) -> bool:
    """Tell whether a piece is like the one before it, which stays: "the cooker stays, dishwasher too", "sell the desk
    and the chair"; or says so of "the other" before it."""
    if before.words == ["the", "other"] and staying.begins_to_stay(piece.words):
        return True
    if piece.soft and before.words[:1] and before.words[0] in GIVEN_UP and left[-1:] == [before.span]:
        return find(tuple(word for word in piece.words if word[0].isalpha())) is not None
    last_word = [word for word in piece.words if word[0].isalnum()][-1:]
    too = last_word in (["too"], ["also"]) or TOO.match(line.text[piece.span[1] :]) is not None
    return too and bool(left) and left[-1][1] >= before.span[1] and len(piece.words) > 1


def stays(reading: Reading, line: Line) -> bool:
    """Tell whether the thing of a piece does not come along: not where a note says so of another thing, or where it is
    an errand with those to whom things are left."""
    if _ends_with_no(reading.piece.words) or _somebody_takes(reading.piece.words):
        return True
    staying_notes = [
        note
        for note in reading.piece.notes
        if staying.says_stays(note) and not staying.says_of_a_part(_behind_count(note))
    ]
    notes = [note for note in staying_notes if note[0] != "no" or len(note) == 1]  # not "no lift"
    words = [*reading.piece.words, *reading.piece.where]
    if says(words, "waits") or says(words, "inside"):
        return False  # "stay in for the packers", "quilts in it leave them in"
    if any(is_run(part) and GONE.isdisjoint(part) for part in (words, *reading.piece.notes)):
        return False
    if says_animal(reading) or (
        is_drive(words) and staying.BACK.isdisjoint(words) and find_thing(reading, line, []) is None
    ):
        return False  # "Declan is collecting the van"
    given = says(words, "given") and find_thing(reading, line, []) is not None
    if not notes and not given and not staying.says_stays(words):
        return False
    others = [note for note in notes if _is_of_another(_part_that_says(note), reading.piece.words)]
    if notes and len(others) == len(notes):
        return False
    care = read_care(reading, line, named=None) or read_said(reading, line, known=False)
    named = find_thing(reading, line, []) is not None
    if care is not None and care.sort in LOOKED_AFTER and not named:
        return False
    if given or staying.says_clearly(reading.everything) or _says_no(notes):
        return True
    return care is None


def without_what_stays(things: list[Thing], reading: Reading) -> list[Span]:
    """Take the brackets off the last thing in which another one, or some of several, is said to stay."""
    (begins, ends), text = things[-1].span, reading.piece.text
    opens = text.rfind("(")
    note = reading.piece.notes[-1] if reading.piece.notes else []
    carried = things[-1].kind.is_carried
    if not (
        carried
        and text.endswith(")")
        and opens > 0
        and (begins, ends) == reading.piece.span
        and staying.says_stays(note)
    ):
        return []
    at = begins + opens
    things[-1] = replace(things[-1], span=(begins, at - (text[opens - 1] == " ")), text=text[:opens].strip())
    return [(at, ends)]


def _part_that_says(note: list[str]) -> list[str]:
    """Take the part of a note between commas that says so: "switch off on Friday, meat goes to Ann"."""
    parts = [part.split() for part in " ".join(note).split(",")]
    return next((part for part in reversed(parts) if len(part) > 1 and staying.says_stays(part)), note)


def _behind_count(note: list[str]) -> list[str]:
    """Take what stands behind the count of a row of a table: "1, back to the supplier"."""
    return note[2:] if note[:1] and note[0].isdecimal() and note[1:2] == [","] else note


def is_food(word: str) -> bool:
    return word in ("meat", "food", "beef", "contents", "fish") or singular(word) in words_for("food")


def _names_another(note: list[str], words: list[str]) -> bool:
    """Tell whether a note is about another thing: "(the mirror's sold)", "(she gets the microwave)"."""
    nouns = [word for word in map(singular, note) if is_thing_word(word)]
    return bool(nouns) and set(nouns).isdisjoint(map(singular, words))


def _ends_with_no(words: list[str]) -> bool:
    """Tell whether it is "the wardrobe no", "sofa NOT!"."""
    bare = [word for word in words if word[0].isalnum()]
    return len(bare) > 1 and bare[0] != ANY_VERB and (bare[-1] in ("no", "not") or bare[-2:] == ["not", "with"])


def _somebody_takes(words: list[str]) -> bool:
    """Tell whether it is "Tom takes the mirror", "the mirror takes Tom" (as German has it); not "we take"."""
    at = words.index(TAKES) if TAKES in words else 0
    before, behind = ([word for word in part if word[0].isalpha()] for part in (words[:at], words[at + 1 :]))
    if not before or not behind or not vocabulary.PROSE.isdisjoint(before):
        return False
    return find(tuple(before)) is not None or find(tuple(behind)) is not None


def _is_of_another(note: list[str], words: list[str]) -> bool:
    """Tell whether a note is of another thing: "the cooker stays", "mum's is sold", "school books can go"."""
    if note[2:] and note[1] in words[1:] and note[0] not in words and is_made(note[1:2]) | is_contents(note[1:2]):
        return note[0] not in vocabulary.ARTICLES and note[0] not in vocabulary.PROSE
    if _is_of_its_owner(note, words):
        return True
    possessive = note[0].endswith("'s") and find((note[0],)) is not None
    other = is_food(note[0]) or is_contents(note[:1])
    return (
        possessive
        or (other and note[0] not in words)
        or _names_another(note, words)
        or staying.is_of_another_that_stays(note, words)
    )


def _is_of_its_owner(note: list[str], words: list[str]) -> bool:
    """Tell whether a note is of the thing that another is made for: "piano stool (piano itself has gone)"."""
    named = [word for word in note if word not in vocabulary.ARTICLES][:1]
    pairs = [pair for pair in pairwise(words) if pair[0] in named and is_thing_word(singular(pair[1]))]
    return bool(pairs) and not any(pair[1] in note for pair in pairs)


def only_stays(reading: Reading, line: Line, things: list[Thing]) -> bool:
    """Tell whether a piece says of the thing before it that it stays, and names none: "throw away", "given to Tom"."""
    words = reading.piece.words
    if staying.is_only_staying(words) or (reading.piece.dash and len(words) == 1 and words[0] in THROWN):
        return True
    back = staying.begins_to_stay(words) or (staying.says_so(words) and not staying.BACK.isdisjoint(words))
    return back and find_thing(reading, line, things) is None


def _says_no(notes: list[list[str]]) -> bool:
    """Tell whether a note is a plain "no": "paint cans - NO"."""
    return ["no"] in notes


def _comes(thing: Thing) -> bool:
    """Tell whether it is said of a thing that it comes along: "the table yes"."""
    return not COMES.isdisjoint(token.low for token in tokens(thing.text)) or YES.search(thing.text) is not None


def with_all_before(span: Span, reading: Reading, things: list[Thing], line: Line) -> Span:
    """Take what a verb in its plural says of several things, back to one with a verb of its own: "the fridge and the
    cooker stay"."""
    several = SEVERAL & set(reading.everything) or _ends_with_no(reading.piece.words)
    slash = bool(things) and line.text[things[-1].span[1] : span[0]].strip() == "/"
    if not ((reading.piece.soft or slash) and several):
        return span
    while things and not _comes(things[-1]) and ". " not in line.text[things[-1].span[1] : span[0]]:
        span = stretch(things.pop().span, span)
    return span
