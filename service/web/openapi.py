"""What the OpenAPI document says beyond what the framework knows: who may call, and how it is refused."""

from typing import Any

from fastapi import FastAPI

from service.domain.changes import ID_LENGTH, ID_LETTERS
from service.web.outputs import Problem

PARTS = {
    "m": ("The move's id", {"type": "string", "pattern": f"^[{ID_LETTERS}]{{{ID_LENGTH}}}$"}),
    "link": ("The last part of the link", {"type": "string", "maxLength": 100, "pattern": r"^[\w.-]+$"}),
}
"""Parts of an address that say who asks: read from the address itself, so the framework does not know them."""
REFUSALS = {
    400: "malformed: the body is not JSON",
    403: "wrong_origin: another site sent this",
    404: "not_found: also for a wrong or missing token",
    409: "task_full (with left), task_cancelled, move_closed, unsafe_crew (with people)",
    413: "too_large",
    422: "invalid (with errors), key_reused",
    429: "too_many (with Retry-After)",
    500: "broken",
    503: "unavailable (with Retry-After): the database is away",
}


def describe(app: FastAPI) -> None:
    """Let this program describe itself fully. The document is made at the first request for it."""
    app.openapi = lambda: _document(app)  # type: ignore[method-assign]  # FastAPI's own way to extend it


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
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    refusals = {str(code): {"description": said, "content": content} for code, said in REFUSALS.items()}
    for path, calls in document["paths"].items():
        for call in calls.values():
            call["responses"] |= refusals
            named = [_part(name) for name in PARTS if f"{{{name}}}" in path]
            if named:
                call["parameters"] = [*named, *call.get("parameters", [])]
            if "{m}" in path:
                call["security"] = [{"organizer": []}]
    return document


def _part(name: str) -> dict[str, Any]:
    said, schema = PARTS[name]
    return {"name": name, "in": "path", "required": True, "description": said, "schema": schema}
