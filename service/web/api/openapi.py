"""Additions to the OpenAPI document that the framework cannot know: who may call, and how a call is refused."""

import json
from datetime import date, time
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse

from service.domain.core.creating import ID_LENGTH, ID_LETTERS
from service.domain.core.refusals import (
    AtATime,
    ChangedSince,
    Clash,
    Clashing,
    Fault,
    Invalid,
    KeyReused,
    LastOrganizer,
    Malformed,
    MoveClosed,
    NotFound,
    Refusal,
    Since,
    TaskCancelled,
    TaskFull,
    TooLarge,
    TooLate,
    TooMany,
    UnsafeCrew,
    WrongOrigin,
)
from service.domain.figures.clashes import Window
from service.domain.models import MoveState
from service.text.language import SOURCE, language
from service.web.api.problems import Problem
from service.web.base.errors import problem

ADDRESS = "/api/v1/openapi.json"
PARTS = {
    "m": ("The move's id", {"type": "string", "pattern": f"^[{ID_LETTERS}]{{{ID_LENGTH}}}$"}),
    "link": ("The last part of the link", {"type": "string", "maxLength": 100, "pattern": r"^[\w.-]+$"}),
}
"""Parts of an address that name the caller: read from the address itself, so the framework does not know them."""


def _timed(task: int, title: str, hour: int) -> AtATime:
    return AtATime(task, title, Window(date(2026, 12, 5), time(hour), time(hour + 2)))


REFUSALS: dict[int, tuple[str, list[Refusal]]] = {
    400: ("malformed: the body is not JSON", [Malformed()]),
    403: ("wrong_origin: another site sent this", [WrongOrigin()]),
    404: ("not_found: also for a wrong or missing token", [NotFound()]),
    409: (
        "task_full (left), task_cancelled, move_closed, unsafe_crew (people), clash (with), too_late, changed_since",
        [
            TaskFull(left=2, task=2, title="Books"),
            TaskCancelled(task=2, title="Books"),
            MoveClosed(MoveState.CLOSED),
            UnsafeCrew(people=4, taken=2, task=3, title="Washing machine"),
            Clash([Clashing(_timed(2, "Books", 9), _timed(3, "Sofa", 10))]),
            ChangedSince(task=2, title="Water the fern"),
            LastOrganizer(),
            TooLate(Since.TASK_CHANGED, title="Books"),
        ],
    ),
    413: ("too_large", [TooLarge()]),
    422: (
        "invalid (with errors), key_reused",
        [Invalid(Fault("quantity", "too_small", {"least": 1})), KeyReused()],
    ),
    429: ("too_many (with Retry-After)", [TooMany(12)]),
    500: ("broken", []),
    503: ("unavailable (with Retry-After): the database is away", []),
}
ONLY_READ = (404, 500, 503)
"""Statuses with which a call that only reads, and can be wrong in nothing but its address, is refused."""
EXAMPLES: dict[str, Any] = json.loads(files("service.web.api").joinpath("examples.json").read_text(encoding="utf-8"))
"""Examples by "POST /moves": what was sent and what came back, in one session that a test plays again."""


def describe(app: FastAPI) -> None:
    """Complete the OpenAPI document of this program, and answer with it. It is written at the first request."""
    app.openapi = lambda: _document(app)  # pyrefly: ignore[method-assign]  # FastAPI's own way to extend it
    written = cache(lambda: JSONResponse(app.openapi()).body)

    async def answer() -> Response:
        return Response(written(), media_type=JSONResponse.media_type)

    app.add_api_route(ADDRESS, answer, include_in_schema=False)


def _document(app: FastAPI) -> dict[str, Any]:
    known = app.openapi_schema is not None
    document = FastAPI.openapi(app)
    return document if known else _completed(document)


def _completed(document: dict[str, Any]) -> dict[str, Any]:
    parts = document["components"]
    parts["schemas"].pop("HTTPValidationError", None)
    parts["schemas"].pop("ValidationError", None)
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    parts["schemas"] |= problem.pop("$defs") | {"Problem": problem}
    parts["securitySchemes"] = {
        "organizer": {
            "type": "http",
            "scheme": "bearer",
            "description": "The last part of the organizer link.",
        }
    }
    refusals = {code: _refusal(code) for code in REFUSALS}
    for path, calls in document["paths"].items():
        for method, call in calls.items():
            possible = ONLY_READ if method == "get" else REFUSALS
            call["responses"] |= {str(code): refusals[code] for code in possible}
            named = [_part(name) for name in PARTS if f"{{{name}}}" in path]
            if named:
                call["parameters"] = [*named, *call.get("parameters", [])]
            if "{m}" in path:
                call["security"] = [{"organizer": []}]
            _add_example(call, EXAMPLES[f"{method.upper()} {path.removeprefix('/api/v1')}"])
    return document


def _add_example(call: dict[str, Any], example: dict[str, Any]) -> None:
    """Add what to send and what comes back, also for the number in the address."""
    if "request" in example:
        call["requestBody"]["content"]["application/json"]["example"] = example["request"]
    if example["response"] is not None:
        content = call["responses"][str(example["status"])]["content"]
        content["application/json"]["example"] = example["response"]
    for parameter in call.get("parameters", []):
        if parameter["name"] == "n":
            parameter["example"] = example["n"]


def _refusal(code: int) -> dict[str, Any]:
    description, examples = REFUSALS[code]
    content: dict[str, Any] = {"schema": {"$ref": "#/components/schemas/Problem"}}
    if examples:
        content["examples"] = {no.code: {"value": problem(no, language(SOURCE))} for no in examples}
    return {"description": description, "content": {"application/problem+json": content}}


def _part(name: str) -> dict[str, Any]:
    description, schema = PARTS[name]
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema}
