"""Access by links: a link or a session identifies an organizer, a helper or a friend; everybody else gets a 404.

Only the signature is looked at here, which needs no database. Whether the link still holds is read in the
same transaction as what it is asked for (`RequestContext.read` and `change`): nothing is held in a dependency.
"""

import ipaddress
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, ParamSpec, TypeVar

from fastapi import Depends, Path, Request
from sqlalchemy.orm import Session

from service.domain.core.change import Change, change
from service.domain.core.intents import Intent
from service.domain.core.links import ZONE, Grants, Link
from service.domain.core.refusals import NotFound
from service.domain.reading.snapshot import reading_as
from service.installation import Installation
from service.text.language import Language, language
from service.web.base.keepers import needed_at
from service.web.base.sent import read_form
from service.web.forms.fields import MAX_ROWS

Given = ParamSpec("Given")
Result = TypeVar("Result")
HOUSEHOLD = 56
"""Bits that the IPv6 addresses of one household share. Many providers give out so much: 256 networks of 64."""
LANGUAGE = "language"
"""Name of the cookie with the language that was chosen on a page."""
SESSION_DAYS = 90
"""Days without use after which an organizer's session ends."""
GRANTED_BY = {
    "s": Grants.SIGNUP,
    "signup": Grants.SIGNUP,
    "h": Grants.HELPER,
    "helper": Grants.HELPER,
    "o": Grants.ORGANIZER,
    "a": Grants.ASK,
    "asks": Grants.ASK,
    "t": Grants.THANKS,
    "l": Grants.LETTERS,
}


def installation_of(request: Request) -> Installation:
    installation: Installation = request.app.state.installation
    return installation


def language_of(request: Request, zone: str = "") -> Language:
    """Return the language chosen on a page, else the one that the browser asks for.

    `zone`: the move's, once it is known; a context notes it when it reads.
    """
    zone = zone or getattr(request.state, "zone", "")
    return language(request.headers.get("accept-language", ""), request.cookies.get(LANGUAGE, ""), zone)


def path_of(request: Request) -> str:
    """Return the address that the request's route was found by: one built from headers might be another."""
    path: str = request.scope["path"]
    return path


def query_of(request: Request) -> str:
    """Return what stands behind the question mark of the request's address, as it came."""
    query: bytes = request.scope["query_string"]
    return query.decode("latin-1")


def is_api(request: Request) -> bool:
    return path_of(request).startswith("/api/")


def link_of(request: Request) -> Link:
    """Read the link of a request from its address. Raises NotFound if there is none or its signature is not ours."""
    links = installation_of(request).links
    first, name = url_parts(path_of(request))
    if first in GRANTED_BY:
        return links.read(name, grants=GRANTED_BY[first])
    if first not in ("m", "moves"):
        raise NotFound
    link = links.read(_bearer(request), grants=Grants.ORGANIZER) if is_api(request) else _session(request, name)
    if link.move_id != name:
        raise NotFound
    return link


def url_parts(path: str) -> tuple[str, str]:
    """Return the first two parts of an address, without the API's prefix: ("s", link), ("moves", move id)."""
    first, _, rest = path.removeprefix("/api/v1").lstrip("/").partition("/")
    return first, rest.partition("/")[0]


def face_of(path: str) -> str:
    """Return the part of an address that a person's pages and cookies share; empty for all other addresses."""
    first, name = url_parts(path)
    return f"/{first}/{name}" if first in ("s", "h", "m", "a") and name else ""


def cookie_of(grants: Grants, move_id: str) -> str:
    """Name the cookie that keeps a link: an organizer's session, or a helper who is recognised."""
    return f"{grants.name.lower()}-{move_id}"


def remembered_helper(request: Request, move_id: str) -> Link | None:
    """Read the helper's link that this browser keeps for a move, if its signature is ours."""
    try:
        link = installation_of(request).links.read(
            request.cookies.get(cookie_of(Grants.HELPER, move_id), ""), grants=Grants.HELPER
        )
    except NotFound:
        return None
    return link if link.move_id == move_id else None


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


