"""Slips that are kept: the page is the one that it would be if each of them were made anew, for every reader.

What is kept is looked through, too: nothing of one visitor is in it, and it stays within its bound.
"""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from service.domain.reading import tasks
from service.domain.reading.views import Audience, Board
from service.storage.database import Database
from service.text.language import language
from service.web.friends.below import kept_forms
from service.web.friends.slips import Manner, Shown, Slips
from tests.conftest import Server
from tests.make import Olive
from tests.web.api.caller import Move, plan, worked
from tests.web.visit import Visitor

pytestmark = pytest.mark.one_database
MARK = "Xylophone"
MANNER = Manner("/s/link", "", "en-GB", is_known=False, holds_back=False)


def kept_by(server: Server) -> Slips:
    slips: Slips = server.app.state.slips
    return slips


def made_anew(server: Server, reader: Visitor, address: str) -> str:
    kept = kept_by(server)
    server.app.state.slips = Slips()
    tasks.kept_view.cache_clear()
    kept_forms.cache_clear()
    try:
        return reader.get(address).text
    finally:
        server.app.state.slips = kept


def hers(move: Move) -> int:
    """The number of Hana, who was there first."""
    n: int = min(claim["helper"]["n"] for task in move.tasks() for claim in task["claims"])
    return n


def carried_out_and_in(move: Move) -> None:
    for place in ("old", "new"):
        move.add(kind="heavy_item", title=f"The piano, {place}", weight_kg=60, place=place, things=[{"name": "Piano"}])


CHANGES: dict[str, Callable[[Move, int], Any]] = {
    "a claim": lambda move, task: move.takes(task, "Kim", 2),
    "a standby": lambda move, task: worked(move.sign_up(task, "Lee", 9, standing="standby"), 201),
    "a task that is done": lambda move, task: worked(move.change_task(task, state="done"), 200),
    "its undoing": lambda move, _task: worked(move.ask("POST", "/undo", json={"version": move.version}), 200),
    "another title": lambda move, task: worked(move.change_task(task, title="Plates", bring="Gloves"), 200),
    "another time": lambda move, task: worked(move.change_task(task, starts="02:30", ends="04:00"), 200),
    "another day, on which the clocks skip that time": lambda move, _task: move.patch(day="2027-03-28"),
    "a zone where they do not": lambda move, _task: move.patch(zone="Asia/Tokyo"),
    "another part of town": lambda move, _task: move.patch(**{"from": {"area": "Hernals", "floor": 5}}),
    "few who see it": lambda move, task: worked(move.change_task(task, **{"for": [hers(move)]}), 200),
    "both ends of one way": lambda move, _task: carried_out_and_in(move),
    "discretion": lambda move, _task: move.patch(discreet=True),
    "a task that is called off": lambda move, task: worked(move.change_task(task, state="cancelled"), 200),
    "her name gone": lambda move, _task: worked(move.ask("DELETE", f"/helpers/{hers(move)}"), 204),
    "the end": lambda move, _task: move.patch(state="closed"),
}


def test_every_reader_sees_what_they_would_see_if_nothing_were_kept(server: Server, client: httpx.Client) -> None:
    move = plan(client)
    books, lunch = move.add_boxes(12), move.add_care(3)
    address = f"/s/{move.signup_token}"
    hana = Visitor(server)
    hana.send(f"{address}/claims", task=lunch, name="Hana", note=MARK)
    readers = {
        "hana": (hana, address),
        "one who lifts nothing": (Visitor(server), f"{address}?lifting=no"),
        "one who reads Arabic": (Visitor(server, "ar"), address),
    }
    for what, change in CHANGES.items():
        change(move, books)
        for name, (reader, at) in readers.items():
            assert reader.get(at).text == made_anew(server, reader, at), (what, name)


def test_nothing_of_one_visitor_is_kept(server: Server, client: httpx.Client) -> None:
    move = plan(client)
    books, lunch, named = move.add_boxes(12), move.add_care(3), move.add_care(title=f"{MARK} for few")
    address, hana = f"/s/{move.signup_token}", Visitor(server)
    secret = {"email": f"{MARK}@example.org", "phone": "0660 7117117", "note": MARK}
    own = hana.send(f"{address}/claims", task=books, name="Hana", **secret).url.path
    worked(move.change_task(named, **{"for": [hers(move)]}), 200)
    for _ in range(2):
        assert MARK in hana.get(address).text
    refused = Visitor(server).post(f"{address}/claims", task=lunch, name="", note=MARK)
    assert MARK in refused.text
    assert MARK in hana.post(f"{address}/claims", task=lunch, quantity="none", note=MARK).text
    assert MARK in Visitor(server).post(f"{address}/offers", name="", words=MARK).text
    assert MARK not in Visitor(server).get(address).text
    kept = repr(kept_by(server))
    assert "Soup for all" in kept
    assert "Hana" in kept, "her name is for everybody who has the link"
    for secret_of_hers in (MARK, "0660 7117117", own.rsplit("/", 1)[1], "aria-invalid"):
        assert secret_of_hers not in kept, secret_of_hers


def shown(board: Board) -> list[Shown]:
    return [Shown(task, None) for task in board.tasks]


def test_a_claim_makes_one_slip_anew(database: Database) -> None:
    olive, slips, lang = Olive(database), Slips(), language("en-GB")
    lunch, *_ = [olive.task("care", f"Soup {n}", needed=2) for n in range(5)]
    board = olive.board(Audience.PUBLIC)
    first = slips.of(shown(board), board.move, MANNER, lang)
    olive.claim(lunch, olive.helper("Hana"))
    board = olive.board(Audience.PUBLIC)
    then = slips.of(shown(board), board.move, MANNER, lang)
    assert [n for n, slip in then.items() if slip is not first[n]] == [lunch]
    assert "Hana" in then[lunch]


def test_what_is_kept_has_a_bound_and_the_least_read_goes_first(database: Database) -> None:
    olive, lang = Olive(database), language("en-GB")
    for n in range(3):
        olive.task("care", f"Soup {n}")
    board = olive.board(Audience.PUBLIC)
    size = sum(map(len, Slips().of(shown(board), board.move, MANNER, lang).values()))
    slips = Slips(max_characters=3 * size)
    made = list[str]()
    last: dict[str, Any] = {}
    for path in ("a", "b", "c", "a", "d", "a", "b"):
        its = slips.of(shown(board), board.move, Manner(path, "", "en-GB", is_known=False, holds_back=False), lang)
        slip = its[board.tasks[0].n]
        made += [path] if slip is not last.get(path) else []
        last[path] = slip
    assert made == ["a", "b", "c", "d", "b"]
