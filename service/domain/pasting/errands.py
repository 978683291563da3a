"""Step 5, for help without lifting: care by its sort."""

import re
from dataclasses import replace
from itertools import pairwise

from service.domain.models import Kind, Sort
from service.domain.pasting import vocabulary
from service.domain.pasting.amounts import COUNTED
from service.domain.pasting.foreign import ANY_VERB, is_foreign
from service.domain.pasting.languages import spoken
from service.domain.pasting.layout import Line
from service.domain.pasting.lookup import find
from service.domain.pasting.measures import Amounts
from service.domain.pasting.naming import Reading
from service.domain.pasting.nouns import is_english, is_made, is_made_name
from service.domain.pasting.phrases import is_name, says
from service.domain.pasting.sets import words_for
from service.domain.pasting.shapes import Thing
from service.domain.pasting.tokens import singular, tokens
from service.domain.pasting.trips import is_lent
from service.domain.pasting.vocabulary import word_set

SORTS: tuple[tuple[Sort, frozenset[str], frozenset[str]], ...] = (
    (Sort.PETS, words_for("pets_doing"), words_for("pets")),
    (Sort.CHILDREN, words_for("children_doing"), words_for("children")),
    (Sort.KEYS, words_for("keys_doing"), words_for("keys")),
)
"""Sort, words of doing, words of whom or what: one of each set makes the sort."""
BY_ITSELF = {
    **dict.fromkeys(words_for("minders"), Sort.CHILDREN),
    **dict.fromkeys(words_for("pet_minders"), Sort.PETS),
    **dict.fromkeys(words_for("food"), Sort.FOOD),
    **dict.fromkeys(words_for("cleaning"), Sort.CLEANING),
    **dict.fromkeys(("handover", "keys", "key"), Sort.KEYS),
}
SAID = (
    ("keys", Sort.KEYS),
    ("food", Sort.FOOD),
    ("kids", Sort.CHILDREN),
    ("pets", Sort.PETS),
    ("care", Sort.OTHER),
    ("waits", Sort.OTHER),
)
"""Sets of phrases, and the sort of care that each is."""
SOMEBODY = "maria"
"""A name for all of them."""
PETS = words_for("pets") | {"pig"}
ENDS_ANIMAL = vocabulary.CUTS | words_for("somewhere") | {"is", "are", "to"}
BESIDE_ANIMAL = vocabulary.ARTICLES | vocabulary.QUALIFIERS | frozenset(vocabulary.NUMBERS) | {"both", "x", "herself"}
CLEANING_VERBS = words_for("cleaning_verbs")
CLEANED = word_set(
    "out through flat house up floor wall window oven shop shelf cupboard stair under behind beneath around inside"
)
"""Words of what is cleaned, beside rooms."""
OBLIGED = (
    ("i", "have", "to"), ("we", "have", "to"), ("i", "need", "to"), ("we", "need", "to"), ("have", "to"),
    ("need", "to"), ("i'll",), ("ill",), ("we'll",), ("i", "will"), ("we", "will"), ("i", "must"), ("gotta",),
    ("we", "gotta"), ("i", "gotta"), ("someone", "to"), ("somebody", "to"),
)  # fmt: skip
"""Words before the verb of what is to be done."""
OTHER_VERBS = words_for("asking")
NEED = words_for("need")
NEED_WITHIN = 6
FETCHED = words_for("fetched")
STATES = word_set("is are was were isn't aren't wasn't has hasn't will won't doesn't can't")
"""Behind a word that may be a verb, they make it a noun of which something is told: "Lift is broken"."""
OUT_OF_USE = word_set("broken order working works service")
OTHER_WORDS = words_for("errand_words")
DONE_WITH = OTHER_VERBS | CLEANING_VERBS | {verb for _, doing, _ in SORTS for verb in doing} | word_set("unload")
POLITE = words_for("polite")
RELATIVES = words_for("relatives")
BUYING = word_set("buy buying order ordering purchase")
GETTING = word_set("fetch get pick collect deliver delivered delivery loan need")
"""Words behind or before empty boxes by which they are an errand, too."""
BOUGHT = word_set("bought ordered purchased")
"""Verbs behind "to be": with them, boxes are an errand."""
SIGN = re.compile(r"[,;.:]")
LOOKING_AFTER = word_set("watch mind look visit help")
"""With one of them, it is care: "look after Grandma"."""
SOMEWHERE = words_for("somewhere")
WEAK = words_for("weak_food")
"""Words that are food or keys only where they stand first or last."""
NEEDS = words_for("wanted")


