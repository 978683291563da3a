"""The answer to a call that is refused, as the OpenAPI document describes it; base/errors.py makes it."""

from pydantic import BaseModel, Field


class FaultOut(BaseModel):
    field: str
    code: str
    message: str


class Problem(BaseModel):
    """RFC 9457, `application/problem+json`: every expected "no". Some codes carry more."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    left: int | None = None
    people: int | None = None
    tasks: list[int] | None = Field(default=None, alias="with")
    """The tasks that are at the same time."""
    errors: list[FaultOut] | None = None
    """The first of them."""
    count: int | None = None
    """Of all errors, where more than these were found."""
