"""What turned: the same matter as a weakness in one inspection and a strength in a later one, or back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from findingsgraph.graphs.places.material import Inspection, Sentence
from findingsgraph.graphs.places.matters import Matters, Same
from findingsgraph.graphs.store.rows import Cell, Rows

__all__ = ["turn_rows"]

COLUMNS = (
    "themes", "turn", "before_dated", "before", "before_page", "before_source",
    "after_dated", "after", "after_page", "after_source", "shared", "score", "before_statement",
    "after_statement",
)  # fmt: skip
OPPOSITE = {"weakness": "strength", "strength": "weakness"}


def turn_rows(found: Sequence[Inspection], said: Mapping[str, Sequence[Sentence]]) -> Rows:
    """Pair what an inspection found with the opposite that a later one found of the same matter.

    For each sentence of the later one the nearest of the earlier one; in time, then by theme, the
    nearest pairs first.
    """
    matters = Matters([sentence for each in found for sentence in said[each.iri]])
    rows = [
        _row(pair)
        for before, after in combinations(found, 2)
        for pair in _pairs(matters, said[before.iri], said[after.iri])
    ]
    rows.sort(key=lambda row: (str(row[2]), str(row[6]), -float(str(row[11])), str(row[13])))
    return Rows(COLUMNS, rows)


def _pairs(matters: Matters, before: Sequence[Sentence], after: Sequence[Sentence]) -> list[Same]:
    """Give the nearest opposites; a sentence stands once on either side."""
    earlier = {each.statement for each in before}

    def opposite(one: Sentence, other: Sentence) -> bool:
        return other.stance == OPPOSITE[one.stance] and other.statement in earlier

    return matters.nearest([each for each in after if each.stance in OPPOSITE], opposite)


def _row(pair: Same) -> tuple[Cell, ...]:
    before, after = pair.other, pair.one
    return (
        ", ".join(pair.themes), f"{before.stance} to {after.stance}", before.dated, before.text, before.page,
        before.source, after.dated, after.text, after.page, after.source, ", ".join(pair.words), pair.score,
        before.statement, after.statement,
    )  # fmt: skip
