"""Measure projecting, measuring and writing a graph, against networkx and rdflib doing the same.

    python benchmarks/exports.py

The graph is that of every tenth report beside the project, or of the bundled one alone.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

import networkx as nx

import findingsgraph as fg
from findingsgraph.benchmarks.measuring import TEXT, Figure, main, pdfs, timed
from findingsgraph.graphs.networks import metrics
from findingsgraph.graphs.store import Graph

EVERY = 10


def measure() -> Iterator[Figure]:
    """Build the graph, then project, measure and write it."""
    sources = pdfs()[::EVERY] or [TEXT]
    with tempfile.TemporaryDirectory() as folder:
        graph = fg.build([str(path) for path in sources], out=str(Path(folder) / "graph"))
        yield Figure("reports in the graph", str(len(sources)))
        yield from _networks(graph)
        yield from _facts(graph)
        graph.close()


def _networks(graph: Graph) -> Iterator[Figure]:
    net = graph.network("agencies")
    exact = timed(lambda: nx.betweenness_centrality(net, weight="weight"), runs=1)
    size = f"{net.number_of_nodes():,} nodes, {net.number_of_edges():,} edges"
    against = "networkx, exact betweenness"
    for projection in ("agencies-findings", "agencies"):
        made = timed(lambda name=projection: graph.network(name))  # type: ignore[misc]
        yield Figure(f"projection {projection}", f"{1000 * made:.0f} ms", made / exact, against)
    spent = timed(lambda: metrics(net), runs=1)
    yield Figure(f"metrics of agencies: {size}", f"{1000 * spent:.0f} ms", spent / exact, against)
    for name, write in (("graphml", nx.write_graphml), ("gexf", nx.write_gexf)):
        ours = timed(lambda as_=name: graph.export(as_, network="agencies"))  # type: ignore[misc]
        plain = timed(lambda with_=write: with_(net, io.BytesIO()))  # type: ignore[misc]
        yield Figure(
            f"{name}, projected and written", f"{1000 * ours:.0f} ms", ours / (made + plain), "networkx"
        )


def _facts(graph: Graph) -> Iterator[Figure]:
    document = graph.documents()[0]
    copy = graph.to_rdflib(document.iri)
    slow = timed(lambda: copy.serialize(format="turtle"), runs=1) / document.quads
    count = sum(entry.quads for entry in graph.documents())
    for name in ("turtle", "nquads", "jsonld", "csv"):
        with tempfile.TemporaryDirectory() as folder:
            spent = timed(lambda as_=name, to=folder: _write(graph, as_, to), runs=1)  # type: ignore[misc]
        shown = f"{spent:.2f} s for {count:,} facts"
        yield Figure(name, shown, spent / count / slow, "rdflib's Turtle of as many facts")


def _write(graph: Graph, name: str, folder: str) -> None:
    (Path(folder) / name).write_bytes(graph.export(name))


if __name__ == "__main__":
    main(__doc__, measure)
