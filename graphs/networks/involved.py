"""Who does what to whom: each involvement that a sentence states is a directed, signed edge."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from findingsgraph.graphs.networks.agencies import Named, add_bodies, node_of
from findingsgraph.graphs.networks.labels import authority_name
from findingsgraph.graphs.networks.narrow import Said
from findingsgraph.graphs.store.network_facts import Body, Tie
from findingsgraph.ontology import relations, stances

if TYPE_CHECKING:
    import networkx as nx

Involved = tuple[Said, Tie, Body, Body]
"""The sentence, what it says, who does, to whom."""


def involvements_network(rows: Iterable[Involved], level: str = "local") -> nx.MultiDiGraph[str]:
    """Draw an edge for each involvement, from the body that does to the one to which it is done.

    `sign` is 1 for a strength, -1 for a weakness, else 0; what is mutual by its nature
    (`mutual`: works-with, ...) has its direction from the sentence only. A body's counts
    are those of its involvements.
    """
    import networkx as nx

    net: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="involvements", level=level)
    rows = sorted(rows, key=lambda row: row[1].iri)
    add_bodies(net, [named(said, body, tie.stance) for said, tie, *two in rows for body in two], level)
    for said, tie, subject, object_ in rows:
        one, other = (node_of(named(said, body), level) for body in (subject, object_))
        net.add_edge(one, other, key=tie.iri, **_attributes(said, tie))
    return net


def named(said: Said, body: Body, stance: str = "") -> Named:
    """Give the row that says that a sentence names a body."""
    return Named(
        said.source, said.report.authority, said.report.dated, said.item.iri, said.sentence.iri,
        stance or said.sentence.stance, body.iri, body.concept, body.type, body.name, body.national,
    )  # fmt: skip


def _attributes(said: Said, tie: Tie) -> dict[str, Any]:
    relation, stance = relations().get(tie.relation), stances().get(tie.stance)
    return {
        "weight": 1,
        "relation": tie.relation,
        "label": relation.label if relation else tie.relation,
        "mutual": bool(relation and relation.symmetric),
        "stance": tie.stance,
        "sign": stance.sign if stance else 0,
        "stated": tie.stated,
        "rule": tie.rule,
        "involvement": tie.iri,
        "statement": said.sentence.iri,
        "finding": said.item.iri,
        "authority": authority_name(said.report.authority),
        "dated": said.report.dated,
        "part": said.item.part,
        "section": said.item.section,
        "page": said.item.page,
    }
