"""From lines to sections: what each line of a report is, by the layout's grammar."""

from __future__ import annotations

import re

from findingsgraph.loaders.families import lines_of
from findingsgraph.loaders.grammars import HeadingRule, named
from findingsgraph.loaders.layout.blocks import OpenBlock, OpenSection, is_terminated
from findingsgraph.loaders.layout.headings import (
    graded,
    looks_like_heading,
    match_heading,
    match_table_row,
    match_table_start,
)
from findingsgraph.loaders.layout.rows import Row, read_rows
from findingsgraph.loaders.layout.squeeze import squeeze
from findingsgraph.loaders.layout.width import Column
from findingsgraph.loaders.records import BlockKind, Document, Issue, Part, ReportRange, Section

__all__ = ["read_sections"]

PROSE = frozenset({"about", "team", "boilerplate", "end", "unknown"})
"""Kinds of section whose short lines are no headings."""
_CONTENTS_LINE = re.compile(r".*\D\s?\d{1,3}\s*")


def read_sections(document: Document, report_range: ReportRange) -> tuple[tuple[Section, ...], tuple[Issue, ...]]:
    """Divide a report into sections of blocks; every line ends up in exactly one block.

    The issues name headings that the grammar does not know, and gaps in the numbering.
    """
    return _Reader(document, report_range).read()


