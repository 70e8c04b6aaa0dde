"""Where things are printed: evidence nodes that point into a document's text layer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from findingsgraph.loaders.iris import evidence_iri
from findingsgraph.loaders.nquads import INTEGER, Quads, iri, literal, prefixed
from findingsgraph.loaders.records import Fragment, InspectionReport, Section, Span

__all__ = ["Places", "page_of", "printed_pages"]

TYPE = prefixed("rdf:type")
EVIDENCE = prefixed("fg:Evidence")
OA_SOURCE = prefixed("oa:hasSource")
FG_END = prefixed("fg:end")
FG_EVIDENCE = prefixed("fg:evidence")
FG_PAGE = prefixed("fg:page")
FG_PRINTED_PAGE = prefixed("fg:printedPage")
FG_QUOTE = prefixed("fg:quote")
FG_START = prefixed("fg:start")

_NUMBER = re.compile(r"(?:page\s+)?(\d{1,3})(?:\s+of\s+\d+)?", re.IGNORECASE)


def printed_pages(sections: Iterable[Section]) -> dict[int, str]:
    """Find the page numbers that stand alone in the furniture of pages."""
    pages: dict[int, str] = {}
    for section in sections:
        for block in section.blocks:
            if block.kind == "furniture" and block.content.segments:
                found, page = _NUMBER.fullmatch(block.text.strip()), block.content.segments[0][3]
                if found and page is not None:
                    pages.setdefault(page, found[1])
    return pages


class Places:
    """Evidence of one document: each place is described once, however much is printed there."""

    def __init__(self, quads: Quads, document: str, report: InspectionReport) -> None:
        self._quads = quads
        self._document = document
        self._same = (f"{TYPE} {EVIDENCE}", f"{OA_SOURCE} {iri(document)}")
        self._text = report.document.text
        self._printed = {page: literal(text) for page, text in printed_pages(report.sections).items()}
        self._known: dict[tuple[int, int], str] = {}

    def add(self, subject: str, span: Span) -> None:
        """Link a subject to its evidence, and to the page on which it begins."""
        self._quads.put(subject, (*self.evidence(span), *page_of(span)))

    def link(self, subject: str, span: Span) -> None:
        """Link a subject to its evidence."""
        self._quads.put(subject, self.evidence(span))

    def evidence(self, span: Span) -> list[str]:
        """Say where something stands: predicates and values, in order, each once."""
        known = self._known
        terms = [known.get((each.start, each.end)) or self._describe(each) for each in span]
        return [f"{FG_EVIDENCE} {term}" for term in (sorted(set(terms)) if len(terms) > 1 else terms)]

    def _describe(self, fragment: Fragment) -> str:
        start, end, page = fragment.start, fragment.end, fragment.page
        term = iri(evidence_iri(self._document, start, end))
        self._known[start, end] = term
        printed = (f"{FG_PRINTED_PAGE} {self._printed[page]}",) if page in self._printed else ()
        self._quads.describe(
            term,
            (
                *self._same,
                f'{FG_END} "{end}{INTEGER}',
                *page_of((fragment,)),
                *printed,
                f"{FG_QUOTE} {literal(self._text[start:end])}",
                f'{FG_START} "{start}{INTEGER}',
            ),
        )
        return term


def page_of(span: Span) -> tuple[str, ...]:
    """Say on which page something begins: predicate and value, where pages are known."""
    page = span[0].page if span else None
    return () if page is None else (f'{FG_PAGE} "{page}{INTEGER}',)
