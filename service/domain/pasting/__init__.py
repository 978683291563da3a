"""A pasted list becomes tasks: pure, and in time that grows with the list and no faster.

The words: `tokens` cuts them, `foreign` gives those of other languages in English (from `words`; `arabic`, `german` and
`spanish` part them, `languages` tells which ones a list speaks), `vocabulary` and `sets` hold their meanings, `phrases`
finds what several of them say together.

The steps: `layout` (what each line is), `splitting`, `runs`, `righting`, `pairs`, `belonging`, `contained`, `pieces`
(the things of one line), `numbers`, `measures` and `amounts` (counts, weights, sizes), `index` and `lookup` (words to
things), `naming`, `making` and `standing` (the catalogue's), `nouns` and `strangers` (all others), `trips`, `going`,
`errands`, `noted`, `tallies`, `absorbing`, `told` and `readers` (the kind of each piece), `staying` and `leaving` (what
does not come along), `guessing` (what no reader took), `reading`, `settling` and `sentences` (a whole line), `judging`
(what is no thing at all), `way` (where it all goes), `clocks` and `timing` (its time), `crews`, `proposals` and `plan`
(things to few tasks).
Every non-blank line ends in the lines of a task, in unclear, in staying or in done, and every word that names
something in one of them. The caller refuses lists that are too long; the route of the move comes in as an argument.
"""

from dataclasses import replace

from service.domain.figures.lifting import AT_KERB, Route
from service.domain.pasting.crews import HANDS
from service.domain.pasting.days import When
from service.domain.pasting.homes import from_home
from service.domain.pasting.judging import judged
from service.domain.pasting.kinds import guessed
from service.domain.pasting.languages import speaking
from service.domain.pasting.layout import Line, Under, read_lines
from service.domain.pasting.plan import make_plan
from service.domain.pasting.reading import LineRead, read_line
from service.domain.pasting.sentences import by_sentence
from service.domain.pasting.shapes import Proposal, Quote, Thing, Title, TitleCode, Understood, Why
from service.domain.pasting.suggesting import as_suggestions
from service.domain.pasting.timing import read_timed
from service.domain.pasting.way import says_way

__all__ = [
    "HANDS",
    "Proposal",
    "Quote",
    "Thing",
    "Title",
    "TitleCode",
    "Understood",
    "When",
    "Why",
    "as_suggestions",
    "from_home",
    "says_way",
    "understand",
]


def understand(text: str, *, route: Route = AT_KERB, hands: int = HANDS, when: When | None = None) -> Understood:
    """Read a whole list. `route`, `hands`: where it goes, and the people to plan with; `when`: days that it may say.

    Where the move has no day yet, times stay words: nothing happens at six o'clock of no day. Never raises.
    """
    with speaking(text):
        return _understand(text, route, hands, when)


def _understand(text: str, route: Route, hands: int, when: When | None) -> Understood:
    lines, read = read_all(text, when)
    asked = [
        replace(
            thing,
            day=line.day if when and line.day != when.day else None,
            words=line.written if line.is_composed else thing.words,
        )
        for line, found in zip(lines, read, strict=True)
        for thing in found.things
        if not line.is_ticked
    ]
    things = [replace(guessed(thing), n=n) for n, thing in enumerate(asked)]
    tasks = make_plan(things, lines, route, hands, when.day if when else None)
    placed = {line for task in tasks for line in task.lines}
    quotes = _Quotes(text.split("\n"))
    for line, found in zip(lines, read, strict=True):
        quotes.take(line, found, is_placed=line.n in placed)
    return Understood(tasks, quotes.unclear, things, quotes.staying, quotes.done)


def read_all(text: str, when: When | None = None, *, judge: bool = True) -> tuple[list[Line], list[LineRead]]:
    """Read each line of a list. `judge`: leave out what is no thing."""
    lines = read_lines(text, when)
    read_one = read_timed if when is None or when.day else read_line
    read = [LineRead() if line.is_heading or line.is_talk else by_sentence(line, read_one) for line in lines]
    return lines, judged(lines, read) if judge else read


class _Quotes:
    """The rest of a list, beside its tasks."""

    def __init__(self, written: list[str]) -> None:
        self.written = written
        self.unclear: list[Quote] = []
        self.staying: list[Quote] = []
        self.done: list[Quote] = []

    def take(self, line: Line, found: LineRead, *, is_placed: bool) -> None:
        """Quote a line where it belongs: the whole of it if it has one meaning, else the part that has it."""
        whole = self.written[line.n - 1].strip()
        if line.is_ticked or (line.is_heading and line.under is Under.DONE):
            self.done.append(Quote(line.n, whole))
            return
        if line.struck:
            self.done.append(Quote(line.n, line.struck))
        stays = bool(found.staying) or (line.is_heading and line.stays and not is_placed)
        if stays:
            self.staying.append(Quote(line.n, found.staying if found.things or found.rest else whole))
        unsure = "" if line.unsure in found.rest else line.unsure
        rest = ", ".join(filter(None, (unsure, found.rest)))
        if rest and (is_placed or stays):
            self.unclear.append(Quote(line.n, rest))
        elif not is_placed and not stays:
            self.unclear.append(Quote(line.n, whole))
