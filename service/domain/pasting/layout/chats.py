"""Chats: when a message was sent and who sent it stand before each one, or above."""

import re
from collections import Counter
from itertools import pairwise

from service.domain.pasting import vocabulary
from service.domain.pasting.foreign import is_foreign
from service.domain.pasting.layout.rooms import is_room, says_stays
from service.domain.pasting.layout.row import Row, open_rows
from service.domain.pasting.layout.words import columns, phrases, words_in
from service.domain.pasting.lookup import find
from service.domain.pasting.phrases import is_name
from service.domain.pasting.sets import words_for
from service.domain.pasting.tokens import tokens

DATE = r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\.?,?\s{1,2}(?:at |um |a las |à )?)"
CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[apAP]\.?\s?[mM]\.?|\s?h|\s?Uhr)?"
NAME = r"[^\W\d_][^\n:<>\[\]()]{0,30}(?:\([^\W\d_]{1,20}\))?"
SHORT = r"(?:\d{1,2}(?:\.\d{1,2}\.|/\d{1,2}),?\s{1,2})"
"""A date without its year, as German and Spanish telephones write it in brackets."""
WEEKDAY = r"(?:[^\W\d_]{2,10}\.?,?\s{1,2})"
BRACKETED = re.compile(rf"\[{WEEKDAY}?(?:{DATE}|{SHORT})?{CLOCK}\]\s{{0,3}}|\({WEEKDAY}?{DATE}?{CLOCK}\)\s{{1,3}}")
STAMPED = re.compile(rf"{DATE}?{CLOCK}\s{{0,2}}(?:[-–—|]\s{{0,2}})?")
DATED = re.compile(DATE)
SAYS = re.compile(rf"({NAME}):(?:\s|$)")
NAMED_FIRST = re.compile(rf"({NAME}?)[,\s]\s{{0,3}}[\[(]?{DATE}?{CLOCK}[\])]?(?::\s{{0,2}}|$)")
DAY = r"(?:[^\W\d_]{1,12}\.?,?\s(?:at|um|a las|à)?\s?)?"
STAMP_LINE = re.compile(rf"{DAY}{DATE}?{CLOCK}")
"""All of the line below a name: "Today at 9:41 AM"."""
IRC = re.compile(rf"<({NAME}?)>\s")
NO_WORDS = re.compile(r"<[^<>]{1,60}>$")
FROM_PROGRAM = "\u200e"
"""Stands before what the program says itself: "image omitted"."""
FEWEST = 2
FEWEST_BARE = 3
"""Messages without a time from which on a list is a chat."""
LEAST_OF_ALL = 0.7
"""Least share of lines that are messages in a chat without times."""
LONGEST_NAME = 3
RELATIVES = words_for("relatives")
THINGS = re.compile(r"[,;+&]|\sand\s|\sund\s|\sy\s")
NO_NAMES = vocabulary.NOT_ROOMS | vocabulary.PROSE | vocabulary.ROOMS | vocabulary.STAYS | vocabulary.HEADERS


def chat(rows: list[Row]) -> None:
    """Recognize stamps and names, and take them off; a line with nothing else is talk."""
    left = _without_heads(open_rows(rows))
    stamps = [_stamp(row.text) for row in left]
    sure = sum(map(bool, stamps)) >= FEWEST or any(
        stamp and stamp.isspace() is False and stamp[0] in "[(" and _speaker(row.text[len(stamp) :])
        for stamp, row in zip(stamps, left, strict=True)
    )
    if sure:
        for row, stamp in zip(left, stamps, strict=True):
            _unstamp(row, stamp)
        return
    _unnamed(left)


def _without_heads(left: list[Row]) -> list[Row]:
    """Recognize names that have a line of their own, with the time in the line below; return the other rows."""
    heads = [
        (name, stamp)
        for name, stamp in pairwise(left)
        if STAMP_LINE.fullmatch(stamp.text) and stamp.n == name.n + 1 and _is_speaker(name.text)
    ]
    if len(heads) >= FEWEST:
        for name, stamp in heads:
            name.talk()
            stamp.talk()
    return [row for row in left if row.form is None]


