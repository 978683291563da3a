"""Who carries letters out of the program: a mail server, the data folder while there is none, and other channels.

A carrier says what became of a letter, and nothing else: when to try again is the outbox's business. Between the
last byte handed over and the server's answer lies the moment in which nobody can know; it is told as it is.
"""

from urllib.parse import urlsplit

from service.mail.transports.base import Transport
from service.mail.transports.folder import Folder
from service.mail.transports.smtp import MailServer
from service.settings import Settings


def transport_of(settings: Settings) -> Transport:
    """What letters go out by, as the installation is set."""
    if settings.smtp_url:
        return MailServer(settings.smtp_url, greets_as=urlsplit(settings.address).hostname or "localhost")
    return Folder(settings.data)
