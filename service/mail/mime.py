"""A letter as mail: text and HTML that say the same, the headers for unsubscribing, and calendar entries."""

import re
from collections.abc import Iterator
from email.header import Header
from email.headerregistry import (
    Address,
    BaseHeader,
    HeaderRegistry,
    UniqueAddressHeader,
    UniqueUnstructuredHeader,
    UnstructuredHeader,
)
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime, parseaddr
from functools import cache
from itertools import groupby
from textwrap import TextWrapper
from urllib.parse import urlsplit

from service.domain.core.hosts import Unwritable, host_of
from service.domain.models import Standing
from service.domain.reading.views import HelperView, MoveView
from service.domain.reminders.correspondence import Person
from service.mail.calendar import calendar_of, file_name
from service.mail.letters.base import Action, Calls, Letter, LetterContext, Lines, Quote, Words
from service.settings import Settings
from service.text.templates import render

SENDER = "Many Hands"


class _Whole(UnstructuredHeader, BaseHeader):
    """A header with URLs, never folded: folding would encode them, and no mail program could follow them."""

    def fold(self, *, policy: Policy) -> str:  # noqa: ARG002  # as its base is called
        return f"{self.name}: {self}{SMTP.linesep}"


class _Text(UniqueUnstructuredHeader, BaseHeader):
    """A header of words, such as the subject: what is not ASCII is encoded as a whole, with all spaces in it.

    The library's folding mixes encoded words with plain ones, and loses a space between two lines: what stands between
    two encoded words is nothing to who reads them (RFC 2047, 6.2). Plain ones it puts all below an empty first line.
    """

    def fold(self, *, policy: Policy) -> str:  # noqa: ARG002  # the library's name for it
        is_plain = self.isascii() and all(len(word) < MAX_ENCODED_LENGTH for word in self.split())
        words = Header(self, "us-ascii" if is_plain else "utf-8", header_name=self.name)
        return f"{self.name}: {words.encode(linesep=SMTP.linesep)}{SMTP.linesep}"


class _Named(UniqueAddressHeader, BaseHeader):
    """A header with one address: the words of a name that are not ASCII are encoded with the spaces between them.

    Plain ones stay plain: so "… · Many Hands" has fewer encoded words beside each other, between which Python before
    3.12.9 and 3.13.2 reads a space that is not there.
    """

    def fold(self, *, policy: Policy) -> str:
        [address] = self.addresses
        folded = super().fold(policy=policy)
        is_plain = address.display_name.isascii() and folded.count(SMTP.linesep) == 1
        if is_plain or not address.display_name or not address.addr_spec.isascii():
            return folded
        lines = [f"{self.name}:"]
        for piece in (*_phrase(address.display_name), f"<{address.addr_spec}>"):
            if len(f"{lines[-1]} {piece}") > MAX_HEADER_LENGTH:
                lines.append("")
            lines[-1] += f" {piece}"
        return SMTP.linesep.join([*lines, ""])


def _phrase(name: str) -> Iterator[str]:
    """Yield a name as plain words and encoded ones, to stand with a space between them."""
    single = name.split(" ") if name == " ".join(name.split()) else [name]
    for is_plain, words in groupby(single, lambda word: bool(PLAIN_WORD.fullmatch(word))):
        if is_plain:
            yield from words
        else:
            yield from Header(" ".join(words), "utf-8", maxlinelen=MAX_ENCODED_LENGTH).encode(linesep="").split()


class _Headers(HeaderRegistry):
    """The library's registry, with a cache: it makes a class anew for each header of each mail."""

    @cache  # noqa: B019  # there is one of these, for good
    def __getitem__(self, name: str) -> type:
        made: type = super().__getitem__(name)
        return made


_HEADERS = _Headers()
_HEADERS.map_to_type("list-unsubscribe", _Whole)
_HEADERS.map_to_type("subject", _Text)
for _name in ("from", "to", "reply-to"):
    _HEADERS.map_to_type(_name, _Named)
MAX_HEADER_LENGTH = 78
"""Characters of a line of a header."""
MAX_ENCODED_LENGTH = 66
"""Characters of an encoded word of a name: behind "Reply-To: " the line has 76, as it must (RFC 2047, 2)."""
PLAIN_WORD = re.compile(r"[\w!#$%&'*+/^`{|}~-]+", re.ASCII)
"""A word of a name that needs neither quotation marks nor encoding."""
POLICY = SMTP.clone(max_line_length=MAX_HEADER_LENGTH, header_factory=_HEADERS)
MAX_LINE_LENGTH = 76
"""Characters of a line of text."""
MAX_SUBJECT_LENGTH = 150
"""Characters of a subject; a title may have hundreds."""
MAX_NAME_LENGTH = 60
"""Characters of a sender's name."""
NEVER_ENCODED = "=_"
"""Begins a line between parts: no text in quoted-printable or base64 has it (RFC 2045, 6.7), so nobody has to look."""
ENCODED = "=?"
LINE_BREAK = re.compile(r"[\r\n]")


