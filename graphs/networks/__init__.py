"""Networks: projections of the graph as networkx graphs with clean attributes, and their measures.

>>> sorted(PROJECTIONS)[:3]
['agencies', 'agencies-findings', 'agencies-themes']
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

from findingsgraph.graphs.networks.centralities import Metrics, describe, metrics
from findingsgraph.graphs.networks.chance import Chance
from findingsgraph.graphs.networks.measures import MEASURES, choose_measures
from findingsgraph.graphs.networks.parameters import split_parameters
from findingsgraph.graphs.networks.projections import PROJECTIONS, Projection
from findingsgraph.loaders.collector import paused_collector

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "MEASURES", "PROJECTIONS", "Chance", "Metrics", "Projection", "chance", "choose_measures", "construct",
    "describe", "find_projection", "metrics", "network",
]  # fmt: skip


class Queryable(Protocol):
    """A graph that answers the library's questions with rows of values and lists its documents."""

    def query(self, query: str, /, **parameters: Any) -> Iterable[Any]:
        """Answer a question."""

    def documents(self) -> Iterable[Any]:
        """List the documents."""


def network(graph: Queryable, projection: str = "agencies", **parameters: Any) -> nx.Graph[str]:
    """Project the graph to a network: nodes and edges sorted, attributes text, numbers or yes/no.

    `parameters` narrow it: source, authority, from, to, documents, part, kind, stance,
    theme, agency as in queries; and the projection's own: `level` (local or concept),
    `types` (of bodies, with commas), `relation`, `by`, `nearest`, `minimum` (weight of an
    edge), see `Projection.parameters`. Python's word `from` is written `from_`.

    Raises `UnknownProjection`, `UnknownParameter`, `BadValue`.
    """
    from findingsgraph.graphs.networks.narrow import check

    found = find_projection(projection)
    given, own = split_parameters(found, parameters)
    asked = check(found.name, found.parameters, given)
    with paused_collector():
        net = found.make(graph, asked, own)
        _drop_light(net, own.minimum)
    return net


def chance(graph: Queryable, level: str = "concept", least: int = 5, **parameters: Any) -> Chance:
    """Say of each body whether it is in weaknesses more than chance: see `chance.weakness_odds`.

    `parameters` are those of the projection `agencies`; bodies that fewer than `least`
    strengths and weaknesses name are left out. Raises as `network` does.
    """
    from findingsgraph.graphs.networks.chance import weakness_odds
    from findingsgraph.graphs.networks.narrow import check
    from findingsgraph.graphs.networks.projections import named_bodies

    found = PROJECTIONS["agencies"]
    given, own = split_parameters(found, {**parameters, "level": level})
    asked = check(found.name, found.parameters, given)
    return weakness_odds(named_bodies(graph, asked, own), own.level, least)


def construct(projection: str, **parameters: Any) -> str:
    """Give the CONSTRUCT query that defines a projection, narrowed by the parameters of questions.

    It answers on any endpoint that has the graph; `docs/reference/networks.md` says what
    its triples mean. Raises as `network` does.

    >>> construct("involvements", stance="weakness").count("CONSTRUCT")
    1
    """
    from findingsgraph.queries import bind

    found = find_projection(projection)
    given, _ = split_parameters(found, parameters)
    return bind(found.construct, given)


def find_projection(name: str) -> Projection:
    """Give a projection by its name; hyphens and underscores count as the same."""
    from findingsgraph.errors import UnknownProjection, suggest

    found = PROJECTIONS.get(name.replace("_", "-"))
    if found is None:
        raise UnknownProjection(name, suggest(name, PROJECTIONS))
    return found


def _drop_light(net: nx.Graph[str], minimum: float) -> None:
    """Take away edges below the least weight, and findings that then hang on nothing."""
    # An involvement weighs 1; what must not be dropped is not looked at.
    if net.is_multigraph():
        return
    light = [(one, other) for one, other, values in net.edges(data=True) if values["weight"] < minimum]
    if not light:
        return
    net.remove_edges_from(light)
    lonely = [
        node
        for node, values in net.nodes(data=True)
        if values["kind"] in ("finding", "theme") and not net[node]
    ]
    net.remove_nodes_from(lonely)
