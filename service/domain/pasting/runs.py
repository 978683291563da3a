"""Step 2, for lists that are spoken: things with nothing between them, and numbers that are taken back.

"the tv the xbox and his desk" are three things, "toaster kettle microwave" are three, "three no wait four chairs" are
four.
"""

from dataclasses import replace
from itertools import pairwise

from service.domain.pasting import vocabulary
from service.domain.pasting.index import names
from service.domain.pasting.lookup import MAX_PHRASE_WORDS, find, is_name, is_thing_word, mended
from service.domain.pasting.nouns import is_contents
from service.domain.pasting.numbers import number_at
from service.domain.pasting.sets import words_for
from service.domain.pasting.splitting import PARTS, Piece
from service.domain.pasting.tokens import Token, singular, tokens

LONGEST_NAME = 4
LONGEST_BOXES = 3
"""Words behind a number in which it says that they are boxes: "14 small boxes"."""
ONE_BOX = vocabulary.word_set("box carton crate bag tub tote sack")
TOLD_OF = (
    words_for("told_of")
    | vocabulary.CUTS
    | vocabulary.FILLERS
    | vocabulary.ARTICLES
    | vocabulary.QUALIFIERS
    | vocabulary.ABOUT
)
"""Words behind which a thing is only told of: "a wardrobe with the mirror", "the sofa next to the piano"."""
FEWEST_APART = 3
"""Things with nothing at all between them, from which on they are several."""
TAKEN_BACK = (("no", "wait"), ("sorry",), ("i", "mean"), ("scratch", "that"), ("make", "that"), ("actually",))
"""Behind them, the right number: "two sorry three boxes"."""
SLIPS = frozenset({"sorry", "wait", "mean", "scratch"})
"""Words of what is taken back, whether there is a number or not."""


def told_apart(piece: Piece) -> list[Piece]:
    """Part a piece into the things that are in it without a sign between them."""
    corrected = _corrected(piece)
    if len(piece.words) < 2 or corrected.notes or corrected.where or corrected.words != piece.words:
        return [corrected]
    found = tokens(piece.text)
    if [token.low for token in found] != piece.words:
        return [piece]
    cuts = _cuts(found)
    parts = [found[begins:ends] for begins, ends in zip([0, *cuts], [*cuts, len(found)], strict=True)]
    parts = _without_slips(parts) if cuts else parts
    fewest = FEWEST_APART - 1 if cuts else FEWEST_APART
    return [each for part in parts for each in _in_a_row(part, piece, fewest)]


def _without_slips(parts: list[list[Token]]) -> list[list[Token]]:
    """Leave out what is said once more, rightly: "the drawers | two drawers sorry"."""
    words = [[token.low for token in part] for part in parts]
    takes_back = any(not SLIPS.isdisjoint(each) for each in words)
    names = [frozenset(map(singular, filter(is_thing_word, each))) for each in words]
    return [
        part
        for n, part in enumerate(parts)
        if not (takes_back and n + 1 < len(parts) and names[n] and names[n] == names[n + 1])
    ]


def _part(part: list[Token], piece: Piece) -> Piece:
    first, begins, ends = piece.span[0], part[0].start, part[-1].end
    whole = begins == 0 and ends == len(piece.text)
    if whole:
        return piece
    span = (first + begins, first + ends)
    return Piece(piece.text[begins:ends], [token.low for token in part], soft=piece.soft and begins == 0,
                 dash=piece.dash and begins == 0, span=span)  # fmt: skip


def _cuts(found: list[Token]) -> list[int]:
    """Find where a word that begins a thing stands behind another thing: "the fridge | a freezer", "the table that is
    oak | six chairs"; or a number of boxes behind what is only said: "I make it | 14 small boxes"."""
    words = [token.low for token in found]
    cuts: list[int] = []
    for at in range(1, len(words)):
        since, behind = cuts[-1] if cuts else 0, words[at : at + 1 + LONGEST_NAME]
        ends_talk = words[at - 1] in words_for("end_of_said") and _names_one(behind[:-1])
        rest = behind[:2] == ["the", "rest"] and not vocabulary.STAYS.isdisjoint(behind)
        timed = at - since > 2 and words[at - 2] == "x" and words[at - 1].isdecimal() and _names_one(behind)
        boxes = _are_boxes(words, at) and _is_said(words[since:at])
        if ends_talk or rest or timed or boxes or _begins_another(words, since, at):
            cuts.append(at)
    return cuts


