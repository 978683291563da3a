"""Counts the lines of the program that tests reach: a plugin (`pytest -p tests.counting`) that writes what `coverage
combine` and `coverage report` read afterwards.

Where coverage counts by itself, Python 3.11 asks it at each line, and runs everything more slowly for that, libraries
too: tests take half as long again. Here each statement of the program is compiled with another one before it, which
notes that it is reached.
"""

import ast
import sys
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

from coverage import CoverageData

PROGRAM = "service"
NOTES = "__reached__"
"""The name by which a module knows its notes: a one for each statement that was reached."""
BLOCKS = ("body", "orelse", "finalbody")


class Module:
    """A module of the program: the lines of each of its statements, and which were reached."""

    def __init__(self) -> None:
        self.lines: list[set[int]] = []
        self.reached: list[int] = []

    def compiled(self, source: bytes, path: str) -> CodeType:
        """Compile it, with a note before each statement."""
        tree = ast.parse(source, path)
        nodes = list(ast.walk(tree))
        passed = {id(first): lines for node in nodes for first, lines in choices(node)}
        for node in nodes:
            for name in BLOCKS:
                block = getattr(node, name, None)
                if isinstance(block, list):  # that of a lambda is an expression
                    setattr(node, name, list(self._noted(block, passed)))
        self.reached += [0] * len(self.lines)
        return compile(tree, path, "exec", dont_inherit=True)

    def _noted(self, block: list[ast.stmt], passed: dict[int, set[int]]) -> Iterator[ast.stmt]:
        for at, statement in enumerate(block):
            # A docstring has to stay the first.
            if at or not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):
                yield self._note(statement)
                self.lines[-1] |= passed.get(id(statement), set())
            yield statement

    def _note(self, statement: ast.stmt) -> ast.stmt:
        [note] = ast.parse(f"{NOTES}[{len(self.lines)}] = 1").body
        for each in ast.walk(note):
            ast.copy_location(each, statement)
        self.lines.append({statement.lineno, *(each.lineno for each in getattr(statement, "decorator_list", ()))})
        return note

    def counted(self) -> set[int]:
        return set[int]().union(*(lines for lines, reached in zip(self.lines, self.reached, strict=True) if reached))


def choices(node: ast.AST) -> Iterator[tuple[ast.stmt, set[int]]]:
    """Give the first statement of each choice of a `try` or `match`, with the lines of those that were asked before."""
    lines = set[int]()
    for choice in [*getattr(node, "handlers", ()), *getattr(node, "cases", ())]:
        lines.add(getattr(choice, "pattern", choice).lineno)
        yield choice.body[0], set(lines)


MODULES: dict[str, Module] = {}


class Loader(SourceFileLoader):
    """Compiles anew: what Python has kept of a module notes nothing."""

    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        MODULES[path] = Module()
        return MODULES[path].compiled(self.get_data(path), path)

    def exec_module(self, module: ModuleType) -> None:
        code = self.get_code(module.__name__)
        vars(module)[NOTES] = MODULES[self.path].reached
        exec(code, vars(module))  # noqa: S102  # as each import does


class Finder(MetaPathFinder):
    """Finds the modules of the program where Python does, and has them loaded so."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] != PROGRAM:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.origin is not None:
            spec.loader = Loader(fullname, spec.origin)
        return spec


def pytest_load_initial_conftests() -> None:
    """Begin before anything of the program is imported."""
    sys.meta_path.insert(0, Finder())


def pytest_unconfigure() -> None:
    """Write down what this process has reached; a module that nobody imported is one without a line."""
    data = CoverageData(suffix=True)
    data.add_lines({path: module.counted() for path, module in MODULES.items()})
    data.touch_files([str(path.resolve()) for path in Path(PROGRAM).rglob("*.py")])
    data.write()
