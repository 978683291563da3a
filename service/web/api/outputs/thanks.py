"""The thank-you list."""

from typing import Self

from service.domain.models import ThanksState, Way
from service.domain.reading.views import ThanksView
from service.text.sentences import Sentences
from service.web.api.outputs.base import Instant, Out


class ThanksOut(Out):
    """One entry; `n` is the helper's."""

    n: int
    name: str
    did: list[str]
    note: str
    way: Way | None
    state: ThanksState
    remind_at: Instant | None

    @classmethod
    def of(cls, entry: ThanksView, say: Sentences) -> Self:
        """Show an entry, with its reasons in the reader's language."""
        return cls(
            n=entry.helper.n,
            name=entry.helper.name,
            did=say.did(entry),
            note=entry.note,
            way=entry.way,
            state=entry.state,
            remind_at=entry.remind_at,
        )


class ThanksListOut(Out):
    thanks: list[ThanksOut]
    complete: bool
