"""The stance model's table of weights, arranged so that a sentence's features are found with few look-ups.

A row is read when a report first needs it. The five weights of a row also lie side by
side in one integer, so that one addition adds all five, exactly. What the model knows of
a word (its weights, those of its parts if it is new, the words that make a pair with it, its
class of cue) hangs on the word as it is printed, so that a report's few thousand different words
are worked out once each. What counts as a feature is defined in `stance_features`, which
the training uses; here the same features are found, without writing those that have no weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from struct import Struct
from typing import NamedTuple

from findingsgraph.loaders.reading.stance_cues import FAMILIES, Family, cue_class
from findingsgraph.loaders.reading.stance_features import (
    CONTRAST,
    edge_features,
    place_features,
    place_of,
    word_parts,
    words_of,
)
from findingsgraph.loaders.records import ItemContext

__all__ = [
    "FIRST",
    "NOTHING",
    "Feature",
    "Found",
    "Row",
    "Weights",
    "Word",
    "make_feature",
    "pack",
    "read_row",
    "sums",
    "unpack",
]

Row = tuple[int, ...]
NOTHING: Row = (0, 0, 0, 0, 0)
_BITS = 32
_HALF = 1 << (_BITS - 1)
_HALVES = sum(_HALF << _BITS * place for place in range(len(NOTHING)))
_UNPACK = Struct(f"<{len(NOTHING)}I").unpack
_SHARED: dict[int, int] = {}
"""Each number once: there are few different ones, and one that is shared is near at hand."""
_MOST_KEPT = 60_000
"""Printed words, and runs of cues, that are kept; a hundred reports have some 25,000 words."""


Feature = tuple[int, str, int, int, int, int, int]
"""A feature that has weights: all of them in one integer, its name, and each apart, in thousandths.

A plain tuple and not a named one, whose parts take Python twice as long to get.
"""
FIRST = 2
"""Where the weights stand in a feature."""


class Found(NamedTuple):
    """Features of one scale that a sentence has."""

    scale: float
    features: Sequence[Feature]


def pack(row: Row) -> int:
    """Lay weights side by side in one integer."""
    a, b, c, d, e = row
    return a + (b << _BITS) + (c << 2 * _BITS) + (d << 3 * _BITS) + (e << 4 * _BITS)


def unpack(packed: int) -> list[int]:
    """Give the weights in an integer, which may be a sum of such."""
    fields = _UNPACK((packed + _HALVES).to_bytes(_BITS // 8 * len(NOTHING), "little"))
    return [field - _HALF for field in fields]


def make_feature(name: str, row: Row, packed: int) -> Feature:
    """Make a feature of its name and a weight a stance."""
    a, b, c, d, e = row
    share = _SHARED.setdefault
    return packed, name, share(a, a), share(b, b), share(c, c), share(d, d), share(e, e)


def read_row(row: str) -> Row:
    """Read tab-separated weights."""
    return tuple(map(int, row.split("\t")))


def sums(features: Iterable[Feature]) -> list[int]:
    """Add the weights of features; one sum a stance.

    >>> rows = [(70, 0, -5, 0, 1), (1, 0, -5, 0, -3)]
    >>> sums([make_feature("", row, pack(row)) for row in rows])
    [71, 0, -10, 0, -2]
    """
    return unpack(sum([feature[0] for feature in features]))


class Word:
    """What the model knows of a word."""

    __slots__ = ("after", "ahead", "before", "cue", "led", "own", "pairs", "word")

    def __init__(self, word: str, weights: Weights) -> None:
        self.word = word
        self.own = weights.one(word) or weights.of_parts(word)
        """The weights of the word, or of its parts together where it was never learned from."""
        self.pairs = {second: weights.known(name) for second, name in weights.pairs.get(word, ())}
        """By the word that follows."""
        self.cue = cue_class(word)
        self.ahead = weights.one("<" + word)
        """In the sentence before."""
        self.before = weights.one("before:" + word)
        """Before a contrast; `after` and `led` likewise."""
        self.after = weights.one("after:" + word)
        self.led = weights.one("led:" + word)


class _Printed(dict[str, tuple[Word, ...]]):
    """What stands between two spaces, as the words it holds: mostly one."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._words: dict[str, Word] = {}

    def __missing__(self, printed: str) -> tuple[Word, ...]:
        known = self._words
        found = words_of(printed)
        for word in found:
            if word not in known:
                known[word] = Word(word, self._weights)
        words = self[printed] = tuple([known[word] for word in found])
        return words

    def forget(self) -> None:
        self.clear()
        self._words.clear()


