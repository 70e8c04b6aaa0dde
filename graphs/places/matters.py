"""Which sentences are about the same matter: a theme in common, words in common, bodies in common."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from findingsgraph.graphs.places.material import Sentence
from findingsgraph.graphs.similar.nearest import nearest_to, postings
from findingsgraph.loaders.reading.terms import FULL, Vector, shared, vector
from findingsgraph.loaders.reading.theme_features import stems

__all__ = ["Matters", "Same", "each_other_once", "matter_words"]


@dataclass(frozen=True, slots=True)
class Same:
    """Two sentences of one matter, and what shows it."""

    one: Sentence
    other: Sentence
    score: float
    """Cosine of their weighted words without the general ones, from 0 to 1."""
    words: tuple[str, ...]
    """Word stems that they share, the weightiest first."""
    themes: tuple[str, ...]
    bodies: tuple[str, ...]
    """Ids of the concepts that both name."""


def each_other_once(found: Iterable[Same]) -> list[Same]:
    """Keep, of pairs with the same other sentence, the one that is nearest."""
    nearest: dict[str, Same] = {}
    for same in found:
        known = nearest.get(same.other.statement)
        if known is None or same.score > known.score:
            nearest[same.other.statement] = same
    return list(nearest.values())


@cache
def _settings() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("matter.toml").read_text(encoding="utf-8"))


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(stems(_settings()[name]))


def matter_words(text: str) -> Vector:
    """Give the weighted words of a sentence that may show its matter.

    >>> matter_words("The quality of pathway plans for care leavers is improving.")
    {'pathway': 6680}
    """
    general = _listed("general")
    return {stem: weight for stem, weight in vector(text).items() if stem not in general}


class Matters:
    """Sentences among which those of one matter are found."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = tuple(sentences)
        # A matter has a theme: what has none is never looked at, and its words need not be weighed.
        self._words = [matter_words(sentence.text) if sentence.themes else {} for sentence in sentences]
        self._holding = postings(self._words)
        self._least: dict[str, float] = _settings()["least"]
        self._bodies = frozenset(_settings()["bodies"])

    def same(self, one: Sentence, wanted: Callable[[Sentence], bool]) -> Iterator[Same]:
        """Give the wanted sentences that are about the matter of `one`, the nearest first."""
        words = matter_words(one.text)
        near = nearest_to(words, self._holding, round(min(self._least.values()) * FULL))
        for place, product in sorted(near, key=lambda each: (-each[1], each[0])):
            other = self._sentences[place]
            if other.statement == one.statement or not wanted(other):
                continue
            same = self._pair(one, other, product / FULL, shared(words, self._words[place]))
            if same.themes and same.score >= self._enough(same):
                yield same

    def nearest(self, told: Iterable[Sentence], wanted: Callable[[Sentence, Sentence], bool]) -> list[Same]:
        """Give for each sentence told the nearest one that is wanted beside it; each other one once."""
        firsts = (next(self.same(one, partial(wanted, one)), None) for one in told)
        return each_other_once(same for same in firsts if same)

    def _pair(self, one: Sentence, other: Sentence, score: float, words: tuple[str, ...]) -> Same:
        themes = tuple(theme for theme in one.themes if theme in other.themes)
        bodies = tuple(body for body in one.concepts if body in other.concepts and body not in self._bodies)
        return Same(one, other, round(score, 3), words, themes, bodies)

    def _enough(self, same: Same) -> float:
        """Give the score from which on two sentences are of one matter."""
        if same.bodies:
            return self._least["body"]
        several = len(same.words) > 1 or not _listed("alone").isdisjoint(same.words)
        return self._least["words" if several else "word"]
