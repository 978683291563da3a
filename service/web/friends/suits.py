"""A friend's limits, in the address of the sign-up page: "?lifting=no&when=2026-12-05-morning".

An address that says none is shown as it was last chosen on this device, which keeps it as a cookie of these pages: so
it works without scripts, and whoever comes back by the link in the chat finds what suits them. Nothing here writes it
down (docs/decisions/0038).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode

from fastapi import Response

from service.domain.reading.views import Suits, When
from service.web.base.access import RequestContext, query_of
from service.web.base.sessions import set_private_cookie

ALL = "when="
"""The query of the page with everything on it, whatever was chosen before."""
KEPT = timedelta(days=60)
"""Time for which a device keeps it: a list is sent round a few weeks before the day."""


def suits_in(ctx: RequestContext) -> Suits:
    """Read it from an address, or else from what this device keeps; anything else that stands there is left out."""
    if _is_chosen(ctx):
        return _read(ctx.request.query_params)
    return _read(dict(parse_qsl(ctx.request.cookies.get(_cookie_of(ctx.by.move_id), ""))))


def keep_suits(ctx: RequestContext, response: Response) -> None:
    """Keep on this device what the address says, and nothing once it says that everything suits."""
    if not _is_chosen(ctx):
        return
    name, chosen = _cookie_of(ctx.by.move_id), spelled(suits_in(ctx))
    if not chosen:
        forget_suits(response, ctx.by.move_id)
    elif chosen != ctx.request.cookies.get(name):
        max_age = int(KEPT.total_seconds())
        set_private_cookie(ctx.installation, response, name, chosen, path="/s", max_age=max_age)


def forget_suits(response: Response, move_id: str) -> None:
    response.delete_cookie(_cookie_of(move_id), path="/s")


def _cookie_of(move_id: str) -> str:
    return f"suits-{move_id}"


def _is_chosen(ctx: RequestContext) -> bool:
    return bool(query_of(ctx.request)) and bool({"lifting", "when"} & ctx.request.query_params.keys())


def _read(chosen: Mapping[str, str]) -> Suits:
    return Suits(chosen.get("lifting") == "no", When.read(chosen.get("when", "")))


def spelled(suits: Suits) -> str:
    """Spell it for an address, without the question mark: each in one way only."""
    fields = {"lifting": "no"} if suits.no_lifting else {}
    return urlencode(fields | ({"when": suits.when.key} if suits.when else {}))


def query_of_choice(suits: Suits) -> str:
    """Spell it for a link that chooses it."""
    return spelled(suits) or ALL


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
    return Choice(when, query_of_choice(replace(suits, when=without if chosen else when)), chosen)
