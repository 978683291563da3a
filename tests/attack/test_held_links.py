"""A held link says no more than it must: not whether an address is known here, and nothing once it is revoked."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import event, func, select

from service.domain.core.holding import holding
from service.domain.core.links import Grants, Link, holds
from service.domain.core.receivers import HELPER
from service.domain.models import EndedSession, Message, MessageKind, Move, Tally
from service.domain.rules.helpers import forget_helper
from service.domain.rules.merging import merge
from service.domain.rules.moves import rotate_signup
from service.domain.rules.organizers import add_organizer, remove_organizer, renew_link
from service.mail.resend import send_what_was_asked
from service.storage.database import Database
from service.web.base import live
from tests.conftest import Engine, Server, serving
from tests.make import Olive
from tests.web.visit import Visitor

KNOWN, UNKNOWN = "hana@example.org", "nobody@example.org"


@pytest.fixture
def olive(server: Server) -> Olive:
    made = Olive(server.installation.database)
    made.claim(made.task(), made.helper(email=KNOWN))
    return made


def path_of(server: Server, olive: Olive) -> str:
    return httpx.URL(server.installation.url(olive.signup)).path


@contextmanager
def statements(server: Server) -> Iterator[list[str]]:
    """The statements that are executed meanwhile, with the ends of transactions."""
    seen: list[str] = []
    engine = server.installation.database.engine

    def executed(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", executed)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", executed)


def kept(server: Server, olive: Olive) -> tuple[int, int, int]:
    """The version, the letters with a link, and the counts that are kept."""
    with server.installation.database.reading() as session:
        of_hana = (Message.move_id == olive.link.move_id, Message.role == HELPER, Message.kind == MessageKind.OWN_LINK)
        return (
            session.scalars(select(Move.version).where(Move.id == olive.link.move_id)).one(),
            session.scalar(select(func.count()).select_from(Message).where(*of_hana)) or 0,
            session.scalar(select(func.count()).select_from(Tally)) or 0,
        )


def test_asking_does_the_same_for_an_address_that_is_known_and_one_that_is_not(server: Server, olive: Olive) -> None:
    before, done = kept(server, olive), []
    for address in (KNOWN, UNKNOWN, KNOWN.upper(), UNKNOWN):
        with statements(server) as seen:
            answer = Visitor(server).post(f"{path_of(server, olive)}/again", email=address)
        headers = {name: value for name, value in answer.headers.items() if name != "date"}
        done.append((seen, answer.status_code, headers, answer.content))
        assert kept(server, olive) == before
    assert all(each == done[0] for each in done)
    assert done[0][0]
    send_what_was_asked(server.installation)
    assert kept(server, olive)[1] == before[1] + 1


def test_so_does_asking_for_the_key_to_a_move(server: Server, olive: Olive) -> None:
    done = []
    for address in ("olive@example.org", UNKNOWN):
        with statements(server) as seen:
            answer = Visitor(server).post("/again", email=address)
        done.append((seen, answer.status_code, answer.headers["location"]))
    assert done == [([], 303, "/?notice=link_sent")] * 2


@contextmanager
def stream(server: Server, path: str) -> Iterator[Callable[[], str]]:
    """An open event stream: each call returns the next piece of it, comments too."""
    with httpx.stream("GET", f"{server.url}{path}/live", timeout=10) as answer:
        assert answer.status_code == 200
        pieces = answer.iter_text()
        said = ""

        def piece() -> str:
            nonlocal said
            while "\n\n" not in said:
                said += next(pieces)
            first, _, said = said.partition("\n\n")
            return first

        assert piece().startswith("retry:")
        assert piece().startswith("id:")
        yield piece


def test_a_stream_says_nothing_of_who_asks(server: Server, olive: Olive) -> None:
    path = path_of(server, olive)
    with stream(server, path) as piece:
        for address in (KNOWN, UNKNOWN):
            Visitor(server).send(f"{path}/again", email=address)
            send_what_was_asked(server.installation)
        olive.task()
        assert piece() == f"id: {olive.version()}\ndata: {olive.version()}"


def test_too_many_that_wait_are_too_many_for_everybody(server: Server, olive: Olive) -> None:
    waiting = server.installation.asked
    send_what_was_asked(server.installation)
    most, waiting.most = waiting.most, 1
    try:
        answers = [Visitor(server).post(f"{path_of(server, olive)}/again", email=each) for each in (UNKNOWN, KNOWN)]
    finally:
        waiting.most = most
    assert [answer.status_code for answer in answers] == [303, 429]
    assert KNOWN in answers[1].text
    send_what_was_asked(server.installation)


def test_a_link_that_was_replaced_meanwhile_sends_nothing(server: Server, olive: Olive) -> None:
    before = kept(server, olive)
    Visitor(server).send(f"{path_of(server, olive)}/again", email=KNOWN)
    with olive.change() as change:
        rotate_signup(change)
    send_what_was_asked(server.installation)
    assert kept(server, olive)[1] == before[1]


def _rotated(olive: Olive) -> None:
    with olive.change() as change:
        rotate_signup(change)


def _own_rotated(olive: Olive) -> None:
    with olive.change() as change:
        renew_link(change, change.by.n)
    olive.link = replace(olive.link, epoch=olive.link.epoch + 1)


def _taken_off(olive: Olive) -> None:
    with olive.change() as change:
        nora = add_organizer(change, {"name": "Nora"})
    olive.link, was = replace(olive.link, n=nora), olive.link
    with olive.change() as change:
        remove_organizer(change, was.n)


def _forgotten(olive: Olive) -> None:
    with olive.change() as change:
        forget_helper(change, olive.board().helpers[0].n)


def _erased(olive: Olive) -> None:
    with olive.change() as change:
        change.erase()


@pytest.mark.sampled
@pytest.mark.parametrize("whose", ["signup", "helper", "organizer"])
@pytest.mark.parametrize("revoke", [_rotated, _own_rotated, _taken_off, _forgotten, _erased])
def test_the_stream_of_a_revoked_link_ends(
    server: Server, olive: Olive, monkeypatch: pytest.MonkeyPatch, whose: str, revoke: Callable[[Olive], None]
) -> None:
    monkeypatch.setattr(live, "CHECK_SECONDS", 0.01)
    hana = olive.board().helpers[0]
    installation = server.installation
    path = {
        "signup": path_of(server, olive),
        "helper": httpx.URL(installation.helper_url(olive.link.move_id, hana.n, hana.epoch)).path,
        "organizer": f"/m/{olive.link.move_id}",
    }[whose]
    visitor = Visitor(server)
    visitor.get(installation.url(olive.link))
    revoked = (whose, revoke) in ENDED
    with visitor.http.stream("GET", f"{path}/live", timeout=10) as answer:
        lines = answer.iter_lines()
        next(lines)
        revoke(olive)
        if revoked:
            assert [line for line in lines if line.startswith("data:")]
        else:
            version = olive.version() + 1
            olive.task()
            assert f"data: {version}" in lines
    assert visitor.http.head(f"{path}/live").status_code == (404 if revoked else 200)


ENDED = {
    ("signup", _rotated),
    ("helper", _forgotten),
    ("organizer", _own_rotated),
    ("organizer", _taken_off),
    *((whose, _erased) for whose in ("signup", "helper", "organizer")),
}


@pytest.mark.one_database
def test_many_moves_that_are_watched_are_looked_at_in_one_job(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "BEAT_SECONDS", 0.1)
    monkeypatch.setattr(live, "CHECK_SECONDS", 0.01)
    watched, beats = 12, 4
    with engine.settings(tmp_path) as settings, serving(**settings) as server, ExitStack() as stack:
        paths = [path_of(server, Olive(server.installation.database)) for _ in range(watched)]
        pieces = [stack.enter_context(stream(server, path)) for path in paths]
        assert pieces[0]() == ":"
        with statements(server) as seen:
            for _ in range(beats):
                assert pieces[0]() == ":"
    asked = [each for each in seen if "signup_epoch" in each]
    assert 1 <= len(asked) < (beats - 1) * watched


def test_many_links_are_looked_at_like_each_by_itself(database: Database) -> None:
    links: list[Link] = []
    for n in range(3):
        olive = Olive(database)
        hana, tom, ada = (olive.helper(name) for name in ("Hana", "Tom", "Ada"))
        with olive.change() as opened:
            merge(opened, tom, ada) if n == 1 else rotate_signup(opened)
        if n == 2:
            _erased(olive)
        move_id = olive.link.move_id
        with_session = [replace(olive.link, session=f"{n}{which}".ljust(16, "x")) for which in "ab"]
        if n < 2:
            with database.writing() as session:
                session.add(EndedSession(move_id=move_id, id=with_session[0].session))
        links += [olive.link, replace(olive.link, epoch=7), *with_session, Link(move_id, Grants.SIGNUP, 0, 1)]
        links += [Link(move_id, Grants.SIGNUP, 0, 2), Link(move_id, Grants.LETTERS, hana, 1)]
        links += [Link(move_id, Grants.HELPER, each, epoch) for each in (hana, tom, ada, 99) for epoch in (1, 2)]
    with database.reading() as session:
        each = {link for link in links if holds(session, link)}
        assert 5 < len(each) < len(links) - 5
        assert holding(session, links) == each
        assert holding(session, []) == set()
