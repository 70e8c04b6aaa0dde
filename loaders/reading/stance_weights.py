"""The stance model's table of weights: a row is read when a report first needs it.

The five weights of a feature also lie side by side in one integer, so that one addition
adds all five, exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import permutations
from operator import itemgetter, sub
from struct import Struct
from typing import Any, NamedTuple

from findingsgraph.loaders.reading.stance_cues import FAMILIES
from findingsgraph.loaders.reading.stance_features import word_parts

__all__ = ["GAIN", "NAME", "NOTHING", "PACKED", "ROW_BITS", "RUN", "Feature", "Group", "Row", "Weights"]
__all__ += ["gather", "make_feature", "pack", "read_row", "unpack"]

Row = tuple[int, ...]
NOTHING: Row = (0, 0, 0, 0, 0)
_BITS = 32
ROW_BITS = _BITS * len(NOTHING)
"""By how much a packed row is shifted to lie behind another."""
_HALF = 1 << (_BITS - 1)

Feature = tuple[Any, ...]
"""A feature that has weights: all of them in one integer, its name, its name without the family of
a run of cues, and by how many thousandths it lessens the lead of one stance over another, for any two.

A plain tuple and not a named one, whose parts take Python twice as long to get.
"""
PACKED, NAME, RUN = 0, 1, 2
_LEADS = tuple(permutations(range(len(NOTHING)), 2))
GAIN: Mapping[tuple[int, int], Callable[[Feature], int]] = {
    lead: itemgetter(RUN + 1 + at) for at, lead in enumerate(_LEADS)
}
"""By the place of the stance that leads and of the one that follows, what gets their number of a feature."""
_LEADER = itemgetter(*(leader for leader, _ in _LEADS))
_FOLLOWER = itemgetter(*(follower for _, follower in _LEADS))


_FAMILIES = frozenset(family.prefix.rstrip(":") for family in FAMILIES)


class _Numbers(dict[int, int]):
    """Each number once: there are few different ones, and one that is shared is near at hand."""

    def __missing__(self, number: int) -> int:
        self[number] = number
        return number


_SHARED = _Numbers()


class Group(NamedTuple):
    """Features that stand together in many sentences: what they weigh together, and each."""

    packed: int
    features: tuple[Feature, ...]


def pack(row: Row) -> int:
    """Lay weights side by side in one integer."""
    a, b, c, d, e = row
    return a + (b << _BITS) + (c << 2 * _BITS) + (d << 3 * _BITS) + (e << 4 * _BITS)


def _unpacker(rows: int) -> tuple[int, int, Callable[[bytes], tuple[int, ...]]]:
    """Give what makes all numbers of so many rows positive, their bytes, and what tells them apart."""
    count = rows * len(NOTHING)
    halves = sum(_HALF << _BITS * place for place in range(count))
    return halves, _BITS // 8 * count, Struct(f"<{count}I").unpack


_UNPACK = {rows: _unpacker(rows) for rows in (1, 3)}


def unpack(packed: int, rows: int = 1) -> list[int]:
    """Give the weights in an integer, which may be a sum of such, or of such rows behind each other.

    >>> unpack(pack((70, 0, -5, 0, 1)) + pack((1, 0, -5, 0, -3)))
    [71, 0, -10, 0, -2]
    """
    halves, size, apart = _UNPACK[rows]
    return [field - _HALF for field in apart((packed + halves).to_bytes(size, "little"))]


def make_feature(name: str, row: Row) -> Feature:
    """Make a feature of its name and a weight a stance.

    >>> GAIN[0, 2](make_feature("good", (70, 0, -5, 0, 1)))  # strength before mixed
    -75
    """
    family, _, rest = name.partition(":")
    run = rest if family in _FAMILIES else name
    gains = map(sub, _FOLLOWER(row), _LEADER(row))
    return (pack(row), name, run, *map(_SHARED.__getitem__, gains))


def gather(features: Iterable[Feature]) -> Group:
    """Make a group of features."""
    together = tuple(features)
    return Group(sum([feature[PACKED] for feature in together]), together)


def read_row(row: str) -> Row:
    """Read tab-separated weights."""
    return tuple(map(int, row.split("\t")))


class Weights:
    """Weights by feature, from lines of a name and tab-separated thousandths.

    >>> weights = Weights({"good": "70\\t0\\t0\\t0\\t0"}, {"goo": "1\\t0\\t0\\t0\\t0"})
    >>> unpack(weights.of_parts("goodish")[PACKED])
    [1, 0, 0, 0, 0]
    """

    def __init__(self, rows: Mapping[str, str], parts: Mapping[str, str]) -> None:
        self.rows = rows
        self.parts = parts
        """Of the parts of words."""
        self.pairs: dict[str, list[tuple[str, str]]] = {}
        """Second words and names of pairs, by the first word."""
        self._read: dict[str, Feature] = {}
        self._parts: dict[str, int] = {}
        for name in rows:
            if " " in name and ":" not in name and "=" not in name:
                first, second = name.split(" ")
                self.pairs.setdefault(first, []).append((second, name))

    def known(self, name: str) -> Feature:
        """Give a feature that has weights."""
        feature = self._read.get(name)
        if feature is None:
            feature = self._read[name] = make_feature(name, read_row(self.rows[name]))
        return feature

    def of_parts(self, word: str) -> Feature:
        """Add the weights of a word's parts."""
        read, rows, total = self._parts, self.parts, 0
        for part in word_parts(word):
            if part in rows:
                packed = read.get(part)
                if packed is None:
                    packed = read[part] = pack(read_row(rows[part]))
                total += packed
        return make_feature(word, tuple(unpack(total)))

    def find(self, names: Iterable[str]) -> list[Feature]:
        """Give those of the named features that have weights."""
        rows = self.rows
        return [self.known(name) for name in names if name in rows]

    def one(self, name: str) -> Feature | None:
        """Give a feature by its name; None when it has no weights."""
        return self.known(name) if name in self.rows else None
