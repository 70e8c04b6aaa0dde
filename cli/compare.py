"""findingsgraph compare: places and times side by side."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from findingsgraph.cli.parser import add_corrected, add_format, add_graph, add_show

if TYPE_CHECKING:
    from findingsgraph.cli.several import Drawn
    from findingsgraph.graphs.store.rows import Row, Rows

TABLES = ("judgements", "themes", "agencies", "differences")
STANCES = "strengths / weaknesses / mixed sentences   share of these with a weakness (95% interval)"


def add(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "compare",
        help="set places or times side by side",
        description="Set inspections side by side: grades, stance by theme and by agency, and what one has "
        "as a strength and another as a weakness, with quotes and pages. NAME is a place's latest "
        "inspection, NAME@2018 the one dated in that year.",
    )
    parser.add_argument("places", nargs="+", metavar="NAME[@YEAR]", help="name, URN or IRI of an authority")
    parser.add_argument(
        "--neighbours", action="store_true",
        help="add the first one's statistical neighbours, each with the inspection nearest in time",
    )  # fmt: skip
    add_show(parser, TABLES)
    add_graph(parser)
    add_corrected(parser)
    add_format(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Compare, and write the tables."""
    from findingsgraph.cli.output import choose_format
    from findingsgraph.cli.several import write_several
    from findingsgraph.graphs.store import open_graph

    choose_format(arguments.format)  # a wrong one is told before the work
    with open_graph(arguments.graph, corrected=arguments.corrected) as graph:
        found = graph.compare(*arguments.places, neighbours=arguments.neighbours)
    drawn = {
        "judgements": _judgements, "themes": _themes, "agencies": _agencies, "differences": _differences
    }  # fmt: skip
    write_several(found.tables, found.notes, drawn, arguments)
    return 0


def _side(row: Row) -> str:
    return f"{row.authority_name} {str(row.dated or '')[:4]}".strip()


def _judgements(rows: Rows) -> Drawn:
    from findingsgraph.cli.several import side_by_side

    return side_by_side(rows, "area_name", _side, lambda row: row.grade_name or row.status)


def _themes(rows: Rows) -> Drawn:
    from findingsgraph.cli.several import side_by_side, stances

    return side_by_side(rows, "theme_name", _side, stances, STANCES)


def _agencies(rows: Rows) -> Drawn:
    from findingsgraph.cli.several import side_by_side, stances

    def cell(row: Row) -> str:
        return f"{stances(row)}   in {row.named_share:.1%}" if row.statements else "not named"

    return side_by_side(rows, "name", _side, cell, f"{STANCES}   named in so many of all sentences")


def _differences(rows: Rows) -> Drawn:
    from findingsgraph.cli.several import Drawn, place

    columns = ("themes", "strength", "", "weakness", "")
    lines = [
        (
            row.themes,
            row.strength,
            f"{row.strength_of} {row.strength_dated[:4]} {place(row.strength_page)}",
            row.weakness,
            f"{row.weakness_of} {row.weakness_dated[:4]} {place(row.weakness_page)}",
        )
        for row in rows
    ]
    return Drawn(columns, lines)
