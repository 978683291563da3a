"""Undoing what a form did, from the page that says so."""

from fastapi import APIRouter
from fastapi.responses import Response

from service.domain.rules import undo as rules
from service.text.notices import Notice
from service.web.base.access import Ctx, FormFields
from service.web.base.pages import redirect
from service.web.forms.shape import parse
from service.web.forms.undo import Undone

router = APIRouter(prefix="/m/{m}")


@router.post("/undo")
def undo(ctx: Ctx, sent: FormFields) -> Response:
    """Take back one change, and return to the page of this move that it was sent from."""
    version = parse(Undone, {"version": sent.get("version", "")}).version
    with ctx.change() as change:
        rules.undo(change, version)
    return redirect(_back(ctx.by.move_id, sent.get("back", "")), notice=Notice.UNDONE)


def _back(move_id: str, path: str) -> str:
    """Return a path below this move; the board for any other."""
    board = f"/m/{move_id}"
    inside = path.startswith(f"{board}/") and all(part.isalnum() for part in path.removeprefix(f"{board}/").split("/"))
    return path if inside else board
