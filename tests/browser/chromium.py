"""Finds a Chromium for the browser tests, or gets one, and says where it is.

In this order: MANYHANDS_CHROMIUM, @sparticuz/chromium from npm (for Linux on x86-64), the machine's own, Debian's
package. The first is of the same version everywhere, and without what only a screen needs: the tests take a third
less time in it. Playwright's own download is left out: it comes from one more host, which many networks do not let
through.

Run as a module, it prints the path alone; everything else goes to stderr.
"""

import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge")
MAC_APPS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)

MISSING = (
    "The browser tests need Chromium: install it (Debian: apt install chromium; macOS: brew install --cask"
    " google-chrome) or set MANYHANDS_CHROMIUM to its path, and run make test again."
)

NEARBY = "attic.test"
"""A name of this machine that browsers do not know as their own, so that plain HTTP to it is no secure context."""


def launch_arguments() -> list[str]:
    """List the arguments with which Chromium starts in a container, and leaves the network alone in tests."""
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-domain-reliability",
        "--disable-gpu",
        "--disable-quic",
        "--disable-sync",
        "--no-default-browser-check",
        "--no-first-run",
        "--no-pings",
        f"--host-resolver-rules=MAP {NEARBY} 127.0.0.1",
    ]
    # Chromium refuses its sandbox to root, and containers often have too small a /dev/shm.
    if _is_root():
        return [*quiet, "--no-sandbox", "--disable-dev-shm-usage"]
    return quiet


def chromium() -> str:
    """The path of a Chromium that starts, fetched if need be; else SystemExit, in one sentence."""
    wanted = os.environ.get("MANYHANDS_CHROMIUM", "")
    if wanted:
        found = shutil.which(wanted)
        if found is None or not _starts(found):
            raise SystemExit(f"MANYHANDS_CHROMIUM is {wanted}, and no browser starts there.")
        return found
    found = _from_npm() or _on_this_machine() or _from_debian()
    if found is None:
        raise SystemExit(MISSING)
    return found


def _on_this_machine() -> str | None:
    paths = [shutil.which(name) for name in NAMES]
    if sys.platform == "darwin":
        folders = (Path("/Applications"), Path.home() / "Applications")
        paths += [str(folder / app) for folder in folders for app in MAC_APPS]
    # Ubuntu's chromium-browser is a stub that only asks for a snap: being there is not enough.
    return next((path for path in paths if path and Path(path).exists() and _starts(path)), None)


def _from_debian() -> str | None:
    installed = install_with_apt("Debian's chromium for the browser tests", "chromium")
    return _on_this_machine() if installed else None


def install_with_apt(what: str, *packages: str) -> bool:
    """Install packages of Debian, if this is one and lets us, and tell whether they are there."""
    apt = shutil.which("apt-get")
    if apt is None or not sys.platform.startswith("linux"):
        return False
    if _is_root():
        command = ["env"]
    elif shutil.which("sudo") and _runs(["sudo", "-n", "true"]):
        command = ["sudo", "-n", "env"]
    else:
        return False
    # Somebody else may be installing something: wait for the lock instead of failing.
    command += ["DEBIAN_FRONTEND=noninteractive", apt, "-q", "-y", "-o", "DPkg::Lock::Timeout=300"]
    install = [*command, "install", "--no-install-recommends", *packages]
    _say(f"Installing {what}")
    return _runs(install, quiet=False) or (_runs([*command, "update"], quiet=False) and _runs(install, quiet=False))


def _from_npm() -> str | None:
    """@sparticuz/chromium is a headless Chromium for Linux on x86-64, packed with Brotli.

    Its own start code is not used: it unpacks into a shared folder in /tmp, and its default arguments
    switch off the same-origin policy, which would let tests pass for the wrong reason.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if not sys.platform.startswith("linux") or platform.machine() not in {"x86_64", "AMD64"}:
        return None
    if node is None or npm is None:
        return None
    packed = HERE / "node_modules" / "@sparticuz" / "chromium" / "bin"
    ready = HERE / "node_modules" / "chromium-unpacked"
    start = ready / "start"
    if not start.exists() or start.stat().st_mtime < (HERE / "package-lock.json").stat().st_mtime:
        _say("Fetching a Chromium from npm for the browser tests")
        if not _runs([npm, "ci", "--loglevel=error", "--no-progress"], quiet=False, cwd=HERE):
            return None
        try:
            _unpack(node, packed, ready)
        except (OSError, subprocess.CalledProcessError) as fault:
            _say(f"It could not be unpacked: {fault}")
            return None
    return str(start) if _starts(str(start)) else None


def _unpack(node: str, packed: Path, ready: Path) -> None:
    # Python has no Brotli, Node.js has.
    script = (
        "const { brotliDecompressSync } = require('node:zlib'); const fs = require('node:fs');"
        "const [from, to] = process.argv.slice(1);"
        "fs.writeFileSync(to, brotliDecompressSync(fs.readFileSync(from)));"
    )
    with tempfile.TemporaryDirectory(dir=ready.parent) as folder:
        unfinished = Path(folder) / "chromium"
        unfinished.mkdir()
        subprocess.run([node, "-e", script, packed / "chromium.br", unfinished / "chromium"], check=True)
        (unfinished / "chromium").chmod(0o755)
        # The libraries that a bare container lacks, a typeface, and a software renderer.
        for name, into in (("al2023", ""), ("fonts", "fonts"), ("swiftshader", "")):
            archive = Path(folder) / f"{name}.tar"
            subprocess.run([node, "-e", script, packed / f"{name}.tar.br", archive], check=True)
            with tarfile.open(archive) as tar:
                tar.extraction_filter = getattr(tarfile, "data_filter", None)  # in Python 3.11.4 and later
                tar.extractall(unfinished / into)  # noqa: S202  # held by the lock file
        # The machine's own libraries and typefaces are the better ones, where it has them.
        (unfinished / "start").write_text(
            "#!/bin/sh\n"
            'here="$(dirname "$0")"\n'
            "if ! /sbin/ldconfig -p 2>/dev/null | grep -q libnss3.so; then\n"
            '  export LD_LIBRARY_PATH="$here/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"\n'
            "fi\n"
            'if [ ! -e /etc/fonts/fonts.conf ]; then export FONTCONFIG_PATH="$here/fonts"; fi\n'
            'exec "$here/chromium" "$@"\n'
        )
        (unfinished / "start").chmod(0o755)
        shutil.rmtree(ready, ignore_errors=True)
        unfinished.rename(ready)


def _starts(path: str) -> bool:
    return _runs([path, "--version"])


def _runs(command: list[str], *, quiet: bool = True, cwd: Path | None = None) -> bool:
    output = subprocess.DEVNULL if quiet else sys.stderr
    try:
        done = subprocess.run(
            command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False, timeout=900
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    print(chromium())
