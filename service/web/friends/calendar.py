"""A helper's tasks as a calendar: to subscribe to, or to download."""

from fastapi import Request
from fastapi.responses import Response

from service.domain.core.links import Grants
from service.domain.core.refusals import NotFound
from service.domain.reading.history import read_changed_at
from service.domain.reading.snapshot import reading_as
from service.domain.reading.views import today
from service.domain.reminders.correspondence import read_correspondence
from service.mail.calendar import calendar_of, entries_of, file_name
from service.mail.letters.base import LetterContext
from service.web.base.access import installation_of, language_of
from service.web.base.late_routes import Router
from service.web.base.page_cache import Freshness, Page, deliver

router = Router()


@router.get("/cal/{link}.ics")
def calendar(request: Request, link: str) -> Response:
    """Return the whole calendar of one helper. Raises NotFound for a link that is not valid any more."""
    installation = installation_of(request)
    by = installation.links.read(link, grants=Grants.HELPER)
    now = installation.now()
    with reading_as(installation.database, by) as session:
        letters = read_correspondence(session, by.move_id, now)
        changed_at = read_changed_at(session, by.move_id)
    if by.n not in letters.helpers:
        raise NotFound
    letters = letters.seen_by(letters.helpers[by.n])
    ctx = LetterContext(installation, letters, language_of(request, letters.move.zone), now, in_full=True)
    written = calendar_of(ctx, entries_of(ctx, by.n), as_of=changed_at or now)
    page = Page.made(Freshness(letters.move.version, today(letters.move, now)), written)
    return deliver(request, page, "text/calendar; charset=utf-8", file_name(by.move_id, by.n))
