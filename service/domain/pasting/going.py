"""Step 5, for what goes by its name alone: a vehicle ("Tom's van, 9:30"), an animal ("cat: with Mum"), a tip.

Nobody carries these, so that a name and a place or a time are enough, where no verb says what is to be done.
"""

from service.domain.pasting import vocabulary
from service.domain.pasting.errands import SORTS, STATES
from service.domain.pasting.languages import spoken
from service.domain.pasting.lookup import find
from service.domain.pasting.naming import Reading
from service.domain.pasting.nouns import is_contents, is_made, is_made_name
from service.domain.pasting.sets import words_for
from service.domain.pasting.shapes import Thing
from service.domain.pasting.tokens import singular, tokens
from service.domain.pasting.vocabulary import word_set

ANIMALS = SORTS[0][2] - {"pet", "guinea"} | {"pet"}
GOES = word_set("goes go going travels travel rides ride stays stay in with at to on from by through until is and near")
"""Words behind the name of an animal: it is not the first part of the name of a thing."""
MORE_THAN_VEHICLES = word_set("estate transit tempo")
MAX_NAMES = 4
"""Words of a vehicle and whose it is: "my sister's small van"."""
MAX_SAID = 12
"""Words of what is told of an animal."""


def goes_to_the_tip(thing: Thing) -> bool:
    return vocabulary.says_any([token.low for token in tokens(thing.text)], vocabulary.DUMP_RUN)


def names_vehicle(reading: Reading) -> bool:
    """Tell whether a piece is a vehicle, with whose it is or when it comes: not a "car seat", a "van insurance"."""
    names = _names(reading)
    if not names or is_made_name(names) or is_contents(names[:1]):
        return False
    ends = {singular(names[-1])} | ({singular(names[0])} - MORE_THAN_VEHICLES if spoken() else set())
    return (
        len(names) <= MAX_NAMES and not ends.isdisjoint(vocabulary.VEHICLE_WORDS) and vocabulary.PROSE.isdisjoint(names)
    )


def names_animal(reading: Reading) -> bool:
    """Tell whether a piece is an animal, with its name or where it is: "cat: with my sister"; not a "cat basket"."""
    words = [word for word in reading.everything if word not in vocabulary.ARTICLES and word[0].isalpha()]
    if says_animal(reading):
        return True
    if not words or len(words) > MAX_SAID or singular(words[0]) not in ANIMALS:
        return False
    behind = words[1:2]
    return not behind or behind[0] in GOES or behind[0] in STATES or (bool(spoken()) and not is_made_name(words[:2]))


def says_animal(reading: Reading) -> bool:
    """Tell whether brackets behind a name say what animal it is: "Minka (cat)", "Otis (dog, 14, deaf)"."""
    first_note = [word for note in reading.piece.notes[:1] for word in note if word not in vocabulary.ARTICLES]
    if not first_note or singular(first_note[0]) not in ANIMALS or len(first_note) > MAX_SAID:
        return False
    before = [token.low for token in tokens(reading.piece.text.partition("(")[0]) if token.low[0].isalpha()]
    return 0 < len(before) <= MAX_NAMES and find(tuple(before)) is None and not is_made(before)


def _names(reading: Reading) -> list[str]:
    names = [word for word in reading.head if word not in vocabulary.ARTICLES and word not in vocabulary.QUALIFIERS]
    return [word for word in names if word[0].isalpha() and word not in words_for("places")]
