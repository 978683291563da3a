"""Undo never takes more than there is room for, whatever was done and undone in between."""

import pytest

from service.domain.core.refusals import Since, TooLate
from service.domain.models import Standing, TaskState
from service.domain.rules import claims, moves, tasks, undo_own
from service.storage.database import Database
from tests.domain.rules.scene import Scene


class Crowd(Scene):
    """A move with a task of ten that several share."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.boxes = self.task(title="Boxes", needed=10)
        self.ann, self.dora, self.zed = (self.helper(name) for name in ("Ann", "Dora", "Zed"))

    def done(self) -> int:
        """Mark the boxes as done; returns the version that led to."""
        self.acts(lambda change: tasks.change_task(change, self.boxes, {"state": TaskState.DONE}))
        return self.version()

    def gives_back(self, helper: int, claim: int) -> int:
        self.acts(lambda change: claims.release(change, claim), self.as_helper(helper))
        return self.version()

    def takes_off(self, claim: int) -> int:
        self.release(claim)
        return self.version()

    def refused(self, version: int) -> TooLate:
        with pytest.raises(TooLate) as refused:
            self.undo(version)
        seen = self.seen(self.boxes)
        assert seen.taken <= seen.places
        return refused.value


@pytest.fixture
def crowd(database: Database) -> Crowd:
    return Crowd(database)


def test_who_stepped_up_when_a_change_was_undone_keeps_the_place(crowd: Crowd) -> None:
    hanas, anns = crowd.claim(crowd.boxes, crowd.hana, 6), crowd.claim(crowd.boxes, crowd.ann, 4)
    zeds = crowd.stand_by(crowd.boxes, crowd.zed, 8)
    taken_off = crowd.takes_off(hanas)
    done = crowd.done()
    crowd.gives_back(crowd.ann, anns)
    crowd.undo(done)
    assert crowd.standing(zeds) is Standing.FIRM
    refused = crowd.refused(taken_off)
    assert (refused.since, refused.title, refused.name) == (Since.TAKEN, "Boxes", "Zed")


def test_so_do_the_places_that_they_stepped_up_to(crowd: Crowd) -> None:
    crowd.acts(lambda change: tasks.change_task(change, crowd.boxes, {"needed": 4}))
    anns, zeds = crowd.claim(crowd.boxes, crowd.ann, 4), crowd.stand_by(crowd.boxes, crowd.zed, 5)
    crowd.acts(lambda change: tasks.change_task(change, crowd.boxes, {"needed": 5}))
    more = crowd.version()
    done = crowd.done()
    crowd.gives_back(crowd.ann, anns)
    crowd.undo(done)
    assert crowd.standing(zeds) is Standing.FIRM
    assert crowd.refused(more).since is Since.TAKEN


def test_who_stepped_up_when_a_helper_gave_back_what_they_took_again_keeps_the_place(crowd: Crowd) -> None:
    hanas, anns = crowd.claim(crowd.boxes, crowd.hana, 4), crowd.claim(crowd.boxes, crowd.ann, 3)
    doras, zeds = crowd.claim(crowd.boxes, crowd.dora, 3), crowd.stand_by(crowd.boxes, crowd.zed, 4)
    taken_off = crowd.takes_off(anns)
    given_back = crowd.gives_back(crowd.hana, hanas)
    assert crowd.standing(zeds) is Standing.FIRM
    crowd.gives_back(crowd.dora, doras)
    crowd.acts(lambda change: undo_own.undo_own(change, given_back), crowd.as_helper(crowd.hana))
    assert crowd.refused(taken_off).since is Since.TAKEN


def test_who_stepped_up_by_what_was_undone_and_stands_by_again_is_in_nobodys_way(crowd: Crowd) -> None:
    hanas, anns = crowd.claim(crowd.boxes, crowd.hana, 6), crowd.claim(crowd.boxes, crowd.ann, 4)
    zeds = crowd.stand_by(crowd.boxes, crowd.zed, 8)
    taken_off = crowd.takes_off(hanas)
    crowd.undo(crowd.takes_off(anns))
    assert crowd.standing(zeds) is Standing.STANDBY
    crowd.undo(taken_off)
    assert crowd.seen(crowd.boxes).taken == 10


def test_whatever_the_history_says_no_more_is_taken_than_there_is_room_for(
    crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last net: were what came since overlooked, the places are counted again."""
    hanas = crowd.claim(crowd.boxes, crowd.hana, 6)
    taken_off = crowd.takes_off(hanas)
    crowd.claim(crowd.boxes, crowd.ann, 5)
    monkeypatch.setattr("service.domain.rules.undo.still_counts", lambda *_, **__: [])
    refused = crowd.refused(taken_off)
    assert (refused.since, refused.title, refused.name) == (Since.TAKEN, "Boxes", "Ann")


def test_more_than_needed_comes_back_where_it_was_more_before(crowd: Crowd) -> None:
    """Other stairs left the piano with one person too many: what is undone at once is as it was, that included."""
    piano = crowd.task("heavy_item", "Piano", weight_kg=60.0)
    needed = crowd.seen(piano).places
    its = crowd.claim(piano, crowd.ann, needed)
    crowd.acts(lambda change: moves.change_move(change, {"from_floor": 0, "to_floor": 0}))
    assert crowd.seen(piano).places < needed
    crowd.undo(crowd.takes_off(its))
    assert crowd.seen(piano).taken == needed
