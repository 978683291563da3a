"""The result of a delivery, and the one thing that every transport can do."""

from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum
from typing import Protocol


class DeliveryStatus(StrEnum):
    """The outcome for a letter that was to be delivered."""

    SENT = "sent"
    LATER = "later"
    """Not taken now; it may be tried again."""
    AWAY = "away"
    """The transport is unreachable: further letters are not tried this round."""
    REFUSED = "refused"
    """This letter will never be taken; the address may be good."""
    NO_SUCH_ADDRESS = "no_such_address"
    PERHAPS = "perhaps"
    """It was handed over in full, and no answer came."""


@dataclass(frozen=True)
class DeliveryResult:
    status: DeliveryStatus
    error: str = ""
    """The other side's reply, without addresses."""


class Transport(Protocol):
    """Anything that delivers letters: `send` blocks and returns the result, and raises nothing that is expected."""

    def send(self, mail: EmailMessage, of_move: str, /) -> DeliveryResult: ...

    def close(self) -> None: ...
