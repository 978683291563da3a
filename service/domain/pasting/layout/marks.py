"""Marks before a line and around it: bullets, check boxes, numbers of a list, pictures, ticks."""

import unicodedata

BULLETS = frozenset("-*•·‣–—―+>→➜➔►▸▶○●◦▪▫■□◻◼☐☑☒✓✔✗✘_~|=#.,;:\\/!")
CHECK_BOXES = ("[ ]", "[x]", "[X]", "[]", "( )", "[-]", "[✓]", "[✔]")
TICKED = ("[x]", "[X]", "[✓]", "[✔]", "☑", "☒", "✓", "✔", "✅", "~~")
"""Begin or end a line that is ticked off, or struck through."""
SAYS_DONE = ("(done)", "- done", "– done", ": done", "(erledigt)", "(hecho)")
PICTURES = ("So", "Sk", "Cf", "Mn", "Cc", "Co")
"""Unicode categories of emoji and what goes with them."""


def is_ticked(written: str) -> bool:
    """Tell whether a line is ticked off: by a mark before it, behind it or through it, or by the word."""
    bare = written.strip().lstrip("-*•·–—+> \t")
    return bare.startswith(TICKED) or bare.endswith((*TICKED, *SAYS_DONE)) or bare.lower().endswith(SAYS_DONE)


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
