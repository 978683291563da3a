"""One program with two processes, for all tests that leave it as it is."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.conftest import Engine
from tests.hold.together import Program, serving_together


@pytest.fixture(scope="package")
def together(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Program]]:
    """`together()`: the one that runs, or another where a test has ended it."""
    with ExitStack() as stack:
        begun = list[Program]()

        def running() -> Program:
            if not begun or begun[-1].process.poll() is not None:
                begun.append(stack.enter_context(serving_together(engine, tmp_path_factory.mktemp("together"))))
            return begun[-1]

        yield running


@pytest.fixture
def program(together: Callable[[], Program]) -> Program:
    return together()
