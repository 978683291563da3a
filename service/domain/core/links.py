"""Links: signed secret addresses, each of which grants one role on one move.

A link holds move, role, number and epoch, with a signature over exactly that; nothing secret is stored.
Raising the epoch in the database revokes every link made before. Only one spelling of a link is accepted,
because base64 would let several through.
"""

import hmac
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import Any

from itsdangerous import BadSignature, Signer
from itsdangerous.encoding import base64_decode, base64_encode
from sqlalchemy import bindparam, exists, literal, null, select
from sqlalchemy.orm import Session

from service.domain.core.refusals import NotFound
from service.domain.models import Ask, EndedSession, Helper, May, Merging, Move, Organizer, Thanks
from service.storage.prepared import Prepared

_SIGNED = r"([a-z2-9]{10})([oshtla])(0|[1-9][0-9]{0,8})-([1-9][0-9]{0,8})"
_SIGNATURE = r"\.([A-Za-z0-9_-]{43})"
_SPELLING = re.compile(_SIGNED + _SIGNATURE)
_SESSION_SPELLING = re.compile(rf"{_SIGNED}~([A-Za-z0-9_-]{{16}})~([1-9][0-9]{{0,6}}){_SIGNATURE}")


ZONE = "zone"
"""Name under which a session keeps the time zone of the move that it was opened for: it is read with the epoch."""
REMEMBERED = 4096
"""Size of the caches of signatures, so that a popular link is signed and verified once."""


class Grants(StrEnum):
    """The role that a link grants."""

    ORGANIZER = "o"
    SIGNUP = "s"
    HELPER = "h"
    THANKS = "t"
    """The reader of one thank-you note; its number is the helper's."""
    ASK = "a"
    """The person who is asked, to answer one ask; its number is the ask's."""
    LETTERS = "l"
    """The reader of a letter, who chooses which ones come. Its number is the person's, its epoch stands for the address
    that the letter went to: it holds for as long as that is theirs, whatever becomes of their own link."""


@dataclass(frozen=True)
class Link:
    """A link whose signature was verified; its epoch is still to be checked by `authorise`."""

    move_id: str
    grants: Grants
    n: int
    epoch: int
    session: str = ""
    """The id of the session that an organizer's browser opened with this link; empty for the link itself."""

    @property
    def key(self) -> str:
        """The text that is signed; idempotency keys are kept under it, too."""
        return f"{self.move_id}{self.grants}{self.n}-{self.epoch}"


def new_session(link: Link) -> Link:
    """Open a session with a link: whoever signs out ends that alone."""
    return replace(link, session=secrets.token_urlsafe(12))


class Links:
    """Makes and reads links. `keys`, newest first: the first signs, all are accepted, so keys can rotate."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._secret, self._first_secret = keys[0].encode(), keys[-1].encode()
        self._signed = lru_cache(maxsize=REMEMBERED)(self._verified)
        self._made = lru_cache(maxsize=REMEMBERED)(self._token)
        self._signer, self._of_sessions = (_signer(keys, salt) for salt in ("manyhands.link", "manyhands.session"))

    def make(self, link: Link) -> str:
        return self._made(link.key)

    def _token(self, key: str) -> str:
        return self._signer.sign(key).decode()

    def fingerprint(self, *parts: str) -> str:
        """Digest what was sent. Keyed, so that nobody can find the text behind it by trying."""
        return hmac.digest(self._secret, "\0".join(parts).encode(errors="replace"), "sha256").hex()

    def lasting(self, *parts: str) -> str:
        """Digest like `fingerprint`, but by the oldest key: a new key in front of the others does not change it."""
        return hmac.digest(self._first_secret, "\0".join(parts).encode(errors="replace"), "sha256").hex()

    def read(self, token: str, *, grants: Grants) -> Link:
        """Verify a token. Raises NotFound for each that was not made by `make` for this role, letter for letter."""
        link = self._signed(token)
        if link.grants is not grants:
            raise NotFound
        return link

    def _verified(self, token: str) -> Link:
        spelled = _SPELLING.fullmatch(token)
        if spelled is None:
            raise NotFound
        move_id, role, n, epoch, signature = spelled.groups()
        _check_signature(self._signer, token, signature)
        return Link(move_id, Grants(role), int(n), int(epoch))

    def make_session(self, link: Link, day: int) -> str:
        """Make the token that a browser keeps of a session; `day` is the ordinal of the day of its last use."""
        return self._of_sessions.sign(f"{link.key}~{link.session}~{day}").decode()

    def read_session(self, token: str) -> tuple[Link, int]:
        """Verify what `make_session` has made, and return the session and its day. Raises NotFound."""
        spelled = _SESSION_SPELLING.fullmatch(token)
        if spelled is None:
            raise NotFound
        move_id, role, n, epoch, session, day, signature = spelled.groups()
        _check_signature(self._of_sessions, token, signature)
        return Link(move_id, Grants(role), int(n), int(epoch), session), int(day)


def _signer(keys: Sequence[str], salt: str) -> Signer:
    """Make a signer whose keys are derived once: by itself it would derive them at each link."""
    derives = Signer(list(reversed(keys)), salt=salt, digest_method=sha256, key_derivation="hmac")
    derived = [derives.derive_key(key) for key in derives.secret_keys]
    return Signer(derived, salt=salt, digest_method=sha256, key_derivation="none")


def _check_signature(signer: Signer, token: str, signature: str) -> None:
    """Raise NotFound unless this is our signature in the one spelling that we write."""
    try:
        signer.unsign(token)
    except BadSignature:
        raise NotFound from None
    if base64_encode(base64_decode(signature)).decode() != signature:
        raise NotFound


@dataclass
class Merged(NotFound):
    """The link's entry is one with another, or was for a while. It opens nothing: two of one name may be two people.

    `survivor` is the link of the entry that goes on, for the program alone: whoever asks by `old` must not see it.
    """

    old: Link
    survivor: Link
    is_parted: bool
    """The merging was undone: the entry that goes on is the link's own."""


