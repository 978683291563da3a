"""Builds moves, tasks and people through the real rules, for tests that begin in the middle.

The cast: Olive organizes, Hana and Tom help, Mallory holds another move's link.
"""

from datetime import date, datetime
from typing import Any, Unpack, cast

from service.domain.core.change import change
from service.domain.core.links import Grants, Link
from service.domain.models import Claim, Kind, Role, Standing, TaskFields
from service.domain.reading.board import read_board
from service.domain.reading.snapshot import reading_as
from service.domain.reading.thanks import read_thanks
from service.domain.reading.views import Audience, Board, TaskView, ThanksList
from service.domain.rules.asks import AskFields, ask_person
from service.domain.rules.claims import Wish, claim_task, release
from service.domain.rules.helpers import HelperFields, add_helper
from service.domain.rules.moves import MoveFields, plan_move
from service.domain.rules.tasks import add_tasks
from service.storage.database import Database
from tests.conftest import NOON


class Olive:
    """Organizes one move; everything she does goes through the one door, as herself."""

    def __init__(self, database: Database, **fields: Unpack[MoveFields]) -> None:
        self.database = database
        planned: MoveFields = {"title": "One floor down", "zone": "Europe/Vienna", "day": date(2026, 12, 5), **fields}
        self.link = plan_move(database, planned, {"name": "Olive", "phone": "0660 1"}, now=NOON)
        self.signup = Link(self.link.move_id, Grants.SIGNUP, 0, 1)

    def change(self, by: Link | None = None, now: datetime = NOON) -> Any:
        return change(self.database, by or self.link, now=now)

    def task(self, kind: str = "box_load", title: str = "Books", **fields: Any) -> int:
        with self.change() as opened:
            return add_tasks(opened, [cast(TaskFields, {"kind": Kind(kind), "title": title, **fields})])[0]

    def helper(self, name: str = "Hana", **fields: Any) -> int:
        """Add a helper, who has confirmed their address: most tests are about what comes after that."""
        proven = f"file {fields['email']}" if fields.get("email") else fields.get("phone", "")
        with self.change() as opened:
            return add_helper(opened, cast(HelperFields, {"name": name, "proven": proven, **fields}))

    def claim(self, task: int, helper: int, quantity: int = 1, now: datetime = NOON, **wish: Any) -> int:
        with self.change(now=now) as opened:
            return claim_task(opened, task, helper, Wish(quantity=quantity, **wish))

    def drive(self, task: int, helper: int, vehicle: str = "small van") -> int:
        return self.claim(task, helper, role=Role.DRIVER, vehicle_kind=vehicle)

    def stand_by(self, task: int, helper: int, quantity: int = 1, now: datetime = NOON) -> int:
        return self.claim(task, helper, quantity, now, standing=Standing.STANDBY)

    def ask(self, *tasks: int, name: str = "Mr Berger", helper: int = 0, **fields: Unpack[AskFields]) -> int:
        """Ask a person by name, or a helper who is known."""
        with self.change() as opened:
            n = helper or add_helper(opened, {"name": name})
            return ask_person(opened, n, tasks, fields, spoken="en-GB", languages=("en",))

    def release(self, claim: int) -> None:
        with self.change() as opened:
            release(opened, claim)

    def standing(self, claim: int) -> Standing:
        with self.database.reading() as session:
            found = session.get(Claim, (self.link.move_id, claim))
            assert found is not None
            return found.standing

    def board(self, audience: Audience = Audience.ORGANIZER, me: int | None = None) -> Board:
        with reading_as(self.database, self.link) as session:
            return read_board(session, self.link.move_id, audience, me=me)

    def seen(self, task: int) -> TaskView:
        return self.board().task(task)

    def thanks(self, now: datetime = NOON) -> ThanksList:
        with reading_as(self.database, self.link) as session:
            return read_thanks(session, self.link.move_id, now)

    def version(self) -> int:
        return self.board().move.version
