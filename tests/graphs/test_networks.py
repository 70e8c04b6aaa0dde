"""Projections: what the rows say becomes nodes and edges, once, with clean attributes."""

from __future__ import annotations

import math

import networkx as nx
import pytest
from made import make_graph, one_report, three_documents

from findingsgraph.errors import BadValue, UnknownParameter, UnknownProjection
from findingsgraph.graphs.networks import PROJECTIONS, metrics, network
from findingsgraph.graphs.networks.agencies import Named, agencies_network
from findingsgraph.graphs.networks.communities import find_communities
from findingsgraph.graphs.networks.layout import place
from findingsgraph.graphs.networks.view import simplified

HOME = "https://w3id.org/findingsgraph/authority/hartlepool/"
POLICE, NURSE, TEAM = (
    f"{HOME}agency/police",
    f"{HOME}role/looked-after-nurse",
    f"{HOME}service/throughcare-team",
)


def said(
    statement: str, stance: str, *entities: str, finding: str = "f", source: str = "a.pdf"
) -> list[Named]:
    return [
        Named(source, "https://e.org/a", "2014-02-11", finding, statement, stance, entity, entity, "agency",
              entity.title(), False)
        for entity in entities
    ]  # fmt: skip


def test_an_edge_counts_statements_by_stance() -> None:
    rows = [
        *said("s1", "strength", "police", "schools", "courts"),
        *said("s2", "weakness", "schools", "police"),
        *said("s3", "weakness", "police", "schools", finding="g", source="b.pdf"),
        *said("s4", "context", "police", "courts"),
        *said("s5", "mixed", "police"),
    ]
    net = agencies_network([*rows, *rows])  # a row twice counts once
    assert sorted(map(sorted, net.edges)) == [
        ["courts", "police"],
        ["courts", "schools"],
        ["police", "schools"],
    ]
    assert net.edges["police", "schools"] == {
        "weight": 3, "statements": 3, "findings": 2, "reports": 2, "strength": 1, "weakness": 2, "mixed": 0,
        "context": 0, "required_action": 0, "sign": -0.3333, "first": "2014-02-11", "last": "2014-02-11",
    }  # fmt: skip
    assert net.edges["courts", "police"]["sign"] == 1.0
    assert net.nodes["police"]["statements"] == 5
    assert net.nodes["police"]["mixed"] == 1


def test_nodes_and_edges_are_sorted_whatever_the_rows_order() -> None:
    rows = said("s1", "strength", "c", "a", "b") + said("s2", "weakness", "b", "a")
    one, other = agencies_network(rows), agencies_network(rows[::-1])
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(data=True)) == list(other.edges(data=True)) == sorted(one.edges(data=True))


def test_agencies_of_a_report() -> None:
    net = one_report().network("agencies")
    assert isinstance(net, nx.Graph)
    assert list(net) == sorted(net)
    assert net.nodes[POLICE]["label"] == "Police"
    assert net.nodes[POLICE]["statements"] == 3
    assert list(net.edges) == [(NURSE, TEAM)]
    assert net.edges[NURSE, TEAM]["sign"] == 1.0
    for _, values in [*net.nodes(data=True), *((e, d) for *e, d in net.edges(data=True))]:
        assert {type(value) for value in values.values()} <= {str, int, float, bool}


def test_only_preferred_documents_unless_asked() -> None:
    graph = three_documents()
    assert graph.network("agencies", authority="Hartlepool").nodes[POLICE]["statements"] == 3
    everything = graph.network("agencies", authority="Hartlepool", documents="all")
    assert everything.nodes[POLICE]["reports"] == 2


def test_local_bodies_stay_apart_and_concepts_join() -> None:
    graph = three_documents()
    local, joined = graph.network("agencies"), graph.network("agencies", level="concept")
    assert sum(values["concept"] == "police" for _, values in local.nodes(data=True)) == 2
    police = [values for _, values in joined.nodes(data=True) if values["concept"] == "police"]
    assert len(police) == 1
    assert police[0]["label"] == "Police"
    assert police[0]["authority"] == ""
    assert (police[0]["statements"], police[0]["reports"]) == (6, 2)
    assert (police[0]["first"], police[0]["last"]) == ("2014-02-11", "2019-05-01")


@pytest.mark.parametrize(
    ("parameters", "labels"),
    [
        ({"stance": "weakness"}, {"Police", "Hartlepool Safeguarding Children Board"}),
        ({"theme": "lscb-scrutiny"}, {"Hartlepool Safeguarding Children Board"}),
        ({"part": "lscb"}, {"Hartlepool Safeguarding Children Board"}),
        ({"kind": "recommendation"}, {"Police"}),
        ({"types": "service,role"}, {"Looked after children nurse", "Throughcare team"}),
        ({"agency": "leaving-care-service"}, {"Looked after children nurse", "Throughcare team"}),
        ({"from_": 2015}, set()),
        (
            {"to": "2014", "source": "hartlepool.pdf", "types": "board"},
            {"Hartlepool Safeguarding Children Board"},
        ),
    ],
)
def test_parameters_narrow(parameters: dict[str, str], labels: set[str]) -> None:
    net = one_report().network("agencies", **parameters)
    assert {values["label"] for _, values in net.nodes(data=True)} == labels


