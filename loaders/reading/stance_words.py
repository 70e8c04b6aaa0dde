"""The words of a sentence as the stance model knows them.

What the model knows of a word (its weights, those of its parts if it is new, its class of
cue) hangs on the word as it is printed, so that a report's few thousand different words are
worked out once each. What counts as a feature is defined in `stance_features`, which the
training uses; here the same features are found, without writing those that have no weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from findingsgraph.loaders.reading.stance_cues import cue_class
from findingsgraph.loaders.reading.stance_features import CONTRAST, FIGURES, words_of
from findingsgraph.loaders.reading.stance_weights import PACKED, ROW_BITS, Feature, Weights

__all__ = ["Once", "Word", "Words"]

_MOST_KEPT = 60_000
"""Printed words that are kept; a hundred reports have some 25,000."""


class Word:
    """What the model knows of a word."""

    __slots__ = ("after", "ahead", "before", "cue", "led", "own", "packed", "word")

    def __init__(self, word: str, weights: Weights) -> None:
        self.word = word
        self.own = weights.one(word) or weights.of_parts(word)
        """The weights of the word, or of its parts together where it was never learned from."""
        self.ahead = weights.one("<" + word)
        """In the sentence before."""
        self.packed: int = self.own[PACKED] + ((self.ahead[PACKED] if self.ahead else 0) << ROW_BITS)
        """Both, one behind the other."""
        self.cue = cue_class(word)
        self.before = weights.one("before:" + word)
        """Before a contrast; `after` and `led` likewise."""
        self.after = weights.one("after:" + word)
        self.led = weights.one("led:" + word)


Once = dict[Word, None]
"""The different words of a sentence, in order."""


class _Printed(dict[str, tuple[Word, ...]]):
    """What stands between two spaces, as the words it holds: mostly one."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __missing__(self, printed: str) -> tuple[Word, ...]:
        words = self[printed] = tuple(map(self._words.word, words_of(printed)))
        return words


class Words:
    """All words met so far.

    >>> weights = Weights({"good": "70\\t0\\t0\\t0\\t0"}, {"goo": "1\\t0\\t0\\t0\\t0"})
    >>> [word.packed for word in Words(weights).of("Good! Goodish!")]
    [70, 1]
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._printed = _Printed(self)
        self._known: dict[str, Word] = {}
        self._contrasts: set[Word] = set()
        self._figures: set[Word] = set()
        self._pairs: dict[tuple[Word, Word], Feature] = {}
        self._waiting: dict[str, list[tuple[Word, str]]] = {}
        """First words and names of pairs, by the second word that has not come yet."""

    def of(self, sentence: str) -> list[Word]:
        """Give the words of a sentence, in order."""
        if len(self._printed) > _MOST_KEPT:
            self._forget()
        return list(chain.from_iterable(map(self._printed.__getitem__, sentence.split())))

    def _forget(self) -> None:
        self._printed.clear()
        self._known.clear()
        self._contrasts.clear()
        self._figures.clear()
        self._pairs.clear()
        self._waiting.clear()

    def word(self, word: str) -> Word:
        """Give what is known of a lower-case word."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = Word(word, self._weights)
            self._join(known)
        return known

    def _join(self, new: Word) -> None:
        """Keep the pairs of a new word and those that came before it."""
        if new.word in CONTRAST:
            self._contrasts.add(new)
        if new.word in FIGURES:
            self._figures.add(new)
        for second, name in self._weights.pairs.get(new.word, ()):
            if second in self._known:
                self._pairs[new, self._known[second]] = self._weights.known(name)
            else:
                self._waiting.setdefault(second, []).append((new, name))
        for first, name in self._waiting.pop(new.word, ()):
            self._pairs[first, new] = self._weights.known(name)

    def has_figures(self, once: Once) -> bool:
        """Tell whether a number is among the words."""
        return not once.keys().isdisjoint(self._figures)

    def between(self, words: Sequence[Word], once: Once) -> list[Feature]:
        """Find the pairs of words, each once, and the words about the first contrast."""
        found = list(filter(None, map(self._pairs.get, zip(words, words[1:], strict=False))))
        if len(once) < len(words):
            found = list({id(feature): feature for feature in found}.values())
        if not once.keys().isdisjoint(self._contrasts):
            found += self._around_contrast(words)
        return found

    def _around_contrast(self, words: Sequence[Word]) -> Iterable[Feature]:
        at = next(at for at, word in enumerate(words) if word in self._contrasts)
        before = [word.before for word in dict.fromkeys(words[:at])]
        behind = dict.fromkeys(words[at + 1 :])
        after = [word.after for word in behind] if at else [word.led for word in behind]
        return filter(None, [*before, *after])
