"""A still picture of a network: readable at a glance, the same bytes every time."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from findingsgraph.graphs.exports.boxes import Box, push_apart, text_width, wrap
from findingsgraph.graphs.exports.credits import OURS, Credits
from findingsgraph.graphs.exports.flat import FlatEdge, FlatNetwork, FlatNode
from findingsgraph.graphs.exports.legend import FONT, draw_legend, hexcolour, mark
from findingsgraph.graphs.exports.style import NEUTRAL, edge_style, node_colour, node_radii
from findingsgraph.graphs.networks.layout import place

MOST_NODES = 60
"""More cannot be read at a glance; the strongest are drawn and the caption says so."""
_INK, _SOFT = "#1c1c1c", "#595959"
_FOOT = 11.5
"""Size of the letters of the credits."""
_HALO = 'stroke="#ffffff" stroke-width="4" stroke-opacity="0.85" stroke-linejoin="round" paint-order="stroke"'
_MEANING = {
    "agencies": "Two names are tied when one sentence speaks of both; a wider tie, more sentences.",
    "agencies-findings": "A name is tied to each finding that speaks of it.",
}


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A node with its place in the picture: centre of its mark, and its label's lines below."""

    node: FlatNode
    x: float
    y: float
    radius: float
    label: list[str]
    size: float


def write_svg(net: FlatNetwork, credits: Credits) -> str:
    """Draw a network: marks by kind and size, ties by stance with pattern and colour, a legend.

    The strongest nodes (at most 60) are drawn; those without a tie are left out.
    """
    shown, edges = _choose(net)
    drawn, width, height = _arrange(net, shown, edges)
    top, bottom = 104.0, 96.0
    foot = _foot_lines(credits, width)
    body = [
        *_head(net, shown, edges, width, credits),
        f'<g transform="translate(30 {top:g})">',
        *_ties(drawn, edges),
        *_marks(drawn),
        *_labels(drawn),
        "</g>",
        *draw_legend(shown, edges, 30, top + height + 26, width),
        *_foot(foot, width, top + height + bottom),
    ]
    whole_width, whole_height = width + 60, top + height + bottom + 14 + _FOOT * 1.4 * len(foot)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole_width:g}" height="{whole_height:g}" '
        f'viewBox="0 0 {whole_width:g} {whole_height:g}" role="img" aria-labelledby="title desc" '
        f'font-family="{FONT}">'
    )
    return "\n".join((head, *body, "</svg>")) + "\n"


def _choose(net: FlatNetwork) -> tuple[list[FlatNode], list[FlatEdge]]:
    """Choose the nodes with the most weight of ties, and the ties between them."""
    ties = [edge for edge in net.edges if edge.source != edge.target]
    weights = {node.id: 0.0 for node in net.nodes}
    for edge in ties:
        weights[edge.source] += edge.weight
        weights[edge.target] += edge.weight
    joined = sorted(
        (node for node in net.nodes if weights[node.id] > 0), key=lambda n: (-weights[n.id], n.id)
    )
    shown = {node.id for node in joined[:MOST_NODES]}
    kept = [edge for edge in ties if edge.source in shown and edge.target in shown]
    left = {end for edge in kept for end in (edge.source, edge.target)}
    return [node for node in net.nodes if node.id in left], kept


def _frame(count: int) -> tuple[float, float]:
    """Give the plot's size: wide, and with room for every label."""
    area = max(420_000.0, 15_500.0 * count)
    return round(math.sqrt(area * 1.55)), round(math.sqrt(area / 1.55))


def _arrange(
    net: FlatNetwork, shown: list[FlatNode], edges: list[FlatEdge]
) -> tuple[list[DrawnNode], float, float]:
    """Place marks and labels; the frame grows until no two overlap. Gives its width and height too."""
    places = place([node.id for node in shown], [(e.source, e.target, e.weight) for e in edges], rounds=500)
    radii = node_radii(FlatNetwork(net.name, net.directed, False, (), (), tuple(shown), tuple(edges)), 6, 30)
    across = max((abs(x) for x, _ in places.values()), default=1.0) or 1.0
    along = max((abs(y) for _, y in places.values()), default=1.0) or 1.0
    labels = [wrap(node.label, 19, 4) for node in shown]
    sizes = [11.5 if radii[node.id] < 12 else 13.0 for node in shown]
    width, height = _frame(len(shown))
    for _ in range(8):
        boxes = []
        for node, label, size in zip(shown, labels, sizes, strict=True):
            x, y = places[node.id]
            text = max(text_width(line, size) for line in label)
            boxes.append(
                Box(
                    (0.5 + x / across * 0.46) * width,
                    (0.5 + y / along * 0.46) * height,
                    max(text, 2 * radii[node.id]) + 8,
                    2 * radii[node.id] + len(label) * size * 1.12 + 9,
                )
            )
        if push_apart(boxes, width, height):
            break
        width, height = round(width * 1.08), round(height * 1.08)
    drawn = [
        DrawnNode(node, box.x, box.y - box.height / 2 + 3 + radii[node.id], radii[node.id], label, size)
        for node, box, label, size in zip(shown, boxes, labels, sizes, strict=True)
    ]
    return drawn, width, height


