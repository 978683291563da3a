"""The example move: three streets on, with friends, a strong neighbour, open offers and two asks.

It is planned by the same rules as a real move. What people typed in it goes through gettext: it is in the language
of its viewer, but for the friends who write in one of their own.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from service.commands.demo_tasks import fill
from service.domain.core.change import change
from service.domain.core.links import Grants, Link
from service.domain.models import Helper, Move, Organizer
from service.domain.rules.helpers import add_helper
from service.domain.rules.moves import plan_move
from service.storage.database import Database
from service.text.language import SOURCE, Language, language

HOUSE = "Lindengasse 12"
"""The beginning of the old address in every language."""
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
            "title": _("Three streets on"),
            "zone": ZONE,
            "day": _moving_day(now),
            "why": _("The new flat has the balcony that I have looked at from the tram for nine years."),
            "from_area": _("Lindengasse, second floor"),
            "from_address": _("Lindengasse 12, door 17, 1070 Vienna"),
            "from_floor": 2,
            "to_area": _("Westbahnstraße, first floor"),
            "to_address": _("Westbahnstraße 30, door 13, 1070 Vienna"),
            "to_floor": 1,
            "from_arriving": _("The bell says Moser. Parking is kept free in front of the house from eight."),
        },
        {"name": NAME, "phone": PHONE, "email": email, "language": lang.tag},
        now=now,
    )
    with change(database, organizer, now=now) as opened:
        fill(opened, lang)
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
