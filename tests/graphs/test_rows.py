"""Answers: rows by name, tables for pandas, polars and CSV, copies for rdflib."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import polars
import pytest
import rdflib
from factories import make_report

from findingsgraph.errors import BadQuery, NoText
from findingsgraph.graphs.store import Graph, Iri, Rows
from findingsgraph.loaders.iris import document_iri
from findingsgraph.loaders.triples import catalogue_quads, report_quads
from findingsgraph.ontology.iris import BASE

REPORT = make_report()
DOCUMENT = document_iri(REPORT.document.sha256, BASE)


@pytest.fixture(scope="module")
def graph() -> Graph:
    lines = report_quads(REPORT) + catalogue_quads([(DOCUMENT, "a.pdf", True)])
    return Graph.from_quads(lines, [REPORT.document.text])


def test_rows_by_place_and_name() -> None:
    rows = Rows(("count", "index", "a b"), [(1, None, "x"), (2, Decimal("0.50"), "y")])
    assert (rows[0]["count"], rows[0]["a b"], rows[1][0]) == (1, "x", 2)
    assert [getattr(rows[1], name) for name in ("count", "index")] == [2, Decimal("0.5")]
    assert rows[1].to_dict() == {"count": 2, "index": Decimal("0.5"), "a b": "y"}
    assert rows[1:].columns == rows.columns
    assert rows.column("a b") == ["x", "y"]
    with pytest.raises(KeyError):
        rows[0]["c"]
    with pytest.raises(AttributeError, match="no column 'c'; there is: count, index, a b"):
        _ = rows[0].c


def test_cells_are_python_values(graph: Graph) -> None:
    row = graph.query("inspections")[0]
    assert (type(row.start), type(row.report), row.start) == (date, Iri, date(2013, 11, 19))
    assert isinstance(graph.query("measures")[0].value, Decimal)
    assert isinstance(graph.query("entities")[0].national, bool)
    assert isinstance(graph.query("findings")[0].order, int)


def test_csv_reads_back(graph: Graph) -> None:
    rows = graph.query("recommendations")
    table = list(csv.DictReader(io.StringIO(rows.to_csv())))
    assert table[0]["priority"] == "true"
    assert list(table[0]) == list(rows.columns)
    awkward = Rows(("a",), [('say "no",\nor',), (None,), (Decimal("1E+3"),)])
    assert [row["a"] for row in csv.DictReader(io.StringIO(awkward.to_csv() + ""))][0] == 'say "no",\nor'
    assert awkward.to_csv().endswith("1000\n")


def test_pandas_and_polars(graph: Graph) -> None:
    rows = graph.query("measures")
    frame = rows.to_pandas()
    assert list(frame.columns) == list(rows.columns)
    assert frame["comparator_value"].notna().sum() == 2
    table = rows.to_polars()
    assert table.columns == list(rows.columns)
    assert table.schema["value"] == polars.Decimal or table["value"].sum() == 288
    assert Rows(("a",), []).to_pandas().empty


def test_questions_of_all_forms(graph: Graph) -> None:
    assert graph.query("ASK { ?s fg:source 'a.pdf' }")[0].answer is True
    triples = graph.query("CONSTRUCT { ?s fg:source ?o } WHERE { ?s fg:source ?o }")
    assert (triples[0].subject, triples[0].object) == (DOCUMENT, "a.pdf")
    assert len(graph.query("DESCRIBE ?d WHERE { ?d fg:source ?o }")) > 5
    assert graph.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a fg:Statement } }")[0].n == 6
    assert graph.query("SELECT ?s { ?s a fg:Statement }").columns == ("s",)


@pytest.mark.parametrize(
    "sparql",
    ["SELECT * {", "DELETE WHERE { ?s ?p ?o }", "INSERT DATA { <a:s> <a:p> 1 }", "SELECT ?x { ?s nix:y ?x }"],
)
def test_what_is_no_question_is_refused_in_one_line(graph: Graph, sparql: str) -> None:
    before = len(list(graph.quads()))
    with pytest.raises(BadQuery) as caught:
        graph.query(sparql)
    assert "\n" not in str(caught.value)
    assert len(list(graph.quads())) == before


def test_rdflib_has_its_own_terms(graph: Graph) -> None:
    copy = graph.to_rdflib(DOCUMENT)
    assert len(copy) == len(report_quads(REPORT))
    text = rdflib.Literal("Hartlepool")
    assert (rdflib.URIRef(BASE + "authority/hartlepool"), rdflib.SKOS.prefLabel, text) in copy
    assert all(not term.ill_typed for _, _, term in copy if isinstance(term, rdflib.Literal))
    assert {prefix for prefix, _ in copy.namespaces()} >= {"fg", "skos", "prov"}
    dataset = graph.to_rdflib()
    assert isinstance(dataset, rdflib.Dataset)
    assert len(dataset.graph(rdflib.URIRef(DOCUMENT))) == len(copy)
    serialized = copy.serialize(format="turtle")
    assert "fg:statementOf" in serialized
    assert "ns1:" not in serialized


def test_quads_are_those_that_were_loaded(graph: Graph) -> None:
    assert list(graph.quads(DOCUMENT)) == report_quads(REPORT)
    catalogue = catalogue_quads([(DOCUMENT, "a.pdf", True)])
    assert list(graph.quads()) == catalogue + report_quads(REPORT)
    assert any("/vocabulary>" in line for line in graph.quads(vocabulary=True))


def test_texts_by_hash(graph: Graph) -> None:
    assert graph.text(REPORT.document.text_sha256) == REPORT.document.text
    with pytest.raises(NoText, match="no such text layer"):
        graph.text("0" * 64)


def test_a_view_without_names(graph: Graph) -> None:
    view = graph.without_names()
    assert [row.name for row in view.query("inspectors")] == [None, None]
    assert [row.role for row in view.query("inspectors")] == ["lead-inspector", "team-inspector"]
    assert view.query("SELECT ?q { ?e fg:quote ?q FILTER(CONTAINS(?q, 'Ada')) }")[0].q in (
        None,
        "███ ███████",
    )
    assert "Ada" not in view.text(REPORT.document.text_sha256)
    lines = list(view.quads(DOCUMENT))
    assert len(lines) == len(report_quads(REPORT)) - 4
    assert not any("Ada" in line or "Sample" in line for line in lines)
    assert graph.query("inspectors")[0].name == "Ada Example"
