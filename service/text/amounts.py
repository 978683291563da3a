"""Amounts of a task, its time and its weight, as sentences in the reader's language."""

from service.domain.figures.lifting import PAIR, Crew, Reason
from service.domain.models import Kind
from service.domain.reading.views import Effort, TaskView
from service.text.language import Language
from service.text.names import Names

HOUR = 60
IN_WORDS = (20, 40, 75, 105)
"""Minutes up to which people say "a quarter of an hour", "half an hour", "an hour", "an hour and a half"."""
HALF_A_DAY, WHOLE_DAY = 270, 420
"""Minutes from which people say "half a day" and "the better part of the day"."""
HEAVY_KG = 25
"""Weight from which a thing is called heavy: as much as one of several carries (`lifting.EACH_KG`)."""


class Amounts(Names):
    """Amounts, times and weights for one reader.

    `exact`: times in minutes, for who plans the day. Beside a person's name they would be petty (Kim, Zhang and
    Norton), and names stand on nearly every page.
    """

    def __init__(self, lang: Language, *, exact: bool = False) -> None:
        super().__init__(lang)
        self.exact = exact

    def portions(self, task: TaskView, *, buttons: bool = False) -> str:
        """Say what time the parts of boxes take: "15 are about half an hour, 30 an hour’s worth, 52 are left.".

        `buttons`: those of `other_portions` stand below it, and say all but the first.
        """
        offered = task.portions.offered
        if len(offered) == 1:
            return ""
        first, last = self.lang.number(offered[0]), self.lang.number(offered[-1])
        if buttons:
            return self._("%(few)s are about half an hour.", few=first)
        if len(offered) == 2:
            return self._("%(few)s are about half an hour; %(all)s are left.", few=first, all=last)
        return self._(
            "%(few)s are about half an hour, %(more)s an hour’s worth; %(all)s are left.",
            few=first,
            more=self.lang.number(offered[1]),
            all=last,
        )

    def first_portion(self, task: TaskView) -> str:
        """Name the boxes that a friend is offered: "About half an hour: 8 boxes"."""
        return self._("About half an hour: %(amount)s", amount=self.amount(task, task.portions.default))

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

    def minutes_offered(self, task: TaskView) -> str:
        """Write how long it takes a friend who takes what is offered: "8 boxes: about half an hour"; may be empty."""
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
        """Write about how long it takes, exactly as a range if one was proposed; or an empty text.

        `quantity`: a part of it.
        """
        share = task.places if quantity is None else quantity
        both = task.minutes_of(share)
        if both is None:
            return ""
        if not self.exact:
            return self.roughly(task.minutes_told(share))
        least, most = both
        if least < most < HOUR:
            return self._("%(least)s to %(most)s minutes", least=least, most=most)
        if least < most:
            return self._("%(least)s to %(most)s", least=self.span(least), most=self.span(most))
        return self._("about %(time)s", time=self.span(most))

    def roughly(self, minutes: int) -> str:
        """Write about how long something takes, as one says it to a friend: "about an hour"."""
        _, ngettext, hours = self._, self.lang.ngettext, max(2, round(minutes / HOUR))
        few = (
            _("about a quarter of an hour"),
            _("about half an hour"),
            _("about an hour"),
            _("about an hour and a half"),
        )
        spans = [
            *zip(IN_WORDS, few, strict=True),
            (HALF_A_DAY - 1, ngettext("about %(n)s hour", "about %(n)s hours", hours)),
            (WHOLE_DAY - 1, _("about half a day")),
        ]
        return next((words for most, words in spans if minutes <= most), _("the better part of the day"))

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
        """Write what is there of a task, never what is missing: "nobody yet", "6 boxes are spoken for", "2 people"."""
        ngettext = self.lang.ngettext
        if task.kind is Kind.TRIP:
            return self._trip_progress(task)
        if not task.taken:
            is_waiting = task.is_by_hand and task.state.is_live
            return self._("nobody yet") if is_waiting else ""
        if task.kind is not Kind.BOX_LOAD:
            return self.amount(task, task.taken)
        if task.taken >= task.places:
            return self._("all boxes are spoken for")
        return ngettext("%(n)s box is spoken for", "%(n)s boxes are spoken for", task.taken)

    def driver(self, task: TaskView) -> str:
        return self._("driver found") if task.driver else self._("looking for a driver")

    def _trip_progress(self, task: TaskView) -> str:
        driver = self.driver(task)
        if not task.taken:
            return driver
        seats = self.lang.ngettext("%(n)s rides along", "%(n)s ride along", task.taken)
        return self._("%(driver)s, %(seats)s", driver=driver, seats=seats)

    def open_to_friends(self, task: TaskView) -> str:
        """Say what is free to whom it is offered, without a count of what is missing; may be empty."""
        if task.kind is Kind.TRIP:
            return self._("there is a seat") if task.driver else self._("a driver is needed")
        return self._("as many as you like") if task.kind is Kind.BOX_LOAD and task.left > 1 else ""

    def left(self, task: TaskView) -> str:
        """Write to organizers what a task waits for: "6 boxes left", "two more make it safe", "room for one more"."""
        ngettext = self.lang.ngettext
        match task.kind:
            case Kind.BOX_LOAD:
                return ngettext("%(n)s box left", "%(n)s boxes left", task.left)
            case Kind.TRIP if task.driver is None:
                return self._("a driver is needed")
            case Kind.TRIP:
                return ngettext("%(n)s seat left", "%(n)s seats left", task.left)
            case _ if not task.is_by_hand or task.too_heavy:
                return self.not_by_hand(task)
            case _ if not task.left:
                return ""
            case _ if not task.taken:
                return self._("nobody yet")
            case _:
                return self.makes_safe(task) or self._room_for_more(task.left)

    def makes_safe(self, task: TaskView) -> str:
        """Say how many more make a lift safe that somebody comes for; empty where that is no question."""
        _, short = self._, self.short_of_safe(task)
        few = ("", _("one more makes it safe"), _("two more make it safe"), _("three more make it safe"))
        if short < len(few):
            return few[short]
        return self.lang.ngettext("%(n)s more makes it safe", "%(n)s more make it safe", short)

    def named(self, task: TaskView) -> str:
        """Write "2 of 4 are named." of a crew that has done it."""
        if not task.taken:
            return self._("No name is on it yet.")
        wanted = self.lang.number(task.places)
        return self.lang.ngettext(
            "%(n)s of %(wanted)s is named.", "%(n)s of %(wanted)s are named.", task.taken, wanted=wanted
        )

    def there(self, task: TaskView) -> str:
        """Say to friends who is there for a crew that is not whole: "two are there, one more makes it safe"."""
        if task.crew is None or not task.is_by_hand or not (task.taken and task.left):
            return ""
        _, taken = self._, task.taken
        few = ("", _("one is there"), _("two are there"), _("three are there"))
        there = few[taken] if taken < len(few) else self.lang.ngettext("%(n)s is there", "%(n)s are there", taken)
        return self.lang.joined(there, self.makes_safe(task) or self._room_for_more(task.left))

    def short_of_safe(self, task: TaskView) -> int:
        """Count the people whom a lift still needs to be safe, once somebody comes for it; else 0."""
        if task.crew is None or not task.is_by_hand or not task.taken:
            return 0
        return max(0, min(task.crew.people, task.crew.advised) - task.taken)

    def _room_for_more(self, left: int) -> str:
        if left == 1:
            return self._("room for one more")
        return self._("room for two more") if left == PAIR else self._("room for a few more")

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
        return self.lang.joined(how, stairs if crew.flights else "", self.amount(task, crew.people))

    def not_by_hand(self, task: TaskView) -> str:
        """Say to organizers who takes what nobody lifts, or that it is to be a task of its own."""
        if not task.too_heavy:
            return self._("professionals, or rolling on one floor")
        things = self.lang.joined(*(each.name for each in task.too_heavy))
        return self.lang.ngettext(
            "%(things)s: needs a task of its own",
            "%(things)s: need tasks of their own",
            len(task.too_heavy),
            things=things,
        )

    def weight(self, task: TaskView) -> str:
        """Write the heaviest single carry of a task: "about 72 kg"."""
        return self._kilograms(task.weight_kg or 0, estimated="weight_kg" in task.estimated)

    def _kilograms(self, weight_kg: float, *, estimated: bool) -> str:
        kg = self.lang.number(weight_kg)
        return self._("about %(kg)s kg", kg=kg) if estimated else self._("%(kg)s kg", kg=kg)

    def lift(self, task: TaskView) -> str:
        """Say how to go about the lift of a heavy item; empty for what is not carried by hand: `crew` says it."""
        return self.risk(task.risk) if task.is_by_hand and not task.too_heavy else ""

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
