"""Every route is found as the framework would find it, and the ways that most people take are called straight."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import Match

from service.app import create_app
from service.installation import open_installation
from service.settings import Settings
from service.web.base.routes import Routes, _Straight
from tests.conftest import begin_migrated
from tests.sizes import size

STEP = size("ROUTES", 4, 1)
"""One in so many addresses is looked for."""
pytestmark = pytest.mark.one_database
METHODS = ("GET", "POST", "PATCH", "DELETE", "PUT", "OPTIONS")
STRAIGHT = {
    "GET /s/{link}",
    "POST /s/{link}/claims",
    "POST /s/{link}/several",
    "GET /h/{link}",
    "POST /h/{link}/claims",
    "GET /m/{m}",
    "POST /m/{m}/tasks/{n}/state",
    "POST /api/v1/signup/{link}/claims",
    "POST /api/v1/helper/{link}/claims",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    folder: Path = tmp_path_factory.mktemp("routes")
    installation = open_installation(Settings(data=begin_migrated(folder)))
    yield create_app(installation)
    installation.database.close()


def walked(candidates: list[Any], scope: dict[str, Any]) -> Any:
    return next((route for route in candidates if route.matches(scope)[0] is Match.FULL), None)


def test_a_route_is_found_as_by_walking_the_table(app: FastAPI) -> None:
    routes: Any = app.router
    assert isinstance(routes, Routes)
    paths = sorted({part for route in app.routes for part in spelled(getattr(route, "path", ""))})[::STEP]
    looked_up = 0
    for path in paths:
        anything = {"type": "http", "method": "GET", "path": path, "root_path": ""}
        candidates = [route for route in app.routes if route.matches(anything)[0] is not Match.NONE]
        for method in METHODS:
            scope: dict[str, Any] = {**anything, "method": method}
            expected, found = walked(candidates, dict(scope)), routes._found(scope)
            assert found is expected or (found is None and path.startswith(("/built", "/api/v1/openapi")))
            looked_up += found is not None
    assert looked_up >= len([route for route in app.routes if hasattr(route, "methods")]) / STEP - 1


def spelled(path: str) -> list[str]:
    """An address of a route; with a number and with a word in it, longer, and with a slash at the end."""
    for part in ("{link}", "{m}", "{tag}", "{file}", "{role}"):
        path = path.replace(part, "abc")
    one = path.replace("{n:int}", "1").replace("{n}", "1").replace("{claim}", "2").replace("{version}", "3")
    return [one, path.replace("{n:int}", "two").replace("{n}", "two"), f"{one}/more", f"{one}/", one.upper(), f"/{one}"]


def test_the_ways_that_most_people_take_are_called_straight(app: FastAPI) -> None:
    straight = {
        f"{method} {route.path}"
        for route in app.routes
        if isinstance(route, APIRoute) and isinstance(route.app, _Straight)
        for method in route.methods or ()
    }
    assert straight >= STRAIGHT
