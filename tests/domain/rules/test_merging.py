"""One person twice: likely doubles, two entries that become one, and the way back."""

import random
from itertools import count
from typing import Any, Unpack

import pytest
from sqlalchemy import select

from service.domain.core.events import Event
from service.domain.core.links import Grants, Link, Merged, authorise
from service.domain.core.refusals import Invalid, NotFound
from service.domain.models import Claim, Helper, Merging, MoveState, Role, Standing, ThanksState, Way
from service.domain.reading.doubles import likely_doubles, read_merge_state
from service.domain.reading.note import read_note
from service.domain.reading.people import read_helper
from service.domain.reading.views import HelperView
from service.domain.rules.helpers import forget_helper
from service.domain.rules.merging import mark_distinct, merge, unmerge
from service.domain.rules.moves import change_move
from service.domain.rules.offers import add_offer
from service.domain.rules.thanks import ThanksFields, change_thanks
from service.storage.database import Database
from tests.hold.checker import check_history
from tests.make import Olive
from tests.sizes import size


@pytest.fixture
def olive(database: Database) -> Olive:
    return Olive(database)


def one_of(olive: Olive, kept: int, gone: int) -> int:
    with olive.change() as opened:
        merge(opened, kept, gone)
        merging: int = opened.move.last_n
    return merging


def two_of(olive: Olive, merging: int) -> None:
    with olive.change() as opened:
        unmerge(opened, merging)


def write(olive: Olive, helper: int, **fields: Unpack[ThanksFields]) -> None:
    with olive.change() as opened:
        change_thanks(opened, helper, fields)


def held(olive: Olive) -> dict[int, list[tuple[str, int, str]]]:
    """List what each one has: title, quantity and standing by helper."""
    board = olive.board()
    return {
        helper.n: sorted(
            (task.title, claim.quantity, claim.standing.value) for task, claim in board.claims_of(helper.n)
        )
        for helper in board.helpers
    }


def link(olive: Olive, n: int) -> Link:
    return Link(olive.link.move_id, Grants.HELPER, n, 1)


# --- who may be one person ---


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ({"name": "Hana"}, {"name": "hana "}, True),
        ({"name": "Hana"}, {"name": "Hana K."}, True),
        ({"name": "Hana Kovač"}, {"name": "Hana K"}, True),
        ({"name": "José Díaz"}, {"name": "Jose Diaz"}, True),
        ({"name": "محمد"}, {"name": "محمد علي"}, True),
        ({"name": "Hana"}, {"name": "Hanna"}, False),
        ({"name": "Hana Kovač"}, {"name": "Hana Novak"}, False),
        ({"name": "K."}, {"name": "Karim"}, False),
        ({"name": "🙂"}, {"name": "🙂"}, False),
        ({"name": "Hana", "email": "h@example.org"}, {"name": "Nan", "email": "H@example.org"}, True),
        ({"name": "Hana", "email": "h@example.org"}, {"name": "Hana", "email": "k@example.org"}, False),
        ({"name": "Hana", "phone": "+43 660 123 45 67"}, {"name": "Mum", "phone": "0660/1234567"}, True),
        ({"name": "Hana", "phone": "0660 1234567"}, {"name": "Hana", "phone": "0660 7654321"}, False),
        ({"name": "Hana", "phone": "12"}, {"name": "Tom", "phone": "12"}, False),
        ({"name": "Hana", "phone": "0660 1234567"}, {"name": "Hana", "email": "h@example.org"}, True),
    ],
)
def test_likely_doubles(one: dict[str, Any], other: dict[str, Any], alike: bool) -> None:
    pair = HelperView(1, **one), HelperView(2, **other)
    found = likely_doubles(pair)
    assert [{double.one, double.other} for double in found] == ([set(pair)] if alike else [])
    assert likely_doubles(pair, [frozenset((1, 2))]) == []


@pytest.mark.one_database
def test_of_three_entries_each_later_one_is_pointed_out_once() -> None:
    hanas = [HelperView(n, "Hana") for n in (3, 5, 8)]
    assert [(double.one.n, double.other.n) for double in likely_doubles(hanas)] == [(3, 5), (3, 8)]


@pytest.mark.one_database
def test_two_thousand_people_of_one_name_are_looked_through_in_proportion() -> None:
    crowd = [HelperView(n, "Hana", email=f"hana{n}@example.org") for n in range(1, 2001)]
    assert likely_doubles(crowd) == []


