"""Legends: letters and signs whose meaning the list tells, "(K) = kitchen, * = stays"."""

import re

from service.domain.pasting import vocabulary
from service.domain.pasting.layout.rooms import is_room, room_name, says_stays
from service.domain.pasting.layout.row import Row, open_rows
from service.domain.pasting.layout.words import begins, ends, words_in
from service.domain.pasting.tokens import tokens

PAIR = re.compile(
    r"(?:^|[\s,;|/(])[(\[\"']?([A-Z]{1,3}|[a-z]|[^\w\s,;|/()\[\]\"'.:]{1,3})[)\]\"']?\s{0,3}(?:=|:|→|->)\s{0,3}"
    r"([^\s=,;|/][^=,;|/\n]{0,40}?)(?=\s{0,3}(?:[,;|/)]|$|\s[(\[]?(?:[A-Z]{1,3}|\S)[)\]]?\s{0,3}=))"
)
SIGN = r"[\"'(\[]?(?P<code>[A-Z]{1,2}|[*+#!✓✗✘]{1,3})[\"')\]]?(?=[\s.,;:!)]|$)"
MEANING = r"(?P<meaning>[^\s.,;|/\n][^.,;|/\n]{1,40}?)"
TOLD = (
    re.compile(rf"\b(?i:mark|marked|tick|show|label)\w{{0,2}}\s{MEANING}\s(?:with|by)\s(?:an?\s|the\s)?{SIGN}"),
    re.compile(rf"(?:^|[\s(]){SIGN}\s(?:means|stands for|heißt|bedeutet|steht für|significa)\s{MEANING}(?:[.,;)]|$)"),
    re.compile(rf"\b(?:with|mit|con)\s(?:an?\s|una?\s|einem\s)?{SIGN}\s(?:are\s|is\s)?{MEANING}(?:[.,;)]|$)"),
)
"""Forms in which a sentence explains a sign: "Mark NOT GOING with an X.", "* means it stays", "all with X stays"."""
FEWEST = 2
LONGEST_MEANING = 5
MAX_CODES = 16
"""Signs of the longest legend: each is looked for on every line."""
TELLS = vocabulary.FRAGILE | vocabulary.APART | vocabulary.HEAVY | frozenset({"heavy"})


def legend(rows: list[Row]) -> None:
    """Recognize the lines that tell what signs mean, and read the signs in all others."""
    left = open_rows(rows)
    telling = _lines_that_tell(left)
    codes = {code: meaning for each in telling.values() for code, meaning in each.items()}
    if not 0 < len(codes) <= MAX_CODES:
        return
    others = [row for row in left if row.n not in telling]
    marked = [(row, code) for row in others for code in codes if _part(row.text, code) is not None]
    if len(marked) < FEWEST:
        return
    for row in left:
        if row.n in telling or (begins(words_in(row.text), "legend") and len(words_in(row.text)) == 1):
            row.talk()
    for row, code in marked:
        _apply(row, code, codes[code])


def told_codes(rows: list[Row]) -> dict[str, str]:
    """Map the signs that a list tells the meaning of to it."""
    found = _lines_that_tell([row for row in rows if row.text.strip()])
    return {code: meaning for each in found.values() for code, meaning in each.items()}


def _lines_that_tell(left: list[Row]) -> dict[int, dict[str, str]]:
    """Find lines with several pairs, with one behind the word for a legend, or with one each, one below the other."""
    found: dict[int, dict[str, str]] = {}
    single: list[tuple[Row, dict[str, str]]] = []
    under = False
    for row in left:
        legend = next((each for told in TOLD if (each := told.search(row.text))), None)
        if legend is not None and says_stays(legend["meaning"].lower()) and not any(map(str.isdecimal, row.text)):
            found[row.n] = {legend["code"]: legend["meaning"]}
            continue
        named = begins(words_in(row.text), "legend") > 0
        text = row.text.partition(":")[2] if named and ":" in row.text else row.text
        pairs = {each[1]: each[2].strip(" )]") for each in PAIR.finditer(text) if _is_meaning(each[2])}
        if len(pairs) >= FEWEST or (pairs and (named or under)):
            found[row.n] = pairs
        elif pairs and row.text.lstrip("-*• (").startswith(next(iter(pairs))):
            single.append((row, pairs))
        under = (named and not pairs) or (under and bool(pairs))
    if len(single) >= FEWEST:
        found |= {row.n: pairs for row, pairs in single}
    return found


def _is_meaning(text: str) -> bool:
    return 0 < len(words_in(text)) <= LONGEST_MEANING and not text.strip()[:1].isdecimal()


def _part(text: str, code: str) -> str | None:
    """Return the text without a code in it: in brackets, at the beginning, or at the end; None where it is not."""
    for opens, closes in (("(", ")"), ("[", "]")):
        if f"{opens}{code}{closes}" in text:
            return text.replace(f"{opens}{code}{closes}", " ", 1).strip()
    sign = not code.isalnum()
    bare = text.rstrip()
    if bare.endswith(code) and len(bare) > len(code) and (sign or bare[-len(code) - 1].isspace()):
        return bare[: -len(code)].rstrip(" -–:")
    begins_so = text.startswith(code) and len(text) > len(code)
    if begins_so and (text[len(code)] in ":)" or (text[len(code)].isspace() and not (sign and code in "-*•+–"))):
        return text[len(code) + 1 :].lstrip(" -–:")
    return None


def _apply(row: Row, code: str, meaning: str) -> None:
    """Let a sign mean what the legend says: where a thing goes, that it stays or is done, or how to carry it."""
    rest = _part(row.text, code)
    if rest is None:
        return
    row.take(code, rest)
    row.listed = row.entry = True
    words = words_in(meaning)
    lows = {token.low for token in tokens(meaning)}
    if ends(words, "packed"):
        return
    if says_stays(meaning):
        row.stays = True
    elif begins(words, "done"):
        row.done = True
    elif is_room(tokens(meaning), sure=True):
        row.room = room_name(meaning)
    elif lows & TELLS:
        row.text = f"{rest} ({meaning})"
