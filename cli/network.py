"""findingsgraph network: the measures of a projection, as a table."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from findingsgraph.cli.parser import add_corrected, add_format, add_graph, add_parameters

if TYPE_CHECKING:
    from findingsgraph.graphs.networks import Projection
    from findingsgraph.graphs.store import Graph


def add(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "network",
        help="measure who stands with whom: degree, betweenness, communities",
        description="Project the graph to a network and measure its nodes. Parameters are those of queries, "
        "and those of the projection, such as level, types, minimum; --list explains them.",
    )
    parser.add_argument("projection", nargs="?", default="", metavar="PROJECTION", help="see --list")
    parser.add_argument(
        "--list", action="store_true", help="list the projections, what they take, and the measures"
    )
    parser.add_argument(
        "--measures", metavar="NAMES", default="", help="more columns: measures with commas, or all"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--whole", action="store_true", help="what holds for the network as a whole")
    what.add_argument("--edges", action="store_true", help="the edges, with names and attributes")
    what.add_argument(
        "--chance", action="store_true", help="which bodies are in weaknesses more than by chance"
    )
    what.add_argument("--construct", action="store_true", help="the CONSTRUCT query of the projection")
    add_graph(parser)
    add_corrected(parser)
    add_parameters(parser)
    add_format(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure a projection, or list them."""
    from findingsgraph.cli.output import choose_format
    from findingsgraph.cli.parser import read_parameters
    from findingsgraph.errors import UnknownProjection, suggest
    from findingsgraph.graphs.networks import PROJECTIONS, construct, find_projection
    from findingsgraph.graphs.store import open_graph

    choose_format(arguments.format)
    if arguments.list:
        return _list(arguments.format)
    if not arguments.projection:
        raise UnknownProjection("network", suggest("", PROJECTIONS))
    projection = find_projection(arguments.projection)
    parameters = read_parameters(arguments.parameters)
    if arguments.construct:
        print(construct(projection.name, **parameters), end="")
        return 0
    with open_graph(arguments.graph, corrected=arguments.corrected) as graph:
        if arguments.chance:
            return _chance(graph, projection, parameters, arguments.format)
        return _measure(graph, projection, parameters, arguments)


def _measure(
    graph: Graph,
    projection: Projection,
    parameters: dict[str, str | list[str]],
    arguments: argparse.Namespace,
) -> int:
    from findingsgraph.cli.output import choose_format, say, write_table
    from findingsgraph.graphs.networks import choose_measures, describe, metrics

    measures = [measure.name for measure in choose_measures(filter(None, arguments.measures.split(",")))]
    net = graph.network(projection.name, **parameters)
    if arguments.whole:
        write_table(("measure", "value"), describe(net).items(), arguments.format)
        return 0
    if arguments.edges:
        _edges(net, arguments.format)
        return 0
    table = metrics(net, *measures)
    # People read names; programs that read the pipe get the IRI too.
    start = 1 if choose_format(arguments.format) == "table" else 0
    write_table(table.columns[start:], [row[start:] for row in table.rows], arguments.format)
    say(f"{projection.title}: {table.summary()}")
    if table.warning:
        say(f"Warning: {table.warning}")
    return 0


def _edges(net: Any, format: str | None) -> None:
    """Write the edges, heaviest first, with the names of their ends."""
    from findingsgraph.cli.output import write_table

    labels = {node: str(values["label"]) for node, values in net.nodes(data=True)}
    edges = sorted(
        net.edges(data=True),
        key=lambda edge: (-edge[2]["weight"], labels[edge[0]], labels[edge[1]], str(edge[2])),
    )
    names = list(dict.fromkeys(name for *_, values in edges for name in values if name != "weight"))
    write_table(
        ("from", "to", "weight", *names),
        [
            (labels[one], labels[other], values["weight"], *(values.get(name, "") for name in names))
            for one, other, values in edges
        ],
        format,
    )


def _chance(
    graph: Graph, projection: Projection, parameters: dict[str, str | list[str]], format: str | None
) -> int:
    from findingsgraph.cli.output import choose_format, counted, say, write_table
    from findingsgraph.errors import UsageError
    from findingsgraph.graphs.networks import chance

    if projection.name != "agencies":
        raise UsageError("--chance", "it is counted from the projection agencies")
    found = chance(graph, **{"level": "concept", **parameters})  # type: ignore[arg-type]
    start = 1 if choose_format(format) == "table" else 0
    write_table(found.columns[start:], [row[start:] for row in found.rows], format)
    say(
        f"In weaknesses more than chance: {len(found.rows)} bodies compared in "
        f"{counted(found.reports, 'report')}; {found.weaknesses:,} weaknesses among {found.sentences:,} "
        "strengths and weaknesses that name a body"
    )
    return 0


def _list(format: str | None) -> int:
    from findingsgraph.cli.output import write_table
    from findingsgraph.graphs.networks import MEASURES, PROJECTIONS

    if format is None and sys.stdout.isatty():
        for each in PROJECTIONS.values():
            print(f"{each.name}: {each.title}\n  {each.description}\n  Parameters (-p name=value)")
            for parameter in each.parameters:
                default = f", default {parameter.default}" if parameter.default else ""
                print(f"    {parameter.name} ({parameter.kind}{default}): {parameter.description}")
        print("Measures (--measures)")
        for measure in MEASURES.values():
            print(f"    {measure.name}: {measure.meaning}")
        return 0
    rows = [(each.name, each.title, each.description) for each in PROJECTIONS.values()]
    write_table(("projection", "title", "description"), rows, format)
    return 0
