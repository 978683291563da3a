"""The device that looks at a sign-up page: known by a random cookie from the first visit on, by nothing else."""

import secrets
from datetime import timedelta

from fastapi import Response

from service.web.base.access import RequestContext
from service.web.base.sessions import set_private_cookie

DEVICE = "device"
KEEPS_NOTHING = "keep"
"""Field of an own page's address where a form came without the cookie: the way back is the link alone."""
KEPT = timedelta(days=2)
"""Time for which a browser keeps the cookie: for a day after all that was sent within a day."""


def begin_device(ctx: RequestContext, response: Response) -> None:
    """Let this browser be a device that nobody has seen before."""
    set_private_cookie(
        ctx.installation, response, DEVICE, secrets.token_urlsafe(), path="/s", max_age=int(KEPT.total_seconds())
    )


def is_known(ctx: RequestContext) -> bool:
    return bool(ctx.request.cookies.get(DEVICE))


def device_of(ctx: RequestContext) -> str:
    """Return a digest of this device, by which nothing can be found on another move; empty for one without a cookie."""
    device = ctx.request.cookies.get(DEVICE)
    return ctx.installation.links.fingerprint("device on a move", ctx.by.move_id, device) if device else ""
