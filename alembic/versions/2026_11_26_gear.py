"""What organizers have to get for a move."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_26_gear"
down_revision: str | None = "2026_11_26_undo"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("move") as move:
        for name in ("gear", "got"):
            move.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("move") as move:
        for name in ("gear", "got"):
            move.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("move") as move:
        move.drop_column("got")
        move.drop_column("gear")
