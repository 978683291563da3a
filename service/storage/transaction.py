"""An open transaction that writes: by its connection, or by a session of the ORM over the same connection."""

from functools import cached_property
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session


class Transaction:
    """One transaction. `info`: what its writers note for the commit."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.info = dict[str, Any]()
        connection.begin()

    @cached_property
    def session(self) -> Session:
        """The ORM's session, made when somebody asks for it: most claims load no row by it."""
        mode: Any = "control_fully"  # the connection's transaction is its own
        session = Session(self.connection, expire_on_commit=False, join_transaction_mode=mode)
        session.info = self.info
        return session

    def flush(self) -> None:
        """Write what the session has not written yet."""
        if "session" in self.__dict__:
            self.session.flush()

    def commit(self) -> None:
        """Commit all that was written; nothing where it was rolled back."""
        if "session" in self.__dict__ and self.session.in_transaction():
            self.session.commit()
        self.connection.commit()

    def roll_back(self) -> None:
        """Take back all that was written, and begin anew."""
        if "session" in self.__dict__:
            self.session.rollback()
        self.connection.rollback()
        self.connection.begin()

    def close(self) -> None:
        if "session" in self.__dict__:
            self.session.close()
