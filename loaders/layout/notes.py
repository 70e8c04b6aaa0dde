"""Footnotes: runs of lines at a page's foot that begin with the next note number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from findingsgraph.loaders.layout.rows import Row

LONGEST = 16
"""Lines that the notes of one page take at most."""
_ALONE = re.compile(r"\s*(\d{1,2})")
_START = re.compile(r"\s*(\d{1,2})\s+(?=[\"'\u2018\u201c(A-Zhw])")
_RAISED = re.compile(r"\s*(?:([\u00b9\u00b2\u00b3\u2074-\u2079])|\^\{\D?(\d)\}|\[(\d)\])\s*(?=\S)")
_RAISED_DIGITS = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"


def find_notes(rows: list[Row], sheets: list[int]) -> dict[int | None, tuple[int, ...]]:
    """Mark the rows that are footnotes; give the note numbers of each page.

    `sheets` says on which page each row is. A text without form feeds has its numbers
    under `None`; where it raises its digits, these alone tell.
    """
    paged = bool(rows) and rows[0].line.page is not None
    references: dict[int | None, tuple[int, ...]] = {}
    if not paged and _raised_notes(rows):
        return references
    last = 0
    for members in _pages(rows, sheets):
        numbers = _notes_of_page(members, last, paged)
        if numbers:
            page = members[0].line.page
            references[page] = (*references.get(page, ()), *numbers)
            last = numbers[-1]
    return references


def _pages(rows: list[Row], sheets: list[int]) -> list[list[Row]]:
    pages: dict[int, list[Row]] = {}
    for row, sheet in zip(rows, sheets, strict=True):
        pages.setdefault(sheet, []).append(row)
    return list(pages.values())


def _notes_of_page(members: list[Row], last: int, spaced: bool) -> list[int]:
    """Mark one page's notes; `spaced` says that a blank line above them is a sign of notes."""
    start = _first_note(members, last, spaced)
    if start is None:
        return []
    numbers: list[int] = []
    for row in members[start:]:
        if row.fate != "text":
            continue
        number = _number(row.line.text)
        expected = numbers[-1] + 1 if numbers else number
        if number and number == expected:
            numbers.append(number)
            row.note = number
        row.fate = "note"
    for row in members[:start]:
        alone = _ALONE.fullmatch(row.line.text)
        if row.fate == "text" and alone and int(alone.group(1)) in numbers:
            row.fate = "note-mark"
        elif row.line.text[-1:].isdigit():
            row.cut = any(_ends_with(row.line.text, number) for number in numbers)
    return numbers


def _first_note(members: list[Row], last: int, spaced: bool) -> int | None:
    """Find where the notes begin: from there to the page's end no list goes on."""
    text_rows = [index for index, row in enumerate(members) if row.fate == "text"]
    first = None
    for index in reversed(text_rows[1:][-LONGEST:]):
        row = members[index]
        if row.marker:
            break
        number = _number(row.line.text)
        if not number or number > last + 4:
            continue
        if index == text_rows[-1] and _ALONE.fullmatch(row.line.text):
            continue
        if (spaced and members[index - 1].fate == "blank") or _is_referred_to(members[:index], number):
            first = index
    return first


def _ends_with(text: str, number: int) -> bool:
    found = reference(number).search(text, max(0, len(text) - 8))
    return found is not None and found.end() == len(text)


def _number(text: str) -> int:
    found = _START.match(text) or _ALONE.fullmatch(text)
    return int(found.group(1)) if found else 0


def _is_referred_to(members: list[Row], number: int) -> bool:
    """Say whether the note's mark is glued to a word above it, or stands alone."""
    mark = reference(number)
    alone = str(number)
    return any(
        row.fate == "text" and (row.line.text.strip() == alone or mark.search(row.line.text))
        for row in members
    )


_CACHE: dict[int, re.Pattern[str]] = {}


def reference(number: int) -> re.Pattern[str]:
    r"""Give the pattern of a note's mark in running text; group 1 is what stays.

    >>> reference(3).sub(r"\1", "residential special schools,3 all of whom")
    'residential special schools, all of whom'
    >>> reference(2).search("Catch22 and MASH2X") is None
    True
    """
    if number not in _CACHE:
        _CACHE[number] = re.compile(
            rf"([^\W\d_][\u2019'\u201d\"),.;:?!]{{0,2}}|\b(?:19|20)\d\d|\d,\d{{3}}|\d%)(?:{number}|\[{number}\])(?=[\s,.;:)\u2019]|$)"
        )
    return _CACHE[number]


def _raised_notes(rows: list[Row]) -> bool:
    """In a transcription: paragraphs that begin with a raised digit; say whether there are any."""
    inside = False
    for row in rows:
        if row.fate == "blank":
            inside = False
            continue
        found = _RAISED.match(row.line.text)
        if found and (row.gap or inside):
            inside = True
            row.note = next(
                _RAISED_DIGITS.index(digit) if digit in _RAISED_DIGITS else int(digit)
                for digit in found.groups()
                if digit
            )
        if inside:
            row.fate = "note"
    return any(row.note for row in rows)
