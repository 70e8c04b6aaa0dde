"""The bundled report, read by the loaders, is sound by every shape."""

from __future__ import annotations

import rdflib
from beside import HARTLEPOOL_TEXT
from rdflib.namespace import RDF

from findingsgraph.graphs.check import check_facts
from findingsgraph.graphs.store.copies import to_graph
from findingsgraph.loaders.documents import open_document
from findingsgraph.loaders.pipeline import read_reports
from findingsgraph.loaders.triples import report_quads
from findingsgraph.ontology.iris import FG
from findingsgraph.ontology.terms import terms


def test_hartlepool_s_report_is_sound_and_uses_declared_terms_only() -> None:
    (report,) = read_reports(open_document(HARTLEPOOL_TEXT))
    facts = to_graph(report_quads(report))
    assert check_facts(facts, HARTLEPOOL_TEXT.name) == []
    assert len(list(facts.subjects(RDF.type, rdflib.URIRef(FG + "Statement")))) > 400
    used = {str(term).removeprefix(FG) for triple in facts for term in triple if str(term).startswith(FG)}
    assert used <= set(terms())
