"""The words of a link's preview: the day, the headline and what is still welcome, and nothing for a chat to pass on."""

from datetime import date, time

import pytest

from service.domain.models import MoveState, Sort
from service.domain.reading.views import Audience
from service.domain.rules.moves import change_move
from service.storage.database import Database
from service.text.language import language
from service.text.preview import Preview, preview_of
from tests.make import Olive

pytestmark = pytest.mark.one_database
BEFORE = date(2026, 11, 23)


def seen(olive: Olive, on: date = BEFORE) -> Preview:
    return preview_of(olive.board(Audience.PUBLIC), language("en-GB"), on)


def test_it_says_what_is_still_welcome_by_its_sort_and_tells_nothing_else(database: Database) -> None:
    olive = Olive(database, title="Up to the attic", from_address="Lindengasse 12", from_area="Neubau")
    hana = olive.helper("Hana Novak", phone="0660 117")
    assert seen(olive).welcome == ""

    olive.task(title="Books from the bedroom", needed=12, starts=time(9))
    olive.task(title="Plates", needed=3)
    trip = olive.task("trip", "Van, first load", needed=1)
    soup = olive.task("care", "Soup", sort=Sort.FOOD)
    olive.task("care", "The papers", only_for=[hana])
    preview = seen(olive)
    assert preview.welcome == "Still welcome: boxes, a van and food."
    assert preview.spoken == f"Up to the attic · Saturday, 5 December · {preview.welcome}"
    assert preview.stamp == ("5", "DEC 2026")

    olive.drive(trip, hana)
    olive.claim(soup, hana)
    assert seen(olive).welcome == "Still welcome: boxes and a trip."
    olive.task("trip", "The hired van, second load", needed=1)
    assert seen(olive).welcome == "Still welcome: boxes, a trip and a driver."


def test_it_asks_for_nothing_once_nothing_is_to_be_done(database: Database) -> None:
    olive = Olive(database)
    soup, hana = olive.task("care", "Soup"), olive.helper()
    assert seen(olive).welcome == "Still welcome: other things."
    assert seen(olive, date(2026, 12, 6)).welcome == ""
    olive.claim(soup, hana)
    assert seen(olive).welcome == "Everything is taken care of."
    for state, words in ((MoveState.CALLED_OFF, "called off"), (MoveState.CLOSED, "Thank you, everyone")):
        with olive.change() as opened:
            change_move(opened, {"state": state, "day": None})
        assert words in seen(olive).welcome
    assert seen(olive).day == "The day is still open."
    assert seen(olive).stamp is None
