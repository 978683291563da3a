"""A field of a task is named once in each layer: a layer that forgets one is found here, and named."""

from dataclasses import fields

from service.domain.core.drafts import TYPED
from service.domain.models import Task, TaskFields, table
from service.domain.reading.views import TaskView
from service.domain.rules.splitting import COPIED
from service.text.changed_fields import changed_fields
from service.text.language import language
from service.web.api.outputs.task import TaskOut
from service.web.forms.task import NewTask, TaskPatch

COLUMNS = {column.name for column in table(Task).columns}
KEYS = {"move_id", "n"}
ROWS = {"things"}
"""Kept in tables of their own."""
COUNTED = {"revision", "suggested_by", "typed"}
"""Set by the rules alone."""
HOW_FAR = {"state"}
NOT_NAMED = {"estimated", *HOW_FAR}
"""Follows from other fields, or has a sentence of its own in the history."""
PROPOSED = {"least", "minutes_least", "estimated"}
"""Set from what a pasted list says: never in a call or a form of their own."""


def test_rules_take_every_column_that_is_not_their_own() -> None:
    assert TaskFields.__annotations__.keys() == COLUMNS - KEYS - COUNTED | ROWS


def test_a_view_has_every_column_but_those_that_only_rules_need() -> None:
    assert COLUMNS - {field.name for field in fields(TaskView)} == {"move_id", "least", "typed"}


def test_a_form_and_a_call_take_all_that_rules_take() -> None:
    assert TaskPatch.model_fields.keys() - {"anyway", "seen", "stay"} == TaskFields.__annotations__.keys() - PROPOSED


def test_the_api_answers_with_all_that_it_takes() -> None:
    assert NewTask.model_fields.keys() <= TaskOut.model_fields.keys()


def test_a_copy_and_a_part_have_every_column_from_the_first_but_how_far_it_is() -> None:
    assert set(COPIED) == COLUMNS - KEYS - COUNTED - HOW_FAR


def test_a_draft_keeps_every_column_as_its_keeper_typed_it_but_those_that_a_keeper_never_sets() -> None:
    assert set(TYPED) == COLUMNS - KEYS - COUNTED - HOW_FAR - {"only_for", "until"}


def test_the_history_has_words_for_every_column_that_is_changed() -> None:
    english = language("en-GB")
    named = {name for name in TaskFields.__annotations__ if changed_fields([name], english)}
    assert named == TaskFields.__annotations__.keys() - NOT_NAMED
