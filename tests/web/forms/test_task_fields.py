"""A field of a task is named once in each layer: a layer that forgets one is found here, and named."""

from dataclasses import fields

from service.domain.models import Task, TaskFields, table
from service.domain.reading.views import TaskView
from service.web.api.outputs.task import TaskOut
from service.web.forms.task import NewTask, TaskPatch

COLUMNS = {column.name for column in table(Task).columns}
KEYS = {"move_id", "n"}
ROWS = {"things"}
"""Kept in tables of their own."""
COUNTED = {"revision"}
"""Set by the rules alone."""
PROPOSED = {"least", "minutes_least", "estimated"}
"""Set from what a pasted list says: never in a call or a form of their own."""


def test_rules_take_every_column_that_is_not_their_own() -> None:
    assert TaskFields.__annotations__.keys() == COLUMNS - KEYS - COUNTED | ROWS


def test_a_view_has_every_column_but_those_that_only_rules_need() -> None:
    assert COLUMNS - {field.name for field in fields(TaskView)} == {"move_id", "least"}


def test_a_form_and_a_call_take_all_that_rules_take() -> None:
    assert TaskPatch.model_fields.keys() - {"anyway", "stay"} == TaskFields.__annotations__.keys() - PROPOSED


def test_the_api_answers_with_all_that_it_takes() -> None:
    assert NewTask.model_fields.keys() <= TaskOut.model_fields.keys()
