"""A move with something of everything, made once: each test of undo has a copy of it."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import Any

from sqlalchemy import insert, literal, select

from service.domain.core.change import Change
from service.domain.core.images import MOVE_COLUMNS, TABLES, plain, plain_row
from service.domain.core.links import Grants, Link
from service.domain.models import Base, Image, Move, Named, ThanksState
from service.domain.rules import offers, thanks
from service.domain.rules.undo import undo
from service.settings import Settings
from service.storage.database import Database
from service.storage.migrations import database_of
from tests.conftest import Engine
from tests.make import Olive

COUNTERS = ("revision", "epoch")


def is_to_write(row: Any) -> bool:
    """Tell whether it is a thank-you that says what no row says, too."""
    return "given_at" in row and (row["note"], row["state"], row["way"]) == ("", ThanksState.TO_WRITE, None)


class Scene(Olive):
    """A move with something of everything, and Olive, who can undo."""

    at: Change

    def __init__(self, database: Database) -> None:
        super().__init__(database, from_floor=3, to_floor=1)
        self.books = self.task(needed=4, starts=time(9), ends=time(11))
        self.sofa = self.task("heavy_item", "Sofa", things=[{"name": "Sofa", "weight_kg": 60.0}], weight_kg=60.0)
        self.lunch = self.task("care", "Lunch", needed=1)
        self.ride = self.task("trip", "To the new flat", needed=1)
        self.hana, self.tom = self.helper(email="hana@example.org"), self.helper("Tom")
        self.takes = self.claim(self.books, self.hana, 3)
        self.cooks = self.claim(self.lunch, self.hana)
        self.waits = self.stand_by(self.lunch, self.tom)
        self.drives = self.drive(self.ride, self.tom)
        self.offered = self.acts(lambda change: offers.add_offer(change, self.tom, "Anything"))
        self.acts(lambda change: thanks.change_thanks(change, self.tom, {"note": "You drove."}))
        [self.named] = self.acts(lambda change: offers.name_offers(change, [Named("Ines")]))
        self.asked = self.ask(self.lunch, name="Ada")

    def acts(self, do: Callable[[Change], Any], by: Link | None = None) -> Any:
        with self.change(by) as change:
            return do(change)

    def does(self, action: "Callable[[Scene], Any]", by: Link | None = None) -> None:
        with self.change(by) as self.at:
            action(self)

    def undo(self, version: int, by: Link | None = None) -> int:
        return int(self.acts(lambda change: undo(change, version), by))

    def rows(self, *, but: tuple[str, ...] = COUNTERS) -> dict[str, Any]:
        """Read everything that a change may write, but for counters, history, messages and intents."""
        with self.database.reading() as session:
            connection = session.connection()
            found: dict[str, Any] = {}
            for name, rows in TABLES.items():
                query = select(rows).where(rows.c.move_id == self.link.move_id).order_by(*rows.primary_key.columns)
                all_of = [plain_row(row) for row in connection.execute(query).mappings() if not is_to_write(row)]
                found[name] = [{column: value for column, value in row.items() if column not in but} for row in all_of]
            move = session.get_one(Move, self.link.move_id)
            return found | {"move": {name: plain(getattr(move, name)) for name in MOVE_COLUMNS}}

    def epochs(self) -> dict[tuple[str, int], int]:
        with self.database.reading() as session:
            found: dict[tuple[str, int], int] = {}
            for name, rows in TABLES.items():
                if "epoch" in rows.c:
                    query = select(rows.c.n, rows.c.epoch).where(rows.c.move_id == self.link.move_id)
                    found |= {(name, row.n): row.epoch for row in session.connection().execute(query)}
            return found

    def images(self) -> list[Image]:
        """Read what is kept to undo with, the oldest first."""
        query = select(Image).where(Image.move_id == self.link.move_id).order_by(Image.version)
        with self.database.reading() as session:
            return list(session.scalars(query))

    def as_helper(self, n: int) -> Link:
        return Link(self.link.move_id, Grants.HELPER, n, 1)

    def copied(self) -> "Scene":
        """Copy all rows of the move, as those of another move: to do it all again takes ten times as long."""
        made = copy(self)
        move_id = secrets.token_hex(4)
        made.link, made.signup = (replace(link, move_id=move_id) for link in (self.link, self.signup))
        with self.database.engine.begin() as connection:
            for rows in Base.metadata.sorted_tables:
                whose = "id" if rows is Move.__table__ else "move_id"
                if whose in rows.c:
                    mine = [literal(move_id) if column.name == whose else column for column in rows.c]
                    these = select(*mine).where(rows.c[whose] == self.link.move_id)
                    connection.execute(insert(rows).from_select(list(rows.c), these))
        return made


@contextmanager
def one_scene(engine: Engine, folder: Path) -> Iterator[Scene]:
    """A scene to be copied, in a database of its own."""
    with engine.settings(folder) as settings:
        database = database_of(Settings(**settings))
        yield Scene(database)
        database.close()
