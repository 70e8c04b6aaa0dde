"""Where a paragraph ends, told by its lines' lengths: the next word would have fitted."""

from __future__ import annotations

from statistics import median

from findingsgraph.loaders.grammars import marks
from findingsgraph.loaders.layout.rows import Row

FEWEST = 3
"""Full lines without which nothing is known of the column."""
SHARE = 0.97
"""Of the typical full line; measured on lines inside paragraphs, 0.5 % with their next word are shorter."""


class Column:
    """The typical length of full lines, of list items and of paragraphs.

    A text whose lines are whole paragraphs has no full lines; there every line ends.
    """

    def __init__(self, rows: list[Row]) -> None:
        self._unfinished = marks().unfinished
        lengths: dict[bool, list[int]] = {True: [], False: []}
        listed = False
        previous: Row | None = None
        for row in rows:
            if row.fate != "text":
                previous = None if row.fate != "furniture" else previous
                continue
            if row.marker:
                listed = True
            elif previous is not None:
                text = previous.line.text
                size = len(text) - previous.start
                if size < 25:
                    listed = False
                elif text[-1].islower() and row.line.text[row.start].islower() and not row.gap:
                    lengths[listed].append(size)
            previous = row
        self._limits = {
            kind: SHARE * median(found) if len(found) >= FEWEST else 0.0 for kind, found in lengths.items()
        }
        for kind in (False, True):
            self._limits[kind] = self._limits[kind] or self._limits[not kind]

    def ends(self, row: Row, following: str, listed: bool, level: int = 0) -> bool:
        """Say whether the row's line ends a paragraph: it was left short of its column."""
        limit = self._limits[listed]
        text = row.line.text
        if row.cut or text[text.rfind(" ") + 1 :] in self._unfinished:
            return False
        if not limit:
            return True
        if level:
            limit *= 0.92
        word = following.find(" ")
        size = len(text) - row.start + 1 + (word if word > 0 else len(following))
        return size < limit
