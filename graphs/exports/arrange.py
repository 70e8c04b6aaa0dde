"""Places for the nodes of a page's picture: settled before it opens, labels side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from findingsgraph.graphs.exports.boxes import Box, push_apart, text_width
from findingsgraph.graphs.exports.flat import FlatEdge, FlatNetwork, FlatNode
from findingsgraph.graphs.networks.layout import Place, place

LABEL_SIZE = 12.0
"""Height of the page's labels in pixels; they keep it however far one zooms."""
_LABELLED = 160
"""Up to so many nodes all labels get room; the page draws the weightiest where there are more."""
_ROOM = 7_000.0
"""Pixels of area a labelled node, and an unlabelled one, should have."""
_BARE_ROOM = 1_500.0
_RATIO = 1.3


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
    return places | _rows(alone, left, max(right, left + 900), low + 110 if tied else 0.0)


def label_width(label: str) -> float:
    """Give the width of a label as the page draws it: shortened when very long."""
    return text_width(label[:34], LABEL_SIZE) + 8


def _spread(
    nodes: Sequence[FlatNode], ties: Sequence[FlatEdge], radii: Mapping[str, float]
) -> dict[str, Place]:
    unit = place([node.id for node in nodes], [(tie.source, tie.target, tie.weight) for tie in ties])
    labelled = len(nodes) <= _LABELLED
    area = (_ROOM if labelled else _BARE_ROOM) * max(len(nodes), 12)
    width, height = math.sqrt(area * _RATIO), math.sqrt(area / _RATIO)
    scaled = {id: ((x + 1) / 2 * width, (y + 1) / 2 * height) for id, (x, y) in unit.items()}
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
    return Box(*at, max(label_width(node.label), 2 * radius) + 6, 2 * radius + LABEL_SIZE + 14)


def _rows(nodes: Sequence[FlatNode], left: float, right: float, top: float) -> dict[str, Place]:
    """Set nodes side by side in rows, by label; those of many nodes in a close grid."""
    places: dict[str, Place] = {}
    crowd = len(nodes) > _LABELLED
    x, y = left, top
    for node in sorted(nodes, key=lambda node: (node.label.casefold(), node.id)):
        room = 34.0 if crowd else max(label_width(node.label), 60.0) + 14
        if places and x + room > right:
            x, y = left, y + (34.0 if crowd else 56.0)
        places[node.id] = (x + room / 2, y)
        x += room
    return _rounded(places)


def _rounded(places: Mapping[str, Place]) -> dict[str, Place]:
    return {id: (round(x, 1), round(y, 1)) for id, (x, y) in places.items()}
