"""Which reports a document holds: their family, layout, first and last line."""

from __future__ import annotations

from itertools import islice, pairwise

from findingsgraph.errors import UnknownFamily
from findingsgraph.loaders.grammars import Grammar, layouts
from findingsgraph.loaders.layout.squeeze import squeeze
from findingsgraph.loaders.records import Document, Line, ReportRange

__all__ = ["recognise"]

HEAD = 700
"""Characters of a cover that are looked at."""
COVER_LINES = 30
"""Lines that are squeezed to find those characters."""
COVER_WORDS = "inspection date"
MARKER = 40
"""Characters of the longest line that tells a layout."""


def recognise(document: Document) -> tuple[ReportRange, ...]:
    """Find the reports in a document, in order; mostly one.

    A second report begins where a later page is a cover: the head of some layout and
    the words 'inspection date'. Raises `UnknownFamily` when the first page is the
    head of no layout that a grammar describes.
    """
    lines = document.lines
    pages = [*_page_starts(lines), len(lines)]
    starts = [0, *(at for at, end in pairwise(pages) if _is_cover(lines[at:end]))]
    if len(starts) > 1 and _layout(lines[: starts[1]]) is None:
        del starts[0]  # blank lines or a note above the first cover
    ranges: list[ReportRange] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        grammar = _layout(lines[start:end])
        if grammar is None:
            raise UnknownFamily(
                document.name,
                "its first page names no inspection of children's services that a grammar describes; "
                "see docs/how-to/add-a-layout.md",
            )
        first = lines[start if ranges else 0].number
        ranges.append(ReportRange(grammar.family, grammar.name, first, lines[end - 1].number))
    return tuple(ranges)


def _layout(lines: tuple[Line, ...]) -> Grammar | None:
    head = _head(lines)
    texts: frozenset[str] | None = None
    for grammar in layouts():
        rule = grammar.recognition
        if not rule.head.search(head):
            continue
        if rule.lines:
            if texts is None:
                texts = frozenset(squeeze(line.text) for line in lines if 3 < len(line.text) < MARKER)
            if not all(any(pattern.fullmatch(text) for text in texts) for pattern in rule.lines):
                continue
        return grammar
    return None


def _head(lines: tuple[Line, ...]) -> str:
    printed = islice((line.text for line in lines if line.text), COVER_LINES)
    return squeeze(" ".join(printed))[:HEAD]


def _page_starts(lines: tuple[Line, ...]) -> list[int]:
    """Indices of the first lines of pages after the first; without pages, after a wide gap."""
    starts: list[int] = []
    blank = 0
    for index, line in enumerate(lines):
        if index and (line.page != lines[index - 1].page or (blank >= 3 and line.text)):
            starts.append(index)
        blank = 0 if line.text else blank + 1
    return starts


def _is_cover(page: tuple[Line, ...]) -> bool:
    if not any(COVER_WORDS in line.text.lower() for line in page[: COVER_LINES // 2]):
        return False
    head = _head(page)
    return any(grammar.recognition.head.search(head) for grammar in layouts())


def lines_of(document: Document, report_range: ReportRange) -> tuple[Line, ...]:
    """Give the lines of one report."""
    return document.lines[report_range.first - 1 : report_range.last]
