"""The domain's codes and figures as sentences in the reader's language.

Templates use them as `say`, the JSON API and letters do, too. Names of people are never put into a sentence that a
template shows: templates isolate them, since a name may run in the other direction.
"""

import re
from datetime import time
from functools import lru_cache

from service.domain.models import (
    Kind,
    Role,
    Sort,
    Standing,
    TaskState,
    Work,
)
from service.domain.reading.views import (
    ClaimView,
    HelperView,
    MoveView,
    TaskView,
    ThanksView,
    day_of,
    ends_of,
    hours_of,
    time_skipped,
)
from service.text.language import Language
from service.text.times import Times

HIRED = re.compile(r"\b(hired?|rent(al|ed)?|gemietet\w*|miet(wagen|auto|transporter)|leihwagen|alquil\w*)\b", re.I)
"""Words of a trip that somebody hires a vehicle for, in the languages that there are texts in."""


class Sentences(Times):
    """One reader's sentences."""

    def where(self, task: TaskView, move: MoveView) -> tuple[str, str]:
        """Say where a task is, and its address, part of town or own words, as the reader may know them."""
        ends = ends_of(task, move) if task.place else []
        named = (ends[0].address or ends[0].area) if len(ends) == 1 else ""
        return self.place(task.place) if task.place else "", self.lang.joined(named, task.where)

    def where_within(self, task: TaskView, move: MoveView) -> tuple[str, str]:
        """Say the same within a sentence."""
        return self.place_within(task.place) if task.place else "", self.where(task, move)[1]

    def help_with(self, task: TaskView) -> str:
        """Name the sort of help within "you said you would help with ..."."""
        return _help_with(self.lang, task.kind, task.sort)

    def when(self, task: TaskView, move: MoveView) -> str:
        """Write day and time for who plans, as far as they are known: "Sat 5 Dec, 09:00–11:00"; else an empty text."""
        day = day_of(task, move)
        return self.lang.joined(self.lang.short_day(day) if day else "", self.hours(task, move))

    def hours(self, task: TaskView, move: MoveView | None = None) -> str:
        """Write the time as far as it is known: "09:00–11:00", "until 11:00"; else an empty text.

        With the move as clocks there show it, otherwise as it was said.
        """
        return self.from_to(*hours_of(task, move) if move else (task.starts, task.ends))

    def from_to(self, starts: time | None, ends: time | None) -> str:
        """Write hours as far as they are known: "09:00–11:00", "until 11:00"; else an empty text."""
        if ends and not starts:
            return self._("until %(time)s", time=self.lang.time(ends))
        return "–".join(self.lang.time(each) for each in (starts, ends) if each)

    def skipped(self, task: TaskView, move: MoveView) -> str:
        """Say to an organizer that the clocks skip a time that was said, and all that is read for it; may be empty."""
        skipped = time_skipped(task, move)
        if skipped is None:
            return ""
        return self._(
            "On %(day)s the clocks go forward: there is no %(said)s. Everybody reads %(read)s.",
            day=self.lang.day(skipped.date()),
            said=self.lang.time(skipped.time()),
            read=self.hours(task, move),
        )

    def share_and_standing(self, task: TaskView, claim: ClaimView) -> str:
        """Write the text behind a name: "6 boxes, stands by"; may be empty."""
        return self.lang.joined(self.share(task, claim), self.standing(claim))

    def part_and_standing(self, claim: ClaimView) -> str:
        """Write the text behind a name that friends read: "driving: small van"; may be empty."""
        drives = self._drives(claim) if claim.role is Role.DRIVER else ""
        return self.lang.joined(drives, self.standing(claim))

    def when_and_progress(self, task: TaskView, move: MoveView) -> str:
        """Write "Sat 5 Dec · 12 boxes · 6 boxes are spoken for"."""
        boxes = self.amount(task, task.places) if task.kind is Kind.BOX_LOAD else ""
        return " · ".join(filter(None, (self.when(task, move), boxes, self._there_of_wanted(task))))

    def _there_of_wanted(self, task: TaskView) -> str:
        """Write how many are there beside how many are wanted, where a bare "1 person" would read as all that are."""
        is_crew = task.kind not in (Kind.BOX_LOAD, Kind.TRIP) and task.is_by_hand
        if not is_crew or not (0 < task.taken <= task.places and task.places > 1):
            return self.progress(task)
        taken, wanted = self.lang.number(task.taken), self.lang.number(task.places)
        return self._("%(taken)s of %(wanted)s", taken=taken, wanted=wanted)

    def when_and_minutes(self, task: TaskView, move: MoveView) -> str:
        return " · ".join(filter(None, (self.when(task, move), self.minutes(task))))

    def when_progress_minutes_and_crew(self, task: TaskView, move: MoveView) -> str:
        """Write "Sat 5 Dec · 1 of 4 · 1 to 2 hours · 72 kg over 1 flight: 4 people"."""
        return " · ".join(filter(None, (self.when_and_progress(task, move), self.minutes(task), self.crew(task))))

    def when_left_and_effort(self, task: TaskView, move: MoveView) -> str:
        return " · ".join(filter(None, (self.when(task, move), self.left(task), self._effort_of(task))))

    def amount_minutes_and_place(self, task: TaskView) -> str:
        """Write "4 people · 1 to 2 hours · At the old home"."""
        amount = self.amount(task, task.places) if task.places else ""
        amount = amount if task.is_by_hand else self.not_by_hand(task)
        place = self.place(task.place) if task.place else ""
        return " · ".join(filter(None, (amount, self.minutes(task), place)))

    def share(self, task: TaskView, claim: ClaimView) -> str:
        """Write one person's share of a task, to stand beside the name; empty where the name alone will do."""
        if claim.role is Role.DRIVER:
            return self._drives(claim)
        if task.kind is Kind.BOX_LOAD or claim.quantity > 1:
            return self.amount(task, claim.quantity)
        return ""

    def standing_by(self, claim: ClaimView) -> str:
        """Say which place in the line somebody has who stands by."""
        _, position = self.lang.gettext, claim.position or 1
        first = (
            _("You are the first to stand by."),
            _("You are the second to stand by."),
            _("You are the third to stand by."),
        )
        if position <= len(first):
            return first[position - 1]
        return _("You stand by, as number %(n)s in the line.", n=self.lang.number(position))

    def how_one_has(self, claim: ClaimView, me: HelperView) -> str:
        """Say to somebody how they have a thing that is not firmly theirs; empty where it is."""
        _, is_reached = self._, bool(me.email or me.phone)
        if claim.standing is Standing.STANDBY:
            then = _("If a place comes free, it is yours.")
            look = _("Look in again, or leave a phone number or an email on your own page.")
            return " ".join([self.standing_by(claim), then, *([] if is_reached else [look])])
        if claim.standing is not Standing.IF_NEEDED:
            return ""
        if is_reached:
            return _("You are called if someone is missing. Only the organizer sees it.")
        return _(
            "It is noted, for when someone is missing. Nobody can call you yet: leave a phone number or an email on "
            "your own page. Only the organizer sees it."
        )

    def vehicle(self, task: TaskView) -> str:
        """Name the vehicle that a trip's own words say is hired, for who drives it; else an empty text."""
        return self._("hired van") if HIRED.search(f"{task.title} {task.why}") else ""

    def _drives(self, claim: ClaimView) -> str:
        return self._("driving: %(vehicle)s", vehicle=claim.vehicle_kind.replace("_", " "))

    def standing(self, claim: ClaimView) -> str:
        """Name the standing of a claim; empty for a firm one."""
        if claim.standing is Standing.STANDBY:
            return self._("standing by")
        return self._("if needed") if claim.standing is Standing.IF_NEEDED else ""

    def did(self, entry: ThanksView) -> list[str]:
        """List the things that a person is thanked for, one line each."""
        lines = []
        for task, claim in entry.claims:
            lines.append(self._did(task, claim))
            if claim.n in entry.stepped_in and claim.standing is Standing.FIRM:
                lines.append(self._("stepped in when a place came free: %(title)s", title=task.title))
        return lines + [self._("offered: %(words)s", words=offer.words) for offer in entry.offers]

    def _did(self, task: TaskView, claim: ClaimView) -> str:
        title, _ = task.title, self._
        if claim.standing is not Standing.FIRM:
            return _("was ready to step in: %(title)s", title=title)
        if task.state is TaskState.CANCELLED:
            return _("said yes to: %(title)s", title=title)
        if claim.role is Role.DRIVER:
            return _("drove: %(title)s (%(vehicle)s)", title=title, vehicle=claim.vehicle_kind)
        if task.kind is Kind.BOX_LOAD:
            amount = self.amount(task, claim.quantity)
            if task.work is Work.PACK:
                return _("packed %(amount)s: %(title)s", amount=amount, title=title)
            return _("carried %(amount)s: %(title)s", amount=amount, title=title)
        if task.kind is Kind.HEAVY_ITEM:
            return _("helped to carry: %(title)s", title=title)
        if task.kind is Kind.TRIP:
            return _("came along: %(title)s", title=title)
        return _("took care of: %(title)s", title=title)

    def _quoted(self, words: str) -> str:
        return self._("“%(words)s”", words=words)

    def for_whom(self, names: list[str]) -> str:
        """Say for whom alone a task is; without names, that it is for few."""
        _ = self.lang.gettext
        return _("for %(names)s only", names=self.lang.list(names)) if names else _("for named people only")

    def reply(self, name: str, tasks: list[TaskView], move: MoveView, link: str) -> str:
        """Write a message to send back to somebody whose offer was accepted."""
        wanted = []
        for task in tasks:
            when, title = self.when_meant(task, move), self._quoted(task.title)
            wanted.append(f"{title} ({when})" if when else title)
        return self._(
            "%(name)s, yes please, and thank you for offering. Would you take %(tasks)s? "
            "What, when and where is on your own page. If it does not suit you, one tap there gives it back, "
            "no reason needed.\n%(link)s",
            name=name,
            tasks=self.lang.list(wanted),
            link=link,
        )


@lru_cache(maxsize=256)  # a preview names that of each task
def _help_with(lang: Language, kind: Kind, sort: Sort | None) -> str:
    _ = lang.gettext
    of_kind = {Kind.BOX_LOAD: _("boxes"), Kind.HEAVY_ITEM: _("heavy things"), Kind.TRIP: _("a trip")}
    of_sort = {
        Sort.FOOD: _("food"),
        Sort.CLEANING: _("cleaning"),
        Sort.CHILDREN: _("children"),
        Sort.PETS: _("pets"),
        Sort.KEYS: _("keys"),
    }
    return of_kind.get(kind) or of_sort.get(sort or Sort.OTHER) or _("other things")
