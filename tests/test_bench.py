"""The bench runs from end to end; what it measures is not judged here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.serial
def test_the_bench_measures_and_saves_what_it_prints(tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    page = tmp_path / "performance.md"
    quick = ["--rounds", "1", "--seconds", "0.2", "--only", "page", "--only", "claims"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", *quick, "--out", out, "--page", page],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    saved = json.loads(out.read_text())
    assert saved["machine"]
    assert saved["date"]
    assert all(figure["value"] > 0 for figure in saved["figures"])
    for figure in saved["figures"]:
        assert figure["what"] in done.stdout
        assert f"| {figure['what'].strip()} |" in page.read_text()
