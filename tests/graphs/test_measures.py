"""Measures against what can be told by hand, against networkx alone, and against other libraries."""

from __future__ import annotations

import random
from typing import Any

import networkx as nx
import pytest
from made import three_documents

from findingsgraph.errors import UnknownMeasure
from findingsgraph.graphs.networks import MEASURES, chance, describe, metrics
from findingsgraph.graphs.networks import measures as measures_module
from findingsgraph.graphs.networks import paths as paths_module
from findingsgraph.graphs.networks.agencies import Named
from findingsgraph.graphs.networks.chance import mantel_haenszel, weakness_odds
from findingsgraph.graphs.networks.communities import ari, nmi, stability
from findingsgraph.graphs.networks.paths import measure_paths
from findingsgraph.graphs.networks.view import View, simplified


def as_dicts(table: Any) -> list[dict[str, Any]]:
    return [dict(zip(table.columns, each, strict=True)) for each in table.rows]


def some_network(seed: int, nodes: int = 60, edges: int = 110) -> nx.Graph[Any]:
    """A network of several components with weights that make ways of equal length."""
    chance_of = random.Random(seed)
    net: nx.Graph[Any] = nx.Graph()
    net.add_nodes_from(range(nodes))
    for _ in range(edges):
        one, other = chance_of.sample(range(nodes), 2)
        net.add_edge(one, other, weight=chance_of.randint(1, 6), sign=chance_of.choice((-1.0, 0.5, 0.0)))
    return net


