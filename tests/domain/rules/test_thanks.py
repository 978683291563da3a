"""One list, one entry for each person who is to be thanked, and an end."""

from datetime import UTC, date, datetime
from typing import Unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.core.refusals import Invalid, NotFound
from service.domain.figures.times import next_thanks_day, thanks_days
from service.domain.models import MoveState, Named, Offer, ThanksState, Way
from service.domain.rules.claims import Wish
from service.domain.rules.helpers import add_helper, forget_helper
from service.domain.rules.moves import change_move
from service.domain.rules.offers import accept_offer, add_offer, name_offers, new_offer, rest_offer
from service.domain.rules.thanks import ThanksFields, change_thanks, not_yet
from service.storage.database import Database
from tests.conftest import NOON
from tests.make import Olive


@pytest.fixture
def olive(database: Database) -> Olive:
    return Olive(database)


def write(olive: Olive, helper: int, **fields: Unpack[ThanksFields]) -> None:
    with olive.change() as opened:
        change_thanks(opened, helper, fields)


def mend(olive: Olive, helper: int) -> None:
    with olive.change() as opened:
        not_yet(opened, helper)


def state(olive: Olive, helper: int) -> tuple[ThanksState, Way | None]:
    entry = olive.thanks().entry(helper)
    return entry.state, entry.way


def test_who_took_offered_or_was_added_by_hand_is_listed_in_order_of_arrival(olive: Olive) -> None:
    lunch = olive.task("care", needed=9)
    took, only_here, gave_back = (olive.helper(name) for name in ("Hana", "Just a name", "Tom"))
    olive.claim(lunch, took)
    olive.release(olive.claim(lunch, gave_back))
    with olive.change() as opened:
        offered = add_helper(opened, {"name": "Wei"})
        add_offer(opened, offered, "Anything")
        by_hand = add_helper(opened, {"name": "The neighbour from 3B"}, by_hand=True)
    assert [entry.helper.n for entry in olive.thanks().entries] == [took, offered, by_hand]
    assert only_here not in [entry.helper.n for entry in olive.thanks().entries]


def test_a_person_who_gave_everything_back_stays_once_something_was_written(olive: Olive) -> None:
    hana = olive.helper()
    claim = olive.claim(olive.task("care"), hana)
    write(olive, hana, note="Thank you for coming to look at it.")
    olive.release(claim)
    assert [entry.helper.n for entry in olive.thanks().entries] == [hana]


def test_a_note_makes_it_written_and_taking_the_note_back_undoes_that(olive: Olive) -> None:
    hana = olive.helper()
    olive.claim(olive.task("care"), hana)
    write(olive, hana, note="Thank you.")
    assert state(olive, hana) == (ThanksState.WRITTEN, None)
    write(olive, hana, note="")
    assert state(olive, hana) == (ThanksState.TO_WRITE, None)


def test_given_needs_no_note_and_not_yet_mends_a_misclick(olive: Olive) -> None:
    hana = olive.helper()
    olive.claim(olive.task("care"), hana)
    write(olive, hana, state=ThanksState.GIVEN, way=Way.IN_PERSON)
    assert state(olive, hana) == (ThanksState.GIVEN, Way.IN_PERSON)
    assert olive.thanks().entry(hana).given_at == NOON
    mend(olive, hana)
    assert state(olive, hana) == (ThanksState.TO_WRITE, None)
    assert olive.thanks().entry(hana).given_at is None


def test_not_yet_lands_on_written_if_there_is_a_note(olive: Olive) -> None:
    hana = olive.helper()
    olive.claim(olive.task("care"), hana)
    write(olive, hana, note="Thank you.", state=ThanksState.GIVEN, way=Way.CARD)
    mend(olive, hana)
    assert state(olive, hana) == (ThanksState.WRITTEN, None)


def test_written_without_a_note_is_refused(olive: Olive) -> None:
    hana = olive.helper()
    with pytest.raises(Invalid):
        write(olive, hana, state=ThanksState.WRITTEN)


def test_it_is_complete_when_there_was_somebody_and_nothing_is_left(olive: Olive) -> None:
    assert not olive.thanks().complete
    hana, tom = olive.helper(), olive.helper("Tom")
    lunch = olive.task("care", needed=2)
    olive.claim(lunch, hana)
    olive.claim(lunch, tom)
    write(olive, hana, state=ThanksState.GIVEN)
    assert not olive.thanks().complete
    write(olive, tom, state=ThanksState.RESTING)
    assert olive.thanks().complete


