"""Messages that are sent once, the kinds that their receivers want, and thanks that come to an end."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_24_messages"
down_revision: str | None = "2026_11_24_language"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KINDS = ("link", "news", "day_before", "morning_of", "offer", "digest", "thanks", "note", "evening")
STATES = ("waiting", "sending", "sent", "perhaps_sent", "refused", "given_up")


def _added() -> dict[str, list[sa.Column[Any]]]:
    return {
        "move": [
            sa.Column("revision", sa.Integer(), nullable=False, server_default="0"),
            sa.Column("look_at", sa.DateTime(), nullable=True),
        ],
        "organizer": [
            sa.Column("quiet", sa.JSON(), nullable=False, server_default="[]"),
            sa.Column("digest_days", sa.Integer(), nullable=False, server_default="3"),
            sa.Column("write_on", sa.Date(), nullable=True),
        ],
        "helper": [
            sa.Column("quiet", sa.JSON(), nullable=False, server_default="[]"),
            sa.Column("plan", sa.String(), nullable=False, server_default=""),
            sa.Column("no_thanks", sa.Boolean(), nullable=False, server_default=sa.false()),
            sa.Column("glad_at", sa.DateTime(), nullable=True),
            sa.Column("merged_into", sa.Integer(), nullable=True),
        ],
        "claim": [sa.Column("taken_off", sa.Boolean(), nullable=False, server_default=sa.false())],
        "task": [sa.Column("revision", sa.Integer(), nullable=False, server_default="0")],
        "thanks": [sa.Column("epoch", sa.Integer(), nullable=False, server_default="1")],
    }


def upgrade() -> None:
    for name, columns in _added().items():
        with op.batch_alter_table(name) as table:
            for column in columns:
                table.add_column(column)
        with op.batch_alter_table(name) as table:
            for column in columns:
                if not column.nullable:
                    table.alter_column(column.name, server_default=None)
    _add_tables()
    # Moves from before are looked at once, and from then on when it is time.
    op.execute("UPDATE move SET look_at = planned_at")
    op.create_index("ix_move_look_at", "move", ["look_at"], **_where("look_at IS NOT NULL"))


def _add_tables() -> None:
    op.create_table(
        "message",
        sa.Column("move_id", sa.String(10), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("person_n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", _words(KINDS, "kind"), nullable=False),
        sa.Column("occasion", sa.String(32), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("state", _words(STATES, "state"), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("try_at", sa.DateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name="fk_message_move_id_move", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("move_id", "role", "person_n", "kind", "occasion", name="pk_message"),
    )
    op.create_index("ix_message_waiting", "message", ["try_at"], **_where("state = 'waiting'"))
    op.create_index("ix_message_sending", "message", ["try_at"], **_where("state = 'sending'"))
    op.create_table(
        "mailbox",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("met_at", sa.DateTime(), nullable=True),
        sa.Column("refused_at", sa.DateTime(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("stopped_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_mailbox"),
    )
    op.create_table(
        "merging",
        sa.Column("move_id", sa.String(10), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kept_n", sa.Integer(), nullable=False),
        sa.Column("gone_n", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("merged_at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name="fk_merging_move_id_move", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("move_id", "n", name="pk_merging"),
    )


def downgrade() -> None:
    for name in ("merging", "mailbox", "message"):
        op.drop_table(name)
    op.drop_index("ix_move_look_at", "move")
    for name, columns in _added().items():
        with op.batch_alter_table(name) as table:
            for column in columns:
                table.drop_column(column.name)


def _words(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=16)


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}
