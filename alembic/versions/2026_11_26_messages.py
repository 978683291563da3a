"""A message is told from others by a day and a number instead of a text; columns and kinds get plain names.

Texts in JSON follow: kinds that people have switched off, fields in the history, and what a merging may give back.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_26_messages"
down_revision: str | None = "2026_11_26_merging"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLUMNS = [
    ("organizer", "quiet", "muted_kinds"),
    ("organizer", "not_on", "skipped_days"),
    ("organizer", "write_on", "writing_day"),
    ("helper", "quiet", "muted_kinds"),
    ("mailbox", "why", "error"),
    ("move", "look_at", "next_due_at"),
]
KINDS = {
    "link": "own_link",
    "news": "claim_update",
    "day_before": "day_before",
    "morning_of": "morning_of",
    "offer": "offer",
    "digest": "digest",
    "thanks": "thanks_reminder",
    "note": "thank_you_note",
    "evening": "evening",
}
FIELDS = {
    "quiet": "muted_kinds",
    "organizer_quiet": "organizer_muted_kinds",
    "organizer_not_on": "organizer_skipped_days",
    "organizer_write_on": "organizer_writing_day",
}
STATES = ("waiting", "sending", "sent", "perhaps_sent", "refused", "given_up")
TEN_MINUTES = 600
ASKED = 1_000_000
"""Least number of a link that counts ten minutes since 1970 (reached in 1989); those below are versions of a move."""
AT_ONCE = 1_000


def upgrade() -> None:
    for table, old, new in COLUMNS:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}")
    _rename_index("look_at", "next_due_at")
    _rename_in_json(KINDS, FIELDS)
    key: list[sa.Column[Any]] = [
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
    ]
    _rebuild_messages(KINDS.values(), key, ("immediate", "error", "told_facts"), _to_columns)


def downgrade() -> None:
    key: list[sa.Column[Any]] = [sa.Column("occasion", sa.String(32), nullable=False)]
    _rebuild_messages(KINDS, key, ("own", "why", "said"), _to_text)
    _rename_in_json(_reversed(KINDS), _reversed(FIELDS))
    for table, old, new in COLUMNS:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {new} TO {old}")
    _rename_index("next_due_at", "look_at")


def _reversed(names: dict[str, str]) -> dict[str, str]:
    return {new: old for old, new in names.items()}


def _rename_index(old: str, new: str) -> None:
    """Rename an index whose column has its new name already."""
    op.drop_index(f"ix_move_{old}", "move")
    op.create_index(f"ix_move_{new}", "move", [new], **_where(f"{new} IS NOT NULL"))


def _rename_in_json(kinds: dict[str, str], fields: dict[str, str]) -> None:
    def in_list(kept: list[str], names: dict[str, str]) -> list[str]:
        return [names.get(each, each) for each in kept]

    for table in ("organizer", "helper"):
        _change_json(table, ("move_id", "n"), "muted_kinds", kinds, lambda kept: in_list(kept, kinds))
    key = ("move_id", "version", "line")
    _change_json("happening", key, "about", fields, lambda about: about | {"fields": in_list(about["fields"], fields)})
    _change_json("merging", ("move_id", "n"), "before", fields, lambda before: before | {"own": _own(before, fields)})


def _own(before: dict[str, Any], fields: dict[str, str]) -> dict[str, Any]:
    return {fields.get(name, name): both for name, both in before["own"].items()}


def _change_json(
    table: str, key: tuple[str, ...], column: str, names: dict[str, str], change: Callable[[Any], Any]
) -> None:
    """Rewrite a JSON column where one of these names stands in it."""
    connection = op.get_bind()
    rows = sa.table(table, *(sa.column(name) for name in key), sa.column(column, sa.JSON()))
    text = sa.cast(rows.c[column], sa.Text())
    named = [text.contains(f'"{old}"', autoescape=True) for old, new in names.items() if old != new]
    for row in connection.execute(sa.select(rows).where(sa.or_(*named))).mappings().all():
        mine = [rows.c[name] == row[name] for name in key]
        connection.execute(sa.update(rows).where(*mine).values({column: change(row[column])}))


def _rebuild_messages(
    kinds: Sequence[str] | Any,
    key: list[sa.Column[Any]],
    names: tuple[str, ...],
    convert: Callable[[Any], dict[str, Any]],
) -> None:
    """Rebuild the table: its primary key and the words of a CHECK change, which SQLite cannot do in place."""
    connection = op.get_bind()
    for state in ("waiting", "sending"):
        op.drop_index(f"ix_message_{state}", "message")
    if connection.dialect.name != "sqlite":  # where names of keys are the schema's, not the table's
        op.drop_constraint("pk_message", "message", type_="primary")
    op.rename_table("message", "message_before")
    immediate, error, facts = names
    messages = op.create_table(
        "message",
        sa.Column("move_id", sa.String(10), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("person_n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", _words(kinds, "kind"), nullable=False),
        *key,
        sa.Column(immediate, sa.Boolean(), nullable=False),
        sa.Column("state", _words(STATES, "state"), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("try_at", sa.DateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column(error, sa.String(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column(facts, sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name="fk_message_move_id_move", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(
            "move_id", "role", "person_n", "kind", *(column.name for column in key), name="pk_message"
        ),
    )
    before = sa.Table("message_before", sa.MetaData(), autoload_with=connection)
    for batch in connection.execute(sa.select(before).execution_options(yield_per=AT_ONCE)).mappings().partitions():
        connection.execute(sa.insert(messages), [convert(dict(row)) for row in batch])
    op.drop_table("message_before")
    for state in ("waiting", "sending"):
        op.create_index(f"ix_message_{state}", "message", ["try_at"], **_where(f"state = '{state}'"))


def _to_columns(row: dict[str, Any]) -> dict[str, Any]:
    kind, occasion = row.pop("kind"), row.pop("occasion")
    day, number = row["made_at"].date(), 0
    match kind:
        case "day_before" | "morning_of" | "thanks":
            text, _, early = occasion.partition(" ")
            day, number = date.fromisoformat(text), int(early == "early")
        case "digest":
            text, _, days = occasion.partition(" -")
            day, number = date.fromisoformat(text), int(days)
        case "link" if occasion.startswith("again "):
            asked = datetime.strptime(f"{occasion}0", "again %Y-%m-%d %H:%M").replace(tzinfo=UTC)
            day, number = asked.date(), int(asked.timestamp()) // TEN_MINUTES
        case "link" | "news" | "offer" | "note":
            number = int(occasion)
    kept = {"immediate": row.pop("own"), "error": row.pop("why"), "told_facts": row.pop("said")}
    return row | kept | {"kind": KINDS[kind], "day": day, "number": number}


def _to_text(row: dict[str, Any]) -> dict[str, Any]:
    kind, day, number = _reversed(KINDS)[row.pop("kind")], row.pop("day"), row.pop("number")
    match kind:
        case "day_before" | "thanks":
            occasion = day.isoformat()
        case "morning_of":
            occasion = day.isoformat() + " early" * number
        case "digest":
            occasion = f"{day} -{number}"
        case "evening":
            occasion = "evening"
        case "link" if number >= ASKED:
            occasion = f"again {datetime.fromtimestamp(number * TEN_MINUTES, UTC):%Y-%m-%d %H:%M}"[:-1]
        case _:
            occasion = str(number)
    kept = {"own": row.pop("immediate"), "why": row.pop("error"), "said": row.pop("told_facts")}
    return row | kept | {"kind": kind, "occasion": occasion}


def _words(words: Any, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=16)


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}
