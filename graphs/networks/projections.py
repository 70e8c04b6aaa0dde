"""The projections: what each shows, what it takes, how it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from findingsgraph.graphs.networks.agencies import (
    FindingRow,
    Named,
    agencies_findings_network,
    agencies_network,
)
from findingsgraph.graphs.networks.involved import Involved, involvements_network, named
from findingsgraph.graphs.networks.narrow import Asked, items, sentences
from findingsgraph.graphs.networks.nearness import RECOMMENDED, findings_network, recommendations_network
from findingsgraph.graphs.networks.parameters import COMMON, TYPES, Own, own_parameters
from findingsgraph.graphs.networks.profiles import authorities_network
from findingsgraph.graphs.networks.themes import agencies_themes_network
from findingsgraph.queries import Parameter, load_network

if TYPE_CHECKING:
    import networkx as nx

    from findingsgraph.queries import Query

ROWS = "network-agencies"
"""The question whose rows are the sentences that projections of bodies are made of."""


@dataclass(frozen=True, slots=True)
class Projection:
    """A way to see the graph as a network."""

    name: str
    title: str
    description: str
    make: Callable[[Any, Asked, Own], nx.Graph[str]]
    own: tuple[Parameter, ...]
    """What it takes beside the parameters of questions."""

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What it takes: the parameters of questions and its own."""
        return (*COMMON, *self.own)

    @property
    def construct(self) -> Query:
        """The CONSTRUCT query that defines it, on any endpoint."""
        return load_network(self.name)


def named_bodies(graph: Any, asked: Asked, own: Own) -> Iterator[Named]:
    """Give a row for each body of the asked types that a sentence names."""
    for said in sentences(graph, asked, naming=True):
        for body in said.bodies:
            if body.type in own.types:
                yield named(said, body)


def _agencies(graph: Any, asked: Asked, own: Own) -> nx.Graph[str]:
    return agencies_network(named_bodies(graph, asked, own), own.level)


def _agencies_findings(graph: Any, asked: Asked, own: Own) -> nx.Graph[str]:
    rows, findings = [], set()
    for said in sentences(graph, asked, naming=True):
        item = said.item
        for body in said.bodies:
            if body.type in own.types:
                rows.append(named(said, body))
                findings.add(
                    FindingRow(
                        item.iri, item.part, item.section, item.kind, item.number, item.page, item.stance,
                        item.text,
                    )
                )  # fmt: skip
    return agencies_findings_network(rows, findings, own.level)


def _agencies_themes(graph: Any, asked: Asked, own: Own) -> nx.Graph[str]:
    rows = (
        (named(said, body), said.item.themes)
        for said in sentences(graph, asked, naming=True)
        for body in said.bodies
        if body.type in own.types
    )
    return agencies_themes_network(rows, asked.theme, own.level)


def _involvements(graph: Any, asked: Asked, own: Own) -> nx.Graph[str]:
    # An involvement has a stance of its own, and is of the bodies that are its ends.
    def rows() -> Iterator[Involved]:
        for said in sentences(graph, asked.without("stance", "agency")):
            for tie, subject, object_ in said.ties:
                if (
                    (asked.stance is None or tie.stance in asked.stance)
                    and asked.takes_bodies((subject, object_))
                    and subject.type in own.types
                    and object_.type in own.types
                    and (not own.relation or tie.relation in own.relation)
                ):
                    yield said, tie, subject, object_

    return involvements_network(rows(), own.level)


def _authorities(graph: Any, asked: Asked, own: Own) -> nx.Graph[str]:
    return authorities_network(sentences(graph, asked), own.by, own.nearest)


def _findings(graph: Any, asked: Asked, own: Own) -> nx.Graph[str]:
    return findings_network(_items(graph, asked), own.minimum, own.nearest)


def _recommendations(graph: Any, asked: Asked, own: Own) -> nx.Graph[str]:
    kinds = asked if asked.kind is not None else asked.of_kinds(RECOMMENDED)
    return recommendations_network(_items(graph, kinds), own.minimum)


def _items(graph: Any, asked: Asked) -> Iterator[Any]:
    """Items; with a body asked for, those of which a sentence names it."""
    if asked.agency is None:
        for source, report, item in items(graph, asked):
            if asked.stance is None or item.stance in asked.stance:
                yield source, report, item
    else:
        for said in sentences(graph, asked.without("stance")):
            if asked.stance is None or said.item.stance in asked.stance:
                yield said.source, said.report, said.item


PROJECTIONS: dict[str, Projection] = {
    projection.name: projection
    for projection in (
        Projection(
            "agencies",
            "Who stands together",
            "Bodies that one sentence names are tied; weight counts the sentences, sign is the balance of "
            "strengths and weaknesses among them.",
            _agencies,
            own_parameters("level", "types", "minimum"),
        ),
        Projection(
            "involvements",
            "Who does what to whom",
            "Each involvement that a sentence states is an edge from the body that does to the one to which "
            "it is done, with its relation, stance, sign and sentence (directed, several edges a pair).",
            _involvements,
            own_parameters("level", "types", "relation", types=",".join(TYPES)),
        ),
        Projection(
            "agencies-findings",
            "Who is named in which finding",
            "Bodies and the findings that name them (bipartite); weight counts the sentences.",
            _agencies_findings,
            own_parameters("level", "types", "minimum"),
        ),
        Projection(
            "agencies-themes",
            "Who is named over what",
            "Bodies and the themes of the findings that name them (bipartite); weight counts the sentences.",
            _agencies_themes,
            own_parameters("level", "types", "minimum"),
        ),
        Projection(
            "authorities-by-profile",
            "Which authorities were found alike",
            "Authorities are tied to those whose strengths and weaknesses lie on the same themes, or the "
            "same kinds of bodies; weight is the cosine of their leanings.",
            _authorities,
            own_parameters("by", "nearest", "minimum", minimum="0"),
        ),
        Projection(
            "findings-by-similarity",
            "Which findings say nearly the same",
            "Findings of different reports are tied where their words are alike; weight is the cosine.",
            _findings,
            own_parameters("nearest", "minimum", minimum="0.35"),
        ),
        Projection(
            "recommendations-over-time",
            "Which recommendations come again",
            "Each recommendation points at later ones to the same authority on the same matter; weight is "
            "the cosine of their words.",
            _recommendations,
            own_parameters("minimum", minimum="0.25"),
        ),
    )
}
