"""A pasted list as it was understood: its tasks, its things, and what became no task."""

from collections.abc import Sequence
from typing import Self

from service.domain.models import Kind
from service.domain.pasting import Quote, Understood
from service.domain.reading.views import TaskView
from service.text.language import Language
from service.text.proposals import name_of
from service.text.sentences import Sentences
from service.web.api.outputs.base import NullIfEmpty, Out
from service.web.api.outputs.task import TaskOut


class PastedTask(TaskOut):
    """`n` is null as long as nothing was saved; `lines` count from 1 in the text as sent."""

    n: int | None  # pyrefly: ignore[bad-override]  # wider than in TaskOut: a dry run has no number
    lines: list[int]


class QuoteOut(Out):
    """A line of the list, or a part of it."""

    line: int
    text: str


class PastedThing(Out):
    """A thing that the list names. `words`: all that its line says of it; `task`: the index in `tasks`.

    `weight_kg`: of one carry, as planned.
    """

    line: int
    words: str
    name: str
    kind: Kind
    item: str | None
    count: int
    count_low: int
    weight_kg: float | None
    room: NullIfEmpty
    task: int | None
    doubtful: bool


class PastedOut(Out):
    """`staying`: what the list says stays behind; `done`: what is ticked off."""

    saved: bool
    tasks: list[PastedTask]
    things: list[PastedThing]
    unclear: list[QuoteOut]
    staying: list[QuoteOut]
    done: list[QuoteOut]
    version: int

    @classmethod
    def of(
        cls,
        understood: Understood,
        shown: Sequence[tuple[int | None, TaskView]],
        lang: Language,
        *,
        version: int,
        saved: bool,
    ) -> Self:
        """Show a list and its tasks, each with its number, if it has one."""
        say = Sentences(lang)
        lines = [proposal.lines for proposal in understood.tasks]
        same = len(lines) == len(shown)
        if not same:
            # The same key again, after a change of the move from which other tasks would follow.
            lines = [sorted({line for of_task in lines for line in of_task})] * len(shown)
        return cls(
            saved=saved,
            tasks=[PastedTask.of(view, say, n=n, lines=own) for (n, view), own in zip(shown, lines, strict=True)],
            things=_things(understood, lang, same=same),
            unclear=_quotes(understood.unclear),
            staying=_quotes(understood.staying),
            done=_quotes(understood.done),
            version=version,
        )


def _quotes(quotes: Sequence[Quote]) -> list[QuoteOut]:
    return [QuoteOut(line=each.line, text=each.text) for each in quotes]


def _things(understood: Understood, lang: Language, *, same: bool) -> list[PastedThing]:
    """List what a list names, each with the first task that carries it, which carries it out."""
    carried: dict[int, int] = {}
    for at, proposal in enumerate(understood.tasks if same else ()):
        for thing in proposal.things:
            carried.setdefault(thing.n, at)
    return [
        PastedThing(
            line=thing.line,
            words=thing.words,
            name=name_of(thing, lang),
            kind=thing.kind,
            item=thing.key,
            count=thing.count,
            count_low=thing.count_low,
            weight_kg=thing.load_kg,
            room=thing.room,
            task=carried.get(thing.n),
            doubtful=thing.doubtful,
        )
        for thing in understood.things
    ]
