"""The example move: one floor down in the same building, with friends, two strong neighbours, open offers and two asks.

It is planned by the same rules as a real move. What people typed in it goes through gettext: it is in the language
of its viewer, but for the friends who write in one of their own.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import select

from service.domain.core.change import Change, change
from service.domain.core.links import Grants, Link
from service.domain.models import Helper, Kind, Move, Organizer, Role, Sort, Standing, TaskFields, TaskState, Work
from service.domain.rules.asks import ask_person, say_yes
from service.domain.rules.claims import Wish, claim_task, release
from service.domain.rules.helpers import HelperFields, add_helper
from service.domain.rules.moves import plan_move
from service.domain.rules.offers import accept_offer, new_offer
from service.domain.rules.tasks import add_tasks, change_task
from service.storage.database import Database
from service.text.language import SOURCE, Language, language

HOUSE = "Lindengasse 12"
"""The beginning of both addresses in every language."""
NAME, PHONE = "Olive", "+43 660 555 0142"
"""With HOUSE, the marks by which a second start finds the example move."""
ZONE = "Europe/Vienna"
ENGLISH = language(SOURCE, zone=ZONE)
SATURDAY = 5


@dataclass(frozen=True)
class DemoLinks:
    organizer: Link
    signup: Link
    helper: Link


def plan_demo(database: Database, *, now: datetime, email: str = "", lang: Language = ENGLISH) -> DemoLinks:
    """Return the links of the example move, and plan it if it is not there yet, in whatever language.

    `email`, `lang`: its organizer's.
    """
    organizer = _find(database) or _plan(database, now, email, lang)
    with database.reading() as session:
        query = select(Helper).where(Helper.move_id == organizer.move_id, Helper.name == "Hana")
        hana = session.scalars(query.order_by(Helper.n)).first()
        epoch = session.scalars(select(Move.signup_epoch).where(Move.id == organizer.move_id)).one()
    if hana is None:  # somebody has played Hana and asked to be forgotten
        with change(database, organizer, now=now) as opened:
            hana = opened.get(Helper, add_helper(opened, {"name": "Hana"}))
    return DemoLinks(
        organizer,
        Link(organizer.move_id, Grants.SIGNUP, 0, epoch),
        Link(organizer.move_id, Grants.HELPER, hana.n, hana.epoch),
    )


def _plan(database: Database, now: datetime, email: str, lang: Language) -> Link:
    _ = lang.gettext
    organizer = plan_move(
        database,
        {
            "title": _("One floor down"),
            "zone": ZONE,
            "day": _moving_day(now),
            "why": _("The flat below has the balcony that I have looked at from above for nine years."),
            "same_building": True,
            "from_area": _("Lindengasse, fourth floor"),
            "from_address": _("Lindengasse 12, door 17, 1070 Vienna"),
            "from_floor": 4,
            "to_area": _("Lindengasse, third floor"),
            "to_address": _("Lindengasse 12, door 13, 1070 Vienna"),
            "to_floor": 3,
            "from_arriving": _("The bell says Moser. Parking is kept free in front of the house from eight."),
        },
        {"name": NAME, "phone": PHONE, "email": email, "language": lang.tag},
        now=now,
    )
    with change(database, organizer, now=now) as opened:
        _fill(opened, lang)
    return organizer


def _find(database: Database) -> Link | None:
    with database.reading() as session:
        query = (
            select(Organizer)
            .join(Move, Move.id == Organizer.move_id)
            .where(Move.from_address.startswith(HOUSE), Organizer.name == NAME, Organizer.phone == PHONE)
        )
        organizer = session.scalars(query.order_by(Move.planned_at)).first()
    if organizer is None:
        return None
    return Link(organizer.move_id, Grants.ORGANIZER, organizer.n, organizer.epoch)


def _moving_day(now: datetime) -> date:
    """Choose the Saturday after next: near enough to be real, far enough to be still open."""
    here = now.astimezone(ZoneInfo(ZONE)).date()
    return here + timedelta(days=(SATURDAY - here.weekday()) % 7 + 7)


def _fill(change: Change, lang: Language) -> None:
    _ = lang.gettext
    day = change.move.day or change.now.date()
    tasks = _Tasks(change, eve=day - timedelta(days=1), lang=lang)
    people = _People(change, lang)
    _boxes(tasks, people)
    _heavy_things(tasks, people)
    _trips(tasks, people)
    _care(tasks, people)
    _offers(change, tasks)
    add_helper(change, {"name": _("The neighbour from 3B, who held the door")}, by_hand=True)


class _Tasks:
    """The tasks, with their times of the day."""

    def __init__(self, change: Change, eve: date, lang: Language) -> None:
        self.change = change
        self.eve = eve
        self.lang = lang

    def add(self, kind: Kind, title: str, hours: tuple[int, int] | None = None, **more: Any) -> int:
        fields = cast(TaskFields, {"kind": kind, "title": title, **more})
        if hours:
            fields |= {"starts": time(hours[0]), "ends": time(hours[1])}
        return add_tasks(self.change, [fields])[0]

    def state(self, n: int, state: TaskState) -> None:
        change_task(self.change, n, {"state": state}, anyway=True)


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

    def ask(self, name: str, task: int) -> int:
        return ask_person(self.change, self._known_as(name), [task], {}, spoken=self.lang.tag, languages=())

    def _known_as(self, name: str) -> int:
        if name not in self._known:
            self._known[name] = add_helper(self.change, {"name": name, **self._contacts.get(name, {})})
        return self._known[name]


def _boxes(tasks: _Tasks, people: _People) -> None:
    _ = tasks.lang.gettext
    books = tasks.add(
        Kind.BOX_LOAD,
        _("Books from the living room"),
        (9, 11),
        needed=14,
        minutes=30,
        why=_("Small boxes, and never more than you like to carry."),
    )
    people.take("Hana", books, 4)
    people.take("Wei", books, 4)
    kitchen = tasks.add(
        Kind.BOX_LOAD,
        _("Kitchen, glasses on top"),
        (18, 20),
        day=tasks.eve,
        needed=9,
        work=Work.PACK,
        bring=_("Old newspapers"),
    )
    people.take("Amina", kitchen, 9)
    tasks.state(kitchen, TaskState.DONE)
    clothes = tasks.add(Kind.BOX_LOAD, _("Clothes and bedding"), (9, 11), needed=8, minutes=25)
    people.take("Amina", clothes, 8)
    tasks.add(Kind.BOX_LOAD, _("Bathroom and the hall cupboard"), (10, 11), needed=4, minutes=15)
    tasks.add(Kind.BOX_LOAD, _("Letters and papers from the study"), needed=5, kept=True)


def _heavy_things(tasks: _Tasks, people: _People) -> None:
    _ = tasks.lang.gettext
    machine = tasks.add(
        Kind.HEAVY_ITEM,
        _("Washing machine"),
        (9, 10),
        weight_kg=72,
        minutes=20,
        bring=_("Gloves, if you have some"),
    )
    berger = _("Mr Berger from the second floor")
    people.take(berger, machine)
    people.take("Tomás", machine)
    sofa = tasks.add(Kind.HEAVY_ITEM, _("Sofa, three seats"), (10, 11), weight_kg=42, minutes=15)
    people.take(berger, sofa)
    people.take("Ifeoma", sofa)
    people.take("Marek", sofa, standing=Standing.STANDBY)
    bed = tasks.add(
        Kind.HEAVY_ITEM, _("Bed frame, taken apart"), (8, 9), weight_kg=38, minutes=40, bring=_("A size 4 hex key")
    )
    people.take("Tomás", bed)
    people.take("Yusuf", bed)
    tasks.state(bed, TaskState.UNDER_WAY)
    wardrobe = tasks.add(Kind.HEAVY_ITEM, _("Wardrobe with two doors"), (11, 12), weight_kg=64, minutes=30)
    people.ask(_("Ruth from the choir"), wardrobe)
    piano = tasks.add(Kind.HEAVY_ITEM, _("Mum’s upright piano"), weight_kg=210)
    people.take("Ifeoma", piano)
    tasks.state(piano, TaskState.CANCELLED)


def _trips(tasks: _Tasks, people: _People) -> None:
    _ = tasks.lang.gettext
    yard = tasks.add(
        Kind.TRIP,
        _("Old carpets to the recycling yard"),
        (13, 14),
        needed=1,
        why=_("It closes at three on Saturdays."),
    )
    people.take("Nkechi", yard, role=Role.DRIVER, vehicle_kind=_("small van"), vehicle_seats=2)
    people.take("Wei", yard, role=Role.RIDER)
    tasks.add(Kind.TRIP, _("Plants to my mother for the week"), (17, 18), needed=1, day=tasks.eve)


def _care(tasks: _Tasks, people: _People) -> None:
    _ = tasks.lang.gettext
    lunch = tasks.add(
        Kind.CARE,
        _("Lunch for everybody"),
        (12, 13),
        sort=Sort.FOOD,
        needed=1,
        why=_("We are about twelve, two without meat."),
    )
    say_yes(tasks.change, people.ask("Priya", lunch), lunch, Wish())
    tasks.add(Kind.CARE, _("Keep the cat company"), (9, 13), sort=Sort.PETS, needed=1, why=_("She is shy, not wild."))
    hoover = tasks.add(Kind.CARE, _("Hoover the old flat"), (14, 15), sort=Sort.CLEANING, needed=2, minutes=45)
    given_back = people.take("Marek", hoover)
    people.take("Hana", hoover)
    release(tasks.change, given_back)
    freezer = tasks.add(Kind.CARE, _("Defrost the freezer"), day=tasks.eve, sort=Sort.OTHER, needed=1)
    people.take("Priya", freezer)
    tasks.state(freezer, TaskState.DONE)
    tasks.add(Kind.CARE, _("Hand over the keys"), (17, 18), sort=Sort.KEYS, needed=1, kept=True)


def _offers(change: Change, tasks: _Tasks) -> None:
    _ = tasks.lang.gettext
    new_offer(change, {"name": "Jonas"}, "Ich helfe gern, sag mir einfach, was ihr braucht.")
    new_offer(change, {"name": _("Mrs Novák")}, _("If you need anything, just knock."))
    [lamps] = [tasks.add(Kind.CARE, _("Put up the lamps"), (15, 17), sort=Sort.OTHER, needed=1)]
    [yes] = new_offer(change, {"name": "Lucía"}, "Avísame si puedo hacer algo. Entiendo de enchufes.")
    accept_offer(change, yes, [(lamps, Wish())])
    [tea] = [tasks.add(Kind.CARE, _("Tea and cake in the new kitchen"), (15, 17), sort=Sort.FOOD, needed=2)]
    [yes] = new_offer(change, {"name": "Camille"}, "Je suis libre samedi après-midi, dis-moi ce qui t’arrange.")
    accept_offer(change, yes, [(tea, Wish())])
    [yes] = new_offer(change, {"name": "ليلى"}, "يسعدني أن أساعد يوم السبت، وأحبّ إعداد الشاي.")
    accept_offer(change, yes, [(tea, Wish())])
