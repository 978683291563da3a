"""The link of an entry that is one with another now: the other's goes to its own address, in a letter."""

from fastapi.responses import Response

from service.mail.resend import send_to_survivor
from service.text.notices import Notice
from service.web.base.access import Ctx, path_of, visitor_of
from service.web.base.late_routes import Router
from service.web.base.pages import redirect

router = Router()


@router.post("/h/{link}/again")
@router.post("/t/{link}/again")
def send_link(ctx: Ctx) -> Response:
    """Send the link that opens, and return to the page that says so, or to what is there after a parting."""
    sent = send_to_survivor(ctx.installation, ctx.by, visitor_of(ctx.request))
    return redirect(path_of(ctx.request).removesuffix("/again"), notice=Notice.LINK_TO_KNOWN if sent else None)
