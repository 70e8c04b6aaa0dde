"""A folder of Markdown that opens in Obsidian: a page an authority, body, theme and finding, with links.

Links are plain Markdown, so that other readers follow them too. Texts are of one document of
each report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from findingsgraph.graphs.exports.credits import licence_terms
from findingsgraph.graphs.exports.folders.markup import Paths, front_matter, words
from findingsgraph.graphs.exports.reports import ReportNames
from findingsgraph.graphs.exports.selection import Selection
from findingsgraph.graphs.networks.labels import authority_name, concept_label
from findingsgraph.ontology import areas, themes

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


def write_notes(selection: Selection) -> dict[str, str]:
    """Write the pages, by their paths."""
    notes = _read(selection)
    files = {"README.md": _readme(notes)}
    for authority in sorted({str(row.authority) for row in notes.reports.values()}):
        files[notes.paths.add(authority, "authorities", authority_name(authority))] = _authority(
            notes, authority
        )
    for entity in notes.naming:
        files[_entity_path(notes, entity)] = _entity(notes, entity)
    for theme in sorted({theme for of in notes.themes.values() for theme in of}):
        files[notes.paths.add(f"theme:{theme}", "themes", _theme_label(theme))] = _theme(notes, theme)
    for finding in notes.findings:
        files[_finding_path(notes, finding)] = _finding(notes, finding)
    return files


def _read(selection: Selection) -> Notes:
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
        notes.paths.add(f"theme:{row.theme}", "themes", _theme_label(str(row.theme)))
    for row in ask("findings"):
        notes.findings[str(row.finding)] = row
        notes.report_of[str(row.finding)] = names.report(str(row.finding))
        _finding_path(notes, str(row.finding))
    for row in ask("statements"):
        notes.statements[str(row.finding)].append(row)
    known = {str(row.statement): row for of in notes.statements.values() for row in of}
    for row in ask("mentions"):
        statement, entity = str(row.statement), str(row.entity)
        if statement in known and entity in notes.entities and entity not in notes.named[statement]:
            notes.named[statement][entity] = row
            notes.naming[entity].append(known[statement])
            _entity_path(notes, entity)
    return notes


def _finding_path(notes: Notes, finding: str) -> str:
    row, report = notes.findings[finding], notes.reports.get(notes.report_of[finding])
    where = f"{authority_name(str(report.authority))} {report.dated or ''}" if report else "Report"
    return notes.paths.add(finding, "findings", f"{where} {row.order:03} {row.section} {row.number or ''}")


def _entity_path(notes: Notes, entity: str) -> str:
    row = notes.entities[entity]
    where = f" ({authority_name(str(row.authority))})" if row.authority else ""
    return notes.paths.add(entity, FOLDERS[str(row.type)], f"{row.name}{where}")


def _theme_label(theme: str) -> str:
    known = themes().get(theme)
    return known.label if known else theme


def _readme(notes: Notes) -> str:
    here = "README.md"
    lines = ["# What inspectors found", *notes.selection.credits.lines()]
    if notes.selection.credits.mixed:
        lines.append("**Reports under different terms stand together: keep to the terms of each.**")
    authorities = sorted({str(row.authority) for row in notes.reports.values()}, key=authority_name)
    lines += ["## Authorities", _list(notes.paths.link(a, authority_name(a), here) for a in authorities)]
    found = sorted({theme for of in notes.themes.values() for theme in of}, key=_theme_label)
    lines += ["## Themes", _list(notes.paths.link(f"theme:{t}", _theme_label(t), here) for t in found)]
    return _page(lines)


def _authority(notes: Notes, authority: str) -> str:
    here = notes.paths.add(authority, "authorities", authority_name(authority))
    reports = sorted(
        (row for row in notes.reports.values() if str(row.authority) == authority),
        key=lambda r: str(r.dated or ""),
    )
    lines = [f"# {words(authority_name(authority))}"]
    for report in reports:
        lines.append(f"## Report of {report.dated or 'an unknown day'} ({words(report.family)})")
        lines.append(_grades(notes, str(report.report)))
        lines.append(
            _list(
                f"{_stance(str(row.stance))}: {notes.paths.link(finding, _title(row), here)}"
                for finding, row in notes.findings.items()
                if notes.report_of[finding] == str(report.report)
            )
        )
    bodies = [e for e in notes.naming if str(notes.entities[e].authority or "") == authority]
    bodies.sort(key=lambda e: (-len(notes.naming[e]), str(notes.entities[e].name), e))
    lines.append("## Named in these reports")
    lines.append(
        _list(
            f"{notes.paths.link(e, str(notes.entities[e].name), here)} ({len(notes.naming[e])})"
            for e in bodies
        )
    )
    first = reports[0]
    properties = {
        "name": authority_name(authority),
        "urn": first.urn,
        "iri": authority,
        "tags": ["authority"],
    }
    return front_matter(properties) + _page(lines)


def _grades(notes: Notes, report: str) -> str:
    rows = [
        f"| {words(areas()[row.area].label if row.area in areas() else row.area)} | {words(row.printed)} |"
        for row in notes.judgements[report]
    ]
    return "\n".join(("| area | grade |", "| --- | --- |", *rows)) if rows else ""


def _entity(notes: Notes, entity: str) -> str:
    row, here = notes.entities[entity], _entity_path(notes, entity)
    lines = [f"# {words(row.name)}"]
    if row.authority:
        name = authority_name(str(row.authority))
        lines.append(
            f"{words(str(row.type).capitalize())} in {notes.paths.link(str(row.authority), name, here)}."
        )
    for statement in notes.naming[entity]:
        lines.append(_quote(notes, statement, here, of=entity))
    properties = {
        "name": row.name, "type": row.type, "concept": concept_label(str(row.concept)), "iri": entity,
        "tags": [str(row.type)],
    }  # fmt: skip
    return front_matter(properties) + _page(lines)


def _theme(notes: Notes, theme: str) -> str:
    here = notes.paths.add(f"theme:{theme}", "themes", _theme_label(theme))
    lines = [f"# {words(_theme_label(theme))}"]
    by_stance: dict[str, list[str]] = defaultdict(list)
    for finding, row in notes.findings.items():
        if theme in notes.themes[finding]:
            by_stance[str(row.stance)].append(notes.paths.link(finding, _title(row), here))
    for stance in sorted(by_stance):
        lines += [f"## {_stance(stance)}", _list(by_stance[stance])]
    return front_matter({"name": _theme_label(theme), "tags": ["theme"]}) + _page(lines)


def _finding(notes: Notes, finding: str) -> str:
    row, here = notes.findings[finding], _finding_path(notes, finding)
    report = notes.reports.get(notes.report_of[finding])
    lines = [f"# {words(_title(row))}"]
    if report:
        authority = str(report.authority)
        link = notes.paths.link(authority, authority_name(authority), here)
        lines.append(
            f"{link}, report of {report.dated or 'an unknown day'}, {words(row.part)}, {words(row.section)}."
        )
    for statement in notes.statements[finding]:
        lines.append(_quote(notes, statement, here, of=finding))
    to = notes.addressed.get(finding, "")
    if to in notes.entities:
        lines.append(f"To: {notes.paths.link(to, str(notes.entities[to].name), here)}")
    of = notes.themes[finding]
    if of:
        lines.append(
            "Themes: " + ", ".join(notes.paths.link(f"theme:{t}", _theme_label(t), here) for t in of)
        )
    properties = {
        "authority": authority_name(str(report.authority)) if report else None,
        "dated": report.dated if report else None,
        "part": row.part, "section": row.section, "kind": row.kind, "number": row.number, "page": row.page,
        "line": row.line, "stance": row.stance, "file": row.source, "iri": finding,
        "licence": notes.licences.get(notes.report_of[finding]), "labels": "findingsgraph's, not Ofsted's",
        "tags": ["finding", f"stance/{row.stance}"],
    }  # fmt: skip
    return front_matter(properties) + _page(lines)


def _quote(notes: Notes, statement: Row, here: str, of: str) -> str:
    """Write a sentence as a quote, with its stance and place; links to all but the page that it is `of`."""
    place = f"page {statement.page}" if statement.page else f"line {statement.line}"
    named = notes.named[str(statement.statement)]
    bodies = [notes.paths.link(e, str(notes.entities[e].name), here) for e in named if e != of]
    finding = str(statement.finding)
    more = [] if finding == of else [notes.paths.link(finding, "finding", here)]
    said = " · ".join((_stance(str(statement.stance)), place, *more, *bodies))
    return f"> {words(statement.text)}\n>\n> — {said}"


def _title(row: Row) -> str:
    text = str(row.text)
    short = text if len(text) <= 70 else text[:67].rsplit(" ", 1)[0] + " …"
    return f"{row.number} {short}".strip() if row.number else short


def _stance(stance: str) -> str:
    return stance.replace("-", " ").capitalize()


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _page(parts: Iterable[str]) -> str:
    return "\n\n".join(_full(parts)) + "\n"


def _full(parts: Iterable[str]) -> Iterator[str]:
    return (part for part in parts if part)
