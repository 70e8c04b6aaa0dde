"""A report while it is read: its rows, the sections so far, the block that lines are added to."""

from __future__ import annotations

from collections.abc import Iterable

from findingsgraph.loaders.grammars import Grammar
from findingsgraph.loaders.layout.blocks import OpenBlock, OpenSection
from findingsgraph.loaders.layout.rows import Row, Rows
from findingsgraph.loaders.layout.width import Column
from findingsgraph.loaders.records import BlockKind, Issue, Part


class State:
    """What is known when a row is looked at; the steps of reading change nothing else."""

    def __init__(self, grammar: Grammar, found: Rows, paged: bool) -> None:
        self.grammar = grammar
        self.rows = found.rows
        self.numbers = found.numbers
        self.paged = paged
        self.stage = grammar.first_stage
        self.last_number = 0
        self.contents_end = 0
        self.sections = [OpenSection(grammar.part, "cover", "cover", "")]
        self.block: OpenBlock | None = None
        """The item or paragraph that the next line may go on with."""
        self.pending: list[OpenBlock] = []
        """Headings that stand above the next section's own."""
        self.issues: list[Issue] = []
        self._references = found.references
        self._column = Column(found.rows)

    @property
    def section(self) -> OpenSection:
        """The section that lines go to."""
        return self.sections[-1]

    @property
    def part(self) -> Part:
        """The part of the report that the stage belongs to."""
        return "lscb" if self.stage == "lscb" else self.grammar.part

    @property
    def last(self) -> Row | None:
        """The last row of the open block."""
        return self.block.last if self.block else None

    def start(self, part: Part, name: str, kind: str, heading: str, numbered: str = "") -> None:
        """Open a section; it begins with the headings that waited for it."""
        section = OpenSection(part, name, kind, heading, numbered)
        section.blocks.extend(self.pending)
        self.pending = []
        self.block = None
        self.sections.append(section)

    def new(self, kind: BlockKind, rows: Iterable[Row] = (), level: int = 0) -> OpenBlock:
        """Add a block of whole rows to the open section."""
        block = self.loose(kind, rows)
        block.level = level
        self.section.blocks.append(block)
        return block

    def loose(self, kind: BlockKind, rows: Iterable[Row] = ()) -> OpenBlock:
        """Make a block of whole rows that is in no section yet."""
        block = OpenBlock(kind, self._references)
        for row in rows:
            if row.fate == "text":
                row.marker, row.start = "", row.indent
                block.add(row)
            else:
                block.add_line(row)
        return block

    def ends(self, last: Row, row: Row) -> bool:
        """Say whether a paragraph or an item ends with `last`, the row above.

        More space than between lines says so, and where there is no more an item goes on;
        else whether `last` was left short of its column though the next row's word
        would have fitted: paragraphs may follow each other without any space.
        """
        block, apart = self.block, row.line.apart
        listed = block is not None and block.kind == "item"
        if apart or (apart is False and listed):
            return apart
        return self._column.ends(last, row.words, listed, block.level if block else 0)
