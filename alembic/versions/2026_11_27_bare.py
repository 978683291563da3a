"""The mark of a message that went to an address nobody had confirmed: its calendar entries held next to nothing."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_27_bare"
down_revision: str | None = "2026_11_27_handed_on"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("message") as message:
        message.add_column(sa.Column("bare", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("message") as message:
        message.alter_column("bare", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("message") as message:
        message.drop_column("bare")
