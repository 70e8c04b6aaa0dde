"""A folder of Markdown that opens in Obsidian: a page an authority, body, theme and finding, with links.

Links are plain Markdown, so that other readers follow them too. Texts are of one document of
each report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from findingsgraph.graphs.exports.folders.markup import front_matter, words
from findingsgraph.graphs.exports.folders.material import (
    Notes,
    entity_path,
    finding_path,
    read_notes,
    theme_label,
)
from findingsgraph.graphs.exports.selection import Selection
from findingsgraph.graphs.networks.labels import authority_name, concept_label
from findingsgraph.ontology import areas

if TYPE_CHECKING:
    from findingsgraph.graphs.store.rows import Row


def write_notes(selection: Selection) -> dict[str, str]:
    """Write the pages, by their paths."""
    notes = read_notes(selection)
    files = {"README.md": _readme(notes)}
    for authority in sorted({str(row.authority) for row in notes.reports.values()}):
        files[notes.paths.add(authority, "authorities", authority_name(authority))] = _authority(
            notes, authority
        )
    for entity in notes.naming:
        files[entity_path(notes, entity)] = _entity(notes, entity)
    for theme in sorted({theme for of in notes.themes.values() for theme in of}):
        files[notes.paths.add(f"theme:{theme}", "themes", theme_label(theme))] = _theme(notes, theme)
    for finding in notes.findings:
        files[finding_path(notes, finding)] = _finding(notes, finding)
    return files


def _readme(notes: Notes) -> str:
    here = "README.md"
    lines = ["# What inspectors found", *notes.selection.credits.lines()]
    if notes.selection.credits.mixed:
        lines.append("**Reports under different terms stand together: keep to the terms of each.**")
    authorities = sorted({str(row.authority) for row in notes.reports.values()}, key=authority_name)
    lines += ["## Authorities", _list(notes.paths.link(a, authority_name(a), here) for a in authorities)]
    found = sorted({theme for of in notes.themes.values() for theme in of}, key=theme_label)
    lines += ["## Themes", _list(notes.paths.link(f"theme:{t}", theme_label(t), here) for t in found)]
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
    row, here = notes.entities[entity], entity_path(notes, entity)
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
    here = notes.paths.add(f"theme:{theme}", "themes", theme_label(theme))
    lines = [f"# {words(theme_label(theme))}"]
    by_stance: dict[str, list[str]] = defaultdict(list)
    for finding, row in notes.findings.items():
        if theme in notes.themes[finding]:
            by_stance[str(row.stance)].append(notes.paths.link(finding, _title(row), here))
    for stance in sorted(by_stance):
        lines += [f"## {_stance(stance)}", _list(by_stance[stance])]
    return front_matter({"name": theme_label(theme), "tags": ["theme"]}) + _page(lines)


def _finding(notes: Notes, finding: str) -> str:
    row, here = notes.findings[finding], finding_path(notes, finding)
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
        lines.append("Themes: " + ", ".join(notes.paths.link(f"theme:{t}", theme_label(t), here) for t in of))
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
