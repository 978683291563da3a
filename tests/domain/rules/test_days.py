"""Until when names are taken: to the end of a task's day where the move is; an organizer writes down what was."""

from datetime import UTC, date, datetime, timedelta

import pytest

from service.domain.core.refusals import MoveClosed
from service.domain.models import TaskState
from service.domain.rules.claims import Wish, claim_task
from service.domain.rules.days import require_move_ahead, require_tasks_ahead
from service.domain.rules.offers import new_offer
from service.domain.rules.tasks import change_task
from service.storage.database import Database
from tests.make import Olive

MIDNIGHT = datetime(2026, 12, 5, 23, tzinfo=UTC)
"""The end of the moving day in Vienna."""


def test_a_friend_takes_something_until_midnight_where_the_move_is(database: Database) -> None:
    olive = Olive(database)
    soup, cake = olive.task("care", "Soup", needed=3), olive.task("care", "Cake", day=date(2026, 12, 6))
    hana, tom = olive.helper(), olive.helper("Tom")
    with olive.change(olive.signup, MIDNIGHT - timedelta(seconds=1)) as change:
        require_tasks_ahead(change, [soup], hana)
        claim_task(change, soup, hana, Wish())
    for late in (tom, None):
        with pytest.raises(MoveClosed), olive.change(olive.signup, MIDNIGHT) as change:
            require_tasks_ahead(change, [cake, soup], late)
    with olive.change(olive.signup, MIDNIGHT) as change:
        require_tasks_ahead(change, [soup, cake], hana)
        claim_task(change, soup, hana, Wish(note="It was good."))


def test_offers_are_taken_until_the_last_day_of_what_is_still_to_do(database: Database) -> None:
    olive = Olive(database)
    cake = olive.task("care", "Cake", day=date(2026, 12, 6))
    with olive.change(olive.signup, MIDNIGHT) as change:
        require_move_ahead(change)
        new_offer(change, {"name": "Tom"}, "Anything.")
    with olive.change() as change:
        change_task(change, cake, {"state": TaskState.DONE})
    with pytest.raises(MoveClosed), olive.change(olive.signup, MIDNIGHT) as change:
        require_move_ahead(change)


def test_a_move_without_a_day_is_never_over(database: Database) -> None:
    olive = Olive(database, day=None)
    soup, hana = olive.task("care", "Soup"), olive.helper()
    with olive.change(olive.signup, MIDNIGHT + timedelta(days=400)) as change:
        require_tasks_ahead(change, [soup], hana)
        require_move_ahead(change)
        claim_task(change, soup, hana, Wish())
