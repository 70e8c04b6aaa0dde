"""findingsgraph trend: one place in time."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from findingsgraph.cli.parser import add_corrected, add_format, add_graph, add_show

if TYPE_CHECKING:
    from findingsgraph.cli.several import Drawn
    from findingsgraph.graphs.store.rows import Row, Rows

TABLES = ("inspections", "grades", "themes", "turns", "measures")


def add(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "trend",
        help="follow a place through its inspections",
        description="Follow an authority through its inspections, earlier ones that a report names included: "
        "grades (a change of scale is marked), stance by theme, what turned from weakness to strength or "
        "back with both quotes, and what was measured by the same indicator.",
    )
    parser.add_argument("place", metavar="NAME", help="name, URN or IRI of an authority")
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
        found = graph.trend(arguments.place)
    drawn = {
        "inspections": _inspections, "grades": _grades, "themes": _themes, "turns": _turns,
        "measures": _measures,
    }  # fmt: skip
    write_several(found.tables, found.notes, drawn, arguments)
    return 0


def _inspections(rows: Rows) -> Drawn:
    from findingsgraph.cli.several import Drawn, place

    columns = ("dated", "inspection", "scale", "told of in")
    lines = [
        (row.dated, row.what, row.scale, f"{row.source} {place(row.page)}" if row.told else "")
        for row in rows
    ]
    return Drawn(columns, lines)


def _grades(rows: Rows) -> Drawn:
    from findingsgraph.cli.several import Drawn

    columns = ("area", "dated", "grade", "scale", "change", "note")
    lines = [(row.area_name, row.dated, row.grade_name, row.scale, row.change, row.note) for row in rows]
    return Drawn(columns, lines)


def _themes(rows: Rows) -> Drawn:
    from findingsgraph.cli.compare import STANCES
    from findingsgraph.cli.several import side_by_side, stances

    def cell(row: Row) -> str:
        clear = ", clear" if row.clear else ""
        return f"{stances(row)}" + (f"   {row.turn}{clear}" if row.turn else "")

    return side_by_side(rows, "theme_name", lambda row: str(row.dated or ""), cell, STANCES)


def _turns(rows: Rows) -> Drawn:
    from findingsgraph.cli.several import Drawn, place

    columns = ("themes", "turn", "before", "", "after", " ")
    lines = [
        (
            row.themes,
            row.turn,
            row.before,
            f"{row.before_dated[:4]} {place(row.before_page)}",
            row.after,
            f"{row.after_dated[:4]} {place(row.after_page)}",
        )
        for row in rows
    ]
    return Drawn(columns, lines)


def _measures(rows: Rows) -> Drawn:
    from findingsgraph.cli.several import Drawn

    columns = ("indicator", "in report of", "whose", "for", "value", "unit", "page")
    lines = [(row.indicator_name, row.dated, row.of, row.date, row.value, row.unit, row.page) for row in rows]
    return Drawn(columns, lines)
