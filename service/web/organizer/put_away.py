"""The next steps that this browser has put away for a day.

A cookie and no row: it is no part of the move, so it makes no version, no history and nothing to undo, and one
organizer does not put away what another would like to see. It goes by itself.
"""

import re
from datetime import datetime, timedelta

from fastapi import Request
from fastapi.responses import Response

from service.web.base.access import RequestContext
from service.web.base.sessions import set_private_cookie

MAX = 30
"""Steps that are kept away at once; beyond, the oldest come back."""
A_DAY = timedelta(days=1)
_KEPT = re.compile(r"([a-z_]{1,20}(?:-[1-9][0-9]{0,8}){0,3})\.([0-9]{1,12})")


def put_away(request: Request, move_id: str, now: datetime) -> dict[str, int]:
    """Return the steps that this browser has put away within a day, each with the second since when."""
    kept = _KEPT.findall(request.cookies.get(_name(move_id), ""))
    since = int((now - A_DAY).timestamp())
    return {key: int(at) for key, at in kept[-MAX:] if int(at) > since}


def keep_away(ctx: RequestContext, answer: Response, step: str, now: datetime) -> None:
    """Let this browser keep one more step away for a day; what is no step changes nothing."""
    move_id, entry = ctx.by.move_id, f"{step}.{int(now.timestamp())}"
    entries = [f"{key}.{at}" for key, at in put_away(ctx.request, move_id, now).items()]
    entries += [entry] if _KEPT.fullmatch(entry) else []
    name, value, path = _name(move_id), "|".join(entries[-MAX:]), f"/m/{move_id}"
    set_private_cookie(ctx.installation, answer, name, value, path=path, max_age=int(A_DAY.total_seconds()))


def _name(move_id: str) -> str:
    return f"left-{move_id}"
