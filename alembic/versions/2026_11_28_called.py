"""Three constraints are called as the models call them: a later migration finds them by name in every database."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_28_called"
down_revision: str | None = "2026_11_28_ask_answered"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OF_THINGS = {"count": "count >= 1", "weight": "weight_kg > 0"}


def upgrade() -> None:
    _call_checks("ck_thing_ck_thing", "ck_thing")
    _call_key("fk_telling_move_id_claim", "fk_telling_move_id_claim_n_claim")


def downgrade() -> None:
    _call_key("fk_telling_move_id_claim_n_claim", "fk_telling_move_id_claim")
    _call_checks("ck_thing", "ck_thing_ck_thing")


def _call_checks(old: str, new: str) -> None:
    with op.batch_alter_table("thing") as thing:
        for name, condition in OF_THINGS.items():
            thing.drop_constraint(op.f(f"{old}_{name}"), type_="check")
            thing.create_check_constraint(op.f(f"{new}_{name}"), sa.text(condition))


def _call_key(old: str, new: str) -> None:
    with op.batch_alter_table("telling") as telling:
        telling.drop_constraint(op.f(old), type_="foreignkey")
        telling.create_foreign_key(op.f(new), *("claim", ["move_id", "claim_n"], ["move_id", "n"]), ondelete="CASCADE")