def _stamp(text: str) -> str:
    """Find the stamp that a message begins with: in brackets, or with a date, or before a name."""
    bracketed = BRACKETED.match(text)
    if bracketed:
        return bracketed[0]
    irc = IRC.match(text)
    if irc:
        return irc[0]
    stamped = STAMPED.match(text)
    if stamped and (DATED.match(text) or _speaker(text[stamped.end() :])):
        return stamped[0]
    first = NAMED_FIRST.match(text)
    return first[0] if first and _is_speaker(first[1]) else ""


def _unstamp(row: Row, stamp: str) -> None:
    if not stamp:
        return
    rest = row.text[len(stamp) :]
    name = _speaker(rest)
    if name:
        row.take(rest[: len(name) + 1], rest[len(name) + 1 :].strip())
    elif DATED.match(stamp):
        row.take("", "")  # a note of the program: somebody joined
    else:
        row.text = rest.strip()
    row.taken.append(stamp)
    row.listed = True
    if not row.text or row.text.startswith(FROM_PROGRAM) or NO_WORDS.match(row.text):
        row.text = row.text or row.written
        row.talk()


def _speaker(text: str) -> str:
    """Find the name before the colon that a message begins with."""
    says = SAYS.match(text)
    name = says[1].partition("(")[0].strip() if says else ""  # "Pilar (mamá): ..."
    return says[1] if says and (_is_speaker(name) or _is_known_person(says[1])) else ""


def _is_known_person(name: str) -> bool:
    """Tell whether it is somebody by a word for people: "Mum", "Me (Isla)", "Auntie Jean", "Tío Beto"."""
    before = name.partition("(")[0]
    lows = [token.low for token in tokens(before) if token.low[0].isalpha()]
    words = words_in(before)
    if not 0 < len(words) <= len(("Auntie", "Jean")) or not before[:1].isupper():
        return False
    first = (lows[0] if lows else words[0]) in RELATIVES or (words[0],) in phrases("me")
    return first and (len(words) == 1 or (len(words) > 1 and before.split()[1][:1].isupper()))


def _is_speaker(name: str) -> bool:
    """Tell whether words may be a person's name: no room, no thing, no word of a list."""
    words = [word for word in words_in(name) if not word.isdecimal()]
    found = tokens(name)
    if not 0 < len(words) <= LONGEST_NAME or is_room(found, sure=True) or says_stays(name):
        return False
    if find(tuple(token.low for token in found if token.low[0].isalpha())) is not None:
        return False
    return not any(_is_known(word) for word in words) and tuple(words) not in columns()


def _is_known(word: str) -> bool:
    return word in NO_NAMES or is_foreign(word) or (word,) in phrases("legend")


def _unnamed(left: list[Row]) -> None:
    """Take names off that come again and again before a colon, with no time beside them."""
    names = [_speaker(row.text) for row in left]
    often = Counter(name for name in names if name and name[0].isupper())
    speakers = {name for name, times in often.items() if times >= FEWEST}
    messages = sum(name in often for name in names)
    if not speakers or messages < FEWEST_BARE or messages < LEAST_OF_ALL * len(left):
        _owners(left)
        return
    for row, name in zip(left, names, strict=True):
        if name in often:
            row.take(name, row.text[len(name) + 1 :].strip())
            row.listed = True
            if not row.text:
                row.text = row.written
                row.talk()


def _owners(left: list[Row]) -> None:
    """Take off whose things are on a row: "Fraser: wardrobe, chest of drawers", "Mum: display cabinet"."""
    found = [(row, name) for row in left if (name := _speaker(row.text)) and name[0].isupper()]
    own = [(row, name) for row, name in found if _is_known_person(name) or is_name(name.split()[0].lower())]
    own = [(row, name) for row, name in own if _lists_things(row.text[len(name) + 1 :])]
    if len(own) >= FEWEST:
        for row, name in own:
            row.take(name, row.text[len(name) + 1 :].strip())
            row.listed = True


def _lists_things(text: str) -> bool:
    """Tell whether there are things behind a name, the first or another of them known."""
    parts = [tuple(token.low for token in tokens(part) if token.low[0].isalpha()) for part in THINGS.split(text)]
    return any(part and find(part) is not None for part in parts)
