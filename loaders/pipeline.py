"""The way of a report through this room: a document in, `InspectionReport`s out.

Each step takes and returns plain values and can be called alone; nothing here
understands anything itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from findingsgraph.loaders.families import recognise
from findingsgraph.loaders.findings import list_items, part_body, part_concept, read_findings
from findingsgraph.loaders.reading.body_keys import local_key
from findingsgraph.loaders.reading.facts import read_facts
from findingsgraph.loaders.reading.involvements import MEETING
from findingsgraph.loaders.reading.judgements import read_judgements
from findingsgraph.loaders.reading.link_check import check_links
from findingsgraph.loaders.reading.names import Names, learn_names
from findingsgraph.loaders.records import (
    Document,
    Finding,
    InspectionReport,
    Mention,
    ReportRange,
)
from findingsgraph.loaders.sections import read_sections
from findingsgraph.loaders.together import named_alike, of_one_inspection
from findingsgraph.ontology.vocabulary import concepts


def read_reports(document: Document) -> tuple[InspectionReport, ...]:
    """Understand every report that the document holds, in order.

    Raises `UnknownFamily` when no grammar reads it.
    """
    reports: list[InspectionReport] = []
    order = said = 0
    for report in recognise(document):
        understood = read_report(document, report, order, said)
        order += len(understood.findings)
        said += sum(len(finding.statements) for finding in understood.findings)
        for before in reports:
            understood = named_alike(before, understood)
        reports.append(of_one_inspection(reports[0], understood) if reports else understood)
    return tuple(reports)


def read_report(document: Document, report: ReportRange, order: int = 0, said: int = 0) -> InspectionReport:
    """Understand one report of a document; `order` items of it and `said` sentences came before."""
    sections, section_issues = read_sections(document, report)
    facts, fact_issues = read_facts(document, report, sections)
    judgements, missing, judgement_issues = read_judgements(document, report, sections)
    items = list(list_items(sections, report, judgements))
    names = learn_names(
        [(item.block.text, item.context) for item in items], facts.authority, facts.authority_name
    )
    findings, link_issues = check_links(read_findings(items, names, order, said))
    return InspectionReport(
        document=document,
        facts=facts,
        judgements=judgements,
        missing=missing,
        findings=findings,
        entities=names.entities(list_references(findings, names)),
        sections=sections,
        issues=(*section_issues, *fact_issues, *judgement_issues, *link_issues),
    )


def list_references(findings: Sequence[Finding], names: Names) -> list[Mention]:
    """List what refers to an entity: the mentions, and the bodies that are only implied."""
    references = [mention for finding in findings for said in finding.statements for mention in said.mentions]
    implied = {part_body(finding.part, names): part_concept(finding.part) for finding in findings}
    for concept in (MEETING, "lscb-chair"):
        key = local_key(concept, "", names.authority)
        if any(key in (i.subject, i.object) for f in findings for s in f.statements for i in s.involvements):
            implied[key] = concept
    known = {mention.entity for mention in references}
    return references + [
        Mention(concept, concepts()[concept].label, 0, 1, key, "implied")
        for key, concept in implied.items()
        if key not in known
    ]
