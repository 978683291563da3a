"""The time of a task, as one says it to a friend: day, part of the day, and the room that its time leaves."""

from datetime import time, timedelta

from service.domain.figures.hours import lasts
from service.domain.models import Kind, Place
from service.domain.reading.views import ClaimView, MoveView, Part, Stretch, TaskView, When, day_of, hours_of
from service.text.amounts import HALF_A_DAY, HOUR, IN_WORDS, Amounts

LEEWAY = 30
"""Minutes that a time is longer than what is done in it, from which it is "any half hour between 9 and 11"."""


class Times(Amounts):
    """One reader's times."""

    def stretch(self, stretch: Stretch, *, held_back: bool = False) -> str:
        """Head the tasks of a part of a day at one home: "Morning, old home".

        `held_back`: no reader is told of times, so that nothing is "any time".
        """
        _ = self._
        part = {
            Part.MORNING: _("Morning"),
            Part.AFTERNOON: _("Afternoon"),
            Part.EVENING: _("Evening"),
            None: _("What there is to do") if held_back else _("Any time"),
        }[stretch.when.part]
        home = {Place.OLD: _("old home"), Place.NEW: _("new home")}.get(stretch.home) if stretch.home else None
        return self.lang.joined(part, home or "")

    def choice(self, when: When) -> str:
        """Name a day or a part of one, to choose by: "Sat 5 Dec", "Morning"."""
        if when.part is None:
            return self.lang.short_day(when.day) if when.day else ""
        return self.stretch(Stretch(when, None, ()))

    def on(self, when: When) -> str:
        """Name a day and a part of it within a sentence: "Saturday 5 December, in the morning"."""
        _ = self._
        part = (
            {
                Part.MORNING: _("in the morning"),
                Part.AFTERNOON: _("in the afternoon"),
                Part.EVENING: _("in the evening"),
            }.get(when.part)
            if when.part
            else None
        )
        return self.lang.joined(self.lang.day(when.day) if when.day else "", part or "")

    def when_meant(self, task: TaskView, move: MoveView, claim: ClaimView | None = None) -> str:
        """Write day and time for a friend: "Sat 5 Dec, any half hour between 9 and 11"; may be empty."""
        day = day_of(task, move)
        return self.lang.joined(self.lang.short_day(day) if day else "", self.time_meant(task, move, claim))

    def when_and_length(self, task: TaskView, move: MoveView) -> str:
        """Write when it is and, where its time does not say so, how long it takes."""
        length = "" if _says_length(task) else self.minutes(task)
        return " · ".join(filter(None, (self.when_meant(task, move), length)))

    def time_meant(self, task: TaskView, move: MoveView, claim: ClaimView | None = None) -> str:
        """Write the time of a task with the room that it leaves: "any half hour between 9 and 11"; may be empty.

        `claim`: whose share of it is meant, otherwise what a friend is offered.
        """
        (starts, ends), minutes = hours_of(task, move), self._minutes_of_one(task, claim)
        if not (starts and ends):
            return self._one_time(starts, ends)
        if not minutes or not leaves_room(starts, ends, minutes):
            return f"{self.lang.time(starts)}–{self.lang.time(ends)}"
        return self._any(minutes, {"starts": self.lang.hour(starts), "ends": self.lang.hour(ends)})

    def _one_time(self, starts: time | None, ends: time | None) -> str:
        if starts:
            return self.lang.time(starts)
        return self._("until %(time)s", time=self.lang.time(ends)) if ends else ""

    def _any(self, minutes: int, both: dict[str, str]) -> str:
        _, ngettext = self._, self.lang.ngettext
        few = (
            _("any quarter of an hour between %(starts)s and %(ends)s", **both),
            _("any half hour between %(starts)s and %(ends)s", **both),
            _("any hour between %(starts)s and %(ends)s", **both),
            _("any hour and a half between %(starts)s and %(ends)s", **both),
        )
        hours = max(2, round(minutes / HOUR))
        if minutes < HALF_A_DAY:
            long = ngettext(
                "any %(n)s hour between %(starts)s and %(ends)s",
                "any %(n)s hours between %(starts)s and %(ends)s",
                hours,
                **both,
            )
        else:
            long = _("half a day between %(starts)s and %(ends)s", **both)
        return next((words for most, words in zip(IN_WORDS, few, strict=True) if minutes <= most), long)

    def _minutes_of_one(self, task: TaskView, claim: ClaimView | None = None) -> int:
        """Return how long it takes a friend at most, who takes what is offered; 0 if nobody knows."""
        offered = task.portions.default if task.is_in_parts else task.places
        return task.minutes_told(claim.quantity if claim else offered)

    def length_and_effort(self, task: TaskView, claim: ClaimView | None = None) -> str:
        """Write "about 2 hours · Carrying boxes", or of what has a time that says how long "8 boxes · Carrying boxes".

        It is that of the claim, or of what a friend is offered.
        """
        if not _says_length(task):
            length = self.minutes(task, claim.quantity) if claim else self.minutes_offered(task)
        else:
            length = self.amount(task, task.portions.default) if task.is_in_parts and not claim else ""
        return " · ".join(filter(None, (length, self._effort_of(task))))

    def all_of_it(self, task: TaskView) -> str:
        """Write how much there is, for paper, on which many put their names: "9 boxes · Carrying boxes"."""
        if task.kind is Kind.BOX_LOAD:
            both = self.boxes(task) or self.amount(task, task.places), self._effort_of(task)
        else:
            both = self.open_to_friends(task) if task.has_room else "", self.length_and_effort(task)
        return " · ".join(filter(None, both))

    def glance(self, task: TaskView, move: MoveView) -> str:
        """Write what a friend chooses by in one line: "any half hour between 9 and 11 · Heavy, 3 people"."""
        minutes = "" if _says_length(task) else self.minutes_offered(task)
        if task.kind is Kind.BOX_LOAD:
            minutes = "" if task.taken else self._half_an_hour(task) or minutes
            facts = self.time_meant(task, move), self.boxes(task), minutes
        else:
            facts = self.time_meant(task, move), minutes, self._share_of_one(task)
        return " · ".join(filter(None, facts))

    def boxes(self, task: TaskView) -> str:
        """Write how many boxes wait: "14 boxes"; of what others have begun in words, since their names stand beside it.

        Empty where none does.
        """
        if not (task.left and task.state.is_live):
            return ""
        if not task.taken:
            return self.amount(task, task.left)
        return self.lang.ngettext("%(n)s box is still free", "%(n)s boxes are still free", task.left)

    def _half_an_hour(self, task: TaskView) -> str:
        """Say how many of the boxes take half an hour: "8 are about half an hour"; empty where nobody knows."""
        few = task.portions.default
        if not task.is_in_parts or task.minutes_of(few) is None:
            return ""
        return self._("%(few)s are about half an hour", few=self.lang.number(few))

    def _share_of_one(self, task: TaskView) -> str:
        if task.crew is not None:
            whole = self.amount(task, task.crew.people) if task.is_by_hand else self.crew_to_friends(task)
            return self.there(task) or whole
        if not task.has_room:
            return ""
        if task.kind is Kind.TRIP:
            return self.open_to_friends(task)
        return self.amount(task, task.places) if task.places > 1 else ""

    def times_to_give(self) -> list[tuple[str, str]]:
        """List the times that a friend may have, by hours."""
        _ = self._
        return [("1", _("an hour")), ("2", _("two hours")), ("4", _("half a day")), ("8", _("the whole day"))]

    def offered_time(self, hours: str, when: When) -> str:
        """Write the offer of a friend who has so much time: "I have two hours: Saturday 5 December. Put me ..."."""
        time = dict(self.times_to_give())[hours]
        on = self.on(when)
        if not on:
            return self._("I have %(time)s: put me where you like.", time=time)
        return self._("I have %(time)s: %(when)s. Put me where you like.", time=time, when=on)

    def at_another_time(self, task: TaskView) -> str:
        """Begin the offer of a friend whom another time suits better."""
        return self._("“%(title)s”, at another time.", title=task.title)

    def welcome(self, tasks: list[TaskView]) -> str:
        """Say with what help is still welcome, without a count; empty where nothing is."""
        _ = self._
        names = {
            Kind.BOX_LOAD: _("boxes"),
            Kind.HEAVY_ITEM: _("heavy things"),
            Kind.TRIP: _("a trip"),
            Kind.CARE: _("lighter things"),
        }
        wanted = {task.kind for task in tasks if task.wants_friends}
        what = [name for kind, name in names.items() if kind in wanted]
        return _("Still welcome: help with %(what)s.", what=self.lang.list(what)) if what else ""


def _says_length(task: TaskView) -> bool:
    """Tell whether its time says how long it takes, as far as that is known."""
    return task.starts is not None and task.ends is not None


def leaves_room(starts: time, ends: time, minutes: int) -> bool:
    """Tell whether a time is so much longer than what is done in it that one can come when one likes."""
    return lasts(starts, ends) - timedelta(minutes=minutes) >= timedelta(minutes=LEEWAY)
