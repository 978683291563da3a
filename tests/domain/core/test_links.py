"""Links: one spelling, one role, one move, until they are revoked."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.core.links import Grants, Link, Links
from service.domain.core.refusals import NotFound
from service.domain.reading.snapshot import reading_as
from service.domain.rules.moves import rotate_signup
from service.storage.database import Database
from tests.conftest import SECRET
from tests.make import Olive
from tests.sizes import size

LINKS = Links([SECRET])
LINK = Link("abcdefghjk", Grants.HELPER, 12, 3)
TOKEN = LINKS.make(LINK)
LETTERS = string.ascii_letters + string.digits + "-_."


def test_a_link_says_what_it_was_made_for() -> None:
    assert LINKS.read(TOKEN, grants=Grants.HELPER) == LINK


@pytest.mark.parametrize("grants", [Grants.ORGANIZER, Grants.SIGNUP])
def test_a_link_opens_nothing_but_its_own_role(grants: Grants) -> None:
    with pytest.raises(NotFound):
        LINKS.read(TOKEN, grants=grants)


def test_every_other_letter_in_every_place_is_refused() -> None:
    for place, right in enumerate(TOKEN):
        for wrong in LETTERS.replace(right, ""):
            with pytest.raises(NotFound):
                LINKS.read(TOKEN[:place] + wrong + TOKEN[place + 1 :], grants=Grants.HELPER)


@pytest.mark.parametrize(
    "spelled", [TOKEN[:-1], TOKEN + "A", TOKEN + "=", TOKEN + "\n", " " + TOKEN, TOKEN.upper(), "", ".", "é" * 60]
)
def test_cut_padded_and_other_spellings_are_refused(spelled: str) -> None:
    with pytest.raises(NotFound):
        LINKS.read(spelled, grants=Grants.HELPER)


@pytest.mark.long
@settings(max_examples=size("TEXTS", 10, 1000))
@given(st.text())
def test_no_text_is_taken_for_a_link(text: str) -> None:
    with pytest.raises(NotFound):
        LINKS.read(text, grants=Grants.SIGNUP)


def test_a_new_key_signs_and_the_old_one_still_opens() -> None:
    both = Links(["a new secret that is long enough to be one", SECRET])
    assert both.read(TOKEN, grants=Grants.HELPER) == LINK
    assert both.make(LINK) != TOKEN
    with pytest.raises(NotFound):
        LINKS.read(both.make(LINK), grants=Grants.HELPER)


def test_a_higher_epoch_revokes_every_earlier_link(database: Database) -> None:
    olive = Olive(database)
    with olive.change() as opened:
        rotate_signup(opened)
    with pytest.raises(NotFound), reading_as(database, olive.signup):
        pass
    with reading_as(database, Link(olive.link.move_id, Grants.SIGNUP, 0, 2)):
        pass
    with pytest.raises(NotFound), reading_as(database, Link("zzzzzzzzzz", Grants.SIGNUP, 0, 1)):
        pass
