"""The words of sentences as numbers, and the features that they have.

What the model knows of a word hangs on the word as it is printed, so that a report's few
thousand different words are worked out once each. What counts as a feature is defined in
`stance_features`, which the training uses; here the same features are found, without
writing their names, for all sentences of a report at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

import numpy as np

from findingsgraph.loaders.reading.stance_cues import cue_class
from findingsgraph.loaders.reading.stance_features import CONTRAST, FIGURES, words_of
from findingsgraph.loaders.reading.stance_table import Numbers, Rows, Weights

__all__ = ["CUE", "FIGURE", "Held", "Said", "Words", "once"]

OWN, AHEAD, BEFORE, AFTER, LED, CUE, FIRST, SECOND, TURN, FIGURE = range(10)
"""What is known of a word: features of its own, in the sentence before, before a contrast, after one and
after one that opens the sentence; its class of cue; its place in the table of pairs as first and as second
word; and whether it sets a contrast or is a figure."""


class Held(NamedTuple):
    """Features and the sentences that hold them, side by side."""

    sentence: Numbers
    feature: Numbers


class Said(NamedTuple):
    """The words of all sentences, one after the other."""

    word: Numbers
    sentence: Numbers
    """Of each word."""
    sizes: Numbers
    """Of each sentence, in words."""


class _Printed(dict[str, tuple[int, ...]]):
    """What stands between two spaces, as the words it holds: mostly one."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __missing__(self, printed: str) -> tuple[int, ...]:
        words = self[printed] = tuple(map(self._words.number, words_of(printed)))
        return words


class Words:
    """All words met so far, by number."""

    def __init__(self, weights: Weights, classes: dict[str, int]) -> None:
        self._weights, self._classes = weights, classes
        self.printed = _Printed(self)
        self.words = [""]
        self.known = Rows(FIGURE + 1)
        self._numbers: dict[str, int] = {}
        self._firsts: dict[str, int] = {}
        self._seconds: dict[str, int] = {}
        self._pairs = self._table_of_pairs()

    def _table_of_pairs(self) -> np.ndarray[tuple[int, int], np.dtype[np.int16]]:
        """Give the feature of each two words, which are few enough for a table."""
        pairs = [(words, self._weights.find(name)) for name, words in self._weights.pairs()]
        for (first, second), _ in pairs:
            self._firsts.setdefault(first, len(self._firsts) + 1)
            self._seconds.setdefault(second, len(self._seconds) + 1)
        table = np.zeros((len(self._firsts) + 1, len(self._seconds) + 1), np.int16)
        for (first, second), feature in pairs:
            table[self._firsts[first], self._seconds[second]] = feature
        return table

    def number(self, word: str) -> int:
        """Give the number of a lower-case word."""
        number = self._numbers.get(word)
        if number is None:
            find = self._weights.find
            facts = (
                self._weights.of_word(word),
                *[find(name + word) for name in ("<", "before:", "after:", "led:")],
                self._classes.get(cue_class(word), 0),
                self._firsts.get(word, 0),
                self._seconds.get(word, 0),
                word in CONTRAST,
                word in FIGURES,
            )
            number = self._numbers[word] = self.known.add(facts)
            self.words.append(word)
        return number

    def of(self, sentence: str) -> list[int]:
        """Give the words of a sentence, in order."""
        return list(chain.from_iterable(map(self.printed.__getitem__, sentence.split())))

    def between(self, said: Said) -> list[Held]:
        """Find the pairs of words, and the words about the first contrast of a sentence."""
        known, same = self.known.all(), said.sentence[1:] == said.sentence[:-1]
        feature = self._pairs[known[said.word[:-1], FIRST], known[said.word[1:], SECOND]] * same
        return [once(said.sentence[:-1], feature), *self._around_contrasts(said, known)]

    def _around_contrasts(self, said: Said, known: Numbers) -> Iterable[Held]:
        turns = np.flatnonzero(known[said.word, TURN])
        sentences, index = np.unique(said.sentence[turns], return_index=True)
        begins = np.cumsum(said.sizes) - said.sizes
        for sentence, turn in zip(sentences.tolist(), turns[index].tolist(), strict=True):
            begin, end = begins[sentence], begins[sentence] + said.sizes[sentence]
            before = known[said.word[begin:turn], BEFORE]
            after = known[said.word[turn + 1 : end], AFTER if turn > begin else LED]
            yield once(np.full(end - begin - 1, sentence), np.concatenate([before, after]))


def once(sentence: Numbers, number: Numbers) -> Held:
    """Give each number but 0 once a sentence."""
    some = np.flatnonzero(number)
    most = int(number.max(initial=0)) + 1
    kept = np.unique(sentence[some] * most + number[some])
    return Held(kept // most, kept % most)
