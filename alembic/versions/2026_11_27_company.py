"""Several organizers: who has made somebody's link, and who was taken off."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_27_company"
down_revision: str | None = "2026_11_27_yes"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("organizer") as organizer:
        organizer.add_column(sa.Column("link_by", sa.Integer(), nullable=True))
        organizer.add_column(sa.Column("left_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM organizer WHERE left_at IS NOT NULL")
    with op.batch_alter_table("organizer") as organizer:
        organizer.drop_column("left_at")
        organizer.drop_column("link_by")
