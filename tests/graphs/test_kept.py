"""What a build keeps of a document for networks is what its quads say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from beside import HARTLEPOOL_TEXT
from factories import make_report

from findingsgraph.graphs.store.kept import facts_line
from findingsgraph.graphs.store.network_facts import DocumentFacts, facts_of
from findingsgraph.graphs.store.network_said import said_in_quads
from findingsgraph.loaders import read_document
from findingsgraph.loaders.records import InspectionReport
from findingsgraph.loaders.redact import without_names
from findingsgraph.loaders.triples import document_quads

BASE, DOCUMENT = "https://e.org/", "https://e.org/document/x"


def said(reports: tuple[InspectionReport, ...]) -> DocumentFacts:
    facts = facts_of(DOCUMENT, said_in_quads(document_quads(reports, BASE, DOCUMENT), DOCUMENT))
    return DocumentFacts.from_json(facts.to_json())


def kept(reports: tuple[InspectionReport, ...]) -> DocumentFacts:
    quads = document_quads(reports, BASE, DOCUMENT)
    return DocumentFacts.from_json(facts_line(DOCUMENT, reports, quads, BASE))


@pytest.mark.parametrize("paged", [True, False])
def test_a_made_report_is_kept_as_its_quads_say_it(paged: bool) -> None:
    report = make_report(paged=paged)
    undated = replace(report, facts=replace(report.facts, published=None))
    never = replace(report, facts=replace(undated.facts, windows=()))
    for reports in [(report,), (undated,), (never,), without_names((report,))]:
        assert kept(reports) == said(reports) != kept((replace(report, findings=()),))


def test_hartlepool_is_kept_as_its_quads_say_it() -> None:
    facts = kept(read_document(HARTLEPOOL_TEXT))
    assert facts == said(read_document(HARTLEPOOL_TEXT))
    assert facts.ties and facts.bodies and all(sentence.text for sentence in facts.sentences)


def test_two_reports_of_one_document_are_kept_as_their_quads_say_it() -> None:
    one = make_report()
    reports = (one, replace(one, facts=replace(one.facts, part="lscb")))
    assert kept(reports) == said(reports)
    assert len(kept(reports).reports) == 2
