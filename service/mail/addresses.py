"""Mail addresses and telephone numbers: one spelling of each, digests that stand for them, and whose they are.

An address is proven once its owner has pressed a button on a page that was reached from a letter to it.
"""

import re
import unicodedata
from contextlib import suppress
from hmac import compare_digest

from service.domain.core.hosts import Unwritable, host_of
from service.domain.core.links import Grants, Link
from service.domain.core.message_rows import ALL
from service.domain.reminders.correspondence import Person
from service.installation import Installation
from service.text.phones import BETWEEN, DIGITS, TRUNK, in_our_digits

GMAIL = ("gmail.com", "googlemail.com")
COUNTED_DIGITS = 8
"""Digits counted from the end of a telephone number: its prefix may be written in several ways."""


def counted_as(address: str) -> str:
    """Return one spelling for all addresses that may reach one mailbox, for counting what goes there.

    Without the tag behind a "+", without case and look-alikes, and without the dots that Gmail does not read. Of a
    telephone number it is the end.
    """
    if "@" not in address:
        return address[-COUNTED_DIGITS:]
    local, at, domain = address.rpartition("@")
    seen = (letter for letter in unicodedata.normalize("NFKC", local) if unicodedata.category(letter) != "Cf")
    local = "".join(seen).casefold()
    local = local.partition("+")[0] or local
    if domain in GMAIL:
        return f"{local.replace('.', '')}@{GMAIL[0]}"
    return f"{local}{at}{domain}"


def number_of(phone: str) -> str:
    """Return the digits of a telephone number, one spelling of each; empty if it is none.

    People read what stands in that field, too, so anything may. A number is one alone: with words, an extension or a
    second number beside it, nobody knows whom a message would reach.
    """
    read = BETWEEN.sub("", TRUNK.sub(r"\1", in_our_digits(phone)))
    found = re.fullmatch(r"(\+|00)?(\d+)", read)
    if found is None or len(found[2]) not in DIGITS:
        return ""
    return f"+{found[2]}" if found[1] else found[2]


def known_as(installation: Installation, reached: str) -> str:
    """Return an address or number as proofs and digests know it.

    Where letters become files an organizer reads them all: what they hold proves nothing once a mail server is set.
    """
    is_file = "@" in reached and not installation.settings.smtp_url
    return f"file {reached}" if is_file else reached


def mailbox_key(installation: Installation, email: str, phone: str = "") -> str:
    """Return the digest of an address, or without one of a telephone number; empty without either."""
    if email:
        return installation.links.lasting("mailbox", known_as(installation, spelled(email)))
    number = number_of(phone)
    return installation.links.lasting("telephone", number) if number else ""


def reached_at(person: Person) -> str:
    """Return the address or, without one, the number that messages to this person go to; empty without either."""
    return spelled(person.email) if person.email else number_of(person.phone)


def is_proven(installation: Installation, person: Person) -> bool:
    """Tell whether they have confirmed that messages to them reach them."""
    return bool(person.proven) and person.proven == known_as(installation, reached_at(person))


def hears(installation: Installation, person: Person) -> bool:
    """Tell whether typed words reach this person by themselves: a letter or message goes out, to a proven address."""
    reached = installation.settings.reaches(person.email)
    return reached and ALL not in person.muted_kinds and is_proven(installation, person)


def proof_of(installation: Installation, reached: str) -> str:
    """Make the token that is sent only to this address or number: returning it proves access to it."""
    return installation.links.lasting("proof", known_as(installation, reached))[:20]


def has_read(installation: Installation, person: Person, proof: str) -> bool:
    """Tell whether the sender of this token has read a message to this person's address."""
    reached = reached_at(person)
    return bool(reached) and compare_digest(proof.encode(), proof_of(installation, reached).encode())


def to_prove(installation: Installation, person: Person, proof: str) -> str:
    """Return the token of a page's address if pressing a button there would prove an address that is not proven yet."""
    return proof if has_read(installation, person, proof) and not is_proven(installation, person) else ""


def letters_link(installation: Installation, move_id: str, person: Person) -> Link:
    """Make the link that stands only in letters to this person's address: it lets a reader choose which ones come."""
    key = mailbox_key(installation, person.email, person.phone)
    return Link(move_id, Grants.LETTERS, person.n, int(key[:7] or "0", 16) + 1)


def spelled(email: str) -> str:
    """Return one spelling for all addresses that reach the same mailbox for certain.

    Only the letters of ASCII lose their case: "ſ" and "ß" fold into others, which are somebody else's address.
    """
    local, _, domain = email.strip().rpartition("@")
    with suppress(Unwritable):
        domain = host_of(domain)
    return f"{_lower(local)}@{_lower(domain)}"


def _lower(text: str) -> str:
    return text.lower() if text.isascii() else "".join(each.lower() if each.isascii() else each for each in text)
