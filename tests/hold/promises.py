"""What must hold of all that was answered, whatever happens at once, and wherever the program was killed.

Each promise is a function here; those who race note what was acknowledged to them, and state none of their own.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from service.domain.core.events import Event
from service.domain.models import Ask, Happening, Helper, Kind, TaskState
from service.domain.reading.board import read_board
from service.domain.reading.history import read_history
from service.domain.reading.views import Audience, Board
from service.storage.database import Database
from tests.hold.asking import Asking
from tests.hold.checker import Held, check_history
from tests.hold.dividing import BOXES, PIECES, Dividing
from tests.hold.keeping import Keeping
from tests.hold.waiting import Done, Waiting

OF_FORMS = (Event.CLAIMED, Event.CLAIM_CHANGED, Event.RELEASED, Event.OFFERED)


@dataclass(frozen=True)
class Kept:
    """What stands in the tables in the end, and how the history tells that it came about."""

    held: dict[int, Held]
    lines: Sequence[Happening]
    board: Board
    asks: dict[int, Ask]
    helpers: dict[int, Helper]


def check_promises(
    database: Database,
    move: str,
    *,
    asking: Iterable[Asking] = (),
    waiting: Iterable[Waiting] = (),
    keeping: Keeping,
    dividing: Dividing,
) -> dict[int, Held]:
    """Check all of them; returns the claims that stand."""
    held = check_history(database, move)  # no place is taken twice, and a handed-on place is one person's at once
    with database.reading() as session:
        asks = session.scalars(select(Ask).where(Ask.move_id == move)).all()
        helpers = session.scalars(select(Helper).where(Helper.move_id == move)).all()
        kept = Kept(
            held,
            read_history(session, move),
            read_board(session, move, Audience.ORGANIZER),
            {ask.n: ask for ask in asks},
            {helper.n: helper for helper in helpers},
        )
        for each in asking:
            a_yes_to_an_ask_is_one_claim(kept, each)
            a_not_this_time_looks_like_silence(kept, each)
            who_is_asked_no_more_and_did_nothing_is_not_there(kept, each)
            a_handed_on_place_is_one_persons(kept, each)
            trusted_is_who_was_trusted_last(kept, each)
        for queue in waiting:
            each_queued_request_has_happened_once_and_in_order(kept, queue)
        a_draft_is_shown_to_nobody_and_decided_whole(kept, keeping)
        a_named_task_is_in_no_public_answer(kept, keeping)
        what_is_divided_is_all_there_and_once(kept, dividing)
    return held


def a_yes_to_an_ask_is_one_claim(kept: Kept, asking: Asking) -> None:
    claims = _claimed_by(kept)
    for ask, (helper, claim) in asking.yes.items():
        assert claims[helper] == [claim], "a yes that is no claim, or several"
        assert ask in asking.taken_back or kept.asks[ask].yes_at, "a yes that the one who asked does not see"


def a_not_this_time_looks_like_silence(kept: Kept, asking: Asking) -> None:
    for ask in asking.no:
        told = [line.what for line in kept.lines if line.about.get("ask") == ask]
        assert told == [Event.ASKED], "a no that the history tells"
        assert not kept.asks[ask].yes_at


def who_is_asked_no_more_and_did_nothing_is_not_there(kept: Kept, asking: Asking) -> None:
    asked = {line.about["ask"]: line.about["helper"] for line in kept.lines if line.what == Event.ASKED}
    for ask in asking.taken_back:
        assert ask not in kept.asks, "an ask that was taken back is there"
        assert (asked[ask] in kept.helpers) == (ask in asking.yes), "somebody is there who did nothing, or not who came"


def a_handed_on_place_is_one_persons(kept: Kept, asking: Asking) -> None:
    """At each version the history is replayed for it; in the end the friend has it, and the owner has not."""
    for given, theirs in asking.handed.items():
        assert {given, theirs} & kept.held.keys() == {theirs}, "a place of two people, or of nobody"


def trusted_is_who_was_trusted_last(kept: Kept, asking: Asking) -> None:
    assert {n: bool(kept.helpers[n].trusted) for n in asking.trusted} == asking.trusted


def each_queued_request_has_happened_once_and_in_order(kept: Kept, waiting: Waiting) -> None:
    entries = defaultdict[str, list[int]](list)
    for each in kept.helpers.values():
        entries[each.name].append(each.n)
    for name, done in waiting.done.items():
        [helper] = entries[name]  # one person, however often their first form was sent
        told: list[Done] = [
            (Event(line.what), line.about.get("task"))
            for line in kept.lines
            if line.about.get("helper") == helper and line.what in OF_FORMS
        ]
        assert told == done, "not once, or not in order"


def a_draft_is_shown_to_nobody_and_decided_whole(kept: Kept, keeping: Keeping) -> None:
    """Both ends of a pair are in one state, the acknowledged one, and no keeper changed what was open."""
    assert keeping.shown == [], "a draft, or a task for named people, was shown"
    states = {task.n: task.state for task in kept.board.tasks}
    for pair in keeping.suggested:
        found = {states.get(n) for n in pair}
        assert len(pair) == 2, "no pair"
        assert len(found) == 1, "half decided"
        assert pair not in keeping.opened or found == {TaskState.OPEN}
        assert pair not in keeping.left or found == {None}
    opened = {line.about["task"]: line.version for line in kept.lines if line.what == Event.TASK_OPENED}
    hers = [line for line in kept.lines if line.what == Event.TASK_CHANGED and line.by_n == keeping.n]
    assert all(line.version < opened.get(line.about["task"], line.version + 1) for line in hers)
    taken = {status for (who, status), _ in keeping.told.items() if who == "stranger"}
    assert taken <= {404}, taken


def a_named_task_is_in_no_public_answer(kept: Kept, keeping: Keeping) -> None:
    """And who is not named has it from before alone."""
    assert keeping.shown == []
    named = {line.about["task"]: line.version for line in kept.lines if "only_for" in line.about.get("fields", ())}
    assert {*keeping.named} <= named.keys()
    for task, version in named.items():
        those = kept.board.task(task).only_for
        late = [line for line in _claims_of(kept, task) if line.version > version and line.about["helper"] not in those]
        assert not late, "who is not named has taken it"


def what_is_divided_is_all_there_and_once(kept: Kept, dividing: Dividing) -> None:
    hers = [task for task in kept.board.tasks if dividing.is_hers(task.kind, task.title)]
    carried = [thing.n for task in hers if task.kind is Kind.HEAVY_ITEM for thing in task.things]
    assert len(carried) == len(set(carried)) == PIECES, "a thing that got lost, or is carried twice"
    assert sum(task.places for task in hers if task.kind is Kind.BOX_LOAD) == BOXES, "boxes that got lost, or are new"


def what_is_divided_is_as_it_was_acknowledged(database: Database, dividing: Dividing) -> None:
    """Of whom no answer was lost."""
    with database.reading() as session:
        board = read_board(session, dividing.move, Audience.ORGANIZER)
    hers = [task for task in board.tasks if dividing.is_hers(task.kind, task.title)]
    crews = {task.n: {thing.n for thing in task.things} for task in hers if task.kind is Kind.HEAVY_ITEM}
    assert crews == dividing.crews
    assert {task.n: task.places for task in hers if task.kind is Kind.BOX_LOAD} == dividing.boxes


def _claimed_by(kept: Kept) -> defaultdict[int, list[int]]:
    claims = defaultdict[int, list[int]](list)
    for line in kept.lines:
        if line.what == Event.CLAIMED:
            claims[line.about["helper"]].append(line.about["claim"])
    return claims


def _claims_of(kept: Kept, task: int) -> list[Happening]:
    return [line for line in kept.lines if line.what == Event.CLAIMED and line.about["task"] == task]
