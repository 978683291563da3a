"""manyhands serve | demo | link | remind | check | backup | restore: what is typed in a terminal."""

import argparse
import os
import signal
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

import uvicorn
from fastapi import FastAPI
from sqlalchemy import select

from service import logs
from service.app import create_app
from service.commands.backup import back_up, restore
from service.commands.check import MISSING, check
from service.commands.demo import ZONE, plan_demo
from service.commands.demo_letters import replay
from service.domain.core.links import Grants, Link, Links
from service.domain.models import Organizer
from service.installation import Installation
from service.mail.outbox import Outbox
from service.mail.transports import LETTERS
from service.mail.worker import Worker
from service.settings import BrokenSetup, Settings, prepare_data, read_secrets, read_settings
from service.storage.database import Unavailable
from service.storage.migrations import FILE, open_database

GRACE_SECONDS = 5


def main() -> None:
    """Runs one command; whatever keeps it from starting is said in one sentence, with exit code 2."""
    try:
        arguments = _parser().parse_args()
        settings = read_settings(
            data=arguments.data,
            host=getattr(arguments, "host", None),
            port=getattr(arguments, "port", None),
        )
        arguments.run(settings, arguments)
    except BrokenSetup as broken:
        sys.stderr.write(f"{broken}\n")
        sys.exit(2)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="manyhands", description="Ask for help with a move, and thank everybody.")
    commands = parser.add_subparsers(required=True, metavar="command")
    serve = commands.add_parser("serve", help="serve the pages and the API")
    serve.add_argument(
        "--without-letters", action="store_true", help="leave all messages to a `manyhands remind --loop` elsewhere"
    )
    serve.set_defaults(run=_serve)
    demo = commands.add_parser("demo", help="serve with an example move, and print its links")
    demo.add_argument(
        "--fast-forward",
        action="store_true",
        help="instead of serving, play its whole correspondence and write every letter into a file",
    )
    demo.set_defaults(run=_demo)
    link = commands.add_parser("link", help="print the organizer link of a move")
    link.add_argument("move", help="the move's id: the ten letters after /m/ in its address")
    link.set_defaults(run=_link)
    remind = commands.add_parser("remind", help="send what is due: once, or until it is stopped")
    remind.add_argument("--loop", action="store_true", help="go on until it is stopped")
    remind.set_defaults(run=_remind)
    checked = commands.add_parser("check", help="say what is set, what is reachable and what is missing")
    checked.set_defaults(run=_check)
    backup = commands.add_parser("backup", help="write everything that is kept to one file, also while serving")
    backup.add_argument("file", type=Path, help="the file to write: it must not be there yet")
    backup.set_defaults(run=_backup)
    restored = commands.add_parser("restore", help="put a backup in place, where nothing is yet")
    restored.add_argument("file", type=Path, help="a file that backup wrote")
    restored.set_defaults(run=_restore)
    for command in (serve, demo, checked):
        command.add_argument("--host", help="address to listen on (127.0.0.1)")
        command.add_argument("--port", type=int, help="port to listen on (8000)")
    for command in (serve, demo, link, remind, checked, backup, restored):
        command.add_argument("--data", type=Path, help="folder for everything that is kept (data)")
    return parser


def open_installation(settings: Settings) -> Installation:
    """Data folder, secret, migrated database. Raises BrokenSetup."""
    os.umask(0o077)  # names, numbers and addresses are for the one who serves them
    prepare_data(settings)
    database = open_database(settings)
    return Installation(settings, database, Links(read_secrets(settings)))


def _serve(settings: Settings, arguments: argparse.Namespace) -> None:
    listener = _listen(settings)
    _run(open_installation(settings), listener, [], letters=not arguments.without_letters)


def _demo(settings: Settings, arguments: argparse.Namespace) -> None:
    if arguments.fast_forward:
        _fast_forward(settings)
        return
    listener = _listen(settings)
    installation = open_installation(settings)
    links = plan_demo(installation.database, now=datetime.now(UTC))
    _run(
        installation,
        listener,
        [
            f"  board    {installation.url(links.organizer)}",
            f"  sign-up  {installation.url(links.signup)}",
            f"  helper   {installation.url(links.helper)}",
        ],
    )


