"""Networks: projections of the graph as networkx graphs with clean attributes, and their measures.

>>> sorted(PROJECTIONS)
['agencies', 'agencies-findings']
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

from findingsgraph.graphs.networks.centralities import Metrics, metrics
from findingsgraph.graphs.networks.projections import PROJECTIONS, Projection, split_parameters

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["PROJECTIONS", "Metrics", "Projection", "find_projection", "metrics", "network"]


class Queryable(Protocol):
    """A graph that answers the library's questions with rows of values."""

    def query(self, query: str, /, **parameters: Any) -> Iterable[Any]:
        """Answer a question."""


def network(graph: Queryable, projection: str = "agencies", **parameters: Any) -> nx.Graph[str]:
    """Project the graph to a network: nodes and edges sorted, attributes text, numbers or yes/no.

    `parameters` narrow it: source, authority, from, to, documents, part, kind, stance,
    theme, agency as in queries; `level` (local or concept), `types` (of bodies, with
    commas) and `minimum` (weight of an edge). Python's word `from` is written `from_`.

    Raises `UnknownProjection`, `UnknownParameter`, `BadValue`.
    """
    found = find_projection(projection)
    asked, own = split_parameters(found, parameters)
    net = found.build(graph, asked, own)
    _drop_light(net, own.minimum)
    return net


def find_projection(name: str) -> Projection:
    """Give a projection by its name; hyphens and underscores count as the same."""
    from findingsgraph.errors import UnknownProjection, suggest

    found = PROJECTIONS.get(name.replace("_", "-"))
    if found is None:
        raise UnknownProjection(name, suggest(name, PROJECTIONS))
    return found


def _drop_light(net: nx.Graph[str], minimum: float) -> None:
    """Take away edges below the least weight, and findings that then hang on nothing."""
    if minimum <= 1:
        return
    light = [(one, other) for one, other, values in net.edges(data=True) if values["weight"] < minimum]
    net.remove_edges_from(light)
    lonely = [node for node, values in net.nodes(data=True) if values["kind"] == "finding" and not net[node]]
    net.remove_nodes_from(lonely)
