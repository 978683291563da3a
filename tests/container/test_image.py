"""The image: what the Containerfile says, and what comes of it when its steps are replayed (replay.py)."""

import json
import re
import shutil
import signal
import stat
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path

import httpx
import pytest

from service.storage.migrations import FILE
from tests.container.containerfile import HOME, Ignored, read_stages
from tests.container.replay import OWNER, Image, replay
from tests.web.visit import found, planned

pytestmark = pytest.mark.long
ENDS_WITHIN = 60
STAGES = read_stages()
LAST = STAGES[-1]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Image:
    return replay(tmp_path_factory.mktemp("image"))


@pytest.fixture
def container(image: Image) -> Iterator["Container"]:
    """Give each test a container with an empty volume."""
    yield Container(image)
    for path in image.folder().iterdir():
        shutil.rmtree(path)


class Container:
    """Runs commands as in a container of the image."""

    def __init__(self, image: Image) -> None:
        self.root, self.volume = image.root, image.folder()
        self.environment = image.environment()

    def execute(self, *command: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Do what `exec` does in a running container, or `run` in one of its own."""
        return subprocess.run(
            command,
            cwd=self.volume,
            env=self.environment,
            input=given,
            capture_output=True,
            timeout=ENDS_WITHIN,
            check=False,
        )

    def is_healthy(self) -> bool:
        return self.execute(*LAST.only("HEALTHCHECK").words).returncode == 0

    @contextmanager
    def started(self) -> Iterator[httpx.Client]:
        """Start the program on a free port, yield a client of it, and stop it as an engine does."""
        process = subprocess.Popen(
            [*LAST.only("ENTRYPOINT").words, *LAST.only("CMD").words],
            cwd=self.volume,
            env={**self.environment, "MANYHANDS_PORT": "0"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            assert process.stdout is not None
            url = found(r"http://127.0.0.1:\d+", process.stdout.readline())
            self.environment["MANYHANDS_PORT"] = url.rpartition(":")[2]
            with httpx.Client(base_url=url, headers={"Origin": url}, timeout=20, follow_redirects=True) as olive:
                yield olive
        finally:
            process.send_signal(signal.SIGTERM)
            rest, _ = process.communicate(timeout=ENDS_WITHIN)
        assert process.returncode == 0
        assert re.fullmatch(r"(INFO Up to \d+ connections at once, \d+ of them pages that listen\n)?", rest)

    def files(self) -> dict[str, int]:
        """List everything outside the volume, with the time of its last change."""
        outside = (path for path in self.root.rglob("*") if self.volume not in (path, *path.parents))
        return {str(path): path.lstat().st_mtime_ns for path in outside}


@pytest.mark.held  # from a package, tests/test_packaging.py serves
def test_it_serves_and_writes_into_the_volume_alone(container: Container) -> None:
    before = container.files()
    with container.started() as olive:
        start = olive.get("/").text
        for asset in set(re.findall(r"/built/[\w.-]+", start)):
            assert olive.get(asset).status_code == 200
        assert "One floor down" in olive.get(planned(olive)).text
        assert olive.get("/api/docs").status_code == 200
        assert container.is_healthy()
        checked = container.execute("manyhands", "check")
        assert (checked.returncode, checked.stderr) == (0, b"")
        assert b"Many Hands is running on 0.0.0.0 port" in checked.stdout
    assert not container.is_healthy()
    assert container.files() == before
    data = container.volume / "data"
    assert list(container.volume.iterdir()) == [data]
    assert {FILE, "secret"} <= {path.name for path in data.iterdir()}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (container.volume, data)} == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in data.iterdir() if path.is_file()} == {0o600}


@pytest.mark.held  # from a package, tests/test_packaging.py does the same
def test_the_documented_commands_back_it_up_and_restore_it_into_an_empty_volume(container: Container) -> None:
    docs = (HOME / "docs" / "running.md").read_text()
    [backup] = re.findall(r"^    docker compose exec -T manyhands sh -c '(.+)' > ", docs, re.MULTILINE)
    [restore] = re.findall(
        r"^    docker compose run --rm -T --entrypoint sh manyhands -c '(.+)' < ", docs, re.MULTILINE
    )
    with container.started() as olive:
        signup = planned(olive)
        made = container.execute("sh", "-c", backup)
    assert made.returncode == 0, made.stderr
    data = container.volume / "data"
    assert list(container.volume.iterdir()) == [data]
    shutil.rmtree(data)
    restored = container.execute("sh", "-c", restore, given=made.stdout)
    assert restored.returncode == 0, restored.stderr
    assert list(container.volume.iterdir()) == [data]
    with container.started() as olive:
        assert "One floor down" in olive.get(signup).text


@pytest.mark.held  # what the package asks for is held by tests/test_packaging.py
def test_it_holds_what_the_program_runs_on_and_no_tool(image: Image) -> None:
    [packages] = (image.root / "opt/manyhands/lib").glob("python*/site-packages")
    installed = {found.name.lower().replace("_", "-") for found in distributions(path=[str(packages)])}
    locked = set(re.findall(r"^([\w.-]+)(?:\[\w+\])?==", (HOME / "requirements.lock").read_text(), re.MULTILINE))
    assert installed - locked == {"manyhands"}


def test_no_secret_and_nothing_that_is_built_here_reaches_the_engine() -> None:
    ignored = Ignored()
    for path in (".env", ".git/config", "data/secret", "tests/make.py", "service/__pycache__/app.pyc"):
        assert ignored(path)
    for path in ("frontend/built/manifest.json", "frontend/node_modules/esbuild/package.json"):
        assert ignored(path)
    assert not ignored("service/app.py")


def test_all_stages_begin_with_one_python_that_the_project_supports() -> None:
    [base] = {stage.image for stage in STAGES}
    minor = re.fullmatch(r"python:3\.(\d+)-slim-[a-z]+", base)
    project = tomllib.loads((HOME / "pyproject.toml").read_text())["project"]
    least = re.fullmatch(r">=3\.(\d+)", project["requires-python"])
    assert minor
    assert least
    assert int(minor[1]) >= int(least[1])
    labels = {name.rpartition(".")[2]: value for name, value in LAST.only("LABEL").pairs.items()}
    assert labels == {
        "title": "Many Hands",
        "description": project["description"],
        "licenses": project["license"],
    }


def test_it_runs_without_root_and_the_data_folder_lies_in_its_one_volume() -> None:
    assert LAST.only("USER").text == f"{OWNER}:{OWNER}"
    volume = LAST.only("VOLUME").text
    assert LAST.only("WORKDIR").text == volume
    assert f"-o {OWNER} -g {OWNER} -m 0700 {volume}" in LAST.only("RUN").text
    set_here = LAST.only("ENV").pairs
    assert Path(set_here["MANYHANDS_DATA"]).parent == Path(volume)
    assert LAST.only("EXPOSE").text == set_here["MANYHANDS_PORT"]


def test_no_shell_stands_between_the_engine_and_the_program() -> None:
    """A shell would not pass the signal on that asks it to end."""
    for word in ("ENTRYPOINT", "CMD", "HEALTHCHECK"):
        assert all(isinstance(each, str) for each in json.loads(LAST.only(word).text.removeprefix("CMD ")))
