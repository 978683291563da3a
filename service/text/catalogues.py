"""Catalogues of translated texts: `messages.po` is read as it is, and kept in the form that is read fast."""

import gettext
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from service.text.kept import kept

FILE = "messages.po"


def read_catalogue(folder: Path) -> gettext.GNUTranslations:
    """Read the catalogue in the folder of a language."""
    source = folder / FILE
    content = source.read_bytes()
    compiled = kept(source, content, partial(_compiled, folder.name, content), makers=(__name__,))
    return gettext.GNUTranslations(BytesIO(compiled))


def _compiled(code: str, content: bytes) -> bytes:
    from babel.messages import mofile, pofile  # noqa: PLC0415  # 20 ms, where nothing is kept yet

    written = BytesIO()
    mofile.write_mo(written, pofile.read_po(BytesIO(content), locale=code))
    return written.getvalue()


def extract_typed(file: IO[bytes], keywords: Any, tags: Any, options: Any) -> Iterator[tuple[Any, ...]]:
    """Extract the texts of a module that are words of people in it, for `make messages`, and tell translators so."""
    from babel.messages.extract import extract_python  # noqa: PLC0415  # a tool for changes, not for serving

    found: Iterator[Any] = extract_python(file, keywords, tags, {})
    for *text, comments in found:
        yield (*text, [*comments, options["comment"]])
