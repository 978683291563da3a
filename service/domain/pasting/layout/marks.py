"""Marks before a line and around it: bullets, check boxes, numbers of a list, pictures, ticks."""

import re
import unicodedata

from service.domain.pasting.layout.row import Row, open_rows
from service.domain.pasting.layout.words import Phrase, begins, ends, phrases, words_in
from service.domain.pasting.tokens import singular
from service.domain.pasting.vocabulary import CONTAINERS

BULLETS = frozenset("-*•·‣–—―+>→➜➔►▸▶○●◦▪▫■□◻◼☐☑☒✓✔✗✘_~|=#.,;:\\/!")
LISTED = frozenset("-*•·‣–—+→►▸○●◦▪■□☐☑☒✓✔✅[0123456789")
"""The first signs of lines that are entries of a list."""
CHECK_BOXES = ("[ ]", "[x]", "[X]", "[]", "( )", "(x)", "(X)", "[-]", "[✓]", "[✔]", "[✅]", "[*]")
TICKED = ("[x]", "[X]", "(x)", "(X)", "[✓]", "[✔]", "[✅]", "[*]", "☑", "☒", "✓", "✔", "✅")
"""Begin or end a line that is ticked off."""
ABOVE = "✅"
"""Stands before headings, too."""
FEWEST_BULLETS = 3
"""Lines that all begin with a tick, from which on ticks are no more than bullets."""
BEFORE_DONE = frozenset("-–—:([,*")
"""Signs before the word that says that all of a line is done."""
PICTURES = ("So", "Sk", "Cf", "Mn", "Cc", "Co")
"""Unicode categories of emoji and what goes with them."""
ARROW = re.compile(r"\S\s*(?:[-=]>|→)\s*")
TELLS = re.compile(r"[=:]")
"""Signs between a tick and its meaning."""
FIRST_LINES = 3


def ticks(rows: list[Row]) -> None:
    """Recognize what is done: ticked, struck through, or said to be. Where every entry is ticked, ticks are bullets;
    where the list is one of packing, or says so of a tick, what is ticked is packed, and still to be carried."""
    told = {row.n: tick_told(row.text) for row in open_rows(rows) if tick_told(row.text)}
    for row in rows:
        if row.n in told:
            row.talk()
    left = open_rows(rows)
    marked = [row for row in left if row.written[:1] in LISTED]
    if len(marked) >= FEWEST_BULLETS and all(is_ticked(row.text) for row in marked):
        return
    titles = [words_in(row.text) for row in left[:FIRST_LINES]]
    packing = any(begins(words, "packed") or ends(words, "packed") for words in titles)
    packing |= any(_says_ready(meaning) for meaning in told.values())
    packed = any(is_ticked(row.text) and _is_packed(row) for row in left)
    for row in left:
        row.ready = _is_ready(row)
        still = packing or row.ready or (packed and _names_boxes(row))
        row.done |= says_done(row.text) or (is_ticked(row.text) and not still)
        lead = _lead_of(row.text)
        if lead:
            row.take(lead, strip_marks(row.text)[len(lead) :].lstrip())
            row.listed = True


def tick_told(text: str) -> Phrase:
    """Take the words by which a list tells what a tick means: "[x] = taped shut", "x means it is there already"."""
    sign = TELLS.search(text)
    words = words_in(text[: sign.start()] if sign else text)
    many = begins(words, "tick")
    if sign:
        return words_in(text[sign.end() :]) if 0 < many == len(words) else ()
    verb = begins(words[many:], "tick means") if many else 0
    return words[many + verb :] if verb else ()


def _says_ready(meaning: Phrase) -> bool:
    return any((word,) in phrases(each) for word in meaning for each in ("ready", "closed", "packed"))


def _names_boxes(row: Row) -> bool:
    return any(singular(word) in CONTAINERS for word in words_in(row.text))


def _is_ready(row: Row) -> bool:
    """Tell whether a tick means that a thing is ready to be carried: "[x] rug rolled", "[x] shoes -> 2 bags", "[x]
    packed: 4 boxes"."""
    words = words_in(strip_marks(row.text))
    if _lead_of(row.text):
        return True
    into = ARROW.search(row.text)
    filled = into is not None and any(singular(word) in CONTAINERS for word in words_in(row.text[into.end() :]))
    return filled or any((word,) in phrases("ready") for word in words[1:])


def _lead_of(text: str) -> str:
    """Take the word before a colon that says that what is behind it is ready: "packed:"."""
    before, colon, behind = strip_marks(text).partition(":")
    return before + colon if behind.strip() and words_in(before) in phrases("ready") else ""


def _is_packed(row: Row) -> bool:
    """Tell whether a tick means that boxes are packed: "[x] Books, 8 boxes (packed)"."""
    return _names_boxes(row) and any(word in ("packed", "gepackt", "embaladas") for word in words_in(row.text))


def is_ticked(text: str) -> bool:
    """Tell whether a line is ticked off by a mark before it, behind it or through it."""
    bare = text.strip().lstrip("-*•·–—+> \t")
    return bare.startswith(TICKED) or bare.endswith(TICKED)


def says_done(text: str) -> bool:
    """Tell whether a line ends with the word, set off: "sofa (done)", "book the van - done"; or begins with it."""
    bare = text.rstrip(" )].!*")
    words = words_in(bare[-40:])
    last = ends(words, "done")
    if last and len(words) > last:
        at = len(bare)
        for word in reversed(bare.split()[-last:]):
            at = bare.rfind(word, 0, at)
        before = bare[:at].rstrip()
        sign = bare[at : at + 1] if bare[at : at + 1] in BEFORE_DONE else before[-1:]
        return sign in BEFORE_DONE
    first, found, rest = bare.partition(":")
    return bool(found and rest.strip() and 0 < begins(words_in(first), "done") == len(words_in(first)))


def strip_marks(text: str) -> str:
    """Take off bullets, check marks, numbers of a list and pictures, as many as there are."""
    at, text = 0, text.rstrip()
    while at < len(text):
        after = _after_mark(text, at)
        if after == at:
            break
        at = after
    return text[at:]


def _after_mark(text: str, at: int) -> int:
    """Find the end of the mark that begins here; `at` itself if there is none."""
    if text[at].isspace():
        return at + 1
    if text[at] in "[(":
        for box in CHECK_BOXES:
            if text.startswith(box, at):
                return at + len(box)
    if text[at] in BULLETS or unicodedata.category(text[at]) in PICTURES:
        return at + 1
    return _after_number(text, at)


def _after_number(text: str, at: int) -> int:
    """Find the end of "1." or "1)" or "a)"; not of "1 x" and "1.5"."""
    end = at
    while end < len(text) and end < at + 3 and text[end].isdecimal():
        end += 1
    if end == at and text[at].isalpha() and text[at + 1 : at + 3] in (") ", ". "):
        return at + 2
    if end > at and text[end : end + 1] in (".", ")") and not text[end + 1 : end + 2].isdecimal():
        return end + 1
    return at


def strip_numbers(text: str) -> str:
    return text[_after_number(text, 0) :].strip() if text else text
