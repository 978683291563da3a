"""Hooks: most generated addresses lead to what is there, so that calls reach the rules instead of a 404.

KNOWN (JSON) names a move, its links and its rows. What a call would take away for good is somebody else's. Of the odd
values of the coverage phase one in SHARE is sent.
"""

import json
import os
import re
from collections import defaultdict
from itertools import count
from typing import Any

import schemathesis

KNOWN = json.loads(os.environ["KNOWN"])
MOVE, LINK = re.compile("[a-z2-9]{10}"), re.compile(r"[\w.-]{1,100}", re.ASCII)
STAYS = 5
"""Of six generated numbers, five become one that is there."""
SHARE = int(os.environ["SHARE"])
ODD_VALUES: defaultdict[str, "count[int]"] = defaultdict(count)
"""By call, how many it has had; over all together, under no name, each call has another part of its own sent."""


@schemathesis.hook
def filter_case(context: Any, case: Any) -> bool:
    if case.meta.phase.name != "coverage":
        return True
    is_first = next(ODD_VALUES[case.operation.label]) == 0
    return next(ODD_VALUES[""]) % SHARE == 0 or is_first


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    if not path_parameters:
        return path_parameters
    method, path = context.operation.method.upper(), context.operation.path
    known = dict(path_parameters)
    if MOVE.fullmatch(str(known.get("m", ""))):  # one that was made wrong on purpose stays so
        known["m"] = KNOWN["other_move"] if (method, path) == ("DELETE", "/api/v1/moves/{m}") else KNOWN["move"]
    if LINK.fullmatch(str(known.get("link", ""))):
        helper = KNOWN["other_helper"] if method == "DELETE" and path.endswith("/helper/{link}") else KNOWN["helper"]
        of_face = {"helper": helper, "asks": KNOWN["ask"]}
        known["link"] = of_face.get(path.split("/")[3], KNOWN["signup"])
    if isinstance(known.get("n"), int) and known["n"] % (STAYS + 1):
        kind = path.split("/{n")[0].rsplit("/", 1)[1]
        rows = KNOWN[kind]
        known["n"] = rows[known["n"] % len(rows)]
    return known