def test_ways_are_networkx_s(monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(4):
        plain = simplified(some_network(seed))
        found = measure_paths(plain)
        between = nx.betweenness_centrality(plain, weight="length")
        near = nx.closeness_centrality(plain, distance="length")
        for node in plain:
            assert found.betweenness[node] == pytest.approx(between[node], abs=1e-12)
            assert found.closeness[node] == pytest.approx(near[node] * paths_module.LENGTH, abs=1e-12)
        with monkeypatch.context() as patch:
            patch.setattr(paths_module, "find_spec", lambda name: None)
            slow = measure_paths(plain)
        assert slow.betweenness == pytest.approx(found.betweenness, abs=1e-12)
        assert slow.closeness == pytest.approx(found.closeness, abs=1e-12)


def test_estimates_are_near_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = simplified(nx.barabasi_albert_graph(400, 2, seed=3))
    exact = measure_paths(plain)
    assert exact.pivots == 0
    monkeypatch.setattr(paths_module, "EXACT", 100)
    estimated = measure_paths(plain)
    assert estimated.pivots == paths_module.PIVOTS
    assert estimated == measure_paths(plain), "the same pivots again"
    tops = [sorted(of, key=lambda node: -of[node])[:10] for of in (exact.betweenness, estimated.betweenness)]
    assert len(set(tops[0]) & set(tops[1])) >= 8
    assert "estimated from the ways of 128 nodes" in metrics(plain).warning


@pytest.mark.parametrize("name", ["constraint", "pagerank"])
def test_with_scipy_or_without_it_is_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    net = some_network(9)
    with_scipy = dict(MEASURES[name].values(View(net)))
    monkeypatch.setattr(measures_module, "find_spec", lambda name: None)
    without = dict(MEASURES[name].values(View(net)))
    for node in net:
        if with_scipy[node] == "":
            assert without[node] == ""
        else:
            assert with_scipy[node] == pytest.approx(without[node], abs=1e-8)


def test_constraint_of_a_broker_is_low() -> None:
    values: dict[Any, Any] = dict(MEASURES["constraint"].values(View(nx.star_graph(5))))
    assert values[0] == pytest.approx(0.2)
    assert values[1] == pytest.approx(1.0)


def test_every_measure_takes_every_kind_of_network() -> None:
    graph = three_documents()
    for net in (
        *(graph.network(name) for name in ("agencies", "involvements", "agencies-findings")),
        nx.empty_graph(3),
        nx.Graph(),
        nx.MultiDiGraph([("a", "b", {"weight": 1, "sign": -1, "mutual": True}), ("b", "b")]),
    ):
        table = metrics(net, "all")
        assert table.columns[-len(MEASURES) :] == tuple(MEASURES)
        assert len(table.rows) == len(net)
        assert describe(net)["nodes"] == len(net)


def test_measures_are_named() -> None:
    assert metrics(nx.path_graph(3), "core", "bridges", "core").columns[-2:] == ("core", "bridges")
    with pytest.raises(UnknownMeasure, match="did you mean 'closeness'"):
        metrics(nx.path_graph(3), "closness")


def test_direction_counts_where_there_is_one() -> None:
    net: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    net.add_edge("leader", "board", weight=1, sign=1)
    net.add_edge("police", "board", weight=1, sign=-1)
    net.add_edge("police", "board", weight=1, sign=-1)
    rows = {each["node"]: each for each in as_dicts(metrics(net, "all"))}
    assert (rows["board"]["in_degree"], rows["board"]["out_degree"]) == (3, 0)
    assert rows["board"]["weakness_share"] == 0.6667
    assert rows["board"]["pagerank"] > rows["police"]["pagerank"]
    assert rows["board"]["bridges"] == 2


def test_frustrated_triangles() -> None:
    """The friend of my friend is my enemy: frustrated; two enemies of one are friends: not."""
    net: nx.Graph[str] = nx.Graph()
    for one, other, sign in (("a", "b", 1), ("b", "c", 1), ("a", "c", -1), ("c", "d", -1), ("a", "d", 1)):
        net.add_edge(one, other, sign=sign)
    signed, frustrated = measures_module.signed_triangles(net)
    assert (signed["a"], frustrated["a"]) == (2, 1)
    assert (signed["b"], frustrated["b"]) == (1, 1)
    assert (signed["d"], frustrated["d"]) == (1, 0)
    assert describe(net)["share of them frustrated"] == 0.5


def test_stability_of_communities() -> None:
    cliques = nx.ring_of_cliques(6, 6)
    steady = stability(simplified(cliques))
    assert (steady.nmi, steady.ari) == (1.0, 1.0)
    loose = stability(simplified(nx.gnm_random_graph(80, 160, seed=5)))
    assert loose.ari < 0.9
    assert stability(simplified(nx.empty_graph(2))).ari == 1.0


def test_agreement_of_groupings_is_scikit_learn_s() -> None:
    cluster = pytest.importorskip("sklearn.metrics.cluster")
    chance_of = random.Random(1)
    for _ in range(20):
        one, other = ([chance_of.randrange(4) for _ in range(30)] for _ in range(2))
        assert nmi(one, other) == pytest.approx(cluster.normalized_mutual_info_score(one, other), abs=1e-9)
        assert ari(one, other) == pytest.approx(cluster.adjusted_rand_score(one, other), abs=1e-9)


def row(statement: int, stance: str, body: str, source: str = "a.pdf") -> Named:
    return Named(source, "", "", "f", f"s{statement}", stance, body, body, "agency", body, False)


def test_odds_ratio_of_one_table_is_the_cross_product() -> None:
    odds: Any = mantel_haenszel([(12, 5, 20, 60)])
    assert odds.ratio == pytest.approx(12 * 60 / (5 * 20))
    assert odds.low < odds.ratio < odds.high
    # Robins, Breslow and Greenland's variance of one table is Woolf's: the sum of reciprocals.
    width = 1.959964 * (1 / 12 + 1 / 5 + 1 / 20 + 1 / 60) ** 0.5
    assert odds.high / odds.ratio == pytest.approx(2.718281828**width, rel=1e-6)


def test_severe_reports_do_not_make_a_body_weak() -> None:
    """Named mostly where everything is criticised: pooled it looks weak, within reports it does not."""
    rows = [
        row(n, "weakness" if n % 10 else "strength", "police" if n < 40 else "schools", "hard.pdf")
        for n in range(80)
    ]
    rows += [
        row(n, "strength" if n % 10 else "weakness", "schools" if n < 76 else "police", "soft.pdf")
        for n in range(80)
    ]
    table = weakness_odds(rows)
    by_body = {each["label"].casefold(): each for each in as_dicts(table)}
    assert by_body["police"]["in_weaknesses"] == 36
    assert by_body["police"]["verdict"] != "more in weaknesses"
    assert by_body["police"]["p_corrected"] > 0.5


def test_a_body_that_is_criticised_more_is_found() -> None:
    rows = [row(n, "weakness" if n % 3 else "strength", "police") for n in range(60)]
    rows += [row(100 + n, "strength" if n % 5 else "weakness", "schools") for n in range(60)]
    rows += [row(300 + n, "context", "courts") for n in range(60)]
    table = weakness_odds(rows)
    verdicts = {each[1]: each[-1] for each in table.rows}
    assert verdicts == {"Police": "more in weaknesses", "Schools": "less in weaknesses"}
    assert (table.sentences, table.weaknesses, table.reports) == (120, 52, 1)


def test_chance_takes_the_parameters_of_the_projection() -> None:
    graph = three_documents()
    assert not chance(graph).rows, "fewer than five sentences say nothing"
    table = chance(graph, least=1, authority="Hartlepool")
    assert {each[1] for each in table.rows} == {
        "Police", "Local Safeguarding Children Board", "Leaving care service", "Other role"
    }  # fmt: skip
    assert all(each[-1] == "too few to tell" for each in table.rows)
