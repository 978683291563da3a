"""Forms that a script sends: they are answered with the page that they lead to, instead of with its address.

On a bad line fetching that page takes as long as sending the form did. It is made by the very request that the browser
would send next, inside the program: so it is the same page, and no endpoint knows of it. Only a page of the same face
is brought, such as another state of the one that the form stood on: further away a browser sends other cookies.
Without scripts, and wherever else a form leads, the answer is a redirect as ever.
"""

from http.cookies import Morsel, SimpleCookie
from typing import Any

from starlette.requests import Request, cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.base.access import face_of
from service.web.base.versions import tell_version

IN_PLACE = b"in-place"
"""Header of a form that a script sends: its visitor stays on the page."""
NOT_OF_A_PAGE = {
    *(b"content-type", b"content-length", b"transfer-encoding", b"origin", b"cookie"),
    *(b"if-none-match", b"idempotency-key", IN_PLACE),
}
"""Headers of a form that a browser does not send with the request for the page after it, or sends anew."""


class InPlace:
    """ASGI middleware that answers a form sent in place with the page that it leads to, named in Content-Location."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or not is_in_place(scope):
            await self.app(scope, receive, send)
            return
        before = dict(scope)
        led: Message | None = None

        async def send_unless_led(message: Message) -> None:
            nonlocal led
            if led is None and message["type"] == "http.response.start" and message["status"] == 303:
                tell_version(Request(scope), message)
                led = message if _stays(scope["path"], _location(message)) else None
            if led is None:
                await send(message)

        await self.app(scope, receive, send_unless_led)
        if led is not None:
            for message in await self._page(before, led):
                await send(message)

    async def _page(self, form: Scope, led: Message) -> list[Message]:
        """Make the page; where it is none, the browser is led on, and sees that for itself."""
        page: list[Message] = []

        async def keep(message: Message) -> None:
            page.append(message)

        address = _location(led)
        await self.app(_asking_for(address, form, led), _nothing, keep)
        start, *body = page
        if start["status"] != 200:
            return [led, {"type": "http.response.body"}]
        own = [header for header in led["headers"] if header[0] not in (b"content-length", b"location")]
        headers = [*start["headers"], *own, (b"content-location", address.encode())]
        return [{**start, "headers": headers}, *body]


def is_in_place(scope: Scope) -> bool:
    return any(name == IN_PLACE for name, _ in scope["headers"])


def _location(led: Message) -> str:
    """Return where an answer leads, without the place on that page."""
    found: bytes = next((value for name, value in led["headers"] if name == b"location"), b"")
    return found.decode("latin-1").partition("#")[0]


def _stays(path: str, address: str) -> bool:
    face = face_of(path)
    return bool(face) and face_of(address.partition("?")[0]) == face


def _asking_for(address: str, form: Scope, led: Message) -> Scope:
    """Make the request that a browser would send after this answer to this form."""
    path, _, query = address.partition("?")
    cookies = _cookies(path, form, led)
    headers = [header for header in form["headers"] if header[0] not in NOT_OF_A_PAGE]
    if cookies:
        headers.append((b"cookie", "; ".join(f"{name}={value}" for name, value in cookies.items()).encode("latin-1")))
    return {
        **form,
        "method": "GET",
        "path": path,
        "raw_path": path.encode("latin-1"),
        "query_string": query.encode("latin-1"),
        "headers": headers,
        "state": {},
    }


def _cookies(path: str, form: Scope, led: Message) -> dict[str, str]:
    """Return the cookies of a form, with those that the answer to it has set or deleted for a path."""
    sent = [value.decode("latin-1") for name, value in form["headers"] if name == b"cookie"]
    cookies = dict(cookie_parser("; ".join(sent)))
    for name, value in led["headers"]:
        if name == b"set-cookie":
            for each in SimpleCookie(value.decode("latin-1")).values():
                if _holds_at(each, path):
                    cookies.pop(each.key, None)
                    cookies |= {} if each["max-age"] == "0" else {each.key: each.coded_value}
    return cookies


def _holds_at(cookie: Morsel[Any], path: str) -> bool:
    below = str(cookie["path"]).rstrip("/")
    return path == below or path.startswith(f"{below}/")


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}
