"""A crew that is not whole yet, as friends read it: who is there, and what one more would do; never a warning."""

from datetime import time

import pytest

from service.storage.database import Database
from service.text.language import language
from service.text.sentences import Sentences
from service.text.stepping_in import lacking
from tests.make import Olive

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("people", "taken", "said"),
    [
        (3, 0, "3 people"),
        (3, 1, "one is there, one more makes it safe"),
        (3, 2, "two are there, room for one more"),
        (3, 3, "3 people"),
        (8, 1, "one is there, three more make it safe"),
        (8, 3, "three are there, one more makes it safe"),
    ],
)
def test_a_slip_says_who_is_there_for_a_heavy_thing(database: Database, people: int, taken: int, said: str) -> None:
    olive = Olive(database)
    kg = {3: 50, 8: 95}[people]
    sofa = olive.task("heavy_item", "Sofa", weight_kg=kg, needed=people, starts=time(9))
    if taken:
        olive.claim(sofa, olive.helper(), taken)
    board, say = olive.board(), Sentences(language("en-GB"))
    assert say.glance(board.task(sofa), board.move) == f"09:00 · {said}"


def test_a_crew_of_what_is_not_carried_by_hand_is_not_called_too_small(database: Database) -> None:
    olive = Olive(database)
    piano = olive.task("heavy_item", "Piano", weight_kg=250)
    olive.claim(piano, olive.helper(), 4)
    board, say = olive.board(), Sentences(language("en-GB"))
    assert say.lift(board.task(piano)) == ""
    assert "4 of 4" not in say.when_and_progress(board.task(piano), board.move)
    sofa = olive.seen(olive.task("heavy_item", "Sofa", weight_kg=90, needed=2))
    assert say.lift(sofa) == "Not yet safe with so few"


def test_who_is_on_it_reads_how_it_is_and_no_warning(database: Database) -> None:
    olive = Olive(database)
    sofa = olive.task("heavy_item", "Sofa", needed=2)
    olive.claim(sofa, olive.helper())
    lang, task = language("en-GB"), olive.seen(sofa)
    rest = "The organizer can see it, too. It waits until you are all together."
    assert lacking(lang, task) == f"So far one is there, one more makes it safe. {rest}"
    assert lacking(lang, task, in_full=False) == f"Somebody is missing for this. {rest}"
