"""Answers about a claim and about a helper that both parts of the JSON API give."""

from typing import Any

from fastapi import Response

from service.domain.core.change import Change, helper_of
from service.domain.models import Helper, ReadOnlyClaim, ReadOnlyHelper
from service.domain.reading.views import HelperView
from service.domain.rules import claims
from service.web.api.outputs.claim import ClaimAnswer, ClaimedOut
from service.web.api.outputs.helper import HelperAnswer, HelperWithLink, PersonOut
from service.web.base.access import RequestContext

SET_ANEW: dict[int | str, dict[str, Any]] = {
    200: {"model": ClaimAnswer, "description": "The helper had a claim on this task: it was set anew"}
}


def take(change: Change, task_n: int, helper_n: int, wish: claims.Wish) -> list[int]:
    """Claim a task and return the claim's number, and 1 if it is a new one (0: an earlier claim was set anew)."""
    before = change.move.last_n
    n = claims.claim_task(change, task_n, helper_n, wish)
    return [n, int(n > before)]


def claimed(change: Change, n: int) -> ClaimedOut:
    """Show a claim to the one who made it."""
    claim = change.read(ReadOnlyClaim, n)
    return ClaimedOut.of(claim, claims.position(change, claim))


def claim_answer(ctx: RequestContext, change: Change, made: list[int]) -> Response:
    """Answer with what `take` made: 201, or 200 where an earlier claim was set anew.

    The body is ready as bytes: the framework would go through the model once more, in a thread of its own.
    """
    n, new = made
    claim = change.read(ReadOnlyClaim, n)
    helper = change.read(ReadOnlyHelper, claim.helper_n)
    answer = ClaimAnswer(
        claim=ClaimedOut.of(claim, claims.position(change, claim)),
        helper=PersonOut.model_validate(helper),
        helper_link=ctx.installation.helper_url(ctx.by.move_id, helper.n, helper.epoch),
        version=change.version,
    )
    return Response(answer.model_dump_json(), 201 if new else 200, media_type="application/json")


def helper_answer(ctx: RequestContext, change: Change, n: int) -> HelperAnswer:
    """Answer with a helper as the change has left them. Raises NotFound."""
    return HelperAnswer(helper=helper_with_link(ctx, helper_of(change, n)), version=change.version)


def helper_with_link(ctx: RequestContext, helper: Helper | HelperView) -> HelperWithLink:
    link = ctx.installation.helper_url(ctx.by.move_id, helper.n, helper.epoch)
    return HelperWithLink(n=helper.n, name=helper.name, email=helper.email, phone=helper.phone, link=link)
