"""Facts, networks and tables, written as others read them; each format once, the same bytes every time."""

from __future__ import annotations

import os
import warnings
from typing import TYPE_CHECKING, Any

from findingsgraph.errors import UnknownParameter, UsageError, suggest

if TYPE_CHECKING:
    from findingsgraph.graphs.exports.formats import Format
    from findingsgraph.graphs.exports.output import Written
    from findingsgraph.graphs.exports.selection import Exportable, Selection

__all__ = ["MixedLicences", "NothingMatches", "export"]


class NothingMatches(UserWarning):
    """No report has what an export was narrowed to."""


class MixedLicences(UserWarning):
    """An export holds words of reports under different terms."""


def export(
    graph: Exportable,
    format: str,
    network: str | None = None,
    output: str | os.PathLike[str] | None = None,
    without_names: bool = False,
    chart: str | None = None,
    **parameters: Any,
) -> bytes:
    """Write the graph, a network of it, its tables or a chart; give the bytes, and write them to `output`.

    Formats of networks write `network` (default: agencies), formats of tables and of the
    whole graph do so when it is given; `parameters` narrow either. Formats of facts take
    all facts and no parameters. Pictures (svg, png) draw `chart` instead where it is given.

    What consists of several files is written to `output` as a folder, or as a ZIP when
    `output` ends in `.zip`; the bytes are the ZIP's. `csv` with a network gives its edges,
    and with an `output` three files, `NAME-nodes.csv`, `NAME-edges.csv` and `NAME-source.txt`, as
    long as that is neither folder nor ZIP. `without_names` leaves out the names of inspectors and
    other persons.

    Raises `UnknownFormat`, `UnknownChart`, `UsageError` and what `network` raises;
    warns with `MixedLicences` when reports under different terms stand together, and with
    `NothingMatches` when no report has what was asked for.
    """
    from findingsgraph.graphs.exports.formats import find_format
    from findingsgraph.graphs.exports.output import pack, save
    from findingsgraph.graphs.exports.selection import select

    found = find_format(format)
    _check(found, network, chart, parameters)
    _check_output(found, network, output)
    selection = select(graph.without_names() if without_names else graph, network, chart, parameters)
    if selection.credits.mixed:
        terms = "; ".join(selection.credits.licences)
        warnings.warn(MixedLicences(f"reports under different terms: {terms}"), stacklevel=2)
    if parameters and not selection.credits.reports:
        asked = ", ".join(f"{name.removesuffix('_')}={value}" for name, value in parameters.items())
        warnings.warn(NothingMatches(f"nothing matches {asked}: the export is empty"), stacklevel=2)
    if found.name == "csv" and network:
        return _write_lists(selection, output)
    written = _write(found, selection)
    if output is not None:
        save(written, output)
    return pack(written)


def _check(found: Format, network: str | None, chart: str | None, parameters: dict[str, Any]) -> None:
    """Refuse what a format has no place for, rather than leave it out without a word."""
    if found.holds in ("facts", "folder") and network:
        raise UsageError(
            found.name, f"it holds {found.all_of}; networks go to graphml, gexf, svg, csv and others"
        )
    if (found.holds == "facts" or found.name == "rocrate") and parameters:
        raise UsageError(found.name, "it holds all facts; tables and networks can be narrowed")
    if chart and not found.draws:
        raise UsageError(found.name, "charts go to svg and png")
    if chart and network:
        raise UsageError(found.name, "a picture shows a chart or a network: give one of them")
    if found.holds != "facts" and not network and not chart and found.holds != "network":
        known = _parameters_of_tables()
        for name in parameters:
            if name.removesuffix("_") not in known:
                raise UnknownParameter(f"{found.name}: {name}", suggest(name, known))


def _check_output(found: Format, network: str | None, output: str | os.PathLike[str] | None) -> None:
    """Refuse, before the work, to put several files into one that is no ZIP."""
    from findingsgraph.graphs.exports.output import is_folder

    if output is None or found.suffix or (found.name == "csv" and network) or is_folder(output):
        return
    if os.fspath(output)[-4:].casefold() != ".zip":
        raise UsageError(f"{found.name} to {output}", "it is several files: give a folder or FILE.zip")


def _parameters_of_tables() -> set[str]:
    from findingsgraph.queries import load, names

    return {parameter.name for name in names() for parameter in load(name).parameters}


def _write(found: Format, selection: Selection) -> Written:
    written: Written
    if selection.chart:
        written = found.write_chart(selection)
    elif found.takes == "quads":
        from findingsgraph.graphs.exports.facts.rdf import read_quads

        written = found.write(read_quads(selection.graph.quads()), selection.credits)
    elif found.takes == "net":
        written = found.write(selection.flat(), selection.credits)
    else:
        written = found.write(selection)
    return written


def _write_lists(selection: Selection, output: str | os.PathLike[str] | None) -> bytes:
    """Write a network's two lists: into a folder or ZIP, or side by side under the output's name."""
    from pathlib import Path

    from findingsgraph.graphs.exports.networks.lists import network_lists
    from findingsgraph.graphs.exports.output import pack, save

    files = network_lists(selection)
    if output is None:
        return pack(files["edges.csv"])
    path = Path(output)
    if path.suffix == ".zip" or path.is_dir() or str(output).endswith("/"):
        save(files, output)
        return pack(files)
    stem = path.with_suffix("") if path.suffix == ".csv" else path
    for name, text in files.items():
        save(text, stem.with_name(f"{stem.name}-{name.lower()}"))
    return pack(files["edges.csv"])
