"""The way from a request to its endpoint, and the call of that: as the framework does it, at a fraction of its time.

The framework tries the routes one after the other, and solves for each request anew what an endpoint wants. Here the
routes are looked up by method, first part and number of parts of an address; and an endpoint that takes only what can
be read from a request, and answers with a response, is called straight. Whatever is out of the ordinary (no route,
another method, a body or a number that does not fit) goes the framework's way, and is answered as it answers.
"""

import inspect
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.params import Depends
from fastapi.routing import APIRoute
from pydantic import TypeAdapter
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.breathing import PAGES
from service.web.base.access import N
from service.web.base.turns import handed_back
from service.web.forms.fields import MAX_ROWS

Read = Callable[[Request], Awaitable[Any]]
"""A reader of one argument from a request."""
Key = tuple[str, str, int]
"""Method, first part and number of parts of an address."""


class Unusual(Exception):
    """A request that the framework had better look at itself."""


class Routes(APIRouter):
    """The table of all routes: those of one key are tried in its order."""

    def index(self) -> None:
        """Look routes up from now on. One whose parts are not fixed keeps its whole first part out of that."""
        self._by_key: dict[Key, list[APIRoute]] = defaultdict(list)
        loose = {_first(route) for route in self.routes if not isinstance(route, APIRoute)}
        for route in self.routes:
            if isinstance(route, APIRoute) and _first(route) not in loose:
                for method in route.methods or ():
                    self._by_key[method, _first(route), route.path.count("/")].append(route)

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        route = self._found(scope) if scope["type"] == "http" else None
        if route is None:
            await super().app(scope, receive, send)
        else:
            await route.handle(scope, receive, send)

    def _found(self, scope: Scope) -> APIRoute | None:
        path: str = scope["path"]
        for route in self._by_key.get((scope["method"], _first_part(path), path.count("/")), ()):
            match, child = route.matches(scope)
            if match is Match.FULL:
                scope.update(child)
                return route
        return None


def _first(route: Any) -> str:
    path: str = route.path
    return _first_part(path)


def _first_part(path: str) -> str:
    return path[1:].partition("/")[0]


def call_straight(route: APIRoute) -> None:
    """Let the endpoint of a route be called straight, if all that it takes can be read so."""
    readers = _readers(route)
    if readers is not None:
        route.app = _Straight(route.app, route.endpoint, readers, shows="GET" in (route.methods or ()))


class _Straight:
    """The application of a route."""

    def __init__(
        self, otherwise: ASGIApp, endpoint: Callable[..., Any], readers: dict[str, Read], *, shows: bool
    ) -> None:
        self._otherwise = otherwise
        self._endpoint = endpoint
        self._is_async = inspect.iscoroutinefunction(endpoint)
        self._readers = readers
        self._shows = shows
        """It changes nothing, and computes a page."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        try:
            values = {name: await read(request) for name, read in self._readers.items()}
        except Unusual:
            whole: Message = {"type": "http.request", "body": await request.body(), "more_body": False}
            await self._otherwise(scope, handed_back(whole, receive), send)
            return
        if self._is_async:
            response: Response = await self._endpoint(**values)
        elif self._shows:
            response = await run_in_threadpool(PAGES.do, self._endpoint, **values)
        else:
            response = await run_in_threadpool(self._endpoint, **values)
        await response(scope, receive, send)


def _readers(route: APIRoute) -> dict[str, Read] | None:
    """Find how each argument of an endpoint is read; None where one cannot, or where the answer is still to be made."""
    hints = get_type_hints(route.endpoint, include_extras=True)
    answer = hints.pop("return", None)
    if route.dependencies or not (inspect.isclass(answer) and issubclass(answer, Response)):
        return None
    body = route.body_field.name if route.body_field else ""
    readers = {name: _reader(hint, name, is_body=name == body) for name, hint in hints.items()}
    known = {name: read for name, read in readers.items() if read is not None}
    return known if known.keys() == inspect.signature(route.endpoint).parameters.keys() else None


def _reader(hint: Any, name: str, *, is_body: bool) -> Read | None:
    if is_body:
        return _body_reader(TypeAdapter(hint))
    if hint is Request:
        return _whole_request
    if hint == N:
        return _number_reader(name)
    extras = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((each.dependency for each in extras if isinstance(each, Depends) and _takes_request(each)), None)


def _takes_request(depends: Depends) -> bool:
    dependency: Any = depends.dependency
    [*hints] = [each.annotation for each in inspect.signature(dependency).parameters.values()]
    return inspect.iscoroutinefunction(dependency) and hints == [Request]


async def _whole_request(request: Request) -> Request:
    return request


def _number_reader(name: str) -> Read:
    async def read(request: Request) -> int:
        number = str(request.path_params[name])
        if not (number.isascii() and number.isdecimal() and number[0] != "0" and len(number) <= len(str(MAX_ROWS))):
            raise Unusual
        if int(number) > MAX_ROWS:
            raise Unusual
        return int(number)

    return read


def _body_reader(shape: TypeAdapter[Any]) -> Read:
    async def read(request: Request) -> Any:
        body = await request.body()
        if request.headers.get("content-type") != "application/json":
            raise Unusual
        try:
            return shape.validate_python(json.loads(body))
        except (ValueError, RecursionError):  # among them ValidationError
            raise Unusual from None

    return read
