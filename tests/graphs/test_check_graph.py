"""A whole graph is checked document by document, each problem under its source."""

from __future__ import annotations

from factories import make_report, with_bytes

from findingsgraph.graphs.check import check
from findingsgraph.graphs.store.graph import Graph
from findingsgraph.loaders.iris import document_iri
from findingsgraph.loaders.triples import catalogue_quads, report_quads

BASE = "https://example.org/"
SOUND = make_report()
OTHER = with_bytes(make_report(), "ab" * 32)


def graph_of(sound: list[str], other: list[str]) -> Graph:
    """A graph of two documents, with their sources out of the order of their IRIs."""
    first, second = (document_iri(report.document.sha256, BASE) for report in (SOUND, OTHER))
    catalogue = catalogue_quads([(first, "b.pdf", True), (second, "a.pdf", False)], BASE)
    return Graph.from_quads([*sound, *other, *catalogue])


def test_a_sound_graph_has_no_problems() -> None:
    assert check(graph_of(report_quads(SOUND, BASE), report_quads(OTHER, BASE))) == []


def test_problems_stand_under_the_source_of_their_document() -> None:
    without_quotes = [line for line in report_quads(OTHER, BASE) if "#quote>" not in line]
    without_grades = [line for line in report_quads(SOUND, BASE) if "#grade>" not in line]
    problems = check(graph_of(without_grades, without_quotes))
    assert {(problem.source, problem.shape) for problem in problems} == {
        ("a.pdf", "evidence-quote"),
        ("b.pdf", "judgement-grade"),
    }
    assert problems == sorted(problems)
    assert problems == check(graph_of(without_grades, without_quotes))


def test_a_term_that_no_vocabulary_has_is_told() -> None:
    odd = [line.replace("/stance/strength>", "/stance/splendid>") for line in report_quads(OTHER, BASE)]
    problems = check(graph_of(report_quads(SOUND, BASE), odd))
    assert {problem.shape for problem in problems} >= {"report-item-stance", "statement-stance"}
    assert {problem.source for problem in problems} == {"a.pdf"}
