"""Of two merged entries one is the survivor, and the other was merged into it."""

from collections.abc import Sequence

from alembic import op

revision: str = "2026_11_26_merging"
down_revision: str | None = "2026_11_24_evening"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NAMES = {"kept_n": "survivor_n", "gone_n": "merged_n"}


def upgrade() -> None:
    for old, new in NAMES.items():
        op.execute(f"ALTER TABLE merging RENAME COLUMN {old} TO {new}")


def downgrade() -> None:
    for old, new in NAMES.items():
        op.execute(f"ALTER TABLE merging RENAME COLUMN {new} TO {old}")
