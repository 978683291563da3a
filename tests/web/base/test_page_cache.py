"""The page cache: nothing stale is ever shown, nothing of one visitor reaches another.

One proof for each thing that a page depends on. A page that took no query but the one for its version came
out of the cache; a query string goes round it, so `?fresh` is what the page ought to be.
"""

import asyncio
import gzip
import re
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from service.text import templates
from service.web.base.page_cache import CacheKey, Freshness, Page, PageCache
from tests.conftest import Engine, Server, serving
from tests.web.base.test_queries import counted
from tests.web.visit import Organizer, Visitor, found

GLANCES = 1
"""Queries that a cached page takes at most: its version, where that is asked for through the pool."""


@pytest.fixture
def olive(server: Server) -> Organizer:
    return Organizer(server, day="2026-12-05")


def fresh(visitor: Visitor, address: str) -> str:
    return visitor.get(f"{address}?fresh").text


def from_cache(server: Server, visitor: Visitor, address: str) -> bool:
    with counted(server) as sent:
        assert visitor.get(address).status_code == 200
    return len(sent) <= GLANCES


def test_the_second_who_looks_gets_the_same_page_from_the_cache(server: Server, olive: Organizer) -> None:
    olive.add()
    first = Visitor(server).get(olive.signup_link)
    assert from_cache(server, Visitor(server), olive.signup_link)
    assert Visitor(server).get(olive.signup_link).content == first.content
    assert first.text == fresh(Visitor(server), olive.signup_link)


def claims(olive: Organizer, task: int) -> None:
    Visitor(olive.server).send(f"{olive.signup_link}/claims", task=task, name="Hana", quantity=1)


