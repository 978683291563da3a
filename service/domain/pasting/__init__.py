"""A pasted list becomes tasks: pure, and in time that grows with the list and no faster.

The steps: `lines` (bullets, headings), `splitting` and `pieces` (the things of one line), `numbers`, `measures` and
`amounts` (counts, weights, sizes), `lookup` (words to things), `naming`, `errands` and `reading` (the kind of each
piece), `proposals` (things to tasks); `vocabulary` holds the words. Every non-blank line ends in the lines of a task or
in unclear, never in both. The caller refuses lists that are too long; the flights of the move come in as an argument.
"""

from service.breathing import breathing
from service.domain.pasting.homes import from_home
from service.domain.pasting.lines import read_lines
from service.domain.pasting.proposals import make_tasks
from service.domain.pasting.reading import read_line
from service.domain.pasting.shapes import Bring, Proposal, Thing, Title, TitleCode, Unclear, Understood, Why

__all__ = [
    "Bring",
    "Proposal",
    "Thing",
    "Title",
    "TitleCode",
    "Unclear",
    "Understood",
    "Why",
    "from_home",
    "understand",
]


def understand(text: str, *, flights: int = 0) -> Understood:
    """Read a whole list. `flights`: those that are walked, for crews and minutes. Never raises."""
    lines = read_lines(text)
    things = [thing for line in breathing(lines) if not line.is_heading for thing in read_line(line)]
    tasks = make_tasks(things, lines, flights)
    placed = {line for task in tasks for line in task.lines}
    written = text.split("\n")
    unclear = [Unclear(line.n, written[line.n - 1].strip()) for line in lines if line.n not in placed]
    return Understood(tasks, unclear, things)
