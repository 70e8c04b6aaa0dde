"""How networks look: colours that colour-blind readers tell apart (Okabe and Ito), sizes, patterns."""

from __future__ import annotations

import math
from dataclasses import dataclass

from findingsgraph.graphs.exports.networks.flat import FlatEdge, FlatNetwork, FlatNode

Colour = tuple[int, int, int]

NODE_COLOURS: dict[str, Colour] = {
    "agency": (0, 114, 178),
    "board": (204, 121, 167),
    "service": (0, 158, 115),
    "role": (230, 159, 0),
    "instrument": (86, 180, 233),
    "theme": (95, 95, 95),
    "finding": (120, 120, 120),
}
OTHER_COLOUR: Colour = (120, 120, 120)


@dataclass(frozen=True, slots=True)
class EdgeStyle:
    """What an edge looks like and what that means."""

    name: str
    meaning: str
    colour: Colour
    dash: str
    """Of SVG's stroke-dasharray; empty for a solid line."""


STRENGTH = EdgeStyle("strength", "mostly in strengths", (0, 114, 178), "")
WEAKNESS = EdgeStyle("weakness", "mostly in weaknesses", (213, 94, 0), "7 4")
BALANCED = EdgeStyle("balanced", "in strengths and weaknesses", (110, 110, 110), "9 3 2 3")
NEUTRAL = EdgeStyle("neutral", "in context or recommendations only", (160, 160, 160), "2 4")
ALIKE = EdgeStyle("alike", "the thicker, the more alike", (130, 130, 130), "")
"""Of ties that no sentence states: authorities or texts that are alike."""
EDGE_STYLES = (STRENGTH, WEAKNESS, BALANCED, NEUTRAL, ALIKE)


def node_colour(node: FlatNode) -> Colour:
    """Give the colour of the node's kind."""
    return NODE_COLOURS.get(str(node.values.get("kind", "")), OTHER_COLOUR)


def edge_style(edge: FlatEdge) -> EdgeStyle:
    """Give the style of an edge by the stances counted on it, or by its own stance."""
    stance = edge.values.get("stance")
    if isinstance(stance, str):
        return {"strength": STRENGTH, "weakness": WEAKNESS, "mixed": BALANCED}.get(stance, NEUTRAL)
    if "shared" in edge.values and "sign" not in edge.values:
        return ALIKE
    valued = sum(_number(edge.values.get(name)) for name in ("strength", "weakness", "mixed"))
    if not valued:
        return NEUTRAL
    sign = _number(edge.values.get("sign"))
    return STRENGTH if sign > 1 / 3 else WEAKNESS if sign < -1 / 3 else BALANCED


def node_weights(net: FlatNetwork) -> dict[str, float]:
    """Give each node's weight: its statements where counted, else the weight of its edges."""
    summed: dict[str, float] = {node.id: 0.0 for node in net.nodes}
    for edge in net.edges:
        summed[edge.source] += edge.weight
        summed[edge.target] += edge.weight
    return {node.id: _number(node.values.get("statements", summed[node.id])) for node in net.nodes}


def node_radii(net: FlatNetwork, least: float = 5.0, most: float = 26.0) -> dict[str, float]:
    """Give each node a radius whose square grows with its weight."""
    weights = node_weights(net)
    heaviest = max(weights.values(), default=1.0) or 1.0
    return {
        node: least + (most - least) * math.sqrt(max(weight, 0.0) / heaviest)
        for node, weight in weights.items()
    }


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
