"""The package: what `pip install` brings serves from any folder, and can be built without a repository."""

import importlib
import os
import re
import signal
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from collections.abc import Iterable
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import httpx
import pytest

from tests.web.visit import found, planned

ENDS_WITHIN = 60
HOME = Path(__file__).resolve().parent.parent
IMPORTED = re.compile(r"^[ \t]*(?:from (\w+)[\w.]* import |import (\w+)[\w.]*(?: as \w+)?(?:  #.*)?$)", re.MULTILINE)
"""The lines that import, as ruff writes them: to parse all files takes eighty times as long."""


def run(*command: str | Path, cwd: Path) -> str:
    words = [str(part) for part in command]
    done = subprocess.run(words, cwd=cwd, env=clean(), capture_output=True, text=True, timeout=ENDS_WITHIN, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def clean() -> dict[str, str]:
    """Nothing of this checkout, and of no installation."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("MANYHANDS_", "PYTHON", "VIRTUAL"))
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel and the sdist of this checkout."""
    dist = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "--directory", dist, cwd=HOME)
    [wheel], [sdist] = dist.glob("*.whl"), dist.glob("*.tar.gz")
    return wheel, sdist


@pytest.fixture(scope="module")
def wheel(built: tuple[Path, Path]) -> zipfile.ZipFile:
    return zipfile.ZipFile(built[0])


@pytest.fixture(scope="module")
def installed(built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `manyhands` of an environment that has the wheel, and beside it only what the wheel asks for.

    No network: the packages that this environment has stand in for those that pip would fetch. A path file would
    run their own path files too, and one of those leads back to this checkout: so it is a plain list of folders.
    """
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    python = folder / "bin" / "python"
    [packages] = (folder / "lib").glob("python*/site-packages")
    into = ("-m", "pip", "--python", python, "install", "--no-compile", "--no-deps", "--no-index")
    run(sys.executable, *into, built[0], cwd=folder)
    (packages / "needed.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    assert run(python, "-c", "import service; print(service.__file__)", cwd=folder).startswith(str(packages))
    return folder / "bin" / "manyhands"


@pytest.mark.held
def test_the_wheel_brings_templates_assets_and_migrations_and_overwrites_no_library(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"service"}
    for part in ("frontend/templates/friends/signup.html", "frontend/built/manifest.json", "alembic/env.py"):
        assert f"service/_carried/{part}" in names
    assert [name for name in names if re.fullmatch(r"service/_carried/frontend/built/main-\w+\.css", name)]
    assert not [name for name in names if "__pycache__" in name or "node_modules" in name]


@pytest.mark.held  # the wheel is looked into, and tried, all the same
def test_the_sdist_builds_the_same_wheel_without_a_repository(built: tuple[Path, Path], tmp_path: Path) -> None:
    with tarfile.open(built[1]) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # in Python 3.11.4 and later
        archive.extractall(tmp_path)  # noqa: S202  # of our own making
    [unpacked] = tmp_path.iterdir()
    assert not (unpacked / ".git").exists()
    again = tmp_path / "again"
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", again, cwd=unpacked)
    [rebuilt] = again.glob("*.whl")

    def contents(path: Path) -> dict[str, bytes]:
        with zipfile.ZipFile(path) as each:
            return {name: each.read(name) for name in each.namelist() if not name.endswith("/RECORD")}

    assert contents(rebuilt) == contents(built[0])


def imported_below(folder: str) -> set[str]:
    """The top-level modules, of this project and the standard library left out, that Python sources import."""
    files = [path.read_text(encoding="utf-8") for path in HOME.glob(f"{folder}/**/*.py")]
    names = {name for text in files for found in IMPORTED.findall(text) for name in found}
    return names - {"", "service", "tests"} - sys.stdlib_module_names


def named(requirements: Iterable[str]) -> set[str]:
    """The packages of requirements such as "Jinja2>=3.1.6", as registries spell them."""
    found = (re.match(r"[\w.-]+", each) for each in requirements)
    return {re.sub(r"[-_.]+", "-", each[0]).lower() for each in found if each}


brought = cache(packages_distributions)


def packages(modules: set[str]) -> set[str]:
    return named(brought()[each][0] for each in modules)


def test_every_package_that_is_imported_is_declared() -> None:
    """None may be there only because another package needs it: the next version of that one may not."""
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
    required = named(project["project"]["dependencies"])
    modules = imported_below("service") | imported_below("alembic")
    assert packages(modules) <= required
    assert {"fastapi", "sqlalchemy", "segno"} <= modules
    for each in modules:
        importlib.import_module(each)
    declared = required | named(each for each in project["dependency-groups"]["dev"] if isinstance(each, str))
    assert packages(imported_below("tests")) <= declared


@pytest.mark.held  # the wheel is looked into above, and tests/commands/test_start.py serves from an empty folder
def test_installed_it_serves_from_any_folder(installed: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [installed, "serve", "--port", "0"],
        cwd=tmp_path,
        env=clean(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        url = found(r"http://[\d.:]+", process.stdout.readline())
        with httpx.Client(base_url=url, headers={"Origin": url}, timeout=20, follow_redirects=True) as olive:
            start = olive.get("/").text
            for asset in set(re.findall(r"/built/[\w.-]+", start)):
                assert olive.get(asset).status_code == 200
            assert "One floor down" in olive.get(planned(olive)).text
            assert olive.get("/api/docs").status_code == 200
    finally:
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=ENDS_WITHIN)
    assert "Traceback" not in rest
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]


@pytest.mark.held  # the commands are tried in tests/commands, and that a package brings all of it below
def test_installed_it_checks_backs_up_restores_and_finds_a_link(installed: Path, tmp_path: Path) -> None:
    assert "ok " in run(installed, "check", cwd=tmp_path)
    demo = subprocess.Popen(
        [installed, "demo", "--port", "0"], cwd=tmp_path, env=clean(), stdout=subprocess.PIPE, text=True
    )
    try:
        assert demo.stdout is not None
        lines = [demo.stdout.readline() for _ in range(4)]
    finally:
        demo.send_signal(signal.SIGINT)
        demo.communicate(timeout=ENDS_WITHIN)
    move = found(r"(?<=/o/)\w{10}", "".join(lines))
    run(installed, "backup", "all.tar.gz", cwd=tmp_path)
    run(installed, "restore", "all.tar.gz", "--data", "elsewhere", cwd=tmp_path)
    link = run(installed, "link", move, "--data", "elsewhere", cwd=tmp_path)
    assert link.rsplit("/", 1)[1].strip() in "".join(lines)


def test_the_pictures_that_are_shown_are_there_and_the_others_are_not() -> None:
    shown = {
        (page.parent / path).resolve()
        for page in (Path("README.md"), Path("docs/pictures.md"))
        for path in re.findall(r'(?:src|srcset)="([^"]+)"', page.read_text(encoding="utf-8"))
    }
    assert shown == {path.resolve() for path in Path("docs/pictures").iterdir()}
    assert [path for path in shown if not path.read_bytes().startswith(b"\x89PNG")] == []
