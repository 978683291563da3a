"""Undo: right after a change it gives exactly the state before; once something stands on it, it is too late."""

from collections.abc import Callable, Iterator
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select, update

from service.domain.core import images
from service.domain.core.change import Change
from service.domain.core.events import Event
from service.domain.core.images import MOVE_COLUMNS, TABLES
from service.domain.core.links import Grants, Link
from service.domain.core.refusals import NotFound, Since, TooLate
from service.domain.models import (
    Base,
    Gear,
    Happening,
    Kind,
    Message,
    MessageState,
    Move,
    MoveState,
    Named,
    Standing,
    Task,
    TaskState,
    ThanksState,
    table,
)
from service.domain.reading.history import read_history
from service.domain.rules import (
    asks,
    beginning,
    claims,
    helpers,
    merging,
    moves,
    offers,
    organizers,
    places,
    tasks,
    thanks,
)
from service.domain.rules.claims import Wish
from tests.conftest import Engine
from tests.domain.rules.scene import COUNTERS, Scene, one_scene

Plain = dict[str, Any]


@pytest.fixture(scope="module")
def first(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with one_scene(engine, tmp_path_factory.mktemp("scene")) as made:
        yield made


@pytest.fixture
def scene(first: Scene) -> Scene:
    return first.copied()


def sent_note(scene: Scene) -> None:
    thanks.change_thanks(scene.at, scene.hana, {"note": "The books stood."})
    thanks.send_note(scene.at, scene.hana)


Action = Callable[[Scene], Any]
"""Something that Olive does, in the change that is open at that moment: `at`."""
ACTIONS: dict[str, Action] = {
    "add a task": lambda s: tasks.add_tasks(s.at, [{"kind": Kind.CARE, "title": "Keys"}]),
    "add tasks that share things": lambda s: tasks.add_tasks(
        s.at,
        [
            {"kind": Kind.HEAVY_ITEM, "title": "Out", "things": [{"same": 1, "name": "Bed"}, {"name": "Desk"}]},
            {"kind": Kind.HEAVY_ITEM, "title": "In", "things": [{"same": 1, "name": "Bed"}]},
        ],
    ),
    "paste a list": lambda s: tasks.add_list(s.at, [{"kind": Kind.BOX_LOAD, "title": "Boxes", "needed": 2}], "digest"),
    "paste a list that asks for straps": lambda s: tasks.add_list(
        s.at, [{"kind": Kind.CARE, "title": "Keys"}], "digest", [Gear.STRAPS, Gear.TOOLS]
    ),
    "rename a task": lambda s: tasks.change_task(s.at, s.books, {"title": "All books", "why": "Because"}),
    "its time": lambda s: tasks.change_task(s.at, s.books, {"starts": time(10), "day": date(2026, 12, 6)}),
    "fewer places": lambda s: tasks.change_task(s.at, s.books, {"needed": 3}),
    "another kind": lambda s: tasks.change_task(s.at, s.sofa, {"kind": Kind.CARE}),
    "more places, so that Tom steps up": lambda s: tasks.change_task(s.at, s.lunch, {"needed": 2}),
    "other things": lambda s: tasks.change_task(s.at, s.sofa, {"things": [{"name": "Wardrobe", "count": 2}]}),
    "done": lambda s: tasks.change_task(s.at, s.lunch, {"state": TaskState.DONE}),
    "called off": lambda s: tasks.change_task(s.at, s.lunch, {"state": TaskState.CANCELLED}),
    "keep": lambda s: tasks.change_task(s.at, s.sofa, {"kept": True}),
    "several": lambda s: tasks.change_tasks(s.at, [s.books, s.sofa, s.lunch], {"starts": time(8), "ends": None}),
    "delete a task": lambda s: tasks.delete_task(s.at, s.sofa),
    "delete one that was taken": lambda s: tasks.delete_task(s.at, s.books),
    "put somebody on": lambda s: claims.claim_task(s.at, s.sofa, s.tom, Wish()),
    "put somebody new on": lambda s: claims.claim_task(s.at, s.sofa, helpers.add_helper(s.at, {"name": "Wei"}), Wish()),
    "change what they have": lambda s: claims.claim_task(s.at, s.books, s.hana, Wish(quantity=4, note="Late")),
    "fewer boxes than are taken": lambda s: tasks.change_task(s.at, s.books, {"needed": 2}, stay=[]),
    "this standby first": lambda s: places.give_place(s.at, s.waits, anyway=True),
    "take off": lambda s: claims.release(s.at, s.takes),
    "take off, so that Tom steps up": lambda s: claims.release(s.at, s.cooks),
    "take off the driver": lambda s: claims.release(s.at, s.drives),
    "add a person": lambda s: helpers.add_helper(s.at, {"name": "Ada", "email": "ada@example.org"}, by_hand=True),
    "correct a person": lambda s: helpers.change_helper(s.at, s.hana, {"name": "Hanna", "phone": "0660 2"}),
    "write down an offer": lambda s: offers.add_offer(s.at, s.hana, "I have straps"),
    "an offer of somebody new": lambda s: offers.new_offer(s.at, {"name": "Wei"}, "A van"),
    "accept an offer": lambda s: offers.accept_offer(s.at, s.offered, [(s.sofa, Wish())]),
    "let an offer rest": lambda s: offers.rest_offer(s.at, s.offered),
    "write a note": lambda s: thanks.change_thanks(s.at, s.hana, {"note": "The books stood."}),
    "another note": lambda s: thanks.change_thanks(s.at, s.tom, {"note": "You drove well."}),
    "given": lambda s: thanks.change_thanks(s.at, s.tom, {"state": ThanksState.GIVEN}),
    "send a note": sent_note,
    "the evening": lambda s: thanks.say_to_everybody(s.at, "That was good."),
    "a day to write": lambda s: thanks.choose_day(s.at, date(2026, 12, 8)),
    "the day": lambda s: moves.change_move(s.at, {"day": date(2026, 12, 12), "why": "Rain"}),
    "the stairs": lambda s: moves.change_move(s.at, {"from_floor": 0, "to_floor": 0}),
    "addresses": lambda s: moves.change_move(s.at, {"to_address": "Praterstern 1"}, {"name": "Olivia"}),
    "close": lambda s: moves.change_move(s.at, {"state": MoveState.CLOSED}),
    "ask somebody": lambda s: asks.ask_person(
        s.at, s.hana, [s.sofa], {"words": "Would you?"}, spoken="en", languages=("en",)
    ),
    "ask somebody new": lambda s: asks.ask_person(s.at, "Mr Berger", [s.sofa], {}, spoken="en", languages=("en",)),
    "name who has offered": lambda s: offers.name_offers(s.at, [Named("Wei", "after lunch"), Named("Hana")]),
    "begin with the first thing": lambda s: beginning.begin(
        s.at,
        [{"kind": Kind.CARE, "title": "Soup"}],
        [s.named],
        spoken="en",
        languages=("en",),
        match=lambda _helpers, _tasks: None,
    ),
    "other words": lambda s: asks.change_ask(s.at, s.asked, words="Could you?"),
    "let it rest": lambda s: asks.change_ask(s.at, s.asked, rests=True),
    "take an ask back, and who was asked": lambda s: asks.take_back(s.at, s.asked),
    "two entries are one": lambda s: merging.merge(s.at, s.hana, s.tom),
    "two are two people": lambda s: merging.mark_distinct(s.at, s.hana, s.tom),
}


@pytest.mark.sampled
@pytest.mark.parametrize("name", ACTIONS)
@pytest.mark.divided
def test_undone_right_away_everything_is_exactly_as_before_and_undone_again_as_after(scene: Scene, name: str) -> None:
    before, version = scene.rows(), scene.version() + 1
    scene.does(ACTIONS[name])
    after = scene.rows()
    assert scene.version() == version
    assert after != before
    assert scene.undo(version) == version + 1
    assert scene.rows() == before
    assert scene.undo(version) == version + 1
    assert scene.version() == version + 1
    assert scene.undo(version + 1) == version + 2
    assert scene.rows() == after
    assert scene.undo(version) == version + 3
    assert scene.rows() == before


@pytest.mark.parametrize(
    "name", ["ask somebody new", "take an ask back, and who was asked", "write a note", "add a person"]
)
@pytest.mark.one_database
def test_a_link_that_was_closed_opens_nothing_again(scene: Scene, name: str) -> None:
    """Not what came back, and nothing new in its place: each time it comes, it has another link."""
    seen: dict[tuple[str, int], int] = {}
    there: set[tuple[str, int]] = set()
    scene.does(ACTIONS[name])
    for _ in range(4):
        now = scene.epochs()
        assert all(now[row] > seen[row] for row in now.keys() & seen.keys() - there)
        assert all(now[row] >= seen[row] for row in now.keys() & seen.keys())
        there, seen = set(now), seen | now
        scene.undo(scene.version())


def test_a_whole_afternoon_is_undone_step_by_step(scene: Scene) -> None:
    states = []
    versions = []
    for name in ("rename a task", "take off, so that Tom steps up", "its time", "put somebody on", "done", "the day"):
        states.append(scene.rows())
        scene.does(ACTIONS[name])
        versions.append(scene.version())
    for version, state in zip(reversed(versions), reversed(states), strict=True):
        scene.undo(version)
        assert scene.rows() == state


def too_late(scene: Scene, version: int) -> TooLate:
    before = scene.rows(), scene.version()
    with pytest.raises(TooLate) as refused:
        scene.undo(version)
    assert (scene.rows(), scene.version()) == before
    return refused.value


STANDS: list[tuple[str, Action, Action, TooLate]] = [
    (
        "a yes to a task that was new",
        lambda s: tasks.add_tasks(s.at, [{"kind": Kind.CARE, "title": "Keys"}]),
        lambda s: claims.claim_task(s.at, s.at.move.last_n, s.hana, Wish()),
        TooLate(Since.TAKEN, "Keys", "Hana"),
    ),
    (
        "a yes to its new time",
        lambda s: tasks.change_task(s.at, s.sofa, {"starts": time(8)}),
        lambda s: claims.claim_task(s.at, s.sofa, s.hana, Wish()),
        TooLate(Since.TAKEN, "Sofa", "Hana"),
    ),
    (
        "the place that became free",
        lambda s: claims.release(s.at, s.takes),
        lambda s: claims.claim_task(s.at, s.books, s.tom, Wish(quantity=4)),
        TooLate(Since.TAKEN, "Books", "Tom"),
    ),
    (
        "the place that is no more",
        lambda s: claims.release(s.at, s.takes),
        lambda s: tasks.change_task(s.at, s.books, {"needed": 1}),
        TooLate(Since.TASK_CHANGED, "Books"),
    ),
    (
        "another title",
        lambda s: tasks.change_task(s.at, s.books, {"title": "All books"}),
        lambda s: tasks.change_task(s.at, s.books, {"title": "Most books"}),
        TooLate(Since.TASK_CHANGED, "Most books"),
    ),
    (
        "an end before its beginning",
        lambda s: tasks.change_task(s.at, s.books, {"starts": time(7)}),
        lambda s: tasks.change_task(s.at, s.books, {"ends": time(8)}),
        TooLate(Since.TASK_CHANGED, "Books"),
    ),
    (
        "a task that is gone",
        lambda s: tasks.change_task(s.at, s.sofa, {"title": "The sofa"}),
        lambda s: tasks.delete_task(s.at, s.sofa),
        TooLate(Since.TASK_CHANGED),
    ),
    (
        "things that another task carries",
        lambda s: tasks.change_task(s.at, s.sofa, {"things": [{"name": "Bed"}]}),
        lambda s: tasks.add_tasks(
            s.at, [{"kind": Kind.HEAVY_ITEM, "title": "In", "things": [{"n": s.at.move.last_n}]}]
        ),
        TooLate(Since.TASK_CHANGED, "In"),
    ),
    (
        "their own second thought",
        lambda s: claims.claim_task(s.at, s.sofa, s.hana, Wish()),
        lambda s: claims.release(s.at, s.at.move.last_n),
        TooLate(Since.TASK_CHANGED, "Sofa"),
    ),
    (
        "somebody who has offered something",
        lambda s: helpers.add_helper(s.at, {"name": "Ada"}, by_hand=True),
        lambda s: offers.add_offer(s.at, s.at.move.last_n, "Anything"),
        TooLate(Since.OFFER_CHANGED, name="Ada"),
    ),
    (
        "a name that was corrected again",
        lambda s: helpers.change_helper(s.at, s.hana, {"name": "Hanna"}),
        lambda s: helpers.change_helper(s.at, s.hana, {"name": "Hana K."}),
        TooLate(Since.PERSON_CHANGED, name="Hana K."),
    ),
    (
        "another day",
        lambda s: moves.change_move(s.at, {"day": date(2026, 12, 6)}),
        lambda s: moves.change_move(s.at, {"day": date(2026, 12, 7)}),
        TooLate(Since.MOVE_CHANGED),
    ),
    (
        "a yes to the new day",
        lambda s: moves.change_move(s.at, {"day": date(2026, 12, 6)}),
        lambda s: claims.claim_task(s.at, s.sofa, s.hana, Wish()),
        TooLate(Since.TAKEN, "Sofa", "Hana"),
    ),
    (
        "other stairs, by which the crew is another",
        lambda s: claims.release(s.at, s.takes),
        lambda s: moves.change_move(s.at, {"from_floor": 0}),
        TooLate(Since.MOVE_CHANGED),
    ),
]


@pytest.mark.sampled
@pytest.mark.parametrize(("change", "later", "no"), [each[1:] for each in STANDS], ids=[each[0] for each in STANDS])
@pytest.mark.divided
def test_it_is_too_late_once_something_stands_on_it(scene: Scene, change: Action, later: Action, no: TooLate) -> None:
    scene.does(change)
    version = scene.version()
    scene.does(later)
    refused = too_late(scene, version)
    assert (refused.since, refused.title, refused.name) == (no.since, no.title, no.name)
    scene.undo(version + 1)
    scene.undo(version)


FITS: list[tuple[str, Action, Action]] = [
    (
        "another field of the same task",
        lambda s: tasks.change_task(s.at, s.books, {"title": "All books"}),
        lambda s: tasks.change_task(s.at, s.books, {"bring": "Boxes"}),
    ),
    (
        "another task",
        lambda s: tasks.change_task(s.at, s.books, {"state": TaskState.DONE}),
        lambda s: claims.claim_task(s.at, s.sofa, s.hana, Wish()),
    ),
    (
        "another field of the move",
        lambda s: moves.change_move(s.at, {"day": date(2026, 12, 6)}),
        lambda s: moves.change_move(s.at, {"title": "Down we go"}),
    ),
    (
        "a place given back elsewhere on the task",
        lambda s: tasks.change_task(s.at, s.lunch, {"why": "For all of us"}),
        lambda s: claims.release(s.at, s.waits),
    ),
]


@pytest.mark.parametrize(("change", "later"), [each[1:] for each in FITS], ids=[each[0] for each in FITS])
@pytest.mark.divided
def test_what_has_nothing_to_do_with_it_stays_as_it_is(scene: Scene, change: Action, later: Action) -> None:
    scene.does(later)
    wanted = scene.rows(but=(*COUNTERS, "since", "claimed_at"))
    scene.undo(scene.version())
    scene.does(change)
    version = scene.version()
    scene.does(later)
    scene.undo(version)
    now = scene.rows(but=(*COUNTERS, "since", "claimed_at"))
    assert {name: numberless(rows) for name, rows in now.items()} == {
        name: numberless(rows) for name, rows in wanted.items()
    }


def numberless(rows: Any) -> Any:
    """A claim that is made once more has another number."""
    return (
        [{name: value for name, value in row.items() if name != "n"} for row in rows]
        if isinstance(rows, list)
        else rows
    )


def test_what_others_did_is_none_of_theirs(scene: Scene) -> None:
    scene.acts(lambda change: claims.release(change, scene.takes), scene.as_helper(scene.hana))
    version = scene.version()
    for none in (version, version + 1):
        with pytest.raises(NotFound):
            scene.undo(none)
    assert scene.version() == version
    assert too_late(scene, 1).since is Since.NEVER


@pytest.mark.parametrize("what", ["signup", "own link", "forgotten"])
def test_a_link_or_a_person_that_is_gone_does_not_come_back(scene: Scene, what: str) -> None:
    gone: dict[str, Callable[[Change], Any]] = {
        "signup": moves.rotate_signup,
        "own link": lambda change: organizers.renew_link(change, change.by.n),
        "forgotten": lambda change: helpers.forget_helper(change, scene.hana),
    }
    version = scene.version() + 1
    scene.acts(gone[what])
    if what == "own link":
        scene.link = Link(scene.link.move_id, Grants.ORGANIZER, scene.link.n, 2)
    assert too_late(scene, version).since is Since.NEVER


def test_forgetting_somebody_leaves_nothing_to_undo_with(scene: Scene) -> None:
    scene.acts(lambda change: helpers.change_helper(change, scene.hana, {"phone": "0660 7173747"}))
    renamed = scene.version() + 1
    scene.acts(lambda change: tasks.change_task(change, scene.sofa, {"title": "Hana’s sofa"}))
    scene.acts(lambda change: helpers.forget_helper(change, scene.hana), scene.as_helper(scene.hana))
    assert scene.images() == []
    assert too_late(scene, renamed).since is Since.NOT_KEPT
    kept = scene.task()
    assert scene.undo(scene.version())
    with pytest.raises(NotFound):
        scene.seen(kept)


def test_what_helpers_take_away_of_themselves_is_kept_nowhere(scene: Scene) -> None:
    scene.acts(lambda change: helpers.change_helper(change, scene.hana, {"phone": "0660 7173747"}))
    version = scene.version()
    scene.acts(lambda change: helpers.change_helper(change, scene.tom, {"phone": "0660 999"}))
    scene.acts(lambda change: helpers.change_helper(change, scene.hana, {"phone": ""}), scene.as_helper(scene.hana))
    kept = [(each.version, str(each.rows)) for each in scene.images()]
    assert version not in [at for at, _ in kept]
    assert not [rows for _, rows in kept if "7173747" in rows]
    assert [rows for _, rows in kept if "0660 999" in rows]


def test_no_counter_goes_down_and_no_old_link_opens_new_words(scene: Scene) -> None:
    scene.acts(lambda change: thanks.change_thanks(change, scene.hana, {"note": "First words"}))
    first = scene.version()
    scene.undo(first)
    scene.acts(lambda change: thanks.change_thanks(change, scene.hana, {"note": "Other words"}))
    assert scene.epochs()["thanks", scene.hana] == 2

    def counters() -> tuple[int, int, list[int]]:
        with scene.database.reading() as session:
            move = session.get_one(Move, scene.link.move_id)
            query = select(Task.revision).where(Task.move_id == scene.link.move_id).order_by(Task.n)
            return move.last_n, move.revision, list(session.scalars(query))

    scene.acts(lambda change: tasks.change_task(change, scene.books, {"starts": time(8)}))
    scene.acts(lambda change: moves.change_move(change, {"day": date(2026, 12, 6)}))
    before, version = counters(), scene.version()
    scene.undo(version)
    scene.undo(version - 1)
    assert counters() == (before[0], before[1] + 1, [before[2][0] + 1, *before[2][1:]])


def waiting(scene: Scene) -> list[tuple[str, int]]:
    with scene.database.reading() as session:
        rows = session.scalars(select(Message).where(Message.move_id == scene.link.move_id))
        return sorted((row.kind.value, row.number) for row in rows)


def test_letters_that_have_not_gone_are_taken_back(scene: Scene) -> None:
    scene.acts(lambda change: thanks.change_thanks(change, scene.hana, {"note": "The books stood."}))
    for do in (
        lambda change: thanks.send_note(change, scene.hana),
        lambda change: thanks.say_to_everybody(change, "That was good."),
        lambda change: claims.release(change, scene.takes),
    ):
        before = waiting(scene)
        scene.acts(do)
        version = scene.version()
        assert waiting(scene) != before
        scene.undo(version)
        assert [each for each in waiting(scene) if each not in before] in ([], [("claim_update", version + 1)])


def went_out(scene: Scene, **columns: Any) -> None:
    with scene.change() as opened:  # as the outbox would, beside the move
        opened.connection.execute(update(Message).values(state=MessageState.SENT, **columns))
        opened.note(Event.MOVE_CHANGED)


@pytest.mark.parametrize("name", ["send a note", "the evening"])
def test_a_letter_that_has_gone_stays_sent(scene: Scene, name: str) -> None:
    scene.does(ACTIONS["write a note"])
    scene.does(ACTIONS[name])
    version = scene.version()
    went_out(scene)
    assert too_late(scene, version).since is Since.LETTER_WENT


def test_who_has_read_that_a_place_is_theirs_is_told_that_it_is_not(scene: Scene) -> None:
    scene.acts(lambda change: claims.claim_task(change, scene.sofa, scene.hana, Wish()))
    version = scene.version()
    [claim] = scene.seen(scene.sofa).claims
    went_out(scene, told_facts={str(claim.n): []})
    scene.undo(version)
    assert scene.seen(scene.sofa).claims == []
    [kept] = [row for row in scene.rows()["claim"] if row["n"] == claim.n]
    assert (kept["taken_off"], kept["released_at"] is not None) == (True, True)
    assert ("claim_update", scene.version()) in waiting(scene)
    scene.undo(scene.version())
    assert [each.n for each in scene.seen(scene.sofa).claims] == [claim.n]


def test_history_says_what_undoing_did(scene: Scene) -> None:
    scene.acts(lambda change: claims.release(change, scene.cooks))
    scene.undo(scene.version())
    with scene.database.reading() as session:
        lines = [line for line in read_history(session, scene.link.move_id) if line.version == scene.version()]
    assert [(line.what, line.about.get("claim"), line.about.get("standing")) for line in lines] == [
        (Event.UNDONE, None, None),
        (Event.CLAIMED, scene.cooks, Standing.FIRM),
        (Event.CLAIM_CHANGED, scene.waits, Standing.STANDBY),
    ]
    assert lines[0].about == {"version": scene.version() - 1}
    assert isinstance(lines[0], Happening)


@pytest.mark.one_database
def test_only_so_much_is_kept_the_latest_first(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_IMAGES", 4)
    for number in range(2 * images.LOOKED_AFTER):
        scene.task(title=f"Lunch {number}")
    last = scene.version()
    kept = [each.version for each in scene.images()]
    assert kept == list(range(kept[0], last + 1))
    assert 4 <= len(kept) < 4 + images.LOOKED_AFTER
    assert too_late(scene, kept[0] - 1).since is Since.NOT_KEPT
    monkeypatch.setattr(images, "MAX_CHARACTERS", 10)
    for number in range(images.LOOKED_AFTER):
        scene.task(title=f"Soup {number}")
    assert len(scene.images()) <= images.LOOKED_AFTER
    scene.undo(scene.version())


@pytest.mark.one_database
def test_every_table_and_column_is_kept_for_undo_or_known_not_to_be() -> None:
    """A new table must not be forgotten: say here why undo needs none of it."""
    beside = {
        *("happening", "image", "intent", "ended_session"),  # what was done, and by whom
        *("message", "telling", "not_this_time", "last_look"),  # who knows of it
        "removal",  # is put back by itself, and ends links
    }
    of_moves = {each.name for each in Base.metadata.sorted_tables if "move_id" in each.columns}
    assert of_moves == {*TABLES, *beside}
    counters = {"id", "version", "last_n", "signup_epoch", "epoch_floor", "revision", "next_due_at", "planned_at"}
    assert {each.name for each in table(Move).columns} == MOVE_COLUMNS | counters


def counters(scene: Scene) -> dict[tuple[str, int, str], int]:
    """Read every epoch and revision, by table, number and name."""
    return {
        (of, row["n"], counter): row[counter]
        for of, rows in scene.rows(but=()).items()
        if of != "move"
        for row in rows
        for counter in COUNTERS
        if counter in row
    }


@pytest.mark.parametrize("name", ["add a person", "ask somebody new", "add a task"])
def test_a_row_that_comes_and_goes_more_than_once_never_counts_down(scene: Scene, name: str) -> None:
    """Undone once more after it was done again, it begins with no counter that was seen before."""
    known = counters(scene)
    scene.does(ACTIONS[name])
    undone, new = scene.undo(scene.version()), scene.at.move.last_n
    seen: dict[tuple[str, int, str], int] = {}
    for _ in range(3):
        came = scene.undo(undone)
        now = {counter: value for counter, value in counters(scene).items() if counter not in known}
        assert now
        assert all(value > seen.get(counter, 0) for counter, value in now.items())
        if name == "add a task":
            scene.acts(lambda change: tasks.change_task(change, new, {"starts": time(8)}))
            scene.undo(scene.version())
        seen = {counter: value for counter, value in counters(scene).items() if counter in now}
        scene.undo(came)
