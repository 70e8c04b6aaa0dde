"""Which report a row is of: the authority and date that people know it by."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from findingsgraph.graphs.exports.selection import Selection
    from findingsgraph.graphs.store.rows import Cell


class ReportNames:
    """The selection's reports by IRI: what a report says has an IRI that begins with the report's."""

    def __init__(self, selection: Selection) -> None:
        self._reports: dict[str, tuple[Cell, Cell]] = {
            row.report: (row.authority_name, row.dated) for row in selection.table("inspections")
        }

    def report(self, iri: str) -> str:
        """Give the report that a judgement, finding or statement is of; empty where it is of none."""
        while iri:
            if iri in self._reports:
                return iri
            iri = iri.rpartition("/")[0]
        return ""

    def of(self, iri: str) -> tuple[Cell, Cell]:
        """Give the authority's name and the date of what has this IRI."""
        return self._reports.get(self.report(iri), (None, None))
