"""change(): the only way in which a move changes.

Beside it write `creating.create_move()`, which begins one; `tellings.tell()`, since who has been told is no part of
the move (docs/decisions/0022); and what sends letters, which writes messages, counts and when to look again.

The changes of one move happen one after another: its row is the first thing written. From its version follow
no over-claiming, the history, and everything that asks whether a move has changed. A change that notes no event
changed nothing and is rolled back, so versions have no gaps; but for what is written quietly.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from types import SimpleNamespace
from typing import Any, TypeVar, Unpack, cast

from sqlalchemy import Executable, delete
from sqlalchemy.orm import Session

from service.domain.core.events import GONE, About, Event, Line
from service.domain.core.images import Images
from service.domain.core.intents import Intent, find_intent, forget_intent, intent_values, keep_intent
from service.domain.core.links import Grants, Link, authorise
from service.domain.core.message_rows import write_messages
from service.domain.core.refusals import MoveClosed, NotFound
from service.domain.core.room import require_room
from service.domain.core.statements import ADD_LINES, COLUMNS, FIND, TOUCH, UNTOUCH, insert_into, set_move
from service.domain.core.tellings import note_tellings
from service.domain.models import Helper, May, Move, MoveState, ReadOnly, ReadOnlyHelper, Row
from service.storage.database import Database
from service.storage.traces import leave_traces
from service.storage.transaction import Transaction

RowT = TypeVar("RowT", bound=Row)
ReadOnlyT = TypeVar("ReadOnlyT", bound=ReadOnly)
HelperT = TypeVar("HelperT", Helper, ReadOnlyHelper)


class Change:
    """One open change of one move: the rules read and write through it.

    `move` may be changed like any object: columns that differ are written when the change is over. Other rows
    are changed through `get` and the `session`. Statements that every claim needs go straight to `connection`.
    """

    def __init__(
        self, transaction: Transaction, move: Move, by: Link, now: datetime, intent: Intent | None, visitor: str
    ) -> None:
        self._transaction = transaction
        self.connection = transaction.connection
        self.move = move
        self.by = by
        self.may = May.ORGANIZE
        """The rights of an organizer's link: a keeper changes nothing but drafts of their own."""
        self.now = now
        self.visitor = visitor
        self._intent = intent
        self._intent_row: dict[str, Any] | None = None
        self.lines: list[Line] = []
        self._inserted: dict[tuple[type[Row], int], dict[str, Any]] = {}
        """Values of rows that were inserted here, as long as nothing can have changed them."""
        self._seen: dict[tuple[type[ReadOnly], int], Any] | None = {}
        """Rows that were read here; None once a row may be changed."""
        self._is_quiet = False
        self.actor = (by.grants.name.lower(), by.n)
        """Role and number that the history names: those of the link, or of the helper who was asked by it."""
        self._unreachable: set[int] = set()
        """Helpers created in this change without e-mail or phone: receivers are looked up without them."""
        self.erased = False
        self.led_to: int | None = None
        """The version that the same intent led to before; None where it has not come before."""
        self.can_be_undone = False

    @property
    def session(self) -> Session:
        """The ORM's session. It may change any row: those inserted before are read from the database from here on."""
        self._inserted.clear()
        self._seen = None
        return self._transaction.session

    @property
    def happened(self) -> bool:
        return bool(self.lines) or self.erased

    @property
    def version(self) -> int:
        """The move's version once this change is over: unchanged if nothing happened."""
        return self.move.version if self.happened else self.move.version - 1

    @property
    def by_organizer(self) -> bool:
        return self.by.grants is Grants.ORGANIZER and self.may is May.ORGANIZE

    @property
    def by_keeper(self) -> bool:
        return self.may is May.SUGGEST

    def next_n(self) -> int:
        """Take the next number for a new row. Raises TooLarge where a move holds more than anybody could read."""
        require_room(self._transaction, self.move)
        self.move.last_n += 1
        return self.move.last_n

    def next_epoch(self, after: int = 0) -> int:
        """Return an epoch for the links to a row that had this one before; without any, for those to a new row."""
        return max(after + 1, self.move.epoch_floor)

    def add(self, row: RowT) -> RowT:
        """Write a new row now, so that later rows may point to it and its constraints speak at once."""
        self._seen = None
        self._transaction.session.add(row)
        self._transaction.flush()
        return row

    def flush(self) -> None:
        """Write the changes of rows so far, before a statement that has to see them."""
        self._transaction.flush()

    def insert(self, of: type[Row], **values: Any) -> int:
        """Write a new row of this move straight away, with every column given but its key; returns its number."""
        n = self.next_n()
        values |= {"move_id": self.move.id, "n": n}
        insert_into(of, *values).run(self.connection, values)
        self._inserted[of, n] = values
        if of is Helper and not (values["email"] or values["phone"]):
            self._unreachable.add(n)
        return n

    def get(self, of: type[RowT], n: int) -> RowT:
        """Load the row `n` of this move to change it. Raises NotFound."""
        self._inserted.pop((of, n), None)
        self._seen = None
        row = self._transaction.session.get(of, (self.move.id, n))
        if row is None:
            raise NotFound
        return row

    def read(self, of: type[ReadOnlyT], n: int) -> ReadOnlyT:
        """Read the row `n` of this move: quicker than `get`, and nothing can be changed in it. Raises NotFound."""
        if self._seen is not None and (of, n) in self._seen:
            seen: ReadOnlyT = self._seen[of, n]
            return seen
        inserted = self._inserted.get((of.model, n))
        if inserted is not None:
            found = of(*(inserted[name] for name in COLUMNS[of]))
        else:
            self._transaction.flush()
            row = FIND[of].first(self.connection, {"move": self.move.id, "its": n})
            if row is None:
                raise NotFound
            found = of(*row)
        if self._seen is not None:
            self._seen[of, n] = found
        return found

    def note(self, what: Event, **about: Unpack[About]) -> None:
        """Write one line of history."""
        self.lines.append(
            {
                "move_id": self.move.id,
                "version": self.move.version,
                "line": len(self.lines) + 1,
                "at": self.now,
                "by_role": self.actor[0],
                "by_n": self.actor[1],
                "what": what,
                "about": about,
            }
        )

    def require_open(self) -> None:
        if self.move.state is not MoveState.OPEN:
            raise MoveClosed(self.move.state)

    def once(
        self,
        make: Callable[[], list[int]] | Callable[[], None],
        *,
        still_valid: Callable[[list[int]], bool] | None = None,
    ) -> list[int]:
        """Call `make`, or return the numbers that it made before for the same intent (none where it makes no rows).

        Numbers that are no longer `still_valid` are made anew. Raises KeyReused if the key comes with another request.
        """
        if self._intent is None:
            return make() or []
        earlier = find_intent(self.connection, self.by.key, self._intent, self.now)
        if earlier is not None:
            if still_valid is None or still_valid(earlier.made):
                self.led_to = earlier.version
                return list(earlier.made)
            forget_intent(self.connection, self.by.key, self._intent)
        made = make() or []
        self._intent_row = intent_values(self._intent, self.by.key, self.move.id, made, self.now, self.version)
        return made

    def write_quietly(self, statement: Executable, values: dict[str, Any]) -> None:
        """Execute a statement that is nobody's news: no line of history, no new version, nothing announced.

        For what must look like nothing to everybody else (docs/decisions/0021).
        """
        self.session.execute(statement, values)
        self._is_quiet = True

    def erase(self) -> None:
        """Delete the move with everything in it."""
        self._transaction.session.execute(delete(Move).where(Move.id == self.move.id))
        self.erased = True

    def finish(self, before: dict[str, Any]) -> None:
        """Write the rest: the columns of the move that differ from `before`, the history, messages, the intent."""
        self._transaction.flush()
        if not self.happened and self._is_quiet:
            self.connection.execute(UNTOUCH, {"of": self.move.id})
        elif not self.happened:
            self._transaction.roll_back()
        elif not self.erased:
            look = write_messages(self.connection, self.lines, self.visitor, unreachable=self._unreachable)
            if look is not None:
                self.move.next_due_at = min(look, self.move.next_due_at or look)
            note_tellings(self.connection, self.lines)
            self._write_move(before)
            ADD_LINES.run(self.connection, *self.lines)
        if self._intent_row is not None:
            keep_intent(self.connection, self._intent_row)

    def _write_move(self, before: dict[str, Any]) -> None:
        now = self.move.__dict__
        changed = {name: now[name] for name, value in before.items() if now[name] != value}
        if changed:
            set_move(*changed).run(self.connection, {"of": self.move.id, **changed})


