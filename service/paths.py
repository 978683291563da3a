"""Folders of templates, texts, built assets and migrations: beside the package in a checkout, else inside it."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent
_CARRIED = _HERE / "_carried"
_HOME = _CARRIED if _CARRIED.is_dir() else _HERE.parent

TEMPLATES = _HOME / "frontend" / "templates"
LOCALES = _HOME / "frontend" / "locales"
BUILT = _HOME / "frontend" / "built"
FONTS = BUILT / "fonts"
MIGRATIONS = _HOME / "alembic"