CHANGES: dict[str, Callable[[Organizer, int], object]] = {
    "a claim": claims,
    "an offer": lambda olive, _task: Visitor(olive.server).send(
        f"{olive.signup_link}/offers", name="Tom", words="Anything"
    ),
    "a new task": lambda olive, _task: olive.add(title="Soup"),
    "another title of a task": lambda olive, task: olive.send(
        f"{olive.move}/tasks/{task}", kind="care", title="A late lunch", needed="2", sort="food"
    ),
    "another title of the move": lambda olive, _task: olive.send(
        f"{olive.move}/settings", title="Two floors down", name="Olive", zone="Europe/Vienna"
    ),
    "another zone": lambda olive, _task: olive.send(
        f"{olive.move}/settings", title="One floor down", name="Olive", zone="Asia/Tokyo"
    ),
    "the end of it": lambda olive, _task: olive.send(f"{olive.move}/settings/state", state="closed"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_on_the_next_page(server: Server, olive: Organizer, change: str) -> None:
    task, stranger = olive.add(needed="2"), Visitor(server)
    before = stranger.get(olive.signup_link).text
    CHANGES[change](olive, task)
    with counted(server) as sent:
        after = stranger.get(olive.signup_link).text
    assert len(sent) > GLANCES
    assert after == fresh(stranger, olive.signup_link)
    assert after != before or change in ("an offer", "another zone")


@pytest.mark.held
def test_no_reader_ever_sees_less_than_what_was_answered_before(server: Server, olive: Organizer) -> None:
    olive.add(needed="1000", title="Carry")
    answered, stop, stale = [0], threading.Event(), list[tuple[int, int]]()

    def read() -> None:
        with httpx.Client(timeout=10) as phone:
            while not stop.is_set():
                promised = answered[0]
                seen = len(set(re.findall(r"Friend (\d+)\b", phone.get(olive.signup_link).text)))
                if seen < promised:
                    stale.append((seen, promised))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    task = int(found(r'name="task" value="\d+"', Visitor(server).get(olive.signup_link).text).split('"')[3])
    token = olive.signup_link.rsplit("/", 1)[1]
    with httpx.Client(base_url=server.url, timeout=10) as friends:
        for number in range(1, 41):
            body = {"task": task, "name": f"Friend {number}", "quantity": 1, "standing": "firm"}
            friends.post(f"/api/v1/signup/{token}/claims", json=body).raise_for_status()
            answered[0] = number
    stop.set()
    for reader in readers:
        reader.join()
    assert stale == []


def test_two_recognised_helpers_see_their_own_page_and_nobody_else_does(server: Server, olive: Organizer) -> None:
    task = olive.add(needed="5")
    hana, tom, stranger = Visitor(server), Visitor(server), Visitor(server)
    hana.send(f"{olive.signup_link}/claims", task=task, name="Hana", quantity=1)
    tom.send(f"{olive.signup_link}/claims", task=task, name="Tom", quantity=1)
    for _ in range(2):
        assert "You are <bdi>Hana</bdi>" in hana.get(olive.signup_link).text
        assert "You are <bdi>Tom</bdi>" in tom.get(olive.signup_link).text
        public = stranger.get(olive.signup_link)
        assert "You are" not in public.text
        assert "/h/" not in public.text
    assert "etag" not in hana.get(olive.signup_link).headers


def test_a_recognised_helper_never_gets_the_word_that_nothing_changed(server: Server, olive: Organizer) -> None:
    task, hana = olive.add(), Visitor(server)
    hana.send(f"{olive.signup_link}/claims", task=task, name="Hana", quantity=1)
    etag = Visitor(server).get(olive.signup_link).headers["etag"]
    asked = hana.http.get(olive.signup_link, headers={"If-None-Match": etag})
    assert (asked.status_code, "You are" in asked.text) == (200, True)


def test_who_says_not_me_is_a_stranger_again(server: Server, olive: Organizer) -> None:
    task, phone = olive.add(needed="2"), Visitor(server)
    phone.send(f"{olive.signup_link}/claims", task=task, name="Hana", quantity=1)
    phone.send(f"{olive.signup_link}/not-me")
    assert phone.get(olive.signup_link).text == Visitor(server).get(olive.signup_link).text


def test_an_organizer_goes_round_the_cache(server: Server, olive: Organizer) -> None:
    olive.add()
    Visitor(server).get(olive.signup_link)
    move_id = olive.move.rsplit("/", 1)[1]
    session = olive.http.cookies[f"organizer-{move_id}"]
    with counted(server) as sent:
        httpx.get(olive.signup_link, cookies={f"organizer-{move_id}": session})
    assert len(sent) > GLANCES


def test_what_is_said_once_is_said_to_one_only(server: Server, olive: Organizer) -> None:
    olive.add()
    said = Visitor(server).get(f"{olive.signup_link}?notice=not_me").text
    assert said != Visitor(server).get(olive.signup_link).text
    assert Visitor(server).get(olive.signup_link).text == fresh(Visitor(server), olive.signup_link).replace(
        "?fresh", ""
    )


def test_a_device_gets_its_cookie_with_a_cached_page_too(server: Server, olive: Organizer) -> None:
    olive.add()
    devices = {httpx.get(olive.signup_link).cookies["device"] for _ in range(3)}
    assert len(devices) == 3
    assert not any(device in httpx.get(olive.signup_link).text for device in devices)


def test_a_refused_form_is_for_who_sent_it(server: Server, olive: Organizer) -> None:
    task = olive.add(title="Lunch")
    Visitor(server).get(olive.signup_link)
    refused = Visitor(server).post(f"{olive.signup_link}/claims", task=task, name="", email="a secret")
    assert "a secret" in refused.text
    assert "a secret" not in Visitor(server).get(olive.signup_link).text


def test_each_language_and_each_region_has_a_page_of_its_own(server: Server, olive: Organizer) -> None:
    olive.add(starts="14:30")
    for _ in range(2):
        assert "Ihr Lieben," in Visitor(server, "de").get(olive.signup_link).text
        british, american = (Visitor(server, tag).get(olive.signup_link).text for tag in ("en-GB", "en-US"))
        assert "Dear friends," in british
        assert "14:30" in british
        assert "2:30" in american
    assert "Accept-Language" in httpx.get(olive.signup_link).headers["vary"]


def test_at_midnight_where_the_move_is_the_page_is_made_anew(server: Server, olive: Organizer) -> None:
    olive.add()
    server.clock.now = datetime(2026, 12, 4, 22, 59, 59, tzinfo=UTC)  # a second before midnight in Vienna
    Visitor(server).get(olive.signup_link)
    assert from_cache(server, Visitor(server), olive.signup_link)
    server.clock.now += timedelta(seconds=1)
    assert not from_cache(server, Visitor(server), olive.signup_link)
    assert from_cache(server, Visitor(server), olive.signup_link)


def test_a_link_that_was_replaced_opens_nothing_although_its_page_was_kept(server: Server, olive: Organizer) -> None:
    olive.add()
    kept = Visitor(server).get(olive.signup_link)
    olive.send(f"{olive.move}/share/rotate", sure="yes")
    etag = {"If-None-Match": kept.headers["etag"]}
    assert httpx.get(olive.signup_link).status_code == 404
    assert httpx.get(olive.signup_link, headers=etag).status_code == 404
    renewed = found(r"http://[^\"<\s]+/s/[\w.-]+", olive.get(f"{olive.move}/share").text)
    page = Visitor(server).get(renewed).text
    assert renewed.rsplit("/", 1)[1] in page
    assert olive.signup_link.rsplit("/", 1)[1] not in page


def test_a_browser_that_has_the_page_is_told_so_until_it_changes(server: Server, olive: Organizer) -> None:
    task, stranger = olive.add(needed="2"), Visitor(server)
    etag = stranger.get(olive.signup_link).headers["etag"]
    again = stranger.http.get(olive.signup_link, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    claims(olive, task)
    changed = stranger.http.get(olive.signup_link, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != etag


def test_a_new_build_is_not_taken_for_the_old_page(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine.settings(tmp_path) as settings:
        settings["public_url"] = "http://move.example.org"  # the same on both ports
        with serving(**settings) as server:
            olive = Organizer(server)
            olive.add()
            path = httpx.URL(olive.signup_link).path
            etag = {"If-None-Match": httpx.get(server.url + path).headers["etag"]}
        with serving(**settings) as same:
            assert httpx.get(same.url + path, headers=etag).status_code == 304
        names = dict(templates._manifest())
        monkeypatch.setattr(templates, "_manifest", lambda: {**names, "main.js": "main-NEWBUILD.js"})
        with serving(**settings) as rebuilt:
            page = httpx.get(rebuilt.url + path, headers=etag)
            assert page.status_code == 200
            assert "main-NEWBUILD.js" in page.text


def test_it_is_the_same_page_compressed_or_not(server: Server, olive: Organizer) -> None:
    olive.add()
    packed = httpx.get(olive.signup_link, headers={"Accept-Encoding": "gzip"})
    plain = httpx.get(olive.signup_link, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text
    assert int(packed.headers["content-length"]) < len(plain.content) / 2


def test_what_suits_somebody_is_a_page_of_its_own_and_written_nowhere(server: Server, olive: Organizer) -> None:
    olive.add(kind="heavy_item", title="Piano", starts="09:00")
    olive.add(title="Soup", starts="12:00")
    plain = Visitor(server).get(olive.signup_link).text
    before = olive.get(f"{olive.move}/history").text
    for query, there, gone in (
        ("lifting=no", "Soup", "Piano"),
        ("when=2026-12-05-morning", "Piano", "Soup"),
        ("lifting=no&when=2026-12-05-morning", "Nothing here is like that", 'class="slip'),
    ):
        page = Visitor(server).get(f"{olive.signup_link}?{query}").text
        assert there in page
        assert gone not in page.split("<main")[1].split('id="offer-form"')[0]
        assert from_cache(server, Visitor(server), f"{olive.signup_link}?{query}")
    for nothing in ("when=2031-01-01", "when=soon", "lifting=yes", "when=2026-12-05-morning&lifting=no"):
        assert not from_cache(server, Visitor(server), f"{olive.signup_link}?{nothing}")
        assert not from_cache(server, Visitor(server), f"{olive.signup_link}?{nothing}"), "there is no end of these"
    assert Visitor(server).get(f"{olive.signup_link}?when=2031-01-01").text == plain
    assert Visitor(server).get(olive.signup_link).text == plain
    assert olive.get(f"{olive.move}/history").text == before


def test_what_suits_stays_on_the_device_alone_and_a_link_shows_everything_again(
    server: Server, olive: Organizer
) -> None:
    olive.add(kind="heavy_item", title="Piano", starts="09:00")
    olive.add(title="Soup", starts="12:00")
    link, hana, tom = olive.signup_link, Visitor(server), Visitor(server)

    def shown(who: Visitor, query: str = "") -> list[bool]:
        page = who.get(link + query).text
        return [re.search(rf"<h4[^>]*>{title}<", page) is not None for title in ("Piano", "Soup")]

    assert shown(hana, "?lifting=no") == [False, True]
    assert shown(hana) == [False, True], "by the link in the chat, which says nothing"
    assert from_cache(server, hana, link)
    assert shown(hana, "?said=link-sent") == [False, True]
    assert shown(tom) == [True, True]
    back = found(r'(?<=id="suits-lifting"><a href=")[^"]*', hana.get(link).text)
    assert hana.get(back).status_code == 200
    assert shown(hana) == [True, True]
    shown(hana, "?when=2026-12-05-morning")
    assert shown(hana) == [True, False]
    hana.send(f"{link}/not-me")
    assert shown(hana) == [True, True], "who leaves the device leaves nothing on it"


def test_after_the_day_the_page_says_thank_you_and_takes_no_names(server: Server, olive: Organizer) -> None:
    lunch = olive.add()
    server.clock.now = datetime(2026, 12, 5, 22, 59, tzinfo=UTC)
    assert "Still welcome: help with lighter things." in Visitor(server).get(olive.signup_link).text
    server.clock.now = datetime(2026, 12, 5, 23, 0, tzinfo=UTC)
    page = Visitor(server).get(olive.signup_link).text
    assert "The day is over. Thank you, everyone" in page
    assert "/claims" not in page
    assert "/offers" not in page
    late = Visitor(server).post(f"{olive.signup_link}/claims", task=str(lunch), name="Hana")
    assert late.status_code == 409
    olive.add(title="Cake", day="2026-12-06")
    page = Visitor(server).get(olive.signup_link).text
    assert "A few things come later." in page
    assert ("Cake" in page, "Lunch" in page) == (True, False)


def test_many_who_come_at_once_wait_for_one_page() -> None:
    made = 0

    async def make() -> Page:
        nonlocal made
        made += 1
        await asyncio.sleep(0)
        return page(1)

    async def ask() -> list[Page]:
        cache = PageCache()
        return await asyncio.gather(*(cache.page(KEY, page(1).at, make) for _ in range(50)))

    assert len(set(map(id, asyncio.run(ask())))) == 1
    assert made == 1


def test_who_goes_away_while_a_page_is_made_leaves_it_to_the_others() -> None:
    async def both() -> Page:
        go, cache = asyncio.Event(), PageCache()

        async def make() -> Page:
            await go.wait()
            return page(1)

        first = asyncio.ensure_future(cache.page(KEY, page(1).at, make))
        second = asyncio.ensure_future(cache.page(KEY, page(1).at, make))
        await asyncio.sleep(0)
        first.cancel()
        go.set()
        return await second

    assert asyncio.run(both()).at == page(1).at


def test_a_page_that_could_not_be_made_is_tried_again() -> None:
    async def tries() -> Page:
        cache = PageCache()

        async def fail() -> Page:
            raise ValueError

        with pytest.raises(ValueError):  # noqa: PT011  # raised four lines above
            await cache.page(KEY, page(1).at, fail)
        return await cache.page(KEY, page(1).at, lambda: asyncio.sleep(0, page(1)))

    assert asyncio.run(tries()).at == page(1).at


def test_an_older_page_that_comes_late_does_not_replace_a_newer_one() -> None:
    async def late() -> Page:
        go, cache = asyncio.Event(), PageCache()

        async def slow() -> Page:
            await go.wait()
            return page(1)

        old = asyncio.ensure_future(cache.page(KEY, page(1).at, slow))
        await asyncio.sleep(0)
        await cache.page(KEY, page(2).at, lambda: asyncio.sleep(0, page(2)))
        go.set()
        await old

        async def never() -> Page:
            raise AssertionError

        return await cache.page(KEY, page(2).at, never)

    assert asyncio.run(late()).at.version == 2


def test_what_is_kept_has_a_bound_and_the_least_read_page_goes_first() -> None:
    made = list[str]()

    async def fill() -> None:
        size = len(page(1).body)
        cache = PageCache(max_bytes=3 * size)

        async def read(move_id: str) -> None:
            async def make() -> Page:
                made.append(move_id)
                return page(1)

            await cache.page(CacheKey(move_id, "signup", "en"), page(1).at, make)

        for move_id in ["a", "b", "c", "a", "d", "a", "b"]:
            await read(move_id)

    asyncio.run(fill())
    assert made == ["a", "b", "c", "d", "b"]


KEY = CacheKey("abcdefghjk", "signup", "en")


def page(version: int) -> Page:
    made = Page.made(Freshness(version, date(2026, 12, 5)), b"<p>Dear friends,")
    assert gzip.decompress(made.body) == b"<p>Dear friends,"
    return made
