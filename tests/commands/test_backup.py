"""A backup holds everything, also while friends are busy; restored elsewhere, old links open again."""

import shutil
import stat
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from service.commands.backup import back_up
from service.commands.restore import REVOKED, restore
from service.commands.restored_links import SKIPPED
from service.domain.models import DayKey, Helper, Message, MessageKind, MessageState
from service.installation import Asked
from service.mail.mailboxes import stop_for_good
from service.mail.resend import ask_for_links, send_what_was_asked
from service.settings import BrokenSetup, Settings
from service.storage.migrations import FILE, database_of
from tests.conftest import NOON, SECRET, Engine, begin_migrated, serving
from tests.mail.test_outbox import Post, claimed
from tests.make import Olive
from tests.web.visit import Organizer, Visitor, found


@pytest.fixture
def place(engine: Engine, tmp_path: Path) -> Iterator[Callable[..., dict[str, Any]]]:
    """`place(name)`: settings for an installation of its own, empty or with a migrated database."""
    with ExitStack() as stack:

        def made(name: str, *, empty: bool = False) -> dict[str, Any]:
            folder = tmp_path / name
            folder.mkdir()
            return stack.enter_context(engine.settings(folder, empty=empty))

        yield made


def test_old_links_open_on_another_machine(place: Any, tmp_path: Path) -> None:
    here, there = place("here"), place("there", empty=True)
    (here["data"] / "mail").mkdir()
    (here["data"] / "mail" / "one.eml").write_text("Dear Hana")
    with serving(**here) as server:
        olive = Organizer(server)
        lunch, hana = olive.add(), Visitor(server)
        own = hana.send(f"{olive.signup_link}/claims", task=lunch, name="Hana", quantity=1).url.path
        back_up(Settings(**here, secret=SECRET), tmp_path / "all.tar.gz")
        hana.send(f"{olive.signup_link}/offers", name="Hana", words="After the backup")
    paths = [httpx.URL(link).path for link in (olive.signup_link, olive.organizer_link)] + [own]
    assert restore(Settings(**there), tmp_path / "all.tar.gz") == [REVOKED]
    assert (there["data"] / "mail" / "one.eml").read_text() == "Dear Hana"
    assert (there["data"] / "secret").read_text().split() == [SECRET]
    with serving(**there) as server:
        signup, board, helper = (Visitor(server).get(path) for path in paths)
        assert [page.status_code for page in (signup, board, helper)] == [200] * 3
        assert "Hana" in signup.text
        assert "After the backup" not in board.text
        again = Visitor(server)
        assert again.send(f"{paths[0]}/offers", name="Tom", words="Anything else").status_code == 200


@pytest.mark.every_database  # each database is copied in a way of its own
def test_a_backup_while_friends_are_busy_holds_every_claim_from_before(place: Any, tmp_path: Path) -> None:
    here, there = place("here"), place("there", empty=True)
    with closing(database_of(Settings(**here))) as database:
        olive = Olive(database)
        task = olive.task("care", needed=900)
        answered, enough, backed_up = [0], threading.Event(), threading.Event()

        def busy() -> None:
            while not backed_up.is_set():
                olive.claim(task, olive.helper(f"Friend {answered[0]}"))
                answered[0] += 1
                if answered[0] == 20:
                    enough.set()

        friends = threading.Thread(target=busy)
        friends.start()
        assert enough.wait(30)
        before = answered[0]
        back_up(Settings(**here, secret=SECRET), tmp_path / "all.tar.gz")
        backed_up.set()
        friends.join()
        assert answered[0] > before
    restore(Settings(**there), tmp_path / "all.tar.gz")
    with closing(database_of(Settings(**there))) as olive.database:
        board = olive.board()
    names = {claim.helper.name for claim in board.task(task).claims}
    assert {f"Friend {number}" for number in range(before)} <= names
    assert board.move.version - 2 - SKIPPED in (2 * len(names), 2 * len(names) + 1)  # one may be there without a claim


