"""Forms are read as browsers send them, and as nobody's browser does."""

import asyncio

import pytest
from starlette.requests import Request
from starlette.types import Message

from service.domain.core.refusals import Malformed
from service.web.base.sent import LARGE, MAX_FIELDS, read_form

IN_FIELDS = "application/x-www-form-urlencoded; charset=UTF-8"


def read(body: bytes, kind: str = IN_FIELDS) -> dict[str, str]:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    headers = [(b"content-type", kind.encode())]
    return asyncio.run(read_form(Request({"type": "http", "method": "POST", "headers": headers}, receive)))


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (b"", {}),
        (b"name=Zo%C3%AB+D%2Fx&words=a%0D%0Ab", {"name": "Zo\u00eb D/x", "words": "a\r\nb"}),
        (b"a=1&b=&c&a=2", {"a": "2", "b": "", "c": ""}),
        (b"&&a=1;b=2&=3", {"a": "1;b=2", "": "3"}),
        (b"a=%ED%A0%80%zz", {"a": "\ufffd" * 3 + "%zz"}),
        (b"a=" + b"x" * LARGE, {"a": "x" * LARGE}),
    ],
)
def test_every_field_is_read_and_of_one_name_the_last(body: bytes, fields: dict[str, str]) -> None:
    assert read(body) == fields
    assert read(body, "text/plain") == {}


def test_a_form_in_parts_is_read_too() -> None:
    part = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nZo\xc3\xab\r\n--b--\r\n'
    assert read(part, "multipart/form-data; boundary=b") == {"a": "Zo\u00eb"}


def test_too_many_fields_are_not_read() -> None:
    assert read(b"&".join([b"a=1"] * MAX_FIELDS))
    with pytest.raises(Malformed):
        read(b"&" * (MAX_FIELDS + 1))
