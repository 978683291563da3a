"""The organizer's people: who helps with what, and which entries are one person."""

import secrets
from dataclasses import dataclass

from fastapi.responses import HTMLResponse, Response

from service.domain.models import AskState
from service.domain.reading.asks import read_asks_on
from service.domain.reading.board import read_board
from service.domain.reading.doubles import MergedEntry, MergeState, likely_doubles, read_merge_state
from service.domain.reading.troubles import read_troubles
from service.domain.reading.views import Asked, Audience, Board, ClaimView, HelperView, OfferView, TaskView
from service.domain.reading.visitors import by_visitor, read_removals
from service.domain.rules import helpers, merging
from service.installation import Installation
from service.text.notices import Notice
from service.web.base.access import Ctx, FormFields, N, RequestContext
from service.web.base.form import UNTOUCHED, Form
from service.web.base.intents import form_intent, without_key
from service.web.base.late_routes import Router
from service.web.base.pages import on_refusal, redirect, render_page
from service.web.forms.helper import NewHelper, SamePerson
from service.web.forms.shape import parse
from service.web.organizer.parts import MAX_DOUBLES, Part

router = Router(prefix="/m/{m}")
MAX_WAITING = 20
"""New people who are shown at once: whoever comes after them has the same button beside their name."""


@dataclass(frozen=True)
class Person:
    """A helper on the people page."""

    helper: HelperView
    claims: list[tuple[TaskView, ClaimView]]
    offers: list[OfferView]
    asks: list[Asked]
    """The tasks that they are asked for, whatever has become of it: a no looks like silence."""
    link: str
    joined: list[MergedEntry]
    """Entries of theirs that were one too many."""

    @classmethod
    def of(
        cls, helper: HelperView, board: Board, asks: list[Asked], merges: MergeState, installation: Installation
    ) -> "Person":
        return cls(
            helper=helper,
            claims=board.claims_of(helper.n),
            offers=board.offered_by(helper.n),
            asks=[each for each in asks if each.ask.helper.n == helper.n and each.ask.state is not AskState.YES],
            link=installation.helper_url(board.move.id, helper.n, helper.epoch),
            joined=[each for each in merges.merged if each.survivor_n == helper.n],
        )

    @property
    def is_listed(self) -> bool:
        """Tell whether they have taken or offered something, were asked, or were written down by the organizer."""
        return bool(self.helper.by_hand or self.claims or self.offers or self.asks)


@router.get("/people")
def people(ctx: Ctx) -> HTMLResponse:
    return _people(ctx)


def _people(ctx: RequestContext, *, form: Form = UNTOUCHED) -> HTMLResponse:
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
        troubles, letters_wait = read_troubles(session, ctx.by.move_id)
        removals = read_removals(session, ctx.by.move_id, ctx.installation.now())
        merges = read_merge_state(session, ctx.by.move_id)
        asks = read_asks_on(session, board, ctx.installation.now())
    labels = board.labels
    everybody = [Person.of(helper, board, asks, merges, ctx.installation) for helper in board.helpers]
    known = [person for person in everybody if person.is_listed]
    part, shown = Part.of(ctx.request.query_params).cut(known, lambda person: person.helper.name)
    return render_page(
        ctx.request,
        "organizer/people.html",
        form=form,
        move=board.move,
        people=shown,
        part=part,
        waiting=board.new_here[:MAX_WAITING],
        everyone=[(str(person.helper.n), labels[person.helper.n]) for person in shown],
        doubles=likely_doubles([person.helper for person in known], merges.distinct)[:MAX_DOUBLES],
        troubles=troubles,
        letters_wait=letters_wait,
        same_place={n: len(made) for n, made in by_visitor(board.helpers).items() if len(made) > 1},
        removals=removals,
        key=secrets.token_urlsafe(),
    )


@router.post("/people")
@on_refusal(_people, at="person")
def add_person(ctx: Ctx, sent: FormFields) -> Response:
    new = parse(NewHelper, without_key(sent))
    with ctx.change(form_intent(ctx.request, sent)) as change:
        change.once(lambda: [helpers.add_helper(change, new.helper_fields(), by_hand=True)])
    return redirect(f"/m/{ctx.by.move_id}/people", notice=Notice.PERSON_ADDED)


@router.post("/people/same")
@on_refusal(_people, at="same")
def merge(ctx: Ctx, sent: FormFields) -> Response:
    """Merge two entries of one person."""
    pair = parse(SamePerson, _pair(sent))
    with ctx.change() as change:
        merging.merge(change, pair.survivor, pair.merged)
    return _back(ctx, sent, notice=Notice.MERGED)


@router.post("/people/two")
def keep_apart(ctx: Ctx, sent: FormFields) -> Response:
    """Note that two entries that look alike are two people."""
    pair = parse(SamePerson, _pair(sent))
    with ctx.change() as change:
        merging.mark_distinct(change, pair.survivor, pair.merged)
    return _back(ctx, sent, notice=Notice.TWO_PEOPLE)


def _pair(sent: dict[str, str]) -> dict[str, str]:
    return {name: sent.get(name, "") for name in ("survivor", "merged")}


def _back(ctx: RequestContext, sent: dict[str, str], *, notice: Notice) -> Response:
    """Return to the page with the form: people or thanks."""
    page = "thanks" if sent.get("back") == "thanks" else "people"
    return redirect(f"/m/{ctx.by.move_id}/{page}", notice=notice, **_query(ctx))


def _query(ctx: RequestContext) -> dict[str, str]:
    """Return the part of the list and the search that the form's address has kept."""
    return Part.of(ctx.request.query_params).query


@router.post("/people/part/{n}")
def part(ctx: Ctx, n: N) -> Response:
    """Make two entries of a merged one again."""
    with ctx.change() as change:
        merging.unmerge(change, n)
    return redirect(f"/m/{ctx.by.move_id}/people", notice=Notice.PARTED, **_query(ctx))


@router.post("/people/{n}")
@on_refusal(_people, at="change-{n}")
def change_person(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Correct a name or a contact."""
    changed = parse(NewHelper, sent)
    with ctx.change() as change:
        helpers.change_helper(change, n, changed.helper_fields())
    return redirect(f"/m/{ctx.by.move_id}/people", notice=Notice.PERSON_CHANGED, **_query(ctx))


@router.post("/people/{n}/trust")
def trust(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Let a helper know all that there is to know of a discreet move, or not."""
    trusted = sent.get("trusted") == "1"
    with ctx.change() as change:
        helpers.change_helper(change, n, {"trusted": trusted})
    notice = Notice.TRUSTED if trusted else Notice.NOT_TRUSTED
    return redirect(f"/m/{ctx.by.move_id}/people", notice=notice, **_query(ctx))


@router.post("/people/{n}/forget")
def forget(ctx: Ctx, n: N) -> Response:
    with ctx.change() as change:
        helpers.forget_helper(change, n)
    return redirect(f"/m/{ctx.by.move_id}/people", notice=Notice.PERSON_FORGOTTEN, **_query(ctx))
