"""The rules of a move, once more and as simply as can be: written from the contract, not from the program.

No database, no versions of rows, no cleverness: lists and loops. Each verb says how it must be answered (a status
and, for a refusal, its code and values) and changes the state as the contract says.
"""

from collections.abc import Collection, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any

Answer = tuple[int, dict[str, Any]]
DONE: Answer = (200, {})
MADE: Answer = (201, {})
GONE: Answer = (204, {})
SEEN: Answer = (303, {})
NOT_THERE: Answer = (404, {"code": "not_found"})
UNKNOWN_CREW = 2
"""People for a heavy thing of which nobody knows the weight."""
ALONE_KG, EACH_KG = 20, 25
"""Kilograms that one person carries alone, and each of several."""
OUT_AND_IN = 2
"""Tasks that carry one thing, at most."""


@dataclass(frozen=True)
class Hours:
    """On the day of the move, from one full hour to another; `minutes`: what it takes, if anybody knows."""

    starts: int
    ends: int
    minutes: int | None = None

    def clashes(self, other: "Hours") -> bool:
        if max(self.starts, other.starts) >= min(self.ends, other.ends):
            return False
        return not (self.before(other) or other.before(self))

    def before(self, other: "Hours") -> bool:
        """Tell whether somebody can do this, and the other one then."""
        if self.minutes is None or other.minutes is None:
            return False
        done = self.starts * 60 + self.minutes
        then = max(done, other.starts * 60) + other.minutes
        return done <= self.ends * 60 and then <= other.ends * 60


@dataclass
class Thing:
    """Something that a crew carries, on one floor; it may stand on two tasks."""

    n: int
    count: int
    weight_kg: int | None

    @property
    def crew(self) -> int:
        if self.weight_kg is None:
            return UNKNOWN_CREW
        return 1 if self.weight_kg <= ALONE_KG else max(2, ceil(self.weight_kg / EACH_KG))


@dataclass
class Claim:
    n: int
    task: int
    helper: int
    quantity: int
    standing: str
    role: str | None
    since: int


@dataclass
class Task:
    n: int
    kind: str
    needed: int | None
    state: str = "open"
    hours: Hours | None = None
    kept: bool = False
    only_for: list[int] = field(default_factory=list)
    named_since: bool = False
    """An organizer has said whom it is for, and be it that they took that back."""
    ever_taken: bool = False
    things: dict[int, Thing] = field(default_factory=dict)

    @property
    def places(self) -> int:
        """As many as somebody said, or as the most demanding of its things asks for."""
        if self.needed is None:
            return max((each.crew for each in self.things.values()), default=UNKNOWN_CREW)
        return self.needed


@dataclass
class Helper:
    n: int
    name: str
    forgotten: bool = False
    by_hand: bool = False
    trusted: bool | None = None
    note: str = ""
    thanks: str = "to_write"
    touched: bool = False
    """Something was said about their thank-you."""
    ever_took: bool = False


@dataclass
class Offer:
    n: int
    helper: int
    state: str = "waiting"


@dataclass
class Ask:
    n: int
    helper: int
    task: int
    rests: bool = False
    said_yes: bool = False
    hands_on: int | None = None
    """The claim that somebody would like to hand on by it."""


def _share(hours: Hours | None, part: float) -> Hours | None:
    """Return the hours of a part of the work: as before, but for what it takes."""
    if hours is None or hours.minutes is None:
        return hours
    return replace(hours, minutes=max(1, round(hours.minutes * part)))


def no(status: int, code: str, **values: Any) -> Answer:
    return status, {"code": code, **values}


