"""The tasks of the example move in the order of its day, as a pasted list proposes them, and who takes what of them.

Furniture is the work of two crews, each of which carries several things out of the old home and into the new one.
"""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any, cast

from service.domain.core.change import Change
from service.domain.models import Kind, Place, Role, Sort, Standing, TaskFields, TaskState, ThingFields, Work
from service.domain.pasting import Title, TitleCode
from service.domain.rules.asks import ask_person, say_yes
from service.domain.rules.claims import Wish, claim_task, release
from service.domain.rules.helpers import HelperFields, add_helper
from service.domain.rules.offers import accept_offer, new_offer
from service.domain.rules.out_and_in import claim_both
from service.domain.rules.tasks import add_tasks, change_task
from service.text.language import Language
from service.text.task_titles import item_name, title_of

Hours = tuple[int, int]
End = tuple[Hours, tuple[int, int]]
"""A crew's work at one home: its hours, and the fewest and the most minutes of it."""


def fill(change: Change, lang: Language) -> None:
    """Add all tasks, the people who take them, and the offers."""
    _ = lang.gettext
    day = change.move.day or change.now.date()
    tasks = _Tasks(change, eve=day - timedelta(days=1), lang=lang)
    people = _People(change, lang)
    _packing(tasks, people)
    _taking_apart(tasks, people)
    _boxes(tasks, people)
    _furniture(tasks, people)
    light = _light_things(tasks)
    _trip(tasks, people)
    _care(tasks, people)
    _offers(tasks, light)
    add_helper(change, {"name": _("The neighbour from 3B, who held the door")}, by_hand=True)


class _Tasks:
    """The tasks, with their times of the day."""

    def __init__(self, change: Change, eve: date, lang: Language) -> None:
        self.change = change
        self.eve = eve
        self.lang = lang

    def add(self, kind: Kind, title: str, place: Place, hours: Hours, **more: Any) -> int:
        return add_tasks(self.change, [_fields(kind, title, place, hours, **more)])[0]

    def out_and_in(self, code: TitleCode, ends: Sequence[End], things: Sequence[ThingFields], **more: Any) -> list[int]:
        """Add the two tasks of a crew, titled as those of a pasted list are, and return their numbers."""
        same: list[ThingFields] = [{**each, "same": n} for n, each in enumerate(things, start=1)]
        both = []
        for place, (hours, minutes) in zip((Place.OLD, Place.NEW), ends, strict=True):
            title = title_of(Title(code, place=place), self.lang)
            both.append(_fields(Kind.HEAVY_ITEM, title, place, hours, **_estimate(*minutes), things=same, **more))
        return add_tasks(self.change, both)

    def thing(self, item: str, room: str, count: int = 1, weight_kg: float | None = None) -> ThingFields:
        """Make a thing of the catalogue. `weight_kg`: another than the catalogue's."""
        name = item_name(item, self.lang, self.lang.beside_count(count))
        return {"name": name, "count": count, "weight_kg": weight_kg, "room": room, "item": item}

    def state(self, n: int, state: TaskState) -> None:
        change_task(self.change, n, {"state": state}, anyway=True)


def _fields(kind: Kind, title: str, place: Place, hours: Hours, **more: Any) -> TaskFields:
    starts, ends = map(time, hours)
    return cast(TaskFields, {"kind": kind, "title": title, "place": place, "starts": starts, "ends": ends, **more})


def _estimate(least: int, most: int) -> dict[str, Any]:
    return {"minutes_least": least, "minutes": most, "estimated": ["minutes"]}


class _People:
    """Friends and neighbours, each added when they first take something."""

    def __init__(self, change: Change, lang: Language) -> None:
        self.change = change
        self.lang = lang
        self._known: dict[str, int] = {}
        self._contacts: dict[str, HelperFields] = {
            "Hana": {"email": "hana@example.org", "phone": "+43 660 555 0117"},
            "Tomás": {"phone": "+34 600 555 014"},
        }

    def take(self, name: str, task: int, quantity: int = 1, **wish: Any) -> int:
        return claim_task(self.change, task, self._known_as(name), Wish(quantity=quantity, **wish))

    def take_both(self, name: str, tasks: Sequence[int], standing: Standing = Standing.FIRM) -> None:
        claim_both(self.change, tasks, self._known_as(name), Wish(standing=standing))

    def ask(self, name: str, *tasks: int) -> int:
        return ask_person(self.change, self._known_as(name), tasks, {}, spoken=self.lang.tag, languages=())

    def _known_as(self, name: str) -> int:
        if name not in self._known:
            self._known[name] = add_helper(self.change, {"name": name, **self._contacts.get(name, {})})
        return self._known[name]


def _packing(tasks: _Tasks, people: _People) -> None:
    _ = tasks.lang.gettext
    work = {"needed": 9, "work": Work.PACK, "bring": _("Old newspapers")}
    kitchen = tasks.add(Kind.BOX_LOAD, _("Kitchen, glasses on top"), Place.OLD, (18, 20), day=tasks.eve, **work)
    people.take("Amina", kitchen, 9)
    tasks.state(kitchen, TaskState.DONE)


def _taking_apart(tasks: _Tasks, people: _People) -> None:
    _ = tasks.lang.gettext
    tools = _("A size 4 hex key")
    bed = tasks.add(Kind.CARE, _("Take the bed apart"), Place.OLD, (8, 9), needed=2, minutes=40, bring=tools)
    people.take("Tomás", bed)
    people.take("Yusuf", bed)
    tasks.state(bed, TaskState.UNDER_WAY)


