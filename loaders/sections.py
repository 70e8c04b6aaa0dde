"""From lines to sections: what each line of a report is, by the layout's grammar."""

from __future__ import annotations

import re

from findingsgraph.loaders.families import lines_of
from findingsgraph.loaders.grammars import Grammar, HeadingRule, RowTable, marks, named
from findingsgraph.loaders.layout.headings import (
    graded,
    is_short,
    match_heading,
    match_table_row,
    match_table_start,
)
from findingsgraph.loaders.layout.items import (
    add_item,
    add_plain,
    add_subheading,
    begins_item,
    is_free,
    subheading_end,
)
from findingsgraph.loaders.layout.rows import Row, read_rows
from findingsgraph.loaders.layout.squeeze import squeeze
from findingsgraph.loaders.layout.state import State
from findingsgraph.loaders.records import Document, Issue, Line, ReportRange, Section

__all__ = ["read_sections"]

Sections = tuple[tuple[Section, ...], tuple[Issue, ...]]

LONGEST_CONTENTS = 100
"""Characters of the longest line of a table of contents."""
_CONTENTS_LINE = re.compile(r".*\S\s+\d{1,3}\s*")
_NOTE_NUMBER = re.compile(r"\s*(?:\d{1,2}|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]|\^\{\D?\d\}|\[\d\])?\s*")


def read_sections(document: Document, report_range: ReportRange) -> Sections:
    r"""Divide a report into sections of blocks; every line ends up in exactly one block.

    A section's own headings are heading blocks of level 0, theme and unknown headings
    inside it of level 1. The issues name headings that the grammar does not know and
    numbers that the report leaves out.

    >>> from findingsgraph.loaders.documents import read_text
    >>> text = b"Judgement Grade\nOverall effectiveness Good\nWhat needs to improve?\n- The plans."
    >>> layer = read_text(text, "a.txt")
    >>> sections, issues = read_sections(layer, ReportRange("ilacs", "ilacs", 1, 4))
    >>> [(section.name, section.blocks[-1].kind, section.blocks[-1].text) for section in sections]
    [('cover', 'table', 'Overall effectiveness Good'), ('recommendations', 'item', 'The plans.')]
    """
    return sections_of(
        lines_of(document, report_range), named(report_range.layout), document.pages is not None
    )


def sections_of(lines: tuple[Line, ...], grammar: Grammar, paged: bool) -> Sections:
    """Read the lines of one report; `paged` says that their page numbers mean something."""
    rows = read_rows(lines, paged, lambda text: any(grammar.knows(form) for form in graded(squeeze(text))))
    state = State(grammar, rows, paged)
    at = 0
    while at < len(state.rows):
        row = state.rows[at]
        at = _text(state, row, at) if row.fate == "text" else _aside(state, row, at)
    if state.pending:
        _open_unknown(state)
    _find_empty_lists(state)
    return tuple(section.build() for section in state.sections if section.blocks), tuple(state.issues)


def _aside(state: State, row: Row, at: int) -> int:
    """Take a line that is no text: blank, furniture, footnote or a footnote's mark alone."""
    blocks = state.pending or state.section.blocks
    last = blocks[-1] if blocks else None
    if row.fate == "note-mark" and last is not None:
        last.add_line(row)
        return at + 1
    kind = row.fate if row.fate == "note" else "furniture"
    if last is None or last.kind != kind or row.note:
        last = state.loose(kind)
        blocks.append(last)
    if kind == "note":
        found = _NOTE_NUMBER.match(row.line.text) if row.note else None
        last.add(row, found.end() if found else row.indent)
    else:
        last.add_line(row)
    return at + 1


def _text(state: State, row: Row, at: int) -> int:
    """Take a line of text for the first of what it can be; give the index of the next row."""
    if state.section.kind == "contents" and not state.pending and _is_contents(state, row, at):
        state.new("contents", [row])
        return at + 1
    free = not row.marker and is_free(state, row)
    if free and not row.words[:1].islower():
        found = match_heading(state.grammar, state.stage, state.rows, at)
        if found:
            return _open(state, found[0], at, found[1])
    if state.section.kind == "cover":
        return _cover(state, row, at)
    if state.pending:
        _open_unknown(state)
    if begins_item(state, row, at):
        add_item(state, row)
    elif free and (after := subheading_end(state, row, at)):
        add_subheading(state, state.rows[at:after])
        return after
    else:
        add_plain(state, row)
    return at + 1