def read_care(reading: Reading, line: Line, *, named: frozenset[str] | None) -> Thing | None:
    """Read help without lifting, by its sort. `named`: all words of the thing that the words also name, if any.

    What is written with "2 x" before it is a thing.
    """
    if line.is_listlike and [token.low for token in tokens(reading.piece.text)[1:2]] == ["x"]:
        return None
    noted = named is None and not line.is_composed
    words = reading.everything if noted else reading.piece.words
    lows = [_base(word) for word in words if word[0].isalpha() and word not in COUNTED]
    lows = lows[:-1] if lows[-1:] == ["with"] else lows
    lows = _to_be_cleaned(lows)
    while lows and (lows[0] in POLITE or (lows[0],) in vocabulary.LEADS.get(lows[0], ())):
        lows = lows[1:]
    lows = _to_be_cleaned(_imperative(_of_a_passive(lows), named))
    if named is not None and ("seats" in reading.amounts.measures or "need" in map(singular, lows)):
        lows = [word for word in lows if word != "person"]
    alone = lows == [ANY_VERB] and not line.is_composed  # "kündigen"
    sort = Sort.OTHER if alone else _sort(lows, named) if lows else None
    return None if sort is None else care_of(reading, line, sort, _people(lows, reading.amounts))


def _base(word: str) -> str:
    """Make the singular of a noun; a plural that would be a verb of asking stays one: "books" are not to be booked."""
    base = singular(word)
    return word if base != word and base in OTHER_VERBS - NEEDS else base


def read_said(reading: Reading, line: Line, *, known: bool) -> Thing | None:
    """Read care that a phrase says, or an animal by itself: "Rex goes to my parents", "tacos on me", "the hamster".

    `known`: the catalogue knows a thing in the words.
    """
    words = reading.piece.words
    sort = next((sort for name, sort in SAID if says(_named(reading) if name == "kids" else words, name)), None)
    if (sort is None and not known and is_animal(words)) or (sort is Sort.CHILDREN and not PETS.isdisjoint(words)):
        sort = Sort.PETS
    return None if sort is None else care_of(reading, line, sort, 1)


def _named(reading: Reading) -> list[str]:
    """Give the words of a piece, with SOMEBODY for each name that Spanish tells by its capital: "Tomi y Juli"."""
    if "es" not in spoken():
        return reading.everything
    text = reading.piece.text
    capitals = {token.low for token in tokens(text) if text[token.start].isupper()}
    return [SOMEBODY if word in capitals and is_unknown(word) else word for word in reading.everything]


def is_unknown(word: str) -> bool:
    """Tell whether a word of a list in another language is none that is known, in any."""
    return word.isalpha() and not is_foreign(word) and find((word,)) is None and not is_english(word)


def is_animal(words: list[str]) -> bool:
    """Tell whether words are an animal, alone or on its way: "2 guinea pigs", "cat in carrier", "fish!"."""
    end = next(
        (at for at, word in enumerate(words) if at and (word in ENDS_ANIMAL or not word[0].isalnum())), len(words)
    )
    named = [singular(word) for word in words[:end] if word[0].isalpha() and word not in BESIDE_ANIMAL]
    return bool(named) and all(word in PETS or is_name(word) for word in named) and not PETS.isdisjoint(named)


def read_lent(reading: Reading, line: Line) -> Thing | None:
    """Read an errand with something that is given back or borrowed."""
    if not is_lent(reading.everything):
        return None
    return read_care(reading, line, named=None) or care_of(reading, line, Sort.OTHER, 1)


def read_bought(reading: Reading, line: Line) -> Thing | None:
    """Read an errand with boxes that are still to be bought or labelled: "we have to buy 20 boxes", "label boxes"."""
    begins, ends = reading.piece.span
    lead, clause = SIGN.split(line.text[:begins])[-1], SIGN.split(line.text[begins:])[0]
    words = [token.low for token in tokens(lead + clause)]
    empty = "empty" in reading.piece.words and not GETTING.isdisjoint(words)
    empty = empty or reading.piece.words[0] in words_for("labelling")
    if not empty and BUYING.isdisjoint(words) and not any(("be", verb) in pairwise(words) for verb in BOUGHT):
        return None
    span = (begins - len(lead.lstrip()), ends)
    return replace(care_of(reading, line, Sort.OTHER, 1), text=line.text[slice(*span)], span=span)


def care_of(reading: Reading, line: Line, sort: Sort, people: int) -> Thing:
    """Make the help without lifting of a piece."""
    amounts = reading.amounts
    return Thing(
        key=None,
        text=reading.piece.text,
        count=1,
        count_low=1,
        kind=Kind.CARE,
        weight_kg=None,
        room="",
        line=line.n,
        doubtful=reading.doubtful,
        sort=sort,
        people=people,
        minutes=amounts.minutes,
    )


