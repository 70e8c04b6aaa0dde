"""The whole graph as a property graph: nodes of a kind, relationships of a type, both with properties.

Reports, findings, statements, bodies, themes, measures and areas become nodes; what joins them
becomes relationships. Facts come from the library's questions, of one document of each report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from findingsgraph.graphs.exports.networks.flat import FlatEdge, FlatNetwork, FlatNode, flatten
from findingsgraph.graphs.exports.selection import Selection
from findingsgraph.ontology import area_iri, areas, theme_iri, themes

if TYPE_CHECKING:
    import networkx as nx

    from findingsgraph.graphs.store.rows import Row


@dataclass(frozen=True, slots=True)
class PropertyGraph:
    """A network's nodes by label and its relationships by the labels they join and their type."""

    net: FlatNetwork
    nodes: Mapping[str, tuple[FlatNode, ...]]
    relationships: Mapping[tuple[str, str, str], tuple[FlatEdge, ...]]
    """By (label of the source, type, label of the target)."""


def read_property_graph(selection: Selection) -> PropertyGraph:
    """Give the network that was asked for, or the whole graph, as a property graph."""
    return as_property_graph(selection.flat() if selection.network else flatten(whole_graph(selection)))


def as_property_graph(net: FlatNetwork) -> PropertyGraph:
    """Sort a network by labels and types; ties of no known relation are of type TIED_TO."""
    nodes: dict[str, list[FlatNode]] = defaultdict(list)
    labels: dict[str, str] = {}
    for node in net.nodes:
        labels[node.id] = label_name(str(node.values.get("kind", "")))
        nodes[labels[node.id]].append(node)
    edges: dict[tuple[str, str, str], list[FlatEdge]] = defaultdict(list)
    for edge in net.edges:
        kind = type_name(str(edge.values.get("relation", "")))
        edges[labels[edge.source], kind, labels[edge.target]].append(edge)
    return PropertyGraph(
        net,
        {label: tuple(nodes[label]) for label in sorted(nodes)},
        {key: tuple(edges[key]) for key in sorted(edges)},
    )


def label_name(kind: str) -> str:
    """Write a kind as labels are written.

    >>> label_name("local-authority"), label_name(""), label_name("2 x")
    ('LocalAuthority', 'Node', 'Node2X')
    """
    joined = "".join(word[:1].upper() + word[1:] for word in re.findall(r"\w+", kind))
    return joined if joined and not joined[0].isdigit() else f"Node{joined}"


def type_name(relation: str) -> str:
    """Write a relation as types of relationships are written.

    >>> type_name("works-with"), type_name("")
    ('WORKS_WITH', 'TIED_TO')
    """
    joined = "_".join(re.findall(r"\w+", relation)).upper()
    return joined if joined and not joined[0].isdigit() else f"TIED_TO_{joined}".rstrip("_")


def whole_graph(selection: Selection) -> nx.MultiDiGraph[str]:
    """Make a network of all that the graph says, narrowed by the selection's parameters."""
    import networkx as nx

    net: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="findingsgraph")
    _add_reports(net, selection)
    _add_findings(net, selection)
    _add_statements(net, selection)
    _add_bodies(net, selection)
    return net


def _rows(selection: Selection, question: str) -> Iterable[Row]:
    return selection.table(question, documents="preferred")


def _join(net: nx.MultiDiGraph[str], source: object, relation: str, target: object, **values: Any) -> None:
    """Add a relationship between nodes that are there; narrowing may have left one of them out."""
    one, other = str(source), str(target)
    if one in net and other in net:
        net.add_edge(one, other, relation=relation, **values)


def _add_reports(net: nx.MultiDiGraph[str], selection: Selection) -> None:
    for row in _rows(selection, "inspections"):
        net.add_node(
            str(row.authority),
            kind="authority",
            label=row.authority_name,
            name=row.authority_name,
            urn=row.urn,
        )
        net.add_node(
            str(row.report), kind="report", label=f"{row.authority_name} {row.dated or ''}".strip(),
            file=row.source, family=row.family, inspected_from=row.start, inspected_to=row.end,
            published=row.published, dated=row.dated,
        )  # fmt: skip
        _join(net, row.report, "reports-on", row.authority)
    for row in _rows(selection, "judgements"):
        known = areas().get(row.area)
        net.add_node(area_iri(row.area), kind="area", label=known.label if known else row.area, name=row.area)
        _join(
            net, row.report, "judges", area_iri(row.area), grade=row.grade, printed=row.printed, page=row.page
        )


def _add_findings(net: nx.MultiDiGraph[str], selection: Selection) -> None:
    reports = {node for node, values in net.nodes(data=True) if values["kind"] == "report"}
    recommended = {str(row.recommendation): row for row in _rows(selection, "recommendations")}
    for row in _rows(selection, "findings"):
        finding = str(row.finding)
        asked = recommended.get(finding)
        net.add_node(
            finding, kind="recommendation" if asked else "finding", label=_short(row.text), part=row.part,
            section=row.section, item_kind=row.kind, number=row.number, order=row.order, page=row.page,
            line=row.line, stance=row.stance, text=row.text, priority=asked.priority if asked else None,
        )  # fmt: skip
        report = finding
        while report and report not in reports:
            report = report.rpartition("/")[0]
        _join(net, report, "has-finding", finding)
    for row in _rows(selection, "themes"):
        known = themes().get(row.theme)
        net.add_node(
            theme_iri(row.theme), kind="theme", label=known.label if known else row.theme, name=row.theme
        )
        _join(net, row.finding, "about", theme_iri(row.theme))


def _add_statements(net: nx.MultiDiGraph[str], selection: Selection) -> None:
    for row in _rows(selection, "statements"):
        net.add_node(
            str(row.statement), kind="statement", label=_short(row.text), order=row.order, page=row.page,
            line=row.line, stance=row.stance, decided_by=row.decided_by, text=row.text,
        )  # fmt: skip
        _join(net, row.finding, "has-statement", row.statement)
    for row in _rows(selection, "measures"):
        measure = str(row.measure)
        if measure not in net:
            net.add_node(
                measure, kind="measure", label=f"{row.value} {row.unit}", value=row.value, unit=row.unit,
                what=row.what, date=row.date,
            )  # fmt: skip
            _join(net, row.statement, "states", measure)
        if row.comparator_value is not None:
            compared = f"{measure}/{row.comparator_kind}"
            net.add_node(
                compared, kind="comparator", label=f"{row.comparator_kind} {row.comparator_value}",
                value=row.comparator_value, compared_with=row.comparator_kind,
            )  # fmt: skip
            _join(net, measure, "compared-with", compared)


def _add_bodies(net: nx.MultiDiGraph[str], selection: Selection) -> None:
    for row in _rows(selection, "entities"):
        net.add_node(
            str(row.entity), kind=row.type, label=row.name, name=row.name, concept=row.concept,
            national=row.national,
        )  # fmt: skip
        _join(net, row.entity, "of", row.authority)
    for row in _rows(selection, "mentions"):
        _join(net, row.statement, "mentions", row.entity, surface=row.surface, start=row.start, end=row.end)
    for row in _rows(selection, "recommendations"):
        _join(net, row.recommendation, "addressed-to", row.addressee)
    for row in _rows(selection, "involvements"):
        _join(
            net, row.subject, row.relation, row.object,
            statement=row.statement, stance=row.stance, rule=row.rule, text=row.text,
        )  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rsplit(" ", 1)[0] + " …"
