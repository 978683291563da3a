"""German words by their parts: endings, small forms, compounds ("Flurschrank") and numbers ("einundzwanzig").

Umlauts are folded before: "Küchenstühlchen" comes as "kuechenstuehlchen". Each word is read once, and no part of it
twice: the longest head that is known decides, the parts before it describe it.
"""

from functools import cache, lru_cache
from operator import itemgetter

from service.domain.figures.catalogue import written_names
from service.domain.pasting import vocabulary
from service.domain.pasting.sets import words_for
from service.domain.pasting.words import Phrase, english_words, fold, meanings, rows, single_names

LEAST, MAX = 7, 40
"""Letters of a compound."""
LEAST_HEAD, LEAST_BEFORE, LEAST_BASE = 4, 3, 4
JOINTS = ("", "s", "n", "en", "er", "e", "es")
"""Letters between the parts of a compound: "Küchenstuhl"."""
ENDINGS = ("n", "en", "e", "er", "ern", "s", "es", "em")
SMALL = ("chen", "chens", "lein", "erl", "erln", "li", "i")
"""Ends of small forms: "Schränkchen", Austrian "Tischerl", Swiss "Stühli"."""
PLAIN = (("aeu", "au"), ("ae", "a"), ("oe", "o"), ("ue", "u"))
"""Umlauts of plurals and small forms, and the letters of their bases."""
TENS = frozenset(vocabulary.NUMBERS[ten] for ten in vocabulary.TENS)
VERBS = ("assemble", "borrow", "bring", "buy", "call", "carry", "clean", "collect", "cook", "defrost", "disconnect",
    "dismantle", "drive", "empty", "feed", "fetch", "hand", "help", "hire", "hoover", "mop", "order", "pack", "pick",
    "read", "register", "sweep", "take", "unpack", "walk", "watch")  # fmt: skip
"""Verbs that words.csv gives for German infinitives."""
JOINS_NOTHING = (
    vocabulary.CUTS | vocabulary.PROSE | vocabulary.STAYS | vocabulary.FILLERS | vocabulary.ABOUT | frozenset(VERBS)
    | vocabulary.word_set("not only but so too all no to at if")
)  # fmt: skip
"""English words that mean nothing of their own before a head: "Unterschrank" is under nothing."""


@lru_cache(maxsize=20_000)
def read_parts(word: str) -> Phrase:
    """Translate a folded word that is in no list, by its parts; () if they are not known."""
    if len(word) > MAX:
        return ()
    return _number(word) or (_compound(word) if len(word) >= LEAST else ())


@lru_cache(maxsize=20_000)
def read_inflected(word: str) -> Phrase:
    """Translate another form of a word that is known: "kleinerem", "Tischen", "Regälchen"; else ()."""
    if not LEAST_BASE < len(word) <= MAX:
        return ()
    return next((found for base, many in _bases(word) if (found := _known(base, many=many))), ())


def is_known(word: str) -> bool:
    """Tell whether a folded word can be read as it stands."""
    return (word,) in meanings() or word in single_names("de")


def _known(base: str, *, many: bool) -> Phrase:
    """Translate a base, in its plural where the form may be one."""
    known = _of_german().get(base, ())
    if known or base not in single_names("de"):
        return known
    return (base + "s",) if many and not base.endswith("s") else (base,)


def _bases(word: str) -> list[tuple[str, bool]]:
    """List what a word may be a form of, the longest first, and whether that form is a plural."""
    found = [(word[: -len(each)], each != "s") for each in ENDINGS if word.endswith(each)]
    found += [(word[: -len(each)], False) for each in SMALL if word.endswith(each)]
    plain = [(_plain(base), many) for base, many in found]
    return [(base, many) for base, many in (*found, *plain) if len(base) >= LEAST_BASE]


def _plain(base: str) -> str:
    """Write the last umlaut as the letter that it comes from: "schraenk" is of "schrank"."""
    at, umlaut, letter = max(((base.rfind(umlaut), umlaut, letter) for umlaut, letter in PLAIN), key=itemgetter(0))
    return base if at < 0 else base[:at] + letter + base[at + len(umlaut) :]


@cache
def _of_german() -> dict[str, Phrase]:
    """Map the single German words that mean something of their own, and may have endings or stand before a head."""
    german = (row for row in rows() if row.language == "de" and JOINS_NOTHING.isdisjoint(row.english))
    return {word[0]: row.english for row in reversed([*german]) for word in row.words if len(word) == 1}


@cache
def _heads() -> frozenset[str]:
    """Collect the words that end compounds: all names, their plurals, and the nouns that words.csv marks."""
    plurals = {fold(each.plural.lower()) for each in written_names("de") if each.plural}
    named = {low for low in single_names("de") | plurals if low.isalpha() and len(low) >= LEAST_HEAD}
    marked = {word[0] for row in rows() if row.ends and row.language == "de" for word in row.words if len(word) == 1}
    return frozenset(named - english_words() | marked)


def _compound(word: str) -> Phrase:
    """Part a compound before its head, the longest one: "Flurschrank" is a wardrobe in the hall."""
    for at in range(LEAST_BEFORE, len(word) - LEAST_HEAD + 1):
        head = _head(word[at:])
        if head and head[0] in VERBS:
            return *head, *_before(word[:at])
        if head:
            return *_before(word[:at]), *head
    return ()


def _head(part: str) -> Phrase:
    if part in _heads():
        return meanings().get((part,)) or (part,)
    for base, many in _bases(part):
        if base in _heads():
            return meanings().get((base,)) or (_known(base, many=many) or (base,))
    return ()


def _before(part: str) -> Phrase:
    """Translate what stands before the head; a part that is not known stays as it is."""
    bases = (part.removesuffix(joint) for joint in JOINTS if part.endswith(joint))
    own = () if part in words_for("asking") else (part,)  # "Standbohrmaschine": nobody is asked to stand
    return next((_of_german()[base] for base in bases if base in _of_german()), own)


def _number(word: str) -> Phrase:
    """Read "einundzwanzig" and "hundertzwanzig"."""
    hundred, found, rest = word.partition("hundert")
    if found and rest and hundred in ("", "ein", "zwei"):
        tens = _digits(rest)
        return (str((2 if hundred == "zwei" else 1) * 100 + tens),) if tens else ()
    tens = _digits(word) if "und" in word else 0
    return (str(tens),) if tens else ()


def _digits(word: str) -> int:
    unit, found, ten = word.partition("und")
    parts = ["eins" if unit == "ein" else unit, ten] if found else [word]
    values = [vocabulary.NUMBERS.get(" ".join(meanings().get((part,), ("",))), 0) for part in parts]
    fits = all(values) and (not found or (values[0] < 10 and values[1] in TENS))
    return sum(values) if fits else 0
