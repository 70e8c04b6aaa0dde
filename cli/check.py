"""findingsgraph check: SHACL, in plain words."""

from __future__ import annotations

import argparse
from typing import Any

from findingsgraph.cli.parser import add_corrected, add_format, add_graph


def add(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "check",
        help="check the graph by its shapes (SHACL), in plain words",
        description="Check every document's facts by the shapes of the ontology. Exit status 1 when a "
        "shape is violated; warnings alone leave it 0.",
    )
    add_graph(parser)
    add_corrected(parser)
    add_format(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check; list the problems with what to do."""
    from findingsgraph.cli.output import choose_format, counted, say, write_table
    from findingsgraph.graphs.check import check
    from findingsgraph.graphs.store import open_graph

    choose_format(arguments.format)
    with open_graph(arguments.graph, corrected=arguments.corrected) as graph:
        problems = check(graph)
        documents = len(graph.documents())
    if problems:
        rows = [
            (each.source, each.page or None, each.severity, each.thing, each.problem, each.fix)
            for each in problems
        ]
        write_table(("source", "page", "severity", "thing", "problem", "fix"), rows, arguments.format)
    violations = sum(each.severity == "violation" for each in problems)
    say(
        f"{counted(documents, 'document')} checked: {counted(violations, 'violation')}, "
        f"{counted(len(problems) - violations, 'warning')}"
    )
    return 1 if violations else 0
