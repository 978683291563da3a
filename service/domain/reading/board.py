"""Reads what the faces show: each page in a fixed number of queries, out of one snapshot.

A public reading never selects a contact detail or an exact address: what was not read cannot leak.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.core.links import Link, authorise
from service.domain.core.refusals import NotFound
from service.domain.figures.capacity import Capacity, ClaimTotals, flights_of, waiting
from service.domain.figures.times import next_thanks_day
from service.domain.models import (
    Claim,
    Happening,
    Helper,
    Kind,
    Move,
    Offer,
    Organizer,
    Standing,
    Task,
    TaskState,
    Thanks,
    ThanksState,
    Work,
)
from service.domain.reading.views import (
    Audience,
    Board,
    ClaimView,
    Effort,
    EndView,
    HelperView,
    MoveView,
    OfferView,
    OrganizerView,
    TaskView,
    ThanksList,
    ThanksView,
    when_key,
)
from service.storage.database import Database

PRIVATE: list[Any] = [
    Helper.email,
    Helper.phone,
    Helper.epoch,
    Helper.by_hand,
    Helper.language,
    Helper.quiet,
    Helper.plan,
    Helper.no_thanks,
    Helper.glad_at,
]
"""What of a helper only they and the organizers may see."""


@contextmanager
def reading_as(database: Database, link: Link) -> Iterator[Session]:
    """One snapshot for whoever holds this link. Raises NotFound if it is not valid any more."""
    with database.reading() as session:
        authorise(session, link)
        yield session


@dataclass(frozen=True)
class MoveVersion:
    """What tells whether a public page that was made before is still true."""

    version: int
    signup_epoch: int
    zone: str


def read_version(database: Database, move_id: str) -> MoveVersion | None:
    """One row by its key, without a transaction: the cheapest question there is. Raises Unavailable."""
    row = database.fetch_one("SELECT version, signup_epoch, zone FROM move WHERE id = :id", {"id": move_id})
    return None if row is None else MoveVersion(*row)


def read_move(session: Session, move_id: str, audience: Audience) -> MoveView:
    """Raises NotFound."""
    open_columns: list[Any] = [
        Move.id,
        Move.version,
        Move.state,
        Move.title,
        Move.zone,
        Move.day,
        Move.why,
        Move.same_building,
        Move.signup_epoch,
        Move.revision,
        Move.from_area,
        Move.from_floor,
        Move.from_lift,
        Move.to_area,
        Move.to_floor,
        Move.to_lift,
    ]
    closed_columns: list[Any] = [] if audience is Audience.PUBLIC else [Move.from_address, Move.to_address]
    if audience is Audience.ORGANIZER:
        closed_columns += [Move.evening, Move.planned_at]
    row = session.execute(select(*open_columns, *closed_columns).where(Move.id == move_id)).one_or_none()
    if row is None:
        raise NotFound
    private: list[Any] = [] if audience is Audience.PUBLIC else [Organizer.email, Organizer.phone]
    if audience is Audience.ORGANIZER:
        private += [
            Organizer.language,
            Organizer.epoch,
            Organizer.quiet,
            Organizer.digest_days,
            Organizer.write_on,
            Organizer.not_on,
        ]
    query = select(Organizer.n, Organizer.name, *private).where(Organizer.move_id == move_id)
    organizers = [OrganizerView(**each._mapping) for each in session.execute(query.order_by(Organizer.n)).all()]
    return _move_view(row, organizers)


def read_board(session: Session, move_id: str, audience: Audience, *, me: int | None = None) -> Board:
    """The whole move as this audience may see it: the same number of queries for any number of rows.

    `me`: the helper who reads. They also see their own quiet reserve and offers, and what became of a task
    that they have taken and that was cancelled or kept since.
    """
    move = read_move(session, move_id, audience)
    helpers = _helpers(session, move_id, audience)
    claims = _claims(session, move_id)
    query = select(Task).where(Task.move_id == move_id)
    rows = [task for task in session.scalars(query) if _seen(task, audience, claims[task.n], me)]
    tasks = [_task_view(task, move.flights, claims[task.n], helpers, audience, me) for task in rows]
    tasks.sort(key=lambda task: (list(Kind).index(task.kind), when_key(task, move)))
    offers = (
        []
        if audience is Audience.PUBLIC
        else _offers(session, move_id, helpers, None if audience is Audience.ORGANIZER else me)
    )
    return Board(move, tasks, list(helpers.values()), offers)


def preview(move: MoveView, task: Task) -> TaskView:
    """A task that is written nowhere yet, as it would be seen."""
    return _task_view(task, move.flights, [], {}, Audience.ORGANIZER, None)


def was_pasted(session: Session, move_id: str, digest: str) -> bool:
    """Whether a list with this digest has become tasks of this move before."""
    query = select(Happening.about).where(Happening.move_id == move_id, Happening.what == "list_pasted")
    return any(about.get("digest") == digest for about in session.scalars(query))


def read_helper(session: Session, link: Link) -> HelperView:
    """The helper whose link this is, with their own contacts, also if they go on under another number since.

    Raises NotFound.
    """
    query = select(Helper.n, Helper.name, *PRIVATE, Helper.merged_into).where(
        Helper.move_id == link.move_id, Helper.forgotten_at.is_(None)
    )
    row = session.execute(query.where(Helper.n == link.n, Helper.epoch == link.epoch)).one_or_none()
    while row is not None and row.merged_into is not None:
        row = session.execute(query.where(Helper.n == row.merged_into)).one_or_none()
    if row is None:
        raise NotFound
    known = dict(row._mapping)
    del known["merged_into"]
    return HelperView(**known)


def read_thanks(session: Session, move_id: str, now: datetime) -> ThanksList:
    """One entry for each helper who took something, offered, or was added by hand; in order of arrival.

    Nobody who gave back all they took is listed, unless something was already written to them.
    """
    board = read_board(session, move_id, Audience.ORGANIZER)
    rows = {row.n: row for row in session.scalars(select(Thanks).where(Thanks.move_id == move_id))}
    stepped = select(Happening.about).where(Happening.move_id == move_id, Happening.what == "stepped_up")
    return thanks_of(board, rows, now, stepped_in={about["claim"] for about in session.scalars(stepped)})


def thanks_of(
    board: Board, rows: Mapping[int, Thanks], now: datetime, *, stepped_in: Set[int] = frozenset()
) -> ThanksList:
    """The thank-you list of a board; `rows` by the helper's number, `stepped_in` from history."""
    first = board.move.organizer
    reminder = next_thanks_day(board.move.day, board.move.zone, now, first.write_on, first.not_on)
    entries = []
    for helper in board.helpers:
        claims, offers = board.claims_of(helper.n), board.offered_by(helper.n)
        row = rows.get(helper.n)
        if claims or offers or helper.by_hand or row is not None:
            entries.append(_thanks_view(helper, claims, offers, row, reminder, stepped_in))
    return ThanksList(board.move, entries)


