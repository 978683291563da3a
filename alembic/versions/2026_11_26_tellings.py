"""What a helper has still to hear of a claim."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_26_tellings"
down_revision: str | None = "2026_11_26_gear"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "telling",
        sa.Column("move_id", sa.String(length=10), nullable=False),
        sa.Column("claim_n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["move_id", "claim_n"],
            ["claim.move_id", "claim.n"],
            name=op.f("fk_telling_move_id_claim"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name=op.f("fk_telling_move_id_move"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("move_id", "claim_n", name=op.f("pk_telling")),
    )


def downgrade() -> None:
    op.drop_table("telling")
