"""The sender of a form from the sign-up page: somebody whom this browser keeps as a helper, or somebody new."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from service.domain.core.change import Change, read_listed
from service.domain.core.links import Link
from service.domain.core.refusals import NotFound
from service.domain.rules import helpers
from service.domain.rules.devices import find_by_device, folded
from service.web.base.access import RequestContext, remembered_helper
from service.web.base.limits import limits_of
from service.web.forms.claim import HelperClaim, SignupClaim
from service.web.forms.helper import NewHelper
from service.web.forms.offer import HelperOffer, NewOffer
from service.web.forms.shape import parse
from service.web.friends.device import device_of
from service.web.friends.signup_page import recognised

Own = TypeVar("Own", HelperClaim, HelperOffer)
New = TypeVar("New", SignupClaim, NewOffer)


@dataclass(frozen=True)
class Sender:
    """Somebody who sent a form: with the link that this browser `kept`, or new, with what they say of themselves.

    Who they are is found in the change that they ask for: so it costs no reading of its own, and is true then.
    """

    ctx: RequestContext
    kept: Link | None
    given: helpers.HelperFields

    def find(self, change: Change) -> int | None:
        """Find their entry: the one that this browser keeps, or made today under this name if the answer got lost.

        Raises Invalid for a form without a name, if what this browser keeps does not hold any more.
        """
        if self.kept is not None and _still_holds(change, self.kept):
            return self.kept.n
        return find_by_device(change, self.given.get("name") or parse(NewHelper, {}).name, device_of(self.ctx))

    def note(self, change: Change, known: int | None) -> int:
        """Return the number that was found, with the contacts that they gave this time, or that of a new helper."""
        if known is None:
            fields: helpers.HelperFields = {**self.given, "language": self.ctx.lang.tag}
            return helpers.add_helper(change, fields, device=device_of(self.ctx))
        contacts: helpers.HelperFields = {}
        if self.given.get("email"):
            contacts["email"] = self.given["email"]
        if self.given.get("phone"):
            contacts["phone"] = self.given["phone"]
        return helpers.change_helper(change, known, contacts).n if contacts else known


def _still_holds(change: Change, kept: Link) -> bool:
    try:
        return read_listed(change, kept.n).epoch == kept.epoch
    except NotFound:
        return False


def read_with_sender(
    ctx: RequestContext, given: Mapping[str, Any], *, own: type[Own], new: type[New]
) -> tuple[Own | New, Sender]:
    """Read a form as its `own` shape from a friend who is kept, or as its `new` one, which asks for a name.

    Raises Invalid, TooMany.
    """
    kept = remembered_helper(ctx.request, ctx.by.move_id)
    if kept is not None and "name" not in given:
        return parse(own, given), Sender(ctx, kept, {})
    kept = _called(ctx, kept, given.get("name", ""))
    wanted = parse(new, given)
    return wanted, _named(ctx, kept, wanted)


def read_sender(ctx: RequestContext, given: Mapping[str, Any]) -> Sender:
    """Read who sends a form, of its fields about them alone. Raises Invalid, TooMany."""
    kept = remembered_helper(ctx.request, ctx.by.move_id)
    if kept is not None and "name" not in given:
        return Sender(ctx, kept, {})
    kept = _called(ctx, kept, given.get("name", ""))
    return _named(ctx, kept, parse(NewHelper, given))


def _called(ctx: RequestContext, kept: Link | None, name: str) -> Link | None:
    """Return the link that this browser keeps, unless the form gives another name than theirs: then it is another's.

    A form asks for a name if nobody was recognised when it was shown; sent again after "back", it is still them. That
    alone is read before the change: somebody new is counted, and that may have to wait for other processes.
    """
    if kept is None:
        return None
    with ctx.read() as session:
        me = recognised(ctx, session)
    return None if me is None or folded(name) not in ("", folded(me.name)) else kept


def _named(ctx: RequestContext, kept: Link | None, given: NewHelper) -> Sender:
    if kept is None:
        limits_of(ctx.request).count_new_helper(ctx.request, ctx.by)
    return Sender(ctx, kept, given.helper_fields())
