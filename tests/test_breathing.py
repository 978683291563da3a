"""Whoever computes for long lets others on, and whoever is quick does not."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from service import breathing
from service.breathing import BREATH_SECONDS, QUICK_SECONDS, Few

SOON = 10
"""Seconds that are never reached."""


@pytest.mark.parametrize(("each", "breaths"), [(BREATH_SECONDS / 2, 0), (QUICK_SECONDS, 9)])
def test_it_breathes_once_it_takes_long(each: float, breaths: int, monkeypatch: pytest.MonkeyPatch) -> None:
    now, slept = 0.0, list[float]()

    def later() -> float:
        nonlocal now
        now += each
        return now

    monkeypatch.setattr(breathing, "monotonic", later)
    monkeypatch.setattr(breathing, "sleep", slept.append)
    assert list(breathing.breathing(range(10))) == list(range(10))
    assert slept == [0] * breaths


def test_few_compute_at_once_until_one_of_them_only_waits() -> None:
    few, begun, goes_on, order = Few(2, SOON), [Event(), Event()], Event(), list[str]()

    def first(number: int) -> None:
        begun[number].set()
        assert goes_on.wait(SOON)
        order.append("leaves")
        few.leave()
        assert few.do(lambda: "within another") == "within another"

    with ThreadPoolExecutor(3) as threads:
        works = [threads.submit(few.do, first, number) for number in range(2)]
        assert all(each.wait(SOON) for each in begun)
        works.append(threads.submit(few.do, lambda: order.append("third")))
        goes_on.set()
        for each in works:
            each.result(SOON)
    assert order[0] == "leaves"
    assert "third" in order


def test_nobody_waits_for_long_for_those_who_compute() -> None:
    few = Few(1, 0)
    with ThreadPoolExecutor(1) as threads:
        assert few.do(lambda: threads.submit(few.do, lambda: "all the same").result(SOON)) == "all the same"
    assert few.do(lambda: few.do(lambda: "in its own place")) == "in its own place"
