"""The words of an ask, in the language chosen for it: one person, one visit, an easy no, and a link.

Nothing here counts minutes or kilograms beside a name. Own words stand for themselves: only the link is put in.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from service.domain.figures.hours import SOME_DAY, end_of, shown
from service.domain.models import Kind
from service.domain.reading.fits import words_that_fit
from service.domain.reading.views import Asked, AskView, Effort, MoveView, TaskView, day_of, today
from service.text.amounts import HALF_A_DAY, IN_WORDS, WHOLE_DAY
from service.text.language import Language, language
from service.text.sentences import Sentences
from service.text.spoken import help_me
from service.text.times import leaves_room

LINK = "{link}"
"""The place of the link in own words: it may become another, and no database holds it."""
MAX_SPOKEN = 20
"""Words that are soon said at a door."""
ENDS = ".?!…؟"
"""Signs that end a sentence, in the languages that there are."""
PORTION = 30
"""Minutes of the boxes that one friend is offered."""
SOON = range(7)
"""Days from today within which a weekday's name is clear."""
HEAVIEST_FIRST = (Effort.FURNITURE, Effort.BOXES, Effort.LIGHT, Effort.NONE)


def without_link(words: str, move_id: str, n: int) -> str:
    """Return own words for the ask `n` as they are kept: with the place of its link instead of the link."""
    return re.sub(rf"https?://[^\s/]+/a/{move_id}a{n}-\d+\.[\w-]{{43}}", LINK, words)


