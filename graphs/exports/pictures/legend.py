"""Marks of a picture's nodes, and the legend that says what marks, sizes and ties mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from findingsgraph.graphs.exports.networks.flat import FlatEdge, FlatNode
from findingsgraph.graphs.exports.networks.style import (
    EDGE_STYLES,
    NODE_COLOURS,
    OTHER_COLOUR,
    Colour,
    edge_style,
)
from findingsgraph.graphs.exports.pictures.boxes import text_width

# Corners of each kind's mark as multiples of its radius; an agency is a circle.
_CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "board": ((-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)),
    "service": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
    "role": ((0, -1.2), (1.1, 0.75), (-1.1, 0.75)),
    "theme": ((0, -1.05), (1, -0.32), (0.62, 0.86), (-0.62, 0.86), (-1, -0.32)),
    "finding": ((0, 1.1), (1, -0.7), (-1, -0.7)),
    "instrument": ((-0.55, -0.95), (0.55, -0.95), (1.1, 0), (0.55, 0.95), (-0.55, 0.95), (-1.1, 0)),
}


def hexcolour(colour: Colour) -> str:
    """Write a colour as SVG has it.

    >>> hexcolour((0, 114, 178))
    '#0072b2'
    """
    return "#{:02x}{:02x}{:02x}".format(*colour)


def mark(kind: str, x: float, y: float, radius: float) -> str:
    """Draw the mark of a kind: told apart by shape as well as by colour."""
    corners = _CORNERS.get(kind)
    if corners is None:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'
    points = " ".join(f"{x + dx * radius:.1f},{y + dy * radius:.1f}" for dx, dy in corners)
    return f'<polygon points="{points}"/>'


def draw_legend(
    nodes: Sequence[FlatNode], edges: Sequence[FlatEdge], x: float, y: float, width: float
) -> Iterator[str]:
    """Draw two rows: the kinds of marks that are there, and the kinds of ties that are there."""
    yield '<g font-size="13" fill="#1c1c1c">'
    there = {str(node.values.get("kind", "")) for node in nodes}
    at = x
    for kind in [*NODE_COLOURS, *sorted(there - set(NODE_COLOURS))]:
        if kind in there and kind:
            colour = hexcolour(NODE_COLOURS.get(kind, OTHER_COLOUR))
            yield f'<g fill="{colour}">{mark(kind, at + 8, y, 7)}</g>'
            yield f'<text x="{at + 22:.1f}" y="{y + 4.5:.1f}">{kind}</text>'
            at += 46 + text_width(kind, 13)
    if at + 280 < x + width:
        note = "larger: named in more sentences"
        yield f'<text x="{at + 8:.1f}" y="{y + 4.5:.1f}" fill="#595959">{note}</text>'
    at = x
    styles = {edge_style(edge).name for edge in edges}
    for style in EDGE_STYLES:
        if style.name in styles:
            dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
            yield (
                f'<line x1="{at:.1f}" y1="{y + 28:.1f}" x2="{at + 40:.1f}" y2="{y + 28:.1f}" '
                f'stroke="{hexcolour(style.colour)}" stroke-width="3.5"{dash}/>'
            )
            yield f'<text x="{at + 48:.1f}" y="{y + 32.5:.1f}">{style.meaning}</text>'
            at += 66 + text_width(style.meaning, 13)
    yield "</g>"
