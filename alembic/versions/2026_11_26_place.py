"""The place of a task: at which home it is, and the place in words."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_26_place"
down_revision: str | None = "2026_11_26_removal"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

PLACE = sa.Enum("old", "new", "both", "elsewhere", name="place", native_enum=False, create_constraint=True, length=16)


def upgrade() -> None:
    with op.batch_alter_table("task") as table:
        table.add_column(sa.Column("place", PLACE, nullable=True))
        table.add_column(sa.Column("where", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("task") as table:
        table.alter_column("where", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("task") as table:
        table.drop_column("where")
        table.drop_constraint("place", type_="check")
        table.drop_column("place")
