"""findingsgraph queries: the library of questions."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from findingsgraph.cli.parser import add_format

if TYPE_CHECKING:
    from findingsgraph.queries import Query


def add(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "queries",
        help="list the questions of the library, or explain one",
        description="List the questions of the library, a line each; with a name, explain that one.",
    )
    parser.add_argument("name", nargs="?", metavar="NAME", help="explain this question")
    add_format(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List all questions, or explain one."""
    from findingsgraph.cli.output import write_table
    from findingsgraph.queries import load, names

    if arguments.name:
        print(explain(load(arguments.name)))
        return 0
    write_table(("query", "title"), [(name, load(name).title) for name in names()], arguments.format)
    return 0


def explain(query: Query) -> str:
    """Give a question's title, what it answers, its parameters and its columns."""
    lines = [f"{query.name}: {query.title}", "", query.description, "", "Parameters (-p name=value)"]
    for parameter in query.parameters:
        default = f", default {parameter.default}" if parameter.default else ""
        lines.append(f"  {parameter.name} ({parameter.kind}{default}): {parameter.description}")
    lines += ["", "Columns", *(f"  {column.name}: {column.description}" for column in query.columns)]
    return "\n".join(lines)
