"""Mail addresses and telephone numbers: one spelling of each, and the keyed digests that stand for them."""

import re

import idna

from service.installation import Installation

HOST = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|\[[0-9A-Za-z.:]+\]")
MIN_DIGITS = 5
"""Digits that a telephone number has at least; "ask my neighbour" is none."""


class Unwritable(ValueError):
    """An address that no letter can be sent to."""


def host_of(domain: str) -> str:
    """Spell the part behind the @ as mail servers do (IDNA 2008: "straße.de" is not "strasse.de").

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
    """Return the digits of a telephone number; empty if it is none."""
    number = re.sub(r"[^0-9+]", "", phone)
    return number if len(number.strip("+")) >= MIN_DIGITS else ""


def mailbox_key(installation: Installation, email: str, phone: str = "") -> str:
    """Return the digest of an address, or without one of a telephone number; empty without either."""
    if email:
        return installation.links.lasting("mailbox", spelled(email))
    number = number_of(phone)
    return installation.links.lasting("telephone", number) if number else ""


def proof_of(installation: Installation, email: str) -> str:
    """Make the token that is included only in mail to this address: returning it proves access to the mailbox."""
    return installation.links.lasting("proof", spelled(email))[:20]


def spelled(email: str) -> str:
    """Return one spelling for all addresses that reach the same mailbox for certain."""
    local, _, domain = email.strip().casefold().rpartition("@")
    try:
        return f"{local}@{host_of(domain)}"
    except Unwritable:
        return f"{local}@{domain}"
