"""How far each organizer has seen who said yes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_27_last_look"
down_revision: str | None = "2026_11_27_keeper"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "last_look",
        sa.Column("move_id", sa.String(length=10), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["move_id", "n"],
            ["organizer.move_id", "organizer.n"],
            name=op.f("fk_last_look_move_id_n_organizer"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name=op.f("fk_last_look_move_id_move"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("move_id", "n", name=op.f("pk_last_look")),
    )


def downgrade() -> None:
    op.drop_table("last_look")
