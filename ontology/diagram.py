"""The ontology as a picture: the main classes, what ties them, the properties that say most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from findingsgraph.ontology.terms import terms

__all__ = ["diagram_svg"]

_WIDE, _HIGH = 208, 66
_COLUMN, _ROW, _EDGE = 324, 122, 24
_INK, _SOFT, _LINE = "#1c1c1c", "#595959", "#0072b2"
_FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class _Box:
    """Classes that stand in one place of the grid, and the first properties one asks for."""

    classes: tuple[str, ...]
    column: int
    row: int
    properties: tuple[str, ...]
    rows: int = 1

    @property
    def left(self) -> int:
        return _EDGE + self.column * _COLUMN

    @property
    def top(self) -> int:
        return _EDGE + self.row * _ROW

    @property
    def height(self) -> int:
        return _HIGH + (self.rows - 1) * _ROW


_BOXES = (
    _Box(("Document",), 0, 0, ("source", "sha256", "extractor")),
    _Box(("Report",), 1, 0, ("dated", "licencePrinted")),
    _Box(("Inspection",), 2, 0, ("startDate", "endDate", "family")),
    _Box(("LocalAuthority",), 3, 0, ("urn", "gssCode", "region")),
    _Box(("Evidence",), 0, 1, ("page", "line", "quote")),
    _Box(("ReportItem", "Finding", "Recommendation"), 1, 1, ("section", "kind", "theme")),
    _Box(("Judgement",), 2, 1, ("area", "grade", "printed")),
    _Box(("Measure", "Comparator"), 0, 2, ("value", "unit", "what")),
    _Box(("Statement",), 1, 2, ("stance", "decidedBy", "text")),
    _Box(("Involvement",), 2, 2, ("relation", "stance")),
    _Box(("Agency", "Board", "Service", "Role", "Instrument"), 3, 2, ("national",), rows=2),
    _Box(("Mention",), 1, 3, ("start", "end")),
)
TIES = (
    ("Document", "documentOf", "Report"),
    ("Report", "reportsOn", "Inspection"),
    ("Inspection", "inspects", "LocalAuthority"),
    ("ReportItem", "itemOf", "Report"),
    ("Judgement", "judgementOf", "Report"),
    ("ReportItem", "evidence", "Evidence"),
    ("Measure", "measureIn", "Statement"),
    ("Statement", "statementOf", "ReportItem"),
    ("Involvement", "involvementIn", "Statement"),
    ("Involvement", "subject, object", "Agency"),
    ("Mention", "mentionIn", "Statement"),
    ("Mention", "mentions", "Agency"),
    ("Agency", "ofAuthority", "LocalAuthority"),
)
"""Class, properties, class."""
_NOTE = (
    "Items, statements, mentions, measures and judgements all have evidence: "
    "a page, characters, the words there."
)


def diagram_svg() -> str:
    """Draw the classes as boxes and the properties between them as arrows.

    Raises `KeyError` where it names what the ontology does not have.
    """
    places = {name: box for box in _BOXES for name in box.classes}
    width, height = 2 * _EDGE + 3 * _COLUMN + _WIDE, 2 * _EDGE + 3 * _ROW + _HIGH + 26
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-labelledby="title" font-family="{_FONT}">',
        '<title id="title">Classes of the ontology and the properties between them</title>',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
        f'orient="auto"><path d="M0 0L8 4L0 8z" fill="{_LINE}"/></marker></defs>',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        *(line for one, name, other in TIES for line in _tie(places[one], name, places[other])),
        *(line for box in _BOXES for line in _draw(box)),
        _text(width / 2, height - 14, _NOTE, 13, _SOFT),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _draw(box: _Box) -> Iterator[str]:
    for name in (*box.classes, *box.properties):
        terms()[name]
    yield (
        f'<rect x="{box.left}" y="{box.top}" width="{_WIDE}" height="{box.height}" rx="7" fill="#eef4f9" '
        f'stroke="{_LINE}"/>'
    )
    middle = box.left + _WIDE / 2
    lines = [(", ".join(names), 15.0 if bold else 13.0, bold) for names, bold in _in_lines(box.classes)]
    at = box.top + box.height / 2 - 9 * len(lines) + 5
    for line, size, bold in lines:
        yield _text(middle, at, line, size, _INK, bold=bold)
        at += 18
    yield _text(middle, at, ", ".join(box.properties), 12.5, _SOFT)


def _in_lines(names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Set a class above those below it in its box; five of a kind stand two in a line."""
    if len(names) < 4:
        yield names[:1], True
        if names[1:]:
            yield names[1:], False
        return
    for start in range(0, len(names), 2):
        yield names[start : start + 2], True


def _tie(one: _Box, name: str, other: _Box) -> Iterator[str]:
    for each in name.split(", "):
        terms()[each]
    (x1, y1), (x2, y2) = _ends(one, other)
    yield (
        f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{_LINE}" stroke-width="1.6" '
        'marker-end="url(#tip)"/>'
    )
    yield _text((x1 + x2) / 2, (y1 + y2) / 2 + (-7 if y1 == y2 else 4), name, 13, _INK, halo=True)


def _ends(one: _Box, other: _Box) -> tuple[tuple[float, float], tuple[float, float]]:
    """Give where an arrow leaves a box and meets the other: side by side, or one above the other."""
    row = max(one.row, other.row)
    if one.row <= row < one.row + one.rows and other.row <= row < other.row + other.rows:
        y = _EDGE + row * _ROW + _HIGH / 2
        if one.column < other.column:
            return (one.left + _WIDE, y), (other.left, y)
        return (one.left, y), (other.left + _WIDE, y)
    x1 = one.left + _WIDE / 2
    return (x1, one.top), (
        other.left + _WIDE * (0.5 if one.column == other.column else 0.9),
        other.top + _HIGH,
    )


def _text(
    x: float, y: float, words: str, size: float, fill: str, bold: bool = False, halo: bool = False
) -> str:
    more = ' font-weight="700"' if bold else ""
    more += ' stroke="#ffffff" stroke-width="4" paint-order="stroke"' if halo else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{fill}" text-anchor="middle"{more}>'
        f"{escape(words)}</text>"
    )
