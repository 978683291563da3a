"""A pasted list becomes tasks: pure, and in time that grows with the list and no faster.

The steps: `lines` (bullets, headings), `splitting` and `pieces` (the things of one line), `numbers`, `measures` and
`amounts` (counts, weights, sizes), `lookup` (words to things), `naming`, `errands` and `reading` (the kind of each
piece), `crews`, `proposals` and `plan` (things to few tasks); `vocabulary` holds the words. Every non-blank line ends
in the lines of a task or in unclear, never in both. The caller refuses lists that are too long; the route of the
move comes in as an argument.
"""

from service.breathing import breathing
from service.domain.figures.lifting import AT_KERB, Route
from service.domain.pasting.crews import HANDS
from service.domain.pasting.homes import from_home
from service.domain.pasting.lines import read_lines
from service.domain.pasting.plan import make_plan
from service.domain.pasting.reading import read_line
from service.domain.pasting.shapes import Bring, Proposal, Thing, Title, TitleCode, Unclear, Understood, Why

__all__ = [
    "HANDS",
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


def understand(text: str, *, route: Route = AT_KERB, hands: int = HANDS) -> Understood:
    """Read a whole list. `route`, `hands`: where it goes, and the people to plan with. Never raises."""
    lines = read_lines(text)
    things = [thing for line in breathing(lines) if not line.is_heading for thing in read_line(line)]
    tasks = make_plan(things, lines, route, hands)
    placed = {line for task in tasks for line in task.lines}
    written = text.split("\n")
    unclear = [Unclear(line.n, written[line.n - 1].strip()) for line in lines if line.n not in placed]
    return Understood(tasks, unclear, things)
