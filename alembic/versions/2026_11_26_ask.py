"""Asks: one person asked by name for one or a few tasks."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_26_ask"
down_revision: str | None = "2026_11_26_things"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "ask",
        sa.Column("move_id", sa.String(10), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("helper_n", sa.Integer(), nullable=False),
        sa.Column("by_n", sa.Integer(), nullable=False),
        sa.Column("tasks", sa.JSON(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("refused_before", sa.Boolean(), nullable=False),
        sa.Column("rests", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("yes_at", sa.DateTime(), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name="fk_ask_move_id_move", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["move_id", "helper_n"],
            ["helper.move_id", "helper.n"],
            name="fk_ask_move_id_helper_n_helper",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("move_id", "n", name="pk_ask"),
    )
    op.create_table(
        "not_this_time",
        sa.Column("move_id", sa.String(10), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name="fk_not_this_time_move_id_move", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["move_id", "n"], ["ask.move_id", "ask.n"], name="fk_not_this_time_move_id_n_ask", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("move_id", "n", name="pk_not_this_time"),
    )


def downgrade() -> None:
    op.drop_table("not_this_time")
    op.drop_table("ask")
