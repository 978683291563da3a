"""`make bench`: measures, prints a table, and saves it as JSON and as a page. Never fails: it tells."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.figures import ROUNDS, SECONDS, Figure
from tests.bench.subjects import SUBJECTS

PAGE = """\
# How fast it is

Written by `make bench`: each figure against a limit of the same run (16 connections, one process, medians of {rounds}).

{machine}, {date}

{table}

Pages of a move that are asked for again come out of the cache; "uncached" and the board are rendered each time.
Claims are the whole JSON call, each by somebody new; the raw route writes the same rows into the same tables. By form
they are what a browser sends without scripts, each from a phone of its own.
Letters are those of the day before, from finding out who is due to the server's answer; the mail library alone puts
the same words together and sends them. A slow phone has 400 ms to the server and back, 400 kbit/s, and a processor
a quarter as fast. The board's phone has a quick line and is as slow wherever this runs, a quarter of the machine that
its targets were set on. Whoever floods does it from one address, as densely as the limits allow; the others come from
households of their own, fifty pages and twenty claims a second. Of a lost link the AUC says how often the time of an
answer tells an address that is known from one that is not: 0.5 is chance. The least program that a start is held
against has FastAPI, SQLAlchemy and uvicorn, one table and one page.

A ratio holds on any machine; a figure in seconds only on one like this.
"""
"""The page that a whole measurement is written into."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--only", choices=SUBJECTS, action="append", help="measure this alone")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of each load")
    parser.add_argument("--out", type=Path, default=Path(".bench/latest.json"))
    parser.add_argument("--page", type=Path, help="write the figures there, as a table to read")
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
    if arguments.page is not None:
        arguments.page.write_text(page_of(figures, arguments.rounds, about), encoding="utf-8")


def page_of(figures: Sequence[Figure], rounds: int, about: Mapping[str, str]) -> str:
    """Write the page of a measurement. `about`: the machine, and the date."""
    return PAGE.format(**about, rounds=rounds, table=table(figures))


def line(figure: Figure) -> str:
    digits = 0 if figure.value >= 100 else 2
    wanted = f"{figure.wanted} {figure.target:,g}" if figure.wanted else ""
    met = {None: "", True: "yes", False: "NO"}[figure.met]
    return f"{figure.what:48} {figure.value:>10,.{digits}f} {figure.unit:6} {wanted:18} {met}".rstrip()


def table(figures: Sequence[Figure]) -> str:
    """Put the figures into a Markdown table, a row each."""
    rows = ["| figure | measured | target |", "|---|---|---|"]
    for figure in figures:
        digits = 0 if figure.value >= 100 else 2
        wanted = f"{figure.wanted} {figure.target:,g}" if figure.wanted else ""
        missed = " **(missed)**" if figure.met is False else ""
        measured = f"{figure.value:,.{digits}f} {figure.unit}".strip()
        rows.append(f"| {figure.what.strip()} | {measured} | {wanted}{missed} |")
    return "\n".join(rows)


def machine() -> str:
    """The processor's name where the system tells it, with its cores."""
    name = platform.processor() or platform.machine()
    if sys.platform == "linux":
        known = [each for each in Path("/proc/cpuinfo").read_text().splitlines() if each.startswith("model name")]
        name = known[0].partition(":")[2].strip() if known else name
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


if __name__ == "__main__":
    main()
