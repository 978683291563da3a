"""Hosts that no letter is sent to: they would lead into the network of the machine that sends it."""

import re
import unicodedata

LOCAL = {
    *("localhost", "local", "test", "invalid", "internal", "localdomain"),
    *("intranet", "private", "corp", "home", "lan", "arpa"),
}
"""Last parts of names that no public name server knows (RFC 6761; 6762, appendix G; 8375; `internal`: ICANN, 2024)."""
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.ASCII)
"""The last part of an IPv4 address, however it is written: no public name ends in one."""

_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.?", re.ASCII)
_OF_WORDS = {"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Mn", "Mc", "Cf"}
"""Kinds of letters, digits and accents that names in other scripts than ours are written with."""
_ENCODED = "=?"
"""The beginning of a word that mail programs decode: nobody's address holds one."""


def is_writable(email: str) -> bool:
    """Tell whether a letter may be addressed so, by its spelling: a name, an @ and a host of whole parts."""
    local, _, domain = email.rpartition("@")
    letters = ("x" if unicodedata.category(each) in _OF_WORDS else each for each in domain)
    plain = unicodedata.normalize("NFKC", "".join(letters)).replace("\u3002", ".")
    return bool(local) and _ENCODED not in local and bool(_HOST.fullmatch(plain))


def is_local(email: str) -> bool:
    """Tell whether the domain of an address is a name without a dot, one of a private network, or a number."""
    shown = "".join(each for each in email.rpartition("@")[2] if unicodedata.category(each) != "Cf")
    domain = unicodedata.normalize("NFKC", shown).replace("\u3002", ".").strip().rstrip(".").casefold()
    name, _, last = domain.rpartition(".")
    return not name or last in LOCAL or bool(_NUMBER.fullmatch(last)) or domain.startswith("[") or ":" in domain
