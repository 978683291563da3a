"""Images of changes, for undo; and the version that an intent led to."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_26_undo"
down_revision: str | None = "2026_11_26_ask"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "image",
        sa.Column("move_id", sa.String(10), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name="fk_image_move_id_move", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("move_id", "version", name="pk_image"),
    )
    op.add_column("intent", sa.Column("version", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("intent", "version")
    op.drop_table("image")
