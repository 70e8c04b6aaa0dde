"""Graphs in memory of hand-made reports, for tests of networks and exports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from factories import make_report

from findingsgraph.graphs.store import Graph
from findingsgraph.loaders.iris import document_iri
from findingsgraph.loaders.records import InspectionReport
from findingsgraph.loaders.triples import catalogue_quads, report_quads
from findingsgraph.ontology import resource_base

OPEN = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


def make_graph(*reports: tuple[InspectionReport, str, bool]) -> Graph:
    """Make a graph of (report, source, whether preferred)."""
    documents = [
        (document_iri(report.document.sha256, resource_base()), source, preferred)
        for report, source, preferred in reports
    ]
    lines = [line for report, _, _ in reports for line in report_quads(report)]
    return Graph.from_quads(
        [*lines, *catalogue_quads(documents)], [report.document.text for report, _, _ in reports]
    )


def one_report() -> Graph:
    """Hartlepool's hand-made report alone."""
    return make_graph((make_report(), "hartlepool.pdf", True))


def three_documents() -> Graph:
    """Hartlepool's as PDF and as text (one report), and Darlington's under another licence."""
    other = make_report(authority="darlington", start=date(2019, 3, 4), extra="Darlington")
    facts = replace(other.facts, licence=OPEN, published=date(2019, 5, 1), family="sif")
    return make_graph(
        (make_report(), "hartlepool.pdf", True),
        (make_report(paged=False), "hartlepool.txt", False),
        (replace(other, facts=facts), "darlington.pdf", True),
    )
