"""The arrows of the house: which package may know which."""

import ast
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

FILES = sorted(Path("service").rglob("*.py"))
BASE = {"settings", "paths", "logs"}
DOMAIN = {
    f"domain.{room}"
    for room in ("models", "figures", "core", "rules", "reading", "reminders", "pasting", "tone", "hints")
}
FACE = {"web.base", "web.forms", "installation", "text", "mail", "paper", "settings"} | DOMAIN
MAY_KNOW: dict[str, set[str]] = {
    "breathing": set(),
    "paths": set(),
    "logs": set(),
    "settings": {"paths"},
    "storage": BASE,
    "domain.models": set(),
    "domain.figures": {"domain.models"},
    "domain.tone": set(),
    "domain.hints": set(),
    "domain.pasting": {"domain.models", "domain.figures"},
    "domain.core": {"storage", "domain.models", "domain.figures"},
    "domain.rules": {"storage", "domain.models", "domain.figures", "domain.core"},
    "domain.reading": {"storage", "domain.hints", "domain.models", "domain.figures", "domain.core"},
    "domain.reminders": {"domain.models", "domain.figures", "domain.core", "domain.reading"},
    "apart": {"breathing", "domain.core"},
    "installation": {"settings", "storage", "apart", "domain.models", "domain.core"},
    "text": {"breathing", "paths"} | DOMAIN,
    "paper": {"paths", "apart", "text"} | DOMAIN,
    "mail": {"installation", "storage", "text", *BASE} | DOMAIN,
    "web.forms": DOMAIN,
    "web.base": {"breathing", "web.forms", "installation", "text", "mail", "storage", "logs"} | DOMAIN,
    "web.organizer": {"breathing"} | FACE,
    "web.friends": {"breathing"} | FACE,
    "web.anyone": FACE,
    "web.api": FACE,
    "app": {"installation", "paths", "web.base", "web.organizer", "web.friends", "web.anyone", "web.api"},
    "commands": {"app", "web.base", "installation", "storage", "text", "mail", *BASE} | DOMAIN,
    "__main__": {"commands"},
}
"""By package, which others of ours it may import. A package that is not here fails the test: say what it may know."""
NOT_BELOW = {
    "domain": {"fastapi", "starlette", "jinja2", "pydantic", "httpx", "icalendar", "typst", "apprise", "babel"},
    "storage": {"fastapi", "starlette", "jinja2", "pydantic", "httpx"},
    "text": {"fastapi", "starlette", "pydantic"},
    "mail": {"fastapi", "starlette"},
    "paper": {"fastapi", "starlette"},
}
"""Libraries that a package leaves to those above it."""
PURE = ("service/text/language.py", "service/text/templates.py")
"""Know nothing of moves: they would serve any other program."""
LOADED_LATE = {
    "service/domain/pasting/lookup.py": {"rapidfuzz"},
    "service/mail/calendar.py": {"icalendar"},
    "service/mail/transports/channels.py": {"apprise"},
    "service/paper/press.py": {"typst"},
    "service/storage/migrations.py": {"alembic"},
    "service/text/catalogues.py": {"babel"},
}
"""Heavy libraries that few visits need, imported inside the functions that do."""
FACES = [
    path
    for room in ("organizer", "friends", "anyone", "api")
    for path in sorted(Path("service/web", room).glob("*.py"))
    if "Router(" in path.read_text()
]


def package_of(name: str) -> str:
    """The package of a module or file, as MAY_KNOW names it: "service.domain.core.change" is of domain.core."""
    _service, first, *rest = name.split(".")
    return f"{first}.{rest[0]}" if first in ("domain", "web") and rest else first


def module_of(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


@cache
def nodes_of(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text())))


def imports(path: Path) -> list[str]:
    return imported_by(nodes_of(path))


def imported_by(nodes: Iterable[ast.AST]) -> list[str]:
    found = []
    for node in nodes:
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{name.name}" for name in node.names]
    return found


def test_nobody_looks_upstairs() -> None:
    assert {str(path): above for path in FILES if (above := upstairs(path))} == {}


def upstairs(path: Path) -> set[str]:
    """List what a module imports and may not know: packages of ours, and libraries."""
    module, names = module_of(path), imports(path)
    if module in ("service", "service.domain", "service.web"):
        return {name for name in names if module != "service" or not name.startswith(("pydantic.", "warnings"))}
    package = package_of(module)
    known = {package_of(name) for name in names if name.startswith("service.")}
    libraries = {name.partition(".")[0] for name in names} - LOADED_LATE.get(str(path), set())
    return known - {package} - MAY_KNOW[package] | libraries & NOT_BELOW.get(package.partition(".")[0], set())


@pytest.mark.parametrize("path", PURE)
def test_language_and_templates_know_nothing_of_moves(path: str) -> None:
    assert not [name for name in imports(Path(path)) if name.startswith("service.domain")]


def test_arrows_form_no_circle() -> None:
    known = {package: set(below) for package, below in MAY_KNOW.items()}
    while known:
        lowest = {package for package, below in known.items() if not below & known.keys()}
        assert lowest, f"a circle among {sorted(known)}"
        known = {package: below for package, below in known.items() if package not in lowest}


def test_imports_stand_at_the_top() -> None:
    late: dict[str, set[str]] = {}
    for path in FILES:
        functions = [node for node in nodes_of(path) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        if names := {name.split(".")[0] for function in functions for name in imported_by(ast.walk(function))}:
            late[str(path)] = names
    assert late == LOADED_LATE


def test_refusals_get_their_status_in_one_place() -> None:
    """A face names what went well; the API only documents the rest."""
    for path in FILES:
        named = [
            keyword.value.value
            for node in nodes_of(path)
            if isinstance(node, ast.Call)
            for keyword in node.keywords
            if keyword.arg in ("status", "status_code") and isinstance(keyword.value, ast.Constant)
        ]
        assert all(status is not None and int(str(status)) < 400 for status in named), path


@pytest.mark.parametrize("path", FACES, ids=str)
def test_faces_do_not_know_each_other(path: Path) -> None:
    others = [".".join(other.with_suffix("").parts) for other in FACES if other != path]
    assert not [
        name for name in imports(path) if name in others or name.startswith(tuple(f"{other}." for other in others))
    ]


def test_each_ignore_of_the_type_checker_names_its_kind() -> None:
    """One without a kind hides every fault on its line, and the checker does not mind."""
    files = [*FILES, *Path("tests").rglob("*.py"), *Path("alembic").rglob("*.py")]
    bare = re.compile(r"#\s*pyrefly: ignore(?!\[[a-z-]+\])")
    assert [str(path) for path in files if bare.search(path.read_text(encoding="utf-8"))] == []


def test_nothing_keeps_an_alembic_package_beside_the_library() -> None:
    assert not Path("alembic/__init__.py").exists()
