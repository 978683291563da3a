"""manyhands serve | demo | link | remind | check | backup | restore: the commands for a terminal.

Each is the module of its name in this package, with a function `run(settings, arguments)`. Only the one that was typed
is loaded: the pages and the API take longer to load than most other commands take in all.
"""

import argparse
import gc
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

from service.settings import BrokenSetup, read_settings


def main() -> None:
    """Run one command. A BrokenSetup becomes one sentence for the terminal, with exit code 2."""
    try:
        arguments = make_parser().parse_args()
        settings = read_settings(
            data=arguments.data,
            host=getattr(arguments, "host", None),
            port=getattr(arguments, "port", None),
            workers=getattr(arguments, "workers", None),
        )
        load(arguments.command).run(settings, arguments)
    except BrokenSetup as broken:
        sys.stderr.write(f"{broken}\n")
        sys.exit(2)


def load(command: str) -> ModuleType:
    """Load the module of a command, without looking for garbage: nothing that is loaded is any, and looking through it
    again and again takes an eighth of the time until the first page is served.
    """
    gc.disable()
    try:
        return import_module(f"service.commands.{command}")
    finally:
        gc.enable()


def make_parser() -> argparse.ArgumentParser:
    """Make the parser of all commands; the name that was typed is in `command`."""
    parser = argparse.ArgumentParser(prog="manyhands", description="Ask for help with a move, and thank everybody.")
    commands = parser.add_subparsers(required=True, metavar="command", dest="command")
    serve = commands.add_parser("serve", help="serve the pages and the API")
    serve.add_argument(
        "--without-letters", action="store_true", help="leave all messages to a `manyhands remind --loop` elsewhere"
    )
    serve.add_argument("--workers", type=int, help="processes that serve: as many as there are cores, at most (1)")
    demo = commands.add_parser("demo", help="serve with an example move, and print its links")
    demo.add_argument(
        "--fast-forward",
        action="store_true",
        help="instead of serving, play its whole correspondence and write every letter into a file",
    )
    demo.add_argument("--language", help="the language of the example move, such as fr (the terminal's)")
    link = commands.add_parser("link", help="print the organizer link of a move")
    link.add_argument("move", help="the move's id: the ten letters after /m/ in its address")
    remind = commands.add_parser("remind", help="send what is due: once, or until it is stopped")
    remind.add_argument("--loop", action="store_true", help="go on until it is stopped")
    check = commands.add_parser("check", help="say what is set, what is reachable and what is missing")
    backup = commands.add_parser("backup", help="write everything that is kept to one file, also while serving")
    backup.add_argument("file", type=Path, help="the file to write: it must not be there yet")
    restore = commands.add_parser("restore", help="put a backup in place, where nothing is yet")
    restore.add_argument("file", type=Path, help="a file that backup wrote")
    restore.add_argument("--void-links", action="store_true", help="make every link new, and print those of organizers")
    for command in (serve, demo, check):
        command.add_argument("--host", help="address to listen on (127.0.0.1)")
        command.add_argument("--port", type=int, help="port to listen on (8000)")
    for command in commands.choices.values():
        command.add_argument("--data", type=Path, help="folder for everything that is kept (data)")
    return parser
