"""Letters of the last day, which the mail quotas are counted from."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_26_quota"
down_revision: str | None = "2026_11_26_messages"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "recent_letter",
        sa.Column("letter", sa.String(32), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("of_move", sa.String(64), nullable=False),
        sa.Column("mailbox", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("letter", "taken_at", name="pk_recent_letter"),
    )
    for column in ("taken_at", "of_move", "mailbox"):
        op.create_index(f"ix_recent_letter_{column}", "recent_letter", [column])


def downgrade() -> None:
    op.drop_table("recent_letter")
