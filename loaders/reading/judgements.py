"""The grades that a report prints, each by its label, never by its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from findingsgraph.loaders.reading.cues import any_of, cues, grade_id, grade_pattern
from findingsgraph.loaders.reading.frameworks import choose_framework
from findingsgraph.loaders.reading.places import (
    bounds,
    cover_bounds,
    fold,
    fold_layer,
    line_at,
    span_of,
    squeeze,
)
from findingsgraph.loaders.reading.table import Row, read_rows
from findingsgraph.loaders.records import Document, Issue, Judgement, Line, ReportRange, Section
from findingsgraph.ontology.vocabulary import Framework, areas, frameworks

SAID = ("overall", "lscb")
"""Areas whose grade the single inspection framework prints in sentences, not in its table."""


def read_judgements(
    document: Document, report: ReportRange, sections: Sequence[Section]
) -> tuple[tuple[Judgement, ...], tuple[tuple[str, str], ...], tuple[Issue, ...]]:
    """Read every judgement of a report; say which its framework has and it does not print.

    The second value are pairs of an area and `not-reported` (the framework of that date does
    not judge it) or `not-found`; the third the places where a section's heading gives another
    grade than the cover (`grade-mismatch`) or the only one (`grade-only-in-heading`), and areas
    that were not found.
    """
    rows = table_rows(document, report, sections)
    framework = choose_framework(document, report, rows)
    if framework is None:
        what = f"no framework has the family {report.family}: grades are not read"
        return (), (), (Issue("unknown-framework", what, report.first),)
    folded = fold_layer(document.text)
    found = {row.area: Judgement(row.area, row.grade, row.printed, row.span, row.line) for row in rows}
    for said in _said_on_cover(document, report, framework, folded):
        found.setdefault(said.area, said)
    lost: list[Issue] = []
    repeated = [
        *_said_in_headings(document, report, framework, folded),
        *_headings(document, report, framework, folded),
    ]
    said_first = SAID if _statements(report.family) else ()
    for heading in repeated:
        if heading.area not in found and heading.area not in said_first:
            what = f"{heading.area}: no grade in the table, {heading.grade} is the heading's"
            lost.append(Issue("grade-only-in-heading", what, heading.line))
        found.setdefault(heading.area, heading)
    judgements = tuple(sorted(found.values(), key=lambda each: each.span[0].start))
    issues = lost + [
        Issue("grade-mismatch", f"{each.area}: {found[each.area].grade}, but here {each.grade}", each.line)
        for each in repeated
        if each.grade != found[each.area].grade
    ]
    missing = list(_missing(document, report, framework, found, folded))
    issues += [
        Issue("judgement-not-found", f"no grade for {area}", report.first)
        for area, status in missing
        if status == "not-found"
    ]
    return judgements, tuple(missing), tuple(issues)


def table_rows(document: Document, report: ReportRange, sections: Sequence[Section] = ()) -> list[Row]:
    """Find the rows of the report's table of judgements, whichever version of it was printed.

    What `sections` know to be page furniture stands in no row, so that a table may go over a page's end.
    """
    versions = [each for each in frameworks().values() if each.family == report.family]
    said = {"lscb", *(statement["area"] for statement in _statements(report.family))}
    wanted = list(dict.fromkeys(area for each in versions for area in each.areas if area not in said))
    rows: list[Row] = []
    if not wanted:
        return rows
    least = min(len(set(each.areas) - said) for each in versions)
    furniture = _furniture(sections)
    for place in _tables(document, report):
        lines = [line for line in place if line.number not in furniture]
        rows = max(rows, read_rows(document, lines, wanted, versions[0].scale), key=len)
        if rows and len(rows) >= least and not _reaches_the_end(rows, lines):
            break
    return rows


def _furniture(sections: Sequence[Section]) -> frozenset[int]:
    """Numbers of the lines that are page numbers and running heads."""
    blocks = (block for section in sections for block in section.blocks if block.kind == "furniture")
    return frozenset(number for block in blocks for number in block.lines)


def _reaches_the_end(rows: Sequence[Row], lines: Sequence[Line]) -> bool:
    """Whether no words stand behind the last row: the table may go on overleaf."""
    end = max(part.end for row in rows for part in row.span)
    return not any(line.start > end and re.search(r"[^\W\d]", line.text) for line in lines)


def _tables(document: Document, report: ReportRange) -> Iterator[Sequence[Line]]:
    """Lines in which the table may stand, the likeliest first."""
    lines = document.lines[report.first - 1 : report.last]
    headings = cues()["table"].get(report.family)
    if headings:
        pattern = re.compile(any_of(headings))
        places = [
            index for index, line in enumerate(lines) if pattern.fullmatch(fold(line.text).strip(" *#|"))
        ]
        if places:
            yield lines[places[-1] :]
        yield lines
        return
    cover = lines_between(document, *cover_bounds(document, report))
    if cover[0].page is not None:
        yield [line for line in cover if line.page == cover[0].page]
    yield cover


def lines_between(document: Document, start: int, end: int) -> Sequence[Line]:
    """Give the lines that begin in `document.text[start:end]`."""
    return document.lines[line_at(document, start).number - 1 : line_at(document, end).number]


def _statements(family: str) -> list[dict[str, Any]]:
    return [each for each in cues()["statement"] if family in each["families"]]


def _said_on_cover(
    document: Document, report: ReportRange, framework: Framework, folded: str
) -> Iterator[Judgement]:
    """Grades given in sentences on the cover, the first of each area."""
    start, end = cover_bounds(document, report)
    for statement in _statements(report.family):
        match = _said_patterns(statement["area"], framework.scale)[0].search(folded, start, end)
        if match:
            yield _judgement(document, statement["area"], framework.scale, *match.span("grade"))


def _said_in_headings(
    document: Document, report: ReportRange, framework: Framework, folded: str
) -> Iterator[Judgement]:
    """Grades given in headings that are sentences: "The LSCB is good"."""
    start, end = bounds(document, report)
    for statement in _statements(report.family):
        for match in _said_patterns(statement["area"], framework.scale)[1].finditer(folded, start, end):
            yield _judgement(document, statement["area"], framework.scale, *match.span("grade"))


@cache
def _said_patterns(area: str, scale: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of the sentences: anywhere on a cover, and alone on their lines."""
    statement = next(each for each in cues()["statement"] if each["area"] == area)
    grade = rf"[\s*:]+(?P<grade>{grade_pattern(scale)})"
    ending = r"(?:\s+and\s+is\s+not\s+yet\s+good)?(?:\s+because)?[*.:]*\d?[^\S\n]*$"
    return (
        re.compile(rf"\b{any_of(statement['openings'])}{grade}"),
        re.compile(rf"^[^\S\n]*[#*]*\s*{any_of(statement['headings'])}{grade}{ending}", re.MULTILINE),
    )


