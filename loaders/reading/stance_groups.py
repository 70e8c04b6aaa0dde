"""Features of the stance model that weigh 1 whatever a sentence's length, found in groups.

Runs of cues, first and last words, and what is known of a sentence's place: what comes back
in many sentences is put together once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from findingsgraph.loaders.reading.stance_cues import FAMILIES, Family
from findingsgraph.loaders.reading.stance_features import (
    Place,
    first_features,
    last_features,
    mark_features,
    place_features,
)
from findingsgraph.loaders.reading.stance_weights import Feature, Group, Weights, gather
from findingsgraph.loaders.reading.stance_words import Word

__all__ = ["Groups"]

_MOST_KEPT = 30_000
"""Groups of a kind that are kept; of no kind do a hundred reports have more than 9,000."""


class _Kept(dict[Any, Group]):
    """Groups by what their features are made of."""

    def __init__(self, find: Callable[[Any], Iterable[Feature]]) -> None:
        self._find = find

    def __missing__(self, key: Any) -> Group:
        if len(self) >= _MOST_KEPT:
            self.clear()
        group = self[key] = gather(self._find(key))
        return group


class _Runs:
    """Features whose names are several words behind a prefix, as a tree of the words: no name is written.

    A branch is called by a word, the feature that ends there by `None`.
    """

    def __init__(self, prefix: str, weights: Weights, backwards: bool = False) -> None:
        self._weights = weights
        self._root: dict[str | None, Any] = {}
        for name in weights.rows:
            if name.startswith(prefix):
                words = name.removeprefix(prefix).split(" ")
                node = self._root
                for word in reversed(words) if backwards else words:
                    node = node.setdefault(word, {})
                node[None] = name

    def beginning(self, words: Iterable[str]) -> Iterator[Feature]:
        """Give the runs that these words begin with."""
        node = self._root
        for word in words:
            if word not in node:
                break
            node = node[word]
            if None in node:
                yield self._weights.known(node[None])

    def within(self, words: Sequence[str]) -> Iterator[Feature]:
        """Give all runs in these words, each as often as it stands there."""
        for start in range(len(words)):
            yield from self.beginning(words[start:])


class _Cues:
    """The runs of one family of cues.

    Short runs are kept by the cue they begin with and the one behind it. The longer ones leave
    out most classes, and then two sentences in three are like another: they are kept by sentence.
    """

    def __init__(self, family: Family, weights: Weights) -> None:
        self._family = family
        self._short = family.longest == 2
        runs = _Runs(family.prefix, weights)
        self._kept = _Kept(runs.beginning if self._short else runs.within)

    def within(self, classes: Sequence[str]) -> list[Group]:
        """Give the groups of a sentence with these classes of cues."""
        ends = self._family.within(classes)
        if self._short:
            return list(map(self._kept.__getitem__, zip(ends, (*ends[1:], ""), strict=True)))
        return [self._kept[ends]]


class Groups:
    """Finds the groups of a sentence."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._families = [_Cues(family, weights) for family in FAMILIES]
        self._first, self._last = _Runs("first=", weights), _Runs("last=", weights, backwards=True)
        self._places = _Kept(lambda place: weights.find(place_features(*place)))
        self._marks = _Kept(lambda marks: weights.find(mark_features(*marks)))

    def of_cues(self, words: Iterable[Word]) -> list[Group]:
        """Find the runs of cue classes, each as often as it stands there."""
        classes = [word.cue for word in words if word.cue]
        return [group for family in self._families for group in family.within(classes)]

    def of_place(self, words: Sequence[Word], marks: tuple[bool, bool], place: Place) -> list[Group]:
        """Find what is known besides the words: see `context_features`.

        `marks` are those of `mark_features`; `place` is what `place_of` gave.
        """
        return [self._places[place], self._marks[marks], gather(self._edges(words))]

    def _edges(self, words: Sequence[Word]) -> list[Feature]:
        """Find the first and last words; where there are fewer than three, some count twice or thrice."""
        first = [word.word for word in words[:3]]
        if len(first) < 3:
            return self._weights.find([*first_features(first), *last_features(first)])
        return [*self._first.beginning(first), *self._last.beginning([words[-1].word, words[-2].word])]
