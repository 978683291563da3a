"""What both parts of the JSON API do and say about a claim and about a helper."""

from typing import Any

from fastapi import Response

from service.domain.core.change import Change, helper_of
from service.domain.core.links import Grants, Link
from service.domain.models import Claim, Helper
from service.domain.rules import claims
from service.web.api.outputs import ClaimAnswer, ClaimedOut, HelperAnswer, HelperWithLink, PersonOut
from service.web.base.access import RequestContext

SET_ANEW: dict[int | str, dict[str, Any]] = {
    200: {"model": ClaimAnswer, "description": "The helper had a claim on this task: it was set anew"}
}


def take(change: Change, task_n: int, helper_n: int, wish: claims.Wish) -> list[int]:
    """The claim's number, and 1 if it is a new one (0: an earlier claim was set anew)."""
    before = change.move.last_n
    claim = claims.claim_task(change, task_n, helper_n, wish)
    return [claim.n, int(claim.n > before)]


def claimed(change: Change, n: int) -> ClaimedOut:
    claim = change.read(Claim, n)
    return ClaimedOut.of(claim, claims.position(change, claim))


def claim_answer(ctx: RequestContext, change: Change, made: list[int]) -> Response:
    """What `take` made: 201, or 200 where an earlier claim was set anew.

    Ready as bytes: the framework would go through the model once more, in a thread of its own.
    """
    n, new = made
    claim = change.read(Claim, n)
    helper = change.read(Helper, claim.helper_n)
    refusal_response = ClaimAnswer(
        claim=ClaimedOut.of(claim, claims.position(change, claim)),
        helper=PersonOut(n=helper.n, name=helper.name),
        helper_link=ctx.installation.helper_url(ctx.by.move_id, helper.n, helper.epoch),
        version=change.version,
    )
    return Response(refusal_response.model_dump_json(), 201 if new else 200, media_type="application/json")


def helper_answer(ctx: RequestContext, change: Change, n: int) -> HelperAnswer:
    helper = helper_of(change, n)
    shown = helper_with_link(ctx, n, helper.name, helper.email, helper.phone, helper.epoch)
    return HelperAnswer(helper=shown, version=change.version)


def helper_with_link(ctx: RequestContext, n: int, name: str, email: str, phone: str, epoch: int) -> HelperWithLink:
    link = ctx.installation.url(Link(ctx.by.move_id, Grants.HELPER, n, epoch))
    return HelperWithLink(n=n, name=name, email=email, phone=phone, link=link)