def test_thanks_stay_possible_after_a_move_was_called_off(olive: Olive) -> None:
    hana = olive.helper()
    olive.claim(olive.task("care"), hana)
    with olive.change() as opened:
        change_move(opened, {"state": MoveState.CALLED_OFF})
    write(olive, hana, note="Thank you all the same.")
    assert state(olive, hana)[0] is ThanksState.WRITTEN


def test_a_forgotten_person_and_their_note_are_gone(olive: Olive) -> None:
    hana = olive.helper()
    olive.claim(olive.task("care"), hana)
    write(olive, hana, note="Dear Hana")
    with olive.change() as opened:
        forget_helper(opened, hana)
    assert olive.thanks().entries == []
    with pytest.raises(NotFound):
        write(olive, hana, note="again")


def test_an_offer_is_answered_with_a_task_or_left_to_rest(olive: Olive) -> None:
    lunch = olive.task("care")
    with olive.change(olive.signup) as opened:
        [n] = new_offer(opened, {"name": "Wei"}, "Anything")
    with pytest.raises(Invalid), olive.change() as opened:
        accept_offer(opened, n, [])
    with olive.change() as opened:
        rest_offer(opened, n)
    assert olive.board().offer(n).state == "resting"
    with olive.change() as opened:
        accept_offer(opened, n, [(lunch, Wish())])
    assert olive.board().offer(n).state == "accepted"
    assert olive.seen(lunch).claims[0].helper.name == "Wei"


def test_reminders_are_at_ten_in_the_moves_own_zone_across_a_daylight_saving_change() -> None:
    # Clocks in Vienna go back on 25 October 2026: ten o'clock is 08:00 UTC before and 09:00 after.
    assert thanks_days(date(2026, 10, 21), "Europe/Vienna") == [
        datetime(2026, 10, 23, 8, tzinfo=UTC),
        datetime(2026, 10, 27, 9, tzinfo=UTC),
        datetime(2026, 11, 3, 9, tzinfo=UTC),
    ]


def test_without_a_day_nobody_is_reminded_and_after_the_last_it_rests() -> None:
    assert thanks_days(None, "Europe/Vienna") == []
    day = date(2026, 10, 21)
    assert next_thanks_day(day, "Europe/Vienna", datetime(2026, 10, 23, 8, tzinfo=UTC)) == datetime(
        2026, 10, 27, 9, tzinfo=UTC
    )
    assert next_thanks_day(day, "Europe/Vienna", datetime(2026, 11, 3, 9, tzinfo=UTC)) is None


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.sampled_from(["Pacific/Kiritimati", "Pacific/Pago_Pago"]))
def test_there_are_three_moments_on_any_day_at_the_ends_of_the_world(day: date, zone: str) -> None:
    assert len(set(thanks_days(day, zone))) == 3


def test_a_helpers_entry_is_reminded_only_while_it_is_open(olive: Olive) -> None:
    hana = olive.helper()
    olive.claim(olive.task("care"), hana)
    assert olive.thanks().entry(hana).remind_at == datetime(2026, 12, 7, 9, tzinfo=UTC)
    write(olive, hana, state=ThanksState.GIVEN)
    assert olive.thanks().entry(hana).remind_at is None


def test_a_name_is_no_duty_before_the_offer_is_accepted_and_an_offer_of_their_own_is(olive: Olive) -> None:
    lunch = olive.task("care", needed=9)
    with olive.change() as opened:
        hana, tom, wei = name_offers(opened, [Named("Hana"), Named("Tom", "after lunch"), Named("Wei")])
    assert olive.thanks().entries == []
    with olive.change() as opened:
        accept_offer(opened, hana, [(lunch, Wish())])
        rest_offer(opened, tom)
        add_offer(opened, opened.get(Offer, wei).helper_n, "Anything at all")
    assert [entry.helper.name for entry in olive.thanks().entries] == ["Hana", "Wei"]
    assert [[offer.words for offer in entry.offers] for entry in olive.thanks().entries] == [[""], ["Anything at all"]]


def test_who_is_here_or_named_already_is_not_there_twice(olive: Olive) -> None:
    hana = olive.helper("Hana")
    with olive.change() as opened:
        assert len(name_offers(opened, [Named("HANA"), Named("Tom")])) == 2
    with olive.change() as opened:
        assert name_offers(opened, [Named("hana"), Named("Tom", "again")]) == []
    assert [(helper.n, helper.name) for helper in olive.board().helpers][:1] == [(hana, "Hana")]
    assert [(offer.helper.name, offer.named) for offer in olive.board().offers] == [("Hana", True), ("Tom", True)]
