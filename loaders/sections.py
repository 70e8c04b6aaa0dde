"""From lines to sections: what each line of a report is, by the layout's grammar."""

from __future__ import annotations

from findingsgraph.loaders.records import Document, Issue, ReportRange, Section

__all__ = ["read_sections"]


def read_sections(document: Document, report_range: ReportRange) -> tuple[tuple[Section, ...], tuple[Issue, ...]]:
    """Divide a report into sections of blocks; every line ends up in exactly one block.

    The issues name headings that the grammar does not know, and gaps in the numbering.
    """
    raise NotImplementedError
