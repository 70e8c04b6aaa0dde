"""findingsgraph network: the measures of a projection, as a table."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from findingsgraph.cli.parser import add_corrected, add_format, add_graph, add_parameters


def add(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "network",
        help="measure who stands with whom: degree, betweenness, communities",
        description="Project the graph to a network and measure its nodes. Parameters are those of queries, "
        "and level (local or concept), types (of bodies), minimum (weight of a tie); --list explains them.",
    )
    parser.add_argument("projection", nargs="?", default="", metavar="PROJECTION", help="see --list")
    parser.add_argument("--list", action="store_true", help="list the projections and what they take")
    add_graph(parser)
    add_corrected(parser)
    add_parameters(parser)
    add_format(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure a projection, or list them."""
    from findingsgraph.cli.output import choose_format, say, write_table
    from findingsgraph.cli.parser import read_parameters
    from findingsgraph.errors import UnknownProjection, suggest
    from findingsgraph.graphs.networks import PROJECTIONS, find_projection, metrics
    from findingsgraph.graphs.store import open_graph

    drawn = choose_format(arguments.format) == "table"
    if arguments.list:
        return _list(arguments.format)
    if not arguments.projection:
        raise UnknownProjection("network", suggest("", PROJECTIONS))
    projection = find_projection(arguments.projection)
    with open_graph(arguments.graph, corrected=arguments.corrected) as graph:
        net = graph.network(projection.name, **read_parameters(arguments.parameters))
    table = metrics(net)
    # People read names; programs that read the pipe get the IRI too.
    start = 1 if drawn else 0
    write_table(table.columns[start:], [row[start:] for row in table.rows], arguments.format)
    say(f"{projection.title}: {table.summary()}")
    if table.warning:
        say(f"Warning: {table.warning}")
    return 0


def _list(format: str | None) -> int:
    from findingsgraph.cli.output import write_table
    from findingsgraph.graphs.networks import PROJECTIONS

    if format is None and sys.stdout.isatty():
        for each in PROJECTIONS.values():
            print(f"{each.name}: {each.title}\n  {each.description}\n  Parameters (-p name=value)")
            for parameter in each.parameters:
                default = f", default {parameter.default}" if parameter.default else ""
                print(f"    {parameter.name} ({parameter.kind}{default}): {parameter.description}")
        return 0
    rows = [(each.name, each.title, each.description) for each in PROJECTIONS.values()]
    write_table(("projection", "title", "description"), rows, format)
    return 0
