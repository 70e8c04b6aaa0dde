"""Tables of pages: sorted, in pages, and as downloads that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.bodies import Refused
from findingsgraph.graphs.web.labels import STANCES

__all__ = ["Column", "Link", "Table", "View", "safe_cell", "write_csv", "write_json"]

_BLANK = " \t\r\n\u00a0\ufeff"
_FORMULA = tuple("=+-@|%\uff1d\uff0b\uff0d\uff20")
"""What a spreadsheet may take for the beginning of a formula, also in full width."""


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads somewhere."""

    text: str
    href: str
    """An address of this site, or an IRI."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    key: str
    label: str
    kind: Literal["text", "number", "stance", "grade", "bar"] = "text"

    @property
    def sorts(self) -> bool:
        """Whether rows can be put in order by it."""
        return self.kind != "bar"


@dataclass(frozen=True, slots=True)
class View:
    """The part of a table that one page shows."""

    rows: Sequence[Mapping[str, Any]]
    sort: str
    descending: bool
    page: int
    pages: int
    first: int
    total: int


@dataclass(slots=True)
class Table:
    """Rows with named cells; `view` gives what an address asks for."""

    name: str
    """Begins the parameters of its own: `name-sort`, `name-page`."""
    caption: str
    columns: Sequence[Column]
    rows: list[dict[str, Any]]
    size: int = 50
    asked: Asked = field(default_factory=lambda: Asked("", {}))

    def view(self) -> View:
        """Sort and cut as asked; raises `Refused` for what cannot be."""
        rows, key, descending = self._sorted()
        pages = max(1, -(-len(rows) // self.size))
        page = min(self.asked.number(f"{self.name}-page", 1), pages)
        first = (page - 1) * self.size
        return View(rows[first : first + self.size], key, descending, page, pages, first + 1, len(rows))

    def _sorted(self) -> tuple[Sequence[dict[str, Any]], str, bool]:
        sort = self.asked.one(f"{self.name}-sort")
        key = sort.removeprefix("-")
        if not key:
            return self.rows, "", False
        if key not in {column.key for column in self.columns if column.sorts}:
            raise Refused(400, f"there is no column {key[:60]!r} to sort by")
        descending = sort.startswith("-")
        return sorted(self.rows, key=lambda row: _order(row.get(key)), reverse=descending), key, descending

    def sort_address(self, key: str) -> str:
        """Where a click on a column's head leads."""
        now = self.asked.one(f"{self.name}-sort")
        wanted = f"-{key}" if now == key else key
        changes: dict[str, str | None] = {f"{self.name}-sort": wanted, f"{self.name}-page": None}
        return self.asked.address(**changes) + f"#{self.name}"

    def page_address(self, page: int) -> str:
        """Where another page of it is."""
        return self.asked.address(**{f"{self.name}-page": str(page)}) + f"#{self.name}"

    def download_address(self, form: str) -> str:
        """Where it can be downloaded whole."""
        return self.asked.address(table=self.name, format=form)

    def plain(self) -> tuple[list[str], list[list[Any]]]:
        """Give all of it for a download, as sorted: a link becomes words and target, a bar its numbers.

        Raises `Refused` for an order that cannot be.
        """
        linked = {
            column.key
            for column in self.columns
            if any(isinstance(r.get(column.key), Link) for r in self.rows)
        }
        drawn = any(column.kind == "bar" for column in self.columns)
        # Beside a bar stand some of its numbers; the download has all of them, once.
        columns = [each for each in self.columns if not (drawn and each.key in STANCES)]
        header = [name for column in columns for name in _names(column, linked)]
        rows = [
            [cell for column in columns for cell in _cells(row, column, linked)] for row in self._sorted()[0]
        ]
        return header, rows


def _names(column: Column, linked: set[str]) -> list[str]:
    if column.kind == "bar":
        return [f"{column.key}-{stance}" for stance in STANCES]
    return [column.key, f"{column.key}_link"] if column.key in linked else [column.key]


def _cells(row: Mapping[str, Any], column: Column, linked: set[str]) -> list[Any]:
    cell = row.get(column.key)
    if column.kind == "bar":
        return [(cell or {}).get(stance, 0) for stance in STANCES]
    if column.key not in linked:
        return [cell]
    return [cell.text, cell.href] if isinstance(cell, Link) else [cell, None]


def _order(cell: Any) -> tuple[int, float, str]:
    """Numbers before words, empty cells last."""
    if isinstance(cell, Link):
        cell = cell.text
    if cell is None or cell == "":
        return (2, 0.0, "")
    if isinstance(cell, int | float):
        return (0, float(cell), "")
    return (1, 0.0, str(cell).casefold())


def safe_cell(cell: Any) -> str:
    """Write a cell so that a spreadsheet takes text for text, whatever it begins with.

    >>> [safe_cell(cell) for cell in (None, -3.5, "=1+1", " @SUM(A1)", "plain", True)]
    ['', '-3.5', "'=1+1", "' @SUM(A1)", 'plain', 'true']
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return f"{cell:g}" if isinstance(cell, float) else str(cell)
    text = str(cell).replace("\x00", "")
    begins = text.lstrip(_BLANK)[:1]
    return "'" + text if begins in _FORMULA or text[:1] in ("\t", "\r", "\n") else text


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Write a table as CSV with CRLF and safe cells."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def write_json(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Write a table as a JSON array of objects."""
    return (
        json.dumps([dict(zip(header, row, strict=True)) for row in rows], ensure_ascii=False, indent=1) + "\n"
    )
