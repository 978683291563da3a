"""Finds Debian's Firefox and WebKitGTK for the tests of this folder, or installs them with apt.

Run as a module, it does that for both, and ends with a sentence if one of them cannot be had. Firefox speaks WebDriver
BiDi by itself; WebKitGTK is driven by its own WebKitWebDriver, in MiniBrowser, on a screen that Xvfb draws in memory.
"""

import os
import shutil
import sys
from glob import glob
from itertools import chain

from tests.browser.chromium import install_with_apt

FIREFOX = ("firefox-esr", "firefox")
MINI_BROWSERS = ("/usr/lib/*/webkit*gtk-*/MiniBrowser", "/usr/lib*/webkit*gtk-*/MiniBrowser")
PACKAGES = {"Firefox": ("firefox-esr",), "WebKitGTK": ("webkit2gtk-driver", "xvfb")}
MISSING = (
    "These tests need {engine}, and apt could not install it: install it (Debian: apt install {packages}) and run make"
    " engines again."
)


def firefox() -> str | None:
    """Find Firefox. MANYHANDS_FIREFOX names another one."""
    named = os.environ.get("MANYHANDS_FIREFOX")
    return named or next(filter(None, map(shutil.which, FIREFOX)), None)


def webkit() -> tuple[str, str, str] | None:
    """Find the paths of WebKitGTK's driver, of its browser and of Xvfb: all or none."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browser = next(iter(sorted(chain.from_iterable(map(glob, MINI_BROWSERS)), reverse=True)), None)
    return (driver, browser, screen) if driver and browser and screen else None


FOUND = {"Firefox": firefox, "WebKitGTK": webkit}


def missing(engine: str) -> str:
    """Say what somebody has to install by hand."""
    return MISSING.format(engine=engine, packages=" ".join(PACKAGES[engine]))


def main() -> None:
    """Install what is not there, or end with a sentence on each engine that is still missing."""
    for engine, found in FOUND.items():
        if found() is None:
            install_with_apt(f"Debian's {engine} for make engines", *PACKAGES[engine])
    lacking = [missing(engine) for engine, found in FOUND.items() if found() is None]
    if lacking:
        sys.exit("\n".join(lacking))


if __name__ == "__main__":
    main()
