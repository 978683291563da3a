"""The organizer's tasks in the JSON API, and who is on them."""

from typing import Any

from fastapi import Response

from service.domain.core.change import Change, helper_of
from service.domain.pasting import HANDS
from service.domain.reading.moves import read_move
from service.domain.reading.people import count_people, reads_as
from service.domain.reading.tasks import preview, read_tasks
from service.domain.reading.views import Audience, today
from service.domain.rules import claims, helpers, places, suggestions, tasks
from service.text.proposals import digest_of, gear_of, proposed_in
from service.text.sentences import Sentences
from service.web.api.answers import SET_ANEW, claim_answer, take
from service.web.api.outputs.claim import ClaimAnswer
from service.web.api.outputs.pasted import PastedOut
from service.web.api.outputs.task import TaskOut, TasksOut
from service.web.base.access import Ctx, N, RequestContext
from service.web.base.intents import CtxOnce
from service.web.base.late_routes import Router
from service.web.base.limits import limits_of
from service.web.forms.claim import ClaimChange, ClaimOnBehalf
from service.web.forms.task import NewTasks, PastedList, TaskPatch, TasksIn, TasksPatch

DRY_RUN: dict[int | str, dict[str, Any]] = {200: {"model": PastedOut, "description": "A dry run: nothing is saved"}}
router = Router(prefix="/api/v1")


@router.post("/moves/{m}/tasks", status_code=201, tags=["tasks"])
def add_tasks(ctx: CtxOnce, body: TasksIn) -> TasksOut:
    """Add one task, or several as `{"tasks": [...]}`: all or none."""
    new = body.tasks if isinstance(body, NewTasks) else [body]
    with ctx.change() as change:
        made = change.once(lambda: tasks.add_tasks(change, [task.fields() for task in new]))
    return _tasks(ctx, made)


@router.post("/moves/{m}/tasks/paste", status_code=201, responses=DRY_RUN, tags=["tasks"])
def paste_list(ctx: CtxOnce, body: PastedList, response: Response, dry_run: bool = False) -> PastedOut:
    """Make tasks of a list as a person wrote it. Each non-blank line is in tasks, `unclear`, `staying` or `done`."""
    with ctx.read() as session:
        audience, me = reads_as(session, ctx.by)
        move = read_move(session, ctx.by.move_id, audience)
        hands = body.hands or max(HANDS, count_people(session, ctx.by))
    limits_of(ctx.request).count_list(ctx.request, ctx.by)
    day, keeper = today(move, ctx.installation.now()), audience is Audience.KEEPER
    understood, fields = ctx.apart(proposed_in, body.text, move, hands, day, ctx.lang, keeper=keeper)
    if dry_run:
        response.status_code, ctx.request.state.move_version = 200, move.version
        shown = [(None, preview(move, tasks.drafted(each), each["things"])) for each in fields]
        return PastedOut.of(understood, shown, ctx.lang, version=move.version, saved=False)
    digest = digest_of(body.text, ctx.installation.links)
    with ctx.change() as change:
        made = change.once(lambda: tasks.add_list(change, fields, digest, gear_of(understood.tasks)))
    with ctx.read() as session:
        move = read_move(session, ctx.by.move_id, audience)
        saved = read_tasks(session, move, made, audience, me=me)
    numbered = [(task.n, task) for task in saved]
    return PastedOut.of(understood, numbered, ctx.lang, version=move.version, saved=True)


@router.patch("/moves/{m}/tasks/{n:int}", tags=["tasks"])
def change_task(ctx: CtxOnce, n: N, body: TaskPatch) -> TaskOut:
    with ctx.change() as change:
        change.once(lambda: _change_as_seen(change, n, body))
    return _tasks(ctx, [n]).tasks[0]


def _change_as_seen(change: Change, n: int, body: TaskPatch) -> None:
    if body.seen is not None and "state" in body.fields():
        suggestions.require_as_seen(change, n, seen=body.seen)
    tasks.change_task(change, n, body.fields(), anyway=body.anyway, stay=body.stay)


@router.patch("/moves/{m}/tasks", tags=["tasks"])
def change_tasks(ctx: CtxOnce, body: TasksPatch) -> TasksOut:
    """Change several tasks in the same way: all or none, in one version."""
    with ctx.change() as change:
        change.once(lambda: tasks.change_tasks(change, body.tasks, body.change.fields()))
    return _tasks(ctx, list(dict.fromkeys(body.tasks)))


@router.delete("/moves/{m}/tasks/{n:int}", status_code=204, tags=["tasks"])
def delete_task(ctx: Ctx, n: N) -> None:
    """Take a task away. One that somebody ever took is called off instead and keeps its claims."""
    with ctx.change() as change:
        tasks.delete_task(change, n)


@router.post(
    "/moves/{m}/tasks/{n:int}/claims", status_code=201, response_model=ClaimAnswer, responses=SET_ANEW, tags=["claims"]
)
def put_on(ctx: CtxOnce, n: N, body: ClaimOnBehalf) -> Response:
    """Write down a yes heard in person. 200 where the helper already had a claim on this task."""
    with ctx.change() as change:

        def make() -> list[int]:
            helper_n = body.helper
            if helper_n is None:
                helper_n = helpers.add_helper(change, {"name": body.name or "", **body.helper_fields()})
            else:
                helper_of(change, helper_n)
            return take(change, helper_n, [(n, body.wish())])

        return claim_answer(ctx, change, change.once(make))


@router.patch("/moves/{m}/claims/{n:int}", response_model=ClaimAnswer, tags=["claims"])
def give_place(ctx: CtxOnce, n: N, body: ClaimChange) -> Response:
    """Give a place to this standby first: a place for them before all others. `anyway` adds one if there is none."""
    with ctx.change() as change:
        change.once(lambda: places.give_place(change, n, anyway=body.anyway))
        return claim_answer(ctx, change, [n, 0])


@router.delete("/moves/{m}/claims/{n:int}", status_code=204, tags=["claims"])
def take_off(ctx: Ctx, n: N) -> None:
    with ctx.change() as change:
        claims.release(change, n)


def _tasks(ctx: RequestContext, made: list[int]) -> TasksOut:
    with ctx.read() as session:
        audience, me = reads_as(session, ctx.by)
        move = read_move(session, ctx.by.move_id, audience)
        shown = read_tasks(session, move, made, audience, me=me)
    say = Sentences(ctx.lang)
    return TasksOut(tasks=[TaskOut.of(task, say) for task in shown], version=move.version)
