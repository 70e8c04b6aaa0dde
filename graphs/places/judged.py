"""The grades of chosen inspections, area by area, with what is missing and why."""

from __future__ import annotations

from collections.abc import Sequence

from findingsgraph.graphs.places.material import Inspection, Queryable
from findingsgraph.graphs.store.rows import Cell, Rows
from findingsgraph.ontology import areas, grades

__all__ = ["COLUMNS", "judgement_rows"]

COLUMNS = (
    "area", "area_name", "authority_name", "dated", "grade", "grade_name", "scale", "status", "printed",
    "page", "source",
)  # fmt: skip


def judgement_rows(graph: Queryable, sides: Sequence[Inspection]) -> Rows:
    """Give a row for each area and inspection that has a grade in it or is known to have none.

    `status` is printed, not-reported (its framework gives no such grade) or not-found.
    """
    by_report = {report: side for side in sides for report in side.reports}
    found: dict[tuple[str, str], tuple[Cell, ...]] = {}
    places = sorted({side.authority for side in sides})
    for row in graph.query("judgements", authority=places, documents="preferred"):
        side = by_report.get(row.report)
        if side is not None:
            grade = grades().get((side.scale, row.grade))
            name = grade.label if grade else row.grade
            source = side.sources[side.reports.index(row.report)]
            found[row.area, side.iri] = (
                row.grade,
                name,
                side.scale,
                "printed",
                row.printed,
                row.page,
                source,
            )
    for row in graph.query("judgements_missing", authority=places, documents="preferred"):
        side = by_report.get(row.report)
        if side is not None:
            source = side.sources[side.reports.index(row.report)]
            none = (None, None, side.scale, row.status, None, None, source)
            found.setdefault((row.area, side.iri), none)
    return Rows(
        COLUMNS,
        [
            (area, areas()[area].label, side.name, side.dated, *found[area, side.iri])
            for area in areas()
            for side in sides
            if (area, side.iri) in found
        ],
    )
