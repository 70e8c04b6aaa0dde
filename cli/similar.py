"""findingsgraph similar: findings that say nearly the same as a finding, or as words of your own."""

from __future__ import annotations

import argparse
from typing import Any

from findingsgraph.cli.parser import add_format, add_graph, add_parameters, whole


def add(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "similar",
        help="find findings that say nearly the same",
        description="Find the findings and recommendations nearest to a finding (its IRI) or to words, "
        "with a score between 0 and 1 and the words that are shared. Parameters are those of the "
        "question texts, such as -p authority=Hartlepool -p kind=recommendation.",
    )
    parser.add_argument("what", metavar="FINDING|'WORDS'", help="IRI of a finding, or words")
    parser.add_argument("--first", metavar="N", type=whole, default=10, help="so many at most (default: 10)")
    parser.add_argument("--minimum", metavar="SCORE", type=float, help="least score (default: 0.25)")
    parser.add_argument(
        "--where", default="elsewhere", metavar="WHERE",
        help="elsewhere (in other reports than the finding's own), within (in its own), anywhere",
    )  # fmt: skip
    add_graph(parser)
    add_parameters(parser)
    add_format(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Look, and write what is found as a table."""
    from findingsgraph.cli.output import choose_format, write_table
    from findingsgraph.cli.parser import read_parameters
    from findingsgraph.graphs.similar import MINIMUM, similar
    from findingsgraph.graphs.store import open_graph

    choose_format(arguments.format)  # a wrong one is told before the work
    parameters = read_parameters(arguments.parameters)
    minimum = MINIMUM if arguments.minimum is None else arguments.minimum
    with open_graph(arguments.graph) as graph:
        rows = similar(
            graph, arguments.what, limit=arguments.first, minimum=minimum, where=arguments.where, **parameters
        )
    write_table(rows.columns, rows, arguments.format)
    return 0
