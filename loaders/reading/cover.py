"""What stands on a report's cover beside the grades: whose report it is, and its dates."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from findingsgraph.loaders.reading.cues import any_of, cues, loose
from findingsgraph.loaders.reading.dates import find_day, find_windows
from findingsgraph.loaders.reading.places import cover_bounds, fold, line_at, span_of, squeeze
from findingsgraph.loaders.records import Document, Issue, ReportRange, Span, Window
from findingsgraph.ontology.vocabulary import Authority, find_authority

_MARK = re.compile(r"^[\W\d]*$")


def inspection_windows(
    document: Document, report: ReportRange
) -> tuple[tuple[Window, ...], tuple[Issue, ...]]:
    """Read the days on which inspectors were there, one window or more, as the cover prints them."""
    start, end = cover_bounds(document, report)
    folded = fold(document.text[start:end])
    for label in _label("inspected").finditer(folded):
        days = find_windows(folded, label.end())
        if not days:
            continue
        windows = tuple(
            Window(each.start, each.end, span_of(document, start + each.at, start + each.to))
            for each in days
            if each.start and each.end
        )
        issues = tuple(
            Issue(
                "unreadable-date",
                f"{folded[each.at : each.to]}: {each.wrong}",
                line_at(document, start + each.at).number,
            )
            for each in days
            if each.wrong
        )
        return windows, issues
    return (), (Issue("no-inspection-dates", "no inspection dates on the cover", report.first),)


def publication_date(document: Document, report: ReportRange) -> tuple[date | None, Span]:
    """Read the date of publication, if the cover prints one, and its place."""
    start, end = cover_bounds(document, report)
    folded = fold(document.text[start:end])
    for label in _label("published").finditer(folded):
        day = find_day(folded, label.end())
        if day:
            return day[0], span_of(document, start + day[1], start + day[2])
    return None, ()


@cache
def _label(name: str) -> re.Pattern[str]:
    """What stands before a date: at the start of a line."""
    return re.compile(rf"^[^\w\n]*{any_of(cues()['cover'][name])}[\s*]*", re.MULTILINE)


def printed_authority(document: Document, report: ReportRange) -> str:
    """Give the name on the cover as printed: what stands above the dates and is no title.

    A title may also hold the name ("Inspection of Derby local authority children's services").
    """
    top = _above_dates(document, report)
    folded = fold(top)
    for match in reversed(list(_titles().finditer(folded))):
        top = top[: match.start()] + "\n" + top[match.end() :]
    top = squeeze(re.sub(r"(?im)^\s*and\s*$", "", top)).rstrip(_NOTES)
    folded = fold(top)
    for pattern in _named():
        named = pattern.fullmatch(folded)
        if named:
            return top[slice(*named.span("name"))]
    return top


def _above_dates(document: Document, report: ReportRange) -> str:
    """The lines of the cover above its dates, without page numbers and a running header."""
    start, end = cover_bounds(document, report)
    dates = _label("inspected").search(fold(document.text[start:end]))
    lines: list[str] = []
    for line in document.text[start : start + dates.start() if dates else end].splitlines()[:_TITLE_LINES]:
        header = find_windows(fold(line))
        if header:
            # A running header ends with the days of the inspection and the page number.
            lines.clear()
        elif not _MARK.match(line):
            lines.append(line.strip(" \t#*|"))
    return "\n".join(lines)


_TITLE_LINES = 16
_NOTES = " 0123456789\u00b9\u00b2\u00b3"
"""What a footnote leaves behind a title."""


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(rf"{any_of(cues()['cover']['titles'])}[{_NOTES}]*(?:\s+and\b)?")


@cache
def _named() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(loose(pattern)) for pattern in cues()["cover"]["named"])


def find_printed_authority(printed: str) -> Authority | None:
    """Find the authority that a cover's name means, also where a board or a trust is named.

    >>> find_printed_authority("Kingston upon Hull Safeguarding Children Board").slug
    'kingston-upon-hull'
    >>> find_printed_authority("Review of health services for children in Hartlepool").slug
    'hartlepool'
    """
    found = find_authority(printed)
    for ending in cues()["cover"]["bodies"]:
        found = found or find_authority(printed[: len(re.sub(loose(ending), "", fold(printed)))])
    for before in _BEFORE_PLACE.finditer(printed):
        found = found or find_authority(printed[before.end() :])
    return found


_BEFORE_PLACE = re.compile(r"\b(?:in|of|for)\s+")
"""A title that is not one of ours may end with the place."""
