"""The kind of message that says that a place has come free near the day."""

from collections.abc import Sequence

from alembic import op

revision: str = "2026_11_27_place_free"
down_revision: str | None = "2026_11_27_company"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KINDS = (
    *("own_link", "claim_update", "day_before", "morning_of", "offer", "digest", "thanks_reminder"),
    *("thank_you_note", "evening", "word", "yes"),
)


def upgrade() -> None:
    _allow((*KINDS, "place_free"))


def downgrade() -> None:
    op.execute("DELETE FROM message WHERE kind = 'place_free'")
    _allow(KINDS)


def _allow(kinds: Sequence[str]) -> None:
    """Let the database take messages of these kinds."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("message") as message:
        message.drop_constraint(op.f("ck_message_kind"), type_="check")
        message.create_check_constraint(op.f("ck_message_kind"), f"kind IN ({listed})")