@pytest.mark.one_database("postgresql")
def test_it_moves_from_a_file_to_postgresql_and_back(place: Any, tmp_path: Path) -> None:
    for name in ("file", "back"):
        (tmp_path / name).mkdir()
    file: dict[str, Any] = {"data": tmp_path / "file"}
    shared = place("shared", empty=True)
    back: dict[str, Any] = {"data": tmp_path / "back"}
    begin_migrated(file["data"])
    with closing(database_of(Settings(**file))) as database:
        olive = Olive(database)
        lunch = olive.task("care", "Lunch for nine")
    back_up(Settings(**file, secret=SECRET), tmp_path / "one.tar.gz")
    restore(Settings(**shared), tmp_path / "one.tar.gz")
    assert not (shared["data"] / FILE).exists()
    with closing(database_of(Settings(**shared))) as olive.database:
        assert olive.seen(lunch).title == "Lunch for nine"
    back_up(Settings(**shared), tmp_path / "two.tar.gz")
    restore(Settings(**back), tmp_path / "two.tar.gz")
    with closing(database_of(Settings(**back))) as olive.database:
        assert olive.seen(lunch).title == "Lunch for nine"


def test_what_may_have_gone_out_meanwhile_is_not_sent_again(place: Any, tmp_path: Path) -> None:
    here, there = place("here"), place("there", empty=True)
    eve = datetime(2026, 12, 4, 16, tzinfo=UTC)  # 17:00 in Vienna
    database = database_of(Settings(**here))
    post, olive = Post(database, tmp_path), Olive(database)
    lunch = olive.task("care", "Lunch", starts=time(12), needed=9)
    claimed(olive, lunch, olive.helper("Hana", email="hana@example.org"))
    post.at(NOON)
    claimed(olive, lunch, olive.helper("Tom", email="tom@example.org"))  # whose letter still waits
    database.close()
    back_up(Settings(**here, secret=SECRET), tmp_path / "all.tar.gz")

    told, _revoked = restore(Settings(**there), tmp_path / "all.tar.gz", eve + timedelta(minutes=30))
    assert "since the backup was made: 3." in told
    back = Post(database_of(Settings(**there)), tmp_path)
    assert back.at(eve + timedelta(hours=1)) == []
    with back.installation.database.reading() as session:
        doubted = session.scalars(select(Message).where(Message.state == MessageState.PERHAPS_SENT))
        assert {(row.kind, row.error) for row in doubted} == {
            (MessageKind.CLAIM_UPDATE, "restored"),
            (MessageKind.DAY_BEFORE, "restored"),
        }
    assert back.at(eve + timedelta(hours=15)) == ["Today: Lunch", "Today: Lunch"], "what comes later comes"
    back.installation.database.close()


@pytest.fixture(scope="module")
def packed(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good backup, for tests that only read it."""
    folder = tmp_path_factory.mktemp("packed")
    with engine.settings(folder / "here") as here:
        with serving(**here) as server:
            Organizer(server)
        back_up(Settings(**here, secret=SECRET), folder / "all.tar.gz")
    return folder / "all.tar.gz"


def test_the_file_is_for_its_owner_only(packed: Path) -> None:
    assert stat.S_IMODE(packed.stat().st_mode) == 0o600
    assert [path.name for path in packed.parent.iterdir() if path.name.startswith(".")] == []


def test_a_file_that_is_there_is_not_overwritten(place: Any, packed: Path) -> None:
    before = packed.read_bytes()
    with pytest.raises(BrokenSetup, match="is there already"):
        back_up(Settings(**place("other")), packed)
    assert packed.read_bytes() == before


def test_nothing_is_put_over_what_is_there(place: Any, packed: Path) -> None:
    other = place("other")
    (other["data"] / "letter").write_text("mine")
    with pytest.raises(BrokenSetup, match="not empty"):
        restore(Settings(**other), packed)
    assert (other["data"] / "letter").read_text() == "mine"


@pytest.mark.one_database("postgresql")
@pytest.mark.held
def test_nothing_is_put_into_a_database_that_is_in_use(place: Any, packed: Path, tmp_path: Path) -> None:
    other = place("other")
    with closing(database_of(Settings(**other))) as database:
        Olive(database)
    with pytest.raises(BrokenSetup, match="not empty"):
        restore(Settings(**(other | {"data": tmp_path / "fresh"})), packed)
    assert not (tmp_path / "fresh").exists()


@pytest.mark.held
@pytest.mark.one_database("postgresql")
def test_a_program_that_has_run_over_the_empty_database_is_not_in_the_way(place: Any, tmp_path: Path) -> None:
    """Of the same day as the backup: it counts, and keeps the day's key, without a single move."""
    here, other = place("here"), place("other")
    for chosen in (here, other):
        database = database_of(Settings(**chosen))
        post = Post(database, tmp_path / "mail")
        if chosen is here:
            olive = Olive(database)
            claimed(olive, olive.task(), olive.helper("Hana", email="hana@example.org"))
        post.at(NOON)
        ask_for_links(post.installation, Asked("olive@example.org", "a visitor"))
        send_what_was_asked(post.installation)
        database.close()
    back_up(Settings(**here, secret=SECRET), tmp_path / "all.tar.gz")
    restored = other | {"data": tmp_path / "fresh"}
    restore(Settings(**restored), tmp_path / "all.tar.gz")
    with closing(database_of(Settings(**restored))) as database, database.reading() as session:
        assert session.scalars(select(Helper.name)).all() == ["Hana"]
        assert len(session.scalars(select(DayKey)).all()) == 1


@pytest.mark.one_database("postgresql")
def test_a_wish_for_no_letters_is_something(place: Any, packed: Path, tmp_path: Path) -> None:
    other = place("other")
    database = database_of(Settings(**other))
    stop_for_good(Post(database, tmp_path).installation, "tom@example.org", stops=True)
    database.close()
    with pytest.raises(BrokenSetup, match="not empty"):
        restore(Settings(**(other | {"data": tmp_path / "fresh"})), packed)


@pytest.mark.one_database
@pytest.mark.parametrize("damage", ["half", "text", "empty", "missing", "other", "upwards", "link", "torn", "newer"])
def test_what_is_no_whole_backup_is_told_and_leaves_nothing(packed: Path, tmp_path: Path, damage: str) -> None:
    broken = tmp_path / "broken.tar.gz"
    DAMAGES[damage](packed, broken)
    with pytest.raises(BrokenSetup, match=r"backup of (this )?Many Hands"):
        restore(Settings(data=tmp_path / "new"), broken)
    assert not (tmp_path / "new").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".manyhands")] == []


