"""The ties of a still picture: straight lines, or arcs where several join the same two marks."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from findingsgraph.graphs.exports.networks.flat import FlatEdge, FlatNode
from findingsgraph.graphs.exports.networks.style import NEUTRAL, edge_style
from findingsgraph.graphs.exports.pictures.legend import hexcolour

_BOW = 26.0
"""How far apart two arcs between the same marks are at their middle."""
_LIGHT = 4.0


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A node with its place in the picture: centre of its mark, and its label's lines."""

    node: FlatNode
    x: float
    y: float
    radius: float
    label: list[str]
    size: float
    above: bool
    """Whether the label stands above the mark, not below it."""


def draw_ties(at: Mapping[str, DrawnNode], edges: Sequence[FlatEdge], directed: bool) -> Iterator[str]:
    """Draw ties between marks by their node's id: wide where heavy, with a head where directed."""
    # Where all weigh little none is drawn as the heaviest there could be.
    heaviest = max([_LIGHT, *(edge.weight for edge in edges)])
    bows = _bows(edges)
    # Light ones first, so that heavy and valued ties lie on top.
    order = sorted(
        range(len(edges)),
        key=lambda n: (
            edge_style(edges[n]) is not NEUTRAL,
            edges[n].weight,
            edges[n].source,
            edges[n].target,
            n,
        ),
    )
    for number in order:
        edge = edges[number]
        style, one, other = edge_style(edge), at[edge.source], at[edge.target]
        share = math.sqrt(max(edge.weight, 0.0) / heaviest)
        width = 0.8 + 5.2 * share
        dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
        colour, opacity = hexcolour(style.colour), f"{0.22 + 0.6 * share:.2f}"
        relation = str(edge.values.get("relation", "")).replace("-", " ")
        joint = f" {relation} " if relation else " and "
        said = f"{one.node.label}{joint}{other.node.label}: {edge.weight:g}, {style.meaning}"
        path, head = _path(one, other, bows[number], width if directed else 0.0)
        tip = f'<path d="{head}" fill="{colour}" fill-opacity="0.9"/>' if head else ""
        yield (
            f'<g><title>{escape(said)}</title><path d="{path}" fill="none" stroke="{colour}" '
            f'stroke-width="{width:.2f}" stroke-opacity="{opacity}"{dash}/>{tip}</g>'
        )


def _bows(edges: Sequence[FlatEdge]) -> list[float]:
    """Say how far each tie's middle is bent aside, so that those of the same two marks part."""
    between: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, edge in enumerate(edges):
        between[min(edge.source, edge.target), max(edge.source, edge.target)].append(number)
    bows = [0.0] * len(edges)
    for numbers in between.values():
        for place, number in enumerate(numbers):
            aside = (place - (len(numbers) - 1) / 2) * _BOW
            bows[number] = aside if edges[number].source <= edges[number].target else -aside
    return bows


def _path(one: DrawnNode, other: DrawnNode, bow: float, arrow: float) -> tuple[str, str]:
    """Give the tie's line and the corners of its head, which touches the other mark."""
    dx, dy = other.x - one.x, other.y - one.y
    long = math.sqrt(dx * dx + dy * dy) or 1.0
    middle = ((one.x + other.x) / 2 - dy / long * bow * 2, (one.y + other.y) / 2 + dx / long * bow * 2)
    ux, uy = other.x - middle[0], other.y - middle[1]
    last = math.sqrt(ux * ux + uy * uy) or 1.0
    ux, uy = ux / last, uy / last
    end, head = (other.x, other.y), ""
    if arrow:
        size = 5.0 + 1.5 * arrow
        tip = (other.x - ux * (other.radius + 2), other.y - uy * (other.radius + 2))
        end = (tip[0] - ux * size * 0.8, tip[1] - uy * size * 0.8)
        sides = [
            (tip[0] - ux * size - uy * size * side, tip[1] - uy * size + ux * size * side)
            for side in (0.45, -0.45)
        ]
        head = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in (tip, *sides)) + " Z"
    if not bow:
        return f"M{one.x:.1f} {one.y:.1f} L{end[0]:.1f} {end[1]:.1f}", head
    return f"M{one.x:.1f} {one.y:.1f} Q{middle[0]:.1f} {middle[1]:.1f} {end[0]:.1f} {end[1]:.1f}", head