def test_whoever_is_two_people_is_not_asked_about_again(olive: Olive) -> None:
    first, second = olive.helper(), olive.helper("Hana K.")
    with olive.change() as opened:
        mark_distinct(opened, second, first)
    with olive.database.reading() as session:
        distinct = read_merge_state(session, olive.link.move_id).distinct
    assert likely_doubles(olive.board().helpers, distinct) == []


# --- one from two ---


def test_claims_offers_and_thanks_go_together(olive: Olive) -> None:
    books, lunch, sofa = (
        olive.task(needed=12),
        olive.task("care", "Lunch", needed=3),
        olive.task("heavy_item", "Sofa", needed=3),
    )
    first, second = olive.helper(phone="0660 1"), olive.helper("Hana K.", email="hana@example.org")
    for helper in (first, second):
        olive.claim(books, helper, 3)
        olive.claim(sofa, helper)
    olive.claim(lunch, second, 2)
    with olive.change() as opened:
        add_offer(opened, second, "I can bring soup")
    write(olive, second, note="Thank you for the soup.")
    merging = one_of(olive, first, second)

    assert held(olive) == {first: [("Books", 6, "firm"), ("Lunch", 2, "firm"), ("Sofa", 1, "firm")]}
    board = olive.board()
    assert [helper.name for helper in board.helpers] == ["Hana"]
    assert (board.helpers[0].phone, board.helpers[0].email) == ("0660 1", "hana@example.org")
    assert [offer.helper.n for offer in board.offers] == [first]
    [entry] = olive.thanks().entries
    assert (entry.helper.n, entry.note, entry.state) == (first, "Thank you for the soup.", ThanksState.WRITTEN)

    two_of(olive, merging)
    assert held(olive) == {
        first: [("Books", 3, "firm"), ("Sofa", 1, "firm")],
        second: [("Books", 3, "firm"), ("Lunch", 2, "firm"), ("Sofa", 1, "firm")],
    }
    assert [(helper.name, helper.email) for helper in olive.board().helpers] == [
        ("Hana", ""),
        ("Hana K.", "hana@example.org"),
    ]
    assert {entry.helper.n: entry.note for entry in olive.thanks().entries} == {
        first: "",
        second: "Thank you for the soup.",
    }
    check_history(olive.database, olive.link.move_id)


def test_one_person_carries_one_end_of_a_sofa(olive: Olive) -> None:
    """Two entries made a crew look complete that was one short; who stood by steps up."""
    sofa = olive.task("heavy_item", "Sofa", needed=2)
    first, second, tom = olive.helper(), olive.helper("Hana K."), olive.helper("Tom")
    olive.claim(sofa, first)
    olive.claim(sofa, second)
    waits = olive.stand_by(sofa, tom)
    merging = one_of(olive, first, second)
    assert olive.standing(waits) is Standing.FIRM

    two_of(olive, merging)
    assert held(olive)[second] == [("Sofa", 1, "standby")], "the place is Tom's now"
    check_history(olive.database, olive.link.move_id)


def test_the_driver_keeps_driving(olive: Olive) -> None:
    trip = olive.task("trip", "Van", needed=2)
    first, second = olive.helper(), olive.helper("Hana K.")
    olive.claim(trip, first)
    olive.drive(trip, second)
    merging = one_of(olive, first, second)
    driver = olive.seen(trip).driver
    assert driver is not None
    assert (driver.helper.n, olive.seen(trip).taken) == (first, 0)
    two_of(olive, merging)
    assert {claim.helper.n: claim.role for claim in olive.seen(trip).claims} == {first: Role.RIDER, second: Role.DRIVER}


@pytest.mark.parametrize("kept_first", [True, False])
def test_given_stays_given_and_no_word_of_two_notes_is_lost(olive: Olive, kept_first: bool) -> None:
    first, second = olive.helper(), olive.helper("Hana K.")
    write(olive, first, note="For the sofa.", state=ThanksState.GIVEN, way=Way.CARD)
    write(olive, second, note="For the soup.")
    kept, gone = (first, second) if kept_first else (second, first)
    merging = one_of(olive, kept, gone)
    entry = olive.thanks().entry(kept)
    assert (entry.note, entry.state, entry.way) == ("For the sofa.", ThanksState.GIVEN, Way.CARD)
    two_of(olive, merging)
    assert {each.helper.n: (each.note, each.state.value, each.way) for each in olive.thanks().entries} == {
        first: ("For the sofa.", "given", Way.CARD),
        second: ("For the soup.", "written", None),
    }


