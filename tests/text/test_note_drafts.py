"""The first words of a note: about this person, in every language, and for no two people the same."""

import pytest

from service.domain.core.events import Event
from service.domain.models import Helper, Standing
from service.domain.rules.offers import add_offer
from service.domain.tone import remarks
from service.storage.database import Database
from service.text.language import language, shipped
from service.text.note_drafts import drafts
from tests.make import Olive

pytestmark = pytest.mark.one_database


@pytest.fixture
def olive(database: Database) -> Olive:
    """Thirty people, many of one name, who did the same things."""
    olive = Olive(database)
    books, lunch = olive.task(needed=90, title="100 % Books"), olive.task("care", "Lunch", needed=90)
    full = olive.task("heavy_item", "Piano", needed=1)
    olive.claim(full, olive.helper("Wei"))
    for n in range(30):
        helper = olive.helper("Hana" if n % 2 else f"Tom %(name)s {n}")
        if n % 5 == 0:
            olive.claim(books, helper)
        elif n % 5 == 1:
            olive.claim(lunch, helper)
            olive.claim(books, helper, 2)
        elif n % 5 == 2:
            olive.claim(full, helper, standing=Standing.STANDBY)
        elif n % 5 == 3:
            with olive.change() as opened:
                add_offer(opened, helper, "I can bring soup")
        else:
            with olive.change() as opened:
                opened.get(Helper, helper).by_hand = True
                opened.note(Event.HELPER_CHANGED, helper=helper, fields=["by_hand"])
    return olive


def test_a_crowd_of_one_name_that_did_nothing_apart_still_gets_words_of_their_own(database: Database) -> None:
    olive = Olive(database)
    lunch = olive.task("care", "Lunch", needed=90)
    for _ in range(60):
        olive.claim(lunch, olive.helper("Hana"))
    begun = drafts(olive.thanks(), language("en-GB"))
    assert len(set(begun.values())) == 60
    assert sum(" · " in draft for draft in begun.values()) == 60 - 8 - 3 * 8


def test_no_two_people_get_the_same_first_words(olive: Olive) -> None:
    listed = olive.thanks()
    for code in shipped():
        begun = drafts(listed, language(code))
        assert set(begun) == {entry.helper.n for entry in listed.entries}
        assert len(set(begun.values())) == len(begun)
        for entry in listed.entries:
            draft = begun[entry.helper.n]
            assert entry.helper.name in draft
            assert all(task.title in draft for task, _claim in entry.claims)
            assert remarks(draft) == [], code