@contextmanager
def change(
    database: Database,
    by: Link,
    *,
    now: datetime,
    intent: Intent | None = None,
    visitor: str = "",
    needs: May = May.ORGANIZE,
) -> Iterator[Change]:
    """Change the move that `by` belongs to, as `by`. Raises NotFound if the link is not valid any more.

    `needs`: as in `authorise`.

    `visitor`: digest of the visiting address that asks for it, for the bounds on letters; empty for none.

    Call it inside the endpoint's own thread, never in a dependency: it holds the lock that all writers wait for.
    """
    with database.transaction(of=by.move_id) as transaction:
        row = TOUCH.first(transaction.connection, {"of": by.move_id})
        if row is None:
            raise NotFound
        before = row._asdict()
        may = May.ORGANIZE
        if by.grants is not Grants.SIGNUP:
            may = authorise(transaction.session, by, needs=needs)
        elif row.signup_epoch != by.epoch:
            raise NotFound
        # A plain namespace with the columns of a Move: an object of the ORM would cost as much as the UPDATE.
        opened = Change(transaction, cast(Move, SimpleNamespace(**before)), by, now, intent, visitor)
        opened.may = may
        images = Images(opened.connection, opened.move.id) if by.grants is Grants.ORGANIZER else None
        yield opened
        opened.finish(before)
        if images is not None and opened.happened and not opened.erased:
            is_kept = images.keep(opened.version, before, opened.move.__dict__)
            opened.can_be_undone = is_kept and opened.by_organizer
        if opened.erased or any(line["what"] in GONE for line in opened.lines):
            leave_traces(transaction.session, now.timestamp())
        if opened.happened:
            database.announce(transaction, opened.move.id, opened.move.version)


def helper_of(change: Change, n: int) -> Helper:
    """Load the helper `n`. Raises NotFound, also if they asked to be forgotten or were merged into another entry."""
    return _listed(change.get(Helper, n))


def read_listed(change: Change, n: int) -> ReadOnlyHelper:
    """Read the helper `n`: quicker than `helper_of`, which it is like in everything else. Raises NotFound."""
    return _listed(change.read(ReadOnlyHelper, n))


def _listed(helper: HelperT) -> HelperT:
    if helper.forgotten_at is not None or helper.merged_into is not None:
        raise NotFound
    return helper