class _Runs(dict[tuple[str, ...], list[Feature]]):
    """The features of a family's runs that begin with the first of some classes of cues."""

    def __init__(self, family: Family, weights: Weights) -> None:
        self._family = family
        self._weights = weights

    def __missing__(self, classes: tuple[str, ...]) -> list[Feature]:
        ends = range(1, len(classes) + 1 - classes.count(""))
        runs = (self._family.prefix + " ".join(classes[:end]) for end in ends)
        found = self[classes] = self._weights.find(runs)
        return found

    def within(self, classes: Sequence[str]) -> Iterator[Feature]:
        """Give the features of all runs in a sentence with these classes."""
        longest = self._family.longest
        ends = [*self._family.within(classes), *[""] * (longest - 1)]
        starts = zip(*[ends[at:] for at in range(longest)], strict=False)
        return chain.from_iterable(map(self.__getitem__, starts))


class Weights:
    """Weights by feature, from lines of a name and tab-separated thousandths.

    >>> weights = Weights({"good": "70\\t0\\t0\\t0\\t0"}, {"goo": "1\\t0\\t0\\t0\\t0"})
    >>> [word.own[FIRST] for word in weights.words("Good! Goodish!")]
    [70, 1]
    """

    def __init__(self, rows: Mapping[str, str], parts: Mapping[str, str]) -> None:
        self.rows = rows
        self.parts = parts
        """Of the parts of words."""
        self.pairs: dict[str, list[tuple[str, str]]] = {}
        """Second words and names of pairs, by the first word."""
        self._read: dict[str, Feature] = {}
        self._parts: dict[str, int] = {}
        self._printed = _Printed(self)
        self._places: dict[tuple[object, ...], list[Feature]] = {}
        self._runs = [_Runs(family, self) for family in FAMILIES]
        for name in rows:
            if " " in name and ":" not in name and "=" not in name:
                first, second = name.split(" ")
                self.pairs.setdefault(first, []).append((second, name))

    def known(self, name: str) -> Feature:
        """Give a feature that has weights."""
        feature = self._read.get(name)
        if feature is None:
            row = read_row(self.rows[name])
            feature = self._read[name] = make_feature(name, row, pack(row))
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
        return make_feature(word, tuple(unpack(total)), total)

    def find(self, names: Iterable[str]) -> list[Feature]:
        """Give those of the named features that have weights."""
        rows = self.rows
        return [self.known(name) for name in names if name in rows]

    def one(self, name: str) -> Feature | None:
        """Give a feature by its name; None when it has no weights."""
        return self.known(name) if name in self.rows else None

    def words(self, sentence: str) -> list[Word]:
        """Give the words of a sentence, in order."""
        if len(self._printed) > _MOST_KEPT:
            self._printed.forget()
        return list(chain.from_iterable(map(self._printed.__getitem__, sentence.split())))

    def in_text(self, words: Sequence[Word], once: Sequence[Word]) -> list[Feature]:
        """Find pairs, words about the first contrast, and words; `once` are the different words."""
        pairs = [
            feature
            for word, after in zip(words, words[1:], strict=False)
            if word.pairs and (feature := word.pairs.get(after.word))
        ]
        found = list({feature[1]: feature for feature in pairs}.values())
        found += self._around_contrast(words)
        found += [word.own for word in once]
        return found

    def _around_contrast(self, words: Sequence[Word]) -> list[Feature]:
        at = next((at for at, word in enumerate(words) if word.word in CONTRAST), None)
        if at is None:
            return []
        before = [word.before for word in dict.fromkeys(words[:at])]
        behind = dict.fromkeys(words[at + 1 :])
        after = [word.after for word in behind] if at else [word.led for word in behind]
        return [feature for feature in (*before, *after) if feature]

    def in_cues(self, words: Iterable[Word]) -> list[Feature]:
        """Find runs of cue classes, each as often as it stands there."""
        for kept in self._runs:
            if len(kept) > _MOST_KEPT:
                kept.clear()
        classes = [word.cue for word in words if word.cue]
        return list(chain.from_iterable([family.within(classes) for family in self._runs]))

    def in_context(
        self, words: Sequence[Word], sentence: str, context: ItemContext, index: int, count: int
    ) -> list[Feature]:
        """Find what is known besides the words: see `context_features`."""
        place = place_of(len(words), context, index, count)
        known = self._places.get(place)
        if known is None:
            known = self._places[place] = self.find(place_features(*place))
        return known + self.find(edge_features([word.word for word in words], sentence))
