"""Places for work that is done apart: how many wait, and that nobody has two of them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from service.apart.places import Places
from service.domain.core.refusals import Busy

pytestmark = pytest.mark.one_database


def test_who_finds_enough_others_waiting_does_not_wait() -> None:
    places = Places(at_once=1, waiting=0)
    for _ in range(2):
        with places.one("Olive"), pytest.raises(Busy), places.one("Nora"):
            pass


def test_nobody_has_more_than_one_of_the_places() -> None:
    places, working, order = Places(at_once=2, waiting=0), Event(), list[str]()

    def again() -> None:
        working.set()
        with places.one("Mallory"):
            order.append("Mallory, again")

    with ThreadPoolExecutor(1) as pool:
        with places.one("Mallory"):
            second = pool.submit(again)
            working.wait()
            with places.one("Olive"):
                order.append("Olive")
        second.result()
    assert order == ["Olive", "Mallory, again"]
