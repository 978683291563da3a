"""Work for tests, in a module that another process loads quickly."""

import os
from pathlib import Path


def process() -> int:
    return os.getpid()


def process_once_there(path: Path) -> int:
    while not path.exists():
        pass
    return process()


def settings() -> list[str]:
    return [name for name in os.environ if name.startswith("MANYHANDS_")]


def break_at(secret: str) -> None:
    print(f"nobody reads {secret}")  # noqa: T201  # as a library might
    raise KeyError(secret)


def spin() -> None:
    while True:
        pass
