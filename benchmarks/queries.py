"""Measure ten questions of the library on our store on disk, against rdflib's store in memory.

    python benchmarks/queries.py

The same query text on the same facts, those of the bundled report: with more of them
rdflib cannot be waited for, since it joins in the order in which a query is written. It is
stopped after some seconds, and then no ratio is given.
"""

from __future__ import annotations

import gc
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import findingsgraph as fg
from findingsgraph.benchmarks.measuring import TEXT, Figure, main, timed
from findingsgraph.graphs.store.engines import LocalEngine
from findingsgraph.queries import bind, load

QUESTIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("inspections", {}),
    ("judgements", {}),
    ("findings", {"stance": "weakness"}),
    ("statements", {"agency": "police"}),
    ("mentions", {}),
    ("recommendations", {}),
    ("involvements", {}),
    ("weaknesses-by-agency", {}),
    ("standing-together", {}),
    ("stance-by-theme", {}),
)


PATIENCE = 10.0
"""CPU seconds that rdflib may take for a question."""


class _TooLong(Exception):
    """A question that rdflib did not answer in time."""


def _stop(*_: object) -> None:
    raise _TooLong


def within(seconds: float, act: Callable[[], object]) -> float | None:
    """CPU seconds of doing something; None where it took more than so many."""
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return timed(act, runs=1)
    except _TooLong:
        return None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        gc.enable()


def measure() -> Iterator[Figure]:
    """Ask each question of both stores, and see that the answers are as long."""
    with tempfile.TemporaryDirectory() as folder:
        graph = fg.build([str(TEXT)], out=str(Path(folder) / "graph"))
        copy = graph.to_rdflib()
        yield Figure("facts asked of", f"{len(copy):,} triples of one report")
        for name, values in QUESTIONS:
            yield _ask(graph.engine, copy, name, values)
        graph.close()


def _ask(engine: Any, copy: Any, name: str, values: dict[str, Any]) -> Figure:
    assert isinstance(engine, LocalEngine)
    sparql = bind(load(name), values)
    ours = engine.ask(sparql)
    mine = timed(lambda: engine.ask(sparql), runs=9)
    theirs: list[Any] = []
    given = "".join(f" -p {key}={value}" for key, value in values.items())
    other = within(PATIENCE, lambda: theirs.extend(copy.query(sparql)))
    if other is None:
        shown = f"{1000 * mine:.0f} ms; rdflib was stopped after {PATIENCE:.0f} s; {len(ours):,} rows"
        return Figure(f"{name}{given}", shown)
    if len(ours) != len(theirs):
        raise SystemExit(f"{name}: {len(ours)} rows here, {len(theirs)} from rdflib")
    shown = f"{1000 * mine:.0f} ms; rdflib {1000 * other:,.0f} ms; {len(ours):,} rows"
    return Figure(f"{name}{given}", shown, mine / other, "rdflib in memory")


if __name__ == "__main__":
    main(__doc__, measure)
