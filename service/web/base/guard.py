"""Rules for every request, before any face sees it: where it may come from, how large it may be, and which headers
go with the answer."""

import re
from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.domain.core.refusals import Malformed, NotFound, Refusal, TooLarge, TooMany, WrongOrigin
from service.text.templates import inlined_hash
from service.web.base.access import is_api
from service.web.base.errors import internal_error, refusal_response
from service.web.base.limits import MAX_BYTES, Limits
from service.web.base.longer_links import to_the_link
from service.web.base.sent import LARGE, read_form
from service.web.base.sessions import renew_session
from service.web.base.turns import Turn, Turns
from service.web.base.versions import tell_version

_ONE_CLICK = re.compile(r"/l/[^/]+|/[ho]/[^/]+/mail")
"""Addresses at which mail programs unsubscribe (RFC 8058): the link alone counts there, no cookie."""
SAFE = ("GET", "HEAD", "OPTIONS")
POLICY = (
    "default-src 'none'; script-src 'self'; "
    f"style-src 'self' '{inlined_hash('signup.css')}' '{inlined_hash('friends.css')}'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# no-referrer would be stricter, but makes browsers send `Origin: null` with forms, which is refused below.
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "private, no-cache",
}
ON_HTTPS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}
"""Headers for https only: browsers complain of them on plain http. Whoever came by https once, comes by it for a year:
nobody in between reads a link on plain http before it is redirected."""
MAX_KEPT = 200
"""Fields of a form that goes back with the answer that it was one too many: far more than anybody types into."""
_HOST = re.compile(r"[A-Za-z0-9._-]*(?::[0-9]*)?|\[[0-9A-Fa-f:.]+\](?::[0-9]*)?")
"""A host as browsers name it (RFC 9110, 7.2); empty where an address has none."""


class HeadOnly:
    """ASGI middleware that answers HEAD with the head of the page that GET would bring.

    Mail scanners and previews ask for it, whatever page it is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self.app({**scope, "method": "GET", "head_only": True}, receive, send_head)


class Guard:
    """ASGI middleware that checks requests, counts changes, lets each wait for its turn and answers refusals.

    `public_origin`: of PUBLIC_URL.
    """

    def __init__(self, app: ASGIApp, public_origin: str, limits: Limits, turns: Turns) -> None:
        self.app = app
        self.public_origin = public_origin
        self.limits = limits
        self.turns = turns
        self.on_https = public_origin.startswith("https:")
        headers = HEADERS | (ON_HTTPS if self.on_https else {})
        self.headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        receive = _bounded(receive)
        request = Request(scope, receive)
        turn: Turn | None = None
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._add(message)
                renew_session(request, message)
                tell_version(request, message)
                if turn is not None:
                    turn.leave()
            await send(message)

        with suppress(ClientDisconnect):  # nobody is left to answer
            try:
                self._check(scope["method"], scope["path"], request.headers)
                if scope["method"] not in SAFE:
                    await self.limits.count(request)
                turn, receive = await self.turns.take(scope, receive)
                request = Request(scope, receive)
                led = await to_the_link(request)
                if led is None and b"%" in scope.get("raw_path", b""):
                    raise NotFound  # no address of ours needs it: each has one spelling
                await (led or self.app)(scope, receive, send_guarded)
            except Exception as error:
                if started or isinstance(error, ClientDisconnect):
                    raise
                await _keep(request, error)
                if turn is None:
                    turn = await self.turns.take_to_refuse(scope)
                response = await run_in_threadpool(_answer, request, error)
                await response(scope, receive, send_guarded)
            finally:
                if turn is not None:
                    turn.leave()

    def _check(self, method: str, path: str, headers: Headers) -> None:
        hosts = headers.getlist("host")
        if len(hosts) > 1 or not all(_HOST.fullmatch(host) for host in hosts):
            raise Malformed
        if int(headers.get("content-length") or 0) > MAX_BYTES:
            raise TooLarge
        if method not in SAFE and not self._own_origin(path, headers):
            raise WrongOrigin

    def _add(self, message: Message) -> None:
        """Add the headers for every answer; those already set by the response win."""
        given = {name for name, _ in message["headers"]}
        message["headers"] = [*message["headers"], *(header for header in self.headers if header[0] not in given)]

    def _own_origin(self, path: str, headers: Headers) -> bool:
        """Tell whether an unsafe request comes from our own pages, or from a program that is no browser."""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin is not None:
            schemes = ("https",) if self.on_https else ("http", "https")
            return origin in (self.public_origin, *(f"{scheme}://{headers.get('host')}" for scheme in schemes))
        if site is not None:
            return site == "same-origin"
        return path.startswith("/api/v1/") or _ONE_CLICK.fullmatch(path) is not None


def _answer(request: Request, error: Exception) -> Response:
    """Answer a Refusal, or turn a bug into a kind page."""
    return refusal_response(request, error) if isinstance(error, Refusal) else internal_error(request, error)


async def _keep(request: Request, error: Exception) -> None:
    """Read what was typed into a small form that was one too many: it goes back with the answer.

    A large one is not even read: nothing bounds how often somebody is told that it is too often.
    """
    length, kind = request.headers.get("content-length", ""), request.headers.get("content-type", "")
    small = length.isdecimal() and int(length) < LARGE and kind.startswith("application/x-www-form-urlencoded")
    if not (isinstance(error, TooMany) and small) or is_api(request):
        return
    with suppress(Refusal, HTTPException, ClientDisconnect):  # a form that cannot be read is no form
        if (await request.body()).count(b"&") < MAX_KEPT:
            await read_form(request)


def _bounded(receive: Receive) -> Receive:
    """Receive the same body, but refuse it as soon as it is too large (a header may be missing or lie)."""
    seen = 0

    async def receive_bounded() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MAX_BYTES:
            raise TooLarge
        return message

    return receive_bounded
