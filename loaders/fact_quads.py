"""The document, the inspection and its judgements as N-Quads.

People get IRIs without their name, and their name stands in one place only
(`foaf:name`, and `fg:leadInspector` of report and inspection), so that it can be left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.metadata import version

from findingsgraph.loaders.iris import inspected_authority, inspection_iri, segment
from findingsgraph.loaders.nquads import Quads, boolean, day, integer, iri, literal, prefixed
from findingsgraph.loaders.places import Places
from findingsgraph.loaders.records import (
    Document,
    InspectionFacts,
    InspectionReport,
    Issue,
    Person,
    Post,
    PreviousInspection,
)
from findingsgraph.ontology import frameworks, grades
from findingsgraph.ontology.iris import BASE, area_iri, concept_iri, framework_iri, grade_iri

__all__ = ["add_document", "add_facts", "add_issues", "add_judgements"]

TYPE = prefixed("rdf:type")
MEDIA_TYPE = {"pdf": "application/pdf", "text": "text/plain"}
LEAD = "lead-inspector"


def add_document(quads: Quads, name: str, report: str, document: Document, base: str) -> None:
    """Describe the file's text and the run that read it (in PROV, without a clock)."""
    term, add = iri(name), quads.add
    add(term, TYPE, prefixed("fg:Document"))
    add(term, prefixed("fg:documentOf"), iri(report))
    add(term, prefixed("fg:sha256"), literal(document.sha256))
    add(term, prefixed("fg:textSha256"), literal(document.text_sha256))
    add(term, prefixed("fg:extractor"), literal(document.extractor))
    add(term, prefixed("dcterms:format"), literal(MEDIA_TYPE[document.format]))
    if document.pages is not None:
        add(term, prefixed("fg:pageCount"), integer(document.pages))
    release = _release()
    run, facts, software = (
        iri(f"{name}#reading"),
        iri(f"{name}#facts"),
        iri(f"{base}software/findingsgraph-{release}"),
    )
    add(run, TYPE, prefixed("prov:Activity"))
    add(run, prefixed("prov:used"), term)
    add(run, prefixed("prov:wasAssociatedWith"), software)
    add(run, prefixed("prov:generated"), facts)
    add(facts, TYPE, prefixed("prov:Bundle"))
    add(facts, prefixed("prov:wasDerivedFrom"), term)
    add(software, TYPE, prefixed("prov:SoftwareAgent"))
    add(software, prefixed("rdfs:label"), literal(f"findingsgraph {release}"))
    add(software, prefixed("fg:version"), literal(release))


@cache
def _release() -> str:
    return version("findingsgraph")


def add_facts(quads: Quads, places: Places, report: str, understood: InspectionReport, base: str) -> None:
    """Describe the report, the inspection, the authority, and the people and posts they name."""
    facts = understood.facts
    inspection = inspection_iri(facts, understood.document.sha256, base)
    _add_report(quads, places, report, inspection, facts)
    _add_inspection(quads, places, inspection, facts)
    if leads := lead_inspectors(facts):
        for term in (report, inspection):
            quads.add(iri(term), prefixed("fg:leadInspector"), literal(leads))
    _add_authority(quads, facts)
    for number, person in enumerate(facts.people, start=1):
        _add_person(quads, places, report, inspection, number, person)
    for number, post in enumerate(facts.posts, start=1):
        _add_post(quads, places, report, number, post, facts)
    for number, previous in enumerate(facts.previous, start=1):
        _add_previous(quads, places, report, number, previous)


def _add_report(quads: Quads, places: Places, report: str, inspection: str, facts: InspectionFacts) -> None:
    term, add = iri(report), quads.add
    add(term, TYPE, prefixed("fg:Report"))
    add(term, prefixed("fg:reportsOn"), iri(inspection))
    add(term, prefixed("fg:family"), literal(facts.family))
    add(term, prefixed("fg:layout"), literal(facts.layout))
    if facts.published:
        add(term, prefixed("dcterms:issued"), day(facts.published))
    if facts.dated:
        add(term, prefixed("fg:dated"), day(facts.dated))
    if facts.licence:
        known = facts.licence.startswith("http")
        add(
            term,
            prefixed("dcterms:license"),
            iri(facts.licence if known else f"{BASE}licence/{segment(facts.licence)}"),
        )
    if facts.licence_printed:
        add(term, prefixed("fg:licencePrinted"), literal(facts.licence_printed))
    places.link(term, facts.published_span)


def lead_inspectors(facts: InspectionFacts) -> str:
    """Give the names of those who led the inspection, parted by a semicolon."""
    return "; ".join(person.name for person in facts.people if person.role == LEAD and person.name)


def _add_inspection(quads: Quads, places: Places, inspection: str, facts: InspectionFacts) -> None:
    term, add = iri(inspection), quads.add
    add(term, TYPE, prefixed("fg:Inspection"))
    add(term, prefixed("fg:inspects"), iri(inspected_authority(facts)))
    if facts.framework:
        add(term, prefixed("dcterms:conformsTo"), iri(framework_iri(segment(facts.framework))))
    for basis in facts.legal_basis:
        add(term, prefixed("fg:legalBasis"), literal(basis))
    for window in facts.windows:
        add(term, prefixed("fg:window"), literal(f"{window.start.isoformat()}/{window.end.isoformat()}"))
        places.link(term, window.span)
    if facts.windows:
        add(term, prefixed("fg:startDate"), day(min(window.start for window in facts.windows)))
        add(term, prefixed("fg:endDate"), day(max(window.end for window in facts.windows)))


