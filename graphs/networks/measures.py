"""Measures of nodes beyond degree and community: each one function from a network to a value a node.

Measures of ways, circles and groups are taken of the undirected network whose parallel
edges are added up, see `View.plain`; those of direction and sign of the network as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from findingsgraph.errors import UnknownMeasure, suggest
from findingsgraph.graphs.networks.view import View

if TYPE_CHECKING:
    import networkx as nx

Values = Mapping[Any, float | int | str]
"""By node; empty text where the measure says nothing of the node."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of nodes."""

    name: str
    meaning: str
    source: str
    """Where the method is from."""
    least: int
    """Nodes that a network should have for it to say anything."""
    values: Callable[[View], Values]


def _closeness(view: View) -> Values:
    return view.paths.closeness


def _pagerank(view: View) -> Values:
    import networkx as nx

    net, plain = view.net, view.plain
    if not plain:
        return {}
    way = _added_up(net) if net.is_directed() else plain
    if find_spec("scipy"):
        return nx.pagerank(way, weight="weight", max_iter=500, tol=1e-10)
    from networkx.algorithms.link_analysis import pagerank_alg

    # networkx's own without numpy, which it keeps beside the one that needs scipy.
    found: Values = pagerank_alg._pagerank_python(way, weight="weight", max_iter=500, tol=1e-10)  # type: ignore[attr-defined]
    return found


def _added_up(net: nx.Graph[Any]) -> nx.DiGraph[Any]:
    """Give a directed network with one edge a pair and direction; what is mutual goes both ways."""
    import networkx as nx

    weights: dict[tuple[Any, Any], float] = {}
    for one, other, values in net.edges(data=True):
        for ends in ((one, other), (other, one)) if values.get("mutual") else ((one, other),):
            if one != other:
                weights[ends] = weights.get(ends, 0) + values.get("weight", 1)
    added: nx.DiGraph[Any] = nx.DiGraph()
    added.add_nodes_from(sorted(net, key=str))
    added.add_weighted_edges_from((*ends, weights[ends]) for ends in sorted(weights, key=str))
    return added


def _core(view: View) -> Values:
    import networkx as nx

    found: Values = nx.core_number(view.plain)
    return found


def _constraint(view: View) -> Values:
    """By sparse matrices where scipy is: the share spent on each, directly and through others."""
    import networkx as nx

    plain = view.plain
    if not plain.number_of_edges():
        return {}
    if not find_spec("scipy"):
        found = nx.constraint(plain, weight="weight")
        return {node: value if plain[node] else "" for node, value in found.items()}
    import numpy as np
    from scipy.sparse import diags

    nodes = list(plain)
    ties = nx.to_scipy_sparse_array(plain, nodes, weight="weight").astype(float).tocsr()
    sums = np.asarray(ties.sum(axis=1)).ravel()
    spent = diags(np.divide(1.0, sums, out=np.zeros(len(nodes)), where=sums > 0)) @ ties
    whole = (spent + spent @ spent).multiply(ties > 0)
    values = np.asarray(whole.multiply(whole).sum(axis=1)).ravel().tolist()
    return {node: value if plain[node] else "" for node, value in zip(nodes, values, strict=True)}


def _bridges(view: View) -> Values:
    import networkx as nx

    plain = view.plain
    counts: dict[Any, int] = dict.fromkeys(plain, 0)
    for one, other in nx.bridges(plain):
        counts[one] += 1
        counts[other] += 1
    return counts


def _in_degree(view: View) -> Values:
    net = view.net
    return dict(net.in_degree()) if net.is_directed() else dict.fromkeys(net, "")  # type: ignore[attr-defined]


def _out_degree(view: View) -> Values:
    net = view.net
    return dict(net.out_degree()) if net.is_directed() else dict.fromkeys(net, "")  # type: ignore[attr-defined]


def _weakness_share(view: View) -> Values:
    net = view.net
    sides: dict[Any, list[int]] = {node: [0, 0] for node in net}
    for one, other, values in net.edges(data=True):
        sign = values.get("sign", 0)
        if sign:
            for end in {one, other}:
                sides[end][sign < 0] += 1
    return {
        node: round(less / (more + less), 4) if more + less else "" for node, (more, less) in sides.items()
    }


