"""Whoever computes for long lets others on, and whoever is quick does not."""

import pytest

from service import breathing
from service.breathing import BREATH_SECONDS, QUICK_SECONDS


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
