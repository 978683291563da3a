"""From pydantic's findings to Faults, the one way in which a form or call that does not fit is described."""

from collections.abc import Sequence
from typing import Any

from service.domain.core.refusals import MAX_NAMED, Fault, Invalid

ONE, SEVERAL = "<one>", "<several>"
"""Tags of the two shapes that one call takes: pydantic puts them among the parts of a field's address."""
UNKNOWN_FIELDS = "unknown_fields"
"""Type of one error for many unknown fields: the first `names`, and the `count` of all."""
MAX_NAME = 200
"""Length of a field's name in an answer: an unknown one is what somebody sent, and may be of any length."""
_CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "greater_than_equal": "too_small",
    "greater_than": "too_small",
    "less_than_equal": "too_large",
    "enum": "unknown_word",
    "literal_error": "unknown_word",
    "string_pattern_mismatch": "unknown_word",
    "int_type": "not_a_number",
    "int_parsing": "not_a_number",
    "int_from_float": "not_a_number",
    "float_type": "not_a_number",
    "finite_number": "not_a_number",
    "string_type": "not_a_text",
    "bool_type": "not_yes_or_no",
    "too_short": "missing",
    "too_long": "too_many",
}
"""Our code for each of pydantic's error types."""
_BOUNDS = {"ge": "least", "gt": "more_than", "le": "most", "lt": "less_than", "max_length": "most"}
"""Our name for each of pydantic's bounds."""
_OWN = [
    "not_text",
    "missing",
    "unknown_word",
    "not_an_address",
    "local_address",
    "not_a_day",
    "far_day",
    "not_a_time",
    "unknown_zone",
    "too_long",
    "name_or_helper",
    "twice",
]
"""Error types that our own fields raise: they are codes already."""


def invalid(errors: Sequence[Any], *, form: bool = False) -> Invalid:
    """Turn pydantic's errors into one Fault a field: named `from.area` in JSON, `from_area` in a form."""
    found: dict[str, Fault] = {}
    more = 0
    for at, error in enumerate(errors):
        if len(found) >= MAX_NAMED:
            more += sum(_count(each) for each in errors[at:])
            break
        named = _faults_of(error, form=form)
        more += _count(error) - len(named)
        for fault in named:
            found.setdefault(fault.field, fault)
    return Invalid(*found.values(), more=more)


def _count(error: Any) -> int:
    return int(error["ctx"]["count"]) if error["type"] == UNKNOWN_FIELDS else 1


def _faults_of(error: Any, *, form: bool) -> list[Fault]:
    loc = [str(part) for part in error["loc"] if part not in ("body", ONE, SEVERAL)]
    context = error.get("ctx") or {}
    if error["type"] == UNKNOWN_FIELDS:
        return [Fault(_name([*loc, str(name)], form=form), "unknown_field") for name in context["names"]]
    # "too_long" is ours for a text and comes with both lengths; of a list, pydantic raises it with max_length.
    own = error["type"] in _OWN and "max_length" not in context
    code = error["type"] if own else _CODES.get(error["type"], "unusable")
    values = {_BOUNDS.get(key, key): value for key, value in context.items() if key != "error"}
    return [Fault(_name(loc, form=form), code, values)]


def _name(loc: list[str], *, form: bool) -> str:
    """Name a field in the way of its form or call. Its name may be a text of any length that somebody sent."""
    if form:
        return ("_".join(loc) if loc[:1] != ["organizer"] else loc[-1])[:MAX_NAME]
    return ".".join(loc)[:MAX_NAME]
