"""What inspectors found about the services that protect children, as a graph.

    import findingsgraph as fg

    graph = fg.build(["reports/hartlepool-2014.txt"], out="graph")
    rows = graph.query("statements", agency="police")
    net = graph.network("agencies")
    report = fg.read("report.pdf")

Nothing heavy is imported before it is used.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

    from findingsgraph.graphs.networks import Metrics
    from findingsgraph.graphs.store import Graph, Rows
    from findingsgraph.graphs.store.push import PushResult
    from findingsgraph.loaders.records import InspectionReport

__all__ = [
    "FailedSources",
    "__version__",
    "build",
    "export",
    "metrics",
    "network",
    "open",
    "push",
    "query",
    "read",
]

Source = str | os.PathLike[str]


class FailedSources(UserWarning):
    """Some files given to `build` could not become reports; the message names each with its reason."""


def read(path: Source) -> InspectionReport:
    """Read the report in a file (.pdf, .txt or .md) into dataclasses; no graph is needed.

    A file that holds two reports gives the first; `findingsgraph.loaders.read_document`
    gives all. Raises `UnreadableSource` or one of its kinds.

    >>> report = read("reports/hartlepool-2014.txt")
    >>> report.facts.authority_name, report.facts.family
    ('Hartlepool', 'sif')
    """
    from findingsgraph.loaders import read_document

    return read_document(os.fspath(path))[0]


def build(
    sources: Iterable[Source], out: Source = "graph", *, jobs: int = 1, without_names: bool = False
) -> Graph:
    """Read files and folders into the graph in the folder `out`, and open it.

    What is there already and unchanged is not read again. `jobs` is the number of worker
    processes; the graph is the same with any. `without_names` leaves out persons' names.
    Files that cannot be read are named in one `FailedSources` warning; when nothing can
    be, `NothingRead` is raised and the graph stays as it was.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, build(["reports/hartlepool-2014.txt"], folder) as graph:
    ...     [(row.area, row.grade) for row in graph.query("judgements") if row.area == "overall"]
    [('overall', 'good')]
    """
    import warnings

    from findingsgraph.graphs.store import build as build_store
    from findingsgraph.graphs.store import open_graph

    result = build_store(sources, out, jobs=jobs, without_names=without_names)
    if result.errors:
        warnings.warn(FailedSources("; ".join(str(error) for _, error in result.errors)), stacklevel=2)
    return open_graph(out)


def open(place: Source, *, corrected: bool = False) -> Graph:
    """Open the graph in a folder, or at the URL of a SPARQL endpoint.

    `corrected` opens it with the corrections that people have given it. Raises `NoGraph`,
    `NoCorrections` or `BrokenGraph`.

    >>> open("reports")
    Traceback (most recent call last):
    findingsgraph.errors.NoGraph: ...
    """
    from findingsgraph.graphs.store import open_graph

    return open_graph(place, corrected=corrected)


def push(graph: Graph, url: str, *, prune: bool = False) -> PushResult:
    """Send what changed to a remote store by the SPARQL 1.1 Graph Store Protocol.

    `prune` removes what an earlier push brought and this graph has no longer. The account
    comes from the environment. See `graphs.store.push.push` for what it raises.
    """
    from findingsgraph.graphs.store.push import push

    return push(graph, url, prune=prune)


def query(graph: Graph, question: str, **parameters: Any) -> Rows:
    """Answer a named question, an .rq file or SPARQL; the same as `graph.query`."""
    return graph.query(question, **parameters)


def network(graph: Graph, projection: str = "agencies", **parameters: Any) -> nx.Graph[str]:
    """Project the graph to a networkx graph; the same as `graph.network`."""
    from findingsgraph.graphs.networks import network

    return network(graph, projection, **parameters)


def metrics(net: nx.Graph[Any], *measures: str) -> Metrics:
    """Measure a network's nodes: degree, strength, betweenness, community, and others by name, or `all`."""
    from findingsgraph.graphs.networks import metrics

    return metrics(net, *measures)


def export(graph: Graph, format: str, output: Source | None = None, **options: Any) -> bytes:
    """Write the graph, a network of it or its tables in a format; the same as `graph.export`."""
    from findingsgraph.graphs.exports import export

    return export(graph, format, output=output, **options)


def __getattr__(name: str) -> str:
    """Look the version up when it is asked for."""
    if name == "__version__":
        from importlib.metadata import version

        return version("findingsgraph")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
