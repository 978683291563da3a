"""Sessions of organizers that were signed out of."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_26_sessions"
down_revision: str | None = "2026_11_26_proven"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "ended_session",
        sa.Column("move_id", sa.String(10), nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name="fk_ended_session_move_id_move", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("move_id", "id", name="pk_ended_session"),
    )


def downgrade() -> None:
    op.drop_table("ended_session")
