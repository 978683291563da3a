"""The day for which a helper has said that they come a little later, and by about how much."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_27_late"
down_revision: str | None = "2026_11_27_device"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("helper") as helper:
        helper.add_column(sa.Column("late_on", sa.Date(), nullable=True))
        helper.add_column(sa.Column("late_minutes", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("helper") as helper:
        helper.drop_column("late_minutes")
        helper.drop_column("late_on")
