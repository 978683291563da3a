"""Names as people write them down: one a line, and beside a name what that person said. Pure.

"Hana", "Tom (has a van)", "Mr Berger: after lunch", "Wei, can cook". Names that stand beside each other on one line are
people, too: "Hana, Tom, Wei".
"""

import re

from service.domain.models import Named

_BULLET = re.compile(r"^\s*(?:[-–—*•·]|\d{1,3}[.)])\s*(?=\S)")  # dashes that people begin a line with
_SAID = re.compile(r"\s*:\s*|\s+[-–—]+\s+|\s*\((?=.*\)\s*$)")  # dashes between a name and the words
MAX_WORDS = 3
"""Words of a name among several on one line: more than that is what somebody said."""


def read_names(text: str) -> list[tuple[int, Named]]:
    """Read the names, each with the number of its line from 1. The same name twice is one person: the first."""
    found: dict[str, tuple[int, Named]] = {}
    for n, line in enumerate(text.splitlines(), start=1):
        for each in _people(_BULLET.sub("", line).strip()):
            found.setdefault(each.name.casefold(), (n, each))
    return list(found.values())


def _people(line: str) -> list[Named]:
    name, *behind = _SAID.split(line, maxsplit=1)
    if behind:
        words = behind[0].removesuffix(")") if line[len(name) :].lstrip().startswith("(") else behind[0]
        return [Named(name.strip(), words.strip())] if name.strip() else []
    parts = [part.strip() for part in re.split(r"[,;]", line) if part.strip()]
    if all(_is_name(part) for part in parts):
        return [Named(part) for part in parts]
    return [Named(parts[0], line[line.index(parts[0]) + len(parts[0]) :].strip(" ,;"))]


def _is_name(part: str) -> bool:
    """Tell whether a part of a line is somebody: it begins with no small letter, has few words and no number."""
    return not (part[0].islower() or any(letter.isdigit() for letter in part)) and len(part.split()) <= MAX_WORDS
