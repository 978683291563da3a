"""Cookies that a browser keeps: an organizer's session, and the link of a helper who is recognised."""

from fastapi import Request, Response
from starlette.types import Message

from service.domain.core.links import Grants, Link, new_session
from service.installation import Installation
from service.storage.counters import DAY_SECONDS
from service.web.base.access import SESSION_DAYS, cookie_of, installation_of, today_of

YEAR = 365 * DAY_SECONDS


def remember(installation: Installation, response: Response, link: Link) -> None:
    """Keep a helper's link in this browser, or a session that an organizer's opens; sent only where it is needed."""
    name = cookie_of(link.grants, link.move_id)
    value, max_age = installation.links.make(link), YEAR
    if link.grants is Grants.ORGANIZER:
        session = link if link.session else new_session(link)
        value, max_age = installation.links.make_session(session, today_of(installation)), SESSION_DAYS * DAY_SECONDS
    for path in _cookie_paths(link.grants):
        set_private_cookie(installation, response, name, value, max_age=max_age, path=path)


def renew_session(request: Request, message: Message) -> None:
    """Note in the browser that a session was used today, with the first answer of the day that it has opened."""
    link: Link | None = getattr(request.state, "used_session", None)
    if link is None or message["status"] >= 400:
        return
    name, answer = cookie_of(link.grants, link.move_id).encode(), Response()
    if any(header == b"set-cookie" and value.startswith(name + b"=") for header, value in message["headers"]):
        return  # it ends with this answer, or begins anew
    remember(installation_of(request), answer, link)
    message["headers"] = [*message["headers"], *(each for each in answer.raw_headers if each[0] == b"set-cookie")]


def set_private_cookie(
    installation: Installation,
    response: Response,
    name: str,
    value: str,
    *,
    path: str = "/",
    max_age: int | None = None,
) -> None:
    """Keep a value in this browser, out of the reach of scripts and other sites; for the session without `max_age`.

    `value`: of letters, digits and signs that need no quotes, as all of ours are: the header is written here, since a
    general way to it takes a twentieth of a claim.
    """
    ends = "" if max_age is None else f" Max-Age={max_age};"
    secure = "; Secure" if installation.settings.address.startswith("https:") else ""
    response.headers.append("Set-Cookie", f"{name}={value}; HttpOnly;{ends} Path={path}; SameSite=lax{secure}")


def forget(response: Response, grants: Grants, move_id: str) -> None:
    """Take the kept link out of this browser."""
    for path in (*_cookie_paths(grants), f"/m/{move_id}"):  # once it was known on the move's pages alone
        response.delete_cookie(cookie_of(grants, move_id), path=path)


def _cookie_paths(grants: Grants) -> tuple[str, ...]:
    """List the paths below which it is known: a helper is recognised on the sign-up page and where they are asked.

    An organizer finds the way back to the board from everywhere.
    """
    return ("/s", "/a") if grants is Grants.HELPER else ("/",)
