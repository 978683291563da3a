"""Colours: every pair that carries text or a control's edge has the contrast that eyes need, light and dark.

Contrast by the formula of WCAG 2.2. Text needs 4.5:1; here it is 5.1:1, so that a tint of the paper stays readable.
"""

import re
from pathlib import Path

import pytest

STYLES = Path("frontend/styles")
CSS = (STYLES / "base" / "tokens.css").read_text()
TEXT, EDGE, FOCUS = 5.1, 3.45, 7.4
KINDS = ("boxes", "cleaning", "food", "other")
"""What is heavy is red as a seal, and trips are blue as a pen."""
GROUNDS = ("paper", "desk")


def tokens(theme: str) -> dict[str, str]:
    light, dark = CSS.split("@media (prefers-color-scheme: dark)")
    named = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", light))
    return named if theme == "light" else named | dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", dark))


def luminance(colour: str) -> float:
    def linear(part: str) -> float:
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(colour[at : at + 2]) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "ink2", "pen", "ok", "seal") for ground in GROUNDS),
    *((kind, "paper", TEXT) for kind in KINDS),
    *((kind, "desk", TEXT) for kind in KINDS),
    *(("ink", "well", TEXT), ("ink2", "well", TEXT), ("on-seal", "seal", TEXT)),
    *(("edge", ground, EDGE) for ground in GROUNDS),
    *(("pen", ground, FOCUS) for ground in GROUNDS),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS, ids=str)
def test_contrast(theme: str, ink: str, ground: str, least: float) -> None:
    named = tokens(theme)
    assert contrast(named[ink], named[ground]) >= least


def test_the_formula_is_the_one_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_size_of_a_touch_target_stands_in_one_place() -> None:
    [tap] = re.findall(r"--tap: ([\d.]+)rem;", CSS)
    assert float(tap) * 16 == 44
    assert [file.name for file in STYLES.rglob("*.css") if f"{tap}rem" in file.read_text()] == ["tokens.css"]
