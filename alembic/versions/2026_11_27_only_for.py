"""The people whom a task is for, where it is for named people only."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_27_only_for"
down_revision: str | None = "2026_11_27_place_free"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("task") as task:
        task.add_column(sa.Column("only_for", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("task") as task:
        task.alter_column("only_for", server_default=None)


def downgrade() -> None:
    """Take the column off. What was for named people only would be seen by everybody: it is kept instead."""
    op.execute("UPDATE task SET kept = TRUE WHERE CAST(only_for AS TEXT) <> '[]'")
    with op.batch_alter_table("task") as task:
        task.drop_column("only_for")
