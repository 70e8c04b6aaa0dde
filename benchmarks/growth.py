"""Measure how the cost of a build grows with the number of reports.

    python benchmarks/growth.py

Needs reports beside the project. Numbers beyond theirs are reached with replicas: the same
PDF with a comment behind its end, which changes its bytes, and so its document, and no word.
FINDINGSGRAPH_GROWTH says which numbers (default: 1,10,91,1500, which takes some six minutes).
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from findingsgraph.benchmarks.build import BUILD
from findingsgraph.benchmarks.measuring import Figure, fresh, main, pdfs


def replicas(files: Sequence[Path], number: int, folder: Path) -> list[str]:
    """Give so many files: those there are, spread evenly, then replicas of them."""
    if number <= len(files):
        return [str(files[at * len(files) // number]) for at in range(number)]
    given = [str(file) for file in files]
    for copy in count(1):
        for file in files:
            if len(given) == number:
                return given
            place = folder / str(copy) / file.parent.name / file.name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read_bytes() + b"\n%% replica %d\n" % copy)
            given.append(str(place))
    raise AssertionError("count has no end")


def measure() -> Iterator[Figure]:
    """Build ever more reports, two at once."""
    files = pdfs()
    if not files:
        yield Figure("reports beside the project", "none found")
        return
    first = 0.0
    for number in map(int, os.environ.get("FINDINGSGRAPH_GROWTH", f"1,10,{len(files)},1500").split(",")):
        with tempfile.TemporaryDirectory() as folder:
            given = replicas(files, number, Path(folder))
            cpu, wall, _, again, quads, peak = fresh(BUILD, "2", *given)
        each = cpu / quads
        first = first or each
        shown = f"{1000 * cpu / number:.0f} ms CPU a report of {quads / number:,.0f} quads, {wall:.0f} s wall"
        yield Figure(f"{number} reports, CPU a quad", shown, each / first, "the smallest")
        shown = f"{peak:.0f} MB; again, unchanged: {again:.2f} s = {100 * again / wall:.1f} %"
        yield Figure("  peak memory of a process", shown, peak / 400, "400 MB", "<= 400 MB")


if __name__ == "__main__":
    main(__doc__, measure)
