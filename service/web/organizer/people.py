"""The organizer's people: who helps, what they offered, and the yes to it."""

import secrets
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.domain.core.message_rows import read_troubles
from service.domain.models import Kind, OfferState, Role
from service.domain.reading.board import read_board
from service.domain.reading.doubles import MergedEntry, likely_doubles, read_merge_state
from service.domain.reading.views import Audience, ClaimView, HelperView, OfferView, TaskView
from service.domain.rules import helpers, merging, offers
from service.text.sentences import Sentences
from service.web.base.access import Ctx, FormFields, N, RequestContext, form_intent, without_key
from service.web.base.pages import UNTOUCHED, Form, on_refusal, redirect, render_page
from service.web.forms.claim import claim_from_form
from service.web.forms.helper import NewHelper, SamePerson
from service.web.forms.offer import AcceptedTask
from service.web.forms.shape import parse

router = APIRouter(prefix="/m/{m}")


@dataclass(frozen=True)
class Person:
    """One helper on the people page."""

    helper: HelperView
    claims: list[tuple[TaskView, ClaimView]]
    offers: list[OfferView]
    link: str
    joined: list[MergedEntry]
    """Entries of theirs that were one too many."""


@router.get("/people")
def people(ctx: Ctx) -> HTMLResponse:
    return _people(ctx)


def _people(ctx: RequestContext, *, form: Form = UNTOUCHED) -> HTMLResponse:
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
        troubles = read_troubles(session, ctx.by.move_id)
        merges = read_merge_state(session, ctx.by.move_id)
    labels = board.labels
    known = [
        Person(
            helper=helper,
            claims=board.claims_of(helper.n),
            offers=board.offered_by(helper.n),
            link=ctx.installation.helper_url(board.move.id, helper.n, helper.epoch),
            joined=[each for each in merges.merged if each.survivor_n == helper.n],
        )
        for helper in board.helpers
        if helper.by_hand or board.claims_of(helper.n) or board.offered_by(helper.n)
    ]
    return render_page(
        ctx.request,
        "organizer/people.html",
        form=form,
        move=board.move,
        people=known,
        everyone=[(str(person.helper.n), labels[person.helper.n]) for person in known],
        doubles=likely_doubles([person.helper for person in known], merges.distinct),
        troubles=troubles,
        key=secrets.token_urlsafe(),
    )


@router.post("/people")
@on_refusal(_people, at="person")
def add_person(ctx: Ctx, sent: FormFields) -> Response:
    new = parse(NewHelper, without_key(sent))
    with ctx.change(form_intent(ctx.request, sent)) as change:
        change.once(lambda: [helpers.add_helper(change, new.helper_fields(), by_hand=True).n])
    return redirect(f"/m/{ctx.by.move_id}/people", notice="person_added")


@router.post("/people/same")
@on_refusal(_people, at="same")
def merge(ctx: Ctx, sent: FormFields) -> Response:
    """Two entries are one person, from here on."""
    pair = parse(SamePerson, _pair(sent))
    with ctx.change() as change:
        merging.merge(change, pair.kept, pair.gone)
    return _back(ctx, sent, notice="merged")


@router.post("/people/two")
def keep_apart(ctx: Ctx, sent: FormFields) -> Response:
    """They only look alike."""
    pair = parse(SamePerson, _pair(sent))
    with ctx.change() as change:
        merging.mark_distinct(change, pair.kept, pair.gone)
    return _back(ctx, sent, notice="two_people")


def _pair(sent: dict[str, str]) -> dict[str, str]:
    return {name: sent.get(name, "") for name in ("kept", "gone")}


def _back(ctx: RequestContext, sent: dict[str, str], *, notice: str) -> Response:
    """To the page of these two on which it was said."""
    page = "thanks" if sent.get("back") == "thanks" else "people"
    return redirect(f"/m/{ctx.by.move_id}/{page}", notice=notice)


@router.post("/people/part/{n}")
def part(ctx: Ctx, n: N) -> Response:
    """Undo a merging."""
    with ctx.change() as change:
        merging.unmerge(change, n)
    return redirect(f"/m/{ctx.by.move_id}/people", notice="parted")


@router.post("/people/{n}")
@on_refusal(_people, at="change-{n}")
def change_person(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Correct a name or a contact."""
    changed = parse(NewHelper, sent)
    with ctx.change() as change:
        helpers.change_helper(change, n, changed.helper_fields())
    return redirect(f"/m/{ctx.by.move_id}/people", notice="person_changed")


@router.post("/people/{n}/forget")
def forget(ctx: Ctx, n: N) -> Response:
    with ctx.change() as change:
        helpers.forget_helper(change, n)
    return redirect(f"/m/{ctx.by.move_id}/people", notice="person_forgotten")


@router.get("/offers/{n}")
def offer(ctx: Ctx, n: N) -> HTMLResponse:
    return _offer(ctx, n)


def _offer(ctx: RequestContext, n: int, *, form: Form = UNTOUCHED) -> HTMLResponse:
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
    offer = board.offer(n)
    taken = [task for task, _ in board.claims_of(offer.helper.n)]
    link = ctx.installation.helper_url(board.move.id, offer.helper.n, offer.helper.epoch)
    accepted = offer.state is OfferState.ACCEPTED
    return render_page(
        ctx.request,
        "organizer/offer.html",
        form=form,
        move=board.move,
        offer=offer,
        tasks=[task for task in board.tasks if task.is_open and task.has_room],
        reply=Sentences(ctx.lang).reply(offer.helper.name, taken, board.move, link) if accepted else "",
        key=secrets.token_urlsafe(),
    )


@router.post("/offers/{n}/accept")
@on_refusal(_offer, at="accept")
def accept_offer(ctx: Ctx, n: N, sent: FormFields) -> Response:
    wanted = parse(AcceptedTask, claim_from_form(without_key(sent) | _role(ctx, sent)))
    with ctx.change(form_intent(ctx.request, sent)) as change:
        change.once(lambda: [each.n for each in offers.accept_offer(change, n, [(wanted.task, wanted.wish())])])
    return redirect(f"/m/{ctx.by.move_id}/offers/{n}", notice="offer_accepted")


def _role(ctx: RequestContext, sent: dict[str, str]) -> dict[str, str]:
    """A vehicle makes somebody the driver, on a trip; on every other task it is beside the point."""
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
    trips = [str(task.n) for task in board.tasks if task.kind is Kind.TRIP]
    drives = sent.get("task") in trips and sent.get("vehicle_kind", "").strip()
    return {"role": Role.DRIVER} if drives else {"vehicle_kind": ""}


@router.post("/offers/{n}/rest")
def rest_offer(ctx: Ctx, n: N, sent: FormFields) -> Response:
    with ctx.change() as change:
        offers.rest_offer(change, n, rests=sent.get("rests") == "1")
    return redirect(f"/m/{ctx.by.move_id}", notice="offer_rests" if sent.get("rests") == "1" else "moved")
