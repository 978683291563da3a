"""Styles win by their layer: each stylesheet is in the layer that its folder names, and none is left out."""

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

STYLES = Path("frontend/styles")
BUILT = Path("frontend/built")
MAIN = "".join((STYLES / name).read_text() for name in ("signup.css", "friends.css", "main.css", "later.css"))
"""Each brings in the one before it, but for the last, which comes beside it."""
LAYERS = ["base", "components", "pages", "states"]


@pytest.fixture(scope="module")
def built() -> str:
    name: str = json.loads((BUILT / "manifest.json").read_text())["main.css"]
    return (BUILT / name).read_text()


def outermost(css: str) -> list[str]:
    """Find what stands outside all braces: selectors and at-rules."""
    blocks = re.compile(r"\{[^{}]*\}")
    while blocks.search(css):
        css = blocks.sub(";", css)
    return [part for part in css.split(";") if part.strip()]


def test_every_stylesheet_is_in_the_layer_of_its_folder() -> None:
    imported = re.findall(r'@import "\./(\w+)/([\w-]+\.css)" layer\((\w+)\);', MAIN)
    assert len(imported) == MAIN.count("@import") - len(re.findall(r'@import "\./\w+\.css"(?: print)?;', MAIN))
    assert [each for each in imported if each[0] != each[2]] == []
    assert sorted(f"{folder}/{name}" for folder, name, _ in imported) == sorted(
        file.relative_to(STYLES).as_posix() for file in STYLES.glob("*/*.css")
    )


def test_the_layers_come_in_their_order_and_hold_every_rule(built: str) -> None:
    first, *rest = outermost(built)
    assert first == f"@layer {','.join(LAYERS)}"
    assert set(rest) == {f"@layer {layer}" for layer in LAYERS}


def test_a_rule_outside_the_layers_is_found() -> None:
    assert outermost("@layer a{b{c:d}@media e{f{g:h}}}i{j:k}") == ["@layer a", "i"]


def test_what_a_class_alone_looks_like_stands_in_one_file() -> None:
    """Else a class of one page dresses a part of another one that happens to be called the same."""
    files = defaultdict[str, set[str]](set)
    for file in STYLES.glob("*/*.css"):
        for selectors in re.findall(r"([^{};]+)\{", re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.DOTALL)):
            whole = re.sub(r"\([^()]*\)", "()", selectors)
            for alone in re.findall(r"(?:^|,)\s*\.([\w-]+)(?:::?[\w-]+)*\s*(?=$|,)", whole):
                files[alone].add(file.name)
    twice = {name: found for name, found in files.items() if len(found - {"forced-colors.css"}) > 1}
    assert files["slip"] == {"slips.css"}
    assert twice == {}
