"""After what a friend did: of which tasks the sentence is that says so. Their numbers travel in the address."""

from collections.abc import Iterable, Sequence

from starlette.requests import Request

from service.domain.models import Standing
from service.domain.reading.views import ClaimView, HelperView, TaskView
from service.text.notices import Notice, notice_sentence
from service.text.sentences import Sentences
from service.web.base.access import language_of
from service.web.base.pages import notice_in
from service.web.forms.fields import number

TASKS = "taken"
"""Parameter with their numbers: scripts take it off the address again (frontend/scripts/address.ts)."""

WAITING = (
    *(Notice.FIRST_TO_STAND_BY, Notice.SECOND_TO_STAND_BY, Notice.THIRD_TO_STAND_BY, Notice.STANDING_BY),
    Notice.IF_NEEDED,
)
"""The sentences for those who wait for a place."""


def numbered(tasks: Iterable[int]) -> dict[str, str]:
    """Write the parameter of an address that leads to what is said of these tasks."""
    return {TASKS: "-".join(map(str, tasks))}


def just_taken(request: Request, tasks: Iterable[TaskView], me: int | None) -> TaskView | None:
    """Find the task that this page's reader has just taken, if its address says so and it is firmly theirs."""
    if notice_in(request) not in (Notice.CLAIMED, Notice.COMING):
        return None
    some = _named(request, tasks)
    claim = _claim_on(some, me)
    return some[0] if claim is not None and claim.standing is Standing.FIRM else None


def said_of_tasks(request: Request, tasks: Iterable[TaskView], me: HelperView | None) -> str:
    """Write what was done, and to which of the tasks that the reader sees; empty if nothing was.

    Scripts read it out as text: titles stay in order there by signs that isolate them (U+2068, U+2069).
    """
    notice, lang = notice_in(request), language_of(request)
    if notice is None:
        return ""
    some, say = _named(request, tasks), Sentences(lang)
    claim = _claim_on(some, me.n if me else None)
    how = say.how_one_has(claim, me) if me and claim is not None and _is_told_in_full(notice, me) else ""
    sentence = how or notice_sentence(notice, lang)
    if not some:
        return sentence
    titles = [lang.gettext("“%(words)s”") % {"words": f"\u2068{task.title}\u2069"} for task in some]
    return f"{lang.list(titles)}{lang.colon} {sentence}"


def _is_told_in_full(notice: Notice, me: HelperView) -> bool:
    """Tell whether what stands on the slip is said, too: of who stands by and cannot be reached, what that means."""
    return notice is Notice.CLAIMED or (notice in WAITING and not (me.email or me.phone))


def _named(request: Request, tasks: Iterable[TaskView]) -> list[TaskView]:
    wanted = [number(each) for each in request.query_params.get(TASKS, "").split("-")]
    return [task for task in tasks if task.n in wanted]


def _claim_on(tasks: Sequence[TaskView], me: int | None) -> ClaimView | None:
    """Find the reader's claim on the only one of these tasks."""
    return tasks[0].claim_of(me) if len(tasks) == 1 and me is not None else None
