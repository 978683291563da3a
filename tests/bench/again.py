"""How well the time of an answer tells whether an address is known: who asks for a lost link must not learn it."""

import random
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from service.domain.core.links import Links
from service.domain.models import Base
from service.settings import Settings
from service.storage.migrations import open_database
from tests.bench.figures import Figure
from tests.conftest import SECRET
from tests.hold.processes import command
from tests.make import Olive

TRIES = 2_000
"""Tries of each side."""
ADDRESSES = 40
TOLD = 0.55
"""The highest AUC that tells nothing: 0.5 is chance."""


def again(_rounds: int, _seconds: float) -> Iterator[Figure]:
    """Ask for the links of known and unknown addresses in turn, by the sign-up page and by the start page."""
    with TemporaryDirectory(prefix="manyhands-bench-") as folder:
        settings: dict[str, Any] = {"data": Path(folder)}
        database = open_database(Settings(**settings), Base.metadata)
        olive = Olive(database)
        for n in range(ADDRESSES):
            olive.claim(olive.task(), olive.helper(f"Helper {n}", email=f"known{n:02}@example.org"))
        signup = f"/s/{Links([SECRET]).make(olive.signup)}/again"
        with command(settings) as (address, _process), httpx.Client(base_url=address) as client:
            for what, path in (("by the sign-up page", signup), ("by the start page", "/again")):
                yield Figure(f"lost link {what}: AUC", told_apart(client, path), "", "at most", TOLD)
        database.close()


def told_apart(client: httpx.Client, path: str, tries: int = TRIES) -> float:
    """Measure how well known addresses are told from others by time, whichever of both takes longer."""
    sides = [True, False] * tries
    random.Random(1).shuffle(sides)
    taken: dict[bool, list[float]] = {True: [], False: []}
    for n, known in enumerate(sides):
        typed = f"{'known' if known else 'other'}{n % ADDRESSES:02}@example.org"
        began = time.perf_counter()
        answer = client.post(path, data={"email": typed}, headers={"Origin": str(client.base_url).rstrip("/")})
        taken[known].append(time.perf_counter() - began)
        if answer.status_code != 303:
            raise RuntimeError(f"asking was answered by {answer.status_code}")
    area = auc(taken[True], taken[False])
    return max(area, 1 - area)


def auc(some: list[float], others: list[float]) -> float:
    """Compute how often one of `some` is larger than one of `others` (the area under the ROC curve)."""
    in_order = sorted([(value, 1) for value in some] + [(value, 0) for value in others])
    ranks = sum(rank for rank, (_, mine) in enumerate(in_order, start=1) if mine)
    return (ranks - len(some) * (len(some) + 1) / 2) / (len(some) * len(others))
