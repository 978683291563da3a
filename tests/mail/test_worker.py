"""The thread that sends beside the pages: woken by every change, and gone as soon as it is asked to end."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import time, timedelta
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy import select

from service.domain.core.receivers import HELPER
from service.domain.models import Message, MessageState
from service.mail.outbox import Outbox
from service.mail.transports.base import DeliveryResult
from service.mail.worker import Worker
from service.storage.database import Database, Unavailable
from tests.conftest import NOON
from tests.mail.test_outbox import Basket, Post, claimed
from tests.make import Olive

SOON = 10.0
"""Seconds after which a test gives up; a letter comes within one."""


class Bell(Basket):
    """Rings when a letter comes."""

    def __init__(self) -> None:
        super().__init__()
        self.rings = threading.Event()

    def send(self, mail: EmailMessage, of_move: str) -> DeliveryResult:
        result = super().send(mail, of_move)
        self.rings.set()
        return result


class Stumbling(Outbox):
    """Fails before it works."""

    def __init__(self, post: Post, bell: Bell) -> None:
        super().__init__(post.installation, bell)
        self.failures: list[Exception] = [Unavailable("lost"), ValueError("a bug")]

    def send_due(self, ends: Callable[[], bool] = lambda: False) -> int:
        if self.failures:
            raise self.failures.pop(0)
        return super().send_due(ends)


def test_a_change_is_told_without_waiting(database: Database, tmp_path: Path) -> None:
    post, bell = Post(database, tmp_path), Bell()
    worker = Worker(post.installation, Outbox(post.installation, bell))
    worker.start()
    try:
        olive = Olive(database)
        claimed(olive, olive.task("care", "Lunch", starts=time(12)), olive.helper("Hana", email="hana@example.org"))
        assert bell.rings.wait(SOON)
    finally:
        worker.close()
    assert len(bell.mails) == 1
    assert not any(thread.name == "outbox" for thread in threading.enumerate())


def test_it_goes_on_after_a_failure(database: Database, tmp_path: Path) -> None:
    post, bell = Post(database, tmp_path), Bell()
    outbox = Stumbling(post, bell)
    worker = Worker(post.installation, outbox)
    worker.start()
    try:
        olive = Olive(database)
        hana = olive.helper("Hana", email="hana@example.org")
        task = olive.task("care", "Lunch", starts=time(12))
        claimed(olive, task, hana)
        while outbox.failures or not bell.rings.wait(0.05):
            olive.helper("Somebody")  # any change wakes it
    finally:
        worker.close()
    assert len(bell.mails) == 1


def test_asked_to_end_at_once_it_ends(database: Database, tmp_path: Path) -> None:
    post = Post(database, tmp_path)
    for _ in range(20):
        worker = Worker(post.installation, Outbox(post.installation, post.basket))
        worker.start()
        worker.close()
    Worker(post.installation).close()  # never started


class Slow(Basket):
    """Is asked to end while it has the first letter in hand."""

    def __init__(self, worker: Callable[[], Worker]) -> None:
        super().__init__()
        self.worker = worker

    def send(self, mail: EmailMessage, of_move: str) -> DeliveryResult:
        self.worker().close()
        return super().send(mail, of_move)


def test_it_ends_with_the_letter_in_hand_and_the_others_wait(database: Database, tmp_path: Path) -> None:
    post = Post(database, tmp_path)
    olive = Olive(database)
    lunch = olive.task("care", "Lunch", starts=time(12), needed=50)
    for n in range(15):
        claimed(olive, lunch, olive.helper(f"H{n}", email=f"h{n}@example.org"))
    slow = Slow(lambda: worker)
    worker = Worker(post.installation, Outbox(post.installation, slow))
    worker.run()
    assert len(slow.mails) == 1
    with database.reading() as session:
        states = Counter(session.scalars(select(Message.state).where(Message.role == HELPER)))
    assert states == {MessageState.SENT: 1, MessageState.WAITING: 14}
    assert len(post.at(NOON + timedelta(minutes=3))) == 14
