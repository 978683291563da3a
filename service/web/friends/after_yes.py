"""After the yes: which task it was, for the sentence that says what is true now. Its number travels in the address."""

from collections.abc import Iterable

from starlette.requests import Request

from service.domain.models import Standing
from service.domain.reading.views import TaskView
from service.text.notices import Notice
from service.web.base.pages import notice_in
from service.web.forms.fields import number

TAKEN = "taken"
"""Parameter with the number of the task."""


def just_taken(request: Request, tasks: Iterable[TaskView], me: int | None) -> TaskView | None:
    """Find the task that this page's reader has just taken, if its address says so and it is firmly theirs."""
    is_told = me is not None and notice_in(request) in (Notice.CLAIMED, Notice.COMING)
    n = number(request.query_params.get(TAKEN, "")) if is_told else 0
    for task in tasks:
        claim = task.claim_of(me) if task.n == n and me is not None else None
        if claim is not None and claim.standing is Standing.FIRM:
            return task
    return None
