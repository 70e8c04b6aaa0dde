"""Where words stand: from offsets of the text layer to spans, and text made fit for patterns."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache

from findingsgraph.loaders.reading.cues import any_of, cues
from findingsgraph.loaders.records import Document, Fragment, Line, ReportRange, Span

_PLAIN = {
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ", "\u202f": " ",
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-",
    "\u2212": "-", "\u2500": "-",
}  # fmt: skip


def fold(text: str) -> str:
    """Give the text in lower case with straight quotes and plain dashes, each character in its place.

    The end of a page becomes the end of a line.

    >>> fold("Children\u2019s Services \u2013 GOOD")
    "children's services - good"
    """
    lower = text.lower().replace("\f", "\n")
    if text.isascii():
        return lower
    if len(lower) != len(text):
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text.replace("\f", "\n"))
    # One call a sign is many times faster than `str.translate` on text that is not ASCII.
    for sign, plain in _PLAIN.items():
        lower = lower.replace(sign, plain)
    return lower


@lru_cache(maxsize=2)
def fold_layer(text: str) -> str:
    """`fold` of a whole text layer, kept for the next who asks."""
    return fold(text)


def squeeze(text: str) -> str:
    """Give the text with each run of white space as one space, without marks of emphasis.

    >>> squeeze("**requires\\nimprovement** ")
    'requires improvement'
    """
    return " ".join(text.replace("*", "").split())


def line_at(document: Document, offset: int) -> Line:
    """Find the line in which a character of the layer stands."""
    return document.lines[max(0, bisect_right(document.lines, offset, key=lambda line: line.start) - 1)]


def span_of(document: Document, start: int, end: int) -> Span:
    """Make the span of `document.text[start:end]`: a fragment a page, without white space at its ends.

    White space alone gives an empty tuple.
    """
    text = document.text
    found = []
    for part in re.finditer(r"[^\f]+", text[start:end]):
        words = part.group()
        begin = start + part.start() + len(words) - len(words.lstrip())
        finish = start + part.start() + len(words.rstrip())
        if begin < finish:
            found.append(Fragment(line_at(document, begin).page, begin, finish))
    return tuple(found)


def bounds(document: Document, report: ReportRange) -> tuple[int, int]:
    """Give the offsets between which a report's lines stand."""
    last = document.lines[report.last - 1]
    return document.lines[report.first - 1].start, last.start + len(last.text)


@cache
def _cover_end() -> re.Pattern[str]:
    return re.compile(rf"[\s*#]*{any_of(cues()['cover']['end'])}[\s*]*")


FIRST_LINES = 80
"""Lines that hold the cover of a text without pages, at most."""


def cover_bounds(document: Document, report: ReportRange) -> tuple[int, int]:
    """Give the offsets of a report's first two pages, or of its first lines where no pages are known."""
    first = document.lines[report.first - 1]
    last = first
    for line in document.lines[report.first - 1 : report.last]:
        if line.page is None:
            if line.number >= report.first + FIRST_LINES or _cover_end().fullmatch(fold(line.text)):
                break
        elif first.page is not None and line.page > first.page + 1:
            break
        last = line
    return first.start, last.start + len(last.text)