def _head(
    net: FlatNetwork, shown: list[FlatNode], edges: list[FlatEdge], width: float, credits: Credits
) -> Iterator[str]:
    title = _title(net, credits)
    left_out = len(net.nodes) - len(shown)
    what = f"{len(shown)} names and {len(edges)} ties" + (
        f"; {left_out} weaker or unconnected names are not drawn" if left_out else ""
    )
    yield f'<title id="title">{escape(title)}</title>'
    described = " ".join((f"Network with {what}.", *credits.lines()))
    yield f'<desc id="desc">{escape(described)}</desc>'
    yield '<rect width="100%" height="100%" fill="#ffffff"/>'
    yield f'<text x="30" y="44" font-size="25" font-weight="700" fill="{_INK}">{escape(title)}</text>'
    lines = [_MEANING[net.name], f"{what}."] if net.name in _MEANING else [f"{what}."]
    for number, line in enumerate(lines):
        yield f'<text x="30" y="{68 + 19 * number}" font-size="14" fill="{_SOFT}">{escape(line)}</text>'


def _title(net: FlatNetwork, credits: Credits) -> str:
    what = {"agencies": "Who stands together", "agencies-findings": "Who is named in which finding"}.get(
        net.name, net.name or "Network"
    )
    where = sorted({report.authority for report in credits.reports if report.authority})
    if len(where) == 1 and len(credits.reports) == 1 and credits.reports[0].dated:
        return f"{what}: {where[0]} {credits.reports[0].dated[:4]}"
    return f"{what}: {', '.join(where)}" if 0 < len(where) <= 4 else what


def _ties(drawn: list[DrawnNode], edges: list[FlatEdge]) -> Iterator[str]:
    at = {one.node.id: one for one in drawn}
    heaviest = max((edge.weight for edge in edges), default=1.0) or 1.0
    # Light ones first, so that heavy and valued ties lie on top.
    for edge in sorted(edges, key=lambda e: (edge_style(e) is not NEUTRAL, e.weight, e.source, e.target)):
        style, one, other = edge_style(edge), at[edge.source], at[edge.target]
        share = math.sqrt(max(edge.weight, 0.0) / heaviest)
        dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
        said = f"{one.node.label} and {other.node.label}: {edge.weight:g}, {style.meaning}"
        yield (
            f'<line x1="{one.x:.1f}" y1="{one.y:.1f}" x2="{other.x:.1f}" y2="{other.y:.1f}" '
            f'stroke="{hexcolour(style.colour)}" stroke-width="{0.8 + 5.2 * share:.2f}" '
            f'stroke-opacity="{0.22 + 0.6 * share:.2f}"{dash}><title>{escape(said)}</title></line>'
        )


def _marks(drawn: list[DrawnNode]) -> Iterator[str]:
    for one in drawn:
        kind, colour = str(one.node.values.get("kind", "")), hexcolour(node_colour(one.node))
        shape = mark(kind, one.x, one.y, one.radius)
        count = one.node.values.get("statements")
        said = one.node.label + (f": named in {count} sentences" if count is not None else "")
        yield (
            f'<g fill="{colour}" stroke="#ffffff" stroke-width="1.5"><title>{escape(said)}</title>{shape}</g>'
        )


def _labels(drawn: list[DrawnNode]) -> Iterator[str]:
    for one in drawn:
        lines = "".join(
            f'<tspan x="{one.x:.1f}" dy="{0 if number == 0 else one.size * 1.12:.1f}">{escape(line)}</tspan>'
            for number, line in enumerate(one.label)
        )
        weight = ' font-weight="700"' if one.radius >= 18 else ""
        yield (
            f'<text x="{one.x:.1f}" y="{one.y + one.radius + one.size:.1f}" font-size="{one.size:g}"{weight} '
            f'text-anchor="middle" fill="{_INK}" {_HALO}>{lines}</text>'
        )


def _foot(lines: list[str], width: float, y: float) -> Iterator[str]:
    yield f'<line x1="30" y1="{y - 14:g}" x2="{width + 30:g}" y2="{y - 14:g}" stroke="#d0d0d0"/>'
    for number, line in enumerate(lines):
        at = y + 4 + _FOOT * 1.4 * number
        yield f'<text x="30" y="{at:g}" font-size="{_FOOT:g}" fill="{_SOFT}">{escape(line)}</text>'


def _foot_lines(credits: Credits, width: float) -> list[str]:
    """Break the credits so that they stay inside the picture."""
    most = int(width / (0.53 * _FOOT))
    texts = (f"{credits.source_line()} {credits.rights_line()}", OURS)
    return [line for text in texts for line in wrap(text, most, 4)]
