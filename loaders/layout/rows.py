"""Lines with their first reading: what kind of mark a line begins with, and whether it is text at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from findingsgraph.loaders.grammars import marks
from findingsgraph.loaders.layout.furniture import find_furniture
from findingsgraph.loaders.layout.notes import find_notes
from findingsgraph.loaders.records import Line

Fate = Literal["text", "blank", "furniture", "note", "note-mark"]

GAP_OF_PAGES = 3
"""Blank lines that part pages in a text without form feeds."""


@dataclass(slots=True)
class Row:
    """A line, where its words begin, and the mark before them."""

    line: Line
    fate: Fate
    start: int
    """Offset in the line of the first character that is no mark and no space."""
    gap: int
    """What stands before it: 0 the line above, 1 a blank line, 2 the end of a page."""
    marker: str = ""
    number: int = 0
    level: int = 0
    dash: bool = False
    """The mark may be a dash of the sentence."""
    cut: bool = False
    """A raised digit at its end made the extractor begin a new line."""
    note: int = 0
    """Number of the footnote that the line starts."""

    @property
    def indent(self) -> int:
        """Offset of the line's first character that is no space."""
        text = self.line.text
        return len(text) - len(text.lstrip())

    @property
    def words(self) -> str:
        """The line without its mark."""
        return self.line.text[self.start :]


@dataclass(slots=True)
class Rows:
    """The rows of a report and what holds for all of them."""

    rows: list[Row]
    references: dict[int | None, tuple[int, ...]]
    """Footnote numbers by page, whose marks are glued to words there."""
    numbers: frozenset[int]
    """Numbers with which some line begins."""


@cache
def _patterns() -> tuple[re.Pattern[str], str, str]:
    data = marks()
    glyphs = re.escape(data.bullets + data.sub_bullets)
    dashes = re.escape(data.dashes)
    return (
        re.compile(rf"\s*(?:([{glyphs}])\s*|([{dashes}])\s+|(\d{{1,3}})\.(?!\d)(?:\s*$|\s*))(?=\S|$)|\s+"),
        data.sub_bullets,
        data.dashes,
    )


def _lone_digits(rows: list[Row]) -> None:
    """A raised digit that stands in a line of its own, its footnote not being on this page."""
    for row in rows:
        if (
            row.fate == "text"
            and not row.marker
            and len(row.line.text) < 4
            and row.line.text.strip().isdigit()
        ):
            row.fate = "note-mark"


def _sheets(lines: tuple[Line, ...]) -> list[int]:
    """Number the pages: as they are, or in a text without form feeds by the wide gaps between them."""
    sheets: list[int] = []
    sheet = blanks = 0
    for line in lines:
        if line.page is not None:
            sheet = line.page
        elif not line.text:
            blanks += 1
        else:
            sheet += blanks >= GAP_OF_PAGES
            blanks = 0
        sheets.append(sheet)
    return sheets


def read_rows(lines: tuple[Line, ...], paged: bool, is_heading: Callable[[str], bool]) -> Rows:
    """Give each line of a report its row; `is_heading` keeps headings out of the furniture."""
    sheets = _sheets(lines)
    furniture = find_furniture(lines, sheets, is_heading)
    pattern, sub_bullets, _ = _patterns()
    rows: list[Row] = []
    numbers: set[int] = set()
    gap = 0
    for index, line in enumerate(lines):
        if index and sheets[index] != sheets[index - 1]:
            gap = 2
        text = line.text
        if not text or text.isspace():
            rows.append(Row(line, "blank", 0, gap))
            gap = gap or 1
            continue
        if index in furniture:
            rows.append(Row(line, "furniture", 0, gap))
            continue
        row = Row(line, "text", 0, gap)
        gap = 0
        if found := pattern.match(text):
            row.start = found.end()
            glyph, dash, number = found.groups()
            if glyph:
                row.marker, row.level = glyph, int(glyph in sub_bullets)
            elif dash:
                row.marker, row.dash = dash, True
                row.level = int(paged or found.start(2) > 0)
            elif number:
                row.marker, row.number = number + ".", int(number)
                numbers.add(row.number)
        rows.append(row)
    references = find_notes(rows, sheets)
    _lone_digits(rows)
    return Rows(rows, references, frozenset(numbers))