def _sort(lows: list[str], named: frozenset[str] | None) -> Sort | None:
    first, have = lows[0], set(lows)
    if first == "lift" and have & OUT_OF_USE:
        return None
    if named is None and is_made_name(_until_link(lows)):
        return None
    says = len(lows) > 1 and lows[1] in STATES
    verb = bool(have & NEEDS) or (first in OTHER_VERBS and not says and (named is None or first not in named))
    if first in CLEANING_VERBS and (named is None or first not in named or _has_object(lows)) and len(lows) > 1:
        return Sort.CLEANING
    if first in words_for("noun_verbs") and lows[1:] and lows[1] in vocabulary.ARTICLES:
        return Sort.OTHER  # "oil the hinges"
    for sort, doing, whom in SORTS:
        if (
            have & whom
            and (have & doing or (first in whom and ("to" in lows[1:3] or _goes_somewhere(lows))))
            and (named is None or verb or first in doing or (first in whom and _goes_somewhere(lows)))
        ):
            return sort
    if named is not None and not verb:
        return None
    for word in lows:
        if (
            word in BY_ITSELF
            and not (named is None and _describes(word, lows))
            and (word not in WEAK or word == lows[-1] or word == first)
        ):
            return BY_ITSELF[word]
    if named is None and _is_errand(lows):
        return Sort.OTHER
    if have & RELATIVES and have & LOOKING_AFTER and named is None:
        return Sort.OTHER
    until = _until_link(lows)
    until = until[: until.index("to")] if "to" in until[1:] else until
    if named is None and not words_for("errand_nouns").isdisjoint(until[-1:]):
        return Sort.OTHER
    if have & OTHER_WORDS or (verb and len(lows) > 1) or (first in RELATIVES and "to" in lows[1:3]):
        return Sort.OTHER
    return None


def _goes_somewhere(lows: list[str]) -> bool:
    """Tell whether the first word is looked after elsewhere: "cat -> mum", "keys through the letterbox"."""
    return len(lows) > 1 and (lows[1] in SOMEWHERE or lows[1] in RELATIVES)


def _until_link(lows: list[str]) -> list[str]:
    """Take the words before the first that ends a name."""
    return lows[: next((at for at, word in enumerate(lows) if word in vocabulary.CUTS), len(lows))]


def _describes(word: str, lows: list[str]) -> bool:
    """Tell whether a word of care only says of what sort a thing is: "pizza oven"."""
    name = _until_link(lows)
    return word in name[:-1] and name[-1] not in BY_ITSELF and lows[0] not in OTHER_VERBS and is_made(name[-1:])


def _is_errand(lows: list[str]) -> bool:
    """Tell whether something is to be done: "text the neighbours", "nurse needs telling", "IT to disconnect all"."""
    verbs = words_for("verbs")
    if lows[0] in vocabulary.PROSE - verbs or "no" in lows[:2]:
        return False
    if len(lows) > 1 and (lows[0] in verbs or lows[0] in FETCHED or (lows[0] == "get" and "from" in lows)):
        return True
    if len(lows) > 1 and lows[0] == "unload" and lows[1] in ("at", "in", "it", "everything"):
        return True
    if any(link in NEED and (then.endswith("ing") or then == "to") for link, then in pairwise(lows[:NEED_WITHIN])):
        return True
    return len(lows) > 2 and lows[1] == "to" and (lows[2] in verbs or lows[2] in OTHER_VERBS)


def _imperative(lows: list[str], named: frozenset[str] | None) -> list[str]:
    """Write "watching the twins" as "watch the twins"; not "rocking chair", "mixing bowl"."""
    first = lows[0] if len(lows) > 1 else ""
    if not first.endswith("ing") or is_made_name(lows[:2]) or (named is not None and first in named):
        return lows
    stem = first.removesuffix("ing")
    verb = next(
        (each for each in (stem, stem + "e", stem[:-1]) if each in DONE_WITH or each in words_for("verbs")), None
    )
    return lows if verb is None else [verb, *lows[1:]]


def _of_a_passive(lows: list[str]) -> list[str]:
    """Write "freezer to be defrosted" as "defrost freezer"; not "wardrobe to be wrapped", which is carried."""
    at = next((at for at, pair in enumerate(pairwise(lows)) if at and pair == ("to", "be")), len(lows))
    done = lows[at + 2] if lows[at + 2 :] else ""
    stems = (done.removesuffix("ed"), done.removesuffix("d"), done[:-3], done.removesuffix("ied") + "y")
    known = (CLEANING_VERBS | OTHER_VERBS | words_for("verbs")) - words_for("handled") - words_for("handling")
    verb = next((each for each in stems if done.endswith("ed") and each in known), None)
    return lows if verb is None else [verb, *lows[:at], *lows[at + 3 :]]


def _to_be_cleaned(lows: list[str]) -> list[str]:
    """Begin with the verb of what is cleaned: "I have to clean the oven", "I'll do the oven", "broom clean flat"."""
    lead = next((len(each) for each in OBLIGED if tuple(lows[: len(each)]) == each), 0)
    behind = lows[lead:]
    if lead and behind[1:] and behind[0] in CLEANING_VERBS | {"do"} and behind[1] in vocabulary.ARTICLES:
        return ["clean", *behind[1:]]
    broom = lows[1:2] == ["clean"] and len(lows) > 2 and (lows[2] in CLEANED or lows[2] in vocabulary.ROOMS)
    return lows[1:] if broom else lows


def _has_object(lows: list[str]) -> bool:
    """Tell whether something is cleaned, rather than named: "hoover the flat", not "hoover"."""
    return any(word in vocabulary.ARTICLES or word in vocabulary.ROOMS or word in CLEANED for word in lows[1:])


def _people(lows: list[str], amounts: Amounts) -> int:
    """Read how many people are asked for: only a number that counts people, not "babysitter for 2 kids"."""
    if amounts.count and any(word in vocabulary.PEOPLE for word in lows[:3]):
        return amounts.count
    return 1
