"""Asks that hand on a place: the claim whose holder asks, and who is told of a "not this time"."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_27_handed_on"
down_revision: str | None = "2026_11_27_typed"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CLAIM = "fk_ask_move_id_handed_on_n_claim"


def upgrade() -> None:
    with op.batch_alter_table("ask") as ask:
        ask.add_column(sa.Column("handed_on_n", sa.Integer(), nullable=True))
        ask.create_foreign_key(CLAIM, "claim", ["move_id", "handed_on_n"], ["move_id", "n"], ondelete="CASCADE")
    with op.batch_alter_table("not_this_time") as no:
        no.add_column(sa.Column("to_helper", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("not_this_time") as no:
        no.alter_column("to_helper", server_default=None)


def downgrade() -> None:
    """Take the columns off. A no that was said to a friend would be told to organizers: it is silence instead."""
    op.execute("DELETE FROM not_this_time WHERE to_helper")
    with op.batch_alter_table("not_this_time") as no:
        no.drop_column("to_helper")
    with op.batch_alter_table("ask") as ask:
        ask.drop_constraint(CLAIM, type_="foreignkey")
        ask.drop_column("handed_on_n")
