"""The lines that are counted are those that coverage itself would count."""

import runpy
from pathlib import Path

import pytest
from coverage import Coverage

from tests.counting import NOTES, Module

PROGRAM = '''"""A docstring."""

import functools
from enum import Enum


class Sort(Enum):
    """Another one."""

    ONE = 1
    """What one is."""

    @property
    def next(self) -> int:
        return self.value + 1


def cached(
    function,
    least=0,
):
    return functools.wraps(function)(lambda n: function(n) if n >= least else None)


@functools.cache
@cached
def said(n: int) -> str:
    """One more."""
    match n:
        case 0:
            return "none"
        case 1 | 2:
            words = [
                "one",
                "two",
            ]
            return words[n - 1]
        case _:
            return "many"


def tried(n: int) -> str:
    more = ""
    try:
        return [said(n)][n]
    except KeyError:
        return "no key"
    except IndexError as wrong:
        kind: str
        more = kind = str(wrong)
    else:
        return "never"
    finally:
        if n:
            pass
        elif more:
            del more
        else:
            more = "none"
    with open(__file__) as file:
        for line in file:
            if line.startswith("import"):
                break
        else:
            return "never"
    while n > 0:
        n -= 1
    return (
        "tried"
    )


async def never() -> None:
    yield 1


tried(0)
tried(2)
said.cache_clear()
'''


@pytest.mark.parametrize("program", [PROGRAM, PROGRAM.replace("tried(2)", "said(7)"), "", '"""Nothing."""\n'])
def test_they_are_those_of_coverage(tmp_path: Path, program: str) -> None:
    path = tmp_path / "program.py"
    path.write_text(program)
    theirs = Coverage(data_file=None, config_file=False, include=[str(path)])
    with theirs.collect():
        runpy.run_path(str(path))
    _, lines, _, missing, _ = theirs.analysis2(str(path))

    module = Module()
    exec(module.compiled(path.read_bytes(), str(path)), {NOTES: module.reached, "__file__": str(path)})  # noqa: S102
    assert sorted(set(lines) - module.counted()) == missing
    assert bool(missing) == (program == PROGRAM or "said(7)" in program)
