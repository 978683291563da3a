"""The first board: every table."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_23"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "move",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_n", sa.Integer(), nullable=False),
        sa.Column("signup_epoch", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "called_off",
                "closed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("same_building", sa.Boolean(), nullable=False),
        sa.Column("from_area", sa.String(), nullable=False),
        sa.Column("from_address", sa.String(), nullable=False),
        sa.Column("from_floor", sa.Integer(), nullable=True),
        sa.Column("from_lift", sa.Boolean(), nullable=False),
        sa.Column("to_area", sa.String(), nullable=False),
        sa.Column("to_address", sa.String(), nullable=False),
        sa.Column("to_floor", sa.Integer(), nullable=True),
        sa.Column("to_lift", sa.Boolean(), nullable=False),
        sa.Column("planned_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_move_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move")),
    )
    op.create_table(
        "happening",
        sa.Column("move_id", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_role", sa.String(length=16), nullable=False),
        sa.Column("by_n", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name=op.f("fk_happening_move_id_move"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("move_id", "version", "line", name=op.f("pk_happening")),
    )
    op.create_table(
        "helper",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("came_at", sa.DateTime(), nullable=False),
        sa.Column("forgotten_at", sa.DateTime(), nullable=True),
        sa.Column("move_id", sa.String(length=10), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name=op.f("fk_helper_move_id_move"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("move_id", "n", name=op.f("pk_helper")),
    )
    op.create_table(
        "intent",
        sa.Column("asker", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("move_id", sa.String(length=10), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("made", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name=op.f("fk_intent_move_id_move"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("asker", "key", name=op.f("pk_intent")),
    )
    with op.batch_alter_table("intent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intent_move_id"), ["move_id"], unique=False)

    op.create_table(
        "organizer",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("move_id", sa.String(length=10), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name=op.f("fk_organizer_move_id_move"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("move_id", "n", name=op.f("pk_organizer")),
    )
    op.create_table(
        "task",
        sa.Column(
            "kind",
            sa.Enum(
                "box_load",
                "heavy_item",
                "trip",
                "care",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=True),
        sa.Column(
            "work",
            sa.Enum("pack", "carry", name="work", native_enum=False, create_constraint=True, length=16),
            nullable=True,
        ),
        sa.Column(
            "sort",
            sa.Enum(
                "food",
                "cleaning",
                "children",
                "pets",
                "keys",
                "other",
                name="sort",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=True,
        ),
        sa.Column("weight_kg", sa.Double(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("bring", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("starts", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "under_way",
                "done",
                "cancelled",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("move_id", sa.String(length=10), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.CheckConstraint("kind = 'heavy_item' OR needed IS NOT NULL", name=op.f("ck_task_needed_known")),
        sa.CheckConstraint("needed >= 0", name=op.f("ck_task_needed")),
        sa.CheckConstraint("weight_kg > 0", name=op.f("ck_task_weight")),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name=op.f("fk_task_move_id_move"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("move_id", "n", name=op.f("pk_task")),
    )
    op.create_table(
        "claim",
        sa.Column("task_n", sa.Integer(), nullable=False),
        sa.Column("helper_n", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column(
            "standing",
            sa.Enum(
                "firm",
                "standby",
                "if_needed",
                name="standing",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column(
            "role",
            sa.Enum("driver", "rider", name="role", native_enum=False, create_constraint=True, length=16),
            nullable=True,
        ),
        sa.Column("vehicle_kind", sa.String(), nullable=False),
        sa.Column("vehicle_seats", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(), nullable=False),
        sa.Column("released_at", sa.DateTime(), nullable=True),
        sa.Column("move_id", sa.String(length=10), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.CheckConstraint("role <> 'driver' OR (quantity = 1 AND vehicle_kind <> '')", name=op.f("ck_claim_driver")),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_claim_quantity")),
        sa.ForeignKeyConstraint(
            ["move_id", "helper_n"],
            ["helper.move_id", "helper.n"],
            name=op.f("fk_claim_move_id_helper_n_helper"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["move_id", "task_n"],
            ["task.move_id", "task.n"],
            name=op.f("fk_claim_move_id_task_n_task"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name=op.f("fk_claim_move_id_move"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("move_id", "n", name=op.f("pk_claim")),
    )
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_index(
            "uq_claim_driver",
            ["move_id", "task_n"],
            unique=True,
            sqlite_where=sa.text("released_at IS NULL AND role = 'driver' AND standing = 'firm'"),
            postgresql_where=sa.text("released_at IS NULL AND role = 'driver' AND standing = 'firm'"),
        )
        batch_op.create_index(
            "uq_claim_standing",
            ["move_id", "task_n", "helper_n"],
            unique=True,
            sqlite_where=sa.text("released_at IS NULL"),
            postgresql_where=sa.text("released_at IS NULL"),
        )

    op.create_table(
        "offer",
        sa.Column("helper_n", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "accepted",
                "resting",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("offered_at", sa.DateTime(), nullable=False),
        sa.Column("move_id", sa.String(length=10), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["move_id", "helper_n"],
            ["helper.move_id", "helper.n"],
            name=op.f("fk_offer_move_id_helper_n_helper"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name=op.f("fk_offer_move_id_move"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("move_id", "n", name=op.f("pk_offer")),
    )
    op.create_table(
        "thanks",
        sa.Column("note", sa.String(), nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "card",
                "in_person",
                "message",
                "call",
                "mail",
                name="way",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=True,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "to_write",
                "written",
                "given",
                "resting",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("given_at", sa.DateTime(), nullable=True),
        sa.Column("move_id", sa.String(length=10), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["move_id", "n"],
            ["helper.move_id", "helper.n"],
            name=op.f("fk_thanks_move_id_n_helper"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name=op.f("fk_thanks_move_id_move"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("move_id", "n", name=op.f("pk_thanks")),
    )


def downgrade() -> None:
    op.drop_table("thanks")
    op.drop_table("offer")
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_claim_standing",
            sqlite_where=sa.text("released_at IS NULL"),
            postgresql_where=sa.text("released_at IS NULL"),
        )
        batch_op.drop_index(
            "uq_claim_driver",
            sqlite_where=sa.text("released_at IS NULL AND role = 'driver' AND standing = 'firm'"),
            postgresql_where=sa.text("released_at IS NULL AND role = 'driver' AND standing = 'firm'"),
        )

    op.drop_table("claim")
    op.drop_table("task")
    op.drop_table("organizer")
    with op.batch_alter_table("intent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_intent_move_id"))

    op.drop_table("intent")
    op.drop_table("helper")
    op.drop_table("happening")
    op.drop_table("move")
