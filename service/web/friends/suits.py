"""A friend's limits, in the address of the sign-up page: "?lifting=no&when=2026-12-05-morning".

They stand there and on the friend's own device (frontend/scripts/suits.ts), nowhere else: nothing here writes them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from fastapi import Request

from service.domain.reading.views import Suits, When


def suits_in(request: Request) -> Suits:
    """Read it from an address; anything else that stands there is left out."""
    query = request.query_params
    return Suits(query.get("lifting") == "no", When.read(query.get("when", "")))


def spelled(suits: Suits) -> str:
    """Spell it for an address, without the question mark: each in one way only."""
    fields = {"lifting": "no"} if suits.no_lifting else {}
    return urlencode(fields | ({"when": suits.when.key} if suits.when else {}))


def with_query(path: str, suits: Suits) -> str:
    """Return the address of a page with what suits the friend who looks at it."""
    query = spelled(suits)
    return f"{path}?{query}" if query else path


@dataclass(frozen=True)
class Choice:
    """A time to choose, and the query of the page with it; chosen already, without it."""

    when: When
    query: str
    chosen: bool


def choices_of_time(whens: Sequence[When], suits: Suits) -> list[Choice]:
    """List the days, with the parts of the one that is chosen behind it; of a single day its parts."""
    chosen = suits.when
    day = chosen.day if chosen else None
    has_days = any(each.part is None for each in whens)
    shown = [each for each in whens if each.part is None or not has_days or each.day == day]
    return [_choice(each, suits, wider=When(day) if has_days else None) for each in shown]


def _choice(when: When, suits: Suits, *, wider: When | None) -> Choice:
    """Make the choice: the day of a chosen part is chosen, too. `wider`: the day of a part that is given up."""
    chosen = suits.when is not None and (when == suits.when or when == When(suits.when.day))
    without = wider if when.part else None
    return Choice(when, spelled(replace(suits, when=without if chosen else when)), chosen)
