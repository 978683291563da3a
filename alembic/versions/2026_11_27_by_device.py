"""An index by which the entries of a device are found, among however many helpers there are."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_27_by_device"
down_revision: str | None = "2026_11_27_arriving"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KNOWN = sa.text("device <> ''")


def upgrade() -> None:
    columns = ["move_id", "device"]
    op.create_index("ix_helper_device", "helper", columns, sqlite_where=KNOWN, postgresql_where=KNOWN)


def downgrade() -> None:
    op.drop_index("ix_helper_device", "helper")
