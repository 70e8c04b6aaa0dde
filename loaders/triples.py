"""What a report says, as N-Quads: one named graph a document, no blank nodes, no clock.

The graph's name is the document's IRI. All facts of a document are inside its graph,
so that it can be pushed alone; only where the file lay and which document of a report
is preferred stand in the catalogue graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from findingsgraph.loaders.fact_quads import add_document, add_facts, add_issues, add_judgements
from findingsgraph.loaders.iris import (
    document_iri,
    entity_iri,
    inspected_authority,
    named_items,
    report_iri,
    segment,
)
from findingsgraph.loaders.nquads import (
    Quads,
    SortedQuads,
    boolean,
    confidence,
    integer,
    iri,
    literal,
    prefixed,
)
from findingsgraph.loaders.places import Places
from findingsgraph.loaders.reading.links import FRAMEWORK
from findingsgraph.loaders.records import Entity, Finding, InspectionReport, Link, Reason
from findingsgraph.loaders.statement_quads import add_statements
from findingsgraph.ontology import concepts
from findingsgraph.ontology.iris import (
    concept_iri,
    national_framework_iri,
    resource_base,
    stance_iri,
    theme_iri,
)

__all__ = ["CATALOGUE", "catalogue_quads", "document_quads", "report_quads"]

CATALOGUE = "catalogue"
"""Last part of the IRI of the catalogue graph."""

TYPE = prefixed("rdf:type")
_OTHER_ITEM = f"{TYPE} {prefixed('fg:ReportItem')}"
_ITEM_TYPE = dict.fromkeys(("finding", "strength", "progress"), f"{TYPE} {prefixed('fg:Finding')}") | (
    dict.fromkeys(("recommendation", "priority-action"), f"{TYPE} {prefixed('fg:Recommendation')}")
)
ENTITY_CLASS = {
    "agency": prefixed("fg:Agency"),
    "board": prefixed("fg:Board"),
    "service": prefixed("fg:Service"),
    "role": prefixed("fg:Role"),
    "instrument": prefixed("fg:Instrument"),
}
ORGANISATIONS = ("agency", "board")
FG_ADDRESSEE = prefixed("fg:addressee")
FG_ADDRESSEE_INFERRED = prefixed("fg:addresseeInferred")
FG_HEADING = prefixed("fg:heading")
FG_ITEM_OF = prefixed("fg:itemOf")
FG_KIND = prefixed("fg:kind")
FG_LINE = prefixed("fg:line")
FG_LINK = prefixed("fg:Link")
FG_LINK_OF = prefixed("fg:linkOf")
FG_LINKS_TO = prefixed("fg:linksTo")
FG_NATIONAL = prefixed("fg:national")
FG_NUMBER = prefixed("fg:number")
FG_OF_AUTHORITY = prefixed("fg:ofAuthority")
FG_ORDER = prefixed("fg:order")
FG_PART = prefixed("fg:part")
FG_PART_OF_INSPECTION = prefixed("fg:partOfInspection")
FG_PREFERRED = prefixed("fg:preferred")
FG_PRINTED = prefixed("fg:printed")
FG_PRIORITY = prefixed("fg:priority")
FG_REASON = prefixed("fg:Reason")
FG_REASON_IS = prefixed("fg:reasonIs")
FG_REASON_OF = prefixed("fg:reasonOf")
FG_RULE = prefixed("fg:rule")
FG_SCORE = prefixed("fg:score")
FG_SECTION = prefixed("fg:section")
FG_SOURCE = prefixed("fg:source")
FG_STANCE = prefixed("fg:stance")
FG_TEXT = prefixed("fg:text")
FG_THEME = prefixed("fg:theme")
FG_THEME_CUE = prefixed("fg:themeCue")


def report_quads(report: InspectionReport, base: str | None = None, document: str | None = None) -> list[str]:
    """Give everything a report says as sorted N-Quads lines of its document's graph.

    `base` begins the IRIs of documents, reports and local bodies (default: the
    ontology's `resource_base()`); `document` is the document's IRI, to be given for
    the second of two byte-identical files. Two reports in one document share its
    graph: the lines of both together are the document's.
    """
    return document_quads([report], base, document).lines()


def document_quads(
    reports: Sequence[InspectionReport], base: str | None = None, document: str | None = None
) -> SortedQuads:
    """Give everything that the reports of one document say; see `report_quads`."""
    base = base or resource_base()
    graph = document or document_iri(reports[0].document.sha256, base)
    quads = Quads(graph)
    for report in reports:
        places = Places(quads, graph, report)
        about = report_iri(report.facts, report.document.sha256, base)
        add_document(quads, graph, about, report.document, base)
        add_facts(quads, places, about, report, base)
        add_judgements(quads, places, about, report)
        add_issues(quads, graph, report.issues)
        entities = _add_entities(quads, report, base)
        _add_items(quads, places, about, report.findings, entities)
    return quads.sorted()


def catalogue_quads(
    documents: Iterable[tuple[str, str, bool]],
    base: str | None = None,
    parts: Iterable[tuple[str, str]] = (),
) -> list[str]:
    """Give the catalogue graph of (document IRI, source, preferred) as sorted N-Quads lines.

    `parts` are (inspection, inspection that it is a part of), also IRIs.

    >>> print(catalogue_quads([("https://e.org/d", "a.pdf", True)], "https://e.org/")[1])
    <https://e.org/d> <https://w3id.org/findingsgraph/ontology#source> "a.pdf" <https://e.org/catalogue> .
    """
    quads = Quads((base or resource_base()) + CATALOGUE)
    for document, source, preferred in documents:
        quads.add(iri(document), FG_SOURCE, literal(source))
        quads.add(iri(document), FG_PREFERRED, boolean(preferred))
    for part, whole in parts:
        quads.add(iri(part), FG_PART_OF_INSPECTION, iri(whole))
    return quads.lines()


def _add_entities(quads: Quads, report: InspectionReport, base: str) -> dict[str, str]:
    """Describe the bodies that the report names; give their terms by key."""
    authority = inspected_authority(report.facts)
    terms: dict[str, str] = {}
    for entity in report.entities:
        term = iri(entity_iri(entity.type, entity.key, authority, entity.national, base))
        terms[entity.key] = term
        _add_entity(quads, term, entity, authority)
    return terms


def _add_entity(quads: Quads, term: str, entity: Entity, authority: str) -> None:
    kind = prefixed("org:classification" if entity.type in ORGANISATIONS else "dcterms:type")
    quads.add(term, TYPE, ENTITY_CLASS[entity.type])
    if organisation := concepts()[entity.concept].organisation:
        quads.add(term, TYPE, iri(organisation))
    quads.add(term, prefixed("skos:prefLabel"), literal(entity.name))
    quads.add(term, kind, iri(concept_iri(entity.concept)))
    quads.add(term, FG_NATIONAL, boolean(entity.national))
    if not entity.national:
        quads.add(term, FG_OF_AUTHORITY, iri(authority))
    for alias in entity.aliases:
        if alias != entity.name:
            quads.add(term, prefixed("skos:altLabel"), literal(alias))


def _add_items(
    quads: Quads, places: Places, report: str, findings: Iterable[Finding], entities: Mapping[str, str]
) -> None:
    numbers: dict[str, str] = {}
    linking: list[tuple[str, Finding]] = []
    names: dict[int, str] = {}
    for name, finding in named_items(report, findings):
        names[finding.order] = name
        _add_item(quads, places, name, report, finding)
        if finding.number:
            numbers.setdefault(finding.number, name)
        if finding.links or finding.reasons:
            linking.append((name, finding))
        if finding.recommendation:
            _add_recommendation(quads, iri(name), finding, entities)
        add_statements(quads, places, name, finding.statements, entities)
    for name, finding in linking:
        _add_links(quads, places, name, finding.links, numbers)
        _add_reasons(quads, name, finding.reasons, names)


def _add_links(
    quads: Quads, places: Places, name: str, links: Iterable[Link], items: Mapping[str, str]
) -> None:
    """Describe an item's printed links; `items` are the report's items (IRIs) by printed number."""
    for order, link in enumerate(links, start=1):
        term = iri(f"{name}/link-{order}")
        quads.add(term, TYPE, FG_LINK)
        quads.add(term, FG_LINK_OF, iri(name))
        quads.add(term, FG_KIND, literal(link.kind))
        quads.add(term, FG_ORDER, integer(order))
        quads.add(term, FG_PRINTED, literal(link.printed))
        places.add(term, link.span)
        if link.kind in FRAMEWORK:
            quads.add(term, FG_LINKS_TO, iri(national_framework_iri(f"{link.kind}-{segment(link.number)}")))
        elif link.resolved and link.number in items:
            quads.add(term, FG_LINKS_TO, iri(items[link.number]))


def _add_reasons(quads: Quads, name: str, reasons: Iterable[Reason], items: Mapping[int, str]) -> None:
    """Describe what a recommendation seems to follow from; `items` are the report's (IRIs) by order."""
    for order, reason in enumerate(reasons, start=1):
        term = iri(f"{name}/reason-{order}")
        quads.add(term, TYPE, FG_REASON)
        quads.add(term, FG_REASON_OF, iri(name))
        quads.add(term, FG_REASON_IS, iri(items[reason.finding]))
        quads.add(term, FG_ORDER, integer(order))
        quads.add(term, FG_SCORE, confidence(reason.score))
        quads.add(term, FG_RULE, literal(reason.rule))


def _add_item(quads: Quads, places: Places, name: str, report: str, finding: Finding) -> None:
    item = iri(name)
    said = [
        _ITEM_TYPE.get(finding.kind, _OTHER_ITEM),
        f"{FG_ITEM_OF} {iri(report)}",
        f"{FG_PART} {literal(finding.part)}",
        f"{FG_SECTION} {literal(finding.section)}",
        f"{FG_KIND} {literal(finding.kind)}",
        f"{FG_ORDER} {integer(finding.order)}",
        f"{FG_LINE} {integer(finding.line)}",
        f"{FG_TEXT} {literal(finding.text)}",
        f"{FG_STANCE} {iri(stance_iri(finding.stance))}",
    ]
    if finding.number:
        said.append(f"{FG_NUMBER} {literal(finding.number)}")
    if finding.heading:
        said.append(f"{FG_HEADING} {literal(finding.heading)}")
    for tag in finding.themes:
        said.append(f"{FG_THEME} {iri(theme_iri(tag.theme))}")
        said.append(f"{FG_THEME_CUE} {literal(f'{tag.theme}: {tag.cue}')}")
    quads.put(item, said)
    places.add(item, finding.span)


def _add_recommendation(quads: Quads, item: str, finding: Finding, entities: Mapping[str, str]) -> None:
    facts = finding.recommendation
    if facts is None:
        return
    quads.add(item, FG_PRIORITY, boolean(facts.priority))
    if facts.addressee:
        quads.add(item, FG_ADDRESSEE, entities[facts.addressee])
        quads.add(item, FG_ADDRESSEE_INFERRED, boolean(facts.addressee_inferred))
