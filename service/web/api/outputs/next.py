"""The one small step that would help most now."""

from service.domain.reading.next_step import Code
from service.web.api.outputs.base import Out


class StepOut(Out):
    code: Code
    task: int | None
    helper: int | None
    offer: int | None


class NextOut(Out):
    step: StepOut | None