def test_two_unfinished_notes_stand_one_below_the_other(olive: Olive) -> None:
    first, second = olive.helper(), olive.helper("Hana K.")
    write(olive, first, note="For the sofa.")
    write(olive, second, note="For the soup.")
    one_of(olive, first, second)
    assert olive.thanks().entry(first).note == "For the sofa.\n\nFor the soup."


def test_what_was_written_since_stays(olive: Olive) -> None:
    first, second = olive.helper(), olive.helper("Hana K.")
    write(olive, second, note="For the soup.")
    merging = one_of(olive, first, second)
    write(olive, first, note="For the soup, and the jokes.")
    two_of(olive, merging)
    assert {each.helper.n: each.note for each in olive.thanks().entries} == {
        first: "For the soup, and the jokes.",
        second: "For the soup.",
    }


def test_the_link_of_a_note_that_went_with_the_parting_opens_no_later_one(olive: Olive) -> None:
    first, second = olive.helper(), olive.helper("Hana K.")
    write(olive, second, note="For the soup.")
    merging = one_of(olive, first, second)
    between = Link(olive.link.move_id, Grants.THANKS, first, olive.thanks().entry(first).epoch)
    two_of(olive, merging)
    assert olive.thanks().entry(first).state is ThanksState.TO_WRITE
    write(olive, first, note="For the sofa.")
    with olive.database.reading() as session:
        with pytest.raises(NotFound):
            authorise(session, between)
        authorise(session, Link(olive.link.move_id, Grants.THANKS, first, olive.thanks().entry(first).epoch))


def test_old_links_open_nothing_until_the_entries_are_two_again(olive: Olive) -> None:
    first, second, third = olive.helper(), olive.helper("Hana K."), olive.helper("H. K.")
    write(olive, second, note="For the soup.")
    note = Link(olive.link.move_id, Grants.THANKS, second, 1)
    one_of(olive, first, second)
    merging = one_of(olive, third, first)
    with olive.database.reading() as session:
        for old in (link(olive, first), link(olive, second), note):
            with pytest.raises(Merged) as known:
                authorise(session, old)
            assert known.value.survivor == link(olive, third)
        with pytest.raises(NotFound):
            read_helper(session, link(olive, second))
        lasting = Link(olive.link.move_id, Grants.THANKS, third, 1)
        authorise(session, lasting)
        assert read_note(session, lasting).words == "For the soup."
    two_of(olive, merging)
    with olive.database.reading() as session:
        authorise(session, link(olive, first))


def test_contacts_that_come_to_an_entry_end_its_links_and_so_does_their_going(olive: Olive) -> None:
    first, second = olive.helper(phone="0660 7654321"), olive.helper("Hana K.", email="hana@example.org")
    third = olive.helper("H. K.", email="other@example.org")
    merging = one_of(olive, first, second)
    one_of(olive, first, third)
    between = Link(olive.link.move_id, Grants.HELPER, first, 2)
    with olive.database.reading() as session:
        authorise(session, between)
        with pytest.raises(Merged) as known:
            authorise(session, link(olive, first))
        assert known.value.survivor == between
    two_of(olive, merging)
    with olive.database.reading() as session:
        authorise(session, link(olive, second))
        for ended in (between, link(olive, first)):
            with pytest.raises(NotFound):
                authorise(session, ended)
        authorise(session, Link(olive.link.move_id, Grants.HELPER, first, 3))


def test_forgetting_one_person_forgets_both_of_their_entries(olive: Olive) -> None:
    first, second = olive.helper(), olive.helper("Hana K.", email="hana@example.org", phone="0660 1234567")
    write(olive, second, note="For the soup.")
    one_of(olive, first, second)
    with olive.change() as opened:
        forget_helper(opened, first)
    with olive.database.reading() as session:
        rows = session.execute(select(Helper.name, Helper.email, Helper.phone)).all()
        assert rows == [("", "", ""), ("", "", "")]
        assert session.scalars(select(Merging)).all() == []
        for n in (first, second):
            with pytest.raises(NotFound):
                authorise(session, link(olive, n))


