"""What one side has as a strength and another as a weakness: two quotes on one matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

from findingsgraph.graphs.places.material import Inspection, Sentence
from findingsgraph.graphs.places.matters import Matters, Same
from findingsgraph.graphs.store.rows import Cell, Rows

__all__ = ["contrasts"]

COLUMNS = (
    "themes", "strength_of", "strength_dated", "strength", "strength_page", "strength_source",
    "weakness_of", "weakness_dated", "weakness", "weakness_page", "weakness_source", "shared", "score",
    "strength_statement", "weakness_statement",
)  # fmt: skip


def contrasts(sides: Sequence[Inspection], told: Mapping[str, Sequence[Sentence]]) -> Rows:
    """Pair each weakness with the nearest strength of each other side that is about the same matter.

    The nearest pairs first. A strength stands once, with the weakness that is nearest to it.
    """
    matters = Matters([sentence for side in sides for sentence in told[side.iri]])
    rows = []
    for strong, weak in permutations(sides, 2):
        strengths = {each.statement for each in told[strong.iri] if each.stance == "strength"}

        def wanted(_: Sentence, other: Sentence, strengths: set[str] = strengths) -> bool:
            return other.statement in strengths

        weaknesses = [each for each in told[weak.iri] if each.stance == "weakness"]
        rows += [_row(found, strong, weak) for found in matters.nearest(weaknesses, wanted)]
    rows.sort(key=lambda row: (-float(str(row[12])), str(row[13]), str(row[14])))
    return Rows(COLUMNS, rows)


def _row(found: Same, strong: Inspection, weak: Inspection) -> tuple[Cell, ...]:
    strength, weakness = found.other, found.one
    return (
        ", ".join(found.themes), strong.name, strong.dated, strength.text, strength.page, strength.source,
        weak.name, weak.dated, weakness.text, weakness.page, weakness.source, ", ".join(found.words),
        found.score, strength.statement, weakness.statement,
    )  # fmt: skip