@dataclass(frozen=True)
class Asking:
    """The words of one ask. `tasks`: those of it that are still there; without any it asks for nothing.

    `today`: the day where the move is.
    """

    ask: AskView
    tasks: list[TaskView]
    move: MoveView
    lang: Language
    today: date
    offered: str = ""
    """Words of an offer of theirs that waits."""
    is_handed_on: bool = False
    """A friend asks, who has it and would hand it on."""

    @classmethod
    def of(cls, asked: Asked, now: datetime, lang: Language | None = None) -> "Asking":
        """Speak the language of the ask itself, unless another is given."""
        spoken = lang or language(asked.ask.language, zone=asked.move.zone)
        is_handed_on = asked.handed is not None
        return cls(asked.ask, asked.tasks, asked.move, spoken, today(asked.move, now), asked.offered, is_handed_on)

    def words(self, link: str) -> str:
        """Write the whole message, own words or made ones. The link is in it."""
        own = self.ask.words
        if own:
            return own.replace(LINK, link) if LINK in own else f"{own}\n{link}"
        if not self.tasks:
            return f"{self._made}\n{link}"
        answer = self.lang.gettext("Yes or no, one tap here is enough: %(link)s", link=link)
        return f"{self._made}\n{answer}"

    @property
    def letter(self) -> str:
        """Return the message as it stands on the page that the link opens: without the line that holds the link."""
        own = [line for line in self.ask.words.splitlines() if LINK not in line]
        return "\n".join(own).strip() or self._made

    @property
    def spoken(self) -> str:
        """Write what is said at a door, in MAX_SPOKEN words at most: as much of the title and the time as fits."""
        if not self.tasks:
            return self.lang.gettext("What I asked you for is no longer needed. Thank you all the same.")
        whens = (self._on_soon_at, self._on_soon, "")
        named = (self._with_titles(when, in_short=in_short) for in_short in (False, True) for when in whens[:2])
        ways = [*named, *(self._by_kind(when) for when in whens)]
        return next((each for each in ways if len(each.split()) <= MAX_SPOKEN), ways[-1])

    # --- the message ---------------------------------------------------------------------------------------------

    @cached_property
    def _made(self) -> str:
        _ = self.lang.gettext
        name = self.ask.helper.name
        if not self.tasks:
            return _("%(name)s, what I asked you for is no longer needed. Thank you all the same.", name=name)
        easy_no = _("If it doesn’t suit you, that’s quite all right.")
        if self.is_handed_on:
            return " ".join(filter(None, (self._over_to_you, self._how_long, self._how_heavy, easy_no)))
        values = {"name": name, "doing": help_me(self.tasks, self.lang), "when": self._when}
        if self.ask.refused_before:
            first = _(
                "%(name)s, you offered and I said I was fine. I’ve thought again: could you help me %(doing)s "
                "%(when)s?",
                **values,
            )
        else:
            first = _("%(name)s, could you help me %(doing)s %(when)s?", **values)
        why_you = self._why_you or self._as_they_said
        return " ".join(filter(None, (first, why_you, self._how_long, self._how_heavy, self._why, easy_no)))

    @property
    def _over_to_you(self) -> str:
        return self.lang.gettext(
            "%(name)s, I’m helping at a move %(when)s, with “%(what)s”. Would you take that over from me?",
            name=self.ask.helper.name,
            when=self._when,
            what=self.tasks[0].title,
        )

    @property
    def _why(self) -> str:
        return self.tasks[0].why.strip()

    @property
    def _why_you(self) -> str:
        """Return the organizer's own sentence; one that was left open ends with a full stop."""
        reason = self.ask.why_you
        return reason if not reason or reason[-1] in ENDS else f"{reason}."

    @property
    def _as_they_said(self) -> str:
        words = words_that_fit(self.offered, self.tasks[0], self.move)
        return self.lang.gettext("You mentioned “%(words)s”, so I thought of you.", words=words) if words else ""

    # --- when, and how long --------------------------------------------------------------------------------------

    @property
    def _day(self) -> date | None:
        return day_of(self.tasks[0], self.move)

    @property
    def _starts(self) -> time | None:
        return self.ask.starts or min((task.starts for task in self.tasks if task.starts), default=None)

    @property
    def _ends(self) -> time | None:
        if self.ask.ends:
            return self.ask.ends
        both = [(task.starts or time.min, task.ends) for task in self.tasks if task.ends]
        return max(both, key=lambda each: end_of(SOME_DAY, *each))[1] if both else None

    def _at(self, at: time) -> str:
        return self.lang.time(shown(self._day, at, self.move.zone) if self._day else at)

    @property
    def _on(self) -> str:
        _ = self.lang.gettext
        return _("on %(day)s", day=self.lang.day(self._day)) if self._day else _("on moving day")

    @property
    def _when(self) -> str:
        _, at = self.lang.gettext, self._at
        if self._starts and self._ends:
            hours = {"on": self._on, "from": at(self._starts), "to": at(self._ends)}
            if self._is_loose:
                return _("%(on)s, some time between %(from)s and %(to)s", **hours)
            return _("%(on)s, from %(from)s to about %(to)s", **hours)
        if self._starts:
            return _("%(on)s at %(time)s", on=self._on, time=at(self._starts))
        if self._ends:
            return _("%(on)s, until about %(time)s", on=self._on, time=at(self._ends))
        return self._on

    @property
    def _minutes(self) -> int:
        """Add up about how long it takes one person; 0 where nobody knows."""
        return sum(self._minutes_of(task) for task in self.tasks)

    @staticmethod
    def _minutes_of(task: TaskView) -> int:
        """Return those of what one person is asked for: of boxes a portion, or all that are left."""
        minutes = task.minutes_of(task.portions.default)
        if not task.half_hour:
            return minutes[1] if minutes else 0
        return min(PORTION, minutes[1]) if minutes and task.left else PORTION

    @property
    def _is_loose(self) -> bool:
        """Tell whether the hours leave room, as on every page, and nobody has said that they are a visit."""
        if not (self._starts and self._ends and self._minutes) or self.ask.starts or self.ask.ends:
            return False
        return leaves_room(self._starts, self._ends, self._minutes)

    @property
    def _how_long(self) -> str:
        if not self._minutes or (self._starts and self._ends and not self._is_loose):
            return ""
        _, ngettext, minutes = self.lang.gettext, self.lang.ngettext, self._minutes
        hours = max(2, round(minutes / 60))
        few = (
            _("It takes about a quarter of an hour."),
            _("It takes about half an hour."),
            _("It takes about an hour."),
        )
        spans = [
            *zip(IN_WORDS, (*few, _("It takes about an hour and a half.")), strict=True),
            (HALF_A_DAY - 1, ngettext("It takes about %(n)s hour.", "It takes about %(n)s hours.", hours)),
            (WHOLE_DAY - 1, _("It takes about half a day.")),
        ]
        return next(
            (sentence for most, sentence in spans if minutes <= most), _("It takes the better part of the day.")
        )

    # --- how heavy -----------------------------------------------------------------------------------------------

    @property
    def _how_heavy(self) -> str:
        """Say the hardest of it. A trip's load nobody has named: there it is about who drives."""
        _ = self.lang.gettext
        trip = next((task for task in self.tasks if task.kind is Kind.TRIP), None)
        if trip is not None:
            return (
                _("There is a seat for you.")
                if self._drives_already(trip)
                else _("It is for somebody with a car or a van.")
            )
        hardest = min(self.tasks, key=lambda task: (HEAVIEST_FIRST.index(task.effort), -task.places))
        match hardest.effort:
            case Effort.FURNITURE:
                return self._heavy(hardest)
            case Effort.BOXES:
                return _("As many boxes as you like.")
            case Effort.LIGHT:
                return _("It is nothing heavy.")
            case Effort.NONE:
                return _("There is nothing to carry.")

    def _drives_already(self, trip: TaskView) -> bool:
        """Tell whether somebody else drives: after a yes the words stay those of somebody who was asked to."""
        return trip.driver is not None and trip.driver.helper.n != self.ask.helper.n

    def _heavy(self, task: TaskView) -> str:
        _ = self.lang.gettext
        if not task.is_by_hand:
            if task.is_for_professionals:
                return _("Nobody has to lift it: professionals take it over the stairs, and it rolls on the flat.")
            return _("It rolls, nobody has to lift it.")
        if task.crew is None or task.crew.people < 2:
            return _("It is heavy.")
        return _("It is heavy, so %(people)s carry it together.", people=Sentences(self.lang).amount(task, task.places))

    # --- at the door ---------------------------------------------------------------------------------------------

    @property
    def _on_soon(self) -> str:
        _, day = self.lang.gettext, self._day
        if day is None:
            return _("on moving day")
        if (day - self.today).days in SOON:
            return _("on %(weekday)s", weekday=self.lang.weekday(day))
        return _("on %(date)s", date=self.lang.date(day))

    @property
    def _on_soon_at(self) -> str:
        if self._starts is None:
            return self._on_soon
        return self.lang.gettext("%(on)s at %(time)s", on=self._on_soon, time=self._at(self._starts))

    def _with_titles(self, when: str, *, in_short: bool) -> str:
        _ = self.lang.gettext
        doing = help_me(self.tasks, self.lang)
        return self._at_the_door(_("Could you help me %(doing)s %(when)s?", doing=doing, when=when), in_short=in_short)

    def _by_kind(self, when: str) -> str:
        _ = self.lang.gettext
        question = _("Could you help me %(when)s?", when=when) if when else _("Could you help me?")
        about = _("It’s about %(what)s.", what=Sentences(self.lang).help_with(self.tasks[0]))
        return self._at_the_door(f"{question} {about}")

    def _at_the_door(self, question: str, *, in_short: bool = False) -> str:
        _ = self.lang.gettext
        again = _("I’ve thought again.") if self.ask.refused_before else ""
        easy_no = _("If not, that’s fine.") if in_short else _("If not, that’s quite all right.")
        return " ".join(filter(None, (again, question, easy_no)))
