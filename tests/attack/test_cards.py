"""Cards that would take all memory and time: a process of their own prints them, which is bounded and counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pypdfium2
import pytest

from service.domain.core.links import Links
from service.domain.models import Base
from service.domain.rules.helpers import add_helper
from service.domain.rules.thanks import change_thanks
from service.settings import Settings
from service.storage.migrations import open_database
from service.web.base.limits import Quota, Quotas
from tests.conftest import SECRET, Engine, begin_migrated, serving
from tests.hold.processes import command
from tests.make import Olive
from tests.sizes import size

MANY = size("CARDS", 2, 200)
LONG = 10_000
WORDS = "Hana brought soup and carried the sofa. " * 250
SIGNS = "\U0001f600 sofa " * 1_500
"""A text whose letters take four bytes each."""
HANA = 2
"""The number of the first helper."""
TOO_MANY = 251
GROWS = 20_000_000
"""Bytes of memory that printing may leave with the server."""


def with_notes(settings: dict[str, Any], count: int, words: str = WORDS) -> tuple[str, str]:
    """Make a move with so many long notes; return its organizer's link and where the cards are."""
    database = open_database(Settings(**settings), Base.metadata)
    olive = Olive(database)
    with olive.change() as opened:
        for n in range(count):
            change_thanks(opened, add_helper(opened, {"name": f"Hana {n}"}), {"note": f"{n} {words}"[:LONG]})
    database.close()
    return f"/o/{Links([SECRET]).make(olive.link)}", f"/m/{olive.link.move_id}/thanks/cards.pdf"


@dataclass
class Press:
    """A program as it is typed, whose memory is looked at while it prints cards of two moves."""

    url: str
    server: psutil.Process
    plain: tuple[str, str]
    signs: tuple[str, str]

    @contextmanager
    def printing(self, move: tuple[str, str]) -> Iterator[tuple[httpx.Client, str]]:
        """A move's organizer, and where the cards are. Afterwards the server has to be about as large as before."""
        link, cards = move
        with httpx.Client(base_url=self.url, timeout=90) as olive:
            olive.get(link)
            olive.get(f"{cards}?words=blank&person=999999")  # all code is loaded
            before = self.server.memory_info().rss
            yield olive, cards
            assert self.server.memory_info().rss - before <= GROWS


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    settings: dict[str, Any] = {"data": begin_migrated(tmp_path_factory.mktemp("press"))}
    moves = with_notes(settings, MANY), with_notes(settings, MANY, SIGNS)
    with command(settings) as (url, process):
        yield Press(url, psutil.Process(process.pid), *moves)


@pytest.mark.one_database
@pytest.mark.long
def test_two_hundred_long_notes_are_printed_and_the_server_stays_as_it_was(press: Press) -> None:
    with press.printing(press.plain) as (olive, cards):
        printed = olive.get(cards)
    assert printed.status_code == 200
    assert len(pypdfium2.PdfDocument(printed.content)) >= 2 * MANY


@pytest.mark.one_database
@pytest.mark.held  # the bound is the same for other letters, above
def test_signs_of_four_bytes_leave_no_more_behind_printed_or_not(press: Press) -> None:
    with press.printing(press.signs) as (olive, cards):
        for _ in range(2):
            printed = olive.get(cards)
            assert printed.status_code == 200 or "Print the longest notes one by one" in printed.text


@pytest.mark.held
@pytest.mark.one_database
def test_more_than_that_is_answered_by_what_to_do_instead(tmp_path: Path) -> None:
    settings: dict[str, Any] = {"data": begin_migrated(tmp_path)}
    link, cards = with_notes(settings, TOO_MANY)
    with serving(**settings) as server, httpx.Client(base_url=server.url, timeout=30) as olive:
        olive.get(link)
        refused = olive.get(cards)
        assert refused.status_code == 422
        assert "Print the longest notes one by one" in refused.text
        assert olive.get(f"{cards}?person={HANA}").status_code == 200


def test_prints_are_counted_by_link_and_by_address(engine: Engine, tmp_path: Path) -> None:
    """Each print takes seconds: the first two are all that are printed."""
    quotas = Quotas(prints_by_link=Quota(1, 600), prints_of_address=Quota(2, 600))
    with engine.settings(tmp_path) as settings:
        moves = [with_notes(settings, 1, "Soup.") for _ in range(3)]
        with (
            serving(**settings, limits="on", quotas=quotas) as server,
            httpx.Client(base_url=server.url, timeout=60) as olive,
        ):
            for link, _ in moves:
                olive.get(link)
            ones, others, thirds = (cards for _, cards in moves)
            assert [olive.get(ones).status_code for _ in range(2)] == [200, 429]
            assert [olive.get(cards).status_code for cards in (others, thirds)] == [200, 429]
            refused = olive.get(ones)
            assert 1 <= int(refused.headers["retry-after"]) <= 600
            assert olive.get(ones.removesuffix("/cards.pdf")).status_code == 200
            move = ones.removesuffix("/thanks/cards.pdf")
            assert olive.get(f"{move}/share").status_code == 200
            for cousin in (f"{move}/share/cards.pdf", f"{move}/ask/1/card.pdf", f"{move}/ask/cards.pdf"):
                assert olive.get(cousin).status_code == 429, cousin
