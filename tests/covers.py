"""Covers in the shapes that reports have: ours, with names of places that are not inspected here."""

from __future__ import annotations

from findingsgraph.loaders.documents.layer import make_document
from findingsgraph.loaders.records import Block, Document, MappedText, ReportRange, Section, Span

SIF_TITLE = [
    "Inspection of services for children in need of help and",
    "protection, children looked after and care leavers",
]
WITH_BOARD = ["and", "Review of the effectiveness of the Local Safeguarding Children", "Board1"]
SIF_DATES = ["Inspection date: 3 November 2015 – 26 November 2015", "Report published: 22 January 2016"]
SIF_TABLE = [
    "1. Children who need help and protection Good",
    "2. Children looked after and achieving",
    "permanence",
    "Requires improvement",
    "2.1 Adoption performance Outstanding",
    "2.2 Experiences and progress of care leavers Requires improvement",
    "3. Leadership, management and governance Inadequate",
]
LAST = [["Information about this inspection"], ["The inspection team", "Lead inspector: Ada Example HMI"]]


def sif(*cover: str | list[str], more: list[list[str]] | None = None) -> list[list[str]]:
    """Pages of a single inspection: a cover, then what is given."""
    lines: list[str] = ["1", "Example County Council", *SIF_TITLE, *WITH_BOARD]
    for part in cover:
        lines += [part] if isinstance(part, str) else part
    return [lines, *(more or LAST)]


def ilacs(*rows: str, dates: str = "Inspection dates: 11 to 22 May 2020") -> list[list[str]]:
    """Pages of an ILACS report with these lines of the table."""
    title = ["Inspection of Example local authority", "children’s services", dates]
    lead = ["Lead inspector: Ada Example, Her Majesty’s Inspector", "Judgement Grade"]
    return [
        [*title, *lead, *rows, "Services for children have improved since 2016."],
        ["What needs to improve"],
    ]


def document(pages: list[list[str]], paged: bool = True) -> Document:
    """A document of these pages; without pages, all lines follow each other."""
    texts = ["\n".join(page) for page in pages]
    if paged:
        return make_document("report.pdf", "\f".join(texts).encode(), "pdf", "pdf 1", texts, True)
    return make_document("report.txt", "\n".join(texts).encode(), "text", "text 1", ["\n".join(texts)], False)


def whole(document: Document, family: str) -> ReportRange:
    """The range of all lines, in the family's first layout."""
    layout = "sif-a" if family == "sif" else family
    return ReportRange(family, layout, 1, len(document.lines))


def quote(document: Document, span: Span) -> str:
    """The printed words of a span, on one line."""
    return " ".join(" ".join(document.text[part.start : part.end] for part in span).replace("*", "").split())


def area_section(kind: str, *items: str) -> Section:
    """A section of items, each laid out by itself at the start of the layer."""
    blocks = tuple(
        Block("item", MappedText(item, ((0, 0, len(item), 1),)), (number,), "•")
        for number, item in enumerate(items, start=1)
    )
    return Section("local-authority", kind, kind, "Previous Ofsted inspections", blocks)
