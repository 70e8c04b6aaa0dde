"""findingsgraph export: facts, networks and tables as others read them."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from findingsgraph.cli.parser import add_corrected, add_graph, add_parameters


def add(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "export",
        help="write facts, a network or tables in another format",
        description="Write all facts (turtle, nquads, jsonld, ...), a network (graphml, gexf, svg, ...) or "
        "tables (csv, xlsx, ...). Text goes to standard output without -o; what is several files goes to "
        "a folder or a ZIP. --list names the formats.",
    )
    parser.add_argument("format", nargs="?", default="", metavar="FORMAT", help="see --list")
    parser.add_argument("--list", action="store_true", help="list the formats and the charts")
    add_graph(parser)
    add_corrected(parser)
    parser.add_argument("--network", metavar="PROJECTION", help="which network (default: agencies)")
    parser.add_argument("--chart", metavar="NAME", help="svg and png: this chart instead of a network")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to this file, or folder")
    parser.add_argument("--without-names", action="store_true", help="leave out persons' names")
    add_parameters(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Export, and say what was written."""
    import warnings

    from findingsgraph.cli.output import say
    from findingsgraph.cli.parser import read_parameters
    from findingsgraph.errors import UnknownFormat, UsageError, suggest
    from findingsgraph.graphs.exports.formats import FORMATS, find_format
    from findingsgraph.graphs.store import open_graph

    if arguments.list:
        return _list()
    if not arguments.format:
        raise UnknownFormat("export", suggest("", FORMATS))
    found = find_format(arguments.format)
    lists = found.name == "csv" and arguments.network
    if not found.is_text and not arguments.output and not lists:
        several = "it is several files: give -o FOLDER or -o FILE.zip"
        advice = f"it is not text: give -o FILE{found.suffix}" if found.suffix else several
        raise UsageError(f"export {found.name}", advice)
    parameters = read_parameters(arguments.parameters)
    with (
        open_graph(arguments.graph, corrected=arguments.corrected) as graph,
        warnings.catch_warnings(record=True) as warned,
    ):
        warnings.simplefilter("always")
        written = graph.export(
            found.name,
            network=arguments.network,
            output=arguments.output,
            without_names=arguments.without_names,
            chart=arguments.chart,
            **parameters,
        )
    for warning in warned:
        say(f"findingsgraph: warning: {warning.message}")
    if arguments.output:
        say(f"written to {_where(arguments.output) if lists else arguments.output}")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(written)
        sys.stdout.buffer.flush()
    return 0


def _where(output: str) -> str:
    """Name what a network's lists are written to: see `graphs.exports.export`."""
    from pathlib import Path

    path = Path(output)
    if path.suffix == ".zip" or path.is_dir() or output.endswith("/"):
        return output
    stem = path.with_suffix("") if path.suffix == ".csv" else path
    return f"{stem}-nodes.csv, {stem}-edges.csv and {stem}-source.txt"


def _list() -> int:
    from findingsgraph.cli.output import write_table
    from findingsgraph.graphs.exports.charts import CHARTS
    from findingsgraph.graphs.exports.formats import FORMATS

    rows = [(each.name, str(each.holds), each.suffix, each.title) for each in FORMATS.values()]
    rows += [(f"svg --chart {each.name}", "chart", ".svg", each.title) for each in CHARTS.values()]
    write_table(("format", "holds", "ending", "title"), rows, None)
    return 0
