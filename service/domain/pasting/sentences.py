"""Step 5, around it: each sentence of a line is read by itself, unless it only goes on about what was said before.

So an errand has the words of its own sentence, and a run does not swallow what is asked for in the next one.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import takewhile

from service.domain.models import Kind
from service.domain.pasting.layout import Line
from service.domain.pasting.reading import LineRead
from service.domain.pasting.splitting import CLOSE, OPEN, ends_sentence
from service.domain.pasting.staying import BACK
from service.domain.pasting.tokens import Token, tokens
from service.domain.pasting.vocabulary import word_set

Read = Callable[[Line], LineRead]

ENDS = frozenset(".!?;")
FEWEST = 3
"""Words of a sentence that stands by itself."""
GOES_ON = BACK | word_set("they both all he she its one ones which who whose so but then also too very please not no")
"""First words of a sentence about what was named before: "It weighs a ton"."""
TOO = frozenset({"too", "also", "either"})
TELLS = frozenset({"come", "comes", "goes", "lifts", "unscrews", "opens"})
"""Second words of a sentence about a part of what was named before: "Drawers come out"."""
ERRANDS = (Kind.CARE, Kind.TRIP)


def by_sentence(line: Line, read: Read) -> LineRead:
    """Read a line sentence by sentence. On an entry of a list only an errand stands by itself."""
    starts: list[int] = [] if line.is_composed else _starts(line)
    if starts and not line.is_prose:
        ends = [*starts[1:], len(line.text)]
        starts = [at for at, end in zip(starts, ends, strict=True) if _is_errand(line, at, end, read)]
    if not starts:
        return read(line)
    parts = [
        (begin, _whole(read, replace(line, text=line.text[begin:end].rstrip(), unsure="")))
        for begin, end in zip([0, *starts], [*starts, len(line.text)], strict=True)
    ]
    if not any(found.things or found.staying for _, found in parts):
        return LineRead()  # nothing was said on the whole line
    return LineRead(
        [replace(each, span=(each.span[0] + at, each.span[1] + at)) for at, found in parts for each in found.things],
        ", ".join(found.rest for _, found in parts if found.rest),
        ", ".join(found.staying for _, found in parts if found.staying),
    )


def _whole(read: Read, sentence: Line) -> LineRead:
    """Read a sentence: one that says nothing is left over as it stands, so that no word of it is lost."""
    found = read(sentence)
    return found if found.things or found.rest or found.staying else LineRead(rest=sentence.text)


def _is_errand(line: Line, at: int, end: int, read: Read) -> bool:
    things = read(replace(line, text=line.text[at:end].rstrip())).things
    return bool(things) and things[0].kind in ERRANDS


def _starts(line: Line) -> list[int]:
    """Find where sentences begin that stand by themselves."""
    found = tokens(line.text) if any(sign in line.text for sign in ENDS) else []
    starts: list[int] = []
    depth = since = 0
    for at, token in enumerate(found[:-1]):
        depth = max(0, depth + (token.low in OPEN) - (token.low in CLOSE))
        behind = found[at + 1].low
        ends = token.low in "?;" or (token.low in ".!" and ends_sentence(line.text, token))
        if depth or not ends or behind in ENDS or behind in OPEN:
            continue
        before, words = _words(found, since), _words(found, at + 1)
        long = len(before) >= FEWEST and len(words) >= FEWEST
        if long and words[0] not in GOES_ON and words[1] not in TELLS and words[-1] not in TOO:
            starts.append(found[at + 1].start)
            since = at + 1
    return starts


def _words(found: list[Token], begins: int) -> list[str]:
    """Take the words of the sentence that begins here, up to its end or a dot within it."""
    behind = takewhile(lambda token: token.low not in ENDS, (found[at] for at in range(begins, len(found))))
    return [token.low for token in behind if token.low[0].isalnum()]
