"""Standbys are ordered by the move's version, not by the clock, which may have been put back."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_24_since"
down_revision: str | None = "2026_11_24"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Earlier claims keep their order among themselves; each has a change of its own, so none comes after a later one.
ORDER = """
    UPDATE claim SET since = (
        SELECT count(*) FROM claim AS earlier
        WHERE earlier.move_id = claim.move_id AND (
            earlier.claimed_at < claim.claimed_at OR (earlier.claimed_at = claim.claimed_at AND earlier.n <= claim.n)
        )
    )
"""


def upgrade() -> None:
    with op.batch_alter_table("claim") as table:
        table.add_column(sa.Column("since", sa.Integer(), nullable=False, server_default="0"))
    op.execute(ORDER)
    with op.batch_alter_table("claim") as table:
        table.alter_column("since", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("claim") as table:
        table.drop_column("since")