def _add_authority(quads: Quads, facts: InspectionFacts) -> None:
    term = iri(inspected_authority(facts))
    quads.add(term, TYPE, prefixed("fg:LocalAuthority"))
    quads.add(term, prefixed("skos:prefLabel"), literal(facts.authority_name))
    if facts.urn:
        quads.add(term, prefixed("fg:urn"), literal(facts.urn))
    if facts.authority_printed and facts.authority_printed != facts.authority_name:
        quads.add(term, prefixed("skos:altLabel"), literal(facts.authority_printed))


def _add_person(
    quads: Quads, places: Places, report: str, inspection: str, number: int, person: Person
) -> None:
    association, term, add = (
        iri(f"{report}/association/{number}"),
        iri(f"{report}/person/{number}"),
        quads.add,
    )
    add(iri(inspection), prefixed("prov:qualifiedAssociation"), association)
    add(association, TYPE, prefixed("prov:Association"))
    add(association, prefixed("prov:agent"), term)
    add(association, prefixed("prov:hadRole"), iri(f"{BASE}inspection-role/{segment(person.role)}"))
    add(association, prefixed("fg:namedIn"), iri(report))
    add(association, prefixed("fg:order"), integer(number))
    add(term, TYPE, prefixed("foaf:Person"))
    if person.name:
        add(term, prefixed("foaf:name"), literal(person.name))
    places.add(association, person.span)


def _add_post(
    quads: Quads, places: Places, report: str, number: int, post: Post, facts: InspectionFacts
) -> None:
    term, add = iri(f"{report}/post/{number}"), quads.add
    add(term, TYPE, prefixed("fg:Post"))
    add(term, prefixed("fg:namedIn"), iri(report))
    add(term, prefixed("fg:order"), integer(number))
    add(term, prefixed("dcterms:type"), iri(concept_iri(segment(post.concept))))
    add(term, prefixed("skos:prefLabel"), literal(post.title))
    add(term, prefixed("fg:ofAuthority"), iri(inspected_authority(facts)))
    add(term, prefixed("fg:vacant"), boolean(post.vacant))
    if post.since:
        add(term, prefixed("fg:since"), literal(post.since))
    places.add(term, post.span)


def _add_previous(
    quads: Quads, places: Places, report: str, number: int, previous: PreviousInspection
) -> None:
    term, add = iri(f"{report}/previous/{number}"), quads.add
    add(term, TYPE, prefixed("fg:PreviousInspection"))
    add(term, prefixed("fg:previousOf"), iri(report))
    add(term, prefixed("fg:order"), integer(number))
    add(term, prefixed("fg:what"), literal(previous.what))
    if previous.date:
        add(term, prefixed("fg:periodOrDate"), literal(previous.date))
    if previous.grade:
        add(
            term,
            prefixed("fg:grade"),
            iri(grade_iri(_scale_at(previous.date, previous.grade), segment(previous.grade))),
        )
    if previous.printed:
        add(term, prefixed("fg:printed"), literal(previous.printed))
    places.add(term, previous.span)


def _scale_at(when: str, grade: str) -> str:
    """Name the scale an earlier grade stands on: that of the framework of its date, if it has the grade.

    Else the earlier scale, else the first that has it (a report may word an old grade in new words).
    """
    in_force = [
        (framework.first_published, framework.scale)
        for framework in frameworks().values()
        if when and framework.first_published.isoformat() <= when
    ]
    scale = max(in_force)[1] if in_force else "earlier"
    later = (
        framework.scale for framework in sorted(frameworks().values(), key=lambda each: each.first_published)
    )
    return next((each for each in (scale, "earlier", *later) if (each, grade) in grades()), "earlier")


def add_judgements(quads: Quads, places: Places, report: str, understood: InspectionReport) -> None:
    """Describe the grades that the report prints, and the areas for which it has none."""
    framework = frameworks().get(understood.facts.framework)
    scale = framework.scale if framework else "earlier"
    for number, judgement in enumerate(understood.judgements, start=1):
        term, add = iri(f"{report}/judgement/{segment(judgement.area)}"), quads.add
        add(term, TYPE, prefixed("fg:Judgement"))
        add(term, prefixed("fg:judgementOf"), iri(report))
        add(term, prefixed("fg:area"), iri(area_iri(segment(judgement.area))))
        add(term, prefixed("fg:grade"), iri(grade_iri(scale, segment(judgement.grade))))
        add(term, prefixed("fg:printed"), literal(judgement.printed))
        add(term, prefixed("fg:order"), integer(number))
        add(term, prefixed("fg:line"), integer(judgement.line))
        places.add(term, judgement.span)
    for number, (area, status) in enumerate(understood.missing, start=1):
        term = iri(f"{report}/missing/{segment(area)}")
        quads.add(term, TYPE, prefixed("fg:MissingJudgement"))
        quads.add(term, prefixed("fg:judgementOf"), iri(report))
        quads.add(term, prefixed("fg:area"), iri(area_iri(segment(area))))
        quads.add(term, prefixed("fg:status"), literal(status))
        quads.add(term, prefixed("fg:order"), integer(number))


def add_issues(quads: Quads, document: str, issues: Iterable[Issue]) -> None:
    """Record what was not understood."""
    for number, issue in enumerate(issues, start=1):
        term = iri(f"{document}#issue-{issue.line}-{number}")
        quads.add(term, TYPE, prefixed("fg:ExtractionIssue"))
        quads.add(term, prefixed("fg:issueOf"), iri(document))
        quads.add(term, prefixed("fg:order"), integer(number))
        quads.add(term, prefixed("fg:kind"), literal(issue.kind))
        quads.add(term, prefixed("fg:text"), literal(issue.message))
        quads.add(term, prefixed("fg:line"), integer(issue.line))
