"""Which inspections belong together, when an authority's and its board's were reported apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from findingsgraph.graphs.store.manifest import DocumentEntry, ReportEntry

__all__ = ["parts_of_inspections"]

BOARD = "lscb-review"
AUTHORITY = "sif"
NEAR = timedelta(days=366)
"""A board was reviewed together with its authority's services, or within a year after."""


def parts_of_inspections(documents: Iterable[DocumentEntry]) -> list[tuple[str, str]]:
    """Give (inspection, inspection that it is a part of) as IRIs, sorted.

    The review of a board on days of its own is a part of the last single inspection of the same
    authority before it, when that began within a year before.
    """
    reports = {report.iri: report for entry in documents for report in entry.reports}
    begun = [(began, report) for report in reports.values() if (began := _began(report))]
    parts = []
    for began, review in begun:
        if review.family != BOARD:
            continue
        before = [
            (day, report.iri)
            for day, report in begun
            if report.family == AUTHORITY
            and report.authority == review.authority
            and timedelta(0) < began - day <= NEAR
        ]
        if before:
            parts.append((_inspection(review.iri), _inspection(max(before)[1])))
    return sorted(parts)


def _began(report: ReportEntry) -> date | None:
    """Give the first day of a report's inspection, which its IRI names."""
    try:
        return date.fromisoformat(report.iri.rpartition("report/")[2].split("/")[1])
    except (IndexError, ValueError):
        return None


def _inspection(report: str) -> str:
    """Give the IRI of a report's inspection."""
    base, _, rest = report.rpartition("report/")
    return f"{base}inspection/{'/'.join(rest.split('/')[:2])}"
