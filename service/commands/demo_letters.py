"""The example move's whole correspondence, in a minute: from the first letter to the last one, written into files.

The story goes through the same rules as a real move, under a clock that jumps to the next thing that happens. No letter
of it leaves the machine, whatever mail server is set.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes
from email.policy import default
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from service.commands.demo_move import ENGLISH, ZONE, plan_demo
from service.domain.core.change import Change, change
from service.domain.core.links import Grants, Link
from service.domain.models import (
    Claim,
    Helper,
    Message,
    MessageState,
    Move,
    MoveState,
    Task,
    TaskState,
    ThanksState,
    Way,
)
from service.domain.rules.claims import Wish, claim_task, release
from service.domain.rules.helpers import HelperFields, add_helper, change_helper
from service.domain.rules.moves import change_move
from service.domain.rules.offers import new_offer
from service.domain.rules.tasks import change_task
from service.domain.rules.thanks import change_thanks, say_to_everybody, send_note
from service.installation import Installation
from service.mail.addresses import known_as
from service.mail.outbox import Outbox
from service.mail.transports.folder import LETTERS, Folder
from service.settings import BrokenSetup, Settings
from service.storage.database import Database
from service.text.language import Language

A_MOMENT = timedelta(seconds=1)
SOON = timedelta(minutes=5)
"""Time after which those of the example open their first letter."""
OLIVE = "olive@example.org"
FOR_CAMILLE = "Camille, ta tarte nous a tous réunis autour d’une table qui n’avait encore que trois pieds."
FOR_LAYLA = "ليلى، بشايك صار المطبخ الجديد بيتًا قبل أن نفتح أول صندوق."


@dataclass
class Clock:
    """The time in the story."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class SentLetter:
    """One letter of the story."""

    at: datetime
    to: str
    subject: str
    file: Path


def replay(installation: Installation, begins: datetime, lang: Language = ENGLISH) -> list[SentLetter]:
    """Play the story from `begins` (aware UTC) to its end and return its letters in order. `lang`: its organizer's.

    Raises BrokenSetup if there is a move already.
    """
    if _moves(installation.database):
        raise BrokenSetup("The story begins with an empty data folder: name a new one with --data.")
    clock = Clock(begins)
    settings = installation.settings.model_copy(update={"smtp_url": "", "limits": "off"})
    story = _Story(Installation(settings, installation.database, installation.links, clock), clock, lang)
    outbox = Outbox(story.installation, Folder(settings.data))
    for _moment in story.moments():
        outbox.send_due()
    return _read_letters(settings, story.olive.move_id)


