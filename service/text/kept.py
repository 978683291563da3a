"""Results of what takes long with our own files, kept beside them as Python keeps what it has compiled of modules.

The next process finds it there; who may not write there, or has told Python not to, makes it anew in each process.
"""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.util import cache_from_source, find_spec
from pathlib import Path

DIGEST = 16
"""Length in bytes of what the kept file begins with: a digest of all that it was made from."""


def kept(source: Path, content: bytes, make: Callable[[], bytes], *, makers: tuple[str, ...]) -> bytes:
    """Return what `make` makes of a file with this content: as it was kept, or made and kept now.

    `makers`: the modules that make it; with any of them changed, what they made before is no more.
    """
    path = Path(cache_from_source(f"{source}.py"))  # beside a module of the same name, too
    digest = blake2b(content, digest_size=DIGEST, key=_digest_of(makers)).digest()
    with suppress(OSError):
        found = path.read_bytes()
        if found.startswith(digest):
            return found[DIGEST:]
    made = make()
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            _write(path, digest + made)
    return made


@cache
def _digest_of(makers: tuple[str, ...]) -> bytes:
    found = [find_spec(name) for name in makers]
    files = [Path(each.origin).read_bytes() for each in found if each is not None and each.origin is not None]
    return blake2b(b"".join(files), digest_size=DIGEST).digest()


def _write(path: Path, content: bytes) -> None:
    """Put the file in place in one step: another process reads all of it or nothing."""
    path.parent.mkdir(exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
