"""The sentence to everybody on the evening, and the days on which an organizer gets no reminder of the notes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_24_evening"
down_revision: str | None = "2026_11_24_messages"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("move") as table:
        table.add_column(sa.Column("evening", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("move") as table:
        table.alter_column("evening", server_default=None)
    with op.batch_alter_table("organizer") as table:
        table.add_column(sa.Column("not_on", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("organizer") as table:
        table.alter_column("not_on", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("organizer") as table:
        table.drop_column("not_on")
    with op.batch_alter_table("move") as table:
        table.drop_column("evening")
