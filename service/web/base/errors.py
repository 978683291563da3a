"""Answers to a Refusal or an error: a page for people, a problem (RFC 9457) for programs."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from service.domain.core.links import Merged
from service.domain.core.refusals import Clash, Invalid, Malformed, NotFound, Refusal, TaskFull, TooMany, UnsafeCrew
from service.domain.reading.people import read_helper
from service.domain.reading.snapshot import reading_as
from service.logs import log_exception
from service.storage.database import Unavailable
from service.text.faults import fault_sentence
from service.text.language import Language
from service.text.refusals import sentence_of, title_of
from service.web.base.access import installation_of, is_api, language_of, link_of, path_of, query_of, url_parts
from service.web.base.keepers import needed_at
from service.web.base.pages import redirect, render_page
from service.web.base.status import STATUS
from service.web.forms.faults import invalid

log = logging.getLogger("manyhands")

SENT_AGAIN = ("unavailable", "too_many")
"""Codes of errors that do not lie in the form: the page offers to send it once more."""
AGAIN_SECONDS = 5
"""Seconds until a browser may ask again while the database is away."""


def refusal_response(request: Request, no: Refusal) -> Response:
    """Answer a Refusal that no form caught."""
    lang = language_of(request)
    response = error_response(request, no.code, title_of(no, lang), sentence_of(no, lang), _carried(no, lang))
    if isinstance(no, TooMany):
        response.headers["Retry-After"] = str(no.seconds)
    return response


def error_response(
    request: Request, code: str, title: str, detail: str, more: Mapping[str, object] | None = None
) -> Response:
    """Answer with a page for people, with a problem (RFC 9457) for programs."""
    status = STATUS[code]
    if not is_api(request):
        back = "" if code in ("not_found", "wrong_origin") else _page_above(request)
        again = getattr(request.state, "sent", None) if code in SENT_AGAIN else None
        return render_page(
            request,
            "anyone/error.html",
            status=status,
            title=title,
            detail=detail,
            code=code,
            back=back,
            again=again,
            keeps_nothing=code == "not_found" and url_parts(path_of(request))[0] == "m" and not request.cookies,
        )
    body = _problem(code, title, detail) | dict(more or {})
    return JSONResponse(body, status_code=status, media_type="application/problem+json")


def problem(no: Refusal, lang: Language) -> dict[str, object]:
    """Return a Refusal as programs get it."""
    return _problem(no.code, title_of(no, lang), sentence_of(no, lang)) | _carried(no, lang)


def _problem(code: str, title: str, detail: str) -> dict[str, object]:
    return {"type": "about:blank", "title": title, "status": STATUS[code], "code": code, "detail": detail}


def _carried(no: Refusal, lang: Language) -> dict[str, object]:
    """Return the values that a Refusal gives to programs beside its code."""
    match no:
        case TaskFull(left=left):
            return {"left": left}
        case UnsafeCrew(people=people):
            return {"people": people}
        case Clash():
            return {"with": no.tasks}
        case Invalid(faults=found, count=count):
            errors = [{"field": each.field, "code": each.code, "message": fault_sentence(each, lang)} for each in found]
            more = {"count": count} if count > len(errors) else {}
            return {"errors": errors, **more}
        case _:
            return {}


def handle_errors(app: FastAPI) -> None:
    app.exception_handler(Refusal)(_refused)
    app.exception_handler(Unavailable)(_unavailable)
    app.exception_handler(Merged)(_merged)
    app.exception_handler(RequestValidationError)(_unreadable)
    app.exception_handler(HTTPException)(_http)


async def _merged(request: Request, no: Merged) -> Response:
    return await run_in_threadpool(_merged_response, request, no)


def _merged_response(request: Request, no: Merged) -> Response:
    """Say that the entry is or was one with another, and offer to write to the one that goes on, unseen."""
    if is_api(request):
        return refusal_response(request, no)
    installation = installation_of(request)
    with installation.database.reading() as session:
        is_known = bool(read_helper(session, no.survivor).email)  # NotFound, if it was taken off the list
    again = f"/{no.old.grants}/{installation.links.make(no.old)}/again" if is_known else ""
    return render_page(request, "friends/merged.html", status=STATUS[no.code], again=again, is_parted=no.is_parted)


async def _refused(request: Request, no: Refusal) -> Response:
    if isinstance(no, Invalid | Malformed) and not await _link_holds(request):
        no = NotFound()
    return await run_in_threadpool(refusal_response, request, no)


async def _unavailable(request: Request, away: Unavailable) -> Response:
    """Answer while the database is away, full or locked. Forms can be sent again from the page that says so."""
    log.error("The database cannot be used now: %s", away.reason)
    _ = language_of(request).gettext
    title = _("Not possible just now")
    detail = _("The place where everything is kept cannot be used at the moment. Please try again in a minute.")
    if request.method not in ("GET", "HEAD"):
        detail += " " + _("Sending the same thing twice does no harm.")
    response = await run_in_threadpool(error_response, request, "unavailable", title, detail)
    response.headers["Retry-After"] = str(AGAIN_SECONDS)
    return response


async def _unreadable(request: Request, error: RequestValidationError) -> Response:
    """Answer a body or a path that does not fit. The link is checked first, so that strangers learn nothing."""
    found: Sequence[Any] = error.errors()
    if any(each["loc"][0] == "path" for each in found) or not await _link_holds(request):
        return await run_in_threadpool(refusal_response, request, NotFound())
    if any(each["type"] == "json_invalid" for each in found):
        return await run_in_threadpool(refusal_response, request, Malformed())
    return await run_in_threadpool(refusal_response, request, invalid(found))


async def _link_holds(request: Request) -> bool:
    """Tell whether the link of this request is valid now; an address without a link counts as valid."""
    if not {"link", "m"} & set(request.path_params):
        return True

    def read() -> bool:
        try:
            with reading_as(installation_of(request).database, link_of(request), needs=needed_at(request)):
                return True
        except NotFound:
            return False

    return await run_in_threadpool(read)


async def _http(request: Request, error: HTTPException) -> Response:
    """Answer errors of the framework itself: unknown addresses, other methods, bodies that break off."""
    if isinstance(error.__cause__, Refusal):
        return await run_in_threadpool(refusal_response, request, error.__cause__)
    if error.status_code == 405 and request.method == "GET" and not is_api(request):
        # A form's own address, opened again from a tab or the history, or by a link of the page that it led to.
        above, query = _page_above(request), query_of(request)
        return redirect(f"{above}?{query}" if query else above)
    if error.status_code == 405:
        _ = language_of(request).gettext
        title, detail = _("Not possible here"), _("This address does not take this kind of call.")
        response = await run_in_threadpool(error_response, request, "not_allowed", title, detail)
        response.headers["Allow"] = ", ".join(sorted(_methods(request)))
        return response
    if error.status_code == 400 and await _link_holds(request):
        return await run_in_threadpool(refusal_response, request, Malformed())
    return await run_in_threadpool(refusal_response, request, NotFound())


def _methods(request: Request) -> set[str]:
    """Find the methods of an address: each is a route of its own, and the framework names only one."""
    found = {method for method in ("GET", "POST", "PATCH", "DELETE") if _takes(request, method, path_of(request))}
    return found | {"HEAD"} if "GET" in found else found


def _page_above(request: Request) -> str:
    """Find the nearest page above an address that is only for forms."""
    path = path_of(request)
    while path and not _takes(request, "GET", path):
        path = path.rpartition("/")[0]
    return path or "/"


def _takes(request: Request, method: str, path: str) -> bool:
    scope = {**request.scope, "method": method, "path": path}
    return any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)


def internal_error(request: Request, error: Exception) -> Response:
    """Answer an unexpected error, and log where it happened."""
    _ = language_of(request).gettext
    log_exception("A request failed", error)
    title = _("Something broke on our side")
    detail = _("Nothing that was saved is lost. Please try once more in a moment.")
    return error_response(request, "broken", title, detail)
