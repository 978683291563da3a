"""A change restyles what it is about: on a long board a rule that has browsers look through the page costs a tick."""

import re
from pathlib import Path

FRONTEND = Path("frontend")
CSS = "".join(re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.DOTALL) for file in FRONTEND.glob("styles/**/*.css"))
SELECTORS = [each.strip() for found in re.findall(r"([^{};]+)\{", CSS) for each in found.split(",")]


def test_the_page_asks_only_for_what_stands_right_in_it() -> None:
    """html:has(.a .b) is looked for in all of the page whenever something new is in it."""
    asked = [each for each in SELECTORS if re.match(r"(html|body|:root)[^ >]*:has\(", each)]
    assert asked == ["html:has(> .with-menu)"]


def test_what_scripts_say_of_the_page_changes_the_looks_of_single_elements() -> None:
    """[data-a] button would look at every button anew, and [data-a] .b button, too."""
    scripts = "".join(file.read_text() for file in FRONTEND.glob("scripts/*.ts"))
    names = set(re.findall(r"documentElement\.dataset\.(\w+)", scripts))
    assert names == {"sending", "lost"}
    on_page = [each for each in SELECTORS if any(f"[data-{name}]" in each for name in names)]
    assert on_page
    assert [each for each in on_page if not re.fullmatch(r"\[data-\w+\] (body|#\w+)(::before)?", each)] == []


def test_no_height_is_guessed() -> None:
    """content-visibility: auto saves half of a long board's layout, and links down the page miss by screens."""
    assert CSS.count("content-visibility:") == CSS.count("content-visibility: visible") > 0
