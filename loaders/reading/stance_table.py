"""The stance model's table of weights, as arrays: a row is read when a report first needs it.

A feature is known by a number; number 0 is what has no weights, and adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from findingsgraph.loaders.reading.stance_cues import FAMILIES
from findingsgraph.loaders.reading.stance_features import word_parts

__all__ = ["NOTHING", "Numbers", "Row", "Rows", "Weights", "read_row"]

Numbers = NDArray[np.int64]
Row = tuple[int, ...]
NOTHING: Row = (0, 0, 0, 0, 0)
_FAMILIES = frozenset(family.prefix for family in FAMILIES)


def read_row(row: str) -> Row:
    """Read tab-separated weights."""
    return tuple(map(int, row.split("\t")))


class Rows:
    """Rows of whole numbers that become more as reports are read; the first is all zeros.

    >>> rows = Rows(2)
    >>> rows.add((7, 8))
    1
    >>> rows.all()[1].tolist()
    [7, 8]
    """

    def __init__(self, width: int) -> None:
        self._rows = np.zeros((1024, width), np.int64)
        self._size = 1
        self._new: list[Sequence[int]] = []

    def add(self, row: Sequence[int]) -> int:
        """Add a row; give its number."""
        self._new.append(row)
        return self._size + len(self._new) - 1

    def all(self) -> Numbers:
        """Give all rows, and perhaps some zeros behind them."""
        if self._new:
            size = self._size + len(self._new)
            if size > len(self._rows):
                more = np.zeros((size, self._rows.shape[1]), np.int64)
                self._rows = np.concatenate([self._rows, more])
            self._rows[self._size : size] = self._new
            self._size, self._new = size, []
        return self._rows


class Weights:
    """Weights by feature, from lines of a name and tab-separated thousandths, and by part of a word.

    >>> weights = Weights({"good": "70\\t0\\t0\\t0\\t0"}, {"goo": "1\\t0\\t0\\t0\\t0"})
    >>> numbers = [weights.find("good"), weights.find("bad"), weights.of_word("goodish")]
    >>> weights.rows.all()[numbers, 0].tolist()
    [70, 0, 1]
    """

    def __init__(self, lines: Mapping[str, str], parts: Mapping[str, str]) -> None:
        self.lines, self.parts = lines, parts
        self.rows = Rows(len(NOTHING))
        """By number."""
        self.names = [""]
        """By number."""
        self.runs = [""]
        """By number, names without the family of a run of cues."""
        self._numbers: dict[str, int] = {}

    def find(self, name: str) -> int:
        """Give the number of a feature, 0 when it has no weights."""
        number = self._numbers.get(name)
        if number is None:
            line = self.lines.get(name)
            number = self._numbers[name] = self._add(name, read_row(line)) if line else 0
        return number

    def of_word(self, word: str) -> int:
        """Give the number of a word, which has the weights of its parts if it was never learned from."""
        number = self.find(word)
        if number:
            return number
        known = [read_row(self.parts[part]) for part in word_parts(word) if part in self.parts]
        self._numbers[word] = self._add(word, tuple(map(sum, zip(NOTHING, *known, strict=True))))
        return self._numbers[word]

    def starting(self, prefix: str) -> Iterable[tuple[str, list[str]]]:
        """Give names that start so, and the words that follow there."""
        for name in self.lines:
            if name.startswith(prefix):
                yield name, name.removeprefix(prefix).split(" ")

    def pairs(self) -> Iterable[tuple[str, list[str]]]:
        """Give the names of pairs of words, and both words."""
        for name in self.lines:
            if " " in name and ":" not in name and "=" not in name:
                yield name, name.split(" ")

    def _add(self, name: str, row: Row) -> int:
        family, colon, run = name.partition(":")
        self.names.append(name)
        self.runs.append(run if family + colon in _FAMILIES else name)
        return self.rows.add(row)
