"""Transports of letters: a mail server, the data folder while there is none, and other channels.

A transport returns the result of a delivery, and nothing else: when to try again is the outbox's business. Between the
last byte sent and the server's answer nobody can know whether a letter has arrived: that is a result of its own.
"""

from urllib.parse import urlsplit

from service.mail.transports.base import Transport
from service.mail.transports.folder import Folder
from service.mail.transports.smtp import MailServer
from service.settings import Settings


def transport_of(settings: Settings) -> Transport:
    """Make the transport that the settings ask for."""
    if settings.smtp_url:
        return MailServer(settings.smtp_url, greets_as=urlsplit(settings.address).hostname or "localhost")
    return Folder(settings.data)
