"""A helper's tasks as a calendar: to subscribe to, or to download."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from service.domain.core.links import Grants
from service.domain.core.refusals import NotFound
from service.domain.reading.snapshot import reading_as
from service.domain.reminders.correspondence import read_correspondence
from service.mail.calendar import calendar_of, entries_of
from service.mail.letters.base import LetterContext
from service.web.base.access import installation_of, language_of

router = APIRouter()


@router.get("/cal/{link}.ics")
def calendar(request: Request, link: str) -> Response:
    """Return the whole calendar of one helper. Raises NotFound for a link that is not valid any more."""
    installation = installation_of(request)
    by = installation.links.read(link, grants=Grants.HELPER)
    with reading_as(installation.database, by) as session:
        letters = read_correspondence(session, by.move_id, installation.now())
    if by.n not in letters.helpers:
        raise NotFound
    ctx = LetterContext(installation, letters, language_of(request), installation.now(), in_full=True)
    return Response(
        calendar_of(ctx, entries_of(ctx, by.n), feed=True),
        media_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="many-hands.ics"'},
    )
