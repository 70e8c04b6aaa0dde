"""Every projection is what its CONSTRUCT query says, on both engines, however it is narrowed."""

from __future__ import annotations

import warnings
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import rdflib
from factories import make_report
from made import make_graph, three_documents
from rdflib import RDF

import findingsgraph as fg
from findingsgraph.errors import BadValue
from findingsgraph.graphs.exports import MixedLicences
from findingsgraph.graphs.exports.formats import FORMATS
from findingsgraph.graphs.networks import PROJECTIONS, construct
from findingsgraph.graphs.store import Graph
from findingsgraph.graphs.store.kept import kept_name, read_facts
from findingsgraph.graphs.store.network_facts import DocumentFacts
from findingsgraph.ontology import theme_iri
from findingsgraph.ontology.iris import BASE

FG = rdflib.Namespace("https://w3id.org/findingsgraph/ontology#")
NARROWED: list[dict[str, Any]] = [
    {},
    {"documents": "all"},
    {"authority": "Hartlepool"},
    {"authority": ["Hartlepool", "Bradford"], "from_": 2015},
    {"to": 2014, "part": "lscb"},
    {"stance": ["weakness", "mixed"]},
    {"theme": "partnership-working"},
    {"agency": "police", "kind": ["finding", "recommendation"]},
    {"agency": f"{BASE}authority/hartlepool/role/looked-after-nurse", "source": "hartlepool.pdf"},
]


@pytest.fixture(scope="module")
def graph() -> Graph:
    found: Graph = three_documents()
    return found


@pytest.fixture(scope="module")
def dataset(graph: Graph) -> rdflib.Dataset:
    copy = graph.to_rdflib()
    assert isinstance(copy, rdflib.Dataset)
    return copy


def constructed(graph: Graph, dataset: rdflib.Dataset, query: str) -> rdflib.Graph:
    """The triples of a CONSTRUCT query, which must be the same on Oxigraph and rdflib."""
    triples = rdflib.Graph()
    for triple in dataset.query(query).graph or ():
        triples.add(triple)
    mine = {tuple(str(cell) for cell in row) for row in graph.query(query)}
    assert mine == {tuple(str(term) for term in triple) for triple in triples}
    return triples


def ties_of(triples: rdflib.Graph) -> dict[tuple[str, str], int]:
    return {
        (str(triples.value(tie, RDF.subject)), str(triples.value(tie, RDF.object))): int(
            str(triples.value(tie, RDF.value))
        )
        for tie in triples.subjects(RDF.type, RDF.Statement)
    }


@pytest.mark.parametrize("narrowed", NARROWED, ids=str)
@pytest.mark.parametrize("name", ["agencies", "agencies-findings", "agencies-themes"])
def test_ties_are_what_the_query_says(
    graph: Graph, dataset: rdflib.Dataset, name: str, narrowed: dict[str, Any]
) -> None:
    told = ties_of(constructed(graph, dataset, construct(name, **narrowed)))
    net = graph.network(name, **narrowed)
    # A bipartite tie goes from the body; else from the lesser IRI.
    bodies = {node for node, values in net.nodes(data=True) if values.get("bipartite") == 0}
    ends = {
        (one, other) if one in bodies or (not bodies and one < other) else (other, one): values["weight"]
        for one, other, values in net.edges(data=True)
    }
    assert ends == told
    if not narrowed:
        assert told


@pytest.mark.parametrize("narrowed", NARROWED, ids=str)
def test_involvements_are_what_the_query_says(
    graph: Graph, dataset: rdflib.Dataset, narrowed: dict[str, Any]
) -> None:
    triples = constructed(graph, dataset, construct("involvements", **narrowed))
    told = {
        str(each): tuple(str(triples.value(each, FG[name])) for name in ("subject", "object", "relation", "stance"))
        for each in triples.subjects(FG.relation)
    }  # fmt: skip
    net = graph.network("involvements", **narrowed)
    assert isinstance(net, nx.MultiDiGraph)
    mine = {
        key: (one, other, f"{BASE}relation/{values['relation']}", f"{BASE}stance/{values['stance']}")
        for one, other, key, values in net.edges(keys=True, data=True)
    }
    assert mine == told
    if not narrowed:
        assert told


