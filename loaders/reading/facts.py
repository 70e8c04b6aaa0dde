"""The facts of the inspection itself: authority, framework, days, people, law, rights, history."""

from __future__ import annotations

from collections.abc import Sequence

from findingsgraph.loaders.grammars import named
from findingsgraph.loaders.reading.cover import (
    find_printed_authority,
    inspection_windows,
    printed_authority,
    publication_date,
)
from findingsgraph.loaders.reading.frameworks import choose_framework
from findingsgraph.loaders.reading.history import area_items, read_posts, read_previous
from findingsgraph.loaders.reading.judgements import table_rows
from findingsgraph.loaders.reading.people import read_people
from findingsgraph.loaders.reading.rights import read_legal_basis, read_licence
from findingsgraph.loaders.records import Document, InspectionFacts, Issue, ReportRange, Section


def read_facts(
    document: Document, report: ReportRange, sections: Sequence[Section]
) -> tuple[InspectionFacts, tuple[Issue, ...]]:
    """Read what the cover and the closing pages say about the inspection.

    Everything is as printed: what a report does not print stays empty. The issues name what
    a report of its family prints and this one does not (`unknown-authority`,
    `no-inspection-dates`, `unreadable-date`, `no-lead-inspector`).
    """
    printed = printed_authority(document, report)
    authority = find_printed_authority(printed)
    windows, issues = inspection_windows(document, report)
    published, published_span = publication_date(document, report)
    licence, licence_printed = read_licence(document, report)
    people = read_people(document, report)
    framework = choose_framework(document, report, table_rows(document, report, sections))
    items = area_items(sections)
    facts = InspectionFacts(
        family=report.family,
        layout=report.layout,
        framework=framework.id if framework else "",
        authority=authority.slug if authority else "",
        authority_name=authority.name if authority else printed,
        authority_printed=printed,
        urn=authority.urn if authority else "",
        windows=windows,
        published=published,
        published_span=published_span,
        legal_basis=read_legal_basis(document, report),
        licence=licence,
        licence_printed=licence_printed,
        people=people,
        posts=read_posts(items),
        previous=read_previous(items),
        part=named(report.layout).part,
    )
    problems = list(issues)
    if authority is None:
        problems.append(
            Issue("unknown-authority", f"no authority is known by the name {printed!r}", report.first)
        )
    if not any(person.role == "lead-inspector" for person in people):
        problems.append(Issue("no-lead-inspector", "no lead inspector is printed", report.first))
    return facts, tuple(problems)
