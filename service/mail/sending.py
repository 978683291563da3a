"""Writing letters and handing them over, with no transaction open."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.domain.core.hosts import Unwritable
from service.domain.core.message_rows import ASKED_FROM
from service.domain.models import Hitch, LetterSort, Message, MessageKind
from service.domain.reading.views import OrganizerView
from service.domain.reminders.correspondence import Correspondence, Person
from service.installation import Installation
from service.logs import log_exception
from service.mail.letters.base import Letter, LetterContext
from service.mail.letters.to_helpers import letter_to_helper
from service.mail.letters.to_organizers import letter_to_organizer
from service.mail.mime import mail_of
from service.mail.transports.base import DeliveryResult, DeliveryStatus, Transport
from service.mail.transports.channels import Channels
from service.text.language import language

ASKED = (LetterSort.ASKED, LetterSort.ASKED_UNPROVEN)
"""Sorts of letters with a link that somebody has asked for."""
Delivered = tuple["OutgoingLetter", DeliveryResult]


@dataclass(frozen=True)
class OutgoingLetter:
    """One letter to be sent: its receiver, the messages that it is made of, and all that it is written from."""

    letters: Correspondence
    person: Person
    messages: list[Message]
    news: list[Any]
    letter_id: str
    mailbox: str
    in_full: bool
    """Its receiver has confirmed the address, so it may hold words that somebody typed."""
    reached: str
    """The address or number that it goes to; empty for a common channel."""
    taken_at: datetime

    @property
    def by_mail(self) -> bool:
        return bool(self.person.email)

    @property
    def is_first(self) -> bool:
        """Tell whether nothing has been sent to this address of theirs before."""
        return bool(self.reached) and self.reached != self.person.met

    @property
    def visitors(self) -> list[str]:
        """The digests of visitors for one of whom it may go: who caused it first, or anybody who asked for a link.

        Of a letter that comes with time, who made the entry. May be empty strings.
        """
        causes = list(dict.fromkeys(message.visitor for message in self.messages if message.visitor))
        return (causes if self.sort in ASKED else causes[:1]) or [self.person.visitor]

    @property
    def sort(self) -> LetterSort:
        if self.reached and not self.by_mail:
            return LetterSort.NUMBER if self.in_full else LetterSort.NUMBER_UNPROVEN
        if all(message.kind is MessageKind.OWN_LINK and message.number >= ASKED_FROM for message in self.messages):
            return LetterSort.ASKED if self.in_full else LetterSort.ASKED_UNPROVEN
        return LetterSort.TOLD if self.in_full or not self.reached else LetterSort.TOLD_UNPROVEN


class Sender:
    """Hands letters over: by mail where there is an address, otherwise by the channels of the installation."""

    def __init__(self, installation: Installation, transport: Transport, channels: Channels) -> None:
        self._installation = installation
        self._transport = transport
        self._channels = channels

    def send(self, taken: Sequence[OutgoingLetter], now: datetime, ends: Callable[[], bool]) -> Iterable[Delivered]:
        """Send letters; yield each with its result. Once the transport is unreachable, the rest is not tried."""
        away: DeliveryResult | None = None
        for outgoing in taken:
            if ends():
                result = DeliveryResult(DeliveryStatus.AWAY, Hitch.INTERRUPTED)
            else:
                result = away if away and outgoing.by_mail else self._send_one(outgoing, now)
            if outgoing.by_mail and result.status in (DeliveryStatus.AWAY, DeliveryStatus.PERHAPS):
                away = DeliveryResult(DeliveryStatus.AWAY, result.error)
            yield outgoing, result

    def _send_one(self, outgoing: OutgoingLetter, now: datetime) -> DeliveryResult:
        try:
            lang = self._language(outgoing)
            letters = outgoing.letters.seen_by(outgoing.person)
            ctx = LetterContext(self._installation, letters, lang, now, outgoing.in_full, names_people=outgoing.by_mail)
            letter = write_letter(ctx, outgoing.person, outgoing.messages, outgoing.news)
            mail = mail_of(ctx, letter, outgoing.person, outgoing.letter_id) if outgoing.by_mail else None
        except Unwritable:
            return DeliveryResult(DeliveryStatus.NO_SUCH_ADDRESS, Hitch.NO_ADDRESS)
        except Exception as error:  # noqa: BLE001  # one letter must not hold up all others
            log_exception("A letter could not be written", error)
            return DeliveryResult(DeliveryStatus.LATER, type(error).__name__)
        try:
            if mail is not None:
                return self._transport.send(mail, outgoing.letters.move.id)
            return self._tell(outgoing, letter, ctx)
        except Exception as error:  # noqa: BLE001  # nobody knows how far it came
            log_exception("A letter could not be handed over", error)
            return DeliveryResult(DeliveryStatus.PERHAPS, type(error).__name__)

    def _tell(self, outgoing: OutgoingLetter, letter: Letter, ctx: LetterContext) -> DeliveryResult:
        """Send a chat or short message: the subject, and where to read on."""
        board = f"{self._installation.settings.address}/m/{outgoing.letters.move.id}"
        common = ctx.lang.gettext("There is something new on a board of Many Hands: %(url)s", url=board)
        return self._channels.tell(outgoing.person.phone, f"{letter.subject}\n{letter.way}", common)

    def _language(self, outgoing: OutgoingLetter) -> Any:
        """Return the receiver's language, as it is written where the move is unless their browser said otherwise.

        For somebody who never opened a page, it is the organizer's.
        """
        move = outgoing.letters.move
        return language(outgoing.person.language or move.organizer.language, zone=move.zone)


def write_letter(ctx: LetterContext, person: Person, messages: Sequence[Message], news: Sequence[Any]) -> Letter:
    """Write the letter for these messages to this person."""
    if isinstance(person, OrganizerView):
        return letter_to_organizer(ctx, person, messages)
    return letter_to_helper(ctx, person, messages, news)
