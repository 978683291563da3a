"""Checks that every page passes: nothing that axe objects to, nothing wider than the screen, a name for everything.

The scripts here run in a page that lets them (`bypass_csp`); none of them belongs to the program.
"""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.visiting import DESKTOP, PHONE, SMALLEST

AXE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"

# Swagger's own markup is not ours to mend.
RUN_AXE = """async (options) => {
  const found = await axe.run({ exclude: [".swagger"] }, { resultTypes: ["violations"], ...options });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary.split("\\n").join(" ")}`));
}"""

STRUCTURE = """() => {
  const wrong = [];
  const headings = document.querySelectorAll("h1").length;
  if (headings !== 1) wrong.push(`${headings} h1`);
  const seen = new Set();
  for (const { id } of document.querySelectorAll("[id]")) {
    if (seen.has(id)) wrong.push(`the id ${id} twice`);
    seen.add(id);
  }
  for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    const label = [...field.labels].map(({ textContent }) => textContent.trim()).join("");
    if (!label) wrong.push(`no label: ${field.outerHTML}`);
  }
  for (const name of ["for", "list", "aria-labelledby", "aria-describedby", "data-copy", "href"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      const value = element.getAttribute(name);
      if (name === "href" && !value.startsWith("#")) continue;
      for (const id of value.split(" ")) {
        if (!document.getElementById(id.replace("#", ""))) wrong.push(`${name}="${value}" leads nowhere`);
      }
    }
  }
  // A message that was in the page leaves its room to the page: a script moves "main" by as much.
  const inline = "[style]:not(main), body style, script:not([src]), [onclick], [onsubmit]";
  for (const element of document.querySelectorAll(inline)) {
    wrong.push(`inline: ${element.outerHTML.slice(0, 100)}`);
  }
  return wrong;
}"""

UNFOLD = "document.querySelectorAll('details').forEach((each) => { each.open = true })"

# Wider than the screen, or sticking out of it where nobody can scroll. Decoration may stick out.
OVERFLOW = """() => {
  const root = document.scrollingElement;
  const wrong = [];
  if (root.scrollWidth > root.clientWidth) wrong.push(`scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
  const scrolls = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(at).overflowX)) return true;
      if (at.matches("[aria-hidden=true], .skip")) return true;
    }
    return false;
  };
  for (const element of document.body.querySelectorAll(":not(option, optgroup, svg *)")) {
    const { left, right, width } = element.getBoundingClientRect();
    const out = width && (right > root.clientWidth + 1 || left < -1);
    const wider = element.scrollWidth > element.clientWidth + 1;
    // Most elements are neither, and looking closer takes longer.
    if ((!out && !wider) || !element.checkVisibility() || scrolls(element)) continue;
    if (out) {
      wrong.push(`sticks out (${Math.round(left)} to ${Math.round(right)}): ${element.outerHTML.slice(0, 120)}`);
    }
    const hides = ["hidden", "clip"].includes(getComputedStyle(element).overflowX);
    if (hides && wider && !element.matches("input, select, textarea")) {
      wrong.push(`cuts off: ${element.outerHTML.slice(0, 120)}`);
    }
  }
  return wrong.slice(0, 5);
}"""

# The same with all that can be folded as it is, and open; it is left as it was.
FOLDED_AND_NOT = f"""() => {{
  const overflow = {OVERFLOW};
  const folded = [...document.querySelectorAll("details:not([open])")];
  const wrong = overflow().map((each) => `folded: ${{each}}`);
  for (const each of folded) each.open = true;
  wrong.push(...overflow().map((each) => `unfolded: ${{each}}`));
  for (const each of folded) each.open = false;
  return wrong;
}}"""

# What fingers hit, below the 44 px that they need. Links within a sentence are as high as their line.
SMALL_TARGETS = """() => {
  const wrong = [];
  for (const element of document.querySelectorAll("button, summary, select, textarea, input:not([type=hidden]), a")) {
    if (!element.checkVisibility() || element.matches(".skip")) continue;
    const inline = getComputedStyle(element).display === "inline";
    let { height, width } = element.getBoundingClientRect();
    if (element.matches("[type=checkbox], [type=radio]")) {
      ({ height, width } = element.parentElement.getBoundingClientRect());
    }
    if (!(element.tagName === "A" && inline) && (height < 43.5 || width < 43.5)) {
      wrong.push(`${Math.round(width)} x ${Math.round(height)}: ${element.outerHTML.slice(0, 120)}`);
    }
  }
  return wrong;
}"""