def authorise(session: Session, link: Link, *, needs: May = May.ORGANIZE) -> May:
    """Check a link against the database; returns what an organizer's allows, for every other May.ORGANIZE.

    `needs`: what an organizer's link has to allow. Nothing opens for a keeper unless it is asked for with May.SUGGEST.

    Raises NotFound if it was revoked, its session ended, its move or person is gone, or it does not allow that; as
    Merged if the person was merged.
    """
    if link.grants is Grants.LETTERS:
        reader_of(session, link)
        return May.ORGANIZE
    whose = {"move": link.move_id, "person": link.n, "session": link.session}
    row = EPOCHS[link.grants].first(session.connection(), whose)
    if row is None:
        raise NotFound
    session.info[ZONE] = row.zone
    if row.epoch == link.epoch and row.merged_into is None:
        if row.may is May.SUGGEST and needs is May.ORGANIZE:
            raise NotFound
        return May(row.may)
    if link.grants is Grants.ASK:
        raise NotFound
    merging = None if row.epoch == link.epoch else _ended_by(session, link)
    is_parted = merging is not None and merging.undone_at is not None and row.merged_into is None
    raise Merged(link, _survivor(session, link), is_parted)


def holds(session: Session, link: Link) -> bool:
    """Tell whether a link is still valid, whatever it allows."""
    try:
        authorise(session, link, needs=May.SUGGEST)
    except NotFound:
        return False
    return True


def reader_of(session: Session, link: Link) -> Link:
    """Find the present link of the person whom a link was made for, or of the entry that they were merged into.

    For the program alone: the link need not be valid any more. Raises NotFound.
    """
    if link.grants is not Grants.HELPER:
        whose = {"move": link.move_id, "person": link.n, "session": ""}
        organizer = EPOCHS[Grants.ORGANIZER].first(session.connection(), whose)
        if organizer is not None:
            return Link(link.move_id, Grants.ORGANIZER, link.n, organizer.epoch)
    if link.grants is Grants.ORGANIZER or session.get(Helper, (link.move_id, link.n)) is None:
        raise NotFound
    return _survivor(session, link)


def _survivor(session: Session, link: Link) -> Link:
    """Make the link of the entry that this one's person goes on under."""
    n = link.n
    while True:
        row = EPOCHS[Grants.HELPER].first(session.connection(), {"move": link.move_id, "person": n})
        if row.merged_into is None:
            return Link(link.move_id, Grants.HELPER, n, row.epoch)
        n = row.merged_into


def _ended_by(session: Session, link: Link) -> Merging:
    """Find the merging that ended this helper's link, since another entry's contacts came to theirs or went again.

    Raises NotFound if it was something else.
    """
    if link.grants is Grants.HELPER:
        its = (Merging.move_id == link.move_id, Merging.survivor_n == link.n)
        for merging in session.scalars(select(Merging).where(*its).order_by(Merging.n.desc())):
            if link.epoch in (merging.before.get("epoch"), merging.before.get("epoch_between")):
                return merging
    raise NotFound


_NOT_MERGED = null().label("merged_into")
_ZONE = select(Move.zone).where(Move.id == bindparam("move")).scalar_subquery().label("zone")
_MAY_ALL = literal(May.ORGANIZE.value).label("may")
_ITS: dict[str, Any] = {"move": bindparam("move"), "person": bindparam("person")}
_EPOCHS: dict[Grants, Any] = {
    Grants.SIGNUP: select(Move.signup_epoch.label("epoch"), _NOT_MERGED, _MAY_ALL, Move.zone).where(
        Move.id == _ITS["move"]
    ),
    Grants.ORGANIZER: select(Organizer.epoch, _NOT_MERGED, Organizer.may, _ZONE).where(
        Organizer.move_id == _ITS["move"],
        Organizer.n == _ITS["person"],
        Organizer.is_there(),
        ~exists().where(EndedSession.move_id == _ITS["move"], EndedSession.id == bindparam("session")),
    ),
    Grants.HELPER: select(Helper.epoch, Helper.merged_into, _MAY_ALL, _ZONE).where(
        Helper.move_id == _ITS["move"], Helper.n == _ITS["person"]
    ),
    Grants.ASK: select(Ask.epoch, Helper.merged_into, _MAY_ALL, _ZONE)
    .join(Helper, (Helper.move_id == Ask.move_id) & (Helper.n == Ask.helper_n))
    .where(Ask.move_id == _ITS["move"], Ask.n == _ITS["person"], Helper.forgotten_at.is_(None)),
    Grants.THANKS: select(Thanks.epoch, Helper.merged_into, _MAY_ALL, _ZONE)
    .join(Helper, (Helper.move_id == Thanks.move_id) & (Helper.n == Thanks.n))
    .where(Thanks.move_id == _ITS["move"], Thanks.n == _ITS["person"], Thanks.note != ""),
}
EPOCHS = {grants: Prepared(epoch) for grants, epoch in _EPOCHS.items()}
