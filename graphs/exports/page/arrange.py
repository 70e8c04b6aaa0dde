"""Places for the nodes of a page's picture: settled before it opens, labels side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from findingsgraph.graphs.exports.networks.flat import FlatEdge, FlatNetwork, FlatNode
from findingsgraph.graphs.exports.pictures.boxes import Box, push_apart, text_width
from findingsgraph.graphs.networks.layout import Place, place

LABEL_SIZE = 12.0
"""Height of the page's labels in pixels; they keep it however far one zooms."""
_LINE, _WRAP_FROM, _LONGEST = 13.5, 16, 43
"""Labels of more characters than 16 stand in two lines, very long ones are shortened (labels.js)."""
_LABELLED = 160
"""Up to so many nodes all labels get room; the page draws the weightiest where there are more."""
_ROOM, _BARE_ROOM = 6_200.0, 1_500.0
"""Pixels of area that a labelled node, and an unlabelled one, should have."""
_RATIO = 1.75
_ROW, _BARE_ROW = 76.0, 34.0
"""Height of the rows of nodes without ties."""


def arrange(net: FlatNetwork, radii: Mapping[str, float]) -> dict[str, Place]:
    """Give each node a place in pixels; nodes without a tie stand in rows below the others."""
    ties = [edge for edge in net.edges if edge.source != edge.target]
    ends = {end for edge in ties for end in (edge.source, edge.target)}
    tied = [node for node in net.nodes if node.id in ends]
    places = _spread(tied, ties, radii)
    low = max((y for _, y in places.values()), default=0.0)
    left = min((x for x, _ in places.values()), default=0.0)
    right = max((x for x, _ in places.values()), default=0.0)
    alone = [node for node in net.nodes if node.id not in ends]
    return places | _rows(alone, left, max(right, left + 760), low + 92 if tied else 0.0)


def label_box(label: str) -> tuple[float, float]:
    """Give width and height of a label as the page draws it.

    >>> label_box("Police")[1], label_box("Hartlepool Safeguarding Children Board")[1]
    (13.5, 27.0)
    """
    short = label[:_LONGEST]
    if len(short) <= _WRAP_FROM or " " not in short:
        return text_width(short, LABEL_SIZE), _LINE
    at = min((at for at, c in enumerate(short) if c == " "), key=lambda at: abs(at - len(short) / 2))
    return max(text_width(short[:at], LABEL_SIZE), text_width(short[at + 1 :], LABEL_SIZE)), 2 * _LINE


def _spread(
    nodes: Sequence[FlatNode], ties: Sequence[FlatEdge], radii: Mapping[str, float]
) -> dict[str, Place]:
    unit = place([node.id for node in nodes], [(tie.source, tie.target, tie.weight) for tie in ties])
    labelled = len(nodes) <= _LABELLED
    area = (_ROOM if labelled else _BARE_ROOM) * max(len(nodes), 12)
    width, height = math.sqrt(area * _RATIO), math.sqrt(area / _RATIO)
    across = max((abs(x) for x, _ in unit.values()), default=1.0) or 1.0
    along = max((abs(y) for _, y in unit.values()), default=1.0) or 1.0
    scaled = {id: ((x / across + 1) / 2 * width, (y / along + 1) / 2 * height) for id, (x, y) in unit.items()}
    return _with_labels(nodes, scaled, radii, width, height) if labelled else _rounded(scaled)


def _with_labels(
    nodes: Sequence[FlatNode],
    places: Mapping[str, Place],
    radii: Mapping[str, float],
    width: float,
    height: float,
) -> dict[str, Place]:
    """Push marks with their labels below them apart; the frame grows until none overlap."""
    for _ in range(8):
        boxes = [_box(node, places[node.id], radii[node.id]) for node in nodes]
        if push_apart(boxes, width, height):
            break
        places = {id: (x * 1.08, y * 1.08) for id, (x, y) in places.items()}
        width, height = width * 1.08, height * 1.08
    tops = (
        (node.id, (box.x, box.y - box.height / 2 + radii[node.id]))
        for node, box in zip(nodes, boxes, strict=True)
    )
    return _rounded(dict(tops))


def _box(node: FlatNode, at: Place, radius: float) -> Box:
    width, height = label_box(node.label)
    return Box(*at, max(width, 2 * radius) + 10, 2 * radius + height + 8)


def _rows(nodes: Sequence[FlatNode], left: float, right: float, top: float) -> dict[str, Place]:
    """Set nodes side by side in even rows, by label; many of them in a close grid."""
    crowd = len(nodes) > _LABELLED
    room = _BARE_ROW if crowd else 132.0
    a_row = max(1, int((right - left) / room))
    lines = -(-len(nodes) // a_row)
    a_row = -(-len(nodes) // max(lines, 1))
    gap = (right - left) / max(a_row, 1)
    ordered = sorted(nodes, key=lambda node: (node.label.casefold(), node.id))
    return _rounded(
        {
            node.id: (
                left + (at % a_row + 0.5) * gap,
                top + at // a_row * (_BARE_ROW if crowd else _ROW),
            )
            for at, node in enumerate(ordered)
        }
    )


def _rounded(places: Mapping[str, Place]) -> dict[str, Place]:
    return {id: (round(x, 1), round(y, 1)) for id, (x, y) in places.items()}
