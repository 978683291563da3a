"""The fields of all forms and calls: their types and sizes, and how a text in a form becomes a value."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Any, cast

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from service.domain.core.hosts import is_local, is_writable
from service.domain.core.unseen import INVISIBLE
from service.domain.core.zones import known_zones, zones
from service.domain.figures.capacity import MAX_NEEDED

YEARS = range(2000, 2101)
FORM = {"form": True}
"""Pydantic's context for forms, whose texts stand for numbers and yes-or-no; JSON has types of its own."""


def refuse(code: str, **values: object) -> PydanticCustomError:
    return PydanticCustomError(cast(Any, code), cast(Any, code), values)


def _text(value: str) -> str:
    """Clean a text: composed, trimmed. Refuses characters that nobody can type."""
    value = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t" for letter in value):
        raise refuse("not_text")
    return value


def _line(value: str) -> str:
    return " ".join(_text(value).split())


def _whole_text(value: str) -> str:
    """Keep a text letter for letter. Refuses half characters, which nobody could show again."""
    if any(unicodedata.category(letter) == "Cs" for letter in value):
        raise refuse("not_text")
    return value


def _filled(value: str) -> str:
    if not any(unicodedata.category(letter)[0] in "LNPS" and letter not in INVISIBLE for letter in value):
        raise refuse("missing")
    return value


def _email(value: str) -> str:
    # Whether an address works is proven by a mail, not by a pattern: only what can never work is refused.
    if value and not re.fullmatch(r"[^@\s]+@[^@\s]+", value):
        raise refuse("not_an_address")
    if value and is_local(value):
        raise refuse("local_address")
    if value and not is_writable(value):
        raise refuse("not_an_address")
    return value


def whole(value: object, info: ValidationInfo) -> object:
    if isinstance(value, str) and info.context == FORM:
        if not value.strip():
            return None
        return int(value) if re.fullmatch(r"\s*[+-]?\d{1,9}\s*", value) else value
    if isinstance(value, float) and value.is_integer():
        return int(value)  # JSON knows one kind of number: 3.0 is 3
    return value


def _decimal(value: object, info: ValidationInfo) -> object:
    if isinstance(value, str) and info.context == FORM:
        if not value.strip():
            return None
        text = value.strip().replace(",", ".")
        return float(text) if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", text) else value
    return value


def _flag(value: object, info: ValidationInfo) -> object:
    return value == "1" if info.context == FORM and isinstance(value, str) else value


def _day(value: object, info: ValidationInfo) -> object:
    if value is None or (value == "" and info.context == FORM):
        return None
    try:
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            raise ValueError
        day = date.fromisoformat(value)
    except ValueError:
        raise refuse("not_a_day") from None
    if day.year not in YEARS:
        raise refuse("far_day", first=YEARS[0], last=YEARS[-1])
    return day


def _time(value: object, info: ValidationInfo) -> object:
    if value is None or (value == "" and info.context == FORM):
        return None
    try:
        if not isinstance(value, str) or not re.fullmatch(r"\d\d:\d\d", value, re.ASCII):
            raise ValueError
        return time.fromisoformat(value)
    except ValueError:
        raise refuse("not_a_time") from None


def number(text: str) -> int:
    """Return the whole number that a text is, of up to nine digits; 0 for every other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


TASK = "task-"
"""Beginning of the names of the boxes that are ticked for tasks, before the task's number."""


def ticked(sent: Mapping[str, str], prefix: str) -> list[int]:
    """Return the numbers of the boxes that are ticked, by the beginning of their names: "task-3"."""
    return [number(name.removeprefix(prefix)) for name in sent if name.startswith(prefix) and sent[name] == "1"]


def _zone(value: str) -> str:
    if value not in known_zones() or value in ("localtime", "Factory", "posixrules"):
        raise refuse("unknown_zone")
    return value


def choice(value: object, info: ValidationInfo) -> object:
    """Read an empty choice in a form as no choice."""
    return None if value == "" and info.context == FORM else value


def _at_most(longest: int, *, times: int = 1) -> Any:
    def check(value: str) -> str:
        if len(value) > times * longest:
            raise refuse("too_long", most=longest, length=len(value))
        return value

    return check


def _worth_reading(longest: int) -> Any:
    """Refuse a text far beyond its bound before each of its letters is looked at."""
    return _at_most(longest, times=10)


NAME, TITLE, SHORT, TEXT, NOTE = 120, 200, 300, 2_000, 10_000
MAX_COUNT = MAX_NEEDED
LIST = 20_000
"""Characters of a pasted list: far more than anybody owns, and read in a tenth of a second."""
MAX_ROWS = 2**31 - 1
"""Highest number of a row: beyond it none is looked for (and no database could)."""

EMAIL = 254
"""Length of the longest address that a mail server takes (RFC 5321, 4.5.3.1.3, without the brackets)."""


