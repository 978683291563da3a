"""Who caused a message, who has been written to, and what is counted of a day's letters, under a key of that day."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_26_bounds"
down_revision: str | None = "2026_11_26_epoch_floor"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TEXTS = (
    *(("organizer", "met", None), ("organizer", "visitor", 64)),
    *(("helper", "met", None), ("helper", "visitor", 64)),
    ("message", "visitor", 64),
)
SORTS = ("told", "told_unproven", "asked", "asked_unproven", "number", "number_unproven")
SORT = sa.Enum(*SORTS, name="sort", native_enum=False, create_constraint=True, length=16)


def upgrade() -> None:
    for name, column, length in TEXTS:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column(column, sa.String(length), nullable=False, server_default=""))
        with op.batch_alter_table(name) as table:
            table.alter_column(column, server_default=None)
    op.drop_table("recent_letter")
    op.create_table(
        "recent_letter",
        sa.Column("letter", sa.String(32), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("of_move", sa.String(64), nullable=False),
        sa.Column("receiver", sa.String(64), nullable=False),
        sa.Column("visitor", sa.String(64), nullable=False),
        sa.Column("sort", SORT, nullable=False),
        sa.Column("is_first", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("letter", "taken_at", name="pk_recent_letter"),
    )
    for column in ("of_move", "receiver", "visitor"):
        op.create_index(f"ix_recent_letter_{column}", "recent_letter", [column])
    op.create_table(
        "day_key",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_day_key"),
    )


def downgrade() -> None:
    op.drop_table("day_key")
    op.drop_table("recent_letter")
    op.create_table(
        "recent_letter",
        sa.Column("letter", sa.String(32), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("of_move", sa.String(64), nullable=False),
        sa.Column("mailbox", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("letter", "taken_at", name="pk_recent_letter"),
    )
    for column in ("taken_at", "of_move", "mailbox"):
        op.create_index(f"ix_recent_letter_{column}", "recent_letter", [column])
    for name, column, _length in reversed(TEXTS):
        op.drop_column(name, column)
