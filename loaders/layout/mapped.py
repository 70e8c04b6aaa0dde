"""From printed lines to running text that knows where each stretch of it is printed."""

from __future__ import annotations

import re

from findingsgraph.loaders.layout.notes import reference
from findingsgraph.loaders.records import Line, MappedText

# Spaces that are no plain space, one for one: offsets stay.
_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t"), " "
)
# What goes: marks of emphasis, raised digits, soft hyphens and zero widths, all but one of several spaces.
_DROPPED = re.compile(
    r"\*\*|(?<=\S)[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+|\^\{|(?<=\^\{)\d\}|(?<=\^\{\W)\d\}|[\u00ad\u200b\u200c\u200d\ufeff]"
    r"|(?<=[ \t\u00a0\u2002-\u200a\u202f\u3000])[ \t\u00a0\u2002-\u200a\u202f\u3000]+"
)
_SPECIAL = re.compile(
    "  |[*^\t\u00a0\u00ad\u00b2\u00b3\u00b9\u2002-\u200d\u202f\u2070\u2074-\u2079\u3000\ufeff]"
)
_PLAIN_SPECIALS = ("  ", "*", "^", "\t")
_HYPHENS = frozenset("-\u2010\u2011\u2013")
_NO_HYPHEN = re.compile(r"(?:and|or|to|nor)\b(?!-)")

Segment = tuple[int, int, int, int | None]


class TextBuilder:
    """Grows a `MappedText` line by line.

    >>> builder = TextBuilder({})
    >>> builder.add(Line("- Help is well-", 0, 1, 1), 2)
    >>> builder.add(Line("timed.", 16, 1, 2), 0)
    >>> builder.build()
    MappedText(text='Help is well-timed.', segments=((0, 2, 13, 1), (13, 16, 6, 1)))
    """

    def __init__(self, references: dict[int | None, tuple[int, ...]]) -> None:
        self._references = references
        self._pieces: list[str] = []
        self._segments: list[Segment] = []
        self._length = 0
        self._last = ""

    def add(self, line: Line, start: int) -> None:
        """Add the line's text from `start` on."""
        text = line.text
        special = _is_special(text, start)
        pieces = _pieces(text, start, self._references.get(line.page, ()), special)
        if not pieces:
            return
        if self._last and not _joins(self._last, text[pieces[0][0] : pieces[0][1]]):
            self._pieces.append(" ")
            self._length += 1
        for begin, end in pieces:
            piece = text[begin:end]
            if special:
                piece = piece.translate(_SPACES)
            self._pieces.append(piece)
            self._segments.append((self._length, line.start + begin, end - begin, line.page))
            self._length += end - begin
            self._last = piece

    def build(self) -> MappedText:
        """Give the text so far."""
        return MappedText("".join(self._pieces), tuple(self._segments))


def _is_special(text: str, start: int) -> bool:
    """Say whether something may have to go from the line's text from `start` on, or to be a plain space."""
    if text.isascii() and not any(map(text.__contains__, _PLAIN_SPECIALS)):
        return False  # most lines: said at once
    return _SPECIAL.search(text, start) is not None


def _joins(last: str, first: str) -> bool:
    """Say whether two lines are joined without a space: a compound, or a mark that fell off a word."""
    if first[0] in ",.;:)" and last[-1] not in ".!?":
        return True
    compound = last[-1] in _HYPHENS and last[-2:-1].isalnum() and first[0].isalnum()
    return compound and not _NO_HYPHEN.match(first)


def _pieces(text: str, start: int, notes: tuple[int, ...], special: bool) -> list[tuple[int, int]]:
    """Give the stretches of `text[start:]` that stay."""
    end = len(text)
    cuts: list[tuple[int, int]] = []
    if special:
        cuts.extend(found.span() for found in _DROPPED.finditer(text, start))
    for number in notes:
        for found in reference(number).finditer(text, start):
            cuts.append((found.end(1), found.end()))
    if not cuts:
        return [(start, end)] if start < end else []
    pieces: list[tuple[int, int]] = []
    at = start
    for begin, finish in sorted(cuts):
        if begin > at:
            pieces.append((at, begin))
        at = max(at, finish)
    if at < end:
        pieces.append((at, end))
    return pieces
