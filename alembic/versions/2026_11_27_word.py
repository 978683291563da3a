"""A word to all who come, and the kind of message that brings it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_27_word"
down_revision: str | None = "2026_11_27_named"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KINDS = (
    *("own_link", "claim_update", "day_before", "morning_of", "offer", "digest", "thanks_reminder"),
    *("thank_you_note", "evening"),
)


def upgrade() -> None:
    with op.batch_alter_table("move") as move:
        move.add_column(sa.Column("word", sa.String(), nullable=False, server_default=""))
        move.add_column(sa.Column("word_at", sa.DateTime(), nullable=True))
        move.add_column(sa.Column("word_to_standbys", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("move") as move:
        move.alter_column("word", server_default=None)
        move.alter_column("word_to_standbys", server_default=None)
    _allow((*KINDS, "word"))


def downgrade() -> None:
    op.execute("DELETE FROM message WHERE kind = 'word'")
    _allow(KINDS)
    with op.batch_alter_table("move") as move:
        for name in ("word_to_standbys", "word_at", "word"):
            move.drop_column(name)


def _allow(kinds: Sequence[str]) -> None:
    """Let the database take messages of these kinds."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("message") as message:
        message.drop_constraint(op.f("ck_message_kind"), type_="check")
        message.create_check_constraint(op.f("ck_message_kind"), f"kind IN ({listed})")
