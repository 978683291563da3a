"""Libraries that are loaded when they are first used: most visits, and many installations, never need them."""

from collections.abc import Callable
from functools import cache, partial
from importlib import import_module
from typing import Any


def later(name: str) -> Callable[[], Any]:
    """Call what this returns to get the module. Typed as Any: types are checked where a module is imported plainly."""
    return cache(partial(import_module, name))
