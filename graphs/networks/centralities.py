"""What a network's nodes are in it, as a table: degree, strength, betweenness, community, and more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from findingsgraph.graphs.networks.communities import SEED, find_communities, stability
from findingsgraph.graphs.networks.measures import Measure, choose_measures, signed_triangles
from findingsgraph.graphs.networks.view import View

if TYPE_CHECKING:
    import networkx as nx

SMALL = 20
"""Networks of fewer nodes get a warning: betweenness and communities over-read there."""
COLUMNS = (
    "node", "label", "kind", "degree", "strength", "betweenness", "community",
    "statements", "in_strengths", "in_weaknesses", "sign",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Metrics:
    """A table of nodes with what holds for the whole network."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float, ...], ...]
    nodes: int
    edges: int
    density: float
    communities: int
    """Groups of two nodes or more."""
    alone: int
    """Nodes without a tie."""
    modularity: float
    algorithm: str
    warning: str

    def summary(self) -> str:
        """Say the whole in one line."""
        alone = f", {self.alone} nodes without a tie" if self.alone else ""
        return (
            f"{self.nodes} nodes, {self.edges} edges, density {self.density:.3f}{alone}; "
            f"{self.communities} communities, modularity {self.modularity:.3f} ({self.algorithm})"
        )


def metrics(net: nx.Graph[Any], *measures: str) -> Metrics:
    """Measure every node, heaviest first.

    `strength` is the sum of the weights of a node's edges; `betweenness` counts
    shortest paths where a heavier edge is a shorter way, between 0 and 1;
    `community` numbers the communities from 1, the largest first. `measures` adds
    columns: names of `MEASURES`, or `all`. Large networks are measured with scipy where
    the extra `networks` is installed. Raises `UnknownMeasure`.

    >>> import networkx as nx
    >>> net = nx.Graph([("a", "b", {"weight": 2}), ("b", "c", {"weight": 1})])
    >>> table = metrics(net, "core")
    >>> table.columns[:6], table.columns[-1]
    (('node', 'label', 'kind', 'degree', 'strength', 'betweenness'), 'core')
    >>> table.rows[0][:6]
    ('b', 'b', '', 2, 3, 1.0)
    """

    chosen = choose_measures(measures)
    view = View(net)
    plain, paths = view.plain, view.paths
    communities, modularity = find_communities(plain)
    member = {node: number for number, group in enumerate(communities, 1) for node in group}
    added = [measure.values(view) for measure in chosen]
    degree, strength = dict(plain.degree()), dict(plain.degree(weight="weight"))
    rows = []
    for node in sorted(plain, key=lambda node: (-strength[node], -degree[node], str(node))):
        values = net.nodes[node]
        rows.append(
            (
                str(node),
                str(values.get("label", node)),
                str(values.get("kind", "")),
                degree[node],
                round(strength[node], 4),
                round(paths.betweenness[node], 6),
                member[node],
                *(values.get(name, "") for name in ("statements", "strength", "weakness", "sign")),
                *(_rounded(of.get(node, "")) for of in added),
            )
        )
    return Metrics(
        columns=(*COLUMNS, *(measure.name for measure in chosen)),
        rows=tuple(rows),
        nodes=len(plain),
        edges=net.number_of_edges(),
        density=round(_density(net, plain), 6),
        communities=sum(len(group) > 1 for group in communities),
        alone=sum(number == 0 for number in degree.values()),
        modularity=modularity,
        algorithm=f"Louvain, seed {SEED}",
        warning=_warning(len(plain), paths.pivots, chosen),
    )


def _rounded(value: float | int | str) -> float | int | str:
    return round(value, 6) if isinstance(value, float) else value


def _density(net: nx.Graph[Any], plain: nx.Graph[Any]) -> float:
    """Share of the pairs that are tied; in a bipartite network of those from side to side."""
    import networkx as nx

    sides = [values.get("bipartite") for _, values in net.nodes(data=True)]
    if net and None not in sides:
        pairs = sides.count(0) * sides.count(1)
        return plain.number_of_edges() / pairs if pairs else 0.0
    return float(nx.density(plain))


def _warning(nodes: int, pivots: int, chosen: Sequence[Measure]) -> str:
    said = []
    few = [name for name in ("betweenness", "community") if nodes < SMALL]
    few += [measure.name for measure in chosen if nodes < measure.least]
    if few:
        said.append(f"only {nodes} nodes, too few to read much from {', '.join(few)}")
    if pivots:
        said.append(f"betweenness and closeness are estimated from the ways of {pivots} nodes")
    return "; ".join(said)


def describe(net: nx.Graph[Any]) -> dict[str, float | int | str]:
    """Say what holds for the network as a whole, by name of the measure.

    Communities' stability over seeds, bridges, signed triangles and (in bipartite
    networks of some thousand nodes) the clustering of Robins and Alexander (2004) among
    them. A measure that says nothing of this network is empty text.
    """
    import networkx as nx

    plain = View(net).plain
    communities, modularity = find_communities(plain)
    steady = stability(plain)
    groups = [len(group) for group in nx.connected_components(plain)]
    signs = [values["sign"] for *_, values in net.edges(data=True) if values.get("sign")]
    signed, frustrated = (sum(of.values()) // 3 for of in signed_triangles(net))
    sides = [values.get("bipartite") for _, values in net.nodes(data=True)]
    two = bool(sides) and None not in sides
    clustering: float | str = ""
    if two and len(plain) <= 3000 and plain.number_of_edges():
        clustering = round(nx.bipartite.robins_alexander_clustering(plain), 4)
    return {
        "nodes": len(plain),
        "edges": net.number_of_edges(),
        "density": round(_density(net, plain), 6),
        "nodes without a tie": sum(size == 1 for size in groups),
        "components": len(groups),
        "nodes of the largest component": max(groups, default=0),
        "communities": sum(len(group) > 1 for group in communities),
        "modularity": modularity,
        "stability of communities (NMI)": steady.nmi,
        "stability of communities (adjusted Rand)": steady.ari,
        "runs compared": steady.runs,
        "bridges": sum(1 for _ in nx.bridges(plain)),
        "signed edges": len(signs),
        "share of weaknesses": round(sum(sign < 0 for sign in signs) / len(signs), 4) if signs else "",
        "signed triangles": signed,
        "share of them frustrated": round(frustrated / signed, 4) if signed else "",
        "clustering (bipartite)": clustering,
    }
