"""Boxes with numbers of their own: "Box #17 Scarves", "boxes 5-8", and logs of boxes ("#4-#9 books", "K1 Bücher")."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from service.domain.pasting.layout.line import Form
from service.domain.pasting.layout.marks import strip_marks
from service.domain.pasting.layout.rooms import DECORATION, is_room, room_name
from service.domain.pasting.layout.row import Row, open_rows
from service.domain.pasting.layout.style import is_capitals
from service.domain.pasting.layout.words import begins, means, words_in
from service.domain.pasting.tokens import Token, singular, tokens
from service.domain.pasting.vocabulary import CONTAINERS

NUMBER = re.compile(r"(#\s?|N[ro]\.?\s?|Nº\s?)?([A-Z]{1,2}-?)?(\d{1,4})(?![\d.]?\d|\s?[%€$£'\"]|[^\W\d_])")
JOIN = re.compile(
    r"(\s*)(?:([-–—]|(?:to|thru|through|until|till|bis|hasta|al?)\b)|([,+&/]|(?:and|und|y|et)\b))"
    r"(\s*)(?:(?:la|el|the)\s+)?(?=(?:#|N[ro]\b|Nº)?\.?\s?[A-Z]{0,2}-?\d)",
    re.IGNORECASE,
)
CLOSED = re.compile(r"\s*[:.)=>]|\s+[-–—]\s|\s*$")
"""Signs behind numbers that are whole: "6, 7, 8: books"."""
DECIMALS = re.compile(r",\d")
"""Behind a number, it is one with decimals: "2,5 kg"."""
MARKS = re.compile(r"[-*•·\s]*(?:\[[ xX✓]?\]\s*|[☐☑✓✔✅]\s*)?")
BEHIND = re.compile(r"[.:)]?(?:\s+|\s*[-–—:=>]\s*)(?=\S)|[.:)]?$")
CELLS = re.compile(r"[|\t]|;.*;")
"""Signs of a table, which knows itself what its numbers are."""
LETTERS = frozenset({"K", "C", "KI", "KT", "CJ", "BX"})
"""Letters that stand for a box by themselves: Kiste, caja, carton."""
FEWEST_LETTERED = 3
FEWEST_BARE = 5
"""Boxes with a bare number that make a log."""
FEWEST_NUMBERED = 2
MAX_DIGITS = 4
MAX_BOXES = 200
"""Most boxes of a range: "boxes 1-12"."""
SIGNS = frozenset({":", "-", "–", "—", "=", ")", ".", "(", ","})
LONGEST_BEFORE = 120
"""Letters in which a number of a box is looked for."""
BEFORE = 3
"""Words before the number of a box: "moving box no. 4"."""
TITLE_WITHIN = 2
"""Lines above the first number among which the title of a log is."""


@dataclass(frozen=True)
class Numbers:
    """Numbers at the beginning of a text: how many boxes they are, and where they end in it."""

    first: int
    last: int
    count: int
    end: int
    letters: str
    is_signed: bool

    @property
    def is_several(self) -> bool:
        return self.count > 1


def numbers_of(text: str, *, loose: bool = False) -> Numbers | None:
    """Read "7", "#4-#9", "15 to 18", "25 / 26", "6, 7 y 8:", "K1-K6"; a comma or a dash between blanks only where a
    sign closes the numbers, but for `loose`: "5 - 8 lamps" may be one box of eight."""
    one = NUMBER.match(text)
    if one is None:
        return None
    letters, first = (one[2] or "").rstrip("-"), int(one[3])
    found = Numbers(first, first, 1, one.end(), letters, bool(one[1] or letters))
    best = found
    while (join := JOIN.match(text, found.end)) is not None:
        other = NUMBER.match(text, join.end())
        if other is None or (other[2] or "").rstrip("-") not in ("", letters):
            break
        last = int(other[3])
        count = last - found.last if join[2] else 1
        if not (0 < count <= MAX_BOXES and (join[2] or last == found.last + 1 or other[1])):
            break
        found = Numbers(first, last, found.count + count, other.end(), letters, found.is_signed)
        unsure = join[3] == "," or (join[2] in ("-", "–", "—") and bool(join[1]) and not other[1] and not loose)
        best = best if unsure and not CLOSED.match(text, found.end) else found
    return None if DECIMALS.match(text, best.end) else best


@dataclass(frozen=True)
class Numbered:
    """A box with a number of its own, or several with a range of them."""

    row: Row
    container: str
    number: int
    count: int
    is_signed: bool
    rest: str


def box_log(rows: list[Row]) -> None:
    """Recognize a log of boxes, each row with its number: below a title that names boxes, or where one row has several
    numbers ("#4-#9 books"), or a letter for a box ("K1 Bücher")."""
    left = open_rows(rows)
    start = next((at for at, row in enumerate(left) if _read(row)), 0)
    titles = [row for row in left[max(0, start - TITLE_WITHIN) : start] if _names_boxes(row)]
    logs = [_rising([(row, _read(row, loose=loose)) for row in left[start:]]) for loose in (True, False)]
    log = max(logs, key=len)
    if not any(is_log(log, bool(titles)) for is_log in LOGS):
        return
    for row in titles:
        row.talk()
    for row, found in log:
        _compose(Numbered(row, "box", found.first, found.count, True, _bare(row)[found.end :]))


Log = list[tuple[Row, Numbers]]


def _bare(row: Row) -> str:
    """Take off bullets and check boxes, but no number."""
    marks = MARKS.match(row.text)
    return row.text[marks.end() :] if marks else row.text


def _read(row: Row, *, loose: bool = True) -> Numbers | None:
    """Read the numbers that a row begins with, if there is more on it."""
    bare = _bare(row)
    found = numbers_of(bare, loose=loose) if not CELLS.search(bare) else None
    return found if found and BEHIND.match(bare, found.end) else None


def _rising(read: list[tuple[Row, Numbers | None]]) -> Log:
    """Take the rows whose numbers rise, all of one style: up to a heading, or to a number that does not."""
    log: Log = []
    for row, found in read:
        if found is None:
            if log and not _goes_on(row, log[-1][1]):
                break
            continue
        before = log[-1][1] if log else found
        style = (bool(found.letters), found.is_signed) == (bool(before.letters), before.is_signed)
        rises = found.first > before.last or found.letters != before.letters
        bare = not found.is_signed and found.first != before.last + 1
        if log and (not style or not rises or bare):
            break
        log.append((row, found))
    return log


def _goes_on(row: Row, before: Numbers) -> bool:
    """Tell whether a row without a number does not end a log of signed ones: "(no 23, I skipped it)", a room."""
    text = row.text.strip()
    return before.is_signed and (text.startswith(("(", "[")) or is_room(tokens(text.strip(DECORATION)), sure=True))


def _titled(log: Log, titled: bool) -> bool:
    signed = bool(log) and log[0][1].is_signed
    return titled and len(log) >= (FEWEST_NUMBERED if signed else FEWEST_BARE)


def _ranged(log: Log, _titled: bool) -> bool:
    signed = bool(log) and log[0][1].is_signed and not log[0][1].letters
    return signed and len(log) >= FEWEST_LETTERED and any(found.is_several for _, found in log)


def _lettered(log: Log, _titled: bool) -> bool:
    many = len(log) >= FEWEST_LETTERED and {found.letters for _, found in log} <= LETTERS
    return many and not any(is_capitals(row.text) for row, _ in log)


LOGS: tuple[Callable[[Log, bool], bool], ...] = (_titled, _ranged, _lettered)
"""Tests by which rows with rising numbers are known for a log of boxes."""


def _names_boxes(row: Row) -> bool:
    named = any(singular(token.low) in CONTAINERS for token in tokens(row.text[:LONGEST_BEFORE]))
    return named and not begins(words_in(row.text), "unboxed")


def mixed_log(rows: list[Row]) -> None:
    """Recognize a log in which some rows say "box" before their number, and others only go on counting: "Box 3:
    spices", "#4-6 books", "7 lamps"."""
    left = open_rows(rows)
    start = next((at for at, row in enumerate(left) if _numbered(row)), len(left))
    named: list[Numbered] = []
    bare: list[Numbered] = []
    follows = 0
    for row in left[start:]:
        said = _numbered(row)
        box = said or _unnamed(row)
        if box and (box.number == follows or (box.number > follows and box.is_signed) or not named):
            (named if said else bare).append(box)
            follows = box.number + box.count
        elif row.text.lstrip().startswith(("(", "[")):
            follows += 1  # "(no 12, I skipped it)"
        else:
            break
    titles = [row for row in left[max(0, start - TITLE_WITHIN) : start] if _names_boxes(row)]
    if len(named) < FEWEST_NUMBERED or len(bare) < (FEWEST_NUMBERED if titles else FEWEST_LETTERED):
        return
    for row in titles:
        row.talk()
    for box in (*named, *bare):
        _compose(box)


