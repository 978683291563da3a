"""Hosts that no letter is sent to: they would lead into the network of the machine that sends it."""

import re
import unicodedata

import idna

LOCAL = {
    *("localhost", "local", "test", "invalid", "internal", "localdomain"),
    *("intranet", "private", "corp", "home", "lan", "arpa"),
}
"""Last parts of names that no public name server knows (RFC 6761; 6762, appendix G; 8375; `internal`: ICANN, 2024)."""
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
    """Tell whether the domain of an address is a name without a dot, one of a private network, or a number."""
    shown = "".join(each for each in email.rpartition("@")[2] if unicodedata.category(each) != "Cf")
    domain = unicodedata.normalize("NFKC", shown).replace("\u3002", ".").strip().rstrip(".").casefold()
    name, _, last = domain.rpartition(".")
    return not name or last in LOCAL or bool(_NUMBER.fullmatch(last)) or domain.startswith("[") or ":" in domain
