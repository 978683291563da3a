"""Gone is gone: soon after somebody was forgotten, or a move erased, no file of the data folder holds any of it."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from service.domain.models import Intent, Mailbox
from service.mail import sweeper
from service.mail.addresses import mailbox_key
from service.mail.mailboxes import remember, stop_for_good
from service.mail.outbox import Outbox
from service.mail.sweeper import Sweeper
from service.mail.transports.base import DeliveryResult, DeliveryStatus
from service.mail.transports.folder import LETTERS
from service.mail.worker import Worker
from service.storage.migrations import FILE
from service.storage.traces import traces_left
from tests.conftest import NOON, Engine, Server, serving
from tests.web.api.caller import Helper, Move, new_key, plan, worked

SOON = 20.0
WORDS: dict[str, Any] = {
    "name": "Hanadriel",
    "email": "hanadriel@example.org",
    "phone": "0660 7173747",
    "note": "with my barrow",
}
OF_MOVE = ("Quietmoon", "quietmoon@example.org", "Lindengasse 7173", "0660 1191181", "Grandmother", "Featherbeds")


@pytest.fixture
def small(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server of its own, with its letters as files."""
    monkeypatch.setattr(sweeper, "SWEEP_SECONDS", 0.05)
    monkeypatch.setattr(sweeper, "RETRY_SECONDS", 0.05)
    with engine.settings(tmp_path) as chosen, serving(**chosen) as server:
        yield server


@contextmanager
def swept(server: Server) -> Iterator[None]:
    """What runs beside the pages of `manyhands serve`."""
    worker, broom = Worker(server.installation), Sweeper(server.installation)
    worker.start()
    broom.start()
    try:
        yield
    finally:
        worker.close()
        broom.close()


def of_quietmoon(client: httpx.Client) -> Move:
    return plan(
        client,
        title=OF_MOVE[5],
        why=OF_MOVE[4],
        organizer={"name": OF_MOVE[0], "email": OF_MOVE[1], "phone": OF_MOVE[3]},
        **{"from": {"area": "Neubau", "address": OF_MOVE[2]}},
    )


def helped(move: Move, server: Server) -> Helper:
    """Somebody who has left words in every place that there is, and about whom letters were written."""
    hana = move.takes(move.add_boxes(), quantity=2, headers=new_key(), **WORDS)
    worked(hana.ask("PATCH", json={"name": WORDS["name"].upper()}, headers=new_key()), 200)
    worked(hana.ask("PATCH", json={"name": WORDS["name"]}), 200)
    worked(move.offer(WORDS["name"], WORDS["note"], email=WORDS["email"]), 201)
    worked(move.ask("PATCH", f"/thanks/{hana.n}", json={"note": f"{WORDS['name']}, {WORDS['note']}"}), 200)
    outbox = Outbox(server.installation)
    for _ in range(3):
        server.clock.now += timedelta(days=5)
        outbox.send_due()
    outbox.close()
    return hana


def left(server: Server, *words: str) -> set[tuple[str, str]]:
    """Find words, whichever case they are in, in the files of the data folder: which, and where."""
    found = set()
    for folder, _, names in os.walk(server.installation.settings.data):  # which lets folders go meanwhile
        for name in names:
            with suppress(FileNotFoundError):  # it goes at this moment
                content = Path(folder, name).read_bytes().lower()
                found |= {(name, word) for word in words if word.lower().encode() in content}
    return found


def all_gone(server: Server, *words: str) -> bool:
    """Wait until nothing is left."""
    waiting = threading.Event()
    return any(not left(server, *words) or waiting.wait(0.05) for _ in range(int(SOON / 0.05)))


def forget_all(move: Move) -> None:
    for helper in move.ask("GET", "/helpers").json()["helpers"]:
        assert move.ask("DELETE", f"/helpers/{helper['n']}").status_code == 204


def test_nothing_of_who_is_forgotten_is_in_any_file(small: Server) -> None:
    with httpx.Client(base_url=small.url) as client:
        move = of_quietmoon(client)
        hana = helped(move, small)
        if small.installation.database.is_sqlite:
            assert {word for _, word in left(small, *WORDS.values())} == {*WORDS.values()}
        with swept(small):
            assert hana.ask("DELETE").status_code == 204
            forget_all(move)
            assert all_gone(small, *WORDS.values())


def test_nothing_of_a_move_that_is_erased_is_in_any_file(small: Server) -> None:
    with httpx.Client(base_url=small.url) as client:
        move = of_quietmoon(client)
        helped(move, small)
        with swept(small):
            assert move.ask("DELETE").status_code == 204
            assert all_gone(small, *WORDS.values(), *OF_MOVE, move.id)


