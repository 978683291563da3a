"""The list of somebody who only suggests: a line that was not understood becomes a suggestion, too."""

from dataclasses import replace

from service.domain.models import Kind, Sort
from service.domain.pasting.shapes import Proposal, Quote, Title, TitleCode, Understood


def as_suggestions(understood: Understood) -> Understood:
    """Make a task of each line that was not understood, in its own words: whoever reads the list will know."""
    readable = [each for each in understood.unclear if any(letter.isprintable() for letter in each.text.strip())]
    unclear = [each for each in understood.unclear if each not in readable]
    return replace(understood, tasks=[*understood.tasks, *map(_in_own_words, readable)], unclear=unclear)


def _in_own_words(line: Quote) -> Proposal:
    title = Title(TitleCode.CARE, things=((None, line.text, 1),))
    return Proposal(Kind.CARE, title, "", needed=1, sort=Sort.OTHER, lines=[line.line], words=line.text)