def _fast_forward(settings: Settings) -> None:
    installation = open_installation(settings)
    try:
        told = replay(installation, datetime.now(UTC))
    finally:
        installation.database.close()
    for letter in told:
        here = letter.at.astimezone(ZoneInfo(ZONE))
        sys.stdout.write(f"{here:%a %d %b %H:%M}  {letter.to:20}  {letter.subject}\n")
    sys.stdout.write(f"{len(told)} letters, as files in {settings.data / LETTERS}\n")


def _link(settings: Settings, arguments: argparse.Namespace) -> None:
    if not settings.database_url and not (settings.data / FILE).is_file():
        raise BrokenSetup(f"There is no database in {settings.data}: name the folder with --data.")
    installation = open_installation(settings)
    with installation.database.reading() as session:
        query = select(Organizer).where(Organizer.move_id == arguments.move).order_by(Organizer.n)
        organizer = session.scalars(query).first()
    if organizer is None:
        raise BrokenSetup(f"There is no move {arguments.move} in {installation.database.name}.")
    link = Link(organizer.move_id, Grants.ORGANIZER, organizer.n, organizer.epoch)
    sys.stdout.write(installation.url(link) + "\n")


def _remind(settings: Settings, arguments: argparse.Namespace) -> None:
    logs.configure_logging()
    installation = open_installation(settings)
    try:
        if arguments.loop:
            _remind_until_stopped(installation)
        else:
            outbox = Outbox(installation)
            sys.stdout.write(f"Letters sent: {outbox.empty()}\n")
            outbox.tidy()
            outbox.close()
    except Unavailable:
        raise BrokenSetup("The database cannot be reached now: nothing was lost, try again later.") from None
    finally:
        installation.database.close()


def _remind_until_stopped(installation: Installation) -> None:
    """Ends with the letter in hand, also when it is asked to end by a service manager."""
    stopped = Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stopped.set())
    worker = Worker(installation)
    worker.start()
    stopped.wait()
    worker.close()


def _check(settings: Settings, _arguments: argparse.Namespace) -> None:
    lines = check(settings)
    sys.stdout.write("".join(f"{word:8}{said}\n" for word, said in lines))
    if any(word == MISSING for word, _said in lines):
        sys.exit(1)


def _backup(settings: Settings, arguments: argparse.Namespace) -> None:
    back_up(settings, arguments.file.absolute())
    sys.stdout.write(f"Everything is in {arguments.file}. It holds the key to every link: keep it to yourself.\n")


def _restore(settings: Settings, arguments: argparse.Namespace) -> None:
    os.umask(0o077)
    notes = restore(settings, arguments.file)
    sys.stdout.write(
        "\n".join([f"Everything is back in {settings.data}. Start it with manyhands serve.", *notes]) + "\n"
    )


def _listen(settings: Settings) -> socket.socket:
    """Take the port before anything else, so that a taken one is told at once."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen()  # from here on whoever comes waits for the start instead of being turned away
    except OSError as error:
        raise BrokenSetup(
            f"Cannot listen on {settings.host} port {settings.port} ({os.strerror(error.errno or 0)}): "
            "stop the other program, or choose another with --port."
        ) from None
    settings.port = listener.getsockname()[1]
    return listener


def _run(installation: Installation, listener: socket.socket, lines: list[str], *, letters: bool = True) -> None:
    logs.configure_logging()
    # A shell may have started this with interrupts ignored; uvicorn listens to them, but only once it serves.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    worker = Worker(installation)
    try:
        sys.stdout.write(
            "\n".join([f"Many Hands is at {installation.settings.address} (Ctrl+C ends it)", *lines]) + "\n"
        )
        sys.stdout.flush()
        if letters:
            worker.start()
        server_of(installation, create_app(installation)).run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        worker.close()
        installation.database.close()


class _Server(uvicorn.Server):
    """Ends the event streams first: it would wait for them as for any other answer."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.config.app.state.live.close()  # type: ignore[union-attr]  # made by server_of, over an app
        await super().shutdown(sockets)


def server_of(installation: Installation, app: FastAPI) -> uvicorn.Server:
    """How the program is served, here and in tests."""
    config = uvicorn.Config(
        app,
        access_log=False,  # paths hold secret links
        log_level="warning",
        server_header=False,
        # With no proxy named, nobody is believed about where a request comes from.
        proxy_headers=bool(installation.settings.trusted_proxies),
        forwarded_allow_ips=installation.settings.trusted_proxies,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return _Server(config)
