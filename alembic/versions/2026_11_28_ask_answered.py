"""The offer that an ask was answered with, and why this person is asked."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_28_ask_answered"
down_revision: str | None = "2026_11_28_ask_sent"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("ask") as ask:
        ask.add_column(sa.Column("offer_n", sa.Integer(), nullable=True))
        ask.add_column(sa.Column("why_you", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("ask") as ask:
        ask.alter_column("why_you", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("ask") as ask:
        ask.drop_column("why_you")
        ask.drop_column("offer_n")
