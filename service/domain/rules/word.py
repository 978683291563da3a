"""A message to all who come: an hour later, it rains, the key is with Mrs Okafor."""

import math
from datetime import timedelta

from service.domain.core.change import Change
from service.domain.core.events import Event
from service.domain.core.refusals import WordTooSoon
from service.domain.figures.times import day_there
from service.domain.models import Standing

AFTER_THE_LAST = timedelta(minutes=10)
"""Time until the next word: the last one wants to be read."""
NEAR = timedelta(days=1)
"""A word so near the day wakes people rather than reach them too late."""


def say_to_all(change: Change, words: str, *, standbys: bool) -> None:
    """Say a word to everybody with a firm claim, and to those who stand by if wished.

    Raises MoveClosed, and WordTooSoon within ten minutes of the last word.
    """
    change.require_open()
    move, now = change.move, change.now
    if move.word_at is not None and now < move.word_at + AFTER_THE_LAST:
        raise WordTooSoon(math.ceil((move.word_at + AFTER_THE_LAST - now).total_seconds()))
    move.word, move.word_at, move.word_to_standbys = words, now, standbys
    is_near = move.day is not None and move.day - day_there(now, move.zone) <= NEAR
    standing = Standing.STANDBY if standbys else Standing.FIRM
    change.note(Event.WORD_SAID, standing=standing, urgent=is_near)
