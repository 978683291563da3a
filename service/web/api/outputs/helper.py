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


class KnownHelper(HelperWithLink):
    """A helper as organizers know them."""

    trusted: bool


class KnownHelperAnswer(Out):
    helper: KnownHelper
    version: int


class HelpersOut(Out):
    helpers: list[KnownHelper]
    version: int
