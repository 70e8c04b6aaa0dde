"""Where the nodes of a picture stand: a force layout that gives the same places everywhere.

Forces are Fruchterman and Reingold's, with a pull to the centre so that small
components stay near. Only additions, products and square roots are used, which
IEEE 754 rounds alike on all machines (sines and powers it does not).
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

Place = tuple[float, float]
_EXACT = 250
"""Up to so many nodes every pair repels; beyond, only pairs in neighbouring cells."""
_CROWD = 60
"""So many nodes of neighbouring cells repel a node at most, each for several."""


def place(
    nodes: Sequence[str], edges: Sequence[tuple[str, str, float]], rounds: int = 0, seed: int = 7
) -> dict[str, Place]:
    """Give each node a place between -1 and 1; heavily joined nodes stand near each other.

    `edges` are (node, node, weight above 0); `rounds` 0 chooses by the number of nodes.

    >>> places = place(["a", "b", "c"], [("a", "b", 5.0)])
    >>> math.dist(places["a"], places["b"]) < math.dist(places["a"], places["c"])
    True
    """
    number = {node: index for index, node in enumerate(nodes)}
    if len(nodes) < 2:
        return dict.fromkeys(nodes, (0.0, 0.0))
    heaviest = max((weight for _, _, weight in edges), default=1.0) or 1.0
    links = [
        (number[source], number[target], 0.25 + 0.75 * math.sqrt(max(weight, 0.0) / heaviest))
        for source, target, weight in edges
        if source != target
    ]
    start = random.Random(seed)
    xs = [start.random() - 0.5 for _ in nodes]
    ys = [start.random() - 0.5 for _ in nodes]
    rounds = rounds or max(30, min(400, 40_000 // len(nodes)))
    _settle(xs, ys, links, _pulls(len(nodes), links), rounds)
    return dict(zip(nodes, _centred(xs, ys), strict=True))


def _pulls(count: int, links: list[tuple[int, int, float]]) -> list[float]:
    """Say how strongly the centre pulls each node: more on those outside the largest component."""
    group = list(range(count))

    def root(node: int) -> int:
        while group[node] != node:
            group[node] = group[group[node]]
            node = group[node]
        return node

    for source, target, _ in links:
        one, other = sorted((root(source), root(target)))
        group[other] = one
    sizes: dict[int, int] = {}
    for node in range(count):
        sizes[root(node)] = sizes.get(root(node), 0) + 1
    largest = max(sizes.values())
    return [0.6 if sizes[root(node)] == largest else 1.8 for node in range(count)]


def _settle(
    xs: list[float], ys: list[float], links: list[tuple[int, int, float]], pulls: list[float], rounds: int
) -> None:
    """Move the nodes, less and less, along the forces between them."""
    count = len(xs)
    near = 1.0 / math.sqrt(count)
    degree = [1.0] * count
    for source, target, pull in links:
        degree[source] += pull
        degree[target] += pull
    for turn in range(rounds):
        most = 0.12 * (1.0 - turn / rounds) + 0.0005
        # Without a pull to the centre, what has no tie would drift away for ever.
        fx = [-pull * x for pull, x in zip(pulls, xs, strict=True)]
        fy = [-pull * y for pull, y in zip(pulls, ys, strict=True)]
        repel = _repel_all if count <= _EXACT else _repel_near
        repel(xs, ys, fx, fy, near)
        for source, target, pull in links:
            dx, dy = xs[source] - xs[target], ys[source] - ys[target]
            # A hub's many links share its strength, so that they do not draw all into one heap.
            force = pull * math.sqrt(dx * dx + dy * dy) / near
            share_source, share_target = force / math.sqrt(degree[source]), force / math.sqrt(degree[target])
            fx[source] -= dx * share_source
            fy[source] -= dy * share_source
            fx[target] += dx * share_target
            fy[target] += dy * share_target
        for node in range(count):
            length = math.sqrt(fx[node] * fx[node] + fy[node] * fy[node])
            if length > 0.0:
                step = min(length, most) / length
                xs[node] += fx[node] * step
                ys[node] += fy[node] * step


def _repel_all(xs: list[float], ys: list[float], fx: list[float], fy: list[float], near: float) -> None:
    strength = near * near
    for one in range(1, len(xs)):
        x, y, sx, sy = xs[one], ys[one], 0.0, 0.0
        for other in range(one):
            dx, dy = x - xs[other], y - ys[other]
            force = strength / (dx * dx + dy * dy + 1e-9)
            dx *= force
            dy *= force
            sx += dx
            sy += dy
            fx[other] -= dx
            fy[other] -= dy
        fx[one] += sx
        fy[one] += sy


def _repel_near(xs: list[float], ys: list[float], fx: list[float], fy: list[float], near: float) -> None:
    """Repel within a grid of cells, each node by those of its own and the eight around."""
    size = 2.0 * near
    cells: dict[tuple[int, int], list[int]] = {}
    for node in range(len(xs)):
        cells.setdefault((math.floor(xs[node] / size), math.floor(ys[node] / size)), []).append(node)
    for (column, row), members in cells.items():
        around = [
            other
            for across in (-1, 0, 1)
            for along in (-1, 0, 1)
            for other in cells.get((column + across, row + along), ())
        ]
        # In a crowd some stand for all, so that a round stays linear in the number of nodes.
        each = max(1, len(around) // _CROWD)
        around, strength = around[::each], near * near * each
        for one in members:
            x, y = xs[one], ys[one]
            for other in around:
                if other != one:
                    dx, dy = x - xs[other], y - ys[other]
                    force = strength / (dx * dx + dy * dy + 1e-9)
                    fx[one] += dx * force
                    fy[one] += dy * force


def _centred(xs: list[float], ys: list[float]) -> list[Place]:
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    reach = max(max(xs) - middle_x, max(ys) - middle_y) or 1.0
    return [
        (round((x - middle_x) / reach, 5), round((y - middle_y) / reach, 5))
        for x, y in zip(xs, ys, strict=True)
    ]