def _headings(
    document: Document, report: ReportRange, framework: Framework, folded: str
) -> Iterator[Judgement]:
    """Grades that the headings of sections repeat.

    The cover's page is left out: sentences that explain its overall grade look like headings.
    """
    start, end = bounds(document, report)
    first = document.lines[report.first - 1].page
    for match in _heading_pattern(framework.id).finditer(folded, start, end):
        if first is None or line_at(document, match.start("grade")).page != first:
            area = next(area for area in framework.areas if match.groupdict().get(_group(area)))
            yield _judgement(document, area, framework.scale, *match.span("grade"))


@cache
def _heading_pattern(framework: str) -> re.Pattern[str]:
    known, words = frameworks()[framework], cues()["heading"]
    areas = "|".join(
        f"(?P<{_group(area)}>{_heading_labels(area)})" for area in known.areas if area not in SAID
    )
    # With a colon only where headings have one: lists of earlier grades have them too.
    colon = ":?" if known.family == "ilacs" else ""
    links = rf"(?![a-z])(?:\s+{any_of(words['links'])})*{colon}\s+"
    grade = rf"(?P<grade>{grade_pattern(known.scale)})[*.:]*\d?[^\S\n]*$"
    return re.compile(
        rf"^[^\S\n]*[#*]*\s*{any_of(words['openings'])}?(?:{areas or '(?!)'}){links}{grade}", re.MULTILINE
    )


def _heading_labels(area: str) -> str:
    """The area's labels, the longest first, as a pattern with the variants of headings."""
    words = cues()["heading"]
    printed = {" ".join(fold(label).split()).removeprefix("the ") for label in areas()[area].printed}
    labels = [
        re.escape(each).replace("\\ ", " ") for each in sorted(printed, key=lambda each: (-len(each), each))
    ]
    for usual, variant in words["variants"].items():
        labels = [label.replace(usual, variant) for label in labels]
    return any_of([*words["also"].get(area, ()), *labels])


def _group(area: str) -> str:
    return area.replace("-", "_")


def _judgement(document: Document, area: str, scale: str, start: int, end: int) -> Judgement:
    printed = squeeze(document.text[start:end])
    span = span_of(document, start, end)
    return Judgement(area, grade_id(printed, scale), printed, span, line_at(document, start).number)


def _missing(
    document: Document, report: ReportRange, framework: Framework, found: dict[str, Judgement], folded: str
) -> Iterator[tuple[str, str]]:
    for area in framework.areas:
        if area not in found and not _elsewhere(document, report, area, framework, folded):
            yield area, "not-found"
    for area in framework.not_reported:
        if area not in found:
            yield area, "not-reported"


def _elsewhere(document: Document, report: ReportRange, area: str, framework: Framework, folded: str) -> bool:
    """Whether another report of the same document gives this grade (a board reviewed apart)."""
    if area != "lscb" or (report.first == 1 and report.last == len(document.lines)):
        return False
    whole = ReportRange("lscb-review", report.layout, 1, len(document.lines))
    return any(said.area == area for said in _said_in_headings(document, whole, framework, folded))
