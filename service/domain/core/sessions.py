"""The end of an organizer's session: signing out, on the server too, so that no copy of the cookie opens anything."""

from sqlalchemy import select

from service.domain.core.links import Link, authorise
from service.domain.models import EndedSession, May, Move, table
from service.storage.database import Database
from service.storage.upsert import upsert

ENDED = table(EndedSession)


def end_session(database: Database, by: Link) -> None:
    """End the session that asks. Raises NotFound if its link is not valid any more."""
    with database.writing(of=by.move_id) as session:
        authorise(session, by, needs=May.SUGGEST)
        if by.session:
            ended = {"move_id": by.move_id, "id": by.session}
            session.execute(upsert(session.connection(), ENDED).on_conflict_do_nothing(), ended)
            # No page has anything new, but the event streams of this session end.
            version = session.scalars(select(Move.version).where(Move.id == by.move_id)).one()
            database.announce(session, by.move_id, version)
