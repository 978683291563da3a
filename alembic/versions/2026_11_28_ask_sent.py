"""Words of an ask that go by mail from here: the kind of message, and the version that sent them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_28_ask_sent"
down_revision: str | None = "2026_11_27_by_device"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KINDS = (
    *("own_link", "claim_update", "day_before", "morning_of", "offer", "digest", "thanks_reminder"),
    *("thank_you_note", "evening", "word", "yes", "place_free"),
)


def upgrade() -> None:
    with op.batch_alter_table("ask") as ask:
        ask.add_column(sa.Column("sent_in", sa.Integer(), nullable=True))
    _allow((*KINDS, "ask"))


def downgrade() -> None:
    op.execute("DELETE FROM message WHERE kind = 'ask'")
    _allow(KINDS)
    with op.batch_alter_table("ask") as ask:
        ask.drop_column("sent_in")


def _allow(kinds: Sequence[str]) -> None:
    """Let the database take messages of these kinds."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("message") as message:
        message.drop_constraint(op.f("ck_message_kind"), type_="check")
        message.create_check_constraint(op.f("ck_message_kind"), f"kind IN ({listed})")
