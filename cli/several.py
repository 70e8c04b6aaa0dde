"""Commands whose answer is several tables and notes: all on a terminal, one in a CSV."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from findingsgraph.cli.output import choose_columns, choose_format, draw, plain, say, to_markdown, write_table
from findingsgraph.graphs.store.rows import Cell, Row, Rows


class Drawn(NamedTuple):
    """A table for the eye."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    caption: str = ""
    """How its cells are to be read."""


def write_several(
    tables: Mapping[str, Rows],
    notes: Sequence[str],
    drawn: Mapping[str, Callable[[Rows], Drawn]],
    arguments: argparse.Namespace,
) -> None:
    """Write tables as asked; the notes stand below drawn tables, else on standard error or in the JSON."""
    format = choose_format(arguments.format)
    shown = {name: tables[name] for name in arguments.show}
    if arguments.columns:
        name, rows = next(iter(shown.items()))
        columns = choose_columns(arguments.columns, rows.columns)
        shown = {name: Rows(columns, ([row[column] for column in columns] for row in rows))}
        drawn = {}
    if format == "table":
        _draw_all(shown, notes, drawn, arguments.first if arguments.first is not None else 12)
        return
    shown = {name: rows[: arguments.first] for name, rows in shown.items()}
    if format == "json" and len(shown) > 1:
        _write_json(shown, notes)
        return
    if format == "markdown" and len(shown) > 1:
        for name, rows in shown.items():
            sys.stdout.write(f"## {name.capitalize()}\n\n{to_markdown(rows.columns, rows)}\n")
        sys.stdout.write("".join(f"- {note}\n" for note in notes))
        return
    name, rows = next(iter(shown.items()))
    if len(shown) > 1:
        others = ", ".join(list(shown)[1:])
        say(f"{format} holds one table: {name}; --show gives {others}, --format json all")
    write_table(rows.columns, rows, format)
    for note in notes:
        say(note)


def _write_json(shown: Mapping[str, Rows], notes: Sequence[str]) -> None:
    import json

    whole: dict[str, object] = {
        name: [{column: plain(value) for column, value in row.to_dict().items()} for row in rows]
        for name, rows in shown.items()
    }
    sys.stdout.write(json.dumps({**whole, "notes": list(notes)}, ensure_ascii=False, indent=1) + "\n")


def _draw_all(
    shown: Mapping[str, Rows], notes: Sequence[str], drawn: Mapping[str, Callable[[Rows], Drawn]], first: int
) -> None:
    for name, table in shown.items():
        found = drawn[name](table) if name in drawn else Drawn(table.columns, list(table))
        print(f"{name.capitalize()}: {found.caption}" if found.caption else name.capitalize())
        if found.rows:
            draw(found.columns, found.rows[:first])
        else:
            print("  none\n")
        if len(found.rows) > first:
            print(f"  {len(found.rows) - first} more: --show {name} --first {len(found.rows)}\n")
    for note in notes:
        print(f"- {note}")


def side_by_side(
    rows: Rows, key: str, side: Callable[[Row], str], cell: Callable[[Row], str], caption: str = ""
) -> Drawn:
    """Turn a table with a row a side into one with a column a side."""
    sides = list(dict.fromkeys(side(row) for row in rows))
    lines: dict[str, dict[str, str]] = {}
    for row in rows:
        lines.setdefault(str(row[key]), {})[side(row)] = cell(row)
    table = [(name, *(cells.get(each, "–") for each in sides)) for name, cells in lines.items()]
    return Drawn((key.removesuffix("_name"), *sides), table, caption)


def stances(row: Row) -> str:
    """Write a tally for the eye: strengths, weaknesses, mixed; share of weaknesses with its interval.

    >>> from findingsgraph.graphs.store.rows import Rows
    >>> columns = ("statements", "strengths", "weaknesses", "mixed", "share", "low", "high")
    >>> stances(Rows(columns, [(8, 5, 1, 1, 0.286, 0.082, 0.641)])[0])
    '5 / 1 / 1   29% (8–64)'
    """
    if row.share is None:
        return "–"
    counts = f"{row.strengths} / {row.weaknesses} / {row.mixed}"
    return f"{counts}   {row.share:.0%} ({100 * row.low:.0f}–{100 * row.high:.0f})"


def place(page: Cell) -> str:
    """Write a page for the eye."""
    return f"p. {page}" if page else ""