# Buttons and links that a screen reader lists by one name, and that do different things. What is sent along with a form
# tells what a button does, but for its key. A link that is called by the title of a task is called as people
# called the task.
ALIKE = """() => {
  const textOf = (element) => element.textContent.trim().replace(/\\s+/g, " ");
  const nameOf = (element) => {
    const by = (element.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean);
    const called = (each) => each.getAttribute("aria-label") || textOf(each);
    return by.map((id) => called(document.getElementById(id))).join(" ") || called(element);
  };
  const doingOf = (element) => {
    if (element.tagName === "A") return element.href;
    if (element.type === "button" || !element.form) return element.id;
    const sent = [...element.form.querySelectorAll("input[type=hidden]")]
      .filter(({ name }) => name !== "key").map(({ name, value }) => `${name}=${value}`);
    return [element.form.action, ...sent, `${element.name}=${element.value}`].join(" ");
  };
  const wrong = [], doing = new Map();
  for (const element of document.querySelectorAll("main button, main summary, main a[href]")) {
    if (!element.checkVisibility() || element.matches("a[href*='/tasks/']")) continue;
    const name = `${element.tagName} ${nameOf(element)}`, does = doingOf(element);
    if (doing.has(name) && doing.get(name) !== does) wrong.push(`${name}: ${element.outerHTML.slice(0, 160)}`);
    doing.set(name, does);
  }
  return wrong;
}"""


def faults(page: Page) -> list[str]:
    """Find what is wrong with the page on a phone, folded and unfolded: its structure, what sticks out, what fingers
    cannot hit."""
    _wait_for_styles(page)
    found = _named("structure", page, STRUCTURE) + _sticking_out(page, PHONE)
    page.evaluate(UNFOLD)
    return found + _named("too small for a finger", page, SMALL_TARGETS)


def alike(page: Page) -> list[str]:
    """Find buttons and links of the unfolded page that are called the same and do different things."""
    page.evaluate(UNFOLD)
    return _named("alike", page, ALIKE)


def unreadable(page: Page) -> list[str]:
    """Find what axe objects to on the unfolded page, by day and in the dark, and what sticks out in large text."""
    page.evaluate(AXE.read_text())
    found = _named("light", page, RUN_AXE)
    page.emulate_media(color_scheme="dark")
    # Only the colours are others.
    found += _named("dark", page, RUN_AXE, {"runOnly": ["color-contrast", "link-in-text-block"]})
    page.add_style_tag(content="html { font-size: 32px !important }")
    for size in (PHONE, DESKTOP):
        _size(page, size)
        found += _named(f"large text, {size[0]} px", page, OVERFLOW)
    return found


def sticking_out_elsewhere(page: Page) -> list[str]:
    """Find what sticks out on the screens that are no usual phone."""
    return _sticking_out(page, DESKTOP, SMALLEST)


def mirrored_faults(page: Page) -> list[str]:
    """Find all that is wrong with a page from right to left, in long words: what sticks out, what is out of reach."""
    found = [] if page.evaluate("getComputedStyle(document.body).direction") == "rtl" else ["it is not mirrored"]
    found += _sticking_out(page, DESKTOP, SMALLEST, PHONE)
    page.evaluate(UNFOLD)
    return found + _named("too small for a finger", page, SMALL_TARGETS)


def _sticking_out(page: Page, *sizes: tuple[int, int]) -> list[str]:
    found = []
    for size in sizes:
        _size(page, size)
        found += _named(f"{size[0]} px", page, FOLDED_AND_NOT)
    return found


def sticks_out(page: Page) -> list[str]:
    """Find what does not fit the smallest phone, folded and unfolded."""
    _wait_for_styles(page)
    _size(page, SMALLEST)
    return _named("smallest", page, FOLDED_AND_NOT)


def _wait_for_styles(page: Page) -> None:
    # A page that a form led to may still be without them. One that was gone to by its address is not.
    page.wait_for_load_state()


def _named(what: str, page: Page, script: str, given: object = None) -> list[str]:
    said: list[Any] = page.evaluate(script, given)
    return [f"{what}: {each}" for each in said]


def _size(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