def _frustrated(view: View) -> Values:
    net = view.net
    signed, frustrated = signed_triangles(net)
    return {node: round(frustrated[node] / signed[node], 4) if signed[node] else "" for node in net}


def signed_triangles(net: nx.Graph[Any]) -> tuple[dict[Any, int], dict[Any, int]]:
    """Count by node the triangles of signed edges, and the frustrated ones: one or three weaknesses.

    Parallel edges add their signs up; a pair whose signs balance is not signed.

    >>> import networkx as nx
    >>> net = nx.Graph([(1, 2, {"sign": 1}), (2, 3, {"sign": 1}), (1, 3, {"sign": -1})])
    >>> signed_triangles(net)[1]
    {1: 1, 2: 1, 3: 1}
    """
    sums: dict[tuple[Any, Any], float] = {}
    for one, other, values in net.edges(data=True):
        if one != other and values.get("sign"):
            ends = (one, other) if str(one) <= str(other) else (other, one)
            sums[ends] = sums.get(ends, 0) + values["sign"]
    near: dict[Any, dict[Any, bool]] = {node: {} for node in net}
    for (one, other), total in sums.items():
        if total:
            near[one][other] = near[other][one] = total < 0
    signed, frustrated = dict.fromkeys(net, 0), dict.fromkeys(net, 0)
    for (one, other), total in sums.items():
        if total:
            for third in near[one].keys() & near[other].keys():
                odd = (total < 0) ^ near[one][third] ^ near[other][third]
                # Each triangle is met from its three edges: the node across counts it once.
                signed[third] += 1
                frustrated[third] += odd
    return signed, frustrated


def _reach(view: View) -> Values:
    plain = view.plain
    sides = {node: values.get("bipartite") for node, values in view.net.nodes(data=True)}
    sizes = [sum(side == which for side in sides.values()) for which in (0, 1)]
    return {
        node: round(len(plain[node]) / sizes[1 - side], 4) if side is not None and sizes[1 - side] else ""
        for node, side in sides.items()
    }


_ALL = (
    ("in_degree", _in_degree, 1, "", "edges that come in (directed networks)"),
    ("out_degree", _out_degree, 1, "", "edges that go out (directed networks)"),
    (
        "closeness",
        _closeness,
        20,
        "Wasserman and Faust 1994",
        "how near to all others; above 1 over heavy ties",
    ),
    ("pagerank", _pagerank, 20, "Brin and Page 1998", "share of a walk's time, all together 1"),
    ("core", _core, 20, "Seidman 1983", "k of the densest core it is in: a group tied to k of it each"),
    ("constraint", _constraint, 20, "Burt 1992", "how far its ties are tied among themselves; low: a broker"),
    ("bridges", _bridges, 20, "Tarjan 1974", "ties of it without which the network falls apart"),
    ("weakness_share", _weakness_share, 1, "", "share of its signed ties that lean to weakness"),
    (
        "frustrated",
        _frustrated,
        20,
        "Cartwright and Harary 1956",
        "share of its signed triangles with one weakness or three",
    ),
    (
        "reach",
        _reach,
        2,
        "Borgatti and Everett 1997",
        "share of the other side that it is tied to (bipartite networks)",
    ),
)
MEASURES = {
    name: Measure(name, meaning, source, least, values) for name, values, least, source, meaning in _ALL
}
"""What `metrics` can add to its columns, by name."""


def choose_measures(names: Iterable[str]) -> list[Measure]:
    """Give the measures of these names, each once; `all` names all. Raises `UnknownMeasure`.

    >>> [measure.name for measure in choose_measures(["core", "core"])]
    ['core']
    """
    asked = list(dict.fromkeys(names))
    for name in asked:
        if name != "all" and name not in MEASURES:
            raise UnknownMeasure(name, suggest(name, ("all", *MEASURES)))
    return list(MEASURES.values()) if "all" in asked else [MEASURES[name] for name in asked]
