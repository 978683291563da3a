"""The whole move, as organizers, friends and one helper see it."""

from typing import Self

from service.domain.reading.views import BoardEffort
from service.web.api.outputs.base import Out
from service.web.api.outputs.claim import ClaimedOut
from service.web.api.outputs.helper import HelperOut
from service.web.api.outputs.move import MoveOut, PublicMove
from service.web.api.outputs.offer import OfferOut
from service.web.api.outputs.task import PublicTask, TaskOut


class EffortOut(Out):
    """Person-minutes, each from the lower to the upper end. `mine`: kept by the organizers, or not taken by anybody."""

    total: list[int]
    taken: list[int]
    mine: list[int]

    @classmethod
    def of(cls, effort: BoardEffort) -> Self:
        each = {"total": effort.total, "taken": effort.taken, "mine": effort.mine}
        return cls.model_validate({name: [span.low, span.high] for name, span in each.items()})


class BoardOut(Out):
    move: MoveOut
    tasks: list[TaskOut]
    offers: list[OfferOut]
    effort: EffortOut
    version: int


class SignupOut(Out):
    move: PublicMove
    tasks: list[PublicTask]
    version: int


class HelperPage(Out):
    helper: HelperOut
    move: MoveOut
    claims: list[ClaimedOut]
    tasks: list[TaskOut]
    version: int