def _begins_another(words: list[str], since: int, at: int) -> bool:
    """Tell whether an article or a number begins a thing behind another one, which began at `since`."""
    article = words[at] in words_for("begin_things") or words[at].endswith("'s")
    number = not article and _counts(words, at) and not _are_boxes(words, at)
    behind = words[at + 1 : at + 1 + LONGEST_NAME]
    if number and (
        singular(behind[0] if behind else "") in PARTS or (behind[0] in words[:at] and SLIPS.isdisjoint(words))
    ):
        return False  # "wardrobe three doors", "the bikes two bikes"
    if not (article or number) or "full" in behind or not _names_one(behind):
        return False
    if article and is_thing_word(words[at - 1]):
        return True
    told = (
        words[at - 1] in TOLD_OF
        and not (number and words[at - 1] == "one")
        and not (article and words[at - 1] == "but")
    )
    return not told and _holds_one(words[since:at])


def _holds_one(words: list[str]) -> bool:
    """Tell whether a thing is among words: one noun of the catalogue, or a name of two: "shoe rack"."""
    if is_contents(words) or any(map(is_thing_word, words)):
        return True
    return any(is_name(list(pair)) for pair in pairwise(words))


def _counts(words: list[str], at: int) -> bool:
    """Tell whether a number begins here: not the end of another, but for "the tall one | one nightstand"."""
    return number_at(words, at) is not None and (words[at - 1] == "one" or number_at(words, at - 1) is None)


def _is_said(words: list[str]) -> bool:
    """Tell whether words are talk, and no contents: "I make it", "that is"; not "small stuff I'd say"."""
    told = words[-1] not in ("in", "into", "of", "for") and not vocabulary.PROSE.isdisjoint(words)
    return told and not any(is_contents([word]) for word in words)


def _are_boxes(words: list[str], at: int) -> bool:
    """Tell whether a number of boxes begins here: "nine dish boxes"."""
    number = number_at(words, at) if _counts(words, at) else None
    behind = words[number[1] : number[1] + LONGEST_BOXES] if number is not None else []
    return any(word in vocabulary.PLURALS or word in ONE_BOX for word in behind)


def _names_one(words: list[str]) -> bool:
    """Tell whether words begin with a thing, behind those that describe it."""
    if words[1:2] == ["one"] and words[0] in vocabulary.QUALIFIERS:
        return False  # "the tall one"
    described = vocabulary.QUALIFIERS | vocabulary.NUMBERS.keys()
    while words and (words[0] in described or words[0].endswith("'s")):
        words = words[1:]
    return is_contents(words[:1]) or any(is_name(words[:many]) for many in range(1, len(words) + 1))


def _in_a_row(found: list[Token], piece: Piece, fewest: int) -> list[Piece]:
    """Part things with nothing between them: "toaster kettle ironing board"; behind an article, too."""
    words = [token.low for token in found]
    if words[1:] and words[0] in vocabulary.ARTICLES and fewest < FEWEST_APART:
        first, *others = _in_a_row(found[1:], piece, fewest)
        return [_part(found, piece)] if not others else [_part(found[: 1 + len(first.words)], piece), *others]
    if not fewest <= len(words) <= MAX_PHRASE_WORDS or is_name(words):
        return [_part(found, piece)]
    ends: list[int] = []
    at = 0
    while at < len(words):
        at += words[at] in vocabulary.ARTICLES and at + 1 < len(words)
        longest = next((many for many in range(LONGEST_NAME, 0, -1) if _is_one(words[at : at + many], many)), 0)
        if not longest:
            return [_part(found, piece)]
        at += longest
        ends.append(at)
    if len(ends) < fewest:
        return [_part(found, piece)]
    return [_part(found[begins:end], piece) for begins, end in zip([0, *ends], ends, strict=False)]


def _is_one(words: list[str], many: int) -> bool:
    if len(words) != many or (many == 1 and find((words[-1],)) is None):
        return False
    return frozenset(map(mended, words)) in names() or (many == 1 and is_thing_word(words[0]))


def _corrected(piece: Piece) -> Piece:
    """Take back the number before "no wait" and the like, if there is another behind it."""
    words = piece.words
    begins = next((len(each) for each in TAKEN_BACK if len(each) > 1 and tuple(words[: len(each)]) == each), 0)
    if begins and words[begins:]:
        return replace(piece, words=words[begins:])
    for at in range(1, len(words) - 1):
        marker = next((each for each in TAKEN_BACK if tuple(words[at : at + len(each)]) == each), None)
        behind = words[at + len(marker) :] if marker else []
        number = number_at(behind, 0)
        if number is None or not any(number_at(words, each) for each in range(at)):
            continue
        if any(word[0].isalpha() for word in behind[number[1] :]):
            return replace(piece, words=behind)
        first = next(each for each in range(at) if number_at(words, each))
        return replace(piece, words=[*words[:first], behind[0], *words[first + 1 : at]])
    return piece
