"""An Excel workbook for analysts: a sheet a table, a readme, filters, cells that are never formulas."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from findingsgraph.errors import UsageError
from findingsgraph.graphs.exports.networks.lists import edge_list, node_list
from findingsgraph.graphs.exports.reports import ReportNames
from findingsgraph.graphs.exports.selection import Selection
from findingsgraph.graphs.exports.values import Scalar, clean_value
from findingsgraph.queries import load

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

TABLES = ("judgements", "findings", "recommendations", "measures", "mentions")
MOST_ROWS = 1_048_575
"""Rows below the header that a sheet of Excel has room for."""
LONGEST = 32_767
"""Characters that a cell has room for."""
CREATED = datetime(1980, 1, 1)
"""The workbook's date: a real one would give other bytes each time."""
_WIDTHS = {"text": 90, "what": 40, "authority_name": 24, "name": 32, "label": 32, "printed": 22, "source": 30}
_NOTES = (
    "One document of each report: where a report was given twice (PDF and text), the PDF.",
    "A table can be narrowed by the arrows in its first row; the first row stays in sight.",
    "No cell is a formula: words that begin with =, +, - or @ are kept as words.",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its columns' meanings."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: list[Sequence[object]]
    meanings: dict[str, str] = field(default_factory=dict)


def write_xlsx(selection: Selection) -> bytes:
    """Write judgements, findings, recommendations, measures and mentions, or a network's nodes and edges.

    Raises `UsageError` when a table has more rows than Excel takes.
    """
    from xlsxwriter import Workbook

    sheets = _network(selection) if selection.network else _tables(selection)
    packed = io.BytesIO()
    book = Workbook(packed, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "findingsgraph", "comments": _said(selection), "created": CREATED})
    readme = book.add_worksheet("readme")
    shortened = sum(_write_sheet(book, sheet) for sheet in sheets)
    _write_readme(book, readme, selection, sheets, shortened)
    book.close()
    return packed.getvalue()


def _said(selection: Selection) -> str:
    return " ".join(selection.credits.lines())[:255]


def _tables(selection: Selection) -> list[Sheet]:
    names = ReportNames(selection)
    return [_table(selection, name, names) for name in TABLES]


def _table(selection: Selection, name: str, names: ReportNames) -> Sheet:
    """Give a named table, with the authority and date of each row's report in front."""
    rows = selection.table(name, documents="preferred")
    query = load(name)
    key = {"judgements": "report", "recommendations": "recommendation", "findings": "finding"}.get(
        name, "statement"
    )
    at = rows.columns.index(key)
    meanings = {column.name: column.description for column in query.columns}
    return Sheet(
        name,
        query.title,
        ("authority_name", "dated", *rows.columns),
        [(*names.of(str(row[at])), *row) for row in rows],
        {
            "authority_name": "name of the authority that was inspected.",
            "dated": "publication of the report, else the last day of the inspection.",
            **meanings,
        },
    )


def _network(selection: Selection) -> list[Sheet]:
    net = selection.flat()
    return [
        Sheet(name, f"{name.capitalize()} of the network {net.name}", table.columns, list(table.rows))
        for name, table in (("nodes", node_list(net)), ("edges", edge_list(net)))
    ]


def _write_sheet(book: Workbook, table: Sheet) -> int:
    """Write a table; gives how many of its cells had to be shortened."""
    if len(table.rows) > MOST_ROWS:
        raise UsageError(
            f"xlsx: {table.name}",
            f"{len(table.rows)} rows; Excel takes {MOST_ROWS}: narrow it (-p authority=...) or use parquet",
        )
    sheet = book.add_worksheet(table.name)
    head = book.add_format({"bold": True, "bg_color": "#E8EEF3", "bottom": 1, "valign": "top"})
    formats = {
        "text": book.add_format({"valign": "top", "text_wrap": True}),
        "quoted": book.add_format({"valign": "top", "text_wrap": True, "quote_prefix": True}),
        "other": book.add_format({"valign": "top"}),
        "date": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"}),
    }
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, _WIDTHS.get(name, 14))
    shortened = 0
    for number, row in enumerate(table.rows, 1):
        for column, value in enumerate(row):
            shortened += _write_cell(sheet, number, column, value, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    return shortened


def _write_cell(sheet: Worksheet, row: int, column: int, value: object, formats: dict[str, Any]) -> bool:
    """Write a value as what it is, text always as text; gives whether it was shortened."""
    if isinstance(value, date) and value.year >= 1900:
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), formats["date"])
        return False
    clean: Scalar | None = clean_value(value)
    if clean is None:
        return False
    if isinstance(clean, bool):
        sheet.write_boolean(row, column, clean, formats["other"])
        return False
    if isinstance(clean, int | float) and abs(clean) < 10**15:
        sheet.write_number(row, column, clean, formats["other"])
        return False
    text = str(clean)
    long = len(text) > LONGEST
    # A leading apostrophe of Excel's own keeps the words words when somebody edits the cell.
    style = "quoted" if text.startswith(("=", "+", "-", "@", "\t", "\n")) else "text"
    sheet.write_string(row, column, text[: LONGEST - 1] + "…" if long else text, formats[style])
    return long


def _write_readme(
    book: Workbook, sheet: Worksheet, selection: Selection, tables: list[Sheet], shortened: int
) -> None:
    strong = book.add_format({"bold": True, "font_size": 16})
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    warned = book.add_format({"text_wrap": True, "bold": True, "font_color": "#B00020"})
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 22)
    sheet.set_column(2, 2, 90)
    sheet.write_string(0, 0, "What inspectors found", strong)
    row = 2
    for line in _lines(selection, shortened):
        style = warned if line.startswith("Reports under different terms") else wrapped
        sheet.merge_range(row, 0, row, 2, "", style)
        sheet.write_string(row, 0, line, style)
        sheet.set_row(row, 15 * (1 + len(line) // 125))
        row += 1
    for table in tables:
        row += 1
        sheet.write_url(row, 0, f"internal:'{table.name}'!A1", string=table.name)
        sheet.write_string(row, 1, f"{len(table.rows)} rows", bold)
        sheet.write_string(row, 2, table.title, bold)
        for name, meaning in table.meanings.items():
            row += 1
            sheet.write_string(row, 1, name, wrapped)
            sheet.write_string(row, 2, meaning, wrapped)
        row += 1


def _lines(selection: Selection, shortened: int) -> Iterable[str]:
    yield from selection.credits.lines()
    if selection.credits.mixed:
        yield "Reports under different terms stand together: keep to the terms of each."
    if selection.parameters:
        asked = ", ".join(f"{name} = {value}" for name, value in selection.parameters.items())
        yield f"Narrowed to: {asked}."
    yield from _NOTES
    if shortened:
        yield f"{shortened} cells are longer than Excel takes ({LONGEST} characters); they end in “…”."
