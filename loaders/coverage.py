"""What became of a report's lines: the account that shows nothing was lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from findingsgraph.loaders.records import Block, ItemKind, Line, ReportRange, Section

__all__ = ["Account", "account", "fate", "unaccounted"]

FACT_KINDS = frozenset(get_args(ItemKind))


@dataclass(frozen=True, slots=True)
class Account:
    """Lines and words of a report by fate, in the order of the fates' names; blank lines do not count.

    Fates are `fact` (in a report item), `heading`, `table`, `note`, `furniture`, `contents`,
    or the kind of the section that is no finding: `cover`, `about`, `team`, `boilerplate`,
    `end`, `unknown`.
    """

    lines: dict[str, int]
    words: dict[str, int]

    @property
    def share(self) -> float:
        """Share of the words that became facts or headings, 0 for an empty report."""
        whole = sum(self.words.values())
        return (self.words.get("fact", 0) + self.words.get("heading", 0)) / whole if whole else 0.0


def account(lines: Iterable[Line], sections: Iterable[Section]) -> Account:
    """Count the lines that the sections' blocks were made of; `lines` are the document's.

    >>> from findingsgraph.loaders.records import MappedText
    >>> text = Line("- Children are safe.", 0, None, 1)
    >>> block = Block("item", MappedText("Children are safe.", ((0, 2, 18, None),)), (1,), "-")
    >>> account([text], [Section("local-authority", "strengths", "strength", "Strengths", (block,))])
    Account(lines={'fact': 1}, words={'fact': 4})
    """
    texts = {line.number: line.text for line in lines}
    counted: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for section in sections:
        for block in section.blocks:
            became = fate(section, block)
            for number in block.lines:
                size = len(texts[number].split())
                if size:
                    counted[became] += 1
                    words[became] += size
    return Account(dict(sorted(counted.items())), dict(sorted(words.items())))


def fate(section: Section, block: Block) -> str:
    """Say what became of a block's lines."""
    if block.kind in ("item", "paragraph"):
        return "fact" if section.kind in FACT_KINDS else section.kind
    return block.kind


def unaccounted(report: ReportRange, sections: Sequence[Section]) -> tuple[int, ...]:
    """Give the numbers of lines that are in no block, or in more than one; there should be none.

    >>> unaccounted(ReportRange("sif", "sif-a", 1, 2), [])
    (1, 2)
    """
    seen = Counter(number for section in sections for block in section.blocks for number in block.lines)
    return tuple(number for number in range(report.first, report.last + 1) if seen[number] != 1)
