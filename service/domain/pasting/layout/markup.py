"""Markup: what Markdown, HTML and chat programs write around words, and addresses of pages."""

import re
import unicodedata

from service.domain.pasting.layout.row import Row

HASHES = re.compile(r"#{1,6}\s")
FENCES = ("```", "~~~")
RULE = frozenset("-_*=~#·•.─━—– \t")
FEWEST_OF_RULE = 2
LINK = re.compile(r"!?\[([^\[\]\n]{0,200})\]\([^()\s]{0,500}(?:\s[^()\n]{0,100})?\)")
ADDRESS = re.compile(r"<?(?:https?://|www\.)[^\s<>]{1,2000}>?")
TAG = re.compile(r"</?(?:br|li|ul|ol|p|b|i|u|div|span|strong|em|h[1-6]|td|tr|table)\b[^<>\n]{0,80}>", re.IGNORECASE)
STRUCK_TAG = re.compile(r"</?(?:s|del|strike)>", re.IGNORECASE)
COMMENT = re.compile(r"<!--.{0,500}?-->")
EMPHASIS = re.compile(r"(?<![\w*_])([*_]{1,3})(?=\S)([^*_\n]{1,200}?)(?<=\S)\1(?![\w*_])")
STRUCK = re.compile(r"~{1,2}(?=[^\s~])([^~\n]{1,300})(?<=\S)~{1,2}(?!\w)")
STROKE = "\u0336"
"""Strikes through the letter before it."""
CODE = re.compile(r"`([^`\n]{1,200})`")


def markup(rows: list[Row]) -> None:
    """Recognize rules, fences and headings that are underlined; take off what marks words."""
    above: Row | None = None
    for row in rows:
        if row.form is None and not row.is_blank:
            if row.written.startswith(FENCES) and " " not in row.written:
                row.talk()
            elif _is_rule(row.written):
                if above is not None and set(row.written) <= {"="} and len(row.written) >= FEWEST_OF_RULE:
                    above.heads = True
                row.talk()
            else:
                row.heads = row.heads or HASHES.match(row.text) is not None
                row.text = _plain(row)
                if not any(map(str.isalnum, row.text)) and any(map(str.isalnum, row.written)):
                    row.text = row.written
                    row.talk()
        above = None if row.is_blank else row


def _is_rule(written: str) -> bool:
    return len(written) >= FEWEST_OF_RULE and set(written) <= RULE


def _plain(row: Row) -> str:
    """Take off links, emphasis and tags; parts that are struck through become a part of their own."""
    text = row.text
    if STROKE in text:
        text = _without_strokes(text)
    if "<" in text:
        text = STRUCK_TAG.sub("~~", TAG.sub(" ", COMMENT.sub(" ", text)))
    if "](" in text:
        text = LINK.sub(r"\1", text)
    if "://" in text or "www." in text:
        text = _without_addresses(row, text)
    if "`" in text:
        text = CODE.sub(r"\1", text)
    if text.count("~") > 1:
        text = _without_struck(row, text)
    if ("*" in text or "_" in text) and not _is_wrapped(text):
        text = EMPHASIS.sub(r"\2", text)
    return text.strip(" ") or text


def _without_strokes(text: str) -> str:
    plain = text.replace(STROKE, "")
    letters = sum(each.isalnum() for each in plain)
    return f"~~{plain}~~" if 2 * text.count(STROKE) >= letters else plain


def _without_addresses(row: Row, text: str) -> str:
    row.taken += [found[0] for found in ADDRESS.finditer(text)]
    return ADDRESS.sub("", text).replace("()", "").strip()


def _without_struck(row: Row, text: str) -> str:
    """Take off what is struck through; a row with nothing else is done."""
    rest = STRUCK.sub(" ", text)
    if not any(map(str.isalnum, rest)):
        row.done = row.done or rest != text
        return STRUCK.sub(r"\1", text)
    row.struck += [found[1].strip() for found in STRUCK.finditer(text)]
    return rest.strip()


def _is_wrapped(text: str) -> bool:
    """Tell whether all of a line is set off, as a heading is: "**Kitchen**", "📦 *Kitchen*:"."""
    letters = [at for at, each in enumerate(text) if each.isalnum()]
    if not letters:
        return True
    before, behind = text[: letters[0]].rstrip("([ "), text[letters[-1] + 1 :].lstrip(")]: ")
    marks = {each for each in before if unicodedata.category(each)[0] == "P" or each in "*_"}
    inside = text[letters[0] : letters[-1]]
    return bool(marks & {"*", "_"}) and behind[:1] in ("*", "_") and not {"*", "_"} & set(inside)
