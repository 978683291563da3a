"""The least epoch of new links of a move, which a restore raises."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_26_epoch_floor"
down_revision: str | None = "2026_11_26_sessions"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("move") as table:
        table.add_column(sa.Column("epoch_floor", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("move") as table:
        table.alter_column("epoch_floor", server_default=None)


def downgrade() -> None:
    op.drop_column("move", "epoch_floor")
