"""Several processes send from one database, one is killed in the middle: each letter once, or "perhaps sent"."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from service.domain.core.message_rows import message_row
from service.domain.core.receivers import HELPER
from service.domain.models import Helper, Message, MessageKind, MessageState, Occasion, table
from service.installation import Installation, open_installation
from service.mail.outbox import LETTERS_A_ROUND, Outbox
from service.mail.queue import LEASE
from service.settings import Settings
from service.storage.database import Database
from tests.conftest import SECRET, Engine
from tests.hold.processes import FORKS, kill
from tests.mail.server import mail_server
from tests.make import Olive
from tests.sizes import WHOLE, size

MESSAGES, MOVES = size("MESSAGES", 60, 10_000), size("MOVES", 12, 100)
ENDS_WITHIN = 240


def send_all(settings: dict[str, Any]) -> None:
    """Do what `manyhands remind` does."""
    installation = open_installation(Settings(**settings))
    outbox = Outbox(installation)
    outbox.send_due()
    outbox.close()


def owe_letters(database: Database, now: datetime) -> None:
    """Have MESSAGES helpers ask for their link."""
    each = MESSAGES // MOVES
    for of_move in range(MOVES):
        move_id = Olive(database).link.move_id
        people: list[dict[str, Any]] = [
            {
                "move_id": move_id,
                "n": n,
                "name": "Hana",
                "email": f"hana{of_move}-{n}@example.org",
                "phone": "",
                "language": "",
                "epoch": 1,
                "by_hand": False,
                "came_at": now,
                "muted_kinds": [],
                "plan": "",
                "no_thanks": False,
            }
            for n in range(10, 10 + each)
        ]
        asked = [
            message_row(
                move_id,
                Occasion(HELPER, one["n"], MessageKind.OWN_LINK, now.date(), 0),
                now=now,
                immediate=True,
            )
            for one in people
        ]
        with database.writing() as session:
            session.execute(insert(table(Helper)), people)
            session.execute(insert(table(Message)), asked)


def states(database: Database) -> dict[MessageState, int]:
    with database.reading() as session:
        query = select(Message.state, func.count()).where(Message.role == HELPER).group_by(Message.state)
        return dict(session.execute(query).all())


def not_certain(database: Database) -> set[str]:
    """Whose letter is perhaps sent."""
    with database.reading() as session:
        whose = (Helper.move_id == Message.move_id) & (Helper.n == Message.person_n)
        query = select(Helper.email).join(Message, whose).where(Message.state == MessageState.PERHAPS_SENT)
        return set(session.scalars(query))


@pytest.mark.long
@pytest.mark.one_database("postgresql")
@pytest.mark.parametrize("processes", [2, 4] if WHOLE else [3])
def test_each_letter_goes_out_once_whoever_dies(engine: Engine, tmp_path: Path, processes: int) -> None:
    now = datetime.now(UTC)
    with engine.settings(tmp_path) as where, mail_server() as server:
        settings: dict[str, Any] = {
            **where,
            "secret": SECRET,
            "limits": "off",
            "smtp_url": f"smtp://127.0.0.1:{server.port}",
            "public_url": "https://move.example.org",
            "mail_from": "letters@move.example.org",
        }
        installation = open_installation(Settings(**settings))
        owe_letters(installation.database, now)
        senders = [FORKS.Process(target=send_all, args=(settings,)) for _ in range(processes)]
        for sender in senders:
            sender.start()
        server.wait_for(MESSAGES // 3)
        kill(senders.pop())
        for sender in senders:
            sender.join(ENDS_WITHIN)
            assert sender.exitcode == 0
            sender.close()
        later = Installation(
            installation.settings, installation.database, installation.links, lambda: now + LEASE + timedelta(minutes=5)
        )
        outbox = Outbox(later)
        outbox.send_due()
        outbox.close()

        assert set(states(installation.database)) <= {MessageState.SENT, MessageState.PERHAPS_SENT}
        arrived = Counter(server.receivers)
        uncertain = not_certain(installation.database)
        assert max(arrived.values()) == 1, "twice"
        assert len(uncertain) <= LETTERS_A_ROUND
        assert len(set(arrived) | uncertain) == MESSAGES, "lost without a word"
        installation.database.close()
