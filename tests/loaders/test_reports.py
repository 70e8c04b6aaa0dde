"""Whole reports out of documents: two in one file, and what they share."""

from __future__ import annotations

from pathlib import Path

import pytest

from findingsgraph.graphs.store import Graph
from findingsgraph.loaders.documents.layer import make_document
from findingsgraph.loaders.iris import document_iri
from findingsgraph.loaders.pipeline import read_reports
from findingsgraph.loaders.records import Document, InspectionReport
from findingsgraph.loaders.triples import catalogue_quads, report_quads
from findingsgraph.ontology import resource_base

GOLDEN = Path(__file__).parent / "golden"
DAYS = "3 March 2014 – 26 March 2014"
OTHER_DAYS = "15 June 2015 – 17 June 2015"


def two_in_one(days: str) -> Document:
    """An authority's report and, in the same file, one on its board inspected on these days."""
    one = (GOLDEN / "sif-b.txt").read_text(encoding="utf-8")
    two = (GOLDEN / "lscb-review.txt").read_text(encoding="utf-8").replace(OTHER_DAYS, days)
    two = two.replace("Lead inspector: Ann Example", "")
    text = f"{one}\f{two}".replace("Marlbury", "Hartlepool")
    return make_document("two.pdf", text.encode(), "pdf", "pdf 1", text.split("\f"), True)


def graph_of(reports: tuple[InspectionReport, ...]) -> Graph:
    document = reports[0].document
    quads = [line for report in reports for line in report_quads(report)]
    catalogue = catalogue_quads([(document_iri(document.sha256, resource_base()), "two.pdf", True)])
    return Graph.from_quads([*quads, *catalogue], [document.text])


def test_two_reports_of_one_inspection_share_its_family_days_and_lead() -> None:
    reports = read_reports(two_in_one(DAYS))
    assert [(each.facts.family, each.facts.layout) for each in reports] == [
        ("sif", "sif-b"),
        ("sif", "lscb-review"),
    ]
    assert [issue for issue in reports[1].issues if issue.kind == "no-lead-inspector"] == []
    with graph_of(reports) as graph:
        rows = list(graph.query("inspections"))
        assert [row.report.rsplit("/report/")[1] for row in rows] == [
            "hartlepool/2014-03-03",
            "hartlepool/2014-03-03/lscb",
        ]
        assert len({(row.family, row.start, row.end, row.lead_inspector) for row in rows}) == 1
        assert rows[1].lead_inspector
        inspections = "SELECT DISTINCT ?i WHERE { GRAPH ?d { ?r fg:reportsOn ?i } }"
        assert len(list(graph.query(inspections))) == 1
        named = (
            "SELECT ?p { GRAPH ?d { ?p a prov:Association ; fg:namedIn ?r . ?r fg:layout 'lscb-review' } }"
        )
        assert list(graph.query(named)) == []


def test_a_body_of_two_reports_has_one_name() -> None:
    pages = two_in_one(DAYS).text.split("\f")
    later = (GOLDEN / "lscb-review.txt").read_text(encoding="utf-8").count("\f") + 1
    pages[-later:] = [page.replace("Children Board", "Children’s Board") for page in pages[-later:]]
    reports = read_reports(make_document("two.pdf", "\f".join(pages).encode(), "pdf", "pdf 1", pages, True))
    names = [{each.key: each.name for each in report.entities} for report in reports]
    both = names[0].keys() & names[1].keys()
    assert both and [names[0][key] for key in both] == [names[1][key] for key in both]
    with graph_of(reports) as graph:
        named = (
            "SELECT ?e (COUNT(?n) AS ?c) { GRAPH ?d { ?e fg:national ?x ; skos:prefLabel ?n } } GROUP BY ?e"
        )
        assert {row.c for row in graph.query(named)} == {1}


def test_a_review_on_other_days_is_an_inspection_of_its_own() -> None:
    reports = read_reports(two_in_one(OTHER_DAYS))
    assert [each.facts.family for each in reports] == ["sif", "lscb-review"]
    assert [issue.kind for issue in reports[1].issues] == ["no-lead-inspector"]
    with graph_of(reports) as graph:
        assert [bool(row.lead_inspector) for row in graph.query("inspections")] == [True, False]


@pytest.mark.parametrize("days", [DAYS, OTHER_DAYS])
def test_orders_run_on_through_the_document(days: str) -> None:
    findings = [finding for report in read_reports(two_in_one(days)) for finding in report.findings]
    statements = [statement for finding in findings for statement in finding.statements]
    assert [each.order for each in findings] == list(range(1, len(findings) + 1))
    assert [each.order for each in statements] == list(range(1, len(statements) + 1))
