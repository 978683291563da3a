"""Announcements: a move's new version, carried from the process that changed it to all that show it.

In one process a call after the commit is enough; those that serve one SQLite file together also tell each other
(neighbours.py). Where several share a PostgreSQL database, the announcement is part of the change (NOTIFY), and each
process listens with a connection of its own. Announcements are lost while that connection is: once it is back, every
move is announced as possibly changed.
"""

import logging
from collections.abc import Callable, Sequence
from threading import Event, Thread
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, func, select
from sqlalchemy.exc import SQLAlchemyError

from service.logs import log_exception
from service.storage.neighbours import Neighbours, Topic
from service.storage.prepared import Prepared

log = logging.getLogger("manyhands")

Listener = Callable[[str, int], None]
"""A function called with a move's id and its new version; with ANY_MOVE and 0 if any move may have changed."""
ANY_MOVE = ""
CHANNEL = "manyhands"
NOTIFY = Prepared(select(func.pg_notify(bindparam("channel"), bindparam("payload"))))
LOOK_UP_SECONDS = 0.5
"""Seconds after which the listening thread looks whether it is to end."""
RETRY_SECONDS = 1.0
"""Seconds between attempts to listen again."""


class Announcements:
    """Announcements to the listeners of this process, to those of its neighbours and, `by_notify`, of every process."""

    def __init__(self, engine: Engine, *, by_notify: bool) -> None:
        self._engine = engine
        self._by_notify = by_notify
        self._listeners: list[Listener] = []
        self._neighbours: Neighbours | None = None
        self._closing = Event()
        self._listening = Event()
        self._thread: Thread | None = None

    def meet(self, neighbours: Neighbours) -> None:
        """Tell these processes and hear of them, unless the database carries announcements to everybody."""
        if not self._by_notify:
            self._neighbours = neighbours
            neighbours.listen(Topic.CHANGED, self._told)

    def subscribe(self, listener: Listener) -> None:
        """Add a listener. On PostgreSQL this returns once announcements are heard, or soon if the database is away."""
        self._listeners.append(listener)
        if self._by_notify and self._thread is None:
            self._thread = Thread(target=self._listen, name="announcements", daemon=True)
            self._thread.start()
            self._listening.wait(RETRY_SECONDS)

    def before_commit(self, connection: Connection, info: dict[Any, Any]) -> None:
        """Make the announcement a part of the transaction, where other processes listen; `info` is that of the session.

        So there is none without a commit, and no commit without one.
        """
        if self._by_notify and CHANNEL in info:
            move_id, version = info[CHANNEL]
            NOTIFY.first(connection, {"channel": CHANNEL, "payload": f"{move_id} {version}"})

    def after_commit(self, info: dict[Any, Any]) -> None:
        """Call the listeners of this process and its neighbours; `info` is that of the session."""
        if not self._by_notify and CHANNEL in info:
            self._tell(*info[CHANNEL])
            if self._neighbours is not None:
                self._neighbours.tell(Topic.CHANGED, *info[CHANNEL])

    def close(self) -> None:
        self._closing.set()
        if self._thread is not None:
            self._thread.join()

    def _told(self, words: Sequence[str]) -> None:
        """Hear of a neighbour's change, or that something was missed."""
        move_id, version = words or (ANY_MOVE, "0")
        self._tell(move_id, int(version))

    def _tell(self, move_id: str, version: int) -> None:
        for listener in self._listeners:
            try:
                listener(move_id, version)
            except Exception as error:  # noqa: BLE001  # the change is committed: none may make it look undone
                log_exception("A listener failed", error)

    def _listen(self) -> None:
        first = True
        while not self._closing.is_set():
            try:
                self._hear(first=first)
            except (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error):
                log.warning("Announcements of other processes are not heard: the database is away")
                self._closing.wait(RETRY_SECONDS)
            first = False

    def _hear(self, *, first: bool) -> None:
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"LISTEN {CHANNEL}")
            driver: Any = connection.connection.driver_connection
            self._listening.set()
            if not first:
                self._tell(ANY_MOVE, 0)
            try:
                while not self._closing.is_set():
                    for notice in driver.notifies(timeout=LOOK_UP_SECONDS):
                        move_id, _, version = notice.payload.partition(" ")
                        self._tell(move_id, int(version))
            finally:
                connection.invalidate()  # it listens: no request may get it from the pool
