"""Numbers that count nothing: the running index of a list, and numbers of boxes ("Box #17 Scarves")."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from service.domain.pasting.layout.line import Form
from service.domain.pasting.layout.marks import strip_marks
from service.domain.pasting.layout.rooms import DECORATION, is_room, room_name
from service.domain.pasting.layout.row import Row, open_rows
from service.domain.pasting.layout.words import begins, words_in
from service.domain.pasting.tokens import Token, singular, tokens
from service.domain.pasting.vocabulary import CONTAINERS

SIGNED = re.compile(r"#\s?\d{1,5}[.:)]?\s+(?=[^\W\d_]|[\"'(\[])|\(\d{1,4}\)[.:]?\s+|\d{1,4}\)\s*")
BARE = re.compile(r"(\d{1,3})(?:\s*[-–—:]\s+|\s+)(?=[^\W\d_]|[\"'(\[])")
ZERO = re.compile(r"0\d{1,2}(?:\s*[-–—:.]\s*|\s+)(?=[^\W\d_])")
CODE = re.compile(r"[A-Z]{1,2}-?\d{1,3}\s*[-–—:.)]\s+(?=\S)")
NUMBERS = re.compile(
    r"(\d{1,3})(?:\s*(?:[-–—+&]|to|bis|und|a|y)\s*(\d{1,3}))?[.:)]?\s+(?:[-–—:]\s+)?(?=[^\W\d_]|[\"'(\[])"
)
"""The number of a box, or those of several."""
CODED = re.compile(
    r"(boxes|crates|cartons|tubs|totes|bags|kisten|kartons|cajas)\s+([A-Z]{1,3})-?(\d{1,3})\s*(?:[-–]|to|bis|a)\s*"
    r"(?:\2)?-?(\d{1,3})(?!\d)(.*)",
    re.IGNORECASE,
)
"""Boxes with a letter and a number each: "boxes K1 - K6"."""
FEWEST_CODES = 3
FEWEST_BARE = 5
"""Lines that count on from 1, from which on their numbers are an index."""
MOST_OF_ALL = 0.8
FEWEST_NUMBERED = 2
MOST_DIGITS = 4
MOST_BOXES = 200
"""Most boxes of a range: "boxes 1-12"."""
RANGE = frozenset({"-", "–", "—", "to", "until"})
SIGNS = frozenset({":", "-", "–", "—", "=", ")", ".", "(", ","})
LONGEST_BEFORE = 120
"""Letters in which a number of a box is looked for."""
BEFORE = 3
"""Words before the number of a box: "moving box no. 4"."""


def _codes(left: list[Row]) -> list[tuple[Row, re.Match[str]]]:
    """Find entries with a letter and a number each, as boxes have: "A1 - shoes"."""
    found = [(row, code) for row in left if (code := CODE.match(row.text))]
    others = {code[0] for _, code in found}
    return found if len(others) == len(found) >= FEWEST_CODES else []


def running_index(rows: list[Row]) -> None:
    """Take off the numbers that list lines: "#31 Take the mirror down", "7) bread bin", "3 Desk" as the third line."""
    left = open_rows(rows)
    for row in left:
        first = row.written[:1]
        signed = SIGNED.match(row.text) or ZERO.match(row.text)
        if signed:
            row.take(signed[0], row.text[signed.end() :])
            row.listed = True
        elif first and unicodedata.category(first) == "No" and row.text[:1].isdecimal():
            row.take(first, row.text.lstrip("0123456789.) "))
            row.listed = True
    for row, code in _codes(left):
        row.take(code[0], row.text[code.end() :])
        row.listed = True
    bare = [(row, found) for row in left if (found := BARE.match(row.text))]
    numbers = [int(found[1]) for _, found in bare]
    counts_on = len(bare) >= FEWEST_BARE and numbers[0] == 1 and all(b == a + 1 for a, b in pairwise(numbers))
    if counts_on and len(bare) >= MOST_OF_ALL * len([row for row in left if row.text]):
        for row, found in bare:
            row.take(found[0], row.text[found.end() :])
            row.listed = True


def box_list(rows: list[Row]) -> None:
    """Recognize the numbers of boxes below a title that names boxes: "7-10  books", "16 + 17  boots" are six."""
    left = open_rows(rows)
    start = next((at for at, row in enumerate(left) if NUMBERS.match(row.text)), 0)
    titles = left[max(0, start - 1) : start]
    if not any(singular(token.low) in CONTAINERS for row in titles for token in tokens(row.text[:LONGEST_BEFORE])):
        return
    found: list[Numbered] = []
    for row in left[start:]:
        numbers = NUMBERS.match(row.text)
        first, last = (int(numbers[1]), int(numbers[2] or numbers[1])) if numbers else (0, 0)
        goes_on = not found or first == found[-1].number + found[-1].count
        if numbers is None or not goes_on or not first <= last <= first + MOST_BOXES:
            break
        found.append(Numbered(row, "box", first, last - first + 1, True, row.text[numbers.end() :]))
    if len(found) >= FEWEST_BARE:
        titles[0].talk()
        for each in found:
            _compose(each)


@dataclass(frozen=True)
class Numbered:
    """A box with a number of its own, or several with a range of them."""

    row: Row
    container: str
    number: int
    count: int
    is_signed: bool
    rest: str


def numbered_boxes(rows: list[Row]) -> None:
    """Recognize "Box #17 Scarves, gloves": one box, and what is in it."""
    for row in open_rows(rows):
        _lettered(row)
    found = [each for row in rows if row.is_open and (each := _numbered(row))]
    rising = sum(after.number > before.number for before, after in pairwise(found)) + 1
    is_list = len(found) >= FEWEST_NUMBERED and rising == len(found)
    for each in found:
        if each.is_signed or is_list:
            _compose(each)


def _lettered(row: Row) -> None:
    coded = CODED.fullmatch(strip_marks(row.text))
    first, last = (int(coded[3]), int(coded[4])) if coded else (1, 0)
    if coded and first < last <= first + MOST_BOXES:
        _compose(Numbered(row, singular(coded[1].lower()), first, last - first + 1, True, coded[5]))


def _numbered(row: Row) -> Numbered | None:
    """Read "moving box no. 4: scarves" and "boxes 5-8"."""
    if not any(map(str.isdecimal, row.text)):
        return None
    bare = strip_marks(row.text)
    found = tokens(bare[:LONGEST_BEFORE])
    at = next((n for n, token in enumerate(found[:BEFORE]) if singular(token.low) in CONTAINERS), None)
    if at is None or any(not token.low[0].isalpha() for token in found[:at]):
        return None
    then = _behind_signs(bare, found, at + 1)
    is_signed, plural = then > at + 1, singular(found[at].low) != found[at].low
    if then >= len(found) or not found[then].low.isdecimal() or len(found[then].low) > MOST_DIGITS:
        return None
    number, count = int(found[then].low), _boxes_of_range(found, then) if plural or is_signed else 1
    behind = then + (1 if count == 1 else 3)
    sign = found[behind].low if behind < len(found) else ""
    if (plural and count == 1) or sign in ("x", "×") or singular(sign) in CONTAINERS:
        return None
    name = " ".join([*(token.low for token in found[:at]), singular(found[at].low)])
    is_signed |= count > 1 or (sign in SIGNS and sign != ",")
    return Numbered(row, name, number, count, is_signed, bare[found[behind - 1].end :])


def _behind_signs(text: str, found: list[Token], at: int) -> int:
    """Find the index behind "#", "no." and the like."""
    while at < len(found) and _is_number_sign(text, found[at]):
        at += 1
        while at < len(found) and found[at].low in (".", "º", "°"):
            at += 1
    return at


def _boxes_of_range(found: list[Token], at: int) -> int:
    """Count the boxes of "5-8"; 1 where no range is."""
    ends = found[at + 1 : at + 3]
    if len(ends) < len("-8") or ends[0].low not in RANGE or not ends[1].low.isdecimal():
        return 1
    first, last = int(found[at].low), int(ends[1].low[:MOST_DIGITS])
    return last - first + 1 if first < last <= first + MOST_BOXES else 1


def _is_number_sign(text: str, token: Token) -> bool:
    written = text[token.start : token.end]
    return token.low == "#" or bool(begins(words_in(written), "number sign"))


def _compose(box: Numbered) -> None:
    rest = box.rest.strip(" \t.:-–—=)>,")
    if rest.startswith("(") and rest.endswith(")") and "(" not in rest[1:]:
        rest = rest[1:-1]
    room, rest = room_before(rest)
    room_behind, rest = ("", rest) if room else _room_behind(rest)
    inside = rest.replace("(", ", ").replace(")", "")
    text = f"{box.count} {box.container}{'es' if box.container.endswith('x') and box.count > 1 else ''}"
    box.row.written = strip_marks(box.row.written)
    box.row.listed = True
    box.row.compose(Form.BOXES, f"{text} ({inside})" if inside else text, room or room_behind)


def room_before(text: str) -> tuple[str, str]:
    """Part "Bedroom: linen", "kitchen" and "Bath (towels)" into the room and the rest."""
    for sign in (":", " - ", " – ", " — ", ",", "("):
        before, found, after = text.partition(sign)
        if found and is_room(tokens(before.strip(DECORATION)), sure=True):
            return room_name(before.strip(DECORATION)), after.strip(" )" if sign == "(" else " ")
    return (room_name(text), "") if is_room(tokens(text.strip(DECORATION)), sure=True) else ("", text)


def _room_behind(text: str) -> tuple[str, str]:
    """Part "linen (bedroom)" and "linen - bedroom"."""
    for opens, closes in (("(", ")"), ("[", "]"), (" - ", ""), (" – ", ""), ("->", ""), ("→", "")):
        before, found, after = text.rpartition(opens)
        name = after.strip().removesuffix(closes).strip() if closes else after.strip()
        if found and before.strip() and is_room(tokens(name), sure=True):
            return room_name(name), before.strip(" -–>=")
    return "", text
