"""The grades of one place in time; a change of scale is marked, and never called a rise or a fall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from findingsgraph.graphs.places.judged import judgement_rows
from findingsgraph.graphs.places.material import Inspection, Queryable
from findingsgraph.graphs.places.scales import change, scale_words
from findingsgraph.graphs.store.rows import Cell, Rows
from findingsgraph.ontology import areas, frameworks, grades

__all__ = ["grade_rows", "inspection_rows", "told_earlier"]

GRADES = (
    "area", "area_name", "dated", "grade", "grade_name", "scale", "change", "note", "printed", "page",
    "source", "told",
)  # fmt: skip


def told_earlier(graph: Queryable, found: Sequence[Inspection]) -> list[Any]:
    """Give the dated and graded inspections that reports here tell of, in time."""
    reports = {report for each in found for report in each.reports}
    rows = graph.query("previous-inspections", authority=sorted({each.authority for each in found}))
    told = [row for row in rows if row.report in reports and row.date and row.grade]
    return sorted(told, key=lambda row: (row.date, row.source, row.what))


def inspection_rows(found: Sequence[Inspection], told: Sequence[Any]) -> Rows:
    """Give the inspections in a row, those that only the text of a report names among them.

    `told` is true for one that a report here tells of; `source` is then that report.
    """
    known = frameworks()
    rows: list[tuple[Cell, ...]] = []
    for each in found:
        label = known[each.framework].label if each.framework in known else each.framework
        rows.append((each.dated, label, each.scale, None, each.sources[0], False))
    for row in told:
        rows.append((row.date, row.what, row.scale, row.page, row.source, True))
    rows.sort(key=lambda row: (str(row[0]), not row[5], str(row[1])))
    return Rows(("dated", "what", "scale", "page", "source", "told"), rows)


def grade_rows(graph: Queryable, found: Sequence[Inspection], told: Sequence[Any]) -> Rows:
    """Give each area's grades in time: `change` against the grade before in the same area.

    rise, fall, same, or not comparable; empty for the first one and for grades that are only told
    of (what they judged is seldom an area of today's). `note` says where the scale changes.
    """
    named = {area.label: id for id, area in areas().items()}
    rows: list[tuple[Cell, ...]] = [_told_row(row, named.get(row.what, "")) for row in told]
    by_area: dict[str, list[Any]] = {}
    for row in judgement_rows(graph, found):
        by_area.setdefault(row.area, []).append(row)
    for group in by_area.values():
        rows += _in_time(group)
    order = {area: place for place, area in enumerate(areas())}
    rows.sort(key=lambda row: (order.get(str(row[0]), -1), str(row[2]), not row[11]))
    return Rows(GRADES, rows)


def _told_row(row: Any, area: str) -> tuple[Cell, ...]:
    grade = grades().get((row.scale, row.grade))
    label = grade.label if grade else row.grade
    note = "told of in a later report"
    return (
        area, row.what, row.date, row.grade, label, row.scale, None, note, row.printed, row.page, row.source,
        True,
    )  # fmt: skip


def _in_time(group: Sequence[Any]) -> Iterator[tuple[Cell, ...]]:
    """Follow one area through the inspections that judged it."""
    before: Any = None
    for row in group:
        became, note = None, None
        if row.grade is None:
            note = "no such grade in its framework" if row.status == "not-reported" else "no grade found"
        elif before is not None:
            became = change((before.scale, before.grade), (row.scale, row.grade))
            note = scale_words(before.scale, row.scale) or None
        yield (
            row.area, row.area_name, row.dated, row.grade, row.grade_name, row.scale, became, note,
            row.printed, row.page, row.source, False,
        )  # fmt: skip
        before = row if row.grade is not None else before
