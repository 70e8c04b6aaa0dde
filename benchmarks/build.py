"""Measure what building costs, against PDFium's plain text of the same files in the same run.

    python benchmarks/build.py

Needs reports beside the project (FINDINGSGRAPH_REPORTS; default: the folder `shared` beside
it). All figures are CPU seconds of one process, so that other work on the machine counts
little; the wall time stands beside them where two processors share the work. pdfplumber,
which many use for such reports, is measured on every tenth of them.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from findingsgraph.benchmarks.measuring import TEXT, Figure, cpu_seconds, fresh, main, pdfs, timed

SAMPLE = 20
"""pdfplumber reads every so many reports: all would take minutes."""

BUILD = """
import sys
from findingsgraph.benchmarks.build import build_twice
if __name__ == "__main__":
    print(*build_twice(sys.argv[2:], int(sys.argv[1])))
"""


def pdfium_alone(files: Sequence[Path]) -> None:
    """Take the plain text of all files with PDFium."""
    import pypdfium2

    for file in files:
        document = pypdfium2.PdfDocument(file)
        for page in document:
            page.get_textpage().get_text_range()
        document.close()


def pdfplumber_alone(files: Sequence[Path]) -> None:
    """Take the plain text of all files with pdfplumber."""
    import pdfplumber

    for file in files:
        with pdfplumber.open(file) as document:
            for page in document.pages:
                page.extract_text()
                page.close()


def layers(files: Sequence[Path]) -> None:
    """Read all files as documents: lines with their places, nothing understood."""
    from findingsgraph.loaders.documents import open_document

    for file in files:
        open_document(file)


def facts(files: Sequence[Path]) -> None:
    """Read all facts of all files."""
    from findingsgraph.loaders import read_document

    for file in files:
        read_document(file)


def build_twice(files: Sequence[str], jobs: int) -> tuple[float, ...]:
    """CPU and wall seconds of a first and of a second, unchanged build; quads; peak MB."""
    import findingsgraph as fg
    from findingsgraph.benchmarks.measuring import peak

    spent: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(2):
            before, used = time.perf_counter(), cpu_seconds()
            graph = fg.build(files, out=f"{folder}/graph", jobs=jobs)
            graph.query("inspections")
            spent += [cpu_seconds() - used, time.perf_counter() - before]
        quads = sum(entry.quads for entry in graph.documents())
        graph.close()
    return (*spent, quads, peak())


def measure() -> Iterator[Figure]:
    """Read and build all reports beside the project."""
    files = pdfs()
    if not files:
        yield Figure("reports beside the project", "none found")
        return
    facts([TEXT])  # models are loaded once
    against = "PDFium alone"
    alone = timed(lambda: pdfium_alone(files))
    yield Figure(f"PDFium alone, {len(files)} PDFs", f"{alone:.2f} s CPU")
    some = files[::SAMPLE]
    share = timed(lambda: pdfium_alone(some))
    plumber = timed(lambda: pdfplumber_alone(some), runs=1)
    yield Figure(
        f"pdfplumber alone, {len(some)} PDFs", f"{plumber:.2f} s CPU = {plumber / share:.0f} x {against}"
    )
    opened, read = timed(lambda: layers(files), runs=1), timed(lambda: facts(files), runs=1)
    yield Figure("reading all facts", f"{read:.2f} s CPU", read / alone, against, "<= 6 x")
    yield Figure("  of it text with its places", f"{opened:.2f} s CPU", opened / alone, against)
    yield Figure(
        "  of it everything after", f"{read - opened:.2f} s CPU", (read - opened) / alone, against, "<= 4 x"
    )
    names = [str(file) for file in files]
    for jobs in (1, 2):
        cpu, wall, _, again, quads, peak = fresh(BUILD, str(jobs), *names)
        shown = f"{cpu:.2f} s CPU, {wall:.2f} s wall"
        yield Figure(f"built and queryable, {jobs} at once", shown, cpu / alone, against, "<= 10 x")
        shown = f"{again:.2f} s wall = {100 * again / wall:.1f} %"
        yield Figure("  built again, nothing changed", shown, None, "", "<= 5 %")
        yield Figure("  peak memory of a process", f"{peak:.0f} MB", peak / 400, "400 MB", "<= 400 MB")
    yield Figure("quads a report", f"{quads / len(files):,.0f}")


if __name__ == "__main__":
    main(__doc__, measure)
