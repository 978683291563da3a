"""A pasted list becomes tasks: pure, and in time that grows with the list and no faster.

The steps, each in its own file: `lines` (bullets, headings), `pieces` (what stands on one line), `amounts` (counts,
weights, sizes), `lookup` (words to things), `reading` and `errands` (what a piece is), `tasks` (things to tasks).
Every non-blank line ends in the lines of a task or in unclear, never in both. How long a list may be is the caller's
to refuse; what it knows of the move (the flights) comes in as an argument.
"""

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
    """Read a whole list. `flights`: those that are walked, for crews and minutes. Never raises, whatever the text."""
    lines = read_lines(text)
    things = [thing for line in lines if not line.is_heading for thing in read_line(line)]
    tasks = make_tasks(things, lines, flights)
    placed = {line for task in tasks for line in task.lines}
    written = text.split("\n")
    unclear = [Unclear(line.n, written[line.n - 1].strip()) for line in lines if line.n not in placed]
    return Understood(tasks, unclear, things)
