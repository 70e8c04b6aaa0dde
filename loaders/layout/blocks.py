"""Blocks and sections while they grow."""

from __future__ import annotations

import re

from findingsgraph.loaders.layout.mapped import TextBuilder
from findingsgraph.loaders.layout.rows import Row
from findingsgraph.loaders.records import Block, BlockKind, MappedText, Part, Section

_TERMINATED = re.compile(r"(?:[.!?\u2026]\d?|\)\d?)[)\]\u2019\u201d\"'*\u00b9\u00b2\u00b3]*\s*$")
_EMPTY = MappedText("", ())

References = dict[int | None, tuple[int, ...]]


def is_terminated(words: str) -> bool:
    """Say whether a sentence may end with these words.

    >>> is_terminated("at the right time.") and is_terminated("in time. (Recommendation)")
    True
    >>> is_terminated("in the through care")
    False
    """
    if words[-1:].isalpha():
        return False  # most lines: said at once
    return _TERMINATED.search(words[-12:]) is not None


class OpenBlock:
    """A block that lines are still added to."""

    def __init__(self, kind: BlockKind, references: References) -> None:
        self.kind: BlockKind = kind
        self.marker = ""
        self.number = ""
        self.level = 0
        self.lines: list[int] = []
        self.last: Row | None = None
        self._text = TextBuilder(references)

    def add(self, row: Row, start: int | None = None) -> OpenBlock:
        """Add a row's words and its line."""
        self._text.add(row.line, row.start if start is None else start)
        self.lines.append(row.line.number)
        self.last = row
        return self

    def add_line(self, row: Row) -> None:
        """Add a line that has no words of the block."""
        self.lines.append(row.line.number)

    def build(self) -> Block:
        """Give the finished block."""
        content = self._text.build() if self.kind != "furniture" else _EMPTY
        # An item of which only the number is printed says nothing.
        return Block(
            kind=self.kind if content.text else "furniture",
            content=content,
            lines=tuple(self.lines),
            marker=self.marker,
            number=self.number,
            level=self.level,
        )


class OpenSection:
    """A section that blocks are still added to."""

    def __init__(self, part: Part, name: str, kind: str, heading: str, numbered: str = "") -> None:
        self.part: Part = part
        self.name = name
        self.kind = kind
        self.heading = heading
        self.numbered = numbered
        self.blocks: list[OpenBlock] = []
        self.marked = ""
        """The mark of its first list item."""

    @property
    def has_content(self) -> bool:
        """True when more than headings, notes and furniture stands in it."""
        return any(block.kind in ("item", "paragraph") for block in self.blocks)

    def build(self) -> Section:
        """Give the finished section."""
        blocks = sorted((block.build() for block in self.blocks), key=lambda block: block.lines[0])
        return Section(self.part, self.name, self.kind, self.heading, tuple(blocks))