@dataclass
class Model:
    """One move. `version` and `steps` count what really changed something."""

    state: str = "open"
    discreet: bool = False
    version: int = 1
    tasks: dict[int, Task] = field(default_factory=dict)
    helpers: dict[int, Helper] = field(default_factory=dict)
    claims: dict[int, Claim] = field(default_factory=dict)
    """Those that stand."""
    offers: dict[int, Offer] = field(default_factory=dict)
    asks: dict[int, Ask] = field(default_factory=dict)

    def of(self, task: int) -> list[Claim]:
        return [claim for claim in self.claims.values() if claim.task == task]

    def taken(self, task: int) -> int:
        return sum(claim.quantity for claim in self.of(task) if claim.standing == "firm" and claim.role != "driver")

    def driver(self, task: int) -> bool:
        return any(claim.role == "driver" and claim.standing == "firm" for claim in self.of(task))

    def left(self, task: int) -> int:
        return max(0, self.tasks[task].places - self.taken(task))

    def cover(self, task: int) -> str:
        trip = self.tasks[task].kind == "trip"
        if self.driver(task) if trip else self.left(task) == 0:
            return "covered"
        return "partly" if self.taken(task) or self.driver(task) else "open"

    def room(self, claim: Claim) -> int:
        """Count what would be left for this claim if it were not there."""
        there = self.claims.pop(claim.n, None)
        free = (0 if self.driver(claim.task) else 1) if claim.role == "driver" else self.left(claim.task)
        if there is not None:
            self.claims[claim.n] = there
        return free

    def standbys(self, task: int) -> list[Claim]:
        return sorted((each for each in self.of(task) if each.standing == "standby"), key=lambda each: each.since)

    def sees(self, task: int, helper: int) -> bool:
        """Tell whether somebody sees a task that may be for named people only: who has it keeps it."""
        named = self.tasks[task].only_for
        return not named or helper in named or any(each.helper == helper for each in self.of(task))

    def lets_know(self, helper: int) -> bool:
        """Tell whether somebody may know when and with whom; 0 is somebody new."""
        return not self.discreet or (helper in self.helpers and self.helpers[helper].trusted is True)

    def set_discreet(self, *, discreet: bool) -> Answer:
        if discreet is not self.discreet:
            self.version += 1
            self.discreet = discreet
            for claim in self.claims.values():
                if discreet and claim.standing == "firm":
                    self.helpers[claim.helper].trusted = True
        return DONE

    def trust(self, n: int, *, trusted: bool) -> Answer:
        self.version += self.helpers[n].trusted is not trusted
        self.helpers[n].trusted = trusted
        return DONE

    def keeper_sees(self, task: Task) -> bool:
        """What friends may see, and drafts; but for those of which an organizer has said whom they are for."""
        if task.state == "proposed":
            return not task.named_since
        return not task.only_for and not task.kept and task.state != "cancelled"

    def may_claim(self, task: int, helper: int, *, organizer: bool) -> Answer | None:
        if self.state != "open":
            return no(409, "move_closed")
        if task not in self.tasks or self.tasks[task].state == "proposed":
            return NOT_THERE
        if not self.sees(task, helper) or (self.tasks[task].kept and not organizer):
            return NOT_THERE
        if self.tasks[task].state == "cancelled":
            return no(409, "task_cancelled")
        if self.tasks[task].state == "done" and not organizer:
            return no(409, "task_full", left=0)
        return None

    def firmly(self, helper: int) -> set[int]:
        """List what somebody has, and is still something to do or was."""
        mine = [each.task for each in self.claims.values() if each.helper == helper and each.standing == "firm"]
        return {n for n in mine if self.tasks[n].state not in ("cancelled", "proposed")}

    def clashing(self, new: set[int], among: set[int]) -> list[int]:
        """List what the new ones cannot be done with."""
        found = set()
        for one in new:
            for other in among - {one}:
                mine, theirs = self.tasks[one].hours, self.tasks[other].hours
                if mine and theirs and mine.clashes(theirs):
                    found.add(other)
        return sorted(found)

    def several(self, wishes: list[Claim], *, anyway: bool) -> tuple[Answer, "Model"]:
        """All or none, as one change: returns the state after a yes, with numbers below 0 for new claims."""
        after, answer = deepcopy(self), DONE
        for at, wish in enumerate(wishes):
            after.version = self.version
            made = after.claim(wish, anyway=True)
            if made not in (MADE, DONE):
                return made, self
            if made == MADE:
                wish.n, answer = -1 - at, MADE
                after.claimed(wish)
        helper = wishes[0].helper
        before, then = self.firmly(helper), after.firmly(helper)
        clashing = self.clashing(then - before, then)
        if clashing and not anyway:
            return no(409, "clash", **{"with": clashing if self.lets_know(helper) else []}), self
        changed = after.claims != self.claims
        after.version = self.version + changed
        return answer, after

    def claim(self, wish: Claim, *, organizer: bool = False, anyway: bool = False) -> Answer:
        """`wish.n` is 0; the program says which number it gave, if it is a new one."""
        refused = self.may_claim(wish.task, wish.helper, organizer=organizer)
        if refused:
            return refused
        if self.tasks[wish.task].kind != "trip":
            wish.role = None
        own = next((each for each in self.of(wish.task) if each.helper == wish.helper), None)
        wish.n = own.n if own else 0
        room = self.room(wish)
        if wish.standing == "standby" and wish.quantity <= room:
            wish.standing = "firm"
        if wish.standing == "firm" and wish.quantity > room:
            return no(409, "task_full", left=0 if wish.role == "driver" else self.left(wish.task))
        is_new = wish.standing == "firm" and (own is None or own.standing != "firm")
        clashing = self.clashing({wish.task}, self.firmly(wish.helper)) if is_new else []
        if clashing and not (organizer or anyway):
            return no(409, "clash", **{"with": clashing if self.lets_know(wish.helper) else []})
        is_told = organizer and self.helpers[wish.helper].trusted is not True
        if is_told:
            self.helpers[wish.helper].trusted = True
        if own is None:
            return MADE
        version = self.version
        answer = self._set_anew(own, wish)
        self.version = max(self.version, version + (is_told and self.discreet))
        return answer

    def _set_anew(self, own: Claim, wish: Claim) -> Answer:
        new = (wish.quantity, wish.standing, wish.role)
        if new != (own.quantity, own.standing, own.role):
            self.version += 1
            if own.standing != wish.standing:
                own.since = self.version
            own.quantity, own.standing, own.role = new
            self.fill(own.task)
        return DONE

    def claimed(self, claim: Claim) -> None:
        """A new claim was made, with this number."""
        self.version += 1
        claim.since = self.version
        self.claims[claim.n] = claim
        self.tasks[claim.task].ever_taken = True
        if claim.helper in self.helpers:
            self.helpers[claim.helper].ever_took = True

    def release(self, n: int) -> None:
        claim = self.claims.pop(n)
        self.version += 1
        self.fill(claim.task)

    def fill(self, task: int) -> None:
        if self.state != "open" or self.tasks[task].state in ("done", "cancelled"):
            return
        for claim in self.standbys(task):
            if claim.quantity <= self.room(claim):
                claim.standing = "firm"

    def set_move(self, state: str) -> Answer:
        if state != self.state:
            self.version += 1
            self.state = state
            for task in self.tasks:
                self.fill(task)
        return DONE

    def set_task(self, n: int, **fields: Any) -> Answer:
        task = self.tasks[n]
        new = {name: value for name, value in fields.items() if getattr(task, name) != value}
        if not new:
            return DONE
        needed = new.get("needed", task.needed)
        if "needed" in new and needed is not None and needed < self.taken(n):
            return no(422, "invalid")
        crew = replace(task, **new).places
        lifts = task.kind == "heavy_item" and {"state", "needed", "things"} & new.keys()
        if lifts and new.get("state", task.state) == "under_way" and self.taken(n) < crew:
            return no(409, "unsafe_crew", people=crew)
        self.version += 1
        for name, value in new.items():
            setattr(task, name, value)
        task.named_since |= "only_for" in new
        self.fill(n)
        return DONE

    def carried_by(self, thing: int) -> list[int]:
        return [task.n for task in self.tasks.values() if thing in task.things]

    def carry(self, n: int, things: Sequence[Thing]) -> Answer:
        """A task carries these and no others. What is said of one holds wherever it is carried; 0: a new one."""
        after = deepcopy(self)
        known = {each.n: each for task in after.tasks.values() for each in task.things.values()}
        others = set[int]()
        for each in things:
            if each.n and known[each.n] != each:
                others.update(after.carried_by(each.n))
                known[each.n].count, known[each.n].weight_kg = each.count, each.weight_kg
            if each.n and len({*after.carried_by(each.n), n}) > OUT_AND_IN:
                return no(422, "invalid")
        before, after.tasks[n].things = self.tasks[n].things, {}
        carried = {each.n: known.get(each.n, each) for each in things}
        if carried == before:
            return DONE
        answer = after.set_task(n, things=carried)
        if answer == DONE:
            after.tasks[n].things = carried
            for other in others:
                after.fill(other)
            self.tasks, self.claims, self.version = after.tasks, after.claims, after.version
        return answer

    def yes_again(self, ask: Ask, wish: Claim) -> Answer | None:
        """The same yes to a friend once more need not name the quantity that it got."""
        own = next((each for each in self.of(ask.task) if each.helper == ask.helper), None)
        is_same = ask.hands_on is not None and ask.said_yes and own is not None and wish.quantity <= own.quantity
        if own is None or not is_same:
            return None
        wish.quantity, wish.standing, wish.role = own.quantity, own.standing, own.role
        return DONE

    def settle(self, ask: Ask) -> None:
        """What they had offered before they were asked waits no more."""
        for offer in self.offers.values():
            if offer.helper == ask.helper and offer.n < ask.n and offer.state == "waiting":
                offer.state = "accepted"

    def may_split(self, n: int, going: Collection[int], quantity: int) -> Answer:
        task = self.tasks[n]
        if self.state != "open":
            return no(409, "move_closed")
        if task.state == "proposed":
            return NOT_THERE
        if task.state == "cancelled":
            return no(409, "task_cancelled")
        if task.kind == "heavy_item":
            return SEEN if going and len(going) < len(task.things) else no(422, "invalid")
        stays = max(0 if task.kind == "trip" else 1, self.taken(n))
        return SEEN if 1 <= quantity <= task.places - stays else no(422, "invalid")

    def split(self, n: int, part: int, going: Collection[int], quantity: int) -> None:
        """A part of a task is one of its own, to do, with nobody on it; who is coming stays with the first."""
        task = self.tasks[n]
        other = replace(task, n=part, state="open", named_since=False, ever_taken=False, things={})
        if task.kind == "heavy_item":
            other.things = {each: task.things[each] for each in going}
            whole = sum(each.count for each in task.things.values())
            task.things = {each: thing for each, thing in task.things.items() if each not in going}
            for half in (task, other):
                half.hours = _share(half.hours, sum(each.count for each in half.things.values()) / whole)
        else:
            task.needed, other.needed = task.places - quantity, quantity
        self.tasks[part] = other
        self.version += 1
        self.fill(n)

    def keeper_changes(self, n: int, **fields: Any) -> Answer:
        task = self.tasks[n]
        return self.set_task(n, **fields) if task.state == "proposed" and self.keeper_sees(task) else NOT_THERE

    def undone(self, before: "Model", version: int) -> "Model":
        """All is as before; but whom an organizer has named is not forgotten by that."""
        before.version = version
        for n, task in before.tasks.items():
            now = self.tasks.get(n)
            task.named_since |= now is not None and (now.named_since or now.only_for != task.only_for)
        return before

    def who_stays(self, n: int, needed: int, stay: list[int]) -> Answer:
        """Fewer places: who does not stay stands by, before all who did, in the order of their claims."""
        task = self.tasks[n]
        firm = sorted((each for each in self.of(n) if each.standing == "firm"), key=lambda each: each.n)
        seated = [each for each in firm if each.role != "driver"]
        left = needed - sum(each.quantity for each in seated if each.helper in stay)
        if left < 0:
            return no(422, "invalid")
        gone = []
        for each in seated:
            if each.helper not in stay and each.quantity > left:
                gone.append(each)
            elif each.helper not in stay:
                left -= each.quantity
        taken = self.taken(n) - sum(each.quantity for each in gone)
        if task.needed != needed and task.kind == "heavy_item" and task.state == "under_way" and taken < needed:
            return no(409, "unsafe_crew", people=needed)
        if task.needed == needed and not gone:
            return DONE
        self.version += 1
        since = min((each.since for each in self.standbys(n)), default=self.version + 1) - 1
        for each in gone:
            each.standing, each.since = "standby", since
        task.needed = needed
        self.fill(n)
        return DONE

    def first(self, claim: Claim, *, anyway: bool) -> Answer:
        """A place for this one before all others; one more, if there has to be."""
        task = self.tasks[claim.task]
        if self.state != "open":
            return no(409, "move_closed")
        if task.state == "cancelled":
            return no(409, "task_cancelled")
        if anyway and claim.role != "driver" and claim.quantity > self.left(task.n):
            task.needed = self.taken(task.n) + claim.quantity
        room = self.room(claim)
        if claim.quantity > room:
            return no(409, "task_full", left=room)
        self.version += 1
        claim.standing, claim.since = "firm", self.version
        self.helpers[claim.helper].trusted = True
        self.fill(task.n)
        return DONE

    def delete_task(self, n: int) -> Answer:
        if self.tasks[n].ever_taken:
            self.set_task(n, state="cancelled")
        else:
            del self.tasks[n]
            self.version += 1
        return GONE

    def forget(self, n: int) -> Answer:
        self.version += 1
        version = self.version
        self.helpers[n].forgotten, self.helpers[n].trusted = True, None
        for claim in [each for each in self.claims.values() if each.helper == n]:
            self.release(claim.n)
        for offer in self.offers.values():
            if offer.helper == n:
                offer.state = "resting"
        self.asks = {each.n: each for each in self.asks.values() if each.helper != n}
        self.version = version  # all of it is one change
        return GONE

    def may_ask(self, task: int) -> Answer:
        if self.state != "open":
            return no(409, "move_closed")
        if self.tasks[task].state == "proposed":
            return NOT_THERE
        if self.tasks[task].state == "cancelled":
            return no(409, "task_cancelled")
        return no(422, "invalid") if self.tasks[task].state == "done" else (201, {})

    def asked(self, ask: Ask) -> None:
        """A new ask was made: what was kept is kept no more."""
        self.version += 1
        self.asks[ask.n] = ask
        if ask.hands_on is None:  # whom a friend asks is trusted by no organizer
            self.helpers[ask.helper].trusted = True
        task = self.tasks[ask.task]
        task.kept = False
        if task.only_for and ask.helper not in task.only_for:
            task.only_for, task.named_since = sorted({*task.only_for, ask.helper}), True
        self.fill(ask.task)

    def state_of(self, ask: Ask) -> str:
        """Tell how it is shown, on the day of the asking: whatever was answered, but for a yes that stands."""
        mine = [each for each in self.of(ask.task) if each.helper == ask.helper]
        if any(each.n > ask.n or ask.said_yes for each in mine):
            return "yes"
        return "resting" if ask.rests else "asked"

    def handed(self, ask: Ask) -> Claim | None:
        """Find the place that goes over with a yes: while it is firm, and somebody else's."""
        claim = self.claims.get(ask.hands_on or 0)
        return claim if claim and claim.standing == "firm" and claim.helper != ask.helper else None

    def handing_on(self, claim: Claim) -> list[Ask]:
        return [each for each in self.asks.values() if self.handed(each) is claim]

    def may_hand_on(self, claim: Claim, name: str) -> Answer:
        task = self.tasks[claim.task]
        if self.state != "open":
            return no(409, "move_closed")
        if task.state == "cancelled":
            return no(409, "task_cancelled")
        if task.state == "done":
            return no(409, "task_full", left=0)
        for_few, own_name = task.kept or task.only_for, name == self.helpers[claim.helper].name
        is_wrong = claim.standing != "firm" or for_few or own_name or self.handing_on(claim)
        return no(422, "invalid") if is_wrong else MADE

    def take_over(self, given: Claim, wish: Claim, *, anyway: bool) -> Answer:
        """All of a place goes from one to another, past whoever stands by; what is new of it is in the wish."""
        refused = self.may_claim(given.task, wish.helper, organizer=False)
        if refused:
            return refused
        if given.role == "driver" and wish.role != "driver":
            return no(422, "invalid")  # with which vehicle?
        own = next((each for each in self.of(given.task) if each.helper == wish.helper), None)
        is_new = own is None or own.standing != "firm"
        clashing = self.clashing({given.task}, self.firmly(wish.helper)) if is_new else []
        if clashing and not anyway:
            return no(409, "clash", **{"with": clashing})
        del self.claims[given.n]
        wish.quantity, wish.standing, wish.role = given.quantity, "firm", given.role
        if own is None:
            return MADE
        drives = own.standing == "firm" and own.role == "driver"
        if own.standing == "firm":
            wish.quantity = own.quantity + (given.quantity if not drives and wish.role != "driver" else 0)
        if wish.role == "driver":
            wish.quantity = 1
        self.version += 1
        if own.standing != "firm":
            own.since = self.version
        if not drives:
            own.quantity, own.standing, own.role = wish.quantity, "firm", wish.role
        self.fill(own.task)
        return DONE

    def take_back(self, ask: Ask) -> Answer:
        self.version += 1
        del self.asks[ask.n]
        helper = self.helpers[ask.helper]
        busy = {each.helper for each in self.asks.values()} | {each.helper for each in self.offers.values()}
        named = any(helper.n in task.only_for for task in self.tasks.values())
        if not (named or helper.by_hand or helper.ever_took or helper.touched or helper.n in busy):
            del self.helpers[helper.n]
        return GONE

    def known(self) -> list[Helper]:
        return [helper for helper in self.helpers.values() if not helper.forgotten]

    def to_thank(self) -> dict[int, tuple[str, str]]:
        """Return note and state of all who took something, offered, or were added by hand, by the helper's number."""
        busy = {claim.helper for claim in self.claims.values()} | {offer.helper for offer in self.offers.values()}
        listed = [each for each in self.known() if each.n in busy or each.by_hand or each.touched]
        return {each.n: (each.note, each.thanks) for each in listed}

    def thank(self, n: int, note: str | None, state: str | None) -> Answer:
        helper = self.helpers[n]
        new_note = helper.note if note is None else note
        if state == "written" and not new_note:
            return no(422, "invalid")
        if state is None and helper.thanks in ("to_write", "written"):
            state = "written" if new_note else "to_write"
        new = (new_note, state or helper.thanks)
        if new != (helper.note, helper.thanks):
            self.version += 1
            helper.touched = True
            helper.note, helper.thanks = new
        return DONE
