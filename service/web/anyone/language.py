"""Choosing a language: on every page, stored in this browser and with the person that it belongs to."""

import re
from contextlib import suppress

from fastapi import Request
from fastapi.responses import Response

from service.domain.core.change import change
from service.domain.core.links import Grants, Link
from service.domain.core.refusals import NotFound
from service.domain.models import May
from service.domain.rules.helpers import change_helper
from service.domain.rules.moves import change_move
from service.text.language import shipped
from service.web.base.access import LANGUAGE, FormFields, installation_of, link_of, remembered_helper
from service.web.base.late_routes import Router
from service.web.base.pages import redirect
from service.web.base.sessions import YEAR, set_private_cookie

router = Router()
OWN_PATH = re.compile(r"/(?!/)[^\s\\\x00-\x1f]*")


# Below each face, since cookies go nowhere else.
@router.post("/language")
@router.post("/s/{link}/language")
@router.post("/h/{link}/language")
@router.post("/a/{link}/language")
@router.post("/m/{m}/language")
def choose_language(request: Request, sent: FormFields) -> Response:
    """Store the language and return to the page that it was chosen on."""
    back, chosen = sent.get("back", ""), sent.get("language", "")
    response = redirect(back if OWN_PATH.fullmatch(back) else "/")
    if chosen not in shipped():
        return response
    with suppress(NotFound):
        _keep(request, link_of(request), chosen)
    set_private_cookie(installation_of(request), response, LANGUAGE, chosen, max_age=YEAR)
    return response


def _keep(request: Request, by: Link, chosen: str) -> None:
    """Store a person's language for later messages. Raises NotFound if the link is no longer valid.

    Of who is asked nothing is stored before a yes: it would tell that they have looked.
    """
    installation = installation_of(request)
    if by.grants is Grants.ASK:
        return
    if by.grants is Grants.SIGNUP:
        known = remembered_helper(request, by.move_id)
        if known is None:
            return
        by = known
    with change(installation.database, by, now=installation.now(), needs=May.SUGGEST) as opened:
        if by.grants is Grants.ORGANIZER:
            change_move(opened, {}, {"language": chosen})
        else:
            change_helper(opened, by.n, {"language": chosen})
