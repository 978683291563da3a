"""The result of a delivery, and the one thing that every transport can do."""

from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum
from typing import Protocol


class DeliveryStatus(StrEnum):
    """What became of a letter that was handed over."""

    SENT = "sent"
    LATER = "later"
    """Not taken now; it may be tried again."""
    AWAY = "away"
    """Nobody was there to take it: that holds for every other letter, too."""
    REFUSED = "refused"
    """This letter will never be taken; the address may be good."""
    NO_SUCH_ADDRESS = "no_such_address"
    PERHAPS = "perhaps"
    """It was handed over in full, and no answer came."""


@dataclass(frozen=True)
class DeliveryResult:
    status: DeliveryStatus
    error: str = ""
    """What the other side said, without addresses."""


class Transport(Protocol):
    """Anything that takes letters: blocking, and silent about everything but what became of one."""

    def send(self, mail: EmailMessage, of_move: str, /) -> DeliveryResult: ...

    def close(self) -> None: ...
