"""Answers about a claim and about a helper that both parts of the JSON API give."""

from collections.abc import Callable
from functools import partial
from typing import Any

from fastapi import Response

from service.domain.core.change import Change, helper_of
from service.domain.core.links import Grants
from service.domain.models import Ask, Helper, ReadOnlyClaim, ReadOnlyHelper, ReadOnlyTask
from service.domain.reading.asks import HoursByHelper, read_hours
from service.domain.reading.views import HelperView
from service.domain.rules import claims, standbys
from service.domain.rules.claims import Wish
from service.domain.rules.clashes import take_all
from service.domain.rules.trust import holds_back_from
from service.web.api.outputs.claim import ClaimAnswer, ClaimedOut, ClaimsAnswer, OneOrSeveral
from service.web.api.outputs.helper import HelperAnswer, HelperWithLink, KnownHelper, KnownHelperAnswer, PersonOut
from service.web.base.access import RequestContext
from service.web.forms.claim import Wishes

SET_ANEW: dict[int | str, dict[str, Any]] = {
    200: {"model": ClaimAnswer, "description": "The helper had a claim on this task: it was set anew"}
}
ALL_SET_ANEW: dict[int | str, dict[str, Any]] = {
    200: {"model": OneOrSeveral, "description": "The helper had a claim on each of these tasks: it was set anew"}
}


def take(change: Change, helper_n: int, wishes: Wishes) -> list[int]:
    """Claim tasks, all or none; returns the claims' numbers, and 1 if one is new (0: earlier claims were set anew)."""
    return take_with(change, wishes, lambda task_n, wish: claims.claim_task(change, task_n, helper_n, wish))


def take_with(change: Change, wishes: Wishes, claim: Callable[[int, Wish], int]) -> list[int]:
    """Claim tasks like `take`, by the rule that takes each of them."""
    before = change.move.last_n
    made = take_all(partial(claim, *each) for each in wishes)
    return [*made, int(any(n > before for n in made))]


def claimed(change: Change, n: int) -> ClaimedOut:
    """Show a claim to the one who made it."""
    claim = change.read(ReadOnlyClaim, n)
    return _claimed(change, claim, _hours_of(change, [claim]))


def _claimed(change: Change, claim: ReadOnlyClaim, hours: HoursByHelper) -> ClaimedOut:
    return ClaimedOut.of(claim, standbys.position(change, claim), hours[claim.helper_n].get(claim.task_n))


def _hours_of(change: Change, found: list[ReadOnlyClaim]) -> HoursByHelper:
    """Read the hours for which somebody was asked who has these claims; none if they may not know of times."""
    tasks = [change.read(ReadOnlyTask, claim.task_n) for claim in found]
    untimed = {task.n for task in tasks if task.starts is None and task.ends is None}
    helper_n = found[0].helper_n
    if not untimed or holds_back_from(change, helper_n):
        return HoursByHelper(dict)
    return read_hours(change.session, change.move.id, untimed, Ask.helper_n == helper_n)


def claim_answer(ctx: RequestContext, change: Change, made: list[int], *, several: bool = False) -> Response:
    """Answer with what `take` made: 201, or 200 where earlier claims were set anew.

    The body is ready as bytes: the framework would go through the model once more, in a thread of its own.
    """
    *numbers, new = made
    found = [change.read(ReadOnlyClaim, n) for n in numbers]
    hours = HoursByHelper(dict) if ctx.by.grants is Grants.SIGNUP else _hours_of(change, found)  # who is new has none
    listed = [_claimed(change, claim, hours) for claim in found]
    helper = change.read(ReadOnlyHelper, found[0].helper_n)
    person = PersonOut.model_validate(helper)
    link = ctx.installation.helper_url(ctx.by.move_id, helper.n, helper.epoch)
    answer: OneOrSeveral
    if several:
        answer = ClaimsAnswer(claims=listed, helper=person, helper_link=link, version=change.version)
    else:
        answer = ClaimAnswer(claim=listed[0], helper=person, helper_link=link, version=change.version)
    return Response(answer.model_dump_json(), 201 if new else 200, media_type="application/json")


def helper_answer(ctx: RequestContext, change: Change, n: int) -> HelperAnswer:
    """Answer with a helper as the change has left them. Raises NotFound."""
    return HelperAnswer(helper=helper_with_link(ctx, helper_of(change, n)), version=change.version)


def known_helper_answer(ctx: RequestContext, change: Change, n: int) -> KnownHelperAnswer:
    """Answer organizers with a helper as the change has left them. Raises NotFound."""
    return KnownHelperAnswer(helper=known_helper(ctx, helper_of(change, n)), version=change.version)


def known_helper(ctx: RequestContext, helper: Helper | HelperView) -> KnownHelper:
    return KnownHelper(**helper_with_link(ctx, helper).model_dump(), trusted=bool(helper.trusted))


def helper_with_link(ctx: RequestContext, helper: Helper | HelperView) -> HelperWithLink:
    link = ctx.installation.helper_url(ctx.by.move_id, helper.n, helper.epoch)
    return HelperWithLink(n=helper.n, name=helper.name, email=helper.email, phone=helper.phone, link=link)
