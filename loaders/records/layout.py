"""How a report is laid out: blocks, and the sections that hold them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from findingsgraph.loaders.records.text import MappedText

Part = Literal["local-authority", "lscb"]
BlockKind = Literal["heading", "item", "paragraph", "table", "note", "furniture", "contents"]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, list item, paragraph, table row, footnote or piece of page furniture."""

    kind: BlockKind
    content: MappedText
    """Without bullet, number and footnote markers."""
    lines: tuple[int, ...]
    """Numbers of the lines it was made of; each line of a document is in one block."""
    marker: str = ""
    """The bullet or number as printed: `12.`, `•`, `-`."""
    number: str = ""
    """The number without its stop, when the report numbers this item."""
    level: int = 0
    """0 for an item, 1 for a sub-bullet below it."""

    @property
    def text(self) -> str:
        """The clean text."""
        return self.content.text


@dataclass(frozen=True, slots=True)
class Section:
    """A run of blocks under one heading that the layout's grammar knows."""

    part: Part
    name: str
    """Slug, as in the `section` column: `help-and-protection`, `recommendations`."""
    kind: str
    """An ItemKind, or what is no finding: cover, contents, about, team, boilerplate, end, unknown."""
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ReportRange:
    """The lines of a document that are one report; a document mostly holds one, rarely two."""

    family: str
    """sif, sif-reinspection, ilacs, lac-2013 or lscb-review."""
    layout: str
    """Name of the grammar that reads it: sif-a, sif-b, sif-c, ilacs, ..."""
    first: int
    """Number of its first line."""
    last: int
    """Number of its last line, inclusive."""
