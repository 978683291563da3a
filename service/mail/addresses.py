"""How mail addresses and telephone numbers are spelled, and under which digests they are known."""

import re

import idna

from service.installation import Installation

HOST = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|\[[0-9A-Za-z.:]+\]")
MIN_DIGITS = 5
"""Of a telephone number; "ask my neighbour" is none."""


class Unwritable(ValueError):
    """No letter can be addressed so."""


def host_of(domain: str) -> str:
    """What stands behind an @, as mail servers write it (IDNA 2008: "straße.de" is not "strasse.de").

    Raises Unwritable: it has to be one host, or it might be read as several addresses.
    """
    domain = domain.removesuffix(".")
    try:
        host = domain if domain.isascii() else idna.encode(domain, uts46=True, transitional=False).decode()
    except UnicodeError:  # of which IDNAError is one
        raise Unwritable from None
    if not HOST.fullmatch(host):
        raise Unwritable
    return host


def number_of(phone: str) -> str:
    """The digits of a telephone number; empty for what is none."""
    number = re.sub(r"[^0-9+]", "", phone)
    return number if len(number.strip("+")) >= MIN_DIGITS else ""


def mailbox_key(installation: Installation, email: str, phone: str = "") -> str:
    """What an address, or without one a telephone number, is known by; empty for who left neither."""
    if email:
        return installation.links.lasting("mailbox", spelled(email))
    number = number_of(phone)
    return installation.links.lasting("telephone", number) if number else ""


def proof_of(installation: Installation, email: str) -> str:
    """What stands only in letters to an address: who sends it back has read one."""
    return installation.links.lasting("proof", spelled(email))[:20]


def spelled(email: str) -> str:
    """One spelling for all that reach the same mailbox for certain."""
    local, _, domain = email.strip().casefold().rpartition("@")
    try:
        return f"{local}@{host_of(domain)}"
    except Unwritable:
        return f"{local}@{domain}"
