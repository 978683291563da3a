"""The drafts of keepers as they typed them last: those that are there already, as they stand."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_27_typed"
down_revision: str | None = "2026_11_27_claim_revision"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

PLAIN = (
    *("kind", "title", "work", "sort", "why", "bring", "place", "where"),
    *("needed", "weight_kg", "minutes", "minutes_least", "least"),
)
READ: dict[str, sa.types.TypeEngine[Any]] = {
    "kept": sa.Boolean(),
    "estimated": sa.JSON(),
    "day": sa.Date(),
    "starts": sa.Time(),
    "ends": sa.Time(),
}
OF_TASK = (*map(sa.column, PLAIN), *(sa.column(name, kind) for name, kind in READ.items()))
OF_THING = ("n", "name", "count", "weight_kg", "room", "item")
TASK = sa.table("task", *map(sa.column, ("move_id", "n", "state")), *OF_TASK, sa.column("typed", sa.JSON()))
THING = sa.table("thing", sa.column("move_id"), *map(sa.column, OF_THING))
CARRYING = sa.table("carrying", *map(sa.column, ("move_id", "task_n", "thing_n")))


def upgrade() -> None:
    with op.batch_alter_table("task") as task:
        task.add_column(sa.Column("typed", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("task") as task:
        task.alter_column("typed", server_default=None)
    connection = op.get_bind()
    for draft in connection.execute(sa.select(TASK).where(TASK.c.state == "proposed")).mappings().all():
        its = (TASK.c.move_id == draft["move_id"], TASK.c.n == draft["n"])
        columns = {name: _plain(draft[name]) for name in (*PLAIN, *READ)}
        typed = {**columns, "things": _things(connection, draft["move_id"], draft["n"])}
        connection.execute(sa.update(TASK).where(*its).values(typed=typed))


def downgrade() -> None:
    with op.batch_alter_table("task") as task:
        task.drop_column("typed")


def _things(connection: sa.Connection, move_id: str, task_n: int) -> list[dict[str, Any]]:
    carried = sa.select(CARRYING.c.thing_n).where(CARRYING.c.move_id == move_id, CARRYING.c.task_n == task_n)
    query = sa.select(*(THING.c[name] for name in OF_THING)).where(THING.c.move_id == move_id, THING.c.n.in_(carried))
    return [dict(thing) for thing in connection.execute(query.order_by(THING.c.n)).mappings()]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
