"""Grades over time: an authority's areas as rows, its inspections as columns, a change of scale as a gap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from findingsgraph.errors import UsageError
from findingsgraph.graphs.exports.pictures.boxes import text_width, wrap
from findingsgraph.graphs.exports.pictures.frame import INK, SOFT, frame, text, vertical
from findingsgraph.graphs.exports.selection import Selection
from findingsgraph.ontology import areas, grades

_LINES = (
    "A column is an inspection, in the order of their dates. Grades of two scales do not compare:",
    "a dashed line stands where the scale changes. A dash (–): no grade printed for this area.",
)
# By rank from the best; light to dark both ways from the middle, told apart by colour-blind readers too.
_FILLS: dict[int | None, tuple[str, str]] = {
    4: ("#08519c", "#ffffff"), 3: ("#9ecae1", INK), 2: ("#fdcc8a", INK), 1: ("#b30000", "#ffffff"),
    None: ("#f0f0f0", INK),
}  # fmt: skip
_ROW, _PILL = 50.0, 30.0
Cells = dict[tuple[str, str], tuple[str, str]]
"""Scale and grade, by area and report."""


@dataclass(frozen=True, slots=True)
class Column:
    """An inspection: its day, its kind, its scale."""

    report: str
    dated: str
    family: str
    scale: str


def draw(selection: Selection) -> str:
    """Draw one authority's grades; raises `UsageError` when the selection has none or several."""
    rows = list(selection.table("grades-over-time"))
    names = sorted({str(row.authority_name) for row in rows})
    if len(names) != 1:
        advice = (
            "there are no grades in it" if not names else f"it holds {len(names)}: give -p authority=NAME"
        )
        raise UsageError("chart grades", f"it is about one authority; {advice}")
    families = {row.report: str(row.family) for row in selection.table("inspections")}
    found = {
        (str(row.dated or ""), str(row.report)): Column(
            str(row.report), str(row.dated or ""), families.get(row.report, ""), str(row.scale)
        )
        for row in rows
    }
    columns = [found[key] for key in sorted(found)]
    cells = {(str(row.area), str(row.report)): (str(row.scale), str(row.grade)) for row in rows}
    there = [area for area in areas() if any(key[0] == area for key in cells)]
    left = 12 + max(text_width(line, 14) for area in there for line in _area_label(area))
    step = max(168.0, min(210.0, 640.0 / len(columns)))
    width = max(left + step * len(columns), 620.0)
    height = 58 + _ROW * len(there)
    body = [
        *_columns(columns, left, step, height),
        *_joins(columns, there, cells, left, step),
        *_cells(columns, there, cells, left, step),
    ]
    described = "; ".join(
        f"{column.dated}: "
        + ", ".join(
            f"{area} {cells[area, column.report][1]}" for area in there if (area, column.report) in cells
        )
        for column in columns
    )
    return frame(
        f"Grades over time: {names[0]}", _LINES, body, (width, height), selection.credits, described + "."
    )


def _area_label(area: str) -> list[str]:
    return wrap(areas()[area].label, 30, 2)


def _columns(columns: list[Column], left: float, step: float, height: float) -> Iterator[str]:
    for number, column in enumerate(columns):
        x = left + step * (number + 0.5)
        yield text(x, 16, column.dated, 14, text_anchor="middle", font_weight="700", fill=INK)
        family = column.family.replace("-", " ")
        yield text(x, 34, family.upper() if len(family) < 6 else family, 12, text_anchor="middle", fill=SOFT)
        if number and columns[number - 1].scale != column.scale:
            yield vertical(left + step * number, 2, height - 8, SOFT, "3 5")


def _joins(columns: list[Column], there: list[str], cells: Cells, left: float, step: float) -> Iterator[str]:
    for row, area in enumerate(there):
        y = _middle(row)
        for number in range(1, len(columns)):
            before = cells.get((area, columns[number - 1].report))
            after = cells.get((area, columns[number].report))
            if before and after and before[0] == after[0]:
                x = left + step * (number - 0.5)
                yield (
                    f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{x + step:.1f}" y2="{y:.1f}" stroke="{SOFT}" '
                    f'stroke-width="1.5"/>'
                )


def _cells(columns: list[Column], there: list[str], cells: Cells, left: float, step: float) -> Iterator[str]:
    for row, area in enumerate(there):
        y = _middle(row)
        lines = _area_label(area)
        for number, line in enumerate(lines):
            yield text(0, y + 5 + 17 * (number - (len(lines) - 1) / 2), line, 14, fill=INK)
        for number, column in enumerate(columns):
            x = left + step * (number + 0.5)
            cell = cells.get((area, column.report))
            if cell is None:
                yield text(x, y + 5, "–", 14, text_anchor="middle", fill="#767676")
                continue
            grade = grades().get(cell)
            fill, ink = _FILLS[grade.rank if grade else None]
            wide = step - 22
            yield (
                f'<rect x="{x - wide / 2:.1f}" y="{y - _PILL / 2:.1f}" width="{wide:.1f}" height="{_PILL:g}" '
                f'rx="5" fill="{fill}" stroke="#8a8a8a" stroke-width="0.8"/>'
            )
            label = grade.label if grade else cell[1]
            yield text(x, y + 4.5, label, 13, text_anchor="middle", fill=ink)


def _middle(row: int) -> float:
    return 58 + _ROW * (row + 0.45)
