"""The Jinja environment: strict, escaping, translating; and the names of the built assets."""

import json
import marshal
import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from gettext import NullTranslations
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup, escape

from service.breathing import breathing
from service.paths import BUILT, TEMPLATES
from service.text.kept import kept
from service.text.language import Language
from service.text.phones import dialled, with_dialling
from service.text.web_addresses import directions, with_links

_HELD = {
    "date": re.compile(r"\d{4}-\d\d-\d\d", re.ASCII),
    "time": re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII),
    "number": re.compile(r"-?\d+(\.\d+)?", re.ASCII),
}
"""Values of those types of input that hold no others (HTML, 4.10.5.1)."""


PIECES = 30
"""Pieces of a page between two looks at the clock: to look after each of them takes half as long again."""


def render(template: str, lang: Language, **shown: Any) -> str:
    """Render a page. `shown` is loaded data only: no template reads the database.

    Macros are imported `with context`: they find the reader's language there.
    """
    pieces = _environment().get_template(template).generate(lang=lang, **shown)
    return "".join(breathing(pieces, together=PIECES))


def macros(template: str, lang: Language, **shown: Any) -> Any:
    """Return the macros of a template, to be called one by one: they find `shown` and nothing else."""
    return _environment().get_template(template).make_module({"lang": lang, **shown})


def asset(name: str) -> str:
    """Find the address of a built file by its plain name ("main.css"): the address changes with the content."""
    return f"/built/{_manifest()[name]}"


@cache
def built(name: str) -> str:
    """Read a built file by its plain name."""
    return (BUILT / _manifest()[name]).read_text(encoding="utf-8")


def inlined(name: str) -> Markup:
    """Return a built stylesheet, for a page that new visitors open: a slow phone shows it after one round trip."""
    return Markup(built(name))  # noqa: S704  # built from our own styles


@cache
def inlined_hash(name: str) -> str:
    """Hash a stylesheet for the content security policy: "sha256-..."."""
    return f"sha256-{b64encode(sha256(inlined(name).encode()).digest()).decode()}"


def in_field(kind: str, value: object) -> str:
    """Spell a value as an input of this type holds it; empty if it holds none like that: browsers show nothing then."""
    text = unicodedata.normalize("NFKC", str(value)).strip()
    if kind == "number":
        text = text.replace(",", ".").removeprefix("+")
    if kind not in _HELD:
        return str(value)
    return text if _HELD[kind].fullmatch(text) and (kind != "date" or _is_day(text)) else ""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).year > 0
    except ValueError:
        return False


class Compiled(BytecodeCache):
    """Keeps templates compiled: all those of a page take up to a third of a second."""

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        bucket = Bucket(environment, name, checksum="")
        path = filename or str(TEMPLATES / name)
        compiled = kept(
            Path(path),
            source.encode(),
            lambda: marshal.dumps(environment.compile(source, name, path)),
            makers=("jinja2.compiler", "jinja2.ext", __name__),
        )
        bucket.code = marshal.loads(compiled)  # noqa: S302  # compiled by us, and kept beside our own modules
        return bucket


def compile_all() -> None:
    for name in _environment().list_templates(extensions=["html"]):
        _environment().get_template(name)


def options(pairs: Iterable[tuple[object, object]], chosen: object) -> Markup:
    """Write the options of a <select> of values and labels, with the chosen one: often as many as a move has tasks."""
    each = '<option value="{}"{}>{}</option>\n'
    written = (
        each.format(escape(value), " selected" if value == chosen else "", escape(label)) for value, label in pairs
    )
    return Markup("".join(written))  # noqa: S704  # each part is escaped above


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        bytecode_cache=Compiled(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    made.context_class = _Speaking
    made.policies["ext.i18n.trimmed"] = True
    made.newstyle_gettext = True  # pyrefly: ignore[missing-attribute]  # of i18n
    names: dict[str, Any] = made.globals
    names |= {"_": _gettext, "gettext": _gettext, "ngettext": _ngettext}
    names["asset"] = asset
    names["inlined"] = inlined
    names["dialled"] = dialled
    names["with_dialling"] = with_dialling
    names["directions"] = directions
    names["in_field"] = in_field
    names["options_of"] = options
    made.filters["with_links"] = with_links
    return made


@cache
def _manifest() -> dict[str, str]:
    names: dict[str, str] = json.loads((BUILT / "manifest.json").read_text())
    return names


# Jinja's own ways to these go through two more calls, and a page has a hundred sentences.
@pass_context
def _gettext(context: Context, message: str, /, **values: Any) -> Markup:
    texts = context["lang"].texts
    return _sentence(texts, message) % values if values else _whole(texts, message)


@pass_context
def _ngettext(context: Context, one: str, many: str, num: int, /, **values: Any) -> Markup:
    return Markup(context["lang"].texts.ngettext(one, many, num)) % {"num": num, **values}  # noqa: S704  # as below


class _Speaking(Context):
    """Translates as it is: Jinja copies all that a page shows for each sentence inside a loop or a block, in case that
    who translates looks for names of these."""

    def call(self, called: Any, /, *given: Any, **named: Any) -> Any:
        if called is not _gettext and called is not _ngettext:
            return super().call(called, *given, **named)
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        return called(self, *given, **named)


def _sentence(texts: NullTranslations, message: str) -> Markup:
    return Markup(texts.gettext(message))  # noqa: S704  # written by us


@lru_cache(maxsize=8192)
def _whole(texts: NullTranslations, message: str) -> Markup:
    """Translate a sentence in which nothing is put in, once: a sign for a percentage stands twice in it, too."""
    return _sentence(texts, message) % {}
