"""Takes the pictures that the README shows: each face of the example move, phone and desktop, light and dark."""

import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from service.commands.demo_move import DemoLinks, plan_demo
from tests.browser.chromium import chromium, launch_arguments
from tests.browser.visiting import DESKTOP, PHONE
from tests.conftest import NOON, Server, serving

SIZES = {"phone": PHONE, "desktop": DESKTOP}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def faces(server: Server, demo: DemoLinks) -> dict[str, list[str]]:
    """Each face by name: the addresses to open, one after another; the last one is in the picture."""
    make = server.installation.links.make
    move = f"/m/{demo.organizer.move_id}"
    enter = f"/o/{make(demo.organizer)}"
    return {
        "signup": [f"/s/{make(demo.signup)}"],
        "helper": [f"/h/{make(demo.helper)}"],
        "board": [enter, move],
        "thanks": [enter, f"{move}/thanks"],
    }


def take(browser: Browser, server: Server, demo: DemoLinks, folder: Path) -> None:
    for face, addresses in faces(server, demo).items():
        for size, (width, height) in SIZES.items():
            for scheme in SCHEMES:
                context = browser.new_context(
                    base_url=server.url,
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,
                    locale="en-GB",
                    reduced_motion="reduce",
                )
                page = context.new_page()
                for address in addresses:
                    page.goto(address)
                page.screenshot(path=folder / f"{face}-{size}-{scheme}.png")
                context.close()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, serving(Path(data)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=launch_arguments())
        take(browser, server, plan_demo(server.installation.database, now=NOON), folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
