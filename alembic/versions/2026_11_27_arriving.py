"""Words for arriving at each home: doorbell, parking, a booked lift, where people meet."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_27_arriving"
down_revision: str | None = "2026_11_27_discreet"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLUMNS = ("from_arriving", "to_arriving")


def upgrade() -> None:
    with op.batch_alter_table("move") as move:
        for name in COLUMNS:
            move.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("move") as move:
        for name in COLUMNS:
            move.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("move") as move:
        for name in reversed(COLUMNS):
            move.drop_column(name)
