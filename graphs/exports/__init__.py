"""Facts, networks and tables, written as others read them; each format once, the same bytes every time."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from findingsgraph.errors import UsageError

if TYPE_CHECKING:
    from findingsgraph.graphs.exports.credits import Credits
    from findingsgraph.graphs.exports.formats import Format

__all__ = ["Exportable", "MixedLicences", "export"]


class MixedLicences(UserWarning):
    """An export holds words of reports under different terms."""


class Exportable(Protocol):
    """A graph that can be exported: it answers questions and gives its facts."""

    def query(self, query: str, /, **parameters: Any) -> Any:
        """Answer a question."""

    def quads(self) -> Iterable[str]:
        """Give all facts as N-Quads lines."""

    def without_names(self) -> Any:
        """Give a view without persons' names."""


def export(
    graph: Exportable,
    format: str,
    network: str | None = None,
    output: str | os.PathLike[str] | None = None,
    without_names: bool = False,
    **parameters: Any,
) -> bytes:
    """Write the graph, a network of it or its tables; give the bytes, and write them to `output`.

    Network formats draw `network` (default: agencies); `parameters` narrow a network
    as `graphs.networks.network` does. Formats of facts take all facts and no
    parameters. `csv` with a network gives its edges, and with an `output` two files,
    `NAME-nodes.csv` and `NAME-edges.csv` (one ZIP when it ends in `.zip`); without a
    network it gives every named table in one ZIP. `without_names` leaves out the
    names of inspectors and other persons.

    Raises `UnknownFormat`, `UsageError` and what `network` raises; warns with
    `MixedLicences` when reports under different terms stand together.
    """
    from findingsgraph.graphs.exports.formats import find_format

    found = find_format(format)
    if found.holds == "facts" and (network or parameters):
        raise UsageError(found.name, "it holds all facts; networks go to graphml, gexf, svg, csv and others")
    if without_names:
        graph = graph.without_names()
    credits = read_credits(graph, parameters)
    if credits.mixed:
        warnings.warn(
            MixedLicences("reports under different terms: " + "; ".join(credits.licences)), stacklevel=2
        )
    if found.holds == "tables" and not network:
        files = _tables(graph, credits, parameters)
        return _write_zip(files, output)
    if found.holds == "tables":
        return _write_lists(_flat(graph, network, parameters), credits, output)
    written = _written(graph, found, network, credits, parameters)
    if output is not None:
        Path(output).write_bytes(written)
    return written


def read_credits(graph: Exportable, parameters: Mapping[str, Any] | None = None) -> Credits:
    """Give the reports whose words are in the graph, or in the part that the parameters ask for."""
    from findingsgraph.graphs.exports.credits import Credits, ReportCredit
    from findingsgraph.queries import load

    known = {parameter.name for parameter in load("licences").parameters}
    narrowed = {name.removesuffix("_"): value for name, value in (parameters or {}).items()}
    answer = graph.query("licences", **{name: value for name, value in narrowed.items() if name in known})
    at = {column: index for index, column in enumerate(answer.columns)}
    reports = {
        row[at["report"]]: ReportCredit(
            authority=str(row[at["authority_name"]] or ""),
            dated=str(row[at["dated"]] or ""),
            licence=str(row[at["licence"]] or ""),
        )
        for row in answer
    }
    return Credits(tuple(reports[report] for report in sorted(reports)))


def _written(
    graph: Exportable, found: Format, network: str | None, credits: Credits, parameters: Mapping[str, Any]
) -> bytes:
    if found.write_of_graph is not None:
        return found.write_of_graph(graph, network or "agencies", credits, parameters).encode()
    assert found.write is not None, found.name
    if found.holds == "facts":
        from findingsgraph.graphs.exports.rdf import read_quads

        written = found.write(read_quads(graph.quads()), credits)
    else:
        written = found.write(_flat(graph, network, parameters), credits)
    return written if isinstance(written, bytes) else written.encode()


def _flat(graph: Exportable, name: str | None, parameters: Mapping[str, Any]) -> Any:
    from findingsgraph.graphs.exports.flat import flatten
    from findingsgraph.graphs.networks import network

    return flatten(network(graph, name or "agencies", **parameters))


def _write_lists(net: Any, credits: Credits, output: str | os.PathLike[str] | None) -> bytes:
    from findingsgraph.graphs.exports.tables import credits_text, edge_table, node_table, zip_files

    edges = edge_table(net)
    if output is None:
        return edges.encode()
    path, nodes = Path(output), node_table(net)
    if path.suffix == ".zip":
        packed = zip_files({"nodes.csv": nodes, "edges.csv": edges, "SOURCE.txt": credits_text(credits)})
        path.write_bytes(packed)
        return packed
    stem = path.with_suffix("") if path.suffix == ".csv" else path
    for name, text in (("nodes.csv", nodes), ("edges.csv", edges), ("source.txt", credits_text(credits))):
        stem.with_name(f"{stem.name}-{name}").write_bytes(text.encode())
    return edges.encode()


def _tables(graph: Exportable, credits: Credits, parameters: Mapping[str, Any]) -> dict[str, str]:
    """Give every named table of the library as CSV, by file name."""
    from findingsgraph.graphs.exports.tables import credits_text
    from findingsgraph.queries import load, names

    files = {"SOURCE.txt": credits_text(credits)}
    for name in names():
        known = {parameter.name for parameter in load(name).parameters}
        if not name.startswith("network-"):
            asked = {key: value for key, value in parameters.items() if key in known}
            files[f"{name}.csv"] = graph.query(name, **asked).to_csv()
    return files


def _write_zip(files: Mapping[str, str], output: str | os.PathLike[str] | None) -> bytes:
    from findingsgraph.graphs.exports.tables import zip_files

    packed = zip_files(files)
    if output is not None:
        Path(output).write_bytes(packed)
    return packed
