"""Stops a wheel that would carry no styles and no scripts.

The built frontend is not in git, and hatchling says nothing about a folder that is not there. An editable
install reads the working tree and needs no check.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class NeedsBuiltFrontend(BuildHookInterface):
    def initialize(self, version: str, _build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        if not (Path(self.root) / "frontend" / "built" / "manifest.json").is_file():
            raise SystemExit("The frontend is not built: run `make wheel`, which builds it first.")