def _boxes(tasks: _Tasks, people: _People) -> None:
    _ = tasks.lang.gettext
    books = tasks.add(
        Kind.BOX_LOAD,
        _("Books from the living room"),
        Place.BOTH,
        (9, 11),
        needed=14,
        minutes=75,
        why=_("Small boxes, and never more than you like to carry."),
    )
    people.take("Hana", books, 4)
    people.take("Wei", books, 4)
    tasks.add(Kind.BOX_LOAD, _("Bathroom and the hall cupboard"), Place.BOTH, (10, 11), needed=4, minutes=25)


def _furniture(tasks: _Tasks, people: _People) -> None:
    """Add a crew that is short of one, and another that somebody stands by for."""
    _ = tasks.lang.gettext
    heaviest = tasks.out_and_in(
        TitleCode.HEAVIEST,
        [((9, 10), (45, 60)), ((13, 14), (30, 40))],
        _heaviest(tasks),
        bring=_("Gloves, if you have some"),
    )
    for name in (_("Mr Berger"), "Tomás", "Amina"):
        people.take_both(name, heaviest)
    people.ask(_("Ruth from the choir"), *heaviest)
    rest = tasks.out_and_in(TitleCode.REST, [((9, 11), (80, 100)), ((13, 15), (50, 65))], _rest(tasks))
    people.take_both("Ifeoma", rest)
    people.take_both("Yusuf", rest)
    people.take_both("Marek", rest, Standing.STANDBY)


def _heaviest(tasks: _Tasks) -> list[ThingFields]:
    _ = tasks.lang.gettext
    bedroom = _("Bedroom")
    return [
        tasks.thing("washing_machine", _("Bathroom")),
        tasks.thing("sofa_3_seat", _("Living room")),
        tasks.thing("wardrobe_double", bedroom, weight_kg=64),
        tasks.thing("bed_frame_double", bedroom),
    ]


def _rest(tasks: _Tasks) -> list[ThingFields]:
    _ = tasks.lang.gettext
    living_room = _("Living room")
    return [
        tasks.thing("bookcase_tall", living_room, 2),
        tasks.thing("armchair", living_room),
        tasks.thing("mattress_double", _("Bedroom")),
        tasks.thing("kitchen_table", _("Kitchen")),
        tasks.thing("desk_small", _("Study")),
    ]


def _light_things(tasks: _Tasks) -> int:
    """Add what one person carries alone, and return its number."""
    _ = tasks.lang.gettext
    living_room = _("Living room")
    things = [
        tasks.thing("floor_lamp", living_room, 2),
        tasks.thing("kitchen_chair", _("Kitchen"), 4),
        tasks.thing("plant_small", living_room, 5),
    ]
    return tasks.add(
        Kind.HEAVY_ITEM, _("Lamps, chairs and plants"), Place.BOTH, (10, 12), **_estimate(50, 65), things=things
    )


def _trip(tasks: _Tasks, people: _People) -> None:
    _ = tasks.lang.gettext
    van = tasks.add(Kind.TRIP, _("Van, two loads"), Place.BOTH, (11, 13), needed=1)
    people.take("Nkechi", van, role=Role.DRIVER, vehicle_kind=_("small van"), vehicle_seats=2)
    people.take("Wei", van, role=Role.RIDER)


def _care(tasks: _Tasks, people: _People) -> None:
    _ = tasks.lang.gettext
    lunch = tasks.add(
        Kind.CARE,
        _("Lunch for everybody"),
        Place.NEW,
        (12, 13),
        sort=Sort.FOOD,
        needed=1,
        why=_("We are about twelve, two without meat."),
    )
    say_yes(tasks.change, people.ask("Priya", lunch), lunch, Wish())
    why = _("She is shy, not wild.")
    tasks.add(Kind.CARE, _("Keep the cat company"), Place.OLD, (9, 13), sort=Sort.PETS, needed=1, why=why)
    hoover = tasks.add(
        Kind.CARE, _("Hoover the old flat"), Place.OLD, (14, 15), sort=Sort.CLEANING, needed=2, minutes=45
    )
    given_back = people.take("Marek", hoover)
    people.take("Hana", hoover)
    release(tasks.change, given_back)
    tasks.add(Kind.CARE, _("Hand over the keys"), Place.OLD, (17, 18), sort=Sort.KEYS, needed=1, kept=True)


def _offers(tasks: _Tasks, light: int) -> None:
    """Add two offers that wait, and three that are answered: with the `light` things, and with tea."""
    _, change = tasks.lang.gettext, tasks.change
    new_offer(change, {"name": "Jonas"}, "Ich helfe gern, sag mir einfach, was ihr braucht.")
    new_offer(change, {"name": _("Mrs Novák")}, _("If you need anything, just knock."))
    tea = tasks.add(Kind.CARE, _("Tea and cake in the new kitchen"), Place.NEW, (15, 17), sort=Sort.FOOD, needed=2)
    for name, words, task in (
        ("Lucía", "Avísame si puedo hacer algo. Entiendo de enchufes.", light),
        ("Camille", "Je suis libre samedi après-midi, dis-moi ce qui t’arrange.", tea),
        ("ليلى", "يسعدني أن أساعد يوم السبت، وأحبّ إعداد الشاي.", tea),
    ):
        [yes] = new_offer(change, {"name": name}, words)
        accept_offer(change, yes, [(task, Wish())])
