"""Whatever people do in a year, in whatever zone, and whatever dies meanwhile: no message twice, none early, none at
night without need, none for what is past, given back, forgotten or switched off, none too many, and none lost.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from service.domain.core.change import Change, change
from service.domain.core.links import Grants, Link, Links
from service.domain.core.refusals import Refusal
from service.domain.models import (
    Claim,
    Helper,
    Merging,
    Message,
    MessageKind,
    MessageState,
    Move,
    MoveState,
    Organizer,
    Task,
    TaskState,
    ThanksState,
    Way,
)
from service.domain.reading.thanks import read_thanks
from service.domain.reminders.correspondence import read_correspondence
from service.domain.reminders.due import ON_THE_EVE
from service.domain.reminders.news import news_for
from service.domain.rules.claims import Wish, claim_task, release
from service.domain.rules.helpers import change_helper, forget_helper
from service.domain.rules.merging import merge, unmerge
from service.domain.rules.moves import change_move
from service.domain.rules.offers import add_offer
from service.domain.rules.tasks import change_task
from service.domain.rules.thanks import change_thanks, choose_day, leave_out, say_to_everybody, send_note
from service.installation import Installation
from service.mail.outbox import Outbox
from service.mail.queue import LEASE
from service.mail.transports.base import DeliveryResult, DeliveryStatus
from service.settings import Settings
from service.storage.database import Database
from tests.conftest import SECRET, Clock
from tests.make import Olive
from tests.sizes import size

ZONES = [
    "Europe/Vienna",  # an hour, in both directions
    "America/Havana",  # at midnight: that day has no 0:30
    "Australia/Lord_Howe",  # half an hour
    "America/Santiago",  # at midnight, and on the other half of the globe
    "Africa/Cairo",
    "Asia/Tokyo",  # never
    "Pacific/Kiritimati",  # UTC+14
    "Pacific/Pago_Pago",  # UTC-11
][: size("YEAR_ZONES", 1, 8)]
BEGIN = datetime(2026, 11, 23, 12, tzinfo=UTC)
YEAR = 365
EXAMPLES = size("YEAR_EXAMPLES", 2, 12)
"""In each zone."""
STARTS = [time(0, 30), time(7), time(9), time(9, 59), time(10), time(13), time(22), None]
HELPERS = 3


class Death(BaseException):
    """The process is gone: nothing after this runs."""


@dataclass
class Letters:
    """A carrier that writes down when what left, and dies when told to."""

    clock: Clock
    gone: list[tuple[datetime, str]] = field(default_factory=list)
    dies: str = ""

    def send(self, mail: EmailMessage, _of_move: str) -> DeliveryResult:
        if self.dies == "before":
            raise Death
        self.gone.append((self.clock.now, str(mail["Message-ID"]).strip("<>").partition("@")[0]))
        if self.dies == "after":
            raise Death
        return DeliveryResult(DeliveryStatus.SENT)

    def close(self) -> None:
        pass


class World:
    """One move with three helpers and two tasks, its clock, and an outbox that may die and be started again."""

    def __init__(self, database: Database, folder: Path, zone: str, day: date, starts: list[time | None]) -> None:
        with database.writing() as session:
            session.execute(delete(Move))
        self.database, self.zone, self.clock = database, ZoneInfo(zone), Clock(BEGIN)
        settings = Settings(data=folder, secret=SECRET, public_url="https://move.example.org", limits="off")
        self.installation = Installation(settings, database, Links([SECRET]), self.clock)
        self.letters = Letters(self.clock)
        self.olive = Olive(database, zone=zone, day=day)
        self.move = self.olive.link.move_id
        self.act(self.olive.link, lambda c: change_move(c, {}, {"email": "olive@example.org"}))
        self.tasks = [self.olive.task("care", f"Task {n}", starts=at, needed=2) for n, at in enumerate(starts)]
        self.helpers = [self.olive.helper(f"H{n}", email=f"h{n}@example.org") for n in range(HELPERS)]

    def by(self, helper: int) -> Link:
        return Link(self.move, Grants.HELPER, self.helpers[helper], 1)

    def act(self, by: Link, what: Callable[[Any], object]) -> None:
        """Something that somebody does; what is refused has not happened."""
        with suppress(Refusal), change(self.database, by, now=self.clock.now) as opened:
            what(opened)

    def run(self) -> bool:
        """A round of the outbox; whether it lived."""
        before = len(self.letters.gone)
        try:
            Outbox(self.installation, self.letters).send_due()
        except Death:
            self.letters.dies = ""
            alive = False
        else:
            alive = True
        for moment, letter in self.letters.gone[before:]:
            self.check_letter(moment, letter)
        if alive:
            self.check_nothing_is_missing()
        return alive

    def next_due(self) -> datetime | None:
        with self.database.reading() as session:
            waits = select(func.min(Message.try_at)).where(Message.state == MessageState.WAITING)
            sends = select(func.min(Message.try_at)).where(Message.state == MessageState.SENDING)
            lease = session.scalar(sends)
            found = (session.scalar(select(Move.next_due_at)), session.scalar(waits), lease and lease + LEASE)
            return min(filter(None, found), default=None)

    def live_until(self, end: datetime) -> None:
        """Time passes, and the outbox does what comes due."""
        for _ in range(500):
            self.run()
            following = self.next_due()
            if following is None or following > end:
                break
            self.clock.now = max(following, self.clock.now + timedelta(seconds=1))
        else:
            raise AssertionError("the outbox finds no rest")
        self.clock.now = max(self.clock.now, end)

    # --- what must hold ---

    def check_letter(self, moment: datetime, letter: str) -> None:
        with self.database.reading() as session:
            rows = list(session.scalars(select(Message).where(Message.letter == letter)))
            if not rows:  # its file was given up at once, as it may name who was forgotten just before
                forgotten = session.scalar(select(func.max(Helper.forgotten_at)))
                assert forgotten is not None, "a letter whose messages nobody knows"
                assert moment - LEASE <= forgotten, "a letter whose messages nobody knows"
                return
            there = moment.astimezone(self.zone)
            night = there.time() >= time(21) or there.time() < time(8)
            for row in rows:
                if row.role == "helper":
                    helper = session.get_one(Helper, (self.move, row.person_n))
                    assert helper.forgotten_at is None
                    assert row.kind not in helper.muted_kinds
            if night:
                assert any(row.immediate or self.is_urgent(row, there) for row in rows), (
                    there,
                    [row.kind for row in rows],
                )
            for row in rows:
                if row.kind in (MessageKind.DAY_BEFORE, MessageKind.MORNING_OF):
                    self.check_reminder(session, row, there)
                if row.role == "organizer":
                    self.check_organizers(session, row, there)

    def is_urgent(self, row: Message, there: datetime) -> bool:
        """A change, an end or a place that came free of what begins before ten, in the morning that ends this night."""
        morning = there.date() if there.time() < time(8) else there.date() + timedelta(days=1)
        begins: list[str] = []
        with self.database.reading() as session:
            if row.kind is MessageKind.CLAIM_UPDATE:
                to_them = Message.person_n == row.person_n, Message.role == "helper"
                for message in session.scalars(select(Message).where(*to_them)):
                    told = [each for each in message.told_facts.values() if each[0]]
                    begins += [f"{day} {starts or '12:00'}" for day, starts, *_rest in told]
            elif row.kind is MessageKind.PLACE_FREE:
                move = session.get_one(Move, self.move)
                for task in session.scalars(select(Task)):
                    if day := task.day or move.day:
                        begins.append(f"{day} {task.starts or '12:00'}")
        ends = datetime.combine(morning, time(10))
        return any(datetime.fromisoformat(each) < ends for each in begins)

    def check_reminder(self, session: Any, row: Message, there: datetime) -> None:
        day = row.day
        firm = select(Claim, Task).join(Task, (Task.move_id == Claim.move_id) & (Task.n == Claim.task_n))
        mine = firm.where(Claim.helper_n == row.person_n, Claim.released_at.is_(None))
        move = session.get_one(Move, self.move)
        ahead = [
            task
            for _claim, task in session.execute(mine)
            if (task.day or move.day) == day and task.state is TaskState.OPEN and move.state is MoveState.OPEN
            if datetime.combine(day, task.starts or time(12)) > there.replace(tzinfo=None)
        ]
        assert ahead, "a reminder of nothing that is still to come"
        if row.kind is MessageKind.DAY_BEFORE:
            assert there.date() == day - timedelta(days=1)
            assert there.time() >= time(17)
        elif row.number != ON_THE_EVE:
            assert there.date() == day
            assert there.time() >= time(8)

    def check_organizers(self, session: Any, row: Message, there: datetime) -> None:
        move, organizer = session.get_one(Move, self.move), session.get_one(Organizer, (self.move, row.person_n))
        if row.kind is MessageKind.DIGEST:
            assert move.state is MoveState.OPEN
            assert there.date() < move.day
            first = move.day - timedelta(days=organizer.digest_days)
            assert there.replace(tzinfo=None) >= datetime.combine(first, time(10))
        if row.kind is MessageKind.THANKS_REMINDER:
            day = row.day
            assert there.replace(tzinfo=None) >= datetime.combine(day, time(10))
            assert day.isoformat() not in organizer.skipped_days
            assert move.state is not MoveState.CALLED_OFF
            earlier = session.scalars(select(Message).where(Message.kind == MessageKind.THANKS_REMINDER)).all()
            assert len(earlier) <= 3
            still = [entry for entry in read_thanks(session, self.move, self.clock.now).entries if not entry.is_over]
            assert still, "everybody has been thanked"

    def check_nothing_is_missing(self) -> None:
        """After a round that lived, all that is due this moment has gone out, or perhaps, or waits for the morning."""
        there = self.clock.now.astimezone(self.zone)
        with self.database.reading() as session:
            letters = read_correspondence(session, self.move, self.clock.now)
            sending = {letters.current_n(row.person_n) for row in letters.messages if row.state is MessageState.SENDING}
            done = {(letters.current_n(row.person_n), row.kind, row.day) for row in letters.messages}
            for n in letters.helpers:
                if n in sending or not time(8) <= there.time() < time(21):
                    continue
                assert news_for(letters, n, self.clock.now) == [] or "all" in letters.helpers[n].muted_kinds
                if there.time() >= time(17):
                    self.check_eve(letters, n, there, done)

    def check_eve(self, letters: Any, n: int, there: datetime, done: set[Any]) -> None:
        tomorrow = there.date() + timedelta(days=1)
        five = datetime.combine(there.date(), time(17), tzinfo=self.zone)
        for task, claim in letters.board.claims_of(n):
            counts = claim.standing == "firm" and task.state is TaskState.OPEN and letters.move.is_open
            if counts and (task.day or letters.move.day) == tomorrow and claim.claimed_at <= five - timedelta(hours=3):
                due = (n, MessageKind.DAY_BEFORE, tomorrow)
                assert due in done or {MessageKind.DAY_BEFORE, "all"} & set(letters.helpers[n].muted_kinds)

    def check_end(self) -> None:
        """Each letter left once, and nothing waits for ever."""
        assert max(Counter(letter for _, letter in self.letters.gone).values(), default=1) == 1
        with self.database.reading() as session:
            states = set(session.scalars(select(Message.state)))
            letters = {letter for _, letter in self.letters.gone}
            perhaps = {row.letter for row in session.scalars(select(Message)) if row.state is MessageState.SENT}
        assert states <= {MessageState.SENT, MessageState.PERHAPS_SENT}
        assert perhaps - {""} <= letters  # those that may name somebody who is gone are no file any more


WHO, WHICH = st.integers(0, HELPERS - 1), st.integers(0, 1)
ACTIONS = st.one_of(
    st.tuples(st.just("take"), WHO, WHICH),
    st.tuples(st.just("take"), WHO, WHICH),
    st.tuples(st.just("give_back"), WHO, WHICH),
    st.tuples(st.just("take_off"), WHO, WHICH),
    st.tuples(st.just("retime"), WHICH, st.sampled_from(STARTS)),
    st.tuples(st.just("call_off_task"), WHICH, st.booleans()),
    st.tuples(st.just("shift"), st.integers(-3, 3), st.none()),
    st.tuples(st.just("call_off"), st.booleans(), st.none()),
    st.tuples(st.just("forget"), WHO, st.none()),
    st.tuples(st.just("quiet"), WHO, st.sampled_from([["day_before"], ["morning_of"], ["all"], []])),
    st.tuples(st.just("offer"), WHO, st.none()),
    st.tuples(st.just("thank"), WHO, st.booleans()),
    st.tuples(st.just("evening"), st.none(), st.none()),
    st.tuples(st.just("merge"), WHO, WHO),
    st.tuples(st.just("part"), st.none(), st.none()),
    st.tuples(st.just("write_on"), st.integers(0, 20), st.none()),
    st.tuples(st.just("leave_out"), st.sampled_from([2, 6, 13]), st.booleans()),
    st.tuples(st.just("die"), st.sampled_from(["before", "after"]), st.none()),
    st.tuples(st.just("away"), st.integers(1, 40), st.none()),
)
PAUSES = st.one_of(st.integers(1, 60 * 24), st.integers(1, 60 * 24 * 9))


def standing(world: World, helper: int, task: int) -> int | None:
    with world.database.reading() as session:
        whose = (Claim.helper_n == world.helpers[helper], Claim.task_n == world.tasks[task])
        return session.scalar(select(Claim.n).where(*whose, Claim.released_at.is_(None)))


def day_of(world: World) -> date:
    with world.database.reading() as session:
        day = session.scalars(select(Move.day)).one()
    assert day is not None
    return day


def happen(world: World, action: tuple[Any, ...]) -> None:
    what, one, other = action
    olive = world.olive.link
    if what == "take":
        world.act(world.by(one), lambda c: claim_task(c, world.tasks[other], world.helpers[one], Wish()))
    elif what in ("give_back", "take_off"):
        claim = standing(world, one, other)
        if claim is not None:
            world.act(world.by(one) if what == "give_back" else olive, lambda c: release(c, claim))
    elif what == "retime":
        world.act(olive, lambda c: change_task(c, world.tasks[one], {"starts": other}))
    elif what == "call_off_task":
        state = TaskState.CANCELLED if other else TaskState.OPEN
        world.act(olive, lambda c: change_task(c, world.tasks[one], {"state": state}))
    elif what == "shift":
        day = day_of(world) + timedelta(days=one)
        world.act(olive, lambda c: change_move(c, {"day": day}))
    elif what == "call_off":
        world.act(olive, lambda c: change_move(c, {"state": MoveState.CALLED_OFF if one else MoveState.OPEN}))
    elif what == "forget":
        world.act(world.by(one), lambda c: forget_helper(c, world.helpers[one]))
    elif what == "quiet":
        world.act(world.by(one), lambda c: change_helper(c, world.helpers[one], {"muted_kinds": other}))
    elif what == "offer":
        world.act(world.by(one), lambda c: add_offer(c, world.helpers[one], "A van"))
    elif what == "thank":
        world.act(olive, lambda c: thank(c, world.helpers[one], by_mail=other))
    elif what == "evening":
        world.act(olive, lambda c: say_to_everybody(c, "We are in."))
    elif what == "merge":
        world.act(olive, lambda c: merge(c, world.helpers[one], world.helpers[other]))
    elif what == "part":
        with world.database.reading() as session:
            last = session.scalar(select(func.max(Merging.n)))
        if last is not None:
            world.act(olive, lambda c: unmerge(c, last))
    elif what in ("write_on", "leave_out"):
        day = day_of(world) + timedelta(days=one)
        if what == "write_on":
            world.act(olive, lambda c: choose_day(c, day))
        else:
            world.act(olive, lambda c: leave_out(c, day, out=other))
    elif what == "die":
        world.letters.dies = one
    elif what == "away":
        world.clock.now += timedelta(hours=one)  # and nobody looks meanwhile


def thank(opened: Change, helper: int, *, by_mail: bool) -> None:
    change_thanks(opened, helper, {"note": "The soup was good."})
    if by_mail:
        send_note(opened, helper)
    else:
        change_thanks(opened, helper, {"way": Way.CARD, "state": ThanksState.GIVEN})


@pytest.mark.long
@pytest.mark.parametrize("zone", ZONES)
@settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    day=st.integers(2, YEAR - 14),
    lead=st.integers(1, 12),
    starts=st.tuples(st.sampled_from(STARTS), st.sampled_from(STARTS)),
    story=st.lists(st.tuples(ACTIONS, PAUSES), min_size=3, max_size=14),
)
def test_a_year(
    database: Database, tmp_path: Path, zone: str, day: int, lead: int, starts: tuple[Any, Any], story: list[Any]
) -> None:
    moving = BEGIN.date() + timedelta(days=day)
    world = World(database, tmp_path, zone, moving, list(starts))
    world.run()
    world.clock.now = max(BEGIN, datetime.combine(moving, time(12), tzinfo=UTC) - timedelta(days=lead))
    for action, minutes in story:
        happen(world, action)
        world.live_until(world.clock.now + timedelta(minutes=minutes))
    world.letters.dies = ""
    world.live_until(world.clock.now + timedelta(days=40))
    world.check_end()
