"""Sentences counted by stance: the numbers behind bars and tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.index import Index
from findingsgraph.graphs.web.labels import STANCES, label
from findingsgraph.graphs.web.tables import Column, Link, Table

__all__ = ["Counts", "counts_by", "most_first", "stance_table", "tally"]

Counts = Mapping[str, int]
"""How many sentences there are of each stance."""


def counts_by(rows: Iterable[Any]) -> dict[str, dict[str, int]]:
    """Gather (key, stance, count) rows by key; stances that do not occur are 0."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(STANCES, 0))
    for key, stance, count in rows:
        found[key][stance] = count
    return dict(found)


def tally(index: Index, about: str, by: str) -> dict[str, dict[str, int]]:
    """Give what the index has counted: `about` '' is everything, else theme/ID, concept/ID or an entity.

    `by`: '' (then the only key is ''), year, authority, theme or concept.
    """
    rows = index.rows("SELECT key, stance, n FROM tally WHERE about = ? AND by = ?", [about, by])
    return counts_by(tuple(row) for row in rows)


def most_first(found: Mapping[str, Counts]) -> list[tuple[str, Counts]]:
    """Sort by how much is said."""
    return sorted(found.items(), key=lambda each: (-sum(each[1].values()), each[0]))


def stance_table(
    asked: Asked,
    name: str,
    caption: str,
    head: str,
    rows: Iterable[tuple[Link | str, Counts]],
    size: int = 12,
) -> Table:
    """Make a table of what is said: of what or whom, how much, by stance."""
    columns = [
        Column("name", head),
        Column("total", "All", "number"),
        Column("counts", "By stance", "bar"),
        Column("strength", label("stance", "strength"), "number"),
        Column("weakness", label("stance", "weakness"), "number"),
    ]
    cells = [
        {
            "name": each,
            "total": sum(counts.values()),
            "counts": counts,
            "strength": counts["strength"],
            "weakness": counts["weakness"],
        }
        for each, counts in rows
    ]
    return Table(name, caption, columns, cells, size, asked)
