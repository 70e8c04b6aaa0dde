"""The named tables as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from findingsgraph.graphs.exports.selection import Selection


def table_names() -> list[str]:
    """Name the tables of an export: the library's questions, without those that networks are made of."""
    from findingsgraph.queries import names

    return [name for name in names() if not name.startswith("network-")]


def write_tables(selection: Selection) -> dict[str, str]:
    """Write every named table as CSV, by file name."""
    files = {"SOURCE.txt": selection.credits.text()}
    return files | {f"{name}.csv": selection.table(name).to_csv() for name in table_names()}
