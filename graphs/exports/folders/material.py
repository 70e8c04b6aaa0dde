"""What Markdown pages are written from: answers, who is linked with whom, each page's path."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from findingsgraph.graphs.exports.credits import licence_terms
from findingsgraph.graphs.exports.folders.markup import Paths
from findingsgraph.graphs.exports.reports import ReportNames
from findingsgraph.graphs.exports.selection import Selection
from findingsgraph.graphs.networks.labels import authority_name
from findingsgraph.ontology import themes

if TYPE_CHECKING:
    from findingsgraph.graphs.store.rows import Row, Rows

FOLDERS = {
    "agency": "agencies", "board": "boards", "service": "services", "role": "roles",
    "instrument": "instruments",
}  # fmt: skip


@dataclass
class Notes:
    """What the pages are written from: answers, and who is linked with whom."""

    selection: Selection
    paths: Paths = field(default_factory=Paths)
    reports: dict[str, Row] = field(default_factory=dict)
    judgements: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    """By report."""
    findings: dict[str, Row] = field(default_factory=dict)
    entities: dict[str, Row] = field(default_factory=dict)
    statements: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    """By finding."""
    named: dict[str, dict[str, Row]] = field(default_factory=lambda: defaultdict(dict))
    """Bodies by statement."""
    naming: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    """Statements by body, in reading order."""
    themes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """By finding."""
    addressed: dict[str, str] = field(default_factory=dict)
    """Bodies by the recommendation that is made to them."""
    licences: dict[str, str] = field(default_factory=dict)
    """Terms by report."""
    report_of: dict[str, str] = field(default_factory=dict)
    """Reports by finding."""


def read_notes(selection: Selection) -> Notes:
    """Ask for everything, and give each page its path before any page links to it."""
    notes = Notes(selection)

    def ask(question: str) -> Rows:
        return selection.table(question, documents="preferred")

    names = ReportNames(selection)
    notes.licences = {str(row.report): licence_terms(str(row.licence or "")) for row in ask("licences")}
    notes.addressed = {str(row.recommendation): str(row.addressee or "") for row in ask("recommendations")}
    notes.reports = {str(row.report): row for row in ask("inspections")}
    for row in ask("judgements"):
        notes.judgements[str(row.report)].append(row)
    notes.entities = {str(row.entity): row for row in ask("entities")}
    for row in notes.reports.values():
        notes.paths.add(str(row.authority), "authorities", authority_name(str(row.authority)))
    for row in ask("themes"):
        notes.themes[str(row.finding)].append(str(row.theme))
        notes.paths.add(f"theme:{row.theme}", "themes", theme_label(str(row.theme)))
    for row in ask("findings"):
        notes.findings[str(row.finding)] = row
        notes.report_of[str(row.finding)] = names.report(str(row.finding))
        finding_path(notes, str(row.finding))
    for row in ask("statements"):
        notes.statements[str(row.finding)].append(row)
    known = {str(row.statement): row for of in notes.statements.values() for row in of}
    for row in ask("mentions"):
        statement, entity = str(row.statement), str(row.entity)
        if statement in known and entity in notes.entities and entity not in notes.named[statement]:
            notes.named[statement][entity] = row
            notes.naming[entity].append(known[statement])
            entity_path(notes, entity)
    return notes


def finding_path(notes: Notes, finding: str) -> str:
    """Give the path of a finding's page."""
    row, report = notes.findings[finding], notes.reports.get(notes.report_of[finding])
    where = f"{authority_name(str(report.authority))} {report.dated or ''}" if report else "Report"
    return notes.paths.add(finding, "findings", f"{where} {row.order:03} {row.section} {row.number or ''}")


def entity_path(notes: Notes, entity: str) -> str:
    """Give the path of a body's page."""
    row = notes.entities[entity]
    where = f" ({authority_name(str(row.authority))})" if row.authority else ""
    return notes.paths.add(entity, FOLDERS[str(row.type)], f"{row.name}{where}")


def theme_label(theme: str) -> str:
    """Name a theme."""
    known = themes().get(theme)
    return known.label if known else theme
