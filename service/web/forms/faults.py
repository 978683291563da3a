"""From pydantic's findings to Faults, the one way in which a form or call that does not fit is described."""

from typing import Any

from service.domain.core.refusals import Fault

ONE, SEVERAL = "<one>", "<several>"
"""Tags of the two shapes that one call takes: pydantic puts them among the parts of a field's address."""
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
    "not_an_address",
    "local_address",
    "not_a_day",
    "far_day",
    "not_a_time",
    "unknown_zone",
    "too_long",
    "name_or_helper",
]
"""Error types that our own fields raise: they are codes already."""


def faults(errors: Any, *, form: bool = False) -> list[Fault]:
    """Turn pydantic's errors into one Fault a field: named `from.area` in JSON, `from_area` in a form."""
    found: dict[str, Fault] = {}
    for error in errors:
        loc = [str(part) for part in error["loc"] if part not in ("body", ONE, SEVERAL)]
        name = _form_name(loc) if form else ".".join(loc)
        context = error.get("ctx") or {}
        # "too_long" is ours for a text and comes with both lengths; of a list, pydantic raises it with max_length.
        own = error["type"] in _OWN and "max_length" not in context
        code = error["type"] if own else _CODES.get(error["type"], "unusable")
        values = {_BOUNDS.get(key, key): value for key, value in context.items() if key != "error"}
        found.setdefault(name, Fault(name, code, values))
    return list(found.values())


def _form_name(loc: list[str]) -> str:
    if loc and loc[0] == "organizer":
        return loc[-1]
    return "_".join(loc)
