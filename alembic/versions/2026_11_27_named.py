"""Offers that an organizer has named, and whether they were told that there was no need."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_27_named"
down_revision: str | None = "2026_11_27_telling_first"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None
ADDED = ("named", "refused_before")


def upgrade() -> None:
    with op.batch_alter_table("offer") as table:
        for column in ADDED:
            table.add_column(sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("offer") as table:
        for column in ADDED:
            table.alter_column(column, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("offer") as table:
        for column in ADDED:
            table.drop_column(column)
