"""A side process that is none: it does all at once, with what has been packed and unpacked as for another process."""

import pickle
from collections.abc import Callable
from typing import Any

from service.apart.side_process import Given, Result, SideProcess


class AtHand(SideProcess):
    def do(self, _whose: str, work: Callable[Given, Result], /, *given: Given.args, **named: Given.kwargs) -> Result:
        there, with_these, and_named = _again((work, given, named))
        result: Result = _again(there(*with_these, **and_named))
        return result

    def get_ready(self, work: Callable[[], object]) -> None:
        """Nothing has to be loaded."""


def _again(sent: object) -> Any:
    return pickle.loads(pickle.dumps(sent))  # noqa: S301  # our own
