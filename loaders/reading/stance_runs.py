"""Runs of cues in all sentences of a report at once, and the first and last words of one.

The runs of a family that have weights are a tree of classes of cues, and the tree is a table: which
branch another class leads to. All cues of a report walk it together, a step a class.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from findingsgraph.loaders.reading.stance_cues import Family, cue_names
from findingsgraph.loaders.reading.stance_table import Numbers, Weights
from findingsgraph.loaders.reading.stance_words import Held

__all__ = ["CLASSES", "Runs", "Tree"]

_BEGIN, _END = 1, 2
CLASSES = {name: number for number, name in enumerate(["", "^", "$", *cue_names()])}
"""Numbers of the classes of cues, 0 for none, and of a sentence's ends."""


class Runs:
    """The runs of one family."""

    def __init__(self, family: Family, weights: Weights) -> None:
        self._longest = family.longest
        counts = [not family.classes or name in family.classes for name in CLASSES]
        self._counts = np.array(counts) & (np.arange(len(CLASSES)) > _END)
        """Whether a class counts in this family."""
        steps, features = [[0] * len(CLASSES), [0] * len(CLASSES)], [0, 0]
        for name, run in weights.starting(family.prefix):
            branch = 1
            for word in run:
                if not steps[branch][CLASSES[word]]:
                    steps[branch][CLASSES[word]] = len(steps)
                    steps.append([0] * len(CLASSES))
                    features.append(0)
                branch = steps[branch][CLASSES[word]]
            features[branch] = weights.find(name)
        self._steps, self._features = np.array(steps), np.array(features)

    def find(self, sentence: Numbers, kind: Numbers, count: int) -> Iterator[Held]:
        """Find the runs in cues, given their sentences of so many and their classes."""
        which = np.flatnonzero(self._counts[kind])
        at, classes = _with_ends(sentence[which], kind[which], count)
        branch = np.ones(len(classes), np.int64)
        for length in range(self._longest):
            branch = self._steps[branch[: len(classes) - length], classes[length:]]
            some = np.flatnonzero(self._features[branch])
            yield Held(at[some], self._features[branch[some]])


def _with_ends(sentence: Numbers, kind: Numbers, count: int) -> tuple[Numbers, Numbers]:
    """Put the two ends around the cues of each sentence."""
    sizes = np.bincount(sentence, minlength=count) + 2
    ends = np.cumsum(sizes)
    classes = np.empty(len(kind) + 2 * count, np.int64)
    classes[np.arange(len(kind)) + 2 * sentence + 1] = kind
    classes[ends - sizes], classes[ends - 1] = _BEGIN, _END
    return np.repeat(np.arange(count), sizes), classes


class Tree:
    """Features whose names are several words behind a prefix, as a tree of the words.

    A branch is called by a word, the feature that ends there by `None`.
    """

    def __init__(self, prefix: str, weights: Weights, backwards: bool = False) -> None:
        self._root: dict[str | None, Any] = {}
        for name, words in weights.starting(prefix):
            node = self._root
            for word in reversed(words) if backwards else words:
                node = node.setdefault(word, {})
            node[None] = weights.find(name)

    def beginning(self, words: Iterable[str]) -> list[int]:
        """Give the features that these words begin with."""
        node, found = self._root, []
        for word in words:
            if word not in node:
                break
            node = node[word]
            if None in node:
                found.append(node[None])
        return found