@pytest.mark.parametrize("narrowed", NARROWED, ids=str)
def test_profiles_count_what_the_query_counts(
    graph: Graph, dataset: rdflib.Dataset, narrowed: dict[str, Any]
) -> None:
    from findingsgraph.graphs.networks.narrow import check, sentences
    from findingsgraph.graphs.networks.profiles import FOUND

    triples = constructed(graph, dataset, construct("authorities-by-profile", **narrowed))
    told = {
        tuple(str(triples.value(each, term)) for term in (RDF.subject, RDF.predicate, RDF.object)): int(
            str(triples.value(each, RDF.value))
        )
        for each in triples.subjects(RDF.type, RDF.Statement)
    }
    given = {name.removesuffix("_"): value for name, value in narrowed.items()}
    asked = check("x", PROJECTIONS["authorities-by-profile"].parameters, given)
    mine = Counter(
        (authority, f"{BASE}stance/{stance}", theme_iri(theme))
        for authority, _, stance, themes in {
            (said.report.authority, said.sentence.iri, said.sentence.stance, tuple(said.item.themes))
            for said in sentences(graph, asked)
            if said.sentence.stance in FOUND
        }
        for theme in themes
    )
    assert mine == told


@pytest.mark.parametrize("narrowed", NARROWED, ids=str)
@pytest.mark.parametrize("name", ["findings-by-similarity", "recommendations-over-time"])
def test_texts_compared_are_those_of_the_query(
    graph: Graph, dataset: rdflib.Dataset, name: str, narrowed: dict[str, Any]
) -> None:
    triples = constructed(graph, dataset, construct(name, **narrowed))
    told = {str(each) for each in triples.subjects(FG.text)}
    net = graph.network(name, **narrowed)
    if name == "recommendations-over-time" and "kind" not in narrowed:
        assert set(net) == told
    else:
        assert set(net) <= told


def test_the_same_facts_whether_kept_or_asked_for(tmp_path: Path) -> None:
    """What a build keeps beside the store is what a question gives, and goes on from build to build."""
    first = tmp_path / "a.txt"
    first.write_bytes(Path("reports/hartlepool-2014.txt").read_bytes())
    with fg.build([first], tmp_path / "graph") as graph:
        (document,) = (entry.iri for entry in graph.documents())
        (kept,) = read_facts(graph, [document])
        bare = Graph(graph.engine)
        (asked,) = read_facts(bare, [document])
        assert kept.to_json() == asked.to_json() == DocumentFacts.from_json(kept.to_json()).to_json()
        assert graph.version is not None
        line = (graph.version / kept_name()).read_text(encoding="utf-8")
        nets = [each.network("agencies-findings") for each in (graph, bare)]
        assert nx.utils.graphs_equal(*nets)
    second = tmp_path / "b.txt"
    second.write_bytes(first.read_bytes() + b"\n")
    with fg.build([first, second], tmp_path / "graph") as graph:
        assert graph.version is not None
        lines = (graph.version / kept_name()).read_text(encoding="utf-8").splitlines(keepends=True)
        assert len(lines) == 2
        assert line in lines
        (graph.version / kept_name()).unlink()
        assert len(graph.network("agencies")) == len(nets[0]) - sum(
            values["kind"] == "finding" for _, values in nets[0].nodes(data=True)
        )


def test_involvements_carry_relation_sign_and_sentence(graph: Graph) -> None:
    net = graph.network("involvements", authority="Hartlepool")
    ((one, other, values),) = net.edges(data=True)
    assert (net.nodes[one]["concept"], net.nodes[other]["concept"]) == ("police", "lscb")
    assert (values["relation"], values["label"], values["mutual"]) == ("absent-from", "is absent from", False)
    assert (values["stance"], values["sign"], values["weight"]) == ("weakness", -1, 1)
    assert values["statement"].startswith(values["finding"])
    assert graph.network("involvements", relation="works-with").number_of_edges() == 0
    assert graph.network("involvements", types="agency").number_of_edges() == 0
    with pytest.raises(BadValue, match="did you mean 'works-with'"):
        graph.network("involvements", relation="work-with")


