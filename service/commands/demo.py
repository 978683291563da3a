"""`manyhands demo`: the example move, served with its links printed, or its whole correspondence as files."""

import argparse
import os
import re
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from service.commands.demo_letters import replay
from service.commands.demo_move import ZONE, plan_demo
from service.commands.serve import listen, serve
from service.installation import open_installation
from service.mail.transports.folder import LETTERS
from service.settings import BrokenSetup, Settings
from service.text.language import SOURCE, Language, language, shipped

SAID_BY = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The environment variables that say which language a terminal speaks: the first that is set counts."""


def run(settings: Settings, arguments: argparse.Namespace) -> None:
    lang = chosen_language(arguments.language)
    if arguments.fast_forward:
        _write_letters(settings, lang)
    else:
        _serve(settings, lang)


def chosen_language(wanted: str | None) -> Language:
    """Find the language of the example move: the wanted one, else the terminal's if it ships, as it is written there.

    Raises BrokenSetup.
    """
    there = shipped()
    if wanted is not None and wanted not in there:
        raise BrokenSetup(f"There is no example move in {wanted!r}: --language takes one of {', '.join(there)}.")
    said = next(filter(None, map(os.environ.get, SAID_BY)), "")
    code = wanted or re.split("[_.@]", said)[0].lower()
    return language(code if code in there else SOURCE, zone=ZONE)


def _serve(settings: Settings, lang: Language) -> None:
    listener = listen(settings)
    installation = open_installation(settings)
    links = plan_demo(installation.database, now=datetime.now(UTC), lang=lang)
    lines = [
        f"  board    {installation.url(links.organizer)}",
        f"  sign-up  {installation.url(links.signup)}",
        f"  helper   {installation.url(links.helper)}",
    ]
    serve(installation, listener, lines)


def _write_letters(settings: Settings, lang: Language) -> None:
    installation = open_installation(settings)
    try:
        letters = replay(installation, datetime.now(UTC), lang)
    finally:
        installation.database.close()
    for letter in letters:
        here = letter.at.astimezone(ZoneInfo(ZONE))
        sys.stdout.write(f"{here:%a %d %b %H:%M}  {letter.to:20}  {letter.subject}\n")
    sys.stdout.write(f"{len(letters)} letters, as files in {settings.data / LETTERS}\n")
