"""The editor's settings and the formatters agree on how long a line may be."""

import json
import tomllib
from configparser import ConfigParser
from pathlib import Path

LENGTH = 120


def test_editor_and_formatters_agree() -> None:
    editor = ConfigParser()
    editor.read_string("[all]\n" + Path(".editorconfig").read_text())
    assert editor["*.{css,mjs,py,ts}"]["max_line_length"] == str(LENGTH)
    assert tomllib.loads(Path("pyproject.toml").read_text())["tool"]["ruff"]["line-length"] == LENGTH
    assert json.loads(Path("frontend/biome.json").read_text())["formatter"]["lineWidth"] == LENGTH
