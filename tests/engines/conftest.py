"""Phones with Debian's Firefox and WebKitGTK: for `make engines` alone, since they are packages of the machine."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.browser.visiting import Place
from tests.conftest import Server
from tests.engines.phones import ENGINES, Phone
from tests.make import Olive

Phones = Callable[..., Phone]


@pytest.fixture(params=ENGINES)
def phones(request: pytest.FixtureRequest) -> Iterator[Phones]:
    """`phones()` is somebody's phone; what one of them complains of fails the test."""
    with ExitStack() as stack:

        def phone(**wanted: bool) -> Phone:
            made: Phone = ENGINES[request.param](**wanted)
            stack.callback(made.close)
            return made

        yield phone


@pytest.fixture
def place(server: Server) -> Place:
    """A move of its own: task 2 are twelve boxes, task 3 is a soup that Tom makes."""
    olive = Olive(server.installation.database, title="Up to the attic")
    olive.task(needed=12, title="Books")
    soup = olive.task("care", "Soup")
    olive.claim(soup, olive.helper("Tom"))
    return Place(server, olive)
