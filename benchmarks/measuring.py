"""What the benchmarks share: time by the processor, figures with ratios, the reports beside the project.

A figure's ratio compares with something else in the same run on the same machine; ratios
hold where absolute times do not, so they are what is recorded and held against later runs.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

__all__ = ["REPORTS", "ROOT", "TEXT", "Figure", "cpu_seconds", "fresh", "main", "pdfs", "peak", "timed"]

ROOT = Path(__file__).resolve().parents[1]
TEXT = ROOT / "reports" / "hartlepool-2014.txt"
REPORTS = Path(os.environ.get("FINDINGSGRAPH_REPORTS", ROOT.parent / "shared" / "reports"))


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a table of results."""

    what: str
    measured: str
    """With its unit."""
    ratio: float | None = None
    """How many times as much as `against`; less is better. None for what is only shown."""
    against: str = ""
    target: str = ""


def cpu_seconds() -> float:
    """CPU seconds of this process and of its workers that have ended."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def timed(act: Callable[[], object], runs: int = 3) -> float:
    """Median CPU seconds of doing something; the collector is off so that others' litter does not count."""
    times = []
    for _ in range(runs):
        gc.collect()
        gc.disable()
        before = cpu_seconds()
        act()
        times.append(cpu_seconds() - before)
        gc.enable()
    return median(times)


def peak() -> float:
    """MB that this process, or the largest of its workers, has taken at most."""
    both = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(both) / 1024


def pdfs(folder: Path = REPORTS) -> list[Path]:
    """List the PDFs beside the project, without what only calls itself one; none where there are none."""
    return [file for file in sorted(folder.rglob("*.pdf")) if file.read_bytes()[:5] == b"%PDF-"]


def fresh(script: str, *arguments: str, runs: int = 1) -> list[float]:
    """Run a script in new processes; give the medians of the numbers that it prints."""
    found: list[Iterator[float]] = []
    for _ in range(runs):
        command = [sys.executable, "-c", script, *arguments]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        found.append(map(float, done.stdout.split()))
    return [median(each) for each in zip(*found, strict=True)]


def main(about: str, measure: Callable[[], Iterable[Figure]]) -> None:
    """Measure, and print a table, or with `--json` what `python -m findingsgraph.benchmarks` reads."""
    parser = argparse.ArgumentParser(description=about.split("\n")[0])
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    as_json = parser.parse_args().json
    before = time.perf_counter()
    figures = list(measure())
    if as_json:
        print(json.dumps([asdict(figure) for figure in figures], ensure_ascii=False))
        return
    table = Table("what", "measured", "ratio", "to reach", caption=f"{time.perf_counter() - before:.0f} s")
    for figure in figures:
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f} x {figure.against}"
        table.add_row(figure.what, figure.measured, ratio, figure.target)
    Console().print(table)
