"""The letters of a move, as a mail program reads them."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from service.mail.transports.folder import LETTERS
from tests.conftest import Server
from tests.mail.sending import send_letters
from tests.web.api.caller import Move


def letters(server: Server, move: Move) -> Iterator[Message]:
    """Send what is due on this move, and read each letter as a mail program does."""
    send_letters(server.installation, move.id)
    folder = server.installation.settings.data / LETTERS / move.id
    found = sorted(Path(folder).glob("*.eml"))
    assert found
    for file in found:
        yield message_from_bytes(file.read_bytes())
