"""Intents of requests: a call or form that is sent twice has one effect. How, domain/core/intents.py knows."""

import json
from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from service.domain.core.intents import Intent
from service.domain.core.links import Grants
from service.domain.core.refusals import Fault, Invalid
from service.web.base.access import RequestContext, address_of, context_of, installation_of, path_of
from service.web.base.sent import LARGE

KEY_LENGTHS = range(16, 129)


async def intent_of(request: Request) -> Intent | None:
    """Read the intent of a call that carries an Idempotency-Key. Raises Invalid for a key of a wrong length."""
    key = request.headers.get("idempotency-key")
    if key is None:
        return None
    if len(key) not in KEY_LENGTHS or not (key.isascii() and key.isprintable()):
        raise Invalid(Fault("Idempotency-Key", "key_length"))
    body = await request.body()
    canonical = _canonical(body) if len(body) < LARGE else await run_in_threadpool(_canonical, body)
    links = installation_of(request).links
    return Intent(key, links.fingerprint(request.method, path_of(request), canonical))


def _canonical(body: bytes) -> str:
    """Write JSON in one way, whatever the order of its fields."""
    try:
        return json.dumps(json.loads(body), sort_keys=True)
    except (ValueError, RecursionError):
        return body.hex()  # the reader of the body says what is wrong with it


def of_sender(request: Request, intent: Intent | None, device: str = "") -> Intent | None:
    """Make an intent that belongs to the sender of this request alone: a browser with a random cookie, or an address.

    For doors that many people share: nobody gets somebody else's answer by sending the same key.
    """
    if intent is None:
        return None
    sender = ("device", device) if device else ("address", address_of(request))
    return replace(intent, key=installation_of(request).links.fingerprint("sender", *sender, intent.key))


async def _context_once(request: Request) -> RequestContext:
    ctx, intent = context_of(request), await intent_of(request)
    return replace(ctx, intent=of_sender(request, intent) if ctx.by.grants is Grants.SIGNUP else intent)


def without_key(sent: dict[str, str]) -> dict[str, str]:
    """Return the form's fields without its idempotency key."""
    return {name: value for name, value in sent.items() if name != "key"}


def form_intent(request: Request, sent: dict[str, str]) -> Intent | None:
    """Return the intent of a form that carries a random `key`: the key and the fields together.

    So the same form sent twice has one effect, and a corrected one has another. A form that waited on a device until
    there was a line carries its key in the header Idempotency-Key: its page has none.
    """
    key = request.headers.get("idempotency-key", sent.get("key", ""))
    if len(key) not in KEY_LENGTHS:
        return None
    keyed = json.dumps({**sent, "key": key}, sort_keys=True)
    meaning = installation_of(request).links.fingerprint(path_of(request), keyed)
    return Intent(meaning, meaning)


def form_key(ctx: RequestContext, version: int) -> str:
    """Make the key of the forms on one reader's page: the same for as long as the page is the same."""
    return ctx.installation.links.fingerprint("form", ctx.by.key, str(version))


CtxOnce = Annotated[RequestContext, Depends(_context_once)]
