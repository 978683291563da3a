"""The letters of a move, as a mail program reads them."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path

from service.mail.transports.folder import LETTERS
from tests.conftest import Server
from tests.mail.sending import send_letters
from tests.web.api.caller import Move
from tests.web.visit import Visitor


def letters(server: Server, move: Move) -> Iterator[Message]:
    """Send what is due on this move, and read each letter as a mail program does."""
    send_letters(server.installation, move.id)
    folder = server.installation.settings.data / LETTERS / move.id
    found = sorted(Path(folder).glob("*.eml"))
    assert found
    for file in found:
        yield message_from_bytes(file.read_bytes())


def text_of(mail: Message) -> str:
    """Read all that a mail holds: its headers, and every part as it is shown."""
    parts = [part.get_payload(decode=True) for part in mail.walk() if not part.is_multipart()]
    headers = [f"{name}: {make_header(decode_header(value))}" for name, value in mail.items()]
    return "\n".join([*headers, *(part.decode() for part in parts if isinstance(part, bytes))]).replace("\r\n ", "")


def way_of(server: Server, mail: Message) -> str:
    """Find the page that a letter leads to."""
    found = re.search(rf"{server.url}(/[oh]/[^/\s]+)\s", text_of(mail))
    assert found
    return found[1]


def confirm(server: Server, mail: Message) -> None:
    """Open the page that a letter leads to, as its receiver, and press the button there: the address is theirs."""
    visitor = Visitor(server)
    page = visitor.get(way_of(server, mail))
    [path, proof] = re.findall(r'action="([^"]+/mine)".*?name="k" value="([^"]+)"', page.text)[0]
    assert "From now on" in visitor.send(path, k=proof).text
