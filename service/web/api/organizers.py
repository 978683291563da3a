"""The JSON API for those who organize a move together. Paths and fields are a contract."""

from service.domain.core.links import Grants, Link
from service.domain.reading.moves import read_move
from service.domain.reading.views import Audience, MoveView
from service.domain.rules import organizers
from service.web.api.outputs.organizer import AddedOrganizer, LinkOut, OneOfThem, OrganizerAnswer, OrganizersOut
from service.web.base.access import Ctx, N, RequestContext
from service.web.base.intents import CtxOnce
from service.web.base.late_routes import Router
from service.web.forms.organizer import NewOrganizer, OrganizerPatch

router = Router(prefix="/api/v1/moves/{m}/organizers", tags=["organizers"])


@router.get("")
def get_organizers(ctx: Ctx) -> OrganizersOut:
    move = _move(ctx)
    listed = [OneOfThem.of(each) for each in (*move.organizers, *move.keepers)]
    return OrganizersOut(organizers=listed, version=move.version)


@router.post("", status_code=201)
def add_organizer(ctx: CtxOnce, body: NewOrganizer) -> AddedOrganizer:
    """Add somebody by a link of their own. Who may only `suggest` keeps the list: their tasks are proposals."""
    with ctx.change() as change:
        made = change.once(lambda: [organizers.add_organizer(change, {"language": ctx.lang.tag, **body.fields()})])
    added = _move(ctx).organizer_of(made[0])
    return AddedOrganizer(organizer=OneOfThem.of(added), link=_link(ctx, added.n, added.epoch))


@router.patch("/{n:int}")
def change_organizer(ctx: CtxOnce, n: N, body: OrganizerPatch) -> OrganizerAnswer:
    with ctx.change() as change:
        change.once(lambda: organizers.change_organizer(change, n, body.fields()))
    return OrganizerAnswer(organizer=OneOfThem.of(_move(ctx).organizer_of(n)))


@router.delete("/{n:int}", status_code=204)
def remove_organizer(ctx: Ctx, n: N) -> None:
    """Take somebody off: their link ends at once, and what they did stays in the history."""
    with ctx.change() as change:
        organizers.remove_organizer(change, n)


@router.post("/{n:int}/link", status_code=201)
def renew_link(ctx: CtxOnce, n: N) -> LinkOut:
    """Make a new link for one of them: the old one is void at once, and every session that it opened."""
    with ctx.change() as change:
        [epoch] = change.once(lambda: [organizers.renew_link(change, n)])
    return LinkOut(link=_link(ctx, n, epoch))


def _move(ctx: RequestContext) -> MoveView:
    with ctx.read() as session:
        return read_move(session, ctx.by.move_id, Audience.ORGANIZER)


def _link(ctx: RequestContext, n: int, epoch: int) -> str:
    return ctx.installation.url(Link(ctx.by.move_id, Grants.ORGANIZER, n, epoch))
