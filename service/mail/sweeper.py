"""Does in a thread beside the pages what nobody may wait for.

It removes what is left of people and moves that are gone: digests of their addresses, and traces in the files of the
database. (Letters that are files are a matter of the worker that writes them.) It sees to requests for lost links.
"""

import logging
from contextlib import suppress
from threading import Event, Thread
from time import monotonic

from service.domain.rules.removing import finish_removals
from service.installation import Installation
from service.logs import log_exception
from service.mail.mailboxes import forget_addresses
from service.mail.resend import send_what_was_asked
from service.storage.counters import clear_lapsed
from service.storage.database import Unavailable
from service.storage.traces import empty_log, remove_traces, traces_left

log = logging.getLogger("manyhands")

SWEEP_SECONDS = 15.0
"""Longest time until something is looked for."""
RETRY_SECONDS = 1.0
"""Pause until the log is tried again, where a reader was in the way."""
GRACE_SECONDS = 4.0
"""Time for what is being done when the program ends. A file that is half written anew then stays as it was."""
SHARE = 20
"""The pause after writing a file anew, as a multiple of the time that it took: those who write wait meanwhile."""


class Sweeper:
    """Sweeps until it is closed."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._closing = Event()
        self._thread = Thread(target=self.run, name="sweeper", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join(GRACE_SECONDS)

    def run(self) -> None:
        """Sweep until `close`; while the database is away, wait."""
        pause = 0.0
        while not self._closing.wait(pause):
            began, pause = monotonic(), RETRY_SECONDS
            try:
                if sweep(self._installation):
                    pause = max(SWEEP_SECONDS, SHARE * (monotonic() - began))
            except Unavailable:
                log.warning("Nothing is swept: the database is away")
            except Exception as error:  # noqa: BLE001  # a bug must not end all sweeping for good
                log_exception("The sweeper stumbled", error)
        with suppress(Unavailable):
            send_what_was_asked(self._installation)


def sweep(installation: Installation) -> bool:
    """Do all that there is; return whether nothing was in the way. Raises Unavailable."""
    database, now = installation.database, installation.now().timestamp()
    send_what_was_asked(installation)
    finish_removals(database, installation.now())
    clear_lapsed(database, now)
    left = traces_left(database, now)
    if left:
        forget_addresses(installation)
        remove_traces(database, left)
    return empty_log(database)
