"""Sending again because somebody asks for it: a lost link, or a letter that did not arrive.

Who asks for a lost link learns nothing: the request is put aside, and the sweeper sees to it at a time of its own.
"""

from collections import deque
from contextlib import suppress

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.domain.core.links import Link, Merged, authorise
from service.domain.core.message_rows import ask_again
from service.domain.core.receivers import HELPER, ORGANIZER
from service.domain.core.refusals import NotFound, TooMany
from service.domain.models import Message, MessageState, Move
from service.domain.reading.people import read_helper
from service.domain.reading.snapshot import reading_as
from service.domain.reading.troubles import TROUBLE
from service.domain.reminders.correspondence import Person
from service.installation import Asked, Installation
from service.mail.addresses import counted_as, mailbox_key, spelled
from service.mail.mailboxes import clear_bounce
from service.mail.today import read_today
from service.storage.counters import DAY_SECONDS, count_in
from service.storage.database import Unavailable

AGAIN_A_DAY = 5
"""Times a day that one visitor has the link sent to one address. A stranger's do not count for its owner."""
SOON = 15
"""Seconds after which somebody may ask again where too many wait."""


def ask_for_links(installation: Installation, asked: Asked) -> None:
    """Put aside that somebody wants their links.

    Nothing is looked up before the answer, so that neither its time nor anything after it tells who is known. Raises
    NotFound if the sign-up link is not good any more, and TooMany.
    """
    if asked.by is not None:
        with reading_as(installation.database, asked.by):
            pass
    if not installation.asked.put(asked, bounded=installation.settings.limits == "on"):
        raise TooMany(SOON)


def send_what_was_asked(installation: Installation) -> None:
    """Send the links that were asked for by now. Raises Unavailable: then those that are left wait on."""
    taken = deque(installation.asked.take())
    try:
        while taken:
            asked = taken[0]
            with suppress(NotFound):  # the sign-up link was replaced meanwhile
                if asked.by is None:
                    send_keys_again(installation, asked.email, asked.visitor)
                else:
                    send_again(installation, asked.by, asked.email, asked.visitor)
            taken.popleft()
    except Unavailable:
        for asked in taken:
            installation.asked.put(asked, bounded=False)  # those that found no room meanwhile are lost
        raise


def send_again(installation: Installation, by: Link, email: str, visitor: str) -> None:
    """Send helpers with this address their link again, for a holder of the sign-up link. It tells nobody who is known.

    Raises NotFound if the sign-up link is not good any more.
    """
    with installation.database.writing(of=by.move_id) as session:
        authorise(session, by)
        if _is_enough(installation, session, email, visitor):
            return
        if ask_again(session.connection(), HELPER, email, installation.now(), visitor=visitor, move_id=by.move_id):
            _wake(installation, session, by.move_id)


def send_to_survivor(installation: Installation, by: Link, visitor: str) -> bool:
    """Send the link of the entry that this link's was merged into to its address; False if it was not merged.

    Raises NotFound.
    """
    with installation.database.writing(of=by.move_id) as session:
        try:
            authorise(session, by)
        except Merged as no:
            email = read_helper(session, no.survivor).email
            if email and not _is_enough(installation, session, email, visitor):
                ask_again(session.connection(), HELPER, email, installation.now(), visitor=visitor, move_id=by.move_id)
                _wake(installation, session, by.move_id)
            return True
        return False


def send_keys_again(installation: Installation, email: str, visitor: str) -> None:
    """Send organizers with this address the links to their moves again. It tells nobody who is known."""
    with installation.database.writing() as session:
        if _is_enough(installation, session, email, visitor):
            return
        for move_id in ask_again(session.connection(), ORGANIZER, email, installation.now(), visitor=visitor):
            _wake(installation, session, move_id)


def _is_enough(installation: Installation, session: Session, email: str, visitor: str) -> bool:
    """Count a visitor's request for this address, known or not; return whether it is one too many for a day."""
    if installation.settings.limits == "off":
        return False
    now = installation.now()
    key = f"again {read_today(session, now).digest('again', counted_as(spelled(email)), visitor)}"
    return count_in(session, key, DAY_SECONDS, 1, now.timestamp()) > AGAIN_A_DAY


def try_again(installation: Installation, by: Link, person: Person, role: str, visitor: str) -> None:
    """Queue again all messages to this person that may not have arrived, and clear the bounce. Raises NotFound."""
    whose = (Message.move_id == by.move_id, Message.role == role, Message.person_n == person.n)
    now = installation.now()
    waits = {
        "state": MessageState.WAITING,
        "try_at": now,
        "made_at": now,
        "tries": 0,
        "error": "",
        "ended_at": None,
        "visitor": visitor,
    }
    with installation.database.writing(of=by.move_id) as session:
        authorise(session, by)
        session.execute(update(Message).where(*whose, Message.state.in_(TROUBLE)).values(waits))
        clear_bounce(session, mailbox_key(installation, person.email, person.phone))
        _wake(installation, session, by.move_id)


def _wake(installation: Installation, session: Session, move_id: str) -> None:
    """Wake the sending thread by announcing the version that the move has: no page has anything new."""
    version = session.scalars(select(Move.version).where(Move.id == move_id)).one()
    installation.database.announce(session, move_id, version)
