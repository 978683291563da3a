"""Pages: rendering them, leading on to them, and showing them again with a form that was refused."""

import gzip
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import wraps
from hashlib import blake2b
from inspect import signature
from traceback import clear_frames
from typing import Any, ParamSpec
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from service.domain.core.refusals import Clash, Invalid, NotFound, Refusal, TooMany
from service.domain.models import Standing
from service.text.choices import Choices
from service.text.faults import count_sentence, fault_sentence
from service.text.language import Language, shipped
from service.text.notices import Notice, notice_of, notice_sentence
from service.text.refusals import sentence_of
from service.text.sentences import Sentences
from service.text.templates import render
from service.web.base.access import face_of, language_of, path_of
from service.web.base.form import UNTOUCHED, Form
from service.web.base.page_cache import VARY, accepts_gzip
from service.web.base.status import status_of

Given = ParamSpec("Given")
"""The arguments of an endpoint."""

_VERSION = re.compile(r"[1-9][0-9]{0,8}")
PACKED_FROM = 1_000
"""Size in bytes below which compressing a page gains nothing."""
PACKED_LEVEL = 5
"""Level of gzip: a third of the time of the highest, for a twentieth more bytes. Cached pages take the highest."""


def on_refusal(
    page: Callable[..., HTMLResponse], *, at: str
) -> Callable[[Callable[Given, Response]], Callable[Given, Response]]:
    """Decorate an endpoint that takes a form as `sent`: a Refusal shows `page` again, with all that was typed.

    `page` gets the `form`, and what it takes of the endpoint's arguments. `at` names the form on that page; fields
    of the form and numbers of the address are filled in: "change-{n}".
    """

    def decorated(endpoint: Callable[Given, Response]) -> Callable[Given, Response]:
        shared = signature(page).parameters.keys() & signature(endpoint).parameters.keys()
        signature(page).bind(**dict.fromkeys(shared), form=UNTOUCHED)  # a page that does not fit is found at start

        @wraps(endpoint)
        def answer(*args: Given.args, **kwargs: Given.kwargs) -> Response:
            try:
                return endpoint(*args, **kwargs)
            except Refusal as no:
                given: dict[str, Any] = dict(kwargs)
                request = given["request"] if "request" in given else given["ctx"].request
                clear_frames(no.__traceback__)  # what a refused print has read is not kept while the page is made
                name = at.format_map(defaultdict(str, {**given["sent"], **given}))
                form = rejected_form(request, name, given["sent"], no)
                shown = page(**{each: given[each] for each in shared}, form=form)
                if isinstance(no, TooMany):
                    shown.headers["Retry-After"] = str(no.seconds)
                return shown

        return answer

    return decorated


def rejected_form(request: Request, at: str, sent: Mapping[str, str], no: Refusal) -> Form:
    """Make the form that a Refusal sends back. A NotFound concerns no form and is raised on."""
    if isinstance(no, NotFound):
        raise no
    lang = language_of(request)
    if isinstance(no, Invalid):
        errors = {fault.field: fault_sentence(fault, lang) for fault in no.faults}
        if in_all := count_sentence(no, lang):
            errors.setdefault("", in_all)
        return Form(at, sent, errors, status_of(no))
    return Form(at, sent, {"": sentence_of(no, lang)}, status_of(no), is_clash=isinstance(no, Clash))


def render_page(
    request: Request,
    template: str,
    *,
    status: int | None = None,
    form: Form = UNTOUCHED,
    reader: str = "",
    **shown: Any,
) -> HTMLResponse:
    """Render a whole page in the reader's language, with the form's status unless another is given.

    Data come loaded; nothing is read from the database here. `reader`: whose page it is. Their browser is told where
    the page that it has is the same, unless it says once what was done or what is wrong.
    """
    page = page_text(request, template, form=form, **shown)
    return page_answer(request, page, form.status if status is None else status, reader=reader)


def page_answer(request: Request, page: str, status: int = 200, *, reader: str = "") -> HTMLResponse:
    """Answer with a page that is written, packed for browsers that take it so."""
    etag = etag_of(page, reader) if reader and status == 200 and notice_in(request) is None else ""
    if etag and etag.removeprefix("W/") in request.headers.get("if-none-match", ""):
        return HTMLResponse(status_code=304, headers={"ETag": etag, "Vary": VARY})
    response = HTMLResponse(page, status_code=status, headers={"ETag": etag} if etag else None)
    if len(response.body) >= PACKED_FROM and accepts_gzip(request):
        response.body = gzip.compress(response.body, PACKED_LEVEL, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.body))
    response.headers["Vary"] = VARY
    return response


def etag_of(page: str, reader: str) -> str:
    """Digest a page for one reader: whatever it depends on, the day, the language or the build, is in it."""
    digest = blake2b(f"{reader}\0{page}".encode(errors="replace"), digest_size=16)
    return f'W/"{digest.hexdigest()}"'


def page_text(request: Request, template: str, *, form: Form = UNTOUCHED, **shown: Any) -> str:
    around = around_page(request, template)
    return render(template, language_of(request), **{**around, "form": form, **shown})


def around_page(request: Request, template: str) -> dict[str, Any]:
    """Return the values that stand around a page of this request: its frame, and what was done before."""
    lang, notice = language_of(request), notice_in(request)
    sentence = notice_sentence(notice, lang) if notice else ""
    undo = undo_in(request) if notice else None
    return {**frame_of(template, path_of(request), lang), "notice": sentence, "undo": undo}


def notice_in(request: Request) -> Notice | None:
    """Return what was done on the page before, if its address says so."""
    return notice_of(request.query_params.get("notice", "")) if request.method in ("GET", "HEAD") else None


def undo_in(request: Request) -> int | None:
    """Return the version that the address of a page says to be undoable from here: that of what was just done."""
    version = request.query_params.get("undo", "")
    return int(version) if _VERSION.fullmatch(version) and path_of(request).startswith("/m/") else None


def frame_of(template: str, address: str, lang: Language) -> dict[str, Any]:
    """Return the values that shared/base.html shows around every page. `address`: the page's own path."""
    return {
        "page": template.removesuffix(".html"),
        "page_address": address,
        "face": face_of(address),
        "languages": shipped(),
        "say": Sentences(lang),
        "choices": Choices(lang),
    }


_IN_LINE = {1: Notice.FIRST_TO_STAND_BY, 2: Notice.SECOND_TO_STAND_BY, 3: Notice.THIRD_TO_STAND_BY}


def claim_notice(wished: Standing, standing: Standing, position: int | None = None, *, both: bool = False) -> Notice:
    """Choose what to say after a claim: a standby may have found a place free.

    `position`: in the line of those who stand by. `both`: out and in at once.
    """
    if both and standing is Standing.FIRM:
        return Notice.CLAIMED_BOTH
    if standing is Standing.IF_NEEDED:
        return Notice.IF_NEEDED
    if standing is Standing.STANDBY:
        return _IN_LINE.get(position or 0, Notice.STANDING_BY)
    return Notice.STEPPED_UP if wished is Standing.STANDBY else Notice.CLAIMED


def redirect(path: str, *, notice: Notice | None = None, anchor: str = "", **query: str) -> RedirectResponse:
    """Lead on to a page after a form did what it should (303, so that reload sends nothing twice)."""
    if notice is not None:
        query["notice"] = notice
    address = f"{path}{'&' if '?' in path else '?'}{urlencode(query)}" if query else path
    return RedirectResponse(f"{address}#{anchor}" if anchor else address, status_code=303)
