"""The letters of a move, for its organizers: files to hand on, and those that did not arrive."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

from fastapi.responses import HTMLResponse, Response

from service.domain.core.receivers import HELPER, ORGANIZER
from service.domain.core.refusals import NotFound
from service.domain.models import MessageState
from service.domain.reading.troubles import latest_troubles, some_wait
from service.domain.reminders.correspondence import Correspondence, read_correspondence
from service.mail.resend import try_again
from service.mail.transports.folder import LETTERS
from service.text.notices import Notice
from service.web.base.access import Ctx, N, RequestContext, visitor_of
from service.web.base.late_routes import Router
from service.web.base.pages import redirect, render_page

router = Router(prefix="/m/{m}/letters")
FILE = re.compile(r"[0-9]{4}(-[0-9]{2}){2}-[0-9]{4}-[0-9a-f]{32}\.eml")
MAX_FILES = 200


@dataclass(frozen=True)
class Written:
    """A letter that waits in a file."""

    file: str
    at: datetime
    to: str
    subject: str


@dataclass(frozen=True)
class Trouble:
    """A person to whom a letter did not arrive for certain, and its state."""

    role: str
    n: int
    name: str
    email: str
    state: MessageState
    error: str
    at: datetime | None


@router.get("")
def letters(ctx: Ctx) -> HTMLResponse:
    correspondence = _read(ctx)
    return render_page(
        ctx.request,
        "organizer/letters.html",
        move=correspondence.move,
        troubles=troubles_of(correspondence),
        letters_wait=some_wait(correspondence.messages),
        written=_written(ctx),
        by_mail=bool(ctx.installation.settings.smtp_url),
    )


@router.get("/{file}")
def letter(ctx: Ctx, file: str) -> Response:
    """Download one letter as a file that every mail program opens. Raises NotFound."""
    path = _folder(ctx) / file
    with ctx.read():
        if not FILE.fullmatch(file) or not path.is_file():
            raise NotFound
        return Response(
            path.read_bytes(),
            media_type="message/rfc822",
            headers={"Content-Disposition": f'attachment; filename="{file}"'},
        )


@router.post("/{role}/{n}/again")
def again(ctx: Ctx, role: str, n: N) -> Response:
    """Try a letter again, once somebody has checked the address or does not mind a second copy."""
    person = _read(ctx).person(role, n) if role in (HELPER, ORGANIZER) else None
    if person is None:
        raise NotFound
    try_again(ctx.installation, ctx.by, person, role, visitor_of(ctx.request))
    return redirect(f"/m/{ctx.by.move_id}/letters", notice=Notice.SENT_AGAIN)


def troubles_of(correspondence: Correspondence) -> list[Trouble]:
    """Return the last trouble of each person who has any."""
    ended = [message for message in correspondence.messages if message.ended_at is not None]
    found = latest_troubles(ended, key=lambda message: (message.role, message.person_n))
    return [
        Trouble(role, n, person.name, person.email, message.state, message.error, message.ended_at)
        for (role, n), message in found.items()
        if (person := correspondence.person(role, n)) is not None
    ]


def _read(ctx: RequestContext) -> Correspondence:
    with ctx.read() as session:
        return read_correspondence(session, ctx.by.move_id, ctx.installation.now())


def _folder(ctx: RequestContext) -> Path:
    return ctx.installation.settings.data / LETTERS / ctx.by.move_id


def _written(ctx: RequestContext) -> list[Written]:
    """List the letters in files, the newest first; none where a mail server takes them."""
    files = sorted((path for path in _folder(ctx).glob("*.eml") if FILE.fullmatch(path.name)), reverse=True)
    return [_headers(path) for path in files[:MAX_FILES]]


def _headers(path: Path) -> Written:
    mail = message_from_bytes(path.read_bytes(), policy=default)
    return Written(path.name, parsedate_to_datetime(str(mail["Date"])), str(mail["To"]), str(mail["Subject"]))
