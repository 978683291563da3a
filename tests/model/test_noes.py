"""A fixed walk on which each kind of no that the model knows is expected: chance may leave one out."""

import ast
from contextlib import closing
from copy import deepcopy
from pathlib import Path
from typing import Any

from tests.conftest import Server
from tests.model import rules, test_rules
from tests.model.rules import Answer
from tests.model.test_rules import Moving

CARE, BOXES, TRIP, LIFT, CREW = range(5)
"""The tasks that the machine begins with."""


class Noting(Moving):
    """Notes each no that is expected, beside comparing it with the answer."""

    def __init__(self, server: Server) -> None:
        super().__init__(server)
        self.met: set[str] = set()

    def ask(self, method: str, path: str, expected: Answer, body: Any = None, token: str = "") -> Any:
        self.met.add(str(expected[1].get("code", "")))
        return super().ask(method, path, expected, body, token)


def test_every_no_of_the_model_is_said(server: Server) -> None:
    moving = Noting(server)
    with closing(moving.http), closing(moving.desk):
        moving.plan()
        moving.change_task(number=LIFT, state="under_way")
        assert "unsafe_crew" in moving.met
        for crew in (1, 2):
            moving.claim_as_new(task=LIFT, quantity=1, standing="firm", role=None)
            assert moving.model.taken(list(moving.model.tasks)[LIFT]) == crew
        moving.change_task(number=LIFT, state="under_way")
        moving.fewer_places_and_who_stays(number=LIFT, needed=4, stay=[])
        moving.change_task(number=CREW, state="under_way")

        moving.claim_more(number=0, task=LIFT, quantity=3, standing="firm", role=None, anyway=False)
        moving.claim_more(number=0, task=CARE, quantity=1, standing="firm", role=None, anyway=False)
        moving.claim_more(number=0, task=TRIP, quantity=1, standing="firm", role="driver", anyway=False)
        moving.change_places(number=LIFT, needed=1)
        moving.release(number=1, other=len(moving.model.claims) - 1)
        moving.claim_as_new(task=CARE, quantity=1, standing="firm", role=None)
        moving.claim_as_new(task=LIFT, quantity=1, standing="standby", role=None)
        before = deepcopy(moving.model)
        moving.release(number=1, other=0)
        moving.states = [before, deepcopy(moving.model)]
        moving.take_again_what_was_just_given_back()
        moving.change_task(number=BOXES, state="cancelled")
        moving.claim_more(number=1, task=BOXES, quantity=1, standing="firm", role=None, anyway=False)
        moving.change_move(state="closed", claim=0)
        moving.claim_more(number=1, task=CARE, quantity=1, standing="firm", role=None, anyway=False)
        moving.teardown()
    assert moving.met - {""} == _known()


def _known() -> set[str]:
    """Collect the codes of `no` from the model and its machine."""
    codes = set()
    for module in (rules, test_rules):
        for node in ast.walk(ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "no":
                codes.add(ast.literal_eval(node.args[1]))
    return codes
