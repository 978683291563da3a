"""Hosts that no letter is sent to: they would lead into the network of the machine that sends it, or nowhere."""

import re
import unicodedata

import idna

LOCAL = {
    *("localhost", "local", "test", "invalid", "example", "onion", "alt", "arpa"),
    *("internal", "corp", "home", "mail", "intranet", "private", "lan", "localdomain"),
}
"""Last parts of names that no public mail server has; what might be sold to somebody some day is not among them.

Special use: RFC 6761, 6762 (with its appendix G: intranet, private, lan), 7686, 8375 (home.arpa; nobody has a mailbox
elsewhere in arpa either), 9476. Never delegated: corp, home, mail (ICANN, 2018), internal (2024). What routers and
systems call their own network: lan, localdomain.
"""
_OF_ROUTERS = {"fritz.box", "speedport.ip"}
"""Names that a router gives to itself and to all behind it: a mail server there would find the router.

The first is a public name, too, which belongs to the router's maker since 2024 (WIPO D2024-0706): nobody has a mailbox
there. Other names below .box may be anybody's.
"""
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.ASCII)
"""The last part of an IPv4 address, however it is written: no public name ends in one."""

_PART = r"[A-Za-z0-9_-]{1,63}"
_HOST = re.compile(rf"{_PART}(\.{_PART})*|\[[0-9A-Za-z.:]+\]")
_ENCODED = "=?"
"""The beginning of a word that mail programs decode: nobody's address holds one."""


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
    if not _HOST.fullmatch(host):
        raise Unwritable
    return host


def is_writable(email: str) -> bool:
    """Tell whether a letter may be addressed so, by its spelling: a name, an @ and a host."""
    local, _, domain = email.rpartition("@")
    try:
        host_of(domain)
    except Unwritable:
        return False
    return bool(local) and _ENCODED not in local


def is_local(email: str) -> bool:
    """Tell whether no public mail server has the domain: one without a dot, of one network alone, or a number."""
    shown = "".join(each for each in email.rpartition("@")[2] if unicodedata.category(each) != "Cf")
    domain = unicodedata.normalize("NFKC", shown).replace("\u3002", ".").strip().rstrip(".").casefold()
    name, _, last = domain.rpartition(".")
    if not name or last in LOCAL or _NUMBER.fullmatch(last) or domain.startswith("[") or ":" in domain:
        return True
    return f"{name.rpartition('.')[2]}.{last}" in _OF_ROUTERS
