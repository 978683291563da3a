"""Web addresses in what people wrote, and the way to a place: links to tap. Nothing of them is loaded before that."""

import re
from urllib.parse import urlencode

from markupsafe import Markup, escape

_CANDIDATE = re.compile(r"(?<![\w@/.:-])(?:https?://|www\.[\w-]+\.)[\w.~:/?#\[\]@!$&()*+,;=%-]+", re.IGNORECASE)
"""Letters and signs of an address. No sign that shows as nothing or turns the writing direction is among them."""
_HOST = re.compile(r"(?:https?://)?(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*(?::\d{1,5})?(?![^/?#])", re.IGNORECASE)
"""The beginning of an address that leads to a named host; a name and a password before the host disguise it."""
_ENDS = ".,;:!?*"
"""Signs that end a sentence around an address, rather than the address."""
_REL = "nofollow noopener"
_DIRECTIONS = "https://www.openstreetmap.org/directions"


def with_links(words: str) -> Markup:
    """Write words as HTML in which web addresses, shown as they were typed, are links."""
    if "://" not in words and "www." not in words.lower():
        return escape(words)
    parts, done = list[Markup](), 0
    for found in _CANDIDATE.finditer(words):
        address = _alone(found[0])
        if _HOST.match(address):
            parts += [escape(words[done : found.start()]), _link(address)]
            done = found.start() + len(address)
    return Markup("").join([*parts, escape(words[done:])])


def directions(address: str, area: str = "") -> str:
    """Return where the way to an address is shown; empty where the address is a web address itself.

    The part of town goes with it, if it is not in it already: most people write a street and a number.
    """
    if not address or str(with_links(address)) != str(escape(address)):
        return ""
    known = area.casefold() in address.casefold()
    return f"{_DIRECTIONS}?{urlencode({'to': address if known else f'{address}, {area}'})}"


def _alone(candidate: str) -> str:
    """Return an address without what closes the sentence or the bracket around it."""
    opened, closed, end = candidate.count("("), candidate.count(")"), len(candidate)
    while end and (candidate[end - 1] in _ENDS or (candidate[end - 1] == ")" and closed > opened)):
        closed -= candidate[end - 1] == ")"
        end -= 1
    return candidate[:end]


def _link(address: str) -> Markup:
    to = address if "://" in address else f"https://{address}"
    return Markup('<a href="{}" rel="{}" dir="ltr">{}</a>').format(to, _REL, address)