@pytest.mark.one_database
def test_nor_while_others_read_and_write(small: Server) -> None:
    ends = threading.Event()

    def busy(move: Move) -> None:
        with httpx.Client(base_url=small.url, timeout=30) as client:
            other = Move(client, move.id, move.organizer_token, move.signup_token)
            while not ends.is_set():
                other.takes(task, "Tom")
                client.get(f"/s/{move.signup_token}?")

    with httpx.Client(base_url=small.url) as client:
        move, crowd = of_quietmoon(client), plan(client)
        task = crowd.add_boxes(1_000)
        hana = helped(move, small)
        reader = sqlite3.connect(small.installation.settings.data / FILE, isolation_level=None)
        threads = [threading.Thread(target=busy, args=(crowd,)) for _ in range(3)]
        with swept(small), closing(reader):
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM helper").fetchone()
            for thread in threads:
                thread.start()
            assert hana.ask("DELETE").status_code == 204
            forget_all(move)
            assert not Sweeper(small.installation).sweep()  # as long as somebody reads what was
            reader.execute("ROLLBACK")
            gone = all_gone(small, *WORDS.values())
            ends.set()
            for thread in threads:
                thread.join()
    assert gone


@pytest.mark.one_database
def test_what_a_killed_program_left_is_removed_at_the_next_start(small: Server) -> None:
    with httpx.Client(base_url=small.url) as client:
        move = of_quietmoon(client)
        helped(move, small)
        forget_all(move)
    assert traces_left(small.installation.database, NOON.timestamp()) == 2
    with swept(small):
        assert all_gone(small, *WORDS.values())
    assert traces_left(small.installation.database, NOON.timestamp()) == 0


def test_no_digest_of_their_address_or_words_stays_but_of_who_wants_no_letters(small: Server) -> None:
    installation = small.installation
    with httpx.Client(base_url=small.url) as client:
        move = of_quietmoon(client)
        hana, tom, kim = (
            move.takes(move.add_boxes(), name, email=f"{name}@example.org", headers=new_key())
            for name in ("hana", "tom", "kim")
        )
        for each in (hana, kim):
            asked = {"helper": each.n, "tasks": [move.add_boxes()]}
            assert move.ask("POST", "/asks", json=asked, headers=new_key()).status_code == 201
        keys = {name: mailbox_key(installation, f"{name}@example.org") for name in ("hana", "tom", "kim", "quietmoon")}
        refused = DeliveryResult(DeliveryStatus.NO_SUCH_ADDRESS, "550 no such user")
        with installation.database.writing() as session:
            remember(session, [(key, refused) for key in keys.values()], NOON)
        stop_for_good(installation, "tom@example.org", stops=True)
        assert hana.ask("DELETE").status_code == 204
        assert tom.ask("DELETE").status_code == 204
        assert Sweeper(installation).sweep()
        with installation.database.reading() as session:
            rows = {row.key: (row.refused_at is not None, row.error) for row in session.scalars(select(Mailbox))}
            fingerprints = [row.fingerprint for row in session.scalars(select(Intent)) if row.move_id == move.id]
        assert rows == {
            keys["tom"]: (False, ""),
            keys["kim"]: (True, refused.error),
            keys["quietmoon"]: (True, refused.error),
        }
        assert sorted(map(bool, fingerprints)) == [False, False, False, True, True]
        assert all_gone(small, keys["hana"])
        assert kim.ask("GET").status_code == 200


@pytest.mark.one_database
def test_neither_letters_of_an_earlier_set_up_nor_unfinished_ones_stay(small: Server) -> None:
    with httpx.Client(base_url=small.url) as client:
        move = of_quietmoon(client)
        hana = helped(move, small)
        folder = small.installation.settings.data / LETTERS / move.id
        (folder / f".{'0' * 32}").write_text(WORDS["name"])
        (folder.parent / "gonegonego").mkdir()
        (folder.parent / "gonegonego" / f"2026-11-23-1200-{'0' * 32}.eml").write_text(WORDS["name"])
        assert hana.ask("DELETE").status_code == 204
        forget_all(move)
    small.installation.settings.smtp_url = "smtp://127.0.0.1:1"
    outbox = Outbox(small.installation)
    outbox.delete_orphans()
    outbox.close()
    assert not {name for name, _ in left(small, *WORDS.values()) if not name.startswith(FILE)}
    assert [path.name for path in folder.parent.iterdir()] in ([], [move.id])


def test_a_key_that_was_used_for_somebody_who_is_gone_makes_nobody_again(small: Server) -> None:
    with httpx.Client(base_url=small.url) as client:
        move, key = of_quietmoon(client), new_key()
        task = move.add_boxes()
        hana = move.takes(task, headers=key, **WORDS)
        assert hana.ask("DELETE").status_code == 204
        again = move.sign_up(task, headers=key, **WORDS)
        assert (again.status_code, again.json()["code"]) == (422, "key_reused")
        assert move.ask("GET", "/helpers").json()["helpers"] == []
