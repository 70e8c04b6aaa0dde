"""Names in place of IRIs, for tables that a person reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from findingsgraph.graphs.store.rows import Cell, Iri

if TYPE_CHECKING:
    from findingsgraph.graphs.store import Graph

__all__ = ["with_names"]

BATCH = 500
"""So many names are asked for at once."""

QUESTION = """
SELECT ?thing (MIN(?label) AS ?name) WHERE {{
  VALUES ?thing {{ {things} }}
  GRAPH ?any {{ ?thing skos:prefLabel ?label FILTER(LANG(?label) = "" || LANG(?label) = "en") }}
}} GROUP BY ?thing
"""


def with_names(graph: Graph, rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Put names in place of the IRIs of bodies, themes, stances and whatever else has a name.

    What has none (a sentence, a finding) keeps its IRI.
    """
    things = sorted({cell for row in rows for cell in row if isinstance(cell, Iri)})
    names: dict[str, Cell] = {}
    for start in range(0, len(things), BATCH):
        terms = " ".join(f"<{thing}>" for thing in things[start : start + BATCH])
        names.update({str(row.thing): row.name for row in graph.query(QUESTION.format(things=terms))})
    return [[names.get(cell, cell) if isinstance(cell, Iri) else cell for cell in row] for row in rows]
