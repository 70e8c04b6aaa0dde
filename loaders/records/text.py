"""The text layer of a document, and places in it.

A place in a report is a `Span`: one or more `Fragment`s of the document's
text layer, so that a sentence broken by a page end still points at exactly
the characters that are printed. Offsets are character offsets, end exclusive;
pages count from 1 as the PDF counts them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of characters of the text layer that lies on one page."""

    page: int | None
    """PDF page from 1; None in a text without form feeds."""
    start: int
    end: int


Span = tuple[Fragment, ...]
"""Where something stands: fragments in reading order, never empty."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text layer: `document.text[start:start + len(text)] == text`."""

    text: str
    start: int
    page: int | None
    number: int
    """Line number from 1 in the whole text layer."""
    apart: bool | None = None
    """Whether more space than between lines of a paragraph parts it from the line above; None: not known."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file's text, as extracted, before anything is understood."""

    name: str
    """File name, for messages only; never in an IRI."""
    format: Literal["pdf", "text"]
    sha256: str
    """Of the file's bytes."""
    text: str
    """The text layer. Pages are parted by a form feed."""
    text_sha256: str
    """Of the text layer in UTF-8."""
    extractor: str
    """What made the text layer, with its version: `pypdfium2 5.15.2`, `text 1`."""
    pages: int | None
    """Number of pages; None in a text without form feeds."""
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class MappedText:
    """Clean running text that remembers where each stretch of it is printed.

    `segments` are (offset in text, offset in the layer, length, page), in order;
    characters of `text` outside all segments are joints (a space at a line end).
    """

    text: str
    segments: tuple[tuple[int, int, int, int | None], ...]

    def span(self, start: int, end: int) -> Span:
        """Give the printed place of `text[start:end]`, joined over line ends of one page.

        Neighbouring segments become one fragment when they lie on the same page and
        follow each other; the fragment then covers the white space between them.
        """
        fragments: list[Fragment] = []
        for at, layer, length, page in self.segments:
            if at >= end:
                break
            if at + length <= start:
                continue
            low, high = max(start, at), min(end, at + length)
            if low >= high:
                continue
            begin, finish = layer + low - at, layer + high - at
            last = fragments[-1] if fragments else None
            if last and last.page == page and 0 <= begin - last.end <= 2:
                fragments[-1] = Fragment(page, last.start, finish)
            else:
                fragments.append(Fragment(page, begin, finish))
        return tuple(fragments)

    def without(self, start: int, end: int) -> MappedText:
        """Give this text less `text[start:end]`; what stays is still printed where it was."""
        segments: list[tuple[int, int, int, int | None]] = []
        for at, layer, length, page in self.segments:
            stop = at + length
            if at < start:
                segments.append((at, layer, min(stop, start) - at, page))
            if stop > end:
                begin = max(at, end)
                segments.append((begin - (end - start), layer + begin - at, stop - begin, page))
        return MappedText(self.text[:start] + self.text[end:], tuple(segments))
