"""The whole move, as organizers, friends and one helper see it."""

from service.web.api.outputs.base import Out
from service.web.api.outputs.claim import ClaimedOut
from service.web.api.outputs.helper import HelperOut
from service.web.api.outputs.move import MoveOut, PublicMove
from service.web.api.outputs.offer import OfferOut
from service.web.api.outputs.task import PublicTask, TaskOut


class BoardOut(Out):
    move: MoveOut
    tasks: list[TaskOut]
    offers: list[OfferOut]
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
