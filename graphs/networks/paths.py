"""Betweenness and closeness: who lies between others, and who is near to all.

Both follow shortest ways, where a heavier edge is a shorter way. A small component is
measured exactly; in a large one ways are followed from some nodes only (pivots), which
estimates the same measures.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np

SEED = 7
LENGTH = 720_720
"""Length of an edge of weight 1. All numbers up to 16 divide it, so that ways of equal length are
found equal, which sums of fractions such as 1/3 would not be."""
EXACT, PIVOTS = 4000, 128
"""With scipy: nodes of a component up to which all are followed, and how many are beyond."""
SLOW_EXACT, SLOW_PIVOTS = 300, 60
"""The same with networkx alone, which takes some fifty times as long."""
_CELLS = 600_000
"""Numbers held at once: nodes times ways' starts."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Per node: betweenness from 0 to 1, closeness from 0, where an edge of weight 1 is a way of length 1."""

    betweenness: dict[Any, float]
    closeness: dict[Any, float]
    pivots: int
    """How many nodes of a large component were followed; 0 where all were."""


def measure_paths(net: nx.Graph[Any]) -> Paths:
    """Measure an undirected network whose edges have a whole `length`, see `simplified`.

    Betweenness is Freeman's (1977) by Brandes' algorithm (2001), in large components
    estimated from pivots (Brandes and Pich 2007); closeness is that of Wasserman and Faust
    (1994) for networks of several components, estimated as Eppstein and Wang (2004) do.
    The same network gives the same numbers; those of scipy and networkx differ in the
    last digits at most, but for estimates.

    >>> import networkx as nx
    >>> net = nx.path_graph(3)
    >>> nx.set_edge_attributes(net, LENGTH, "length")
    >>> found = measure_paths(net)
    >>> found.betweenness, found.closeness[1], found.pivots
    ({0: 0.0, 1: 1.0, 2: 0.0}, 1.0, 0)
    """
    import networkx as nx

    betweenness: dict[Any, float] = dict.fromkeys(net, 0.0)
    closeness: dict[Any, float] = dict.fromkeys(net, 0.0)
    fast, used = find_spec("scipy") is not None, 0
    for group in nx.connected_components(net):
        if len(group) < 2:
            continue
        nodes = sorted(group, key=str)
        pivots = _pivots(len(nodes), *((EXACT, PIVOTS) if fast else (SLOW_EXACT, SLOW_PIVOTS)))
        between, near = (_by_matrix if fast else _by_networkx)(net, nodes, pivots)
        used = max(used, len(pivots) if len(pivots) < len(nodes) else 0)
        # Shares of the pairs, and of the nodes, of the whole network.
        pairs = max(1, (len(net) - 1) * (len(net) - 2))
        for at, node in enumerate(nodes):
            betweenness[node] = between[at] * len(nodes) / len(pivots) / pairs
            closeness[node] = near[at] * (len(nodes) - 1) / (len(net) - 1)
    return Paths(betweenness, closeness, used)


def _pivots(count: int, exact: int, pivots: int) -> list[int]:
    if count <= exact:
        return list(range(count))
    return sorted(random.Random(SEED).sample(range(count), pivots))


def _by_networkx(
    net: nx.Graph[Any], nodes: Sequence[Any], pivots: Sequence[int]
) -> tuple[list[float], list[float]]:
    import networkx as nx

    part = net.subgraph(nodes)
    starts = [nodes[pivot] for pivot in pivots]
    between = nx.betweenness_centrality_subset(part, starts, nodes, weight="length")
    sums, counts = dict.fromkeys(nodes, 0.0), dict.fromkeys(nodes, 0)
    for start in starts:
        for node, length in nx.single_source_dijkstra_path_length(part, start, weight="length").items():
            if node != start:
                sums[node] += length / LENGTH
                counts[node] += 1
    # Half the ways from all nodes: a pair is met from both ends.
    return [2 * between[node] for node in nodes], [
        counts[node] / sums[node] if sums[node] else 0.0 for node in nodes
    ]


def _by_matrix(
    net: nx.Graph[Any], nodes: Sequence[Any], pivots: Sequence[int]
) -> tuple[list[float], list[float]]:
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    number = {node: at for at, node in enumerate(nodes)}
    arcs = sorted(
        (number[one], number[other], length) for one in nodes for other, length in _around(net, one)
    )
    tails, heads, lengths = (np.array(column) for column in zip(*arcs, strict=True))
    count = len(nodes)
    ways = csr_matrix((lengths.astype(float), (tails, heads)), shape=(count, count))
    between, sums, counts = np.zeros(count), np.zeros(count), np.zeros(count)
    step = max(1, _CELLS // max(count, len(arcs)))
    for begin in range(0, len(pivots), step):
        starts = np.array(pivots[begin : begin + step])
        far = dijkstra(ways, directed=True, indices=starts)
        sums += far.sum(axis=0) / LENGTH
        counts += (far > 0).sum(axis=0)
        between += _dependencies(far, starts, tails, heads, lengths)
    near = np.divide(counts, sums, out=np.zeros(count), where=sums > 0)
    return between.tolist(), near.tolist()


def _around(net: nx.Graph[Any], node: Any) -> list[tuple[Any, int]]:
    return [(other, values["length"]) for other, values in net[node].items()]


def _dependencies(far: Any, starts: Any, tails: Any, heads: Any, lengths: Any) -> np.ndarray[Any, Any]:
    """Sum, over ways from each start to all others, each node's share in the shortest ones.

    The shortest ways from all starts together are one directed graph without cycles; ways
    are counted along it and shares gathered back, a step at a time for all at once.
    """
    import numpy as np
    from scipy.sparse import csr_matrix

    rows, count = far.shape
    start, arc = np.nonzero(far[:, tails] + lengths == far[:, heads])
    size = rows * count
    onward = csr_matrix(
        (np.ones(len(arc)), (start * count + heads[arc], start * count + tails[arc])), (size, size)
    )
    origin = np.arange(rows) * count + starts
    paths = np.zeros(size)
    paths[origin] = 1.0
    front = paths.copy()
    while (front := onward @ front).any():
        paths += front
    back = onward.T.tocsr()
    safe = np.where(paths > 0, paths, 1.0)
    shares, front = np.zeros(size), np.ones(size)
    while (front := paths * (back @ (front / safe))).any():
        shares += front
    shares[origin] = 0.0
    return np.asarray(shares.reshape(rows, count).sum(axis=0))
