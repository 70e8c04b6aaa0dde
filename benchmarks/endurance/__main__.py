"""Long trials of endurance: damage, kills, full disks, readers beside builds.

    python -m findingsgraph.benchmarks.endurance [--scale 0.1] [--write] [NAME ...]

Prints a table; with `--write` the table, dated, goes into docs/reliability.md. Exit 1 if
anything did not hold.
"""

from __future__ import annotations

import argparse
import platform
import re
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from findingsgraph.benchmarks.endurance.kills import killed_builds
from findingsgraph.benchmarks.endurance.mutations import damaged_reports
from findingsgraph.benchmarks.endurance.places import full_disk, odd_folders
from findingsgraph.benchmarks.endurance.together import readers_beside_builds, surroundings
from findingsgraph.benchmarks.endurance.trial import REPORTS, ROOT, Outcome

TRIALS: dict[str, tuple[Callable[[Path, int], Outcome], int]] = {
    "damage": (damaged_reports, 2000),
    "kills": (killed_builds, 100),
    "disk": (full_disk, 4),
    "folders": (odd_folders, 10_000),
    "readers": (readers_beside_builds, 5),
    "surroundings": (surroundings, 6),
}
"""Name of a trial, the trial, and how often it is tried in full."""

PAGE = ROOT / "docs" / "reliability.md"


def main() -> int:
    """Run the trials named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(TRIALS))
    parser.add_argument("--scale", type=float, default=1.0, help="part of the full count to try")
    parser.add_argument("--write", action="store_true", help="write the table into docs/reliability.md")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(TRIALS):
        parser.error(f"no such trial: {', '.join(sorted(unknown))}; there are {', '.join(TRIALS)}")
    if not REPORTS.is_dir():
        parser.error("the trials need reports beside the project (FINDINGSGRAPH_REPORTS)")
    outcomes = []
    console = Console()
    for name in arguments.names or TRIALS:
        trial, count = TRIALS[name]
        with tempfile.TemporaryDirectory(prefix="endurance-") as scratch, console.status(name):
            outcomes.append(trial(Path(scratch), max(1, round(count * arguments.scale))))
        console.print(f"{name}: {'held' if outcomes[-1].held else 'DID NOT HOLD'}; {outcomes[-1].figures}")
    _show(console, outcomes)
    if arguments.write:
        _write(outcomes)
    return 0 if all(outcome.held for outcome in outcomes) else 1


def _show(console: Console, outcomes: list[Outcome]) -> None:
    table = Table("trial", "times", "held", "figures")
    for each in outcomes:
        table.add_row(each.what, f"{each.tried:,}", "yes" if each.held else "NO", each.figures)
    console.print(table)


def _write(outcomes: list[Outcome]) -> None:
    rows = "\n".join(
        f"| {each.what} | {each.tried:,} | {'yes' if each.held else 'no'} | {each.figures} |"
        for each in outcomes
    )
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    head = "| trial | times | held | figures |\n| --- | ---: | --- | --- |"
    table = f"Tried on {date.today():%-d %B %Y}, {system}.\n\n{head}\n{rows}\n"
    page = PAGE.read_text(encoding="utf-8")
    marked = re.compile(r"(<!-- figures -->\n).*?(<!-- end -->)", re.DOTALL)
    PAGE.write_text(marked.sub(lambda match: match[1] + table + match[2], page), encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
