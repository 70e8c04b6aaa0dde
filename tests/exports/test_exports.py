"""Exports of a graph: facts re-read by rdflib, credits, licences, names, files."""

from __future__ import annotations

import csv
import io
import json
import warnings
import zipfile
from pathlib import Path

import pytest
import rdflib
from made import OPEN, one_report, three_documents
from rdflib.compare import isomorphic

from findingsgraph.errors import UnknownFormat, UnknownProjection, UsageError
from findingsgraph.graphs.exports import MixedLicences
from findingsgraph.graphs.exports.credits import OURS
from findingsgraph.graphs.exports.formats import FORMATS
from findingsgraph.graphs.exports.selection import read_credits
from findingsgraph.graphs.store import Graph

TRIPLES = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml"}
QUADS = {"nquads": "nquads", "trig": "trig", "jsonld": "json-ld"}


@pytest.fixture(scope="module")
def graph() -> Graph:
    made: Graph = one_report()
    return made


def facts(dataset: rdflib.Dataset) -> set[tuple[str, ...]]:
    return {(*(term.n3() for term in (s, p, o)), str(g)) for s, p, o, g in dataset.quads()}


@pytest.fixture(scope="module")
def expected(graph: Graph) -> rdflib.Dataset:
    dataset = rdflib.Dataset()
    dataset.parse(data="\n".join(graph.quads()), format="nquads")
    return dataset


@pytest.mark.parametrize(("ours", "theirs"), QUADS.items())
def test_rdflib_reads_each_documents_facts(
    ours: str, theirs: str, graph: Graph, expected: rdflib.Dataset
) -> None:
    read = rdflib.Dataset()
    read.parse(data=graph.export(ours), format=theirs)
    assert facts(read) == facts(expected)
    assert len(facts(read)) > 200


@pytest.mark.parametrize(("ours", "theirs"), TRIPLES.items())
def test_rdflib_reads_all_facts(ours: str, theirs: str, graph: Graph, expected: rdflib.Dataset) -> None:
    read = rdflib.Graph().parse(data=graph.export(ours), format=theirs)
    union = rdflib.Graph()
    for s, p, o, _ in expected.quads():
        union.add((s, p, o))
    assert isomorphic(read, union)


@pytest.mark.parametrize("name", [*TRIPLES, *QUADS])
def test_facts_have_no_blank_nodes(name: str, graph: Graph) -> None:
    read = rdflib.Dataset()
    read.parse(data=graph.export(name), format={**TRIPLES, **QUADS}[name])
    assert not [term for quad in read.quads() for term in quad if isinstance(term, rdflib.BNode)]


def test_nquads_and_ntriples_are_sorted(graph: Graph) -> None:
    for name in ("nquads", "ntriples"):
        lines = graph.export(name).decode().splitlines()
        assert lines == sorted(set(lines))


def test_jsonld_keys_are_the_contexts(graph: Graph) -> None:
    content = json.loads(graph.export("jsonld"))
    nodes = [node for each in content["@graph"] for node in each["@graph"]]
    keys = {key for node in nodes for key in node}
    assert {"id", "type", "stance", "text", "quote", "statementOf"} <= keys
    assert not {key for key in keys if key.startswith("http")}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_bytes_again(name: str, graph: Graph) -> None:
    assert graph.export(name) == one_report().export(name) != b""


@pytest.mark.parametrize(
    "name", ["turtle", "trig", "rdfxml", "graphml", "gexf", "cytoscape", "nodelink", "dot", "pajek", "svg"]
)
def test_source_terms_and_whose_labels(name: str, graph: Graph) -> None:
    import html

    text = html.unescape(graph.export(name).decode())
    for said in (
        "Ofsted, inspection report on Hartlepool (2014-02-11)",
        "Non-commercial educational use",
        OURS,
    ):
        assert said in text, said


def test_mixed_licences_are_told() -> None:
    graph = three_documents()
    with pytest.warns(MixedLicences, match="Open Government Licence v3.0"):
        graph.export("graphml")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        graph.export("graphml", authority="darlington")
    assert [report.licence for report in read_credits(graph, {"authority": "darlington"}).reports] == [OPEN]
    assert len(read_credits(graph).reports) == 2, "two documents of one report are one report"


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("parquet", "png")])
def test_without_names_no_name_is_left(name: str, graph: Graph) -> None:
    written = graph.export(name, without_names=True)
    texts = [written]
    if written.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(written))
        texts = [archive.read(entry) for entry in archive.namelist()]
    for text in texts:
        assert b"Example" not in text
        assert "Quick" not in text.decode()
    if name == "nquads":
        assert b"Ada Example" in graph.export(name)


def test_csv_of_a_network_is_two_lists(graph: Graph, tmp_path: Path) -> None:
    graph.export("csv", network="agencies", output=tmp_path / "net.csv")
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "net-edges.csv",
        "net-nodes.csv",
        "net-source.txt",
    ]
    nodes = list(csv.DictReader((tmp_path / "net-nodes.csv").open(encoding="utf-8")))
    net = graph.network("agencies")
    assert [row["Id"] for row in nodes] == list(net)
    assert OURS in (tmp_path / "net-source.txt").read_text(encoding="utf-8")
    graph.export("csv", network="agencies", output=tmp_path / "net.zip")
    assert (
        zipfile.ZipFile(tmp_path / "net.zip").read("nodes.csv") == (tmp_path / "net-nodes.csv").read_bytes()
    )


def test_csv_of_tables_holds_every_named_table(graph: Graph) -> None:
    archive = zipfile.ZipFile(io.BytesIO(graph.export("csv")))
    assert {"statements.csv", "mentions.csv", "judgements.csv", "recommendations.csv", "SOURCE.txt"} <= set(
        archive.namelist()
    )
    assert archive.read("statements.csv").decode() == graph.query("statements").to_csv()


def test_output_is_what_is_given(graph: Graph, tmp_path: Path) -> None:
    for name in ("turtle", "svg"):
        given = graph.export(name, output=tmp_path / "out")
        assert (tmp_path / "out").read_bytes() == given == graph.export(name)


def test_wrong_use_is_told(graph: Graph) -> None:
    with pytest.raises(UnknownFormat, match="did you mean 'turtle'"):
        graph.export("turtel")
    with pytest.raises(UnknownProjection):
        graph.export("svg", network="nothing")
    with pytest.raises(UsageError, match="it holds all facts"):
        graph.export("turtle", network="agencies")