def test_agencies_findings_is_bipartite() -> None:
    net = one_report().network("agencies-findings")
    sides = {node: values["bipartite"] for node, values in net.nodes(data=True)}
    assert all(sides[one] != sides[other] for one, other in net.edges)
    finding = next(values for _, values in net.nodes(data=True) if values.get("number") == "12")
    assert (finding["kind"], finding["item_kind"], finding["stance"]) == ("finding", "finding", "mixed")
    assert finding["text"].startswith("The police do not routinely attend")
    assert finding["page"] == "2"
    tie = next(
        values for one, other, values in net.edges(data=True) if POLICE in (one, other) and values["weakness"]
    )
    assert (tie["weight"], tie["strength"], tie["weakness"], tie["sign"]) == (2, 1, 1, 0.0)
    heavy = one_report().network("agencies-findings", minimum=2)
    assert heavy.number_of_edges() == 1
    assert sum(values["kind"] == "finding" for _, values in heavy.nodes(data=True)) == 1


def test_minimum_weight() -> None:
    assert one_report().network("agencies", minimum=1).number_of_edges() == 1
    assert one_report().network("agencies", minimum=2).number_of_edges() == 0


def test_wrong_use_is_told() -> None:
    graph = one_report()
    with pytest.raises(UnknownProjection, match="did you mean 'agencies'"):
        graph.network("agencys")
    with pytest.raises(UnknownParameter, match="did you mean 'stance'"):
        graph.network("agencies", stanc="weakness")
    wrong_ones: list[dict[str, object]] = [
        {"level": "global"}, {"types": "agencies"}, {"types": ""}, {"minimum": "much"}, {"minimum": -1},
        {"stance": "good"}, {"from": "last year"},
    ]  # fmt: skip
    for wrong in wrong_ones:
        with pytest.raises(BadValue):
            graph.network("agencies", **wrong)


def test_an_empty_graph_gives_an_empty_network() -> None:
    graph = make_graph()
    for name in PROJECTIONS:
        net = network(graph, name)
        assert len(net) == 0
        assert metrics(net).rows == ()


def test_metrics_of_a_known_network() -> None:
    """A path of five and a triangle beside it: betweenness and communities can be told by hand."""
    net: nx.Graph[str] = nx.path_graph(["a", "b", "c", "d", "e"])
    nx.add_cycle(net, ["x", "y", "z"], weight=4)
    table = metrics(net)
    rows = {row[0]: dict(zip(table.columns, row, strict=True)) for row in table.rows}
    assert (table.nodes, table.edges, table.density) == (8, 7, 0.25)
    assert [row[0] for row in table.rows[:3]] == ["x", "y", "z"]
    assert (rows["x"]["degree"], rows["x"]["strength"]) == (2, 8)
    assert rows["c"]["betweenness"] == round(4 / 21, 6)
    assert rows["x"]["community"] == rows["y"]["community"] == rows["z"]["community"]
    assert rows["a"]["community"] != rows["x"]["community"]
    assert table.modularity > 0.3
    assert table.warning == "only 8 nodes, too few to read much from betweenness, community"
    assert metrics(nx.path_graph(3), "core", "reach", "in_degree").warning.endswith("community, core")
    assert metrics(nx.cycle_graph(30)).warning == ""


def test_a_heavier_edge_is_a_shorter_way() -> None:
    net: nx.Graph[str] = nx.Graph()
    net.add_weighted_edges_from([("a", "b", 5), ("b", "c", 5), ("a", "c", 1)])
    rows = {row[0]: row for row in metrics(net).rows}
    assert rows["b"][5] == 1.0
    assert rows["a"][5] == 0.0


def test_communities_do_not_depend_on_the_order_of_nodes() -> None:
    net = nx.karate_club_graph()
    other: nx.Graph[int] = nx.Graph()
    other.add_nodes_from(reversed(list(net)))
    other.add_edges_from((b, a, d) for a, b, d in reversed(list(net.edges(data=True))))
    assert find_communities(simplified(net)) == find_communities(simplified(other))


def test_parallel_edges_add_up_and_loops_go() -> None:
    net: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    net.add_edge("a", "b", weight=2)
    net.add_edge("b", "a", weight=3)
    net.add_edge("a", "a", weight=9)
    plain = simplified(net)
    assert list(plain.edges(data="weight")) == [("a", "b", 5)]


def test_layout_puts_what_belongs_together_near_and_is_the_same_again() -> None:
    edges = [(f"a{i}", f"a{j}", 1.0) for i in range(5) for j in range(i)]
    edges += [(f"b{i}", f"b{j}", 1.0) for i in range(5) for j in range(i)] + [("a0", "b0", 1.0)]
    nodes = [f"{group}{number}" for group in "ab" for number in range(5)]
    places = place(nodes, edges)
    assert places == place(nodes, edges)
    assert all(-1 <= x <= 1 and -1 <= y <= 1 for x, y in places.values())

    def distance(one: str, other: str) -> float:
        return math.dist(places[one], places[other])

    within = max(distance(f"{group}1", f"{group}{n}") for group in "ab" for n in range(2, 5))
    assert within < min(distance(f"a{m}", f"b{n}") for m in range(1, 5) for n in range(1, 5))
