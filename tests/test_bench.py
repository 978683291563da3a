"""The bench runs from end to end; what it measures is not judged here."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from service.domain.models import Base
from tests.bench import limits
from tests.bench.__main__ import page_of
from tests.bench.again import TOLD
from tests.bench.figures import Figure
from tests.bench.flood import CLAIM_MS, PAGE_MS
from tests.bench.subjects import SUBJECTS


@pytest.mark.held  # what each subject asks of the program is held by tests of that
def test_the_bench_measures_and_saves_what_it_prints(tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    page = tmp_path / "performance.md"
    quick = ["--rounds", "1", "--seconds", "1", "--only", "page", "--only", "claims"]
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


def test_the_page_names_floods_and_lost_links_with_their_limits_met_or_missed() -> None:
    assert {"flood", "again", "phone"} <= SUBJECTS.keys(), "a whole measurement holds them"
    figures = [
        Figure("page, p99, while one address sends claims", 31.5, "ms", "at most", PAGE_MS),
        Figure("  claim, p99", 412, "ms", "at most", CLAIM_MS),
        Figure("lost link by the start page: AUC", 0.513, "", "at most", TOLD),
    ]
    page = page_of(figures, 5, {"machine": "A laptop", "date": "2026-12-05"})
    assert "| page, p99, while one address sends claims | 31.50 ms | at most 100 |" in page
    assert "| claim, p99 | 412 ms | at most 300 **(missed)** |" in page
    assert "| lost link by the start page: AUC | 0.51 | at most 0.55 |" in page
    assert "0.5 is chance" in page


@pytest.mark.parametrize("statement", [limits.HELPER, limits.CLAIM, limits.LINE, limits.ONE_INSERT])
def test_what_claims_are_held_against_writes_whole_rows(statement: str) -> None:
    written = re.match(r"INSERT INTO (\w+) \(([\w, ]+)\)", statement)
    assert written
    columns = {column.name for column in Base.metadata.tables[written[1]].columns if not column.nullable}
    assert columns <= {*written[2].split(", ")}
