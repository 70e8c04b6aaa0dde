"""Which version of a framework a report follows: the rows of its table say it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from findingsgraph.loaders.reading.cover import inspection_windows
from findingsgraph.loaders.reading.places import fold
from findingsgraph.loaders.reading.table import Row
from findingsgraph.loaders.records import Document, ReportRange
from findingsgraph.ontology.vocabulary import Framework, areas, frameworks


def choose_framework(document: Document, report: ReportRange, rows: Iterable[Row]) -> Framework | None:
    """Choose the framework of the report's family whose areas are those of the printed rows.

    A row too many counts more than a row too few, which may be lost in the text; and no
    framework is older than its first day, so that a lost row does not make a report one of
    a later version. None when no framework in ontology/frameworks.ttl has the family: reports
    of another inspectorate, whose layout another package describes.
    """
    rows = list(rows)
    windows, _ = inspection_windows(document, report)
    start = windows[0].start if windows else None
    return fit_framework(report.family, rows, start)


def fit_framework(family: str, rows: Iterable[Row], start: date | None) -> Framework | None:
    """Choose by the rows and the first day of the inspection; see `choose_framework`.

    >>> fit_framework("sif", [], None).id
    'sif'
    """
    labels = {row.area: row.label for row in rows}

    def distance(framework: Framework) -> int:
        lost = sum(area not in labels for area in framework.areas)
        strange = sum(area not in framework.areas for area in labels)
        odd = sum(
            _names(label, area) != (area in framework.not_reported)
            for each, label in labels.items()
            for area in _joined(each)
        )
        early = bool(start and framework.valid_from and start < framework.valid_from)
        return lost + 2 * (strange + odd + early)

    versions = (each for each in frameworks().values() if each.family == family)
    return min(versions, key=distance, default=None)


@cache
def _joined(area: str) -> tuple[str, ...]:
    """Areas that some wording of this area's label names too: "in care and care leavers"."""
    return tuple(
        other
        for other in areas()
        if other != area
        and any(_names(" ".join(fold(words).split()), other) for words in areas()[area].printed)
    )


def _names(label: str, area: str) -> bool:
    return label.endswith(f" and {area.replace('-', ' ')}")
