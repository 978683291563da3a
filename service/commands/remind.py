"""`manyhands remind`: the letters that are due, sent once or in a loop, for installations whose server sends none."""

import argparse
import signal
import sys
from threading import Event

from service import logs
from service.installation import Installation, open_installation
from service.mail.outbox import Outbox
from service.mail.worker import Worker
from service.settings import BrokenSetup, Settings
from service.storage.database import Unavailable


def run(settings: Settings, arguments: argparse.Namespace) -> None:
    logs.configure_logging()
    installation = open_installation(settings)
    try:
        if arguments.loop:
            _remind_until_stopped(installation)
        else:
            _remind_once(installation)
    except Unavailable:
        raise BrokenSetup("The database cannot be reached now: nothing was lost, try again later.") from None
    finally:
        installation.database.close()


def _remind_once(installation: Installation) -> None:
    outbox = Outbox(installation)
    sys.stdout.write(f"Letters sent: {outbox.send_due()}\n")
    outbox.delete_orphans()
    outbox.close()


def _remind_until_stopped(installation: Installation) -> None:
    """Send until a signal comes. The letter that is being sent is still finished."""
    stopped = Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stopped.set())
    worker = Worker(installation)
    worker.start()
    stopped.wait()
    worker.close()
