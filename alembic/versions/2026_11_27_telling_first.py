"""The first version that somebody does not know of, beside the latest: from there on all has changed for them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_27_telling_first"
down_revision: str | None = "2026_11_27_damage"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("telling", sa.Column("first", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE telling SET first = since")
    with op.batch_alter_table("telling") as batch:
        batch.alter_column("first", server_default=None)


def downgrade() -> None:
    op.drop_column("telling", "first")
