"""Sends what is due again and again, in a thread beside the pages or in a process of its own."""

import logging
from threading import Event, Lock, Thread

from service.installation import Installation
from service.logs import log_exception
from service.mail.outbox import Outbox
from service.storage.announcements import ANY_MOVE
from service.storage.database import Unavailable

log = logging.getLogger("manyhands")

LOOK_SECONDS = 20.0
"""Longest delay of a message that no change has caused."""
BREATH_SECONDS = 0.2
"""Pause between two rounds, so that many changes at once become one letter."""
GRACE_SECONDS = 4.0
"""Time for the letter in hand when the program ends: most supervisors wait ten, and the pages have had theirs."""


class Worker:
    """Sends what is due until it is closed."""

    def __init__(self, installation: Installation, outbox: Outbox | None = None) -> None:
        self._installation = installation
        self._outbox = outbox or Outbox(installation)
        self._wake, self._closing = Event(), Event()
        self._lock = Lock()
        self._moves: set[str] | None = None
        """Moves changed since the last clean-up of letter files; None: any may have."""
        self._thread = Thread(target=self.run, name="outbox", daemon=True)

    def start(self) -> None:
        """Start the thread; every change of a move wakes it."""
        self._installation.database.subscribe(self._changed)
        self._thread.start()

    def run(self) -> None:
        """Send until `close`; while the database is away, wait."""
        while True:
            self._wake.clear()
            if self._closing.is_set():  # read after the clearing: `close` sets both, in this order
                break
            try:
                self._outbox.send_due(ends=self._closing.is_set)
                self._outbox.delete_orphans(self._changed_moves())
            except Unavailable:
                log.warning("Messages wait: the database is away")
            except Exception as error:  # noqa: BLE001  # a bug must not end all messages for good
                log_exception("The outbox stumbled", error)
            self._wake.wait(LOOK_SECONDS)
            self._closing.wait(BREATH_SECONDS)
        self._outbox.close()

    def close(self) -> None:
        """Stop after the letter in hand. A server that stalls is not waited for: that letter is perhaps sent."""
        self._closing.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(GRACE_SECONDS)

    def _changed(self, move_id: str, _version: int) -> None:
        with self._lock:
            if move_id == ANY_MOVE:
                self._moves = None
            elif self._moves is not None:
                self._moves.add(move_id)
        self._wake.set()

    def _changed_moves(self) -> set[str] | None:
        with self._lock:
            moves, self._moves = self._moves, set()
        return moves