def mail_of(ctx: LetterContext, letter: Letter, person: Person, letter_id: str) -> EmailMessage:
    """Make the whole mail. `letter_id` becomes its Message-ID: the same letter sent again has the same."""
    mail = EmailMessage(policy=POLICY)
    mail["From"] = _from(ctx, person)
    mail["To"] = _address(person.email)
    mail["Subject"] = header_text(letter.subject, MAX_SUBJECT_LENGTH)
    mail["Date"] = format_datetime(ctx.now)
    mail["Message-ID"] = f"<{letter_id}@{_domain(ctx.installation.settings)}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    mail["List-Unsubscribe"] = f"<{letter.leave}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    reply_to = _reply_to(ctx, person)
    if reply_to:
        mail["Reply-To"] = reply_to
    mail.set_content(text_of(letter, ctx.lang.colon), cte="quoted-printable")
    mail.add_alternative(
        render("mail/letter.html", ctx.lang, letter=letter, kind=kind_of), "html", cte="quoted-printable"
    )
    for entry in letter.events:
        written, claim = calendar_of(ctx, [entry]), entry[1]
        if written:
            # One entry a file: several in one are taken for a calendar of their own by some programs.
            name = file_name(ctx.letters.move.id, claim.helper.n, claim.n)
            mail.add_attachment(written, maintype="text", subtype="calendar", filename=name, cte="base64")
            part = list(mail.iter_attachments())[-1]
            part.set_param("charset", "utf-8")
            part.set_param("method", "PUBLISH")
    for depth, part in enumerate(each for each in mail.walk() if each.is_multipart()):
        part.set_boundary(f"{NEVER_ENCODED}{depth}")
    mail["Content-Language"] = ctx.lang.tag  # last: each part that is added takes such headers for its own
    _check_headers(mail)
    return mail


def text_of(letter: Letter, colon: str) -> str:
    """Write the letter as plain text. `colon`: stands behind the words of a link."""
    parts = [letter.greeting] if letter.greeting else []
    for block in letter.blocks:
        match block:
            case str():
                parts.append(_wrapped(block))
            case Words(words) | Calls(words):
                parts.append(_wrapped(words))
            case Lines(lines):
                parts.append("\n".join(_wrapped(f"- {line}", under="  ") for line in lines))
            case Quote(words):
                parts.append("\n".join(_wrapped(f"> {line}", under="> ") for line in words.splitlines()))
            case Action(label, url):
                parts.append(f"{label}{colon}\n{url}")
    if letter.signature:
        parts.append(_wrapped(letter.signature))
    # "-- " begins what mail programs show small and leave out of answers.
    footer = ["-- "] + [
        f"{each.label}{colon}\n{each.url}" if isinstance(each, Action) else _wrapped(each) for each in letter.footer
    ]
    return "\n\n".join(parts) + "\n\n" + "\n".join(footer) + "\n"


def _wrapped(words: str, under: str = "") -> str:
    """Break lines that are longer than mail programs show; a link stays whole. `under`: begins what is broken off."""
    wrapper = TextWrapper(
        MAX_LINE_LENGTH,
        subsequent_indent=under,
        replace_whitespace=False,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(
        "\n".join(wrapper.wrap(line)) if len(line) > MAX_LINE_LENGTH else line for line in words.splitlines()
    )


def kind_of(block: object) -> str:
    """Name the sort of a block, for the template."""
    return type(block).__name__.lower()


def header_text(words: str, max_length: int) -> str:
    """Put text on one line of a header, cut to `max_length` characters.

    "=?" is broken: it begins an encoded word, and Python before 3.11.10 and 3.12.5 decodes one that somebody typed,
    line breaks and all, into headers of its own (CVE-2024-6923).
    """
    line = " ".join(words.replace(ENCODED, "= ?").split())
    return line if len(line) <= max_length else line[: max_length - 1].rstrip() + "…"


def _from(ctx: LetterContext, person: Person) -> Address:
    """Make the sender: our address; to helpers with the organizer's name, once their address is proven."""
    name, address = parseaddr(ctx.installation.settings.mail_from)
    shown = name or SENDER
    if ctx.in_full and isinstance(person, HelperView):
        shown = f"{header_text(ctx.letters.move.organizer.name, MAX_NAME_LENGTH)} · {shown}"
    return _address(address or f"letters@{_host(ctx.installation.settings)}", shown)


def _reply_to(ctx: LetterContext, person: Person) -> Address | None:
    move: MoveView = ctx.letters.move
    reached = next((each for each in move.organizers if each.email), move.organizer)
    email = reached.email
    if not ctx.in_full or not email or email == person.email:
        return None
    if isinstance(person, HelperView) and not _is_firm(ctx, person):
        return None  # an organizer's address comes with a firm claim alone, in a letter as on a page
    try:
        return _address(email, header_text(reached.name, MAX_NAME_LENGTH))
    except Unwritable:
        return None


def _is_firm(ctx: LetterContext, helper: HelperView) -> bool:
    return any(claim.standing is Standing.FIRM for _task, claim in ctx.letters.board.claims_of(helper.n))


def _address(email: str, name: str = "") -> Address:
    """Make an address for a header. Raises Unwritable."""
    local, _, domain = email.rpartition("@")
    if not local or ENCODED in local:
        raise Unwritable
    return Address(name, local, host_of(domain))


def _check_headers(mail: EmailMessage) -> None:
    """Raise Unwritable if a header of the mail, or of a part of it, would be written as several."""
    for part in mail.walk():
        for name, value in part.items():
            if LINE_BREAK.search(f"{name}{value}"):
                raise Unwritable


def _domain(settings: Settings) -> str:
    return parseaddr(settings.mail_from)[1].rpartition("@")[2] or _host(settings)


def _host(settings: Settings) -> str:
    return urlsplit(settings.address).hostname or "localhost"