class _Reader:
    """Walks over the rows of one report once."""

    def __init__(self, document: Document, report_range: ReportRange) -> None:
        self.grammar = named(report_range.layout)
        paged = document.pages is not None
        found = read_rows(lines_of(document, report_range), paged, self._is_known)
        self.rows, self.references, self.numbers = found.rows, found.references, found.numbers
        self.paged = paged
        self.column = Column(self.rows)
        self.stage = self.grammar.first_stage
        self.last_number = 0
        self.sections = [OpenSection(self.grammar.part, "cover", "cover", "")]
        self.block: OpenBlock | None = None
        self.pending: list[OpenBlock] = []
        self.issues: list[Issue] = []

    def read(self) -> tuple[tuple[Section, ...], tuple[Issue, ...]]:
        at = 0
        while at < len(self.rows):
            row = self.rows[at]
            at = self._text(row, at) if row.fate == "text" else self._aside(row, at)
        if self.pending:
            self._open_unknown()
        return tuple(section.build() for section in self.sections if section.blocks), tuple(self.issues)

    # What a line may be, in the order in which it is tried

    def _aside(self, row: Row, at: int) -> int:
        """Take a line that is no text: blank, furniture, footnote or a footnote's mark alone."""
        blocks = self.pending or self.section.blocks
        last = blocks[-1] if blocks else None
        if row.fate == "note-mark" and last is not None:
            last.add_line(row)
        elif row.fate == "note":
            aside = last if last is not None and last.kind == "note" and not row.note else self._new("note", blocks)
            aside.add(row, _after_note_number(row))
        else:
            aside = last if last is not None and last.kind == "furniture" else self._new("furniture", blocks)
            aside.add_line(row)
        return at + 1

    def _text(self, row: Row, at: int) -> int:
        section = self.section
        if section.kind == "contents" and not self.pending:
            if self._still_contents(row):
                self._new("contents", section.blocks).add(row)
                return at + 1
        free = not row.marker and self._may_be_heading(row)
        if free and not row.line.text[row.start].islower():
            found = match_heading(self.grammar, self.stage, self.rows, at)
            if found:
                return self._open(found[0], at, found[1])
        if self.section.kind == "cover":
            return self._cover(row, at)
        if self.pending:
            self._open_unknown()
        if row.number and self._accepts_number(row, at):
            self._item(row)
        elif row.marker and not row.number and self._accepts_bullet(row):
            self._item(row)
        elif free and self._is_subheading(row, at):
            return self._subheading(row, at)
        else:
            self._plain(row)
        return at + 1

    def _still_contents(self, row: Row) -> bool:
        first = self.section.blocks[0].last
        if not self.paged:
            return row.gap < 2
        return first is not None and (
            row.line.page == first.line.page or _CONTENTS_LINE.fullmatch(row.line.text) is not None
        )

    def _may_be_heading(self, row: Row) -> bool:
        last = self.block.last if self.block else None
        if last is None or row.gap:
            return True
        return self._ends(last, row) or is_terminated(last.line.text)

    def _cover(self, row: Row, at: int) -> int:
        """Take a cover line, or the whole table of judgements on it."""
        table = self.grammar.table
        after = match_table_start(table, self.rows, at) if table and not row.marker else None
        if table is None or after is None:
            row.start = 0
            self._new("paragraph", self.section.blocks).add(row)
            return at + 1
        begin = at
        while after is not None:
            self._rows_into("table", begin, after)
            begin = after
            while begin < len(self.rows) and self.rows[begin].fate != "text":
                begin = self._aside(self.rows[begin], begin)
            after = match_table_row(table, self.rows, begin) if begin < len(self.rows) else None
        self._start(self.grammar.part, table.section, table.kind, "")
        return begin

    # Headings

    def _open(self, rule: HeadingRule, at: int, after: int) -> int:
        self.stage = rule.stage or self.stage
        part: Part = rule.part or ("lscb" if self.stage == "lscb" else self.grammar.part)
        heading = OpenBlock("table" if rule.kind == "table" else "heading", self.references)
        for row in self.rows[at:after]:
            if row.fate == "text":
                row.start = len(row.line.text) - len(row.line.text.lstrip())
                heading.add(row)
            else:
                heading.add_line(row)
        self.block = None
        if rule.opens == "next":
            self.pending.append(heading)
            return after
        text = heading.build().text if after > at else ""
        here = rule.opens == "here"
        section = self.section
        name, kind = (section.name, rule.kind or section.kind) if here else (rule.section, rule.kind)
        if here:
            part, text = section.part, section.heading
        again = kind == section.kind and (here or rule.starts)
        if (section.part, section.name) == (part, name) and (again or not section.has_content):
            if not (again and rule.starts):
                section.kind, section.heading, section.numbered = kind, text, rule.numbered
            section.blocks.extend(self.pending)
            self.pending = []
        else:
            self._start(part, name, kind, text, rule.numbered)
        if after > at:
            self.section.blocks.append(heading)
            return after
        self._plain(self.rows[at])
        return at + 1

    def _start(self, part: Part, name: str, kind: str, heading: str, numbered: str = "") -> None:
        section = OpenSection(part, name, kind, heading, numbered)
        section.blocks.extend(self.pending)
        self.pending = []
        self.block = None
        self.sections.append(section)

    def _open_unknown(self) -> None:
        """Text follows a heading that stands above other headings only."""
        line = self.pending[0].lines[0]
        self.issues.append(Issue("unknown-heading", "text where the layout has a heading", line))
        self._start("lscb" if self.stage == "lscb" else self.grammar.part, "unknown", "unknown", "")

    def _is_subheading(self, row: Row, at: int) -> bool:
        if self.section.kind in PROSE:
            return False
        following = next((other for other in self.rows[at + 1 : at + 6] if other.fate == "text"), None)
        if not looks_like_heading(row, following, self.section.kind in self.grammar.themes) or following is None:
            return False
        return bool(following.marker) or self._ends(row, following)

    def _subheading(self, row: Row, at: int) -> int:
        if self.section.kind not in self.grammar.themes:
            self.issues.append(Issue("unknown-heading", row.words.strip(), row.line.number))
        self.block = None
        heading = self._new("heading", self.section.blocks)
        heading.level = 1
        heading.add(row)
        return at + 1

    # Items and paragraphs

    def _accepts_number(self, row: Row, at: int) -> bool:
        expected = self.last_number + 1
        if row.number == expected:
            last = self.block.last if self.block else None
            if last is None or row.gap == 1 or is_terminated(last.words) or self._ends(last, row):
                return True
            return not any(other.number == expected for other in self.rows[at + 1 :])
        if row.number == expected + 1 and expected not in self.numbers:
            last = self.block.last if self.block else None
            if last is None or is_terminated(last.words):
                self.issues.append(Issue("number-missing", f"{expected}.", row.line.number))
                return True
        return False

    def _accepts_bullet(self, row: Row) -> bool:
        last = self.block.last if self.block else None
        if not row.dash or last is None or not self.paged:
            return True
        same = self.block is not None and self.block.marker == row.marker and self.block.level == row.level
        return same or is_terminated(last.words) or last.words[-1:] in ":;" or self._ends(last, row)

    def _item(self, row: Row) -> None:
        section = self.section
        if row.number:
            self.last_number = row.number
            if section.numbered and section.kind != section.numbered:
                if section.has_content:
                    self._start(section.part, section.name, section.numbered, section.heading)
                else:
                    section.kind = section.numbered
                section = self.section
        if not section.marked:
            section.marked = row.marker
        self.block = self._new("item", section.blocks)
        self.block.marker = row.marker
        self.block.number = str(row.number) if row.number else ""
        self.block.level = 0 if row.marker == section.marked else row.level
        self.block.add(row)

    def _plain(self, row: Row) -> None:
        """Take a line without mark: it goes on with the open block, or begins a paragraph."""
        row.start = len(row.line.text) - len(row.line.text.lstrip())
        if self.block is not None and self._goes_on(self.block, row):
            self.block.add(row)
            return
        self.block = self._new("paragraph", self.section.blocks)
        self.block.add(row)

    def _goes_on(self, block: OpenBlock, row: Row) -> bool:
        last = block.last
        if last is None or row.words[:1].islower():
            return last is not None
        if not is_terminated(last.words):
            return row.gap != 1 or self.paged
        if not self.paged:
            # A text cannot show whether a page's last line was full; where items are marked,
            # an unmarked paragraph at the head of a page goes on with the item above.
            return row.gap == 2 and block.kind == "item"
        return row.gap != 1 and not self._ends(last, row)

    def _ends(self, last: Row, row: Row) -> bool:
        block = self.block
        listed = block is not None and block.kind == "item"
        return self.column.ends(last, row.words, listed, block.level if block else 0)

    # Small tools

    def _is_known(self, text: str) -> bool:
        return any(self.grammar.knows(form) for form in graded(squeeze(text)))

    @property
    def section(self) -> OpenSection:
        return self.sections[-1]

    def _new(self, kind: BlockKind, blocks: list[OpenBlock]) -> OpenBlock:
        block = OpenBlock(kind, self.references)
        blocks.append(block)
        return block

    def _rows_into(self, kind: BlockKind, at: int, after: int) -> None:
        block = self._new(kind, self.section.blocks)
        for row in self.rows[at:after]:
            if row.fate == "text":
                row.start = 0
                block.add(row)
            else:
                block.add_line(row)


_NOTE_NUMBER = re.compile(r"\s*(?:\d{1,2}|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]|\^\{\D?\d\}|\[\d\])?\s*")


def _after_note_number(row: Row) -> int:
    found = _NOTE_NUMBER.match(row.line.text) if row.note else None
    return found.end() if found else len(row.line.text) - len(row.line.text.lstrip())
