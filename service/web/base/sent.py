"""Reads the forms that are sent, within bounds; large ones beside the event loop, which everybody shares."""

from urllib.parse import parse_qsl

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from service.domain.core.refusals import Malformed

MAX_FIELDS = 12_000
"""Number of fields in a form: a preview of 500 tasks has so many. Its size in bytes is bounded by the guard."""
MAX_PARTS = 1_000
"""Number of fields in a form that comes in parts, as none of our pages sends it: each takes as much time as ten."""
LARGE = 20_000
"""Size in bytes from which a body is not read on the event loop."""
IN_FIELDS = "application/x-www-form-urlencoded"


async def read_form(request: Request) -> dict[str, str]:
    """Read the text fields of a posted form; of one name the last. Raises Malformed."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == IN_FIELDS:
        body = await request.body()
        read = _in_fields(body) if len(body) < LARGE else await run_in_threadpool(_in_fields, body)
    else:
        read = await _in_parts(request)
    request.state.sent = read  # an error page may have to hand it back
    return read


def _in_fields(body: bytes) -> dict[str, str]:
    """Read a form as all our pages send it. Raises Malformed."""
    if body.count(b"&") > MAX_FIELDS:
        raise Malformed
    return dict(parse_qsl(body.decode("latin-1"), keep_blank_values=True))


async def _in_parts(request: Request) -> dict[str, str]:
    """Read a form in parts; what is no form has no fields. Raises Malformed."""
    try:
        form = await request.form(max_files=0, max_fields=MAX_PARTS, max_part_size=500_000)
    except (UnicodeError, LookupError):  # a part that names a charset of its own
        raise Malformed from None
    return {name: _sound(value) for name, value in form.items() if isinstance(value, str)}


def _sound(text: str) -> str:
    """Replace half characters by a question mark: they can be neither stored nor shown again."""
    return text.encode(errors="replace").decode()
