"""Does in threads beside the pages what nobody may wait for.

One removes what is left of people and moves that are gone: digests of their addresses, and traces in the files of the
database. (Letters that are files are a matter of the worker that writes them.) The other sees to requests for lost
links: neither waits for the other.
"""

import logging
from collections.abc import Callable
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
ASKED_SECONDS = 5.0
"""Time for which a request for a lost link waits: an address that sends them without end cannot keep the database busy
with more than it may have waiting."""
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
        self._rewrite_at = 0.0
        """The time from which the file may be written anew again, by the clock of this process."""
        self._threads = (
            Thread(target=self.run_sweeping, name="sweeper", daemon=True),
            Thread(target=self.run_sending, name="lost links", daemon=True),
        )

    def start(self, *, sweeps: bool = True) -> None:
        """Begin. `sweeps`: or another process does that, and only who asks this one for lost links is seen to."""
        for thread in self._threads if sweeps else self._threads[1:]:
            thread.start()

    def close(self) -> None:
        self._closing.set()
        ends = monotonic() + GRACE_SECONDS
        for thread in self._threads:
            if thread.is_alive():
                thread.join(max(0.0, ends - monotonic()))

    def run_sweeping(self) -> None:
        """Sweep until `close`."""
        self._repeat(lambda: SWEEP_SECONDS if self.sweep() else RETRY_SECONDS)

    def run_sending(self) -> None:
        """See to requests for lost links until `close`, and then to the last ones."""

        def send() -> float:
            send_what_was_asked(self._installation)
            return ASKED_SECONDS

        self._repeat(send)
        with suppress(Unavailable):
            send()

    def _repeat(self, work: Callable[[], float]) -> None:
        """Do this until `close`, with the pause that it returns; while the database is away, wait."""
        pause = 0.0
        while not self._closing.wait(pause):
            pause = RETRY_SECONDS
            try:
                pause = work()
            except Unavailable:
                log.warning("Nothing is swept: the database is away")
            except Exception as error:  # noqa: BLE001  # a bug must not end all sweeping for good
                log_exception("The sweeper stumbled", error)

    def sweep(self) -> bool:
        """Do all that there is; return whether nothing was in the way. Raises Unavailable."""
        database, now = self._installation.database, self._installation.now()
        finish_removals(database, now)
        clear_lapsed(database, now.timestamp())
        left = traces_left(database, now.timestamp())
        if left and monotonic() >= self._rewrite_at:
            forget_addresses(self._installation)
            began = monotonic()
            remove_traces(database, left)
            ended = monotonic()
            self._rewrite_at = ended + SHARE * (ended - began)
        return empty_log(database)
