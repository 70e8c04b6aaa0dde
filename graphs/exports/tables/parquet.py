"""Parquet: tables whose columns keep their types, for pandas, polars, DuckDB, R and Spark."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from findingsgraph.graphs.exports.credits import Credits
from findingsgraph.graphs.exports.networks.lists import edge_list, node_list
from findingsgraph.graphs.exports.selection import Selection
from findingsgraph.graphs.exports.tables.csvfiles import table_names
from findingsgraph.graphs.exports.values import clean_value
from findingsgraph.graphs.store.rows import import_extra

if TYPE_CHECKING:
    import polars

# Columns whose type must not hang on what is in them (a text has no pages, values may all be whole),
# so that the files of two graphs fit together.
_TYPES: dict[str, type] = {
    "page": int, "line": int, "published": date, "dated": date, "value": float, "comparator_value": float,
}  # fmt: skip


def write_parquet(selection: Selection) -> dict[str, bytes]:
    """Write every named table, or a network's nodes and edges, as Parquet by file name.

    Each file carries source, terms and whose labels they are as key `findingsgraph`.
    Raises `MissingExtra` when polars is not installed.
    """
    import_extra("polars")
    files = {"SOURCE.txt": selection.credits.text().encode()}
    for name, columns, rows in _network(selection) if selection.network else _tables(selection):
        files[f"{name}.parquet"] = write_table(columns, rows, selection.credits)
    return files


Named = tuple[str, Sequence[str], Iterable[Sequence[object]]]


def _tables(selection: Selection) -> Iterable[Named]:
    for name in table_names():
        rows = selection.table(name)
        yield name, rows.columns, rows


def _network(selection: Selection) -> Iterable[Named]:
    net = selection.flat()
    for name, table in (("nodes", node_list(net)), ("edges", edge_list(net))):
        yield name, table.columns, table.rows


def write_table(columns: Sequence[str], rows: Iterable[Sequence[object]], credits: Credits) -> bytes:
    """Write a table; a column is of whole numbers, decimals, dates, yes and no, or else text."""
    import polars

    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    frame = polars.DataFrame([_series(name, values) for name, values in zip(columns, cells, strict=True)])
    packed = io.BytesIO()
    frame.write_parquet(packed, metadata={"findingsgraph": credits.text()})
    return packed.getvalue()


def _series(name: str, values: Sequence[object]) -> polars.Series:
    import polars

    cells = [value if isinstance(value, date) else clean_value(value) for value in values]
    kinds = {type(cell) for cell in cells if cell is not None}
    kind = kinds.pop() if len(kinds) == 1 else float if kinds == {int, float} else str
    if not any(cell is not None for cell in cells) or (kind is int and _TYPES.get(name) is float):
        kind = _TYPES.get(name, str)
    types: dict[type, Any] = {bool: polars.Boolean, int: polars.Int64, date: polars.Date}
    if kind in types:
        return polars.Series(name, cells, types[kind])
    if kind is float:
        return polars.Series(name, cells, polars.Float64)
    return polars.Series(name, [None if cell is None else str(cell) for cell in cells], polars.String)
