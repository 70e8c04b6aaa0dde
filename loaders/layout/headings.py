"""Lines against a grammar's headings: one to four lines, with or without a grade."""

from __future__ import annotations

import re
from collections.abc import Sequence

from findingsgraph.loaders.grammars import Grammar, HeadingRule, RowTable, marks
from findingsgraph.loaders.layout.blocks import is_terminated
from findingsgraph.loaders.layout.rows import Row
from findingsgraph.loaders.layout.squeeze import fold, squeeze, without_note

WRAPPED = 5
"""Lines of the longest heading, its grade included."""
LONGEST = 170
"""Characters of the longest heading."""
TABLE_ROW = 6
"""Lines of the longest row of a table of judgements."""
SHORT = 60
"""Characters below which a line beside a table's rows still belongs to the table."""


def match_heading(grammar: Grammar, stage: str, rows: list[Row], at: int) -> tuple[HeadingRule, int] | None:
    """Find the longest known heading that begins at a row; give its rule and the index after it."""
    whole, starts, rules = grammar.rules(stage)
    parts = _following(rows, at, WRAPPED)
    for text, after in reversed(_joined(rows, parts)):
        for form in graded(text):
            found = whole.fullmatch(form)
            if found and found.lastgroup and not _sentence_goes_on(rows, after):
                return rules[found.lastgroup], after
    found = starts.match(" ".join(fold(rows[index].line.text) for index in parts[:2]))
    if found and found.lastgroup:
        return rules[found.lastgroup], at
    return None


def _sentence_goes_on(rows: list[Row], at: int) -> bool:
    """Say whether the line below begins in lower case: then the lines above it are no heading."""
    if at >= len(rows):
        return False
    row = rows[at]
    return row.fate == "text" and not row.marker and not row.gap and row.words[:1].islower()


def _joined(rows: list[Row], parts: list[int]) -> list[tuple[str, int]]:
    """The squeezed text of the first row, the first two, ... with the index after them."""
    texts: list[tuple[str, int]] = []
    text = ""
    for index in parts:
        text = f"{text} {fold(rows[index].line.text)}" if text else fold(rows[index].line.text)
        if len(text) > LONGEST:
            break
        texts.append((without_note(text), index + 1))
        if text[-1:] == "." and len(text) > SHORT:
            break
    return texts


def graded(text: str) -> tuple[str, ...]:
    """Give the text with its grade as `@`, and without it; the text alone when it has none.

    >>> graded("leadership, management and governance are good")
    ('leadership, management and governance are @', 'leadership, management and governance are')
    """
    found = marks().grade.search(text)
    if not found:
        return (text,)
    return (
        text[: found.start()] + "@" + text[found.end() :],
        " ".join((text[: found.start()] + text[found.end() :]).split()),
    )


def match_table_start(table: RowTable, rows: list[Row], at: int) -> int | None:
    """Give the index after the header of a table of judgements, if it begins at this row."""
    parts = _following(rows, at, 2)
    for count in range(len(parts), 0, -1):
        if table.start.fullmatch(squeeze(" ".join(rows[index].line.text for index in parts[:count]))):
            return parts[count - 1] + 1
    return None


def match_table_row(table: RowTable, rows: list[Row], at: int) -> int | None:
    """Give the index after a table row, label and grade in any order, if one begins at this row."""
    if not rows[at].line.text.lstrip()[:1].isupper():
        return None
    parts = _following(rows, at, TABLE_ROW)
    for count in range(len(parts), 0, -1):
        text = squeeze(" ".join(rows[index].line.text for index in parts[:count]))
        forms = graded(text)
        if len(forms) == 2 and table.row.fullmatch(forms[1]):
            return parts[count - 1] + 1
    return None


def graded_heading(grammar: Grammar, stage: str, rows: list[Row], at: int) -> int | None:
    """Give the index after lines of the shape "What was judged: good" that the grammar does not know."""
    if not rows[at].words[:1].isupper():
        return None
    parts = _following(rows, at, WRAPPED)
    if not any(":" in rows[index].words for index in parts):
        return None  # nearly all paragraphs: said at once
    for text, after in reversed(_joined(rows, parts)):
        following = next((row for row in rows[after:] if row.fate == "text"), None)
        if (
            graded(text)[0].endswith(": @")
            and not _SENTENCE.search(text)
            and following is not None
            and (following.marker or following.words[:1].isupper())
            and not any(match_heading(grammar, stage, rows, below) for below in range(at + 1, after))
        ):
            return after
    return None


def is_short(row: Row) -> bool:
    """Say whether a line is too short for running text and ends no sentence."""
    text = row.line.text.strip()
    return len(text) < SHORT and not text.endswith(".")


def looks_like_heading(printed: Sequence[Row], following: Row | None, colon: bool) -> bool:
    """Say whether lines have the shape of a heading: short, a capital, no stop, something after them.

    `colon` allows one at its end, where lists have headings.
    """
    words = " ".join([row.words.strip() for row in printed])
    shape = _SHAPE_WITH_COLON if colon else _SHAPE
    longest = SHORT * (1 + len(printed) / 2)
    if following is None or len(words) > longest or not shape.fullmatch(words) or _SENTENCE.search(words):
        return False
    return bool(following.marker) or following.words[:1].isupper()


def second_line(grammar: Grammar, stage: str, rows: list[Row], at: int) -> Row | None:
    """Give the line below that an unknown heading may go on with: nothing that the grammar knows."""
    row = rows[at]
    if not row.words[:1].isupper() or is_terminated(row.words):
        return None  # nearly all lines: said at once
    parts = _following(rows, at, 2)
    if parts[1:] != [at + 1] or _REMARK.search(rows[at + 1].words):
        return None
    return None if match_heading(grammar, stage, rows, at + 1) else rows[at + 1]


_SHAPE = re.compile(r"[A-Z0-9\u2018\u201c'\"*].*[^\s.,;:!?\u2013-]")
_SENTENCE = re.compile(r"[.!?][)\u2019\u201d\"']*(?:\s|$)")
_REMARK = re.compile(r"\([^)]*[a-z]{2}[^)]*\)\s*$")  # '(Recommendation 4)' ends a sentence, '(LSCB)' does not
_SHAPE_WITH_COLON = re.compile(rf"{_SHAPE.pattern}:?")


def _following(rows: list[Row], at: int, most: int) -> list[int]:
    """Indices of the row and of the text rows right below it that have no mark of their own."""
    parts = [at]
    for index in range(at + 1, min(at + most, len(rows))):
        row = rows[index]
        if row.fate == "note-mark":
            continue
        if row.fate != "text" or row.marker or row.gap:
            break
        parts.append(index)
    return parts