@dataclass(frozen=True)
class Note:
    """A thank-you note as its reader sees it: the words, to whom and from whom."""

    to: str
    words: str
    organizers: list[str]


def read_note(session: Session, link: Link) -> Note:
    """The note that a link opens. Raises NotFound."""
    mine = (Thanks.move_id == link.move_id, Thanks.n == link.n)
    query = select(Helper.name, Thanks.note).join(Thanks, (Thanks.move_id == Helper.move_id) & (Thanks.n == Helper.n))
    row = session.execute(query.where(*mine, Helper.forgotten_at.is_(None))).one_or_none()
    if row is None:
        raise NotFound
    names = select(Organizer.name).where(Organizer.move_id == link.move_id).order_by(Organizer.n)
    return Note(row.name, row.note, list(session.scalars(names)))


def read_history(session: Session, move_id: str) -> Sequence[Happening]:
    query = select(Happening).where(Happening.move_id == move_id)
    return session.scalars(query.order_by(Happening.version, Happening.line)).all()


def _move_view(row: Any, organizers: list[OrganizerView]) -> MoveView:
    def end(side: str) -> EndView:
        return EndView(
            area=getattr(row, f"{side}_area"),
            address=getattr(row, f"{side}_address", ""),
            floor=getattr(row, f"{side}_floor"),
            lift=getattr(row, f"{side}_lift"),
        )

    return MoveView(
        id=row.id,
        version=row.version,
        state=row.state,
        title=row.title,
        zone=row.zone,
        day=row.day,
        why=row.why,
        same_building=row.same_building,
        start=end("from"),
        finish=end("to"),
        flights=flights_of(row),
        signup_epoch=row.signup_epoch,
        revision=row.revision,
        organizers=organizers,
        evening=getattr(row, "evening", ""),
        planned_at=getattr(row, "planned_at", None),
    )


