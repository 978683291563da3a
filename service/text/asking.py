"""The words of an ask, in the language chosen for it: one person, one visit, an easy no, and a link.

Nothing here counts minutes or kilograms beside a name. Own words stand for themselves: only the link is put in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from service.domain.figures.hours import shown
from service.domain.reading.fits import words_that_fit
from service.domain.reading.views import Asked, AskView, MoveView, TaskView, day_of, today
from service.text.asked_things import AskedThings, ended, how_long
from service.text.language import Language, language
from service.text.sentences import Sentences
from service.text.spoken import help_me
from service.text.spoken.titles import head_of
from service.text.times import leaves_room

LINK = "{link}"
"""The place of the link in own words: it may become another, and no database holds it."""
MAX_SPOKEN = 20
"""Words that are soon said at a door."""
SOON = range(7)
"""Days from today within which a weekday's name is clear."""
MAX_NAMED = 2
"""Things that are named at a door where there is no room for all."""


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
        ways = [*self._ways_to_say]
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
            return " ".join(filter(None, (self._over_to_you, self._how_long, self._things.how_heavy, easy_no)))
        values = {"name": name, "doing": help_me(self.tasks, self.lang), "when": self._when}
        if self.ask.refused_before:
            first = _(
                "%(name)s, you offered and I said I was fine. I’ve thought again: could you help me %(doing)s "
                "%(when)s?",
                **values,
            )
        else:
            first = _("%(name)s, could you help me %(doing)s %(when)s?", **values)
        why_you, things = ended(self.ask.why_you) or self._as_they_said, self._things
        if not things.are_alike:
            return "\n".join((f"{first} {why_you}".strip(), *things.lines, easy_no))
        return " ".join(filter(None, (first, why_you, self._how_long, things.how_heavy, things.why, easy_no)))

    @cached_property
    def _things(self) -> AskedThings:
        return AskedThings(self.tasks, self.ask, self.move, self.lang)

    @property
    def _over_to_you(self) -> str:
        return self.lang.gettext(
            "%(name)s, I’m helping at a move %(when)s, with “%(what)s”. Would you take that over from me?",
            name=self.ask.helper.name,
            when=self._when,
            what=self.tasks[0].title,
        )

    @property
    def _as_they_said(self) -> str:
        fitting = (words_that_fit(self.offered, task, self.move) for task in self.tasks)
        words = next(filter(None, fitting), "")
        return self.lang.gettext("You mentioned “%(words)s”, so I thought of you.", words=words) if words else ""

    # --- when, and how long --------------------------------------------------------------------------------------

    @property
    def _day(self) -> date | None:
        return day_of(self.tasks[0], self.move)

    @property
    def _days(self) -> list[date | None]:
        return sorted({day_of(task, self.move) for task in self.tasks}, key=lambda day: day or date.max)

    @property
    def _starts(self) -> time | None:
        """Return from when it is, if that is true of all."""
        if self.ask.starts or not self._things.are_at_one_time:
            return self.ask.starts
        return self.tasks[0].starts

    @property
    def _ends(self) -> time | None:
        if self.ask.ends or not self._things.are_at_one_time:
            return self.ask.ends
        return self.tasks[0].ends

    def _at(self, at: time) -> str:
        return self.lang.time(shown(self._day, at, self.move.zone) if self._day else at)

    @property
    def _on(self) -> str:
        _ = self.lang.gettext
        return self.lang.list(
            [_("on %(day)s", day=self.lang.day(day)) if day else _("on moving day") for day in self._days]
        )

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
    def _is_loose(self) -> bool:
        """Tell whether the hours leave room, as on every page, and nobody has said that they are a visit."""
        if not (self._starts and self._ends and self._things.minutes) or self.ask.starts or self.ask.ends:
            return False
        return leaves_room(self._starts, self._ends, self._things.minutes)

    @property
    def _how_long(self) -> str:
        minutes = self._things.minutes
        if not minutes or (self._starts and self._ends and not self._is_loose):
            return ""
        return how_long(minutes, self.lang)

    # --- at the door ---------------------------------------------------------------------------------------------

    @property
    def _ways_to_say(self) -> Iterator[str]:
        """List what could be said, the fullest first: with titles and time, with less of the time, with less of all."""
        whens = (self._on_soon_at, self._on_soon, "")
        for in_short in (False, True):
            yield from (self._with_titles(when, in_short=in_short) for when in whens[:2])
        say, several = Sentences(self.lang), len(self.tasks) > 1
        titles = [self.lang.gettext("“%(words)s”", words=head_of(task.title)) for task in self.tasks if several]
        kinds = list(dict.fromkeys(say.help_with(task) for task in self.tasks))
        for about in (*self._lists(titles), *self._lists(kinds)):
            for in_short in (False, True):
                yield from (self._about(about, when, in_short=in_short) for when in whens)

    def _lists(self, names: Sequence[str]) -> list[str]:
        """List all of the names, and where they are many also two of them and more."""
        if len(names) <= MAX_NAMED:
            return [self.lang.list(names)] if names else []
        _, more = self.lang.gettext, self.lang.number(len(names) - MAX_NAMED)
        few = _("%(things)s and %(n)s more", things=self.lang.joined(*names[:MAX_NAMED]), n=more)
        return [self.lang.list(names), few]

    @property
    def _on_soon(self) -> str:
        return self.lang.list([self._on_soon_day(day) for day in self._days])

    def _on_soon_day(self, day: date | None) -> str:
        _ = self.lang.gettext
        if day is None:
            return _("on moving day")
        if (day - self.today).days in SOON:
            return _("on %(weekday)s", weekday=self.lang.weekday(day))
        return _("on %(date)s", date=self.lang.date(day))

    @property
    def _on_soon_at(self) -> str:
        """Add the time that one is there at; hours in which one may come at any time are no such time."""
        if self._starts is None or self._is_loose:
            return self._on_soon
        return self.lang.gettext("%(on)s at %(time)s", on=self._on_soon, time=self._at(self._starts))

    def _with_titles(self, when: str, *, in_short: bool) -> str:
        _ = self.lang.gettext
        doing = help_me(self.tasks, self.lang)
        return self._at_the_door(_("Could you help me %(doing)s %(when)s?", doing=doing, when=when), in_short=in_short)

    def _about(self, what: str, when: str, *, in_short: bool) -> str:
        _ = self.lang.gettext
        question = _("Could you help me %(when)s?", when=when) if when else _("Could you help me?")
        about = _("It’s about %(what)s.", what=what)
        return self._at_the_door(f"{question} {about}", in_short=in_short)

    def _at_the_door(self, question: str, *, in_short: bool) -> str:
        _ = self.lang.gettext
        again = _("I’ve thought again.") if self.ask.refused_before else ""
        easy_no = _("If not, that’s fine.") if in_short else _("If not, that’s quite all right.")
        return " ".join(filter(None, (again, question, easy_no)))
