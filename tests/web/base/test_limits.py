"""Limits of what may come at once: per address, per link, moves a day; and who may plan a move at all."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.settings import BrokenSetup, read_settings
from service.web.base.limits import MIN_SWEPT, MemoryTallies, Quota, Quotas
from tests.conftest import Engine, Server, serving
from tests.web.visit import PLAN, Organizer, Visitor

PLANNED = {"title": "One floor down", "organizer": {"name": "Olive"}, "zone": "Europe/Vienna"}
FEW = 5


@pytest.fixture
def strict(engine: Engine, tmp_path: Path) -> Callable[..., AbstractContextManager[Server]]:
    """`strict(**quotas, **settings)`: a server that lets through few."""

    @contextmanager
    def started(settings: dict[str, Any] | None = None, **quotas: Any) -> Iterator[Server]:
        given: dict[str, Any] = {"limits": "on", **(settings or {})}
        with (
            engine.settings(tmp_path) as chosen,
            serving(**chosen, quotas=Quotas(**quotas), **given) as server,
        ):
            yield server

    return started


def plan(server: Server, **headers: str) -> httpx.Response:
    return httpx.post(f"{server.url}/api/v1/moves", json=PLANNED, headers=headers)


def test_one_address_can_send_so_many_and_is_told_when_to_go_on(strict: Any) -> None:
    with strict(changes_of_address=Quota(FEW, 60)) as server:
        assert [plan(server).status_code for _ in range(FEW)] == [201] * FEW
        refused = plan(server)
    assert refused.status_code == 429
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["code"] == "too_many"
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["retry-after"] in refused.json()["detail"]


def test_after_the_wait_it_goes_on(strict: Any) -> None:
    with strict(changes_of_address=Quota(FEW, 60)) as server:
        while plan(server).status_code == 201:
            pass
        server.clock.now += timedelta(seconds=int(plan(server).headers["retry-after"]))
        assert plan(server).status_code == 201


@pytest.mark.one_database("postgresql")
def test_two_processes_count_together(engine: Engine, tmp_path: Path) -> None:
    quotas = Quotas(changes_of_address=Quota(FEW, 60))
    with (
        engine.settings(tmp_path) as chosen,
        serving(**chosen, quotas=quotas, limits="on") as one,
        serving(**chosen, quotas=quotas, limits="on") as two,
    ):
        answers = [plan(server).status_code for server in (one, two) * FEW]
    assert sorted(answers) == [201] * FEW + [429] * FEW


def test_reading_is_not_counted(strict: Any) -> None:
    with strict(changes_of_address=Quota(FEW, 60)) as server:
        assert [httpx.get(server.url).status_code for _ in range(3 * FEW)] == [200] * 3 * FEW


def test_off_lifts_every_quota(strict: Any) -> None:
    with strict({"limits": "off"}, changes_of_address=Quota(1, 60)) as server:
        assert [plan(server).status_code for _ in range(FEW)] == [201] * FEW


def test_who_typed_something_gets_it_back_to_send_again(strict: Any) -> None:
    with strict(changes_of_address=Quota(FEW, 60)) as server:
        olive = Organizer(server)
        offer = {"name": "Hana", "words": "Two hands\nand a van"}
        while (refused := Visitor(server).post(f"{olive.signup_link}/offers", **offer)).status_code == 303:
            pass
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) >= 1
        assert 'name="words" value="Two hands\nand a van"' in refused.text
        assert "Hana" in refused.text


@pytest.mark.sampled
@pytest.mark.parametrize(
    "body", [b"", b"--nothing", b"x" * 1_100_000, b"--b\r\nContent-Disposition: form-data\r\n\r\n"]
)
def test_whoever_sends_no_form_at_all_is_told_the_same(strict: Any, body: bytes) -> None:
    with strict(changes_of_address=Quota(0, 60)) as server:
        headers = {"Origin": server.url, "Content-Type": "multipart/form-data; boundary=b"}
        for content in (body, iter([body])):
            refused = httpx.post(server.url, content=content, headers=headers)
            assert refused.status_code in (413, 429)


def test_a_link_has_a_quota_of_its_own_and_a_wrong_one_uses_up_nobodys(strict: Any) -> None:
    with strict(helpers_by_link=Quota(FEW, 60)) as server:
        busy, quiet = Organizer(server), Organizer(server)
        wrong = quiet.signup_link[:-1] + ("A" if quiet.signup_link[-1] != "A" else "B")
        for link in (busy.signup_link, wrong):
            for _ in range(2 * FEW):
                Visitor(server).post(f"{link}/offers", name="Hana", words="Anything")
        assert Visitor(server).post(f"{busy.signup_link}/offers", name="Hana", words="Me too").status_code == 429
        assert Visitor(server).post(f"{quiet.signup_link}/offers", name="Hana", words="Me too").status_code == 303


def test_so_many_moves_a_day(strict: Any) -> None:
    with strict(moves_of_address=Quota(FEW, 86_400)) as server:
        for _ in range(FEW):
            assert plan(server).status_code == 201
        refused = plan(server)
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 3600
        assert "tomorrow" in refused.json()["detail"]
        page = Visitor(server).post("/", **PLAN)
        assert (page.status_code, "tomorrow" in page.text) == (429, True)


@pytest.mark.parametrize("proxies", ["127.0.0.1", "127.0.0.0/8", " 10.0.0.0/8 , 127.0.0.1"])
def test_behind_a_trusted_proxy_each_visitor_has_an_address(strict: Any, proxies: str) -> None:
    with strict({"trusted_proxies": proxies}, changes_of_address=Quota(1, 60)) as server:
        assert plan(server, **{"X-Forwarded-For": "192.0.2.1"}).status_code == 201
        assert plan(server, **{"X-Forwarded-For": "192.0.2.2"}).status_code == 201
        assert plan(server, **{"X-Forwarded-For": "192.0.2.1"}).status_code == 429
        # What a client writes itself stands to the left of what the proxy adds.
        assert plan(server, **{"X-Forwarded-For": "198.51.100.7, 192.0.2.1"}).status_code == 429


def test_a_chain_of_trusted_proxies_is_followed_to_the_first_stranger(strict: Any) -> None:
    chain = {"trusted_proxies": "127.0.0.1,10.0.0.0/8"}
    with strict(chain, changes_of_address=Quota(1, 60)) as server:
        assert plan(server, **{"X-Forwarded-For": "192.0.2.1, 10.1.2.3"}).status_code == 201
        assert plan(server, **{"X-Forwarded-For": "198.51.100.7, 192.0.2.1, 10.9.9.9"}).status_code == 429


def test_nobody_is_believed_without_a_trusted_proxy(strict: Any) -> None:
    with strict(changes_of_address=Quota(1, 60)) as server:
        assert plan(server, **{"X-Forwarded-For": "192.0.2.1"}).status_code == 201
        assert plan(server, **{"X-Forwarded-For": "192.0.2.2"}).status_code == 429


def test_a_household_is_one_address_of_ipv6(strict: Any) -> None:
    settings = {"trusted_proxies": "127.0.0.1"}
    with strict(settings, changes_of_address=Quota(1, 60)) as server:
        assert plan(server, **{"X-Forwarded-For": "2001:db8:1:2:aaaa::1"}).status_code == 201
        assert plan(server, **{"X-Forwarded-For": "2001:db8:1:2:bbbb::2"}).status_code == 429
        assert plan(server, **{"X-Forwarded-For": "2001:db8:1:ff::1"}).status_code == 429
        assert plan(server, **{"X-Forwarded-For": "2001:db8:1:100::1"}).status_code == 201


@pytest.mark.sampled
@pytest.mark.parametrize("strange", ["", "unknown", "[::1", "x" * 5_000, ",,,", "300.1.1.1"])
def test_a_strange_address_is_no_accident(strict: Any, strange: str) -> None:
    with strict({"trusted_proxies": "127.0.0.1"}) as server:
        assert plan(server, **{"X-Forwarded-For": strange}).status_code == 201


@pytest.mark.parametrize("proxies", ["everybody", "10.0.0.0/99", "127.0.0.1 10.0.0.1"])
def test_proxies_that_are_none_are_named(proxies: str) -> None:
    with pytest.raises(BrokenSetup, match="MANYHANDS_TRUSTED_PROXIES"):
        read_settings(trusted_proxies=proxies)


def test_no_address_is_kept_in_clear(strict: Any) -> None:
    with strict() as server:
        plan(server)
        if not server.installation.database.is_sqlite:
            with server.installation.database.reading() as session:
                keys = session.connection().exec_driver_sql("SELECT key FROM tally").scalars().all()
            assert len(keys) == 2
            assert not [key for key in keys if "127.0.0.1" in key]


CLOSED = {"planning": "Dumbwaiter Fleet"}


def test_where_a_word_is_asked_for_only_who_knows_it_plans_a_move(strict: Any) -> None:
    with strict(CLOSED) as server:
        assert 'id="move-word"' in httpx.get(server.url).text
        for word, field in (("", "missing"), ("elevator", "wrong_word")):
            refused = httpx.post(f"{server.url}/api/v1/moves", json={**PLANNED, "word": word})
            assert refused.status_code == 422
            assert [(each["field"], each["code"]) for each in refused.json()["errors"]] == [("word", field)]
        assert plan(server).status_code == 422
        known = httpx.post(f"{server.url}/api/v1/moves", json={**PLANNED, "word": " dumbwaiter  FLEET "})
        assert known.status_code == 201


def test_a_wrong_word_on_the_page_loses_nothing_that_was_typed(strict: Any) -> None:
    with strict(CLOSED) as server:
        olive = Visitor(server)
        refused = olive.post("/", **PLAN, word="elevator", why="The stairs won")
        assert refused.status_code == 422
        assert "The stairs won" in refused.text
        assert "This is not the word" in refused.text
        assert olive.post("/", **PLAN, word="dumbwaiter fleet").status_code == 303


def test_the_word_cannot_be_guessed_for_long(strict: Any) -> None:
    with strict(CLOSED, wrong_words=Quota(FEW, 3_600)) as server:
        guesses = [httpx.post(f"{server.url}/api/v1/moves", json={**PLANNED, "word": f"{n}"}) for n in range(FEW + 1)]
        assert [each.status_code for each in guesses] == [422] * FEW + [429]


def test_an_open_place_asks_for_no_word(server: Server) -> None:
    assert 'id="move-word"' not in httpx.get(server.url).text
    assert httpx.post(f"{server.url}/api/v1/moves", json={**PLANNED, "word": "any"}).status_code == 201
    assert Visitor(server).post("/", **PLAN).status_code == 200


def test_tallies_in_memory_begin_anew_and_do_not_pile_up() -> None:
    tallies, quota = MemoryTallies(), Quota(2, 60)
    assert [tallies.count_up("one", quota, now) for now in (0, 10, 59, 60)] == [None, None, 60, None]
    for number in range(3 * MIN_SWEPT):
        tallies.count_up(f"address {number}", quota, 100 + number)
    assert len(tallies._tallies) <= MIN_SWEPT
