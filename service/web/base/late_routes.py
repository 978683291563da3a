"""Routers whose routes are made at their first request: who starts the program waits for none of two hundred."""

from collections.abc import Callable
from threading import RLock
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.routing import compile_path, get_name

from service.web.base.routes import call_straight

_MAKING = RLock()


class LateRoute(APIRoute):
    """A route that knows its address and its methods; what FastAPI reads from its endpoint comes at its first use."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **given: Any) -> None:
        self._given: dict[str, Any] | None = given
        self.path, self.endpoint, self.name = path, endpoint, given["name"] or get_name(endpoint)
        self.path_regex, self.path_format, self.param_convertors = compile_path(path)
        self.methods = set(given["methods"] or ["GET"])
        self.include_in_schema = given["include_in_schema"]

    def __getattr__(self, name: str) -> Any:
        with _MAKING:
            given, self._given = self.__dict__.get("_given"), None
            if given is not None:
                super().__init__(self.path, self.endpoint, **given | {"include_in_schema": self.include_in_schema})
                call_straight(self)
        return object.__getattribute__(self, name)


class Router(APIRouter):
    def __init__(self, prefix: str = "", **given: Any) -> None:
        super().__init__(prefix=prefix, route_class=LateRoute, **given)
