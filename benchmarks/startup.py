"""Measure how long one waits at first: `--help`, imports, the bundled report into a queryable store.

python benchmarks/startup.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from findingsgraph.benchmarks.measuring import TEXT, Figure, fresh, main

COMMAND = """
import os, subprocess, sys, time
def spent():
    return sum(os.times()[2:4])
before, worked = time.perf_counter(), spent()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(time.perf_counter() - before, spent() - worked)
"""
IMPORTS = """
import time
before = time.process_time()
import pyoxigraph
import findingsgraph as fg, findingsgraph.graphs.store
import findingsgraph.loaders.pipeline, findingsgraph.loaders.triples
imported = time.process_time() - before
"""
ONE_REPORT = (
    IMPORTS
    + """
import resource, sys, tempfile
before, worked = time.perf_counter(), time.process_time()
with tempfile.TemporaryDirectory() as folder:
    graph = fg.build([sys.argv[1]], out=folder + "/graph")
    rows = len(graph.query("statements"))
    seconds, worked = time.perf_counter() - before, time.process_time() - worked
    assert rows >= 400, f"only {rows} statements: the build did not read the report"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = "\\n".join(graph.quads())
import rdflib
before = time.process_time()
rdflib.Dataset().parse(data=lines, format="nquads")
print(seconds, worked, peak, time.process_time() - before, imported)
"""
)


def measure() -> Iterator[Figure]:
    """Start the command, and build the graph of the bundled report in new processes."""
    command = str(Path(sys.executable).with_name("findingsgraph"))
    wall, worked = fresh(COMMAND, command, "--help", runs=7)
    _, bare = fresh(COMMAND, sys.executable, "-c", "pass", runs=7)
    shown = f"{wall:.3f} s wall, {worked:.3f} s CPU"
    yield Figure("findingsgraph --help", shown, worked / bare, "an empty Python program", "< 0.3 s")
    wall, worked, peak, rdflib, imported = fresh(ONE_REPORT, str(TEXT), runs=5)
    yield Figure("importing what a build needs", f"{imported:.2f} s CPU")
    shown = f"{wall:.2f} s wall, {worked:.2f} s CPU"
    against = "rdflib parsing the facts"
    yield Figure("the bundled report, read and queryable", shown, worked / rdflib, against, "< 1 s")
    yield Figure("its peak memory", f"{peak:.0f} MB", peak / 200, "200 MB", "< 200 MB")


if __name__ == "__main__":
    main(__doc__, measure)
