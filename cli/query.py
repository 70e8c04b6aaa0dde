"""findingsgraph query: a named question, an .rq file or SPARQL."""

from __future__ import annotations

import argparse
from typing import Any

from findingsgraph.cli.parser import add_corrected, add_format, add_graph, add_parameters, whole


def add(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "query",
        help="ask the graph a named question, or SPARQL",
        description="Ask the graph: a question of the library (see findingsgraph queries), a file with "
        "SPARQL, or SPARQL itself. The usual prefixes need no PREFIX.",
    )
    parser.add_argument("question", metavar="NAME|FILE.rq|SPARQL", help="what to ask")
    add_graph(parser)
    add_corrected(parser)
    add_parameters(parser)
    parser.add_argument("--columns", metavar="A,B", help="only these columns, in this order")
    parser.add_argument("--first", metavar="N", type=whole, help="only the first N rows")
    add_format(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask, and write the answer as a table."""
    from findingsgraph.cli.names import with_names
    from findingsgraph.cli.output import choose_columns, choose_format, write_table
    from findingsgraph.cli.parser import read_parameters
    from findingsgraph.graphs.store import open_graph

    format = choose_format(arguments.format)  # a wrong one is told before the work
    parameters = read_parameters(arguments.parameters)
    with open_graph(arguments.graph, corrected=arguments.corrected) as graph:
        rows = graph.query(arguments.question, **parameters)
        columns = choose_columns(arguments.columns, rows.columns)
        places = [rows.columns.index(column) for column in columns]
        shown = [[row[place] for place in places] for row in rows][: arguments.first]
        if format == "table":
            shown = with_names(graph, shown)
    write_table(columns, shown, arguments.format)
    return 0
