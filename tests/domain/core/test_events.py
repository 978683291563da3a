"""Events: each is written by a rule, and none by its bare value."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.domain.core.events import OFFER_EVENTS, Event
from service.domain.models import OfferState
from service.domain.reading.history import read_history
from service.storage.database import Database
from tests.make import Olive

RULES = sorted(Path("service/domain/rules").glob("*.py"))
CORE = sorted(Path("service/domain/core").glob("*.py"))
READING = sorted(Path("service/domain/reading").glob("*.py"))
HISTORY = Path("frontend/templates/organizer/history_lines.html")


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text()))


def test_every_event_is_written_by_a_rule() -> None:
    named = {
        node.attr
        for path in RULES
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Event"
    }
    assert {Event[name] for name in named} | set(OFFER_EVENTS.values()) == set(Event)


def test_an_offer_has_an_event_for_each_of_its_states() -> None:
    assert set(OFFER_EVENTS) == set(OfferState)


@pytest.mark.parametrize("path", [path for path in (*RULES, *CORE, *READING) if path.name != "events.py"], ids=str)
def test_no_event_is_named_by_its_bare_value(path: Path) -> None:
    bare = {node.value for node in nodes(path) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert not bare & set(Event)


def test_each_event_has_its_sentence_in_the_history_and_no_other_is_named_there() -> None:
    asked = re.findall(r'what (?:== ("\w+")|in \(([^)]*)\))', HISTORY.read_text())
    assert {name for each in asked for name in re.findall(r"\w+", "".join(each))} == set(Event)


def test_the_history_reads_back_as_events(database: Database) -> None:
    olive = Olive(database)
    olive.claim(olive.task("trip", needed=1), olive.helper())
    with database.reading() as session:
        lines = read_history(session, olive.link.move_id)
    assert [Event(line.what) for line in lines] == [
        Event.MOVE_PLANNED,
        Event.TASK_ADDED,
        Event.HELPER_ADDED,
        Event.CLAIMED,
    ]
    assert lines[-1].about == {
        "task": 2,
        "helper": 3,
        "claim": 4,
        "quantity": 1,
        "standing": "firm",
        "role": "rider",
    }
