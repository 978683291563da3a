"""One thank-you note under a link of its own: just the note. No answer is asked for, and nothing is counted."""

from fastapi.responses import HTMLResponse

from service.domain.reading.note import read_note
from service.web.base.access import Ctx
from service.web.base.late_routes import Router
from service.web.base.pages import render_page

router = Router()


@router.get("/t/{link}")
def note(ctx: Ctx) -> HTMLResponse:
    with ctx.read() as session:
        note = read_note(session, ctx.by)
    return render_page(ctx.request, "friends/read_note.html", note=note)
