"""`manyhands demo`: the example move, served with its links printed, or its whole correspondence as files."""

import argparse
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from service.commands.demo_letters import replay
from service.commands.demo_move import ZONE, plan_demo
from service.commands.serve import listen, serve
from service.installation import open_installation
from service.mail.transports.folder import LETTERS
from service.settings import Settings


def run(settings: Settings, arguments: argparse.Namespace) -> None:
    if arguments.fast_forward:
        _write_letters(settings)
    else:
        _serve(settings)


def _serve(settings: Settings) -> None:
    listener = listen(settings)
    installation = open_installation(settings)
    links = plan_demo(installation.database, now=datetime.now(UTC))
    lines = [
        f"  board    {installation.url(links.organizer)}",
        f"  sign-up  {installation.url(links.signup)}",
        f"  helper   {installation.url(links.helper)}",
    ]
    serve(installation, listener, lines)


def _write_letters(settings: Settings) -> None:
    installation = open_installation(settings)
    try:
        letters = replay(installation, datetime.now(UTC))
    finally:
        installation.database.close()
    for letter in letters:
        here = letter.at.astimezone(ZoneInfo(ZONE))
        sys.stdout.write(f"{here:%a %d %b %H:%M}  {letter.to:20}  {letter.subject}\n")
    sys.stdout.write(f"{len(letters)} letters, as files in {settings.data / LETTERS}\n")
