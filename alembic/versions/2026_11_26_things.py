"""Things, and the tasks that carry them. A task that has a weight carries one thing: itself."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_26_things"
down_revision: str | None = "2026_11_26_place"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

MOVE = sa.table("move", sa.column("id"), sa.column("last_n"))
TASK = sa.table("task", *map(sa.column, ("move_id", "n", "kind", "title", "weight_kg")))
THING = sa.table("thing", *map(sa.column, ("move_id", "n", "name", "count", "weight_kg", "room")))
CARRYING = sa.table("carrying", *map(sa.column, ("move_id", "task_n", "thing_n")))


def upgrade() -> None:
    op.create_table(
        "thing",
        sa.Column("move_id", sa.String(10), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("weight_kg", sa.Double(), nullable=True),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=True),
        sa.CheckConstraint("count >= 1", name="ck_thing_count"),
        sa.CheckConstraint("weight_kg > 0", name="ck_thing_weight"),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name="fk_thing_move_id_move", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("move_id", "n", name="pk_thing"),
    )
    op.create_table(
        "carrying",
        sa.Column("move_id", sa.String(10), nullable=False),
        sa.Column("task_n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("thing_n", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name="fk_carrying_move_id_move", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["move_id", "task_n"],
            ["task.move_id", "task.n"],
            name="fk_carrying_move_id_task_n_task",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["move_id", "thing_n"],
            ["thing.move_id", "thing.n"],
            name="fk_carrying_move_id_thing_n_thing",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("move_id", "task_n", "thing_n", name="pk_carrying"),
    )
    op.create_index("ix_carrying_thing_n", "carrying", ["thing_n"])
    _carry_themselves(op.get_bind())


def _carry_themselves(connection: sa.Connection) -> None:
    weighed = sa.select(TASK).where(TASK.c.kind == "heavy_item", TASK.c.weight_kg.is_not(None))
    tasks = connection.execute(weighed.order_by(TASK.c.move_id, TASK.c.n)).all()
    last = {each.id: each.last_n for each in connection.execute(sa.select(MOVE.c.id, MOVE.c.last_n))}
    things, carryings = list[dict[str, object]](), list[dict[str, object]]()
    for task in tasks:
        last[task.move_id] += 1
        n = last[task.move_id]
        things.append(
            {"move_id": task.move_id, "n": n, "name": task.title, "count": 1, "weight_kg": task.weight_kg, "room": ""}
        )
        carryings.append({"move_id": task.move_id, "task_n": task.n, "thing_n": n})
    if not things:
        return
    connection.execute(sa.insert(THING), things)
    connection.execute(sa.insert(CARRYING), carryings)
    numbers = [{"its": move_id, "last": last[move_id]} for move_id in {task.move_id for task in tasks}]
    connection.execute(
        sa.update(MOVE).where(MOVE.c.id == sa.bindparam("its")).values(last_n=sa.bindparam("last")), numbers
    )


def downgrade() -> None:
    op.drop_table("carrying")
    op.drop_table("thing")