def test_parallel_involvements_stay_apart_also_where_bodies_are_joined(graph: Graph) -> None:
    local = graph.network("involvements")
    joined = graph.network("involvements", level="concept")
    assert local.number_of_edges() == joined.number_of_edges() == 2
    assert len(joined) == 2


def test_agencies_themes(graph: Graph) -> None:
    net = graph.network("agencies-themes", authority="Hartlepool")
    police, meetings = f"{BASE}authority/hartlepool/agency/police", theme_iri("strategy-discussions")
    assert net.nodes[meetings]["kind"] == "theme"
    assert net.edges[police, meetings]["weight"] == 2
    assert (net.edges[police, meetings]["strength"], net.edges[police, meetings]["weakness"]) == (1, 1)
    only = graph.network("agencies-themes", authority="Hartlepool", theme="strategy-discussions")
    assert [node for node, values in only.nodes(data=True) if values["kind"] == "theme"] == [meetings]


def test_authorities_are_tied_to_those_found_alike() -> None:
    from findingsgraph.graphs.networks.profiles import _leanings, _ties

    counts = {
        "a": Counter({("courts", "strength"): 8, ("police", "weakness"): 2}),
        "b": Counter({("courts", "strength"): 4, ("police", "weakness"): 1}),
        "c": Counter({("courts", "weakness"): 5, ("police", "weakness"): 2}),
        "d": Counter({("courts", "weakness"): 5}),
    }
    ties = {(one, other): (weight, shared) for one, other, weight, shared in _ties(_leanings(counts), 1)}
    assert ties["a", "b"][0] == 1.0
    assert ties["a", "b"][1][0] == ("courts", "strength")
    assert set(ties) == {("a", "b"), ("c", "d")}
    assert not list(_ties(_leanings({"a": counts["a"], "c": counts["c"]}), 5)), (
        "two have no average to differ from"
    )


def test_recommendations_point_at_later_ones_on_the_same_matter() -> None:
    later = make_report(start=date(2018, 5, 1), extra="again")
    dated = replace(later, facts=replace(later.facts, published=date(2018, 6, 30)))
    graph = make_graph((make_report(), "first.pdf", True), (dated, "later.pdf", True))
    net = graph.network("recommendations-over-time")
    assert isinstance(net, nx.DiGraph)
    ((one, other, values),) = net.edges(data=True)
    assert [net.nodes[each]["dated"] for each in (one, other)] == ["2014-02-11", "2018-06-30"]
    assert (values["weight"], values["years"]) == (1.0, 4)
    assert "strategy" in values["shared"]
    assert [net.nodes[each]["again"] for each in (one, other)] == [False, True]
    assert graph.network("recommendations-over-time", to=2014).number_of_edges() == 0
    alike = graph.network("findings-by-similarity", minimum=0.99)
    assert alike.number_of_edges() == 4
    assert all(alike.nodes[one]["text"] == alike.nodes[other]["text"] for one, other in alike.edges)
    assert graph.network("findings-by-similarity", authority="Leeds").number_of_edges() == 0


@pytest.mark.parametrize("name", PROJECTIONS)
def test_attributes_are_clean_and_sorted(graph: Graph, name: str) -> None:
    net = graph.network(name)
    assert list(net) == sorted(net)
    for values in [*(v for _, v in net.nodes(data=True)), *(v for *_, v in net.edges(data=True))]:
        assert {type(value) for value in values.values()} <= {str, int, float, bool}
    assert all({"label", "kind"} <= set(values) for _, values in net.nodes(data=True))
    assert all(values["weight"] > 0 for *_, values in net.edges(data=True))


@pytest.mark.parametrize("format", ["graphml", "gexf", "cytoscape", "dot", "csv", "svg", "html"])
@pytest.mark.parametrize("name", PROJECTIONS)
def test_every_projection_can_be_exported(graph: Graph, name: str, format: str, tmp_path: Path) -> None:
    assert format in FORMATS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MixedLicences)
        written = graph.export(format, network=name)
    net = graph.network(name)
    if format == "graphml" and len(net):
        path = tmp_path / "net.graphml"
        path.write_bytes(written)
        read = nx.read_graphml(path, force_multigraph=net.is_multigraph())
        assert (len(read), read.number_of_edges()) == (len(net), net.number_of_edges())
    assert written.strip()
