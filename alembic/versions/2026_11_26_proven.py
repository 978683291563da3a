"""Addresses that their owners have confirmed, in place of those that were written to before."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_26_proven"
down_revision: str | None = "2026_11_26_quota"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

PEOPLE = ("organizer", "helper")


def upgrade() -> None:
    for people in PEOPLE:
        with op.batch_alter_table(people) as table:
            table.add_column(sa.Column("proven", sa.String(), nullable=False, server_default=""))
        with op.batch_alter_table(people) as table:
            table.alter_column("proven", server_default=None)
    op.drop_column("mailbox", "met_at")


def downgrade() -> None:
    op.add_column("mailbox", sa.Column("met_at", sa.DateTime(), nullable=True))
    for people in PEOPLE:
        op.drop_column(people, "proven")
