"""Work for tests, in a module that another process loads quickly."""

import os


def process() -> int:
    return os.getpid()


def settings() -> list[str]:
    return [name for name in os.environ if name.startswith("MANYHANDS_")]


def break_at(secret: str) -> None:
    print(f"nobody reads {secret}")  # noqa: T201  # as a library might
    raise KeyError(secret)


def spin() -> None:
    while True:
        pass
