"""A keeper of the list, who may only suggest, and the tasks that they draft."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_27_keeper"
down_revision: str | None = "2026_11_27_only_for"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

STATES = ("open", "under_way", "done", "cancelled")
OF_DRAFTS = "(SELECT n FROM task WHERE task.move_id = carrying.move_id AND task.state = 'proposed')"
CARRIED = "(SELECT thing_n FROM carrying WHERE carrying.move_id = thing.move_id)"
DRAFTS_GO = (
    f"DELETE FROM carrying WHERE task_n IN {OF_DRAFTS}",  # noqa: S608  # words of this file
    "DELETE FROM task WHERE state = 'proposed'",
    f"DELETE FROM thing WHERE n NOT IN {CARRIED}",  # noqa: S608  # words of this file
)


def upgrade() -> None:
    with op.batch_alter_table("organizer") as organizer:
        organizer.add_column(sa.Column("may", sa.String(16), nullable=False, server_default="organize"))
    with op.batch_alter_table("organizer") as organizer:
        organizer.alter_column("may", server_default=None)
        organizer.create_check_constraint(op.f("ck_organizer_may"), "may IN ('organize', 'suggest')")
    with op.batch_alter_table("task") as task:
        task.add_column(sa.Column("suggested_by", sa.Integer(), nullable=True))
    _allow((*STATES, "proposed"))
    with op.batch_alter_table("task") as task:
        task.create_check_constraint(op.f("ck_task_suggested"), "state <> 'proposed' OR suggested_by IS NOT NULL")
        task.create_foreign_key(
            op.f("fk_task_move_id_suggested_by_organizer"),
            *("organizer", ["move_id", "suggested_by"], ["move_id", "n"]),
            ondelete="CASCADE",
        )


def downgrade() -> None:
    for statement in DRAFTS_GO:
        op.execute(statement)
    with op.batch_alter_table("task") as task:
        task.drop_constraint(op.f("fk_task_move_id_suggested_by_organizer"), type_="foreignkey")
        task.drop_constraint(op.f("ck_task_suggested"), type_="check")
        task.drop_column("suggested_by")
    _allow(STATES)
    op.execute("DELETE FROM organizer WHERE may = 'suggest'")
    with op.batch_alter_table("organizer") as organizer:
        organizer.drop_constraint(op.f("ck_organizer_may"), type_="check")
        organizer.drop_column("may")


def _allow(states: Sequence[str]) -> None:
    """Let the database take tasks in these states."""
    listed = ", ".join(f"'{state}'" for state in states)
    with op.batch_alter_table("task") as task:
        task.drop_constraint(op.f("ck_task_state"), type_="check")
        task.create_check_constraint(op.f("ck_task_state"), f"state IN ({listed})")