class _Story:
    """The steps of the story and their times."""

    def __init__(self, installation: Installation, clock: Clock, lang: Language) -> None:
        self.installation = installation
        self.clock = clock
        self.lang = lang
        planned = plan_demo(installation.database, now=clock.now, email=OLIVE, lang=lang)
        self.olive, self.signup = planned.organizer, planned.signup
        self.day = self._day()
        self.steps = sorted(self._steps(), key=lambda step: step[0])

    def moments(self) -> Iterator[datetime]:
        """Set the clock to each moment at which something is due, and take its steps; the caller sends the letters."""
        while True:
            yield self.clock.now
            following = [moment for moment in (self._next_step(), self._next_due()) if moment is not None]
            if not following:
                return
            self.clock.now = max(min(following), self.clock.now + A_MOMENT)
            while self.steps and self.steps[0][0] <= self.clock.now:
                _at, happens = self.steps.pop(0)
                happens()

    def _next_step(self) -> datetime | None:
        return self.steps[0][0] if self.steps else None

    def _next_due(self) -> datetime | None:
        with self.installation.database.reading() as session:
            waits = select(func.min(Message.try_at)).where(Message.state == MessageState.WAITING)
            return min(filter(None, (session.scalar(select(Move.next_due_at)), session.scalar(waits))), default=None)

    def _at(self, days: int, hour: int, minute: int = 0) -> datetime:
        """Convert a wall time, `days` from the day of the move, to UTC."""
        there = datetime.combine(self.day + timedelta(days=days), time(hour, minute), tzinfo=ZoneInfo(ZONE))
        return there.astimezone(UTC)

    def _steps(self) -> list[tuple[datetime, Callable[[], None]]]:
        _ = self.lang.gettext
        for_hana = _("Hana, you carried nine years of books down as if they were air.")
        for_tomas = _("Tomás, you held the bed frame with one hand and the door with the other.")
        return [
            (self.clock.now + SOON, self._olive_confirms_hers),
            (self.clock.now + SOON, partial(self._confirm_address, "Hana", "hana@example.org")),
            (self._at(-8, 19, 12), partial(self._leave_address, "Tomás", "tomas@example.org", "es-ES")),
            (self._at(-8, 19, 20), partial(self._confirm_address, "Tomás", "tomas@example.org")),
            (self._at(-7, 20, 40), self._sofia_takes_the_bathroom),
            (self._at(-7, 20, 55), partial(self._confirm_address, "Sofia", "sofia@example.org")),
            (self._at(-6, 22, 30), self._noor_offers_at_night),
            (self._at(-6, 18, 0), partial(self._leave_address, "Camille", "camille@example.org", "fr-FR")),
            (self._at(-6, 18, 10), partial(self._confirm_address, "Camille", "camille@example.org")),
            (self._at(-6, 19, 0), partial(self._leave_address, "ليلى", "layla@example.org", "ar")),
            (self._at(-6, 19, 10), partial(self._confirm_address, "ليلى", "layla@example.org")),
            (self._at(-5, 12, 5), self._change_books),
            (self._at(-4, 18, 0), partial(self._leave_address, "Marek", "marek@example.org", "de-AT")),
            (self._at(-4, 18, 30), partial(self._confirm_address, "Marek", "marek@example.org")),
            (self._at(-4, 21, 50), self._ifeoma_gives_the_furniture_back),
            (self._at(-1, 22, 15), self._tomas_may_sleep),
            (self._at(0, 20, 30), self._close),
            (self._at(2, 11, 0), partial(self._thank, "Hana", for_hana, Way.CARD)),
            (self._at(6, 10, 40), partial(self._thank, "Tomás", for_tomas, Way.MAIL)),
            (self._at(6, 10, 50), partial(self._thank, "Camille", FOR_CAMILLE, Way.MAIL)),
            (self._at(6, 11, 0), partial(self._thank, "ليلى", FOR_LAYLA, Way.MAIL)),
        ]

    def _day(self) -> date:
        with self.installation.database.reading() as session:
            day: date | None = session.scalar(select(Move.day))
        if day is None:
            raise ValueError("the example move has a day")
        return day

    def _change(self, by: Link | None = None) -> AbstractContextManager[Change]:
        return change(self.installation.database, by or self.olive, now=self.clock.now)

    def _n(self, of: type[Task] | type[Helper], **named: str) -> int:
        """Find the number of a task by its title, or of a helper by their name."""
        with self.installation.database.reading() as session:
            return session.scalars(select(of.n).filter_by(**named)).one()

    def _own(self, name: str) -> Link:
        return Link(self.olive.move_id, Grants.HELPER, self._n(Helper, name=name), 1)

    def _leave_address(self, name: str, email: str, language: str) -> None:
        own = self._own(name)
        with self._change(own) as opened:
            change_helper(opened, own.n, {"email": email, "language": language})

    def _confirm_address(self, name: str, email: str) -> None:
        own = self._own(name)
        with self._change(own) as opened:
            change_helper(opened, own.n, {"proven": known_as(self.installation, email)})

    def _olive_confirms_hers(self) -> None:
        with self._change() as opened:
            change_move(opened, {}, {"proven": known_as(self.installation, OLIVE)})

    def _sofia_takes_the_bathroom(self) -> None:
        _ = self.lang.gettext
        task = self._n(Task, title=_("Bathroom and the hall cupboard"))
        with self._change(self.signup) as opened:
            contacts: HelperFields = {"email": "sofia@example.org", "language": self.lang.tag}
            sofia = add_helper(opened, {"name": "Sofia", **contacts})
            claim_task(opened, task, sofia, Wish(quantity=4))
        with self._change(self._own("Sofia")) as opened:
            plan = _("When I have had my coffee at nine, I take the number 49 tram.")
            change_helper(opened, sofia, {"plan": plan})

    def _noor_offers_at_night(self) -> None:
        words = self.lang.gettext("I have a free Saturday and a strong back.")
        with self._change(self.signup) as opened:
            new_offer(opened, {"name": "Noor"}, words)

    def _change_books(self) -> None:
        task = self._n(Task, title=self.lang.gettext("Books from the living room"))
        with self._change() as opened:
            change_task(opened, task, {"starts": time(8, 30)})

    def _ifeoma_gives_the_furniture_back(self) -> None:
        """Give back what she had taken with one yes: out of the old home, and into the new one."""
        ifeoma = self._own("Ifeoma")
        with self.installation.database.reading() as session:
            mine = select(Claim.n).where(Claim.helper_n == ifeoma.n, Claim.released_at.is_(None)).order_by(Claim.n)
            claims = session.scalars(mine).all()
        with self._change(ifeoma) as opened:
            for claim in claims:
                release(opened, claim)

    def _tomas_may_sleep(self) -> None:
        """Call off, late on the eve, a task that begins at eight: the letter cannot wait for the morning."""
        task = self._n(Task, title=self.lang.gettext("Take the bed apart"))
        with self._change() as opened:
            change_task(opened, task, {"state": TaskState.CANCELLED})

    def _close(self) -> None:
        words = self.lang.gettext("We’re in, and the lamps are up. Thank you, all of you.")
        with self._change() as opened:
            say_to_everybody(opened, words)
            change_move(opened, {"state": MoveState.CLOSED})

    def _thank(self, name: str, note: str, way: Way) -> None:
        helper = self._n(Helper, name=name)
        with self._change() as opened:
            change_thanks(opened, helper, {"note": note})
            if way is Way.MAIL:
                send_note(opened, helper)
            else:
                change_thanks(opened, helper, {"way": way, "state": ThanksState.GIVEN})


def _moves(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Move)) or 0


def _read_letters(settings: Settings, move_id: str) -> list[SentLetter]:
    letters = (_read_letter(path) for path in (settings.data / LETTERS / move_id).glob("*.eml"))
    return sorted(letters, key=lambda letter: letter.at)


def _read_letter(path: Path) -> SentLetter:
    mail = message_from_bytes(path.read_bytes(), policy=default)
    subject = str(mail["Subject"]).strip()  # a long one begins on a line of its own
    return SentLetter(parsedate_to_datetime(str(mail["Date"])), str(mail["To"]), subject, path)
