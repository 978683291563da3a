"""Letters and mails: front matter, headers, greeting, who wrote what is quoted, signature."""

import re

from service.domain.pasting import vocabulary
from service.domain.pasting.layout.row import Row, open_rows
from service.domain.pasting.layout.words import begins, means, words_in
from service.domain.pasting.lookup import find
from service.domain.pasting.tokens import tokens

FRONT = ("---", "+++")
FEWEST_HEADERS = 2
LONGEST_HEAD = 12
"""Lines of the longest head of a mail or a page."""
LONGEST_GREETING = 6
LONGEST_SIGNATURE = 5
"""Lines behind the closing words."""
LONGEST_LINE = 12
"""Words of one behind the sign that a signature begins."""
LEAST_NAME = 4
"""Letters of the shortest word that is a thing there: "mal" and "tel" are other words."""
LEAST_NUMBER = 5
"""Digits of a telephone number."""
LONGEST_NAME = 5
"""Words of a line of a signature."""
FIELD = re.compile(r"[\w-]{1,30}:(?:\s|$)")
ASKS = vocabulary.HEADING_VERBS - {"hand", "love", "thanks", "no"} | vocabulary.VEHICLE_WORDS | {"dump", "food"}
"""Words of something to be done, which no signature has."""
DELIMITERS = ("--", "—")
DASHES = "-_*=– "
POSTSCRIPT = ("ps", "pd", "nb")


def front_matter(rows: list[Row]) -> None:
    """Recognize the fields between two rules at the very top of a page."""
    first = next((at for at, row in enumerate(rows) if not row.is_blank), None)
    if first is None or rows[first].written not in FRONT:
        return
    for end in range(first + 1, min(first + 1 + 2 * LONGEST_HEAD, len(rows))):
        if rows[end].written == rows[first].written:
            for row in rows[first : end + 1]:
                row.talk()
            return
        written = rows[end].written
        if written and not FIELD.match(written) and not written.startswith(("- ", "#")):
            return


def mail_head(rows: list[Row]) -> None:
    """Recognize "From: ...", "Subject: ..." at the top or in a forwarded mail, and what stands above quoted mails."""
    written = [row for row in rows if row.is_open]
    head: list[Row] = []
    for at, row in enumerate(written):
        name, colon, _ = row.text.partition(":")
        if colon and means(name.lstrip("> "), "mail header"):
            head.append(row)
            if at + 1 < len(written):
                continue
        sure = any(means(each.text.partition(":")[0].lstrip("> "), "certain mail header") for each in head)
        if sure or (len(head) >= FEWEST_HEADERS and head[0] is written[0]):
            for each in head:
                each.talk()
        head = []
    for row in written:
        forwards = means(row.text.strip(DASHES + ">:"), "forwarded")
        if forwards or (row.text.rstrip().endswith(":") and _says_wrote(row.text)):
            row.talk()


def _says_wrote(text: str) -> bool:
    words = words_in(text)
    return any(char.isdigit() for char in text) and any(begins(words[at:], "wrote") for at in range(len(words)))


def greeting(rows: list[Row]) -> None:
    """Recognize "Hi all," where nothing else is said."""
    for row in open_rows(rows)[:LONGEST_HEAD]:
        words = words_in(row.text)
        greets = begins(words, "greeting") and not begins(words, "closing")
        if greets and len(words) <= LONGEST_GREETING and _names_nothing(row.text):
            row.talk()


def signature(rows: list[Row]) -> None:
    """Recognize the closing words and the names behind them, where no more than these follows."""
    left = open_rows(rows)
    for at in range(len(left) - 1, max(-1, len(left) - 2 - LONGEST_SIGNATURE), -1):
        row, behind = left[at], open_rows(left[at + 1 :])
        if row.written in DELIMITERS and any(_asks(each.text) for each in behind):
            return  # a rule above what is to be done
        if row.written in DELIMITERS or begins(words_in(row.text), "sent from"):
            row.talk()
            _sign(behind, longest=LONGEST_LINE)
        elif _closes(row.text) and (at or behind) and all(map(_may_sign, behind)):
            row.talk()
            _sign(behind)
            return


def _asks(text: str) -> bool:
    """Tell whether a line says something to be done, a vehicle or food: no signature does."""
    return any(token.low in ASKS for token in tokens(text))


def _closes(text: str) -> bool:
    words = words_in(text)
    return bool(begins(words, "closing")) and len(words) <= LONGEST_GREETING and _names_nothing(text)


def _may_sign(row: Row) -> bool:
    words = words_in(row.text)
    bulleted = row.written[:1] in "-*•+[☐"
    return not bulleted and words[:1] not in [(each,) for each in POSTSCRIPT] and _is_name(row.text)


def _is_name(text: str, longest: int = LONGEST_NAME) -> bool:
    """Tell whether a line of a signature is a name, a telephone number or the like."""
    if not any(map(str.isalpha, text)):
        return sum(map(str.isdecimal, text)) >= LEAST_NUMBER or not any(map(str.isdecimal, text))
    return len(text.split()) <= longest and _names_nothing(text)


def _sign(rows: list[Row], longest: int = LONGEST_NAME) -> None:
    for row in rows:
        if _is_name(row.text, longest) or begins(words_in(row.text), "sent from"):
            row.talk()


def _names_nothing(text: str) -> bool:
    """Tell whether no word is a thing or a number of them."""
    lows = [token.low for token in tokens(text) if token.low[0].isalnum()]
    return not any(find((low,)) for low in lows if len(low) >= LEAST_NAME) and not (lows and lows[0].isdecimal())