def test_what_was_switched_off_stays_off(olive: Olive) -> None:
    first, second = olive.helper(), olive.helper("Hana K.")
    with olive.change() as opened:
        opened.get(Helper, second).muted_kinds = ["morning_of"]
        opened.get(Helper, second).no_thanks = True
        opened.note(Event.HELPER_CHANGED, helper=second, fields=["muted_kinds"])
    merging = one_of(olive, first, second)
    [hana] = olive.board().helpers
    assert (hana.muted_kinds, hana.no_thanks) == (["morning_of"], True)
    two_of(olive, merging)
    assert olive.board().helpers[0].muted_kinds == []


def test_nobody_is_merged_with_themselves_or_with_who_is_gone(olive: Olive) -> None:
    first, second, third = olive.helper(), olive.helper("Hana K."), olive.helper("Tom")
    with pytest.raises(Invalid):
        one_of(olive, first, first)
    merging = one_of(olive, first, second)
    for kept, gone in ((second, third), (third, second), (first, 999)):
        with pytest.raises(NotFound):
            one_of(olive, kept, gone)
    two_of(olive, merging)


def test_what_is_said_twice_is_one_effect(olive: Olive) -> None:
    first, second = olive.helper(), olive.helper("Hana K.")
    merging = one_of(olive, first, second)
    version = olive.version()
    with olive.change() as opened:
        merge(opened, first, second)
    assert olive.version() == version
    two_of(olive, merging)
    version = olive.version()
    two_of(olive, merging)
    with olive.change() as opened:
        mark_distinct(opened, second, first)  # which parting them has said already
    assert olive.version() == version
    third = olive.helper("Hana L.")
    for _ in range(2):
        with olive.change() as opened:
            mark_distinct(opened, third, first)
    with olive.database.reading() as session:
        assert len(session.scalars(select(Merging)).all()) == 2


def test_after_the_day_two_can_become_one_and_be_parted(olive: Olive) -> None:
    """Nobody steps up any more, and nothing that was true of the day is lost."""
    lunch = olive.task("care", "Lunch", needed=2)
    first, second = olive.helper(), olive.helper("Hana K.")
    olive.claim(lunch, first)
    olive.claim(lunch, second)
    with olive.change() as opened:
        change_move(opened, {"state": MoveState.CLOSED})
    merging = one_of(olive, first, second)
    assert held(olive) == {first: [("Lunch", 1, "firm")]}
    two_of(olive, merging)
    assert held(olive) == {first: [("Lunch", 1, "firm")], second: [("Lunch", 1, "firm")]}


@pytest.mark.sampled
@pytest.mark.divided
@pytest.mark.long
@pytest.mark.parametrize("seed", range(size("MERGINGS", 4, 12)))
def test_any_order_of_merging_and_parting_keeps_every_place_sound(olive: Olive, seed: int) -> None:
    """Nobody twice on a task, none over what is needed, and all back where they were once all is undone."""
    rng = random.Random(seed)
    tasks = [
        olive.task(needed=9),
        olive.task("care", "Lunch", needed=3),
        olive.task("heavy_item", "Sofa", needed=3),
        olive.task("trip", "Van", needed=2),
    ]
    helpers = [olive.helper(name) for name in ("Hana", "Hana K.", "Tom", "Wei")]
    driven = False
    for task in tasks:
        for helper in rng.sample(helpers, 3):
            if task == tasks[3] and not driven:
                driven = True
                olive.drive(task, helper)
            else:
                olive.stand_by(task, helper, rng.randint(1, 2))
    before, undo = held(olive), []
    for _ in count():
        alive = [helper.n for helper in olive.board().helpers]
        if len(alive) == 1:
            break
        kept, gone = rng.sample(alive, 2)
        undo.append(one_of(olive, kept, gone))
        check_history(olive.database, olive.link.move_id)
    for merging in reversed(undo):
        two_of(olive, merging)
        check_history(olive.database, olive.link.move_id)
    after = held(olive)
    assert {n: [(title, quantity) for title, quantity, _ in rows] for n, rows in after.items()} == {
        n: [(title, quantity) for title, quantity, _ in rows] for n, rows in before.items()
    }
    with olive.database.reading() as session:
        assert len(session.scalars(select(Claim)).all()) == 12
