"""Undo puts no thing back among others that it may not be carried with any more, and none that weighs otherwise now."""

from typing import Any, cast

import pytest

from service.domain.core.refusals import Since
from service.domain.models import Kind, Place, TaskFields
from service.domain.rules import moves, tasks
from service.storage.database import Database
from tests.domain.rules.scene import Scene
from tests.domain.rules.test_undo import too_late


class Cupboard(Scene):
    """A cupboard that one task carries out, along with a box, and another carries in."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.out = self.task("heavy_item", "Out", things=[{"name": "Cupboard", "weight_kg": 50.0}, {"name": "Box"}])
        things = {thing.name: thing.n for thing in self.seen(self.out).things}
        self.cupboard, self.box = {"n": things["Cupboard"]}, {"n": things["Box"]}
        self.into = self.task("heavy_item", "In", things=[self.cupboard])

    def carry(self, task: int, *things: dict[str, Any]) -> int:
        return self.alter(task, things=list(things))

    def alter(self, task: int, **fields: Any) -> int:
        """Change a task; returns the version that led to."""
        self.acts(lambda change: tasks.change_task(change, task, cast(TaskFields, fields)))
        return self.version()

    def refuses(self, version: int, title: str = "Out") -> None:
        refused = too_late(self, version)
        assert (refused.since, refused.title) == (Since.TASK_CHANGED, title)


@pytest.fixture
def scene(database: Database) -> Cupboard:
    return Cupboard(database)


@pytest.mark.sampled
@pytest.mark.parametrize("weight_kg", [300.0, 80.0, 20.0])
def test_a_thing_that_weighs_otherwise_by_now_is_not_put_back(scene: Cupboard, weight_kg: float) -> None:
    alone = scene.carry(scene.out, scene.box)
    scene.carry(scene.into, {**scene.cupboard, "weight_kg": weight_kg})
    scene.refuses(alone)
    scene.undo(scene.version())
    scene.undo(alone)
    assert scene.seen(scene.out).weight_kg == 50


def test_a_thing_gets_no_weight_back_that_nothing_may_be_beside(scene: Cupboard) -> None:
    scene.carry(scene.out, scene.cupboard)
    scene.carry(scene.into, {**scene.cupboard, "weight_kg": 300.0})
    lighter = scene.carry(scene.into, {**scene.cupboard, "weight_kg": 50.0})
    scene.carry(scene.out, scene.cupboard, {"name": "Lamp", "weight_kg": 2.0})
    scene.refuses(lighter)


def test_a_task_is_not_carried_by_hand_again_with_what_it_got_since(scene: Cupboard) -> None:
    care = scene.alter(scene.out, kind=Kind.CARE)
    scene.carry(scene.out, scene.box, {"name": "Safe", "weight_kg": 400.0})
    scene.refuses(care)


def test_a_thing_is_not_put_back_over_stairs_that_it_is_too_heavy_for(scene: Cupboard) -> None:
    scene.acts(lambda change: moves.change_move(change, {"from_floor": 0, "to_floor": 0}))
    scene.carry(scene.out, {**scene.cupboard, "weight_kg": 95.0}, scene.box)
    alone = scene.carry(scene.out, scene.box)
    scene.acts(lambda change: moves.change_move(change, {"from_floor": 5, "to_floor": 5}))
    scene.refuses(alone)


def test_a_thing_is_not_put_back_at_a_place_whose_stairs_it_is_too_heavy_for(scene: Cupboard) -> None:
    scene.acts(lambda change: moves.change_move(change, {"from_floor": 0, "to_floor": 5}))
    scene.alter(scene.out, place=Place.OLD)
    scene.acts(lambda change: tasks.delete_task(change, scene.into))
    scene.carry(scene.out, {**scene.cupboard, "weight_kg": 95.0}, scene.box)
    alone = scene.carry(scene.out, scene.box)
    scene.alter(scene.out, place=Place.NEW)
    scene.refuses(alone)
    scene.undo(scene.version())
    scene.undo(alone)
    assert len(scene.seen(scene.out).things) == 2


def test_what_came_about_by_other_stairs_is_put_back_at_once(scene: Cupboard) -> None:
    scene.acts(lambda change: moves.change_move(change, {"from_floor": 0, "to_floor": 0}))
    scene.carry(scene.out, {**scene.cupboard, "weight_kg": 95.0}, scene.box)
    scene.acts(lambda change: moves.change_move(change, {"from_floor": 5, "to_floor": 5}))
    scene.undo(scene.carry(scene.out, scene.box))
    assert len(scene.seen(scene.out).things) == 2


def test_what_the_other_task_carries_besides_is_in_nobodys_way(scene: Cupboard) -> None:
    alone = scene.carry(scene.out, scene.box)
    scene.carry(scene.into, scene.cupboard, {"name": "Lamp", "weight_kg": 2.0})
    scene.undo(alone)
    assert (scene.seen(scene.out).weight_kg, len(scene.seen(scene.out).things)) == (50, 2)
