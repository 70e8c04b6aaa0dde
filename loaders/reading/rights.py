"""How a report's text may be used, and on which law the report rests: as it prints them."""

from __future__ import annotations

import re
from functools import cache

from findingsgraph.loaders.reading.cues import cues, loose
from findingsgraph.loaders.reading.places import bounds, cover_bounds, fold_layer, squeeze
from findingsgraph.loaders.records import Document, ReportRange

_ACT = re.compile(
    r"\s+(?P<basis>[Ss]ections?\s+\d+[A-Z]?\s+of\s+(?:the\s+)?(?:[A-Z][\w']*\s+|and\s+|of\s+)+Act\s+\d{4}"
    r"|(?:the\s+)?(?P<regulations>(?:[A-Z][\w']*\s+|\([A-Z]\w+\)\s+|and\s+|of\s+)+Regulations\s+\d{4}))"
)


def read_licence(document: Document, report: ReportRange) -> tuple[str, str]:
    """Read the licence that the report prints: its IRI or id, and the sentence; both empty without one.

    The version stands in the IRI when it is printed.
    """
    start, end = bounds(document, report)
    folded = fold_layer(document.text)
    for licence in cues()["rights"]["licence"]:
        said = _sentence(licence["sentence"]).search(folded, start, end)
        if said:
            return licence["iri"] + _version(licence["version"], folded[said.start() : end]), squeeze(
                document.text[slice(*said.span())]
            )
    return "", ""


@cache
def _sentence(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{loose(pattern)}[^.]*(?:\.(?!\s)[^.]*)*(?:\.|$)")


def _version(pattern: str, folded: str) -> str:
    match = re.search(loose(pattern), folded) if pattern else None
    return f"version/{next(filter(None, match.groups()))}/" if match else ""


def read_legal_basis(document: Document, report: ReportRange) -> tuple[str, ...]:
    """Read the law under which the inspection was carried out, each act's section once.

    The body's wording is preferred to the cover note's, which has slips ("Inspection Act 2006").
    """
    start, end = bounds(document, report)
    _, cover_end = cover_bounds(document, report)
    found: dict[str, str] = {}
    folded = fold_layer(document.text)
    for low, high in ((cover_end, end), (start, cover_end)):
        for opening in _openings(folded, low, high):
            act = _ACT.match(document.text, opening.end())
            if act:
                basis = squeeze(act["regulations"] or act["basis"])
                found.setdefault(_key(basis), basis)
    return tuple(found.values())


def _key(basis: str) -> str:
    """Which law it is, whatever its wording: `section 136 2006`."""
    numbers = re.findall(r"\d+\w?", basis)
    return " ".join(numbers) if len(numbers) > 1 else basis.lower()


def _openings(folded: str, start: int, end: int) -> list[re.Match[str]]:
    """Where the law may follow, in the order of print."""
    subjects, openings = _legal()
    found = [
        opening
        for pattern in openings
        for opening in pattern.finditer(folded, start, end)
        if subjects.search(folded, max(start, folded.rfind(".", start, opening.start())), opening.start())
    ]
    return sorted(found, key=lambda opening: opening.start())


@cache
def _legal() -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    legal = cues()["legal"]
    return re.compile(legal["subjects"]), tuple(re.compile(loose(each)) for each in legal["openings"])
