"""Measure what building costs, against PDFium's plain text of the same files in the same run.

    python benchmarks/build.py [--reports DIR] [--sample N] [--jobs N]

Prints a table: start-up of `findingsgraph --help`; the bundled text into a
queryable store, seconds after imports and peak memory; and, when reports are
beside the project, reading all facts and building the store as multiples of
PDFium alone. Ratios within one run hold better than absolute times.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
TEXT = ROOT / "reports" / "hartlepool-2014.txt"
REPORTS = Path(os.environ.get("FINDINGSGRAPH_REPORTS", ROOT.parent / "shared" / "reports"))

ONE_REPORT = """
import resource, sys, tempfile, time
import pyoxigraph
import findingsgraph as fg, findingsgraph.graphs.store
import findingsgraph.loaders.pipeline, findingsgraph.loaders.triples
before, worked = time.perf_counter(), time.process_time()
with tempfile.TemporaryDirectory() as folder:
    graph = fg.build([sys.argv[1]], out=folder + "/graph")
    rows = len(graph.query("statements"))
    seconds, worked = time.perf_counter() - before, time.process_time() - worked
print(rows, seconds, worked, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def seconds_of_help(runs: int = 7) -> float:
    """Median wall seconds of `findingsgraph --help` as a whole process."""
    command = [str(Path(sys.executable).with_name("findingsgraph")), "--help"]
    times = []
    for _ in range(runs):
        before = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - before)
    return median(times)


def one_report(runs: int = 5) -> tuple[float, float, float]:
    """Median wall and CPU seconds after imports and peak MB of the bundled text into a queryable store."""
    results = []
    for _ in range(runs):
        done = subprocess.run(
            [sys.executable, "-c", ONE_REPORT, str(TEXT)], check=True, capture_output=True, text=True
        )
        rows, *measured = done.stdout.split()
        if int(rows) < 400:
            raise SystemExit(f"only {rows} statements: the build did not read the report")
        results.append(tuple(map(float, measured)))
    seconds, worked, megabytes = map(median, zip(*results, strict=True))
    return seconds, worked, megabytes


def pdfium_alone(files: list[Path]) -> float:
    """CPU seconds of PDFium's plain text of all files in this process."""
    import pypdfium2

    before = time.process_time()
    for file in files:
        document = pypdfium2.PdfDocument(file)
        for page in document:
            page.get_textpage().get_text_range()
        document.close()
    return time.process_time() - before


def read_all(files: list[Path]) -> float:
    """CPU seconds of reading all facts of all files in this process, models loaded before."""
    from findingsgraph.loaders import read_document

    read_document(TEXT)
    before = time.process_time()
    for file in files:
        read_document(file)
    return time.process_time() - before


def cpu_seconds() -> float:
    """CPU seconds of this process and of its workers that have ended."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def build_all(files: list[Path], jobs: int) -> tuple[list[float], list[float], int]:
    """Wall and CPU seconds of a first and of a second, unchanged build, and the number of quads."""
    import findingsgraph as fg

    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "graph")
        wall, worked = [], []
        for _ in range(2):
            before, used = time.perf_counter(), cpu_seconds()
            graph = fg.build([str(file) for file in files], out=out, jobs=jobs)
            wall.append(time.perf_counter() - before)
            worked.append(cpu_seconds() - used)
        quads = int(graph.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")[0].n)
    return wall, worked, quads


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reports", type=Path, default=REPORTS)
    parser.add_argument("--sample", type=int, default=0, help="only every Nth report")
    parser.add_argument("--jobs", type=int, default=1)
    arguments = parser.parse_args()
    table = Table("what", "measured", "to reach", title="Cost of building")
    table.add_row("findingsgraph --help", f"{seconds_of_help():.3f} s", "< 0.3 s")
    seconds, worked, megabytes = one_report()
    table.add_row("Hartlepool text, queryable", f"{seconds:.2f} s wall, {worked:.2f} s CPU", "< 1 s")
    table.add_row("  its peak memory", f"{megabytes:.0f} MB", "< 200 MB")
    files = [file for file in sorted(arguments.reports.rglob("*.pdf")) if file.read_bytes()[:5] == b"%PDF-"]
    files = files[:: arguments.sample or 1]
    if files:
        alone = pdfium_alone(files)
        reading = read_all(files)
        wall, cpu, quads = build_all(files, arguments.jobs)
        table.add_row(f"PDFium alone, {len(files)} PDFs", f"{alone:.2f} s CPU", "")
        table.add_row("reading all facts", f"{reading:.2f} s CPU = {reading / alone:.1f} x", "<= 6 x")
        table.add_row(
            f"built, {arguments.jobs} job(s)",
            f"{cpu[0]:.2f} s CPU = {cpu[0] / alone:.1f} x ({wall[0]:.2f} s wall)",
            "<= 10 x",
        )
        again = f"{wall[1]:.2f} s wall = {100 * wall[1] / wall[0]:.1f} %"
        table.add_row("built again, unchanged", again, "<= 5 %")
        table.add_row("quads a report", f"{quads / len(files):,.0f}", "")
        peak = max(
            resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        table.add_row("peak memory", f"{peak / 1024:.0f} MB", "<= 400 MB a worker")
    else:
        table.add_row("reports beside the project", "none found", "")
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
