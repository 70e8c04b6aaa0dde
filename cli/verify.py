"""findingsgraph verify: finds every quote again."""

from __future__ import annotations

import argparse
from typing import Any

from findingsgraph.cli.parser import add_corrected, add_format, add_graph


def add(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "verify",
        help="find every quote of the graph again in the text it points into",
        description="Find every quote again in the text layers kept beside the graph, and those layers in "
        "the source files while they are still there. Exit status 1, and a list, if anything is not there.",
    )
    add_graph(parser)
    add_corrected(parser)
    add_format(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Verify; list what is missing."""
    from findingsgraph.cli.output import choose_format, counted, say, write_table
    from findingsgraph.graphs.store import open_graph
    from findingsgraph.graphs.verify import verify

    choose_format(arguments.format)
    with open_graph(arguments.graph, corrected=arguments.corrected) as graph:
        result = verify(graph)
    if result.missing:
        rows = [(each.source, each.problem, each.words, each.thing) for each in result.missing]
        write_table(("source", "problem", "words", "thing"), rows, arguments.format)
    if not result.layers:
        say("no text layers here: quotes were compared with sentences, not with the text they point into")
    say(
        f"{counted(result.documents, 'document')}: {counted(result.quotes, 'quote')}, "
        f"{result.statements:,} sentences and items, {result.mentions:,} words of mentions and measures "
        f"looked for; {counted(result.files, 'source file')} compared; "
        + (f"{len(result.missing)} not found" if result.missing else "nothing missing")
    )
    return 0 if result.ok else 1
