"""The domain's codes and figures as sentences in the reader's language.

Templates use them as `say`, the JSON API and letters do, too. Names of people are never put into a sentence that a
template shows: templates isolate them, since a name may run in the other direction.
"""

import re

from service.domain.figures.lifting import PAIR, Crew, Reason
from service.domain.models import (
    Kind,
    Role,
    Sort,
    Standing,
    TaskState,
    Work,
)
from service.domain.reading.views import ClaimView, Effort, MoveView, TaskView, ThanksView, day_of, ends_of
from service.text.names import Names

HOUR = 60
HIRED = re.compile(r"\b(hired?|rent(al|ed)?|gemietet\w*|miet(wagen|auto|transporter)|leihwagen|alquil\w*)\b", re.I)
"""Words of a trip that somebody hires a vehicle for, in the languages that there are texts in."""
HEAVY_KG = 25
"""Weight from which a thing is called heavy: as much as one of several carries (`lifting.EACH_KG`)."""


class Sentences(Names):
    """One reader's sentences."""

    def where(self, task: TaskView, move: MoveView) -> tuple[str, str]:
        """Say where a task is, and its address, part of town or own words, as the reader may know them."""
        ends = ends_of(task, move) if task.place else []
        named = (ends[0].address or ends[0].area) if len(ends) == 1 else ""
        return self.place(task.place) if task.place else "", ", ".join(filter(None, (named, task.where)))

    def help_with(self, task: TaskView) -> str:
        """Name the sort of help within "you said you would help with ..."."""
        _ = self._
        of_kind = {Kind.BOX_LOAD: _("boxes"), Kind.HEAVY_ITEM: _("heavy things"), Kind.TRIP: _("a trip")}
        of_sort = {
            Sort.FOOD: _("food"),
            Sort.CLEANING: _("cleaning"),
            Sort.CHILDREN: _("children"),
            Sort.PETS: _("pets"),
            Sort.KEYS: _("keys"),
        }
        return of_kind.get(task.kind) or of_sort.get(task.sort or Sort.OTHER) or _("other things")

    def when(self, task: TaskView, move: MoveView) -> str:
        """Write day and time as far as they are known: "Sat 5 Dec, 09:00–11:00"; else an empty text."""
        day = day_of(task, move)
        parts = [self.lang.short_day(day)] if day else []
        if task.starts and task.ends:
            parts.append(f"{self.lang.time(task.starts)}–{self.lang.time(task.ends)}")
        elif task.starts:
            parts.append(self.lang.time(task.starts))
        elif task.ends:
            parts.append(self._("until %(time)s", time=self.lang.time(task.ends)))
        return ", ".join(parts)

    def share_and_standing(self, task: TaskView, claim: ClaimView) -> str:
        """Write the text behind a name: "6 boxes, stands by"; may be empty."""
        return ", ".join(filter(None, (self.share(task, claim), self.standing(claim))))

    def portions(self, task: TaskView) -> str:
        """Say what time the parts of boxes take: "15 are about half an hour, 30 an hour’s worth, 52 are left."."""
        offered = task.portions.offered
        if len(offered) == 1:
            return ""
        first, last = self.lang.number(offered[0]), self.lang.number(offered[-1])
        if len(offered) == 2:
            return self._("%(few)s are about half an hour; %(all)s are left.", few=first, all=last)
        return self._(
            "%(few)s are about half an hour, %(more)s an hour’s worth; %(all)s are left.",
            few=first,
            more=self.lang.number(offered[1]),
            all=last,
        )

    def other_portions(self, task: TaskView) -> list[tuple[int, str]]:
        """List what else than about half an hour's boxes a friend may take: an hour's worth, and all that are left."""
        more = []
        for boxes in task.portions.offered[1:]:
            amount, time = self.amount(task, boxes), self.minutes(task, boxes)
            if boxes == task.portions.offered[-1]:
                words = self._("All of them: %(amount)s", amount=" · ".join(filter(None, (amount, time))))
            else:
                words = self._("An hour’s worth: %(amount)s", amount=amount)
            more.append((boxes, words))
        return more

    def part_and_standing(self, claim: ClaimView) -> str:
        """Write the text behind a name that friends read: "driving: small van"; may be empty."""
        drives = self._drives(claim) if claim.role is Role.DRIVER else ""
        return ", ".join(filter(None, (drives, self.standing(claim))))

    def when_and_progress(self, task: TaskView, move: MoveView) -> str:
        """Write "Sat 5 Dec · 6 of 12 boxes"."""
        return " · ".join(filter(None, (self.when(task, move), self.progress(task))))

    def when_and_minutes(self, task: TaskView, move: MoveView) -> str:
        return " · ".join(filter(None, (self.when(task, move), self.minutes(task))))

    def when_progress_minutes_and_crew(self, task: TaskView, move: MoveView) -> str:
        """Write "Sat 5 Dec · 1 of 4 people · 1 to 2 hours · 72 kg over 1 flight: 4 people"."""
        return " · ".join(filter(None, (self.when_and_progress(task, move), self.minutes(task), self.crew(task))))

    def when_left_and_effort(self, task: TaskView, move: MoveView) -> str:
        return " · ".join(filter(None, (self.when(task, move), self.left(task), self._effort_of(task))))

    def amount_minutes_and_place(self, task: TaskView) -> str:
        """Write "4 people · 1 to 2 hours · At the old home"."""
        amount = self.amount(task, task.places) if task.places else ""
        amount = amount if task.is_by_hand else self.not_by_hand()
        place = self.place(task.place) if task.place else ""
        return " · ".join(filter(None, (amount, self.minutes(task), place)))

    def minutes_and_effort(self, task: TaskView, claim: ClaimView | None = None) -> str:
        """Write "about 2 hours · Carrying boxes"; the time is that of the claim, or of what a friend is offered."""
        minutes = self.minutes(task, claim.quantity) if claim else self._minutes_offered(task)
        return " · ".join(filter(None, (minutes, self._effort_of(task))))

    def _minutes_offered(self, task: TaskView) -> str:
        if task.half_hour and not task.left:
            return ""
        if not task.is_in_parts:
            return self.minutes(task)
        part = task.portions.default
        minutes = self.minutes(task, part)
        return self._("%(amount)s: %(time)s", amount=self.amount(task, part), time=minutes) if minutes else ""

    def _effort_of(self, task: TaskView) -> str:
        """Name the effort. Empty for a trip, whose load nobody has said, and for what nobody lifts."""
        return "" if task.kind is Kind.TRIP or not task.is_by_hand else self.effort(task.effort)

    def minutes(self, task: TaskView, quantity: int | None = None) -> str:
        """Write about how long it takes, as a range if one was proposed; or an empty text. `quantity`: a part of it."""
        both = task.minutes_of(task.places if quantity is None else quantity)
        if both is None:
            return ""
        least, most = both
        if least < most < HOUR:
            return self._("%(least)s to %(most)s minutes", least=least, most=most)
        if least < most:
            return self._("%(least)s to %(most)s", least=self.span(least), most=self.span(most))
        return self._("about %(time)s", time=self.span(most))

    def span(self, minutes: int) -> str:
        """Write how long something takes: "2 h 30 min", "2 hours"."""
        ngettext = self.lang.ngettext
        hours, rest = divmod(minutes, HOUR)
        if not hours:
            return ngettext("%(n)s minute", "%(n)s minutes", rest)
        if not rest:
            return ngettext("%(n)s hour", "%(n)s hours", hours)
        return self._("%(hours)s h %(minutes)s min", hours=hours, minutes=rest)

    def amount(self, task: TaskView, quantity: int) -> str:
        """Write a quantity in the task's unit: "6 boxes", "2 people", "1 seat"."""
        ngettext = self.lang.ngettext
        match task.kind:
            case Kind.BOX_LOAD:
                return ngettext("%(n)s box", "%(n)s boxes", quantity)
            case Kind.TRIP:
                return ngettext("%(n)s seat", "%(n)s seats", quantity)
            case _:
                return ngettext("%(n)s person", "%(n)s people", quantity)

    def progress(self, task: TaskView) -> str:
        """Write how much of a task is taken: "6 of 12 boxes"; empty for what nobody lifts by hand."""
        if not task.is_by_hand and not task.taken:
            return ""
        number = self.lang.number
        if task.kind is Kind.TRIP:
            return self._trip_progress(task)
        if task.taken > task.places:
            return self.amount(task, task.taken)
        ngettext = self.lang.ngettext
        values = {"taken": number(task.taken)}
        if task.kind is Kind.BOX_LOAD:
            return ngettext("%(taken)s of %(n)s box", "%(taken)s of %(n)s boxes", task.places, **values)
        return ngettext("%(taken)s of %(n)s person", "%(taken)s of %(n)s people", task.places, **values)

    def _trip_progress(self, task: TaskView) -> str:
        driver = self._("driver found") if task.driver else self._("looking for a driver")
        if not task.places:
            return driver
        ngettext = self.lang.ngettext
        seats = ngettext(
            "%(taken)s of %(n)s seat taken",
            "%(taken)s of %(n)s seats taken",
            task.places,
            taken=self.lang.number(task.taken),
        )
        return self._("%(driver)s, %(seats)s", driver=driver, seats=seats)

    def left(self, task: TaskView) -> str:
        """Write how much is free: "6 boxes left"."""
        ngettext = self.lang.ngettext
        match task.kind:
            case Kind.BOX_LOAD:
                return ngettext("%(n)s box left", "%(n)s boxes left", task.left)
            case Kind.TRIP if task.driver is None:
                return self._("a driver is needed")
            case Kind.TRIP:
                return ngettext("%(n)s seat left", "%(n)s seats left", task.left)
            case _:
                return ngettext("%(n)s more person", "%(n)s more people", task.left)

    def share(self, task: TaskView, claim: ClaimView) -> str:
        """Write one person's share of a task, to stand beside the name; empty where the name alone will do."""
        if claim.role is Role.DRIVER:
            return self._drives(claim)
        if task.kind is Kind.BOX_LOAD or claim.quantity > 1:
            return self.amount(task, claim.quantity)
        return ""

    def vehicle(self, task: TaskView) -> str:
        """Name the vehicle that a trip's own words say is hired, for who drives it; else an empty text."""
        return self._("hired van") if HIRED.search(f"{task.title} {task.why}") else ""

    def _drives(self, claim: ClaimView) -> str:
        return self._("driving: %(vehicle)s", vehicle=claim.vehicle_kind)

    def crew_to_friends(self, task: TaskView) -> str:
        """Write "Heavy, one flight of stairs, four people": without figures that frighten."""
        if task.crew is None:
            return ""
        _, crew = self._, task.crew
        if task.is_for_professionals:
            return _("Professionals take it over the stairs; nobody has to lift it")
        if not task.is_by_hand:
            return _("It rolls on the flat; nobody has to lift it")
        if task.effort is Effort.LIGHT:
            how = _("Light")
        else:
            how = _("Heavy") if task.weight_kg is not None and task.weight_kg >= HEAVY_KG else ""
        stairs = self.lang.ngettext("%(n)s flight of stairs", "%(n)s flights of stairs", crew.flights)
        return ", ".join(filter(None, (how, stairs if crew.flights else "", self.amount(task, crew.people))))

    def not_by_hand(self) -> str:
        """Say to organizers who takes what nobody lifts."""
        return self._("professionals, or rolling on one floor")

    def weight(self, task: TaskView) -> str:
        """Write the heaviest single carry of a task: "about 72 kg"."""
        return self._kilograms(task.weight_kg or 0, estimated="weight_kg" in task.estimated)

    def _kilograms(self, weight_kg: float, *, estimated: bool) -> str:
        kg = self.lang.number(weight_kg)
        return self._("about %(kg)s kg", kg=kg) if estimated else self._("%(kg)s kg", kg=kg)

    def crew(self, task: TaskView) -> str:
        """Explain the crew of a heavy item: "72 kg over one flight: four people"; else empty."""
        if task.crew is None:
            return ""
        crew = task.crew
        people = self.amount(task, crew.people)
        if crew.reason is Reason.OWN:
            return self._own_crew(crew, people)
        if crew.reason is Reason.UNKNOWN_WEIGHT:
            return self._("Weight not known: %(people)s to begin with", people=people)
        what = self._load(crew.weight_kg or 0, crew.flights, estimated="weight_kg" in task.estimated)
        if crew.reason is Reason.NOT_BY_HAND:
            return self._(
                "%(what)s: not by hand. Roll it with %(people)s, or ask professionals",
                what=what,
                people=people,
            )
        if crew.reason is Reason.SIZE:
            return self._("%(what)s, and too large for fewer: %(people)s", what=what, people=people)
        return self._("%(what)s: %(people)s", what=what, people=people)

    def _own_crew(self, crew: Crew, people: str) -> str:
        if crew.advised == PAIR and crew.people > PAIR and crew.people % PAIR == 0:
            return self._("%(people)s, two to a piece", people=people)
        if crew.people > crew.advised:
            return self._("%(people)s, so that it goes quicker", people=people)
        if crew.weight_kg is None or crew.advised == crew.people:
            return self._("%(people)s, as the organizer says", people=people)
        return self._(
            "%(people)s, as the organizer says (for %(what)s the rule says %(advised)s)",
            people=people,
            what=self._load(crew.weight_kg, crew.flights),
            advised=self.lang.number(crew.advised),
        )

    def _load(self, weight_kg: float, flights: int, *, estimated: bool = False) -> str:
        weight = self._kilograms(weight_kg, estimated=estimated)
        if not flights:
            return weight
        ngettext = self.lang.ngettext
        return ngettext("%(weight)s over %(n)s flight", "%(weight)s over %(n)s flights", flights, weight=weight)

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
            when, title = self.when(task, move), self._quoted(task.title)
            wanted.append(f"{title} ({when})" if when else title)
        return self._(
            "%(name)s, yes please, and thank you for offering. Would you take %(tasks)s? "
            "What, when and where is on your own page. If it does not suit you, one tap there gives it back, "
            "no reason needed.\n%(link)s",
            name=name,
            tasks=self.lang.list(wanted),
            link=link,
        )
