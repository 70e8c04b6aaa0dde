"""Reasons of recommendations: inferred from what both say, never across parts, never from praise."""

from __future__ import annotations

from factories import make_report

from findingsgraph.graphs.store import Graph
from findingsgraph.loaders.iris import document_iri
from findingsgraph.loaders.reading.reasons import infer_reasons
from findingsgraph.loaders.records import Finding, Fragment, ItemKind, Part, Stance, ThemeTag
from findingsgraph.loaders.triples import catalogue_quads, report_quads
from findingsgraph.ontology.iris import BASE


def item(
    order: int, text: str, kind: ItemKind, stance: Stance, themes: str = "", part: Part = "local-authority"
) -> Finding:
    tags = tuple(ThemeTag(theme, "") for theme in themes.split())
    return Finding(part, "s", kind, "", order, "", text, (Fragment(1, 0, 1),), 1, (), stance, tags)


ASKED = item(9, "Ensure that chronologies are complete and used in supervision.", "recommendation",
             "required-action", "recording-and-chronologies")  # fmt: skip


def test_the_finding_with_the_shortfall_is_the_reason() -> None:
    reasons = infer_reasons([
        item(1, "Chronologies are incomplete.", "finding", "weakness", "recording-and-chronologies"),
        item(2, "Chronologies are complete and are used in supervision.", "finding", "strength"),
        item(3, "Chronologies are missing.", "finding", "weakness", part="lscb"),
        item(4, "Adopters wait too long.", "finding", "weakness"),
        item(5, "Chronologies are missing.", "summary", "weakness"),
        ASKED,
    ])  # fmt: skip
    (reason,) = reasons[9]
    assert (reason.finding, reason.rule) == (
        1, "words: chronology; themes: recording-and-chronologies",
    )  # fmt: skip
    assert 0.12 <= reason.score <= 1


def test_shared_themes_decide_between_the_same_words_and_three_are_enough() -> None:
    same = [item(order, "Chronologies are late.", "finding", "weakness") for order in range(1, 6)]
    themed = item(6, "Chronologies are late.", "finding", "mixed", "recording-and-chronologies")
    reasons = infer_reasons([*same, themed, ASKED])[9]
    assert [reason.finding for reason in reasons] == [6, 1, 2]
    assert reasons[0].score > reasons[1].score == reasons[2].score


def test_no_recommendation_no_work() -> None:
    assert infer_reasons([item(1, "Chronologies are late.", "finding", "weakness")]) == {}


def test_the_question_gives_printed_and_inferred_reasons() -> None:
    from dataclasses import replace

    from findingsgraph.loaders.records import Reason

    report = make_report()
    reason = Reason(report.findings[0].order, 0.41, "words: police")
    findings = tuple(
        replace(each, reasons=(reason,)) if each.recommendation else each for each in report.findings
    )
    lines = report_quads(replace(report, findings=findings))
    name = document_iri(report.document.sha256, BASE)
    with Graph.from_quads([*lines, *catalogue_quads([(name, "a.pdf", True)])]) as graph:
        rows = graph.query("recommendations-with-reasons")
        assert [(row.inferred, row.rule) for row in rows] == [
            (False, "The nurse"), (True, "words: police"),
        ]  # fmt: skip
        assert rows[1].finding_text == report.findings[0].text
        assert float(rows[1].score) == 0.41
