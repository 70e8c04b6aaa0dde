"""All features of all sentences of a report, in three groups that have a scale each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from findingsgraph.loaders.reading.stance_cues import FAMILIES
from findingsgraph.loaders.reading.stance_features import (
    Place,
    first_features,
    last_features,
    mark_features,
    names_recommendation,
    place_features,
    place_of,
)
from findingsgraph.loaders.reading.stance_runs import CLASSES, Runs, Tree
from findingsgraph.loaders.reading.stance_table import Numbers, Weights
from findingsgraph.loaders.reading.stance_words import AHEAD, CUE, FIGURE, OWN, Held, Said, Words, once
from findingsgraph.loaders.records import ItemContext

__all__ = ["Finder", "Found"]

_MOST_KEPT = 60_000
"""Printed words that are kept; a hundred reports have some 25,000."""


class Found(NamedTuple):
    """What sentences hold, each sentence numbered by its place among all."""

    text: Held
    """Words, pairs, and words about a contrast, which count the less the longer the sentence is."""
    ahead: Held
    """Words of the sentence before, which count the less the longer that one is."""
    whole: Held
    """What counts fully: cues, and what is known besides the words."""
    text_share: NDArray[np.float64]
    ahead_share: NDArray[np.float64]
    first: NDArray[np.bool_]
    """Whether an item begins with the sentence."""
    last: NDArray[np.bool_]

    def shares(self) -> Iterator[tuple[NDArray[np.float64], Held]]:
        """Give how much each group counts in each sentence, and the group."""
        yield self.text_share, self.text
        yield np.ones(len(self.first)), self.whole
        yield self.ahead_share, self.ahead


class _Read(NamedTuple):
    """What is gathered sentence by sentence."""

    words: list[int]
    sizes: list[int]
    places: list[Sequence[int]]
    """Features of the place, the ends and the marks of each sentence."""
    first: list[bool]
    last: list[bool]


class Finder:
    """Finds features; remembers words."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._words = Words(weights, CLASSES)
        self._families = [Runs(family, weights) for family in FAMILIES]
        self._first, self._last = Tree("first=", weights), Tree("last=", weights, backwards=True)
        self._places: dict[Place, list[int]] = {}

    @property
    def full(self) -> bool:
        """Whether it remembers so much that it is time for a new one."""
        return len(self._words.printed) > _MOST_KEPT

    def find(self, items: Sequence[tuple[Sequence[str], ItemContext]]) -> Found:
        """Find the features of all sentences of these items, which stand with what is known of each item."""
        read = self._read(items)
        sizes, first = np.array(read.sizes, np.int64), np.array(read.first, np.bool_)
        count = len(sizes)
        said = Said(np.array(read.words, np.int64), np.repeat(np.arange(count), sizes), sizes)
        known = self._words.known.all()
        words = once(said.sentence, said.word)
        text = [Held(words.sentence, known[words.feature, OWN]), *self._words.between(said)]
        cues = known[said.word, CUE]
        some = np.flatnonzero(cues)
        whole = [
            *[
                held
                for family in self._families
                for held in family.find(said.sentence[some], cues[some], count)
            ],
            _flat(read.places),
            self._figures(said, known),
        ]
        different = np.bincount(words.sentence, minlength=count)
        return Found(
            text=_together(text),
            ahead=_ahead(words, known, first),
            whole=_together(whole),
            text_share=_shares(sizes),
            ahead_share=np.where(first, 0.0, np.roll(_shares(different), 1)),
            first=first,
            last=np.array(read.last, np.bool_),
        )

    def _read(self, items: Sequence[tuple[Sequence[str], ItemContext]]) -> _Read:
        read = _Read([], [], [], [], [])
        for sentences, context in items:
            count = len(sentences)
            for index, sentence in enumerate(sentences):
                words = self._words.of(sentence)
                read.words.extend(words)
                read.sizes.append(len(words))
                read.places.append(self._place(place_of(len(words), context, index, count)))
                read.places[-1] = [*read.places[-1], *self._edges(words, sentence)]
                read.first.append(index == 0)
                read.last.append(index == count - 1)
        return read

    def _place(self, place: Place) -> list[int]:
        if place not in self._places:
            self._places[place] = self._found(place_features(*place))
        return self._places[place]

    def _edges(self, words: Sequence[int], sentence: str) -> list[int]:
        """Find the first and last words (where there are fewer than three some count twice), and the mark."""
        known = self._words.words
        marks = self._found(mark_features(False, True)) if names_recommendation(sentence) else []
        first = [known[word] for word in words[:3]]
        if len(first) < 3:
            return [*self._found([*first_features(first), *last_features(first)]), *marks]
        last = (known[words[-1]], known[words[-2]])
        return [*self._first.beginning(first), *self._last.beginning(last), *marks]

    def _figures(self, said: Said, known: Numbers) -> Held:
        sentences = np.unique(said.sentence[known[said.word, FIGURE] > 0])
        (feature,) = map(self._weights.find, mark_features(True, False))
        return Held(sentences, np.full(len(sentences), feature))

    def _found(self, names: Sequence[str]) -> list[int]:
        return [number for number in map(self._weights.find, names) if number]


def _ahead(words: Held, known: Numbers, first: NDArray[np.bool_]) -> Held:
    """Give the features that words have in the sentence after theirs, where one of the same item follows."""
    sentence, feature = words.sentence + 1, known[words.feature, AHEAD]
    some = np.flatnonzero((feature > 0) & ~np.append(first, True)[sentence])
    return Held(sentence[some], feature[some])


def _shares(sizes: Numbers) -> NDArray[np.float64]:
    """Give what so many words count each: see `scale`."""
    return np.where(sizes, 1 / np.sqrt(np.maximum(sizes, 1)), 0.0)


def _flat(features: Sequence[Sequence[int]]) -> Held:
    sizes = [len(each) for each in features]
    feature = np.array(list(chain.from_iterable(features)), np.int64)
    return Held(np.repeat(np.arange(len(sizes)), sizes), feature)


def _together(held: Sequence[Held]) -> Held:
    sentence, feature = (np.concatenate(part) for part in zip(*held, strict=True))
    return Held(sentence, feature)