def repacked(packed: Path, broken: Path, change: Callable[[Path], None], *more: tarfile.TarInfo) -> None:
    folder = broken.with_suffix(".unpacked")
    with tarfile.open(packed) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # in Python 3.11.4 and later
        archive.extractall(folder)  # noqa: S202  # of our own making
    change(folder)
    with tarfile.open(broken, "w:gz") as archive:
        for path in folder.iterdir():
            archive.add(path, path.name)
        for member in more:
            archive.addfile(member, BytesIO(b"x" * member.size))
    shutil.rmtree(folder)


def _named(name: str, **fields: Any) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    for field, value in fields.items():
        setattr(member, field, value)
    return member


def _tear(folder: Path) -> None:
    whole = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(whole[:8192] + b"\0" * 8192 + whole[16384:])


def _from_the_future(folder: Path) -> None:
    label = folder / "manyhands.json"
    label.write_text(label.read_text().replace('"format": 1', '"format": 99'))


def _linked() -> tarfile.TarInfo:
    return _named("mail", type=tarfile.SYMTYPE, linkname="/etc")


DAMAGES: dict[str, Callable[[Path, Path], object]] = {
    "half": lambda packed, broken: broken.write_bytes(packed.read_bytes()[: packed.stat().st_size // 2]),
    "text": lambda _packed, broken: broken.write_text("a shopping list"),
    "empty": lambda _packed, broken: broken.write_bytes(b""),
    "missing": lambda _packed, _broken: None,
    "other": lambda packed, broken: repacked(packed, broken, lambda folder: (folder / "manyhands.json").unlink()),
    "upwards": lambda packed, broken: repacked(packed, broken, lambda _: None, _named("../over", size=3)),
    "link": lambda packed, broken: repacked(packed, broken, lambda _: None, _linked()),
    "torn": lambda packed, broken: repacked(packed, broken, _tear),
    "newer": lambda packed, broken: repacked(packed, broken, _from_the_future),
}


@pytest.mark.one_database
def test_another_key_is_told_with_what_to_do(packed: Path, tmp_path: Path) -> None:
    told, _revoked = restore(
        Settings(data=tmp_path / "new", secret="another key of more than 32 letters".replace(" ", "-")), packed
    )
    assert "MANYHANDS_SECRET" in told
    assert SECRET not in told


@pytest.mark.one_database
def test_where_there_is_no_database_there_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(BrokenSetup, match="no database"):
        back_up(Settings(data=tmp_path / "nothing"), tmp_path / "all.tar.gz")
    assert found("nothing", str(tmp_path / "nothing"))
    assert not (tmp_path / "all.tar.gz").exists()
