"""Who stands together: bodies named in one statement, and bodies with the findings that name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from findingsgraph.graphs.networks.labels import authority_name, concept_label
from findingsgraph.ontology import concept_iri

if TYPE_CHECKING:
    import networkx as nx

VALUED = ("strength", "weakness", "mixed")
STANCES = (*VALUED, "context", "required-action")


class Named(NamedTuple):
    """A row: a statement names a body. A statement that names it twice may give the row twice."""

    source: str
    authority: str
    dated: str
    finding: str
    statement: str
    stance: str
    entity: str
    concept: str
    type: str
    name: str
    national: bool


class FindingRow(NamedTuple):
    """A row: what a finding says and where."""

    finding: str
    part: str
    section: str
    kind: str
    number: str
    page: str
    stance: str
    text: str


class Tally:
    """What was counted on a node or an edge."""

    __slots__ = ("dates", "findings", "sources", "statements")

    def __init__(self) -> None:
        self.statements: dict[str, str] = {}
        """Their stances."""
        self.findings: set[str] = set()
        self.sources: set[str] = set()
        self.dates: set[str] = set()

    def add(self, row: Named) -> None:
        """Count one statement; the same statement counts once."""
        self.statements[row.statement] = row.stance
        self.findings.add(row.finding)
        self.sources.add(row.source)
        self.dates.add(row.dated)

    def attributes(self) -> dict[str, Any]:
        """Give the counts as attributes.

        `sign` is the balance of valued statements, from -1 (all weaknesses) to 1 (all
        strengths); mixed ones count to neither side. 0 also where none is valued.
        """
        stances = list(self.statements.values())
        strength, weakness, mixed = map(stances.count, VALUED)
        valued = strength + weakness + mixed
        dates = sorted(filter(None, self.dates)) or [""]
        return {
            "statements": len(stances),
            "findings": len(self.findings),
            "reports": len(self.sources),
            "strength": strength,
            "weakness": weakness,
            "mixed": mixed,
            "context": stances.count("context"),
            "required_action": stances.count("required-action"),
            "sign": round((strength - weakness) / valued, 4) if valued else 0.0,
            "first": dates[0],
            "last": dates[-1],
        }


def agencies_network(rows: Iterable[Named], level: str = "local") -> nx.Graph[str]:
    """Join the bodies that one statement names; an edge's weight is the number of such statements.

    `level`: `local` keeps each authority's bodies apart, `concept` makes one node of a
    kind of body ('police' everywhere).
    """
    import networkx as nx

    net: nx.Graph[str] = nx.Graph(name="agencies", level=level)
    rows = list(rows)
    add_bodies(net, rows, level)
    ties: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for bodies in _by_statement(rows, level):
        for one, other in combinations(sorted(bodies), 2):
            ties[one, other].add(bodies[one])
    for (one, other), tally in sorted(ties.items()):
        net.add_edge(one, other, weight=len(tally.statements), **tally.attributes())
    return net


def agencies_findings_network(
    rows: Iterable[Named], findings: Iterable[FindingRow], level: str = "local"
) -> nx.Graph[str]:
    """Join bodies with the findings that name them; weight is the number of statements that do.

    Two kinds of nodes: `bipartite` is 0 for bodies, 1 for findings (whose `kind` is
    `finding`, and whose `item_kind` is the kind of report item).
    """
    import networkx as nx

    net: nx.Graph[str] = nx.Graph(name="agencies-findings", level=level)
    rows = list(rows)
    add_bodies(net, rows, level)
    for node in net:
        net.nodes[node]["bipartite"] = 0
    named = {row.finding for row in rows}
    for finding in sorted(set(findings)):
        if finding.finding in named and finding.finding not in net:
            net.add_node(finding.finding, **_finding_attributes(finding))
    ties: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for row in rows:
        ties[node_of(row, level), row.finding].add(row)
    for (body, finding_iri), tally in sorted(ties.items()):
        net.add_edge(body, finding_iri, weight=len(tally.statements), **tally.attributes())
    return net


def node_of(row: Named, level: str) -> str:
    """Name the node that a row's body is: the body itself, or its concept."""
    return concept_iri(row.concept) if level == "concept" else row.entity


def _by_statement(rows: Iterable[Named], level: str) -> Iterator[dict[str, Named]]:
    statements: dict[str, dict[str, Named]] = defaultdict(dict)
    for row in rows:
        statements[row.statement].setdefault(node_of(row, level), row)
    yield from statements.values()


def add_bodies(net: nx.Graph[Any], rows: Iterable[Named], level: str) -> None:
    """Add the bodies that the rows name as nodes, sorted, with what was counted of each."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    described: dict[str, Named] = {}
    for row in rows:
        node = node_of(row, level)
        tallies[node].add(row)
        described[node] = min(described.get(node, row), row)
    for node, tally in sorted(tallies.items()):
        row = described[node]
        concept_level = level == "concept"
        net.add_node(
            node,
            label=concept_label(row.concept) if concept_level else row.name or concept_label(row.concept),
            kind=row.type,
            concept=row.concept,
            authority="" if concept_level or row.national else authority_name(row.authority),
            national=row.national,
            **tally.attributes(),
        )


def _finding_attributes(row: FindingRow) -> dict[str, Any]:
    place = f"{row.section} {row.number}".strip()
    return {
        "label": f"{place}: {row.text if len(row.text) <= 60 else row.text[:57].rsplit(' ', 1)[0] + ' …'}",
        "kind": "finding",
        "item_kind": row.kind,
        "part": row.part,
        "section": row.section,
        "number": row.number,
        "page": row.page,
        "stance": row.stance,
        "text": row.text,
        "bipartite": 1,
    }
