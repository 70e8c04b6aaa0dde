"""What was measured of a place in time, by the same indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from findingsgraph.graphs.places.material import Inspection, Queryable
from findingsgraph.graphs.store.rows import Cell, Rows

__all__ = ["measure_rows"]

COLUMNS = (
    "indicator", "indicator_name", "dated", "of", "date", "value", "unit", "page", "text", "source",
)  # fmt: skip


def measure_rows(graph: Queryable, found: Sequence[Inspection]) -> Rows:
    """Give the values of each indicator that has two or more, report after report.

    `of` says what a value is: the place's `own`, its own `previous` one that the same sentence
    names, or the `national` one beside it. `date` is the day or period that the report gives.
    Alone in its indicator, a value says nothing of time and is left out.
    """
    sources = {source for each in found for source in each.sources}
    places = sorted({each.authority for each in found})
    groups: dict[str, list[tuple[Cell, ...]]] = {}
    for row in graph.query("indicators-over-time", authority=places):
        if row.source in sources:
            known = groups.setdefault(row.indicator, [])
            known += [each for each in _values(row) if each not in known]
    return Rows(
        COLUMNS,
        [
            row
            for rows in groups.values()
            if sum(1 for row in rows if row[3] in ("own", "previous")) > 1
            for row in rows
        ],
    )


def _values(row: Any) -> Iterator[tuple[Cell, ...]]:
    place = (row.indicator, row.indicator_name, row.dated and str(row.dated))
    end = (row.unit, row.page, row.text, row.source)
    yield (*place, "own", row.date, row.value, *end)
    if row.comparator_kind in ("previous", "national"):
        yield (*place, row.comparator_kind, row.comparator_date, row.comparator_value, *end)