def _text_schema(longest: int, pattern: str = "^[^{control}]*$") -> WithJsonSchema:
    """Describe the bounds of a text in the OpenAPI document."""
    control = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    visible = rf"(?![{INVISIBLE}])[\p{{L}}\p{{N}}\p{{P}}\p{{S}}]"
    shown = pattern.replace("{control}", control).replace("{visible}", visible)
    return WithJsonSchema({"type": "string", "maxLength": longest, "pattern": shown})


_HOST = r"([A-Za-z0-9_-]{1,63}\.)+(?![0-9])[A-Za-z0-9_-]{1,63}"
_HOST_WITH_ACCENTS = r"([a-z0-9à-öø-ÿ]{1,15}\.){1,4}[a-zà-öø-ÿ]{1,15}"
"""A pattern for names in other letters, as JSON is told of them: those of every script may be used, by rules that no
pattern can say, such as that a whole name has room for 253 characters once it is encoded."""
_LOCAL = r"([^@\s={control}]|=(?!\?))"
FILLED = "^[^{control}]*{visible}[^{control}]*$"
Name = Annotated[
    str,
    AfterValidator(_worth_reading(NAME)),
    AfterValidator(_line),
    AfterValidator(_filled),
    AfterValidator(_at_most(NAME)),
    _text_schema(NAME, FILLED),
]
Title = Annotated[
    str,
    AfterValidator(_worth_reading(TITLE)),
    AfterValidator(_line),
    AfterValidator(_filled),
    AfterValidator(_at_most(TITLE)),
    _text_schema(TITLE, FILLED),
]
Short = Annotated[
    str,
    AfterValidator(_worth_reading(SHORT)),
    AfterValidator(_line),
    AfterValidator(_at_most(SHORT)),
    _text_schema(SHORT),
]
Text = Annotated[
    str, AfterValidator(_worth_reading(TEXT)), AfterValidator(_text), AfterValidator(_at_most(TEXT)), _text_schema(TEXT)
]
FilledText = Annotated[
    str,
    AfterValidator(_worth_reading(TEXT)),
    AfterValidator(_text),
    AfterValidator(_filled),
    AfterValidator(_at_most(TEXT)),
    _text_schema(TEXT, FILLED),
]
Note = Annotated[
    str, AfterValidator(_worth_reading(NOTE)), AfterValidator(_text), AfterValidator(_at_most(NOTE)), _text_schema(NOTE)
]
Pasted = Annotated[
    str,
    AfterValidator(_at_most(LIST)),
    AfterValidator(_whole_text),
    WithJsonSchema({"type": "string", "maxLength": LIST}),
]
Email = Annotated[
    str,
    AfterValidator(_worth_reading(EMAIL)),
    AfterValidator(_line),
    AfterValidator(_email),
    AfterValidator(_at_most(EMAIL)),
    _text_schema(EMAIL, rf"^({_LOCAL}+@({_HOST}|{_HOST_WITH_ACCENTS}))?$"),
]
GivenEmail = Annotated[
    str,
    AfterValidator(_worth_reading(EMAIL)),
    AfterValidator(_line),
    AfterValidator(_filled),
    AfterValidator(_email),
    AfterValidator(_at_most(EMAIL)),
]
"""An address that has to be given."""


class _ZoneNames:
    """The zones by name, listed only when the document is made: finding them takes a while."""

    def __get_pydantic_json_schema__(self, _core: object, _handler: object) -> dict[str, Any]:
        return {"type": "string", "maxLength": 40, "enum": sorted(zones())}


Zone = Annotated[str, AfterValidator(_zone), _ZoneNames()]
Day = Annotated[
    date | None,
    BeforeValidator(_day),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "format": "date", "pattern": "^(20[0-9]{2}|2100)-"}, {"type": "null"}]}
    ),
]
Time = Annotated[
    time | None,
    BeforeValidator(_time),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}, {"type": "null"}]}),
]
Whole = Annotated[int, Field(strict=True)]
Flag = Annotated[bool, Field(strict=True), BeforeValidator(_flag)]
Count = Annotated[Whole | None, Field(ge=0, le=MAX_COUNT), BeforeValidator(whole)]
Quantity = Annotated[Whole, Field(ge=1, le=MAX_COUNT), BeforeValidator(whole)]
Floor = Annotated[Whole | None, Field(ge=-20, le=200), BeforeValidator(whole)]
Minutes = Annotated[Whole | None, Field(ge=1, le=6_000), BeforeValidator(whole)]
DaysBefore = Annotated[Whole | None, Field(ge=1, le=30), BeforeValidator(whole)]
Weight = Annotated[
    Annotated[float, Field(gt=0, le=5_000, strict=True, allow_inf_nan=False)] | None,
    BeforeValidator(_decimal),
]
Number = Annotated[Whole, Field(ge=1, le=MAX_ROWS), BeforeValidator(whole)]