def _helpers(session: Session, move_id: str, audience: Audience) -> dict[int, HelperView]:
    private: list[Any] = PRIVATE if audience is Audience.ORGANIZER else []
    listed = (Helper.move_id == move_id, Helper.forgotten_at.is_(None), Helper.merged_into.is_(None))
    query = select(Helper.n, Helper.name, *private).where(*listed)
    return {row.n: HelperView(**row._mapping) for row in session.execute(query.order_by(Helper.n))}


def _claims(session: Session, move_id: str) -> dict[int, list[Claim]]:
    query = select(Claim).where(Claim.move_id == move_id, Claim.released_at.is_(None))
    by_task = defaultdict(list)
    for claim in session.scalars(query.order_by(Claim.n)):
        by_task[claim.task_n].append(claim)
    return by_task


def _offers(session: Session, move_id: str, helpers: dict[int, HelperView], only: int | None) -> list[OfferView]:
    """Those of all, or of one helper only."""
    query = select(Offer).where(Offer.move_id == move_id)
    if only is not None:
        query = query.where(Offer.helper_n == only)
    return [
        OfferView(row.n, helpers[row.helper_n], row.words, row.state)
        for row in session.scalars(query.order_by(Offer.n))
        if row.helper_n in helpers
    ]


def _seen(task: Task, audience: Audience, claims: list[Claim], me: int | None) -> bool:
    if audience is Audience.ORGANIZER or any(claim.helper_n == me for claim in claims):
        return True
    return not task.kept and task.state is not TaskState.CANCELLED


def _task_view(
    task: Task,
    flights: int,
    claims: list[Claim],
    helpers: dict[int, HelperView],
    audience: Audience,
    me: int | None,
) -> TaskView:
    capacity = Capacity(task, ClaimTotals.of(claims), flights)
    position = {claim.n: at for at, claim in enumerate(waiting(claims), start=1)}
    views = [
        ClaimView(
            n=claim.n,
            task_n=task.n,
            helper=helpers[claim.helper_n],
            quantity=claim.quantity,
            standing=claim.standing,
            role=claim.role,
            vehicle_kind=claim.vehicle_kind,
            vehicle_seats=claim.vehicle_seats,
            note=claim.note if audience is Audience.ORGANIZER or claim.helper_n == me else "",
            claimed_at=claim.claimed_at,
            position=position.get(claim.n),
        )
        for claim in claims
        if audience is Audience.ORGANIZER or claim.helper_n == me or claim.standing is not Standing.IF_NEEDED
    ]
    return TaskView(
        n=task.n,
        kind=task.kind,
        title=task.title,
        needed=task.needed,
        work=task.work,
        sort=task.sort,
        weight_kg=task.weight_kg,
        why=task.why,
        bring=task.bring,
        day=task.day,
        starts=task.starts,
        ends=task.ends,
        minutes=task.minutes,
        minutes_least=task.minutes_least,
        estimated=task.estimated,
        kept=task.kept,
        state=task.state,
        revision=task.revision,
        crew=capacity.crew,
        risk=capacity.risk,
        places=capacity.needed,
        taken=capacity.taken,
        left=capacity.left,
        cover=capacity.cover,
        effort=effort_of(task),
        driver=next((view for view in views if view.n == capacity.totals.driver), None),
        claims=views,
    )


LIGHT_KG = 10
"""Up to here a thing counts as light (own estimate; the levels are those that helpers choose from)."""


def effort_of(task: Task) -> Effort:
    match task.kind:
        case Kind.BOX_LOAD:
            return Effort.LIGHT if task.work is Work.PACK else Effort.BOXES
        case Kind.HEAVY_ITEM:
            light = task.weight_kg is not None and task.weight_kg <= LIGHT_KG
            return Effort.LIGHT if light else Effort.FURNITURE
        case _:
            return Effort.NONE


def _thanks_view(
    helper: HelperView,
    claims: list[tuple[TaskView, ClaimView]],
    offers: list[OfferView],
    row: Thanks | None,
    reminder: datetime | None,
    stepped_in: Set[int],
) -> ThanksView:
    state = row.state if row else ThanksState.TO_WRITE
    wanted = not (helper.no_thanks and state is ThanksState.TO_WRITE)
    pending = wanted and state in (ThanksState.TO_WRITE, ThanksState.WRITTEN)
    return ThanksView(
        helper=helper,
        claims=claims,
        offers=offers,
        note=row.note if row else "",
        way=row.way if row else None,
        state=state,
        given_at=row.given_at if row else None,
        epoch=row.epoch if row else 1,
        remind_at=reminder if pending else None,
        stepped_in=stepped_in & {claim.n for _task, claim in claims},
    )
