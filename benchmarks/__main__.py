"""Run all benchmarks, write docs/benchmarks.md and the ratios to hold later runs against, or compare.

    python -m findingsgraph.benchmarks [--check] [NAME ...]

`--check` compares the ratios with those recorded in benchmarks/recorded.json and exits 1
when one is more than a fifth worse; nothing is written. Names choose among the benchmarks;
what is not run keeps its figures.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from findingsgraph.benchmarks.measuring import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"
RECORDED = ROOT / "benchmarks" / "recorded.json"
WORSE = 1.2
"""A ratio that is so many times the recorded one is a regression."""
LIBRARIES = ("findingsgraph", "pypdfium2", "pyoxigraph", "rdflib", "networkx", "pdfplumber")
BENCHMARKS = {
    "startup": "Starting, and one report",
    "build": "Reading and building all reports",
    "growth": "As the number of reports grows",
    "queries": "Ten questions, against rdflib",
    "exports": "Networks and exports",
    "networks": "Large networks",
    "page": "The page of a large network, in Chromium",
}
"""Script and heading; a script that is not there is passed over."""
HEAD = """# How fast, how large

Written by `make bench`. Processor time (CPU) counts and the wall time stands beside it, medians where a
measurement is repeated. A ratio compares with something else that was done in the same run on the same
machine: it holds on other machines where seconds do not. Where many programs want a processor, wall times
say nothing and ratios are somewhat higher than on a machine at rest. `make bench-check` measures again and
fails where a ratio is more than a fifth worse than here. Requests a second of the web pages are measured by
`benchmarks/serve.py`; long trials are in [reliability.md](reliability.md).
"""

Results = dict[str, list[dict[str, Any]]]


def run(name: str) -> list[dict[str, Any]]:
    """Run a benchmark in a process of its own, so that its memory is its own."""
    command = [sys.executable, str(ROOT / "benchmarks" / f"{name}.py"), "--json"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    figures: list[dict[str, Any]] = json.loads(done.stdout)
    return figures


def machine() -> str:
    """Say on what was measured."""
    model = platform.processor() or platform.machine()
    about = Path("/proc/cpuinfo")
    if about.exists():
        names = (
            line.split(":", 1)[1].strip() for line in about.read_text().splitlines() if "model name" in line
        )
        model = next(names, model)
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    system = f"{platform.system()}, {os.cpu_count()} processors ({model}), Python {platform.python_version()}"
    busy = f"about {os.getloadavg()[0]:.0f} programs wanting a processor"
    return f"{date.today():%d %B %Y}, {system}, {busy}, {libraries}."


def page(results: Results, measured: dict[str, str]) -> str:
    """Write the page."""
    parts = [HEAD]
    for name, title in BENCHMARKS.items():
        if name not in results:
            continue
        rows = ["| what | measured | ratio | to reach |", "| --- | --- | --- | --- |"]
        for figure in results[name]:
            ratio = "" if figure["ratio"] is None else f"{figure['ratio']:.2f} x {figure['against']}"
            rows.append(f"| {figure['what'].strip()} | {figure['measured']} | {ratio} | {figure['target']} |")
        parts.append(f"## {title}\n\n" + "\n".join(rows) + f"\n\n{measured[name]}\n")
    return "\n".join(parts)


def compare(results: Results, recorded: Results) -> int:
    """Print the ratios beside the recorded ones; give how many are worse."""
    table, worse = Table("what", "recorded", "now", ""), 0
    for name, figures in results.items():
        known = dict(zip(_names(recorded.get(name, [])), recorded.get(name, []), strict=True))
        for key, figure in zip(_names(figures), figures, strict=True):
            now, before = figure["ratio"], known.get(key, {}).get("ratio")
            if now is None or not before:
                continue
            bad = now > before * WORSE
            worse += bad
            table.add_row(
                f"{name}: {figure['what'].strip()}", f"{before:.3g}", f"{now:.3g}", "WORSE" if bad else ""
            )
    Console().print(table)
    return worse


def _names(figures: list[dict[str, Any]]) -> list[str]:
    """Tell figures apart by name and place: sizes within names may differ from run to run."""
    return [f"{place}: {figure['what'].split(':')[0].strip()}" for place, figure in enumerate(figures)]


def main() -> int:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--check", action="store_true", help="compare with what is recorded, write nothing")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(BENCHMARKS):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    there = [name for name in BENCHMARKS if (ROOT / "benchmarks" / f"{name}.py").exists()]
    results: Results = {}
    for name in there:
        if not arguments.names or name in arguments.names:
            print(f"{name} ...", file=sys.stderr, flush=True)
            results[name] = run(name)
    kept = json.loads(RECORDED.read_text("utf-8")) if RECORDED.exists() else {"measured": {}, "results": {}}
    if arguments.check:
        return 1 if compare(results, kept["results"]) else 0
    kept["results"] |= results
    kept["measured"] |= dict.fromkeys(results, machine())
    RECORDED.write_text(json.dumps(kept, indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    PAGE.write_text(page(kept["results"], kept["measured"]), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