def _unnamed(row: Row) -> Numbered | None:
    """Read the number of a box that begins a row without the word."""
    found = _read(row, loose=False)
    if found is None:
        return None
    return Numbered(row, "box", found.first, found.count, found.is_signed, _bare(row)[found.end :])


def numbered_boxes(rows: list[Row]) -> None:
    """Recognize "Box #17 Scarves, gloves": one box, and what is in it."""
    found = [each for row in rows if row.is_open and (each := _numbered(row))]
    rising = sum(after.number > before.number for before, after in pairwise(found)) + 1
    is_list = len(found) >= FEWEST_NUMBERED and rising == len(found)
    for each in found:
        if each.is_signed or is_list:
            _compose(each)


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
    if then >= len(found):
        return None
    is_signed, plural = then > at + 1, singular(found[at].low) != found[at].low
    numbers = numbers_of(bare[found[then].start :])
    if numbers is None or (numbers.letters and not numbers.is_several):
        return None
    behind = bare[found[then].start + numbers.end :]
    sign = next((token.low for token in tokens(behind[:LONGEST_BEFORE])), "")
    if (plural and not numbers.is_several) or sign in ("x", "×") or singular(sign) in CONTAINERS:
        return None
    name = " ".join([*(token.low for token in found[:at]), singular(found[at].low)])
    is_signed |= numbers.is_several or (sign in SIGNS and sign != ",")
    return Numbered(row, name, numbers.first, numbers.count, is_signed, behind)


def _behind_signs(text: str, found: list[Token], at: int) -> int:
    """Find the index behind "#", "no." and the like."""
    while at < len(found) and _is_number_sign(text, found[at]):
        at += 1
        while at < len(found) and found[at].low in (".", "º", "°"):
            at += 1
    return at


def _is_number_sign(text: str, token: Token) -> bool:
    written = text[token.start : token.end]
    return token.low == "#" or bool(begins(words_in(written), "number sign"))


def _compose(box: Numbered) -> None:
    rest = box.rest.strip(" \t.:-–—=)>,")
    if means(rest.strip("()"), "no contents") or begins(words_in(rest), "no box"):
        box.row.talk()
        return
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
