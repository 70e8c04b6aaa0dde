"""A network as measures look at it: as it is, simplified, and along its shortest ways; each made once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from findingsgraph.graphs.networks.paths import LENGTH, Paths, measure_paths

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["View", "simplified"]


class View:
    """What measures are taken of."""

    def __init__(self, net: nx.Graph[Any]) -> None:
        self.net = net
        """The network as it is: directed, signed, with parallel edges where it has them."""

    @cached_property
    def plain(self) -> nx.Graph[Any]:
        """The network of who is tied to whom, see `simplified`."""
        return simplified(self.net)

    @cached_property
    def paths(self) -> Paths:
        """Betweenness and closeness, which follow the same ways."""
        return measure_paths(self.plain)


def simplified(net: nx.Graph[Any]) -> nx.Graph[Any]:
    """Give an undirected simple copy, sorted; parallel edges add their weights, loops go.

    Edges get a `length`, 1 / weight in units of which equal ones are found equal, for shortest paths.
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
            plain.add_edge(one, other, weight=weight, length=max(1, round(LENGTH / weight)))
    return plain
