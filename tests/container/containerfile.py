"""Reads the Containerfile and `.dockerignore`, as far as this project uses their languages."""

import json
import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Step:
    """An instruction: `COPY`, its flags without their dashes, and the rest of its line."""

    word: str
    flags: dict[str, str]
    text: str

    @property
    def words(self) -> list[str]:
        """The arguments: a JSON list, or split as a shell does. Of HEALTHCHECK, those of its CMD."""
        text = self.text.removeprefix("CMD ")
        return list(json.loads(text)) if text.startswith("[") else shlex.split(text)

    @property
    def pairs(self) -> dict[str, str]:
        """`NAME=value` of ENV and LABEL."""
        return dict(word.split("=", 1) for word in self.words)


@dataclass(frozen=True)
class Stage:
    """The steps after a FROM. The last stage has no name."""

    image: str
    name: str
    steps: list[Step]

    def only(self, word: str) -> Step:
        """Find the one instruction of this kind."""
        [found] = [step for step in self.steps if step.word == word]
        return found


def read_stages() -> list[Stage]:
    """Read the Containerfile."""
    lines = (HOME / "Containerfile").read_text().splitlines()
    text = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    stages: list[Stage] = []
    for line in filter(None, re.sub(r"\\\n\s*", "", text).splitlines()):
        word, rest = line.split(maxsplit=1)
        if word == "FROM":
            image, _, name = rest.partition(" AS ")
            stages.append(Stage(image, name, []))
        else:
            stages[-1].steps.append(_step(word, rest))
    return stages


def _step(word: str, rest: str) -> Step:
    flags = {}
    while found := re.match(r"--([\w-]+)=(\S+)\s+", rest):
        flags[found[1]] = found[2]
        rest = rest[found.end() :]
    return Step(word, flags, rest)


class Ignored:
    """Tells which paths `.dockerignore` keeps from the engine.

    The last pattern that fits a path, or a folder above it, decides.
    """

    def __init__(self) -> None:
        lines = (HOME / ".dockerignore").read_text().splitlines()
        rules = [line for line in lines if line and not line.startswith("#")]
        self._rules = [(self._pattern(rule.removeprefix("!")), not rule.startswith("!")) for rule in rules]

    def __call__(self, path: str) -> bool:
        above = [path, *(str(folder) for folder in Path(path).parents)]
        fitting = [ignored for pattern, ignored in self._rules if any(pattern.fullmatch(each) for each in above)]
        return bool(fitting and fitting[-1])

    def files(self, source: str) -> Iterator[str]:
        """List the files of the checkout that `COPY source` brings."""
        if (HOME / source).is_file():
            yield from [] if self(source) else [source]
            return
        for folder, folders, names in os.walk(HOME / source):
            here = Path(folder).relative_to(HOME)
            folders[:] = [name for name in folders if not self(str(here / name))]
            yield from (str(here / name) for name in names if not self(str(here / name)))

    @staticmethod
    def _pattern(rule: str) -> re.Pattern[str]:
        wild = {"**/": "(?:.*/)?", "*": "[^/]*"}
        return re.compile("".join(wild.get(part, re.escape(part)) for part in re.split(r"(\*\*/|\*)", rule)))
