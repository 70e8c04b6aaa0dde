"""What a text is about, as weighted words: for telling how near two texts are.

A text is a vector of word stems, each by how often it stands there (dampened) times how rare
it is in reports (TF-IDF; Salton and Buckley, 1988), of length one. The product of two vectors
is their cosine, between 0 and 1. Weights are whole ten-thousandths, so that every sum is exact and
a score is the same on every machine and in any order of adding.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import chain

from findingsgraph.loaders.reading.theme_features import stems

__all__ = ["FULL", "Vector", "cosine", "least_product", "shared", "term_weights", "vector"]

FULL = 100_000_000
"""The product of a vector with itself, but for rounding."""
_UNIT = 10_000
_DAMPED = [0.0, *(1 + math.log(count) for count in range(1, 100))]
_MOST_KEPT = 50_000
"""Findings of 91 reports hold some 17,000 words, as they are written; what is more is not kept."""

Vector = Mapping[str, int]
"""Weight by word stem, in ten-thousandths; empty for a text without a word that counts."""


def vector(text: str) -> dict[str, int]:
    """Give a text's weighted words.

    >>> vector("Chronologies are poor.")
    {'chronology': 8123, 'poor': 5832}
    """
    known = term_weights()
    counts = Counter(chain.from_iterable(map(_COUNTING.__getitem__, text.split())))
    weights = [
        known[stem] if count == 1 else _DAMPED[min(count, 99)] * known[stem] for stem, count in counts.items()
    ]
    length = math.hypot(*weights)
    return {stem: round(_UNIT * weight / length) for stem, weight in zip(counts, weights, strict=True)}


class _Counting(dict[str, tuple[str, ...]]):
    """What stands between two spaces, to those of its stems that count; worked out when first asked.

    Two words of three count nothing, and most words come again: so a text takes a third less time.
    """

    def __missing__(self, written: str) -> tuple[str, ...]:
        counting = tuple(filter(term_weights().__contains__, stems(written)))
        if len(self) < _MOST_KEPT:
            self[written] = counting
        return counting


_COUNTING = _Counting()


def least_product(minimum: float) -> int:
    """Give the least product of two vectors whose cosine reaches `minimum`; they share a word at least.

    >>> least_product(0.25), least_product(0)
    (25000000, 1)
    """
    return max(1, round(minimum * FULL))


def cosine(one: Vector, other: Vector) -> float:
    """Say how near two texts are: 0 without a shared word, 1 for the same words.

    >>> cosine(vector("Chronologies are poor."), vector("Poor chronologies"))
    1.0
    >>> cosine(vector("Chronologies are poor."), vector("Adopters wait."))
    0.0
    """
    if len(one) > len(other):
        one, other = other, one
    product = sum(weight * other[stem] for stem, weight in one.items() if stem in other)
    return round(product / FULL, 3)


def shared(one: Vector, other: Vector, most: int = 5) -> tuple[str, ...]:
    """Give the words that two texts share, those first that make them near.

    >>> shared(vector("Chronologies are often poor."), vector("Poor chronologies and plans"))
    ('chronology', 'poor')
    """
    both = [(-one[stem] * other[stem], stem) for stem in one if stem in other]
    return tuple(stem for _, stem in sorted(both)[:most])


@cache
def term_weights() -> Mapping[str, float]:
    """Give what each word stem is worth; a stem that is not here counts nothing."""
    table = files("findingsgraph.loaders.reading").joinpath("term-weights.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {stem: float(weight) for stem, weight in rows}
