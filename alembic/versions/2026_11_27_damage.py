"""Whether what breaks is the matter of those who move."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_27_damage"
down_revision: str | None = "2026_11_26_tellings"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("move") as move:
        move.add_column(sa.Column("damage_is_mine", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("move") as move:
        move.alter_column("damage_is_mine", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("move") as move:
        move.drop_column("damage_is_mine")
