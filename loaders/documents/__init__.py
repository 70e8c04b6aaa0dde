"""A file in, its text layer out: pages of lines, nothing understood yet."""

from __future__ import annotations

from pathlib import Path

from findingsgraph.errors import DocumentTooLarge, EmptyDocument, UnreadableSource
from findingsgraph.loaders.documents.pdf import read_pdf
from findingsgraph.loaders.documents.text import read_text
from findingsgraph.loaders.records import Document

__all__ = ["SUFFIXES", "open_document", "read_pdf", "read_text"]

SUFFIXES = (".pdf", ".txt", ".md")
"""Endings of the files that are read."""

LARGEST = 64 * 1024 * 1024
"""Bytes. The largest report of the family has 4 MB; a file of more than this is none."""


def open_document(path: Path) -> Document:
    """Read the file's text layer, as PDF or as text by its ending.

    Raises `UnreadableSource` or one of its kinds when the file cannot be a report.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise DocumentTooLarge(str(path), f"more than {LARGEST // 2**20} MB; no report is that large")
        content = path.read_bytes()
    except OSError as problem:
        raise UnreadableSource(str(path), problem.strerror or "the system gave no reason") from problem
    if not content.strip():
        raise EmptyDocument(str(path), "the file is empty")
    reader = read_pdf if path.suffix.lower() == ".pdf" else read_text
    return reader(content, path.name)
