"""The digest of the device that made an entry, by which the same name from it is the same person for a day."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_27_device"
down_revision: str | None = "2026_11_27_bare"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("helper") as helper:
        helper.add_column(sa.Column("device", sa.String(64), nullable=False, server_default=""))
    with op.batch_alter_table("helper") as helper:
        helper.alter_column("device", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("helper") as helper:
        helper.drop_column("device")
