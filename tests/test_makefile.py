"""The Makefile's recipes, as the shell reads them: a working copy that is set up never runs those of the set-up."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TARGETS = re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def new_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which nothing is set up: the Makefile, and the files that it waits for."""
    folder = tmp_path_factory.mktemp("clone")
    for name in ("Makefile", "pyproject.toml", *(lock.name for lock in ROOT.glob("requirements*.lock"))):
        shutil.copy(ROOT / name, folder / name)
    (folder / "frontend").mkdir()
    for name in ("build.mjs", "package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / "frontend" / name, folder / "frontend" / name)
    return folder


def printed(target: str, folder: Path) -> str:
    """The commands that make would run for a target where nothing is set up."""
    made = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", "--always-make", target],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return made.stdout


@pytest.mark.parametrize("target", TARGETS)
def test_the_shell_can_read_each_recipe_in_a_new_folder(target: str, new_folder: Path) -> None:
    read = subprocess.run(["sh", "-n"], input=printed(target, new_folder), capture_output=True, text=True, check=False)

    assert read.stderr == ""


def test_a_new_folder_begins_with_a_virtual_environment_of_the_python_that_was_asked_for(new_folder: Path) -> None:
    assert "for python in python3 python3.14" in " ".join(printed("test", new_folder).split())
