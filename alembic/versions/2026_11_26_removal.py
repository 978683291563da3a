"""Entries of one visitor that an organizer took off the list, until they are forgotten."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_26_removal"
down_revision: str | None = "2026_11_26_bounds"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "removal",
        sa.Column("move_id", sa.String(10), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name="fk_removal_move_id_move", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("move_id", "n", name="pk_removal"),
    )


def downgrade() -> None:
    op.drop_table("removal")
