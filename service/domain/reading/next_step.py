"""The one small step that would help most now: read from the state, one at a time, never a count.

Nothing is known of what happened outside: a step is a proposal that can be put away, and nothing to say is nothing.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.core.events import Event
from service.domain.models import Ask, Thanks, ThanksState
from service.domain.reading.fits import by_fit, easiest, makes_safe
from service.domain.reading.stand_ins import wants_somebody_now
from service.domain.reading.thanks import thanks_of
from service.domain.reading.views import Board, TaskView, ThanksView, day_of, today
from service.domain.reading.yeses import Done, Yes, yeses_of

OFFER_WAITS = timedelta(days=1)
"""Time after which an offer that waits is worth a reminder."""
A_DAY = timedelta(days=1)
FREED = timedelta(days=2)
"""Time for which a place that was given back is worth knowing of."""
ASKED_LATELY = timedelta(days=3)
"""Time for which nobody else is proposed for a task that somebody was asked for."""
MANY = 4
"""Tasks from which the list is for a group, beyond those who are asked by name."""


class Code(StrEnum):
    YES = "yes"
    ANSWER_OFFER = "answer_offer"
    PLACE_FREE = "place_free"
    ASK = "ask"
    PASTE_LIST = "paste_list"
    NAME_PEOPLE = "name_people"
    SHARE_LINK = "share_link"
    TELL = "tell"
    HANG_UP_SHEET = "hang_up_sheet"
    WRITE_NOTE = "write_note"


@dataclass(frozen=True)
class Step:
    """One small step that would help now. `task`, `helper` and `offer` are numbers."""

    code: Code
    task: int | None = None
    helper: int | None = None
    offer: int | None = None
    another_time: bool = False
    """The offer answers an ask: they would come at another time."""

    @property
    def key(self) -> str:
        """Name this very step, to put it away: "ask-12"."""
        return "-".join([self.code.value, *(str(n) for n in (self.task, self.helper, self.offer) if n is not None)])


@dataclass(frozen=True)
class State:
    """All that the next step follows from. `to_thank`: the helpers whose note is still to be written."""

    board: Board
    now: datetime
    did: Sequence[Done] = ()
    """By friends themselves, the latest first."""
    yeses: Sequence[Yes] = ()
    """The yeses that the organizer has not seen yet, the latest first."""
    asked: Container[int] = frozenset()
    """Tasks that somebody was asked for lately, and has not answered: for the rest of a crew somebody else is."""
    answers: Container[int] = frozenset()
    """Offers that answer an ask: another time suits the person better."""
    asked_today: bool = False
    """One person a day is asked by name: that is enough, and leaves room for the rest."""
    known: Container[int] = frozenset()
    """People who were asked for something, whenever."""
    to_tell: int = 0
    to_thank: tuple[int, ...] = ()

    @property
    def is_before(self) -> bool:
        """Tell whether the day is still to come."""
        move = self.board.move
        return move.is_open and (move.day is None or today(move, self.now) <= move.day)


def next_step(state: State, left: Container[str] = frozenset()) -> Step | None:
    """Choose the first step that there is, but for those that were put away."""
    return next((step for find in IN_ORDER for step in find(state) if step.key not in left), None)


def _yes(state: State) -> Iterator[Step]:
    """Find what a friend has taken since the organizer last looked, and still has."""
    if state.board.move.is_open:
        yield from (Step(Code.YES, task=yes.task.n, helper=yes.helper.n) for yes in state.yeses)


def _offer(state: State) -> Iterator[Step]:
    """Find offers that answer an ask or have waited for a day; to ask whom an organizer has named is an answer, too."""
    for offer in state.board.waiting:
        is_asked, is_answer = offer.named and offer.helper.n in state.known, offer.n in state.answers
        is_due = is_answer or offer.offered_at <= state.now - OFFER_WAITS
        if is_due and state.is_before and not is_asked:
            yield Step(Code.ANSWER_OFFER, offer=offer.n, helper=offer.helper.n, another_time=is_answer)


def _freed_near(state: State) -> Iterator[Step]:
    """Find places that friends have given back near the day: nothing else waits so little."""
    for step in _freed(state):
        if step.task and wants_somebody_now(state.board.task(step.task), state.board.move, state.now):
            yield step


def _freed(state: State) -> Iterator[Step]:
    """Find places that were given back and are free: it is told of the task, never of the person."""
    for did in state.did:
        task = _task(state.board, did.task)
        if did.what is Event.RELEASED and did.at > state.now - FREED and task and _wants_hands(state, task):
            yield Step(Code.PLACE_FREE, task=task.n)


def _ask(state: State) -> Iterator[Step]:
    """Find a lift that one more would make safe, else what is easiest to ask for; first for who has offered."""
    move = state.board.move
    wanting = [each for each in state.board.tasks if each.is_for(None) and _wants_hands(state, each)]
    safer = [task for task in wanting if makes_safe(task)]
    first = [*safer, *(fit.task for fit in easiest(wanting, move))]
    named = [offer for offer in state.board.named if offer.helper.n not in state.known]
    for task in first if named else ():
        yield Step(Code.ASK, task=task.n, helper=by_fit(named, task, move)[0].helper.n)
    if not state.asked_today:
        yield from (Step(Code.ASK, task=task.n) for task in first)


def _paste(state: State) -> Iterator[Step]:
    if not state.board.tasks and state.is_before:
        yield Step(Code.PASTE_LIST)


def _name(state: State) -> Iterator[Step]:
    if not state.board.helpers and state.is_before:
        yield Step(Code.NAME_PEOPLE)


def _share(state: State) -> Iterator[Step]:
    """Nobody has come by themselves, and there is more than one would ask for by name."""
    open_tasks = [task for task in state.board.tasks if task.wants_friends and task.is_for(None)]
    if len(open_tasks) >= MANY and not state.did and state.is_before:
        yield Step(Code.SHARE_LINK)


def _sheet(state: State) -> Iterator[Step]:
    """The day is tomorrow or today, and somebody comes: the list belongs on the wall."""
    day, there = state.board.move.day, today(state.board.move, state.now)
    if day is not None and state.is_before and day - there <= A_DAY and any(task.firm for task in state.board.tasks):
        yield Step(Code.HANG_UP_SHEET)


def _tell(state: State) -> Iterator[Step]:
    if state.to_tell:
        yield Step(Code.TELL)


def _note(state: State) -> Iterator[Step]:
    if not state.is_before:
        yield from (Step(Code.WRITE_NOTE, helper=n) for n in state.to_thank)


IN_ORDER: tuple[Callable[[State], Iterable[Step]], ...] = (
    *(_freed_near, _yes, _offer, _freed, _tell, _paste, _name, _ask, _share, _sheet, _note),
)
"""Near the day a free place goes before all else. Then what came from somebody goes before what would be useful. Who
counts on an old day hears of the new one before anybody is asked for more: there is nearly always somebody to ask, and
nothing behind that would be seen."""


def read_next_step(
    session: Session,
    board: Board,
    now: datetime,
    *,
    to_tell: int,
    done: Sequence[Done],
    left: Container[str] = frozenset(),
) -> Step | None:
    """Read what the next step follows from beside the board, in one query, after the day in three."""
    columns = (Ask.tasks, Ask.asked_at, Ask.rests, Ask.helper_n, Ask.offer_n, Ask.yes_at)
    rows_of_asks = session.execute(select(*columns).where(Ask.move_id == board.move.id)).all()
    lately = [row for row in rows_of_asks if row.asked_at > now - ASKED_LATELY and not (row.rests or row.offer_n)]
    state = State(
        board,
        now,
        did=[each for each in done if each.by_friend],
        yeses=yeses_of(board, done),
        asked={n for row in lately if row.yes_at is None for n in row.tasks},
        answers={row.offer_n for row in rows_of_asks},
        asked_today=any(row.asked_at > now - A_DAY for row in lately),
        known={row.helper_n for row in rows_of_asks},
        to_tell=to_tell,
    )
    if not state.is_before:
        rows = {row.n: row for row in session.scalars(select(Thanks).where(Thanks.move_id == board.move.id))}
        entries = thanks_of(board, rows, now).entries
        state = replace(state, to_thank=tuple(each.helper.n for each in entries if _waits_for_a_note(each)))
    return next_step(state, left)


def _waits_for_a_note(entry: ThanksView) -> bool:
    return entry.state is ThanksState.TO_WRITE and not entry.helper.no_thanks


def _task(board: Board, n: int) -> TaskView | None:
    return next((task for task in board.tasks if task.n == n), None)


def _wants_hands(state: State, task: TaskView) -> bool:
    """Tell whether somebody could be asked for it: it is to come, has room, and nobody was asked lately."""
    day: date | None = day_of(task, state.board.move)
    is_to_come = day is None or today(state.board.move, state.now) <= day
    return state.board.move.is_open and task.wants_friends and is_to_come and task.n not in state.asked
