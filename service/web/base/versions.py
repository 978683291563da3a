"""The version that a change led to: told with the answer, so that whoever made it can undo exactly that."""

from starlette.requests import Request
from starlette.types import Message

HEADER = b"move-version"


def tell_version(request: Request, message: Message) -> None:
    """Add the header Move-Version to the answer of a change.

    Where a form leads on to a page that says what was done, the address names the version, too, if it can be undone.
    """
    version: int | None = getattr(request.state, "move_version", None)
    if version is None or message["status"] >= 400 or any(name == HEADER for name, _ in message["headers"]):
        return
    headers = [(name, _with_undo(request, name, value, version)) for name, value in message["headers"]]
    message["headers"] = [*headers, (HEADER, str(version).encode())]


def _with_undo(request: Request, name: bytes, value: bytes, version: int) -> bytes:
    leads_on = name == b"location" and value.startswith(b"/m/") and b"notice=" in value
    if not (leads_on and request.state.can_be_undone):
        return value
    address, mark, anchor = value.partition(b"#")
    return address + f"&undo={version}".encode() + mark + anchor
