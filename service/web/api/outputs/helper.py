"""Helpers, by name and with their contacts."""

from service.web.api.outputs.base import NullIfEmpty, Out


class PersonOut(Out):
    n: int
    name: str


class HelperOut(PersonOut):
    email: NullIfEmpty
    phone: NullIfEmpty


class HelperWithLink(HelperOut):
    link: str


class HelperAnswer(Out):
    helper: HelperWithLink
    version: int


class HelpersOut(Out):
    helpers: list[HelperWithLink]
    version: int
