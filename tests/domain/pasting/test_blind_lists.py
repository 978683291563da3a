"""Lists that were written by somebody who knew neither the parser nor its lists: they are never read worse again."""

from pathlib import Path

import pytest

from tests.domain.pasting.score import Score, score, total

LISTS = Path(__file__).with_name("lists")
KINDS, COUNTS = 0.80, 0.80


@pytest.fixture(scope="module")
def batch() -> list[Score]:
    return [score(path) for path in sorted((LISTS / "blind-1").glob("*.json"))]


def test_things_of_the_batch_are_read_no_worse_than_before(batch: list[Score]) -> None:
    whole = total(batch)
    assert len(batch) == 20
    assert whole.kinds >= KINDS * whole.things, whole.row()
    assert whole.counts >= COUNTS * whole.things, whole.row()


def test_little_is_lost_or_made_up_or_carried_though_it_stays(batch: list[Score]) -> None:
    whole = total(batch)
    assert (whole.vanished, whole.stay) <= (2, 5), whole.row()
    assert whole.made <= 25, whole.row()


def test_boxes_are_right_in_fifteen_lists_of_twenty(batch: list[Score]) -> None:
    assert sum(each.boxes is True for each in batch) >= 15, [each.row() for each in batch if not each.boxes]
