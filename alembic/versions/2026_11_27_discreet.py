"""Whether a move is discreet, and whom its organizers trust."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_27_discreet"
down_revision: str | None = "2026_11_27_late"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TRUST_WHO_WAS_ASKED = """
UPDATE helper SET trusted = true WHERE EXISTS (
  SELECT 1 FROM ask WHERE ask.move_id = helper.move_id AND ask.helper_n = helper.n AND ask.handed_on_n IS NULL
)
"""


def upgrade() -> None:
    with op.batch_alter_table("move") as move:
        move.add_column(sa.Column("discreet", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("move") as move:
        move.alter_column("discreet", server_default=None)
    with op.batch_alter_table("helper") as helper:
        helper.add_column(sa.Column("trusted", sa.Boolean(), nullable=True))
    op.execute(TRUST_WHO_WAS_ASKED)


def downgrade() -> None:
    with op.batch_alter_table("helper") as helper:
        helper.drop_column("trusted")
    with op.batch_alter_table("move") as move:
        move.drop_column("discreet")
