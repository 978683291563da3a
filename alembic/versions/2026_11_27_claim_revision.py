"""A claim counts its own changes: a calendar knows by that which entry is the newer one."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_27_claim_revision"
down_revision: str | None = "2026_11_27_last_look"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("claim") as claim:
        claim.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("claim") as claim:
        claim.alter_column("revision", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("claim") as claim:
        claim.drop_column("revision")
