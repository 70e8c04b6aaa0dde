"""A still picture of a network: readable at a glance, the same bytes every time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from findingsgraph.graphs.exports.credits import Credits
from findingsgraph.graphs.exports.networks.flat import FlatEdge, FlatNetwork, FlatNode
from findingsgraph.graphs.exports.networks.style import node_colour, node_radii
from findingsgraph.graphs.exports.pictures.boxes import Box, push_apart, text_width, wrap
from findingsgraph.graphs.exports.pictures.frame import INK, frame, where_and_when
from findingsgraph.graphs.exports.pictures.legend import draw_legend, hexcolour, mark
from findingsgraph.graphs.exports.pictures.ties import DrawnNode, draw_ties
from findingsgraph.graphs.networks import PROJECTIONS
from findingsgraph.graphs.networks.layout import place

MOST_NODES = 60
"""More cannot be read at a glance; the strongest are drawn and the caption says so."""
_HALO = 'stroke="#ffffff" stroke-width="4" stroke-opacity="0.85" stroke-linejoin="round" paint-order="stroke"'
_HEAD = 14
"""Room that an arrow's head takes between two marks."""
_STEEP = 1.5
"""A tie that goes so many times as far across as along passes beside a label."""
_MEANING = {
    "agencies": "Two names are tied when one sentence speaks of both; a wider tie, more sentences.",
    "involvements": "An arrow leads from who does something to whom it is done, as a sentence states it.",
    "agencies-findings": "A name is tied to each finding that speaks of it.",
}


def write_svg(net: FlatNetwork, credits: Credits) -> str:
    """Draw a network: marks by kind and size, ties by stance with pattern and colour, a legend.

    The strongest nodes (at most 60) are drawn; those without a tie are left out.
    """
    shown, edges = _choose(net)
    drawn, width, height = _arrange(net, shown, edges)
    what = _what(net, shown, edges)
    body = [
        *draw_ties({one.node.id: one for one in drawn}, edges, net.directed),
        *_marks(drawn),
        *_labels(drawn),
        *draw_legend(shown, edges, 0, height + 26, width),
    ]
    known = PROJECTIONS.get(net.name)
    title = known.title if known else net.name or "Network"
    meaning = _MEANING.get(net.name) or (known.description if known else "")
    lines = [*(wrap(meaning, int(width / 7.2), 3) if meaning else []), f"{what}."]
    return frame(
        title + where_and_when(credits), lines, body, (width, height + 72), credits, f"Network with {what}."
    )


def _what(net: FlatNetwork, shown: list[FlatNode], edges: list[FlatEdge]) -> str:
    left_out = len(net.nodes) - len(shown)
    more = f"; {left_out} weaker or unconnected names are not drawn" if left_out else ""
    return f"{len(shown)} names and {len(edges)} ties{more}"


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
    gap = 9 + _HEAD * net.directed
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
                    2 * radii[node.id] + len(label) * size * 1.12 + gap,
                )
            )
        if push_apart(boxes, width, height):
            break
        width, height = round(width * 1.08), round(height * 1.08)
    above = _labels_above({node.id: box for node, box in zip(shown, boxes, strict=True)}, edges)
    drawn = []
    for node, box, label, size in zip(shown, boxes, labels, sizes, strict=True):
        inset = gap / 3 + radii[node.id]
        end = box.y + box.height / 2 - inset if node.id in above else box.y - box.height / 2 + inset
        drawn.append(DrawnNode(node, box.x, end, radii[node.id], label, size, node.id in above))
    return drawn, width, height


def _labels_above(boxes: Mapping[str, Box], edges: list[FlatEdge]) -> set[str]:
    """Choose the nodes whose label stands above the mark: more ties go steeply down from it than up."""
    down = dict.fromkeys(boxes, 0)
    for edge in edges:
        one, other = boxes[edge.source], boxes[edge.target]
        across, along = other.x - one.x, other.y - one.y
        if abs(along) * _STEEP > abs(across):
            down[edge.source] += 1 if along > 0 else -1
            down[edge.target] += 1 if along < 0 else -1
    return {id for id, count in down.items() if count > 0}


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
        high = (len(one.label) - 1) * one.size * 1.12
        y = one.y - one.radius - 5 - high if one.above else one.y + one.radius + one.size
        yield (
            f'<text x="{one.x:.1f}" y="{y:.1f}" font-size="{one.size:g}"{weight} '
            f'text-anchor="middle" fill="{INK}" {_HALO}>{lines}</text>'
        )
