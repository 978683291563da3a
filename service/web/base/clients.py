"""The client that plans a move, as far as it can be told of somebody who holds no link yet.

A browser is known by a random cookie of the start page, wherever it is; a program, or a browser that keeps no cookies,
by its address. So a request that is sent again after its answer was lost is recognised, and nobody gets somebody else's
links by sending the same key.
"""

import secrets
from typing import Annotated

from fastapi import Depends, Request, Response

from service.domain.core.intents import Intent
from service.web.base.access import installation_of
from service.web.base.intents import intent_of, of_sender
from service.web.base.sessions import set_private_cookie

PLANNER = "planner"
"""Name of the cookie that tells browsers apart before they have planned anything."""


def recognise(request: Request, response: Response) -> None:
    """Give this browser a cookie by which it is known when it sends a plan again."""
    if not keeps_cookies(request):
        set_private_cookie(installation_of(request), response, PLANNER, secrets.token_urlsafe())


def keeps_cookies(request: Request) -> bool:
    """Tell whether this browser still has the cookie that came with the start page, and so keeps another one."""
    return PLANNER in request.cookies


def of_client(request: Request, intent: Intent | None) -> Intent | None:
    """Make an intent that belongs to the sender of this request alone."""
    return of_sender(request, intent, request.cookies.get(PLANNER, ""))


async def _plan_intent(request: Request) -> Intent | None:
    return of_client(request, await intent_of(request))


PlanIntent = Annotated[Intent | None, Depends(_plan_intent)]
"""The intent of a call that plans a move."""
