"""A report in, an `InspectionReport` out, and its quads: see loaders/README.md."""

from __future__ import annotations

from pathlib import Path

from findingsgraph.loaders.records import InspectionReport

__all__ = ["read_document"]


def read_document(path: Path | str) -> tuple[InspectionReport, ...]:
    """Read every report that the file holds: mostly one, rarely two.

    Raises `UnreadableSource` or one of its kinds, with one line that says why.
    """
    from findingsgraph.loaders.collector import paused_collector
    from findingsgraph.loaders.documents import open_document
    from findingsgraph.loaders.pipeline import read_reports

    with paused_collector():
        return read_reports(open_document(Path(path)))
