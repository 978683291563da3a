"""`make bench`: measures, prints a table, and saves it as JSON. Never fails: it tells."""

import argparse
import json
import os
import platform
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.figures import ROUNDS, SECONDS, Figure
from tests.bench.subjects import SUBJECTS


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--only", choices=SUBJECTS, action="append", help="measure this alone")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of each load")
    parser.add_argument("--out", type=Path, default=Path(".bench/latest.json"))
    arguments = parser.parse_args()
    about = {"machine": machine(), "date": datetime.now(UTC).date().isoformat()}
    print(f"{about['machine']}, {about['date']}, medians of {arguments.rounds} rounds\n")
    figures = []
    for name in arguments.only or SUBJECTS:
        for figure in SUBJECTS[name](arguments.rounds, arguments.seconds):
            print(line(figure), flush=True)
            figures.append(figure)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    saved = [{**asdict(figure), "met": figure.met} for figure in figures]
    arguments.out.write_text(json.dumps({**about, "figures": saved}, indent=1) + "\n")


def line(figure: Figure) -> str:
    digits = 0 if figure.value >= 100 else 2
    wanted = f"{figure.wanted} {figure.target:,g}" if figure.wanted else ""
    met = {None: "", True: "yes", False: "NO"}[figure.met]
    return f"{figure.what:48} {figure.value:>10,.{digits}f} {figure.unit:6} {wanted:18} {met}".rstrip()


def machine() -> str:
    """The processor's name where the system tells it, with its cores."""
    name = platform.processor() or platform.machine()
    if sys.platform == "linux":
        known = [each for each in Path("/proc/cpuinfo").read_text().splitlines() if each.startswith("model name")]
        name = known[0].partition(":")[2].strip() if known else name
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


if __name__ == "__main__":
    main()