def _is_contents(state: State, row: Row, at: int) -> bool:
    """Say whether a table of contents goes on: to the page's end, then while lines end in numbers."""
    if not state.paged:
        return at < state.contents_end
    first = state.section.blocks[0].last
    same = first is not None and row.line.page == first.line.page
    return same or _CONTENTS_LINE.fullmatch(row.line.text) is not None


def _contents_end(rows: list[Row], at: int) -> int:
    """In a text without pages: the index after the contents, at a wide gap or after the last page number."""
    last = at
    for index in range(at, len(rows)):
        row = rows[index]
        if row.fate != "text":
            continue
        if row.gap == 2:
            return index
        if row.marker or len(row.line.text) > LONGEST_CONTENTS:
            break
        if _CONTENTS_LINE.fullmatch(row.line.text):
            last = index + 1
    return last


def _cover(state: State, row: Row, at: int) -> int:
    """Take a cover line, or the whole table of judgements and so the cover's end."""
    table = state.grammar.table
    after = None
    if table is not None and not row.marker:
        after = match_table_start(table, state.rows, at) or match_table_row(table, state.rows, at)
    if table is None or after is None:
        state.new("paragraph", [row])
        return at + 1
    while after is not None:
        state.new("table", state.rows[at:after])
        at = after
        while at < len(state.rows) and state.rows[at].fate != "text":
            at = _aside(state, state.rows[at], at)
        after = _table_goes_on(state, table, at) if at < len(state.rows) else None
    state.start(state.grammar.part, table.section, table.kind, "")
    return at


def _table_goes_on(state: State, table: RowTable, at: int) -> int | None:
    """Give the index after the next table row; a short line that is no heading is part of one."""
    after = match_table_row(table, state.rows, at)
    if after is None and is_short(state.rows[at]):
        heading = match_heading(state.grammar, state.stage, state.rows, at)
        after = None if heading else at + 1
    return after


def _open(state: State, rule: HeadingRule, at: int, after: int) -> int:
    """Take a heading that the grammar knows, and open what it opens."""
    state.stage = rule.stage or state.stage
    heading = state.loose("table" if rule.kind == "table" else "heading", state.rows[at:after])
    state.block = None
    if rule.opens == "next":
        state.pending.append(heading)
        return after
    section, here, starts = state.section, rule.opens == "here", after == at
    part = section.part if here else rule.part or state.part
    name = section.name if here else rule.section
    kind = rule.kind or section.kind
    text = section.heading if here else "" if starts else heading.build().text
    again = kind == section.kind and (here or starts)
    if (section.part, section.name) == (part, name) and (again or not section.has_content):
        section.blocks.extend(state.pending)
        state.pending = []
        if not starts:
            section.kind, section.heading, section.numbered = kind, text, rule.numbered
    else:
        state.start(part, name, kind, text, rule.numbered)
    if starts:
        add_plain(state, state.rows[at])
        return at + 1
    state.section.blocks.append(heading)
    if kind == "contents":
        state.contents_end = _contents_end(state.rows, after)
    return after


def _open_unknown(state: State) -> None:
    """Text follows a heading that stands above other headings only."""
    line = state.pending[0].lines[0]
    state.issues.append(Issue("unknown-heading", "text where the layout has a heading", line))
    state.start(state.part, "unknown", "unknown", "")


def _find_empty_lists(state: State) -> None:
    """A list of actions whose one sentence says that there are none asks for nothing: it is a finding."""
    for section in state.sections:
        if section.kind in ("recommendation", "priority-action"):
            content = [block for block in section.blocks if block.kind in ("item", "paragraph")]
            if len(content) == 1 and marks().nothing.match(squeeze(content[0].build().text)):
                section.kind = "finding"