def _session(request: Request, move_id: str) -> Link:
    """Read the session that this browser keeps for a move, and note that it is used. Raises NotFound."""
    link, used = _kept_session(request, cookie_of(Grants.ORGANIZER, move_id))
    if used < today_of(installation_of(request)):
        request.state.used_session = link
    return link


def _kept_session(request: Request, cookie: str) -> tuple[Link, int]:
    """Read a session and the day of its use. Raises NotFound, also if it was not used for too long."""
    installation = installation_of(request)
    link, used = installation.links.read_session(request.cookies.get(cookie, ""))
    if today_of(installation) - used > SESSION_DAYS:
        raise NotFound
    return link, used


def kept_sessions(request: Request) -> list[Link]:
    """List the organizers' sessions that this browser keeps, if we signed them: whether they hold is read later."""
    links = []
    for name in request.cookies:
        if name.startswith(cookie_of(Grants.ORGANIZER, "")):
            with suppress(NotFound):
                links.append(_kept_session(request, name)[0])
    return links


def keeps_session(request: Request, move_id: str) -> bool:
    """Tell whether this browser keeps a session of an organizer of this move, if we signed it."""
    try:
        return _kept_session(request, cookie_of(Grants.ORGANIZER, move_id))[0].move_id == move_id
    except NotFound:
        return False


def today_of(installation: Installation) -> int:
    """Return the ordinal of this day (UTC), by which the use of a session is noted."""
    return installation.now().date().toordinal()


def address_of(request: Request) -> str:
    """Return the address of a request's sender: IPv4, or the /56 that one household has of IPv6."""
    return _household(request.client.host if request.client else "")


@lru_cache(maxsize=1024)
def _household(host: str) -> str:
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        own = address.max_prefixlen - HOUSEHOLD
        return str(address.ipv4_mapped or f"{ipaddress.IPv6Address(int(address) >> own << own)}/{HOUSEHOLD}")
    return str(address)


def visitor_of(request: Request) -> str:
    """Return a digest of the address of a request's sender, by which nobody finds the address."""
    return installation_of(request).links.fingerprint("visitor", address_of(request))


@dataclass(frozen=True)
class RequestContext:
    """A request by somebody who holds a link."""

    request: Request
    installation: Installation
    by: Link
    intent: Intent | None = None

    @property
    def lang(self) -> Language:
        """The reader's language: once something is read or changed, as it is written where the move is."""
        return language_of(self.request)

    def apart(self, work: Callable[Given, Result], /, *given: Given.args, **named: Given.kwargs) -> Result:
        """Have something done apart that takes long, one of a visitor's after the other. Raises TooMany, too."""
        return self.installation.side.do(address_of(self.request), work, *given, **named)

    @contextmanager
    def read(self) -> Iterator[Session]:
        with reading_as(self.installation.database, self.by, needs=needed_at(self.request)) as session:
            self.request.state.zone = session.info.get(ZONE, "")
            yield session

    @contextmanager
    def change(self, intent: Intent | None = None) -> Iterator[Change]:
        """Open a change. The version that it led to goes with the answer (base/versions.py)."""
        with change(
            self.installation.database,
            self.by,
            now=self.installation.now(),
            intent=intent or self.intent,
            visitor=visitor_of(self.request),
            needs=needed_at(self.request),
        ) as opened:
            self.request.state.zone = opened.move.zone
            yield opened
        self.request.state.move_version = opened.led_to or opened.version
        self.request.state.can_be_undone = opened.can_be_undone


def context_of(request: Request) -> RequestContext:
    """Make the context of a request from its link. Raises NotFound if its signature is not ours."""
    return RequestContext(request, installation_of(request), link_of(request))


async def _context(request: Request) -> RequestContext:
    return context_of(request)


async def _read_query(request: Request) -> dict[str, str]:
    return dict(request.query_params)


N = Annotated[int, Path(ge=1, le=MAX_ROWS)]
"""A row's number in an address; an impossible one is a 404 like every other that is not there."""
Ctx = Annotated[RequestContext, Depends(_context)]
FormFields = Annotated[dict[str, str], Depends(read_form)]
QueryFields = Annotated[dict[str, str], Depends(_read_query)]
"""The fields of a form that changes nothing and is sent with GET."""
