"""What a network's nodes are in it, as a table: degree, strength, betweenness, community."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

SMALL = 20
"""Networks of fewer nodes get a warning: measures over-read there."""
SEED = 7


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


def metrics(net: nx.Graph[Any]) -> Metrics:
    """Measure every node, heaviest first.

    `strength` is the sum of the weights of a node's edges; `betweenness` counts
    shortest paths where a heavier edge is a shorter way, between 0 and 1;
    `community` numbers the communities from 1, the largest first.

    >>> import networkx as nx
    >>> net = nx.Graph([("a", "b", {"weight": 2}), ("b", "c", {"weight": 1})])
    >>> table = metrics(net)
    >>> table.columns[:6]
    ('node', 'label', 'kind', 'degree', 'strength', 'betweenness')
    >>> table.rows[0][:6]
    ('b', 'b', '', 2, 3, 1.0)
    """
    import networkx as nx

    plain = simplified(net)
    communities, modularity = find_communities(plain)
    member = {node: number for number, group in enumerate(communities, 1) for node in group}
    between = nx.betweenness_centrality(plain, weight="length")
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
                round(between[node], 6),
                member[node],
                values.get("statements", ""),
                values.get("strength", ""),
                values.get("weakness", ""),
                values.get("sign", ""),
            )
        )
    small = len(plain) < SMALL
    return Metrics(
        columns=(
            "node", "label", "kind", "degree", "strength", "betweenness", "community",
            "statements", "in_strengths", "in_weaknesses", "sign",
        ),
        rows=tuple(rows),
        nodes=len(plain),
        edges=plain.number_of_edges(),
        density=round(nx.density(plain), 6),
        communities=sum(len(group) > 1 for group in communities),
        alone=sum(number == 0 for number in degree.values()),
        modularity=modularity,
        algorithm=f"Louvain, seed {SEED}",
        warning=f"only {len(plain)} nodes: read centralities and communities with care" if small else "",
    )  # fmt: skip


def find_communities(net: nx.Graph[Any]) -> tuple[list[list[Any]], float]:
    """Find communities by Louvain's method, the largest first, and their modularity.

    The same network gives the same communities: nodes go in sorted, the seed is fixed.
    """
    import networkx as nx

    if not net.number_of_edges():
        return [[node] for node in sorted(net, key=str)], 0.0
    # Numbers for nodes: sets of texts would be walked in another order in each process.
    names = sorted(net, key=str)
    numbered = nx.relabel_nodes(net, {name: number for number, name in enumerate(names)})
    found = nx.community.louvain_communities(numbered, weight="weight", seed=SEED)
    modularity = nx.community.modularity(numbered, found, weight="weight")
    groups = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group[0]))
    return [[names[number] for number in group] for group in groups], round(modularity, 6)


def simplified(net: nx.Graph[Any]) -> nx.Graph[Any]:
    """Give an undirected simple copy, sorted; parallel edges add their weights, loops go.

    Edges get a `length`, 1 / weight, for shortest paths.
    """
    import networkx as nx

    plain: nx.Graph[Any] = nx.Graph()
    plain.add_nodes_from(sorted(net, key=str))
    weights: dict[tuple[Any, Any], float] = {}
    for one, other, values in net.edges(data=True):
        if one != other:
            ends = (one, other) if str(one) <= str(other) else (other, one)
            weights[ends] = weights.get(ends, 0) + values.get("weight", 1)
    for (one, other), weight in sorted(weights.items(), key=lambda item: tuple(map(str, item[0]))):
        if weight > 0:
            plain.add_edge(one, other, weight=weight, length=1 / weight)
    return plain
