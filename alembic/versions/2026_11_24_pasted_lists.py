"""A task remembers what was proposed for it: a range of minutes, its size, and which figures are ours."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_24"
down_revision: str | None = "2026_11_23"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("task") as table:
        table.add_column(sa.Column("minutes_least", sa.Integer(), nullable=True))
        table.add_column(sa.Column("least", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("estimated", sa.JSON(), nullable=False, server_default="[]"))
        table.create_check_constraint("least", "least >= 1")
    # The defaults were for the rows that were there.
    with op.batch_alter_table("task") as table:
        table.alter_column("least", server_default=None)
        table.alter_column("estimated", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("task") as table:
        table.drop_constraint("least", type_="check")
        table.drop_column("estimated")
        table.drop_column("least")
        table.drop_column("minutes_least")
