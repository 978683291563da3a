"""What an organizer reads when it is too late to undo, what is asked for meanwhile, and what images may keep."""

import json
from collections.abc import Iterator
from datetime import time
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event

from service.domain.core import images
from service.domain.core.events import Event
from service.domain.core.refusals import Since
from service.domain.models import Standing, Task
from service.domain.reading import changes
from service.domain.reading.changes import read_changes
from service.domain.reading.history import was_pasted
from service.domain.rules import asks, claims, helpers, offers, places, tasks, thanks
from service.domain.rules.claims import Wish
from tests.conftest import Engine
from tests.domain.rules.scene import Scene, one_scene
from tests.domain.rules.test_undo import ACTIONS, Action, too_late


@pytest.fixture(scope="module")
def first(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with one_scene(engine, tmp_path_factory.mktemp("scene")) as made:
        yield made


@pytest.fixture
def scene(first: Scene) -> Scene:
    return first.copied()


def gives_back(scene: Scene, claim: int, helper: int) -> None:
    scene.acts(lambda change: claims.release(change, claim), scene.as_helper(helper))


def said(scene: Scene, version: int) -> tuple[Since, str, str]:
    no = too_late(scene, version)
    return no.since, no.title, no.name


@pytest.mark.parametrize("name", ["put somebody on", "its time", "the day"])
@pytest.mark.one_database
def test_nobody_who_gave_a_place_back_is_said_to_count_on_it(scene: Scene, name: str) -> None:
    scene.does(ACTIONS[name])
    version = scene.version()
    if name == "put somebody on":
        claim, helper, title = scene.seen(scene.sofa).claims[0].n, scene.tom, "Sofa"
    else:
        claim, helper, title = scene.claim(scene.books, scene.tom), scene.tom, "Books"
    gives_back(scene, claim, helper)
    assert said(scene, version) == (Since.TASK_CHANGED, title, "")


@pytest.mark.one_database
def test_of_two_who_said_yes_since_the_one_who_stays_is_named(scene: Scene) -> None:
    scene.does(ACTIONS["its time"])
    version = scene.version()
    gives_back(scene, scene.claim(scene.books, scene.tom), scene.tom)
    scene.claim(scene.books, scene.helper("Wei"))
    assert said(scene, version) == (Since.TAKEN, "Books", "Wei")


@pytest.mark.one_database
def test_of_a_new_person_who_took_a_place_and_gave_it_back_nothing_is_said_but_that_there_is_more(scene: Scene) -> None:
    scene.does(ACTIONS["add a person"])
    version, ada = scene.version(), scene.at.move.last_n
    claim = scene.claim(scene.books, ada)
    assert said(scene, version) == (Since.TAKEN, "Books", "Ada")
    gives_back(scene, claim, ada)
    assert said(scene, version) == (Since.PERSON_CHANGED, "", "Ada")


SINCE: dict[str, tuple[Action, Action, tuple[Since, str, str]]] = {
    "other words of an ask": (
        lambda s: asks.change_ask(s.at, s.asked, words="Could you?"),
        lambda s: asks.change_ask(s.at, s.asked, words="Would you?"),
        (Since.ASK_CHANGED, "", "Ada"),
    ),
    "an ask that is taken back": (
        lambda s: asks.change_ask(s.at, s.asked, words="Could you?"),
        lambda s: asks.take_back(s.at, s.asked),
        (Since.ASK_CHANGED, "", "Ada"),
    ),
    "an offer that is answered": (
        lambda s: offers.rest_offer(s.at, s.offered),
        lambda s: offers.accept_offer(s.at, s.offered, [(s.sofa, Wish())]),
        (Since.OFFER_CHANGED, "", "Tom"),
    ),
    "a note": (
        lambda s: thanks.change_thanks(s.at, s.tom, {"note": "You drove well."}),
        lambda s: thanks.change_thanks(s.at, s.tom, {"note": "You drove very well."}),
        (Since.NOTE_CHANGED, "", "Tom"),
    ),
}


@pytest.mark.parametrize("name", SINCE)
@pytest.mark.one_database
def test_each_sort_of_row_that_stands_in_the_way_has_its_own_reason(scene: Scene, name: str) -> None:
    does, later, reason = SINCE[name]
    scene.does(does)
    version = scene.version()
    scene.does(later)
    assert said(scene, version)[0] is reason[0]
    if name == "an ask that is taken back":
        return  # who was asked for nothing else has gone with it, and is not named
    assert said(scene, version) == reason


@pytest.mark.parametrize("name", ["add a task", "paste a list"])
def test_a_new_task_that_somebody_is_asked_for_does_not_go(scene: Scene, name: str) -> None:
    scene.does(ACTIONS[name])
    version = scene.version()
    [new] = [task for task in scene.board().tasks if task.title in ("Keys", "Boxes")]
    ask = scene.ask(new.n, scene.sofa, name="Mr Berger")
    assert said(scene, version) == (Since.ASKED, new.title, "Mr Berger")
    scene.acts(lambda change: asks.take_back(change, ask))
    scene.undo(version)


def test_an_ask_comes_back_only_for_something(scene: Scene) -> None:
    keys = scene.task("care", "Keys")
    ask = scene.ask(keys, scene.sofa, name="Mr Berger")
    scene.acts(lambda change: asks.take_back(change, ask))
    version = scene.version()
    scene.acts(lambda change: tasks.delete_task(change, keys))
    deleted = scene.version()
    scene.undo(version)
    scene.undo(version + 2)
    scene.acts(lambda change: tasks.delete_task(change, scene.sofa))
    assert said(scene, version + 3)[0] is Since.TASK_CHANGED
    scene.undo(deleted)
    scene.undo(version + 3)


@pytest.mark.one_database
def test_the_bound_holds_whoever_changes_things_in_between(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_IMAGES", 4)
    wei = scene.helper("Wei")
    if scene.version() % 2:
        scene.task()
    for number in range(2 * images.LOOKED_AFTER):  # every tenth version is a helper's
        scene.acts(partial(tasks.change_task, n=scene.lunch, fields={"why": f"Because {number}"}))
        scene.acts(partial(helpers.change_helper, n=wei, fields={"name": f"Wei {number}"}), scene.as_helper(wei))
    assert len(scene.images()) < 4 + images.LOOKED_AFTER


def words_kept(scene: Scene) -> str:
    return json.dumps([each.rows for each in scene.images()])


@pytest.mark.parametrize("how", ["gives it back", "writes another"])
def test_a_word_that_its_holder_took_back_is_in_no_image(scene: Scene, how: str) -> None:
    scene.task(title="Kept for undo")
    claim = scene.claim(scene.lunch, scene.hana, note="My back aches", standing=Standing.STANDBY)
    other = scene.claim(scene.books, scene.tom, note="I come late")
    scene.acts(lambda change: places.give_place(change, claim, anyway=True))
    scene.acts(lambda change: claims.release(change, other))
    assert "My back aches" in words_kept(scene)
    if how == "gives it back":
        gives_back(scene, claim, scene.hana)
    else:
        anew = partial(claims.claim_task, task_n=scene.lunch, helper_n=scene.hana, wish=Wish(note=""))
        scene.acts(anew, scene.as_helper(scene.hana))
    assert "My back aches" not in words_kept(scene)
    assert "I come late" in words_kept(scene)
    assert "Kept for undo" in words_kept(scene)


@pytest.mark.one_database
def test_a_place_without_a_word_that_is_given_back_leaves_all_images(scene: Scene) -> None:
    scene.does(ACTIONS["put somebody on"])
    kept = words_kept(scene)
    gives_back(scene, scene.seen(scene.sofa).claims[0].n, scene.tom)
    assert words_kept(scene) == kept


def test_a_list_that_was_undone_is_pasted_anew(scene: Scene) -> None:
    def was() -> bool:
        with scene.database.reading() as session:
            return was_pasted(session, scene.link.move_id, "digest")

    scene.does(ACTIONS["paste a list"])
    version = scene.version()
    assert was()
    scene.undo(version)
    assert not was()
    scene.undo(version + 1)
    assert was()


@pytest.mark.one_database
def test_rows_that_are_written_at_once_are_read_at_once(scene: Scene) -> None:
    made = [scene.task("care", f"Lunch {number}") for number in range(6)]
    before = scene.rows()
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(scene.database.engine, "before_cursor_execute", note)
    with scene.change() as change:
        for n in made:
            change.get(Task, n).starts = time(9)
        seen.clear()
        change.flush()
        read = [each for each in seen if each.startswith("SELECT")]
        change.note(Event.TASK_CHANGED, task=made[0], fields=["starts"])
    event.remove(scene.database.engine, "before_cursor_execute", note)
    assert len(read) == 1
    scene.undo(scene.version())
    assert scene.rows() == before


@pytest.mark.one_database
def test_a_page_of_long_ago_offers_no_undo_and_knows_what_was_undone(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offered(upto: int) -> dict[int, tuple[bool, bool]]:
        with scene.database.reading() as session:
            page = read_changes(session, scene.link.move_id, upto).changes
        return {each.version: (each.can_be_undone, each.undone_by is not None) for each in page}

    scene.does(ACTIONS["rename a task"])
    renamed = scene.version()
    scene.does(ACTIONS["the day"])
    scene.does(ACTIONS["keep"])
    scene.undo(renamed + 1)
    assert offered(renamed + 1)[renamed] == (True, False)
    monkeypatch.setattr(changes, "LOOKED_BACK", 2)
    assert offered(renamed + 1)[renamed] == (False, False)
    assert offered(renamed + 1)[renamed + 1] == (False, True)
    assert offered(renamed + 3)[renamed] == (True, False)
