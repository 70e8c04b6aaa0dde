"""What a version of a graph was made of: sources, hashes, counts; no clock."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from findingsgraph.errors import BrokenGraph

__all__ = ["FORMAT", "DocumentEntry", "Manifest", "ReportEntry", "read_manifest", "write_manifest"]

FORMAT = 1
"""Of the folder's layout; a folder with a higher number was made by a newer findingsgraph."""


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One report of a document, counted."""

    iri: str
    family: str
    layout: str
    authority: str
    """IRI."""
    authority_name: str
    dated: str
    """yyyy-mm-dd, or empty."""
    facts: Mapping[str, int]
    """How many of each: judgements, findings, statements, mentions, measures, issues, ..."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """Lines by what became of them."""
    words: Mapping[str, int] = field(default_factory=dict)
    """Words by what became of the line they stand in."""


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One document of a graph."""

    iri: str
    source: str
    path: str
    """Where the file was, relative to the graph's folder where it can be."""
    format: str
    """pdf or text."""
    sha256: str
    text_sha256: str
    extractor: str
    preferred: bool
    quads: int
    loader: str
    """Fingerprint of the code and vocabulary that read it."""
    without_names: bool
    reports: tuple[ReportEntry, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A version of a graph."""

    base: str
    vocabulary: str
    """Fingerprint of the vocabulary in the store."""
    documents: tuple[DocumentEntry, ...]

    def by_source(self) -> dict[str, DocumentEntry]:
        """Give the documents by source."""
        return {entry.source: entry for entry in self.documents}


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Write it as JSON, the same bytes for the same graph."""
    text = json.dumps({"format": FORMAT, **asdict(manifest)}, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def read_manifest(path: Path) -> Manifest:
    """Read it; raises `BrokenGraph` when it is damaged or from a newer findingsgraph."""
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if found["format"] > FORMAT:
            raise BrokenGraph(str(path.parent), "a newer findingsgraph made it; update findingsgraph")
        documents = tuple(_document(entry) for entry in found["documents"])
        return Manifest(found["base"], found["vocabulary"], documents)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise BrokenGraph(
            str(path.parent), f"its manifest cannot be read ({problem}); remove the folder and build it again"
        ) from problem


def _document(entry: dict[str, Any]) -> DocumentEntry:
    return DocumentEntry(**{**entry, "reports": tuple(ReportEntry(**report) for report in entry["reports"])})


def with_preferred(documents: Iterable[DocumentEntry]) -> tuple[DocumentEntry, ...]:
    """Mark the preferred document of each report: a PDF before a text, then by name.

    A document that holds more reports goes before one that holds fewer, so that no
    report is counted twice.
    """
    entries = sorted(documents, key=lambda entry: entry.source)
    covered: set[str] = set()
    preferred: set[str] = set()
    for entry in sorted(entries, key=lambda each: (-len(each.reports), each.format != "pdf", each.source)):
        reports = {report.iri for report in entry.reports}
        if not reports <= covered:
            preferred.add(entry.iri)
            covered |= reports
    return tuple(replace(entry, preferred=entry.iri in preferred) for entry in entries)
