"""findingsgraph followed: what became of recommendations."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from findingsgraph.cli.parser import add_corrected, add_format, add_graph, add_show

if TYPE_CHECKING:
    from findingsgraph.cli.several import Drawn
    from findingsgraph.graphs.store.rows import Rows

TABLES = ("quotes", "outcomes", "themes")


def add(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "followed",
        help="say what became of recommendations",
        description="For each recommendation, what later inspections of the same authority say of the same "
        "matter: recurring, addressed (only with a quoted strength) or no later evidence, with quotes and "
        "pages.",
    )
    parser.add_argument(
        "place", nargs="?", metavar="NAME", help="name, URN or IRI of an authority (default: all)"
    )
    parser.add_argument(
        "--years", metavar="N", type=float, default=0, help="only what inspections N years later or more say"
    )
    parser.add_argument("--theme", metavar="ID", help="only recommendations of this theme")
    parser.add_argument("--outcome", metavar="OUTCOME", help="only those: recurring, addressed, ...")
    add_show(parser, TABLES)
    add_graph(parser)
    add_corrected(parser)
    add_format(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Follow, and write the tables."""
    from findingsgraph.cli.output import choose_format
    from findingsgraph.cli.several import write_several
    from findingsgraph.graphs.store import open_graph

    choose_format(arguments.format)
    with open_graph(arguments.graph, corrected=arguments.corrected) as graph:
        found = graph.followed(
            arguments.place, years=arguments.years, theme=arguments.theme, outcome=arguments.outcome
        )
    write_several(
        found.tables, found.notes, {"quotes": _quotes, "outcomes": _plain, "themes": _plain}, arguments
    )
    return 0


def _quotes(rows: Rows) -> Drawn:
    from findingsgraph.cli.several import Drawn, place

    columns = ("recommendation", "", "outcome", "stance", "later", " ")
    lines = []
    last = None
    for row in rows:
        new = row.recommendation_item != last
        last = row.recommendation_item
        lines.append(
            (
                row.recommendation if new else "",
                f"{row.authority_name} {row.dated[:4]} {place(row.page)}" if new else "",
                row.later_outcome or row.outcome,
                row.stance,
                row.quote,
                f"{row.later[:4]} {place(row.quote_page)}" if row.later else "",
            )
        )
    return Drawn(columns, lines)


def _plain(rows: Rows) -> Drawn:
    from findingsgraph.cli.several import Drawn

    return Drawn([column.replace("_", " ") for column in rows.columns], list(rows))
