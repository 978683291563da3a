"""The arrows of the house: who may know whom."""

import ast
from pathlib import Path

import pytest

FILES = sorted(Path("service").rglob("*.py"))
FORBIDDEN = {
    "service/domain": (
        "service.web",
        "service.text.templates",
        "service.text.language",
        "service.app",
        "service.commands",
        "fastapi",
        "starlette",
        "jinja2",
        "pydantic",
        "httpx",
    ),
    "service/storage": ("service.domain", "service.text", "service.mail", "service.web", "fastapi"),
    "service/text/language.py": ("service.domain", "service.web"),
    "service/text/templates.py": ("service.domain", "service.web"),
    "service/text": ("service.web", "service.mail", "service.paper", "service.app", "service.commands", "fastapi"),
    "service/installation.py": ("service.web", "service.mail", "service.paper", "fastapi"),
    "service/mail": ("service.web", "service.app", "service.commands", "fastapi", "starlette"),
    "service/paper": ("service.web", "service.mail", "service.app", "service.commands", "fastapi", "starlette"),
    "service/web/forms": (
        "service.text",
        "service.mail",
        "service.paper",
        "service.web.base",
        "service.web.api",
        "fastapi",
    ),
    "service/web": ("service.commands", "service.app", "service.commands.demo", "service.storage.migrations"),
}
DOMAIN: dict[str, set[str]] = {
    "models": set(),
    "figures": {"models"},
    "core": {"models", "figures"},
    "rules": {"models", "figures", "core"},
    "reading": {"models", "figures", "core"},
    "reminders": {"models", "figures", "core", "reading"},
    "pasting": {"models", "figures"},
    "tone": set(),
}
"""The packages of the domain, each with those that it may import."""
ROOMS = ("organizer", "friends", "anyone", "api")
FACES = [
    path for room in ROOMS for path in sorted(Path("service/web", room).glob("*.py")) if "router" in path.read_text()
]


LOADED_LATE = {
    "service/domain/pasting/lookup.py": {"rapidfuzz"},
    "service/mail/calendar.py": {"icalendar"},
    "service/mail/transports/channels.py": {"apprise"},
    "service/paper/cards.py": {"typst"},
}
"""Heavy libraries that few visits need, imported inside the functions that do."""


def imports(path: Path) -> list[str]:
    return imports_below(ast.parse(path.read_text()))


def imports_below(top: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(top):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{name.name}" for name in node.names]
    return found


@pytest.mark.parametrize("path", FILES, ids=str)
def test_nobody_looks_upstairs(path: Path) -> None:
    for place, forbidden in FORBIDDEN.items():
        if str(path).startswith(place):
            assert not [name for name in imports(path) if name.startswith(forbidden)]


@pytest.mark.parametrize("package", DOMAIN)
def test_the_domain_has_one_direction(package: str) -> None:
    used = {
        name.split(".")[2]
        for path in Path("service/domain", package).rglob("*.py")
        for name in imports(path)
        if name.startswith("service.domain.")
    }
    assert used - {package} <= DOMAIN[package]


def test_every_package_of_the_domain_has_its_place() -> None:
    assert {path.name for path in Path("service/domain").iterdir() if (path / "__init__.py").exists()} == set(DOMAIN)


@pytest.mark.parametrize("path", FILES, ids=str)
def test_imports_stand_at_the_top(path: Path) -> None:
    tree = ast.parse(path.read_text())
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert {name.split(".")[0] for function in functions for name in imports_below(function)} == LOADED_LATE.get(
        str(path), set()
    )


def test_refusals_get_their_status_in_one_place() -> None:
    """A face names what went well; the API only documents the rest."""
    for path in FILES:
        if path != Path("service/web/api/organizer.py"):
            named = [
                keyword.value.value
                for node in ast.walk(ast.parse(path.read_text()))
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


def test_nothing_keeps_an_alembic_package_beside_the_library() -> None:
    assert not Path("alembic/__init__.py").exists()
