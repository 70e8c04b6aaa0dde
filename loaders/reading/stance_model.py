"""The linear stance model: a readable table of weights, read once, summed by the standard library alone.

`stance_model.tsv` holds a row a feature: its name and a whole number of thousandths a
stance. The five weights of a row travel together as one integer (32 bits each), so that
adding two rows is one addition.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import NamedTuple

from findingsgraph.loaders.reading.stance_features import (
    context_features,
    previous_features,
    scale,
    text_features,
    word_parts,
)
from findingsgraph.loaders.records import ItemContext, Stance

__all__ = ["STANCES", "Judged", "StanceModel", "pack", "read_model", "unpack"]

STANCES: tuple[Stance, ...] = ("strength", "weakness", "mixed", "context", "required-action")
_BITS = 32
_MASK = (1 << _BITS) - 1
_HALF = 1 << (_BITS - 1)
_LIFT = sum(_HALF << (_BITS * i) for i in range(len(STANCES)))
_SHIFTS = tuple(_BITS * i for i in range(len(STANCES)))


class Judged(NamedTuple):
    """What the model says of one sentence."""

    stance: Stance
    confidence: float
    features: tuple[str, ...]
    """The features that speak most for this stance against the runner-up, strongest first."""


def pack(weights: Iterable[int]) -> int:
    """Put small whole numbers into one integer that adds number by number.

    >>> unpack(pack([1, -2, 3, 0, 5]) + pack([1, 1, 1, 1, -9]))
    (2, -1, 4, 1, -4)
    """
    return sum(weight << (_BITS * i) for i, weight in enumerate(weights))


def unpack(packed: int) -> tuple[int, ...]:
    """Give the numbers that were packed and added."""
    lifted = packed + _LIFT
    return tuple([((lifted >> shift) & _MASK) - _HALF for shift in _SHIFTS])


@dataclass(slots=True)
class StanceModel:
    """Weights by feature, the prior, and how often a lead over the runner-up was right."""

    prior: int
    features: dict[str, int]
    parts: dict[str, int]
    """Weights of the parts of words."""
    leads: tuple[float, ...]
    """Rising leads (thousandths) ..."""
    right: tuple[float, ...]
    """... and the share of sentences with such a lead that were right in cross-validation."""
    _words: dict[str, int] = field(default_factory=dict)

    def word(self, word: str) -> int:
        """Give the weight of a word with its parts."""
        known = self._words.get(word)
        if known is None:
            parts = sum(self.parts.get(part, 0) for part in word_parts(word))
            known = self._words[word] = self.features.get(word, 0) + parts
        return known

    def judge(
        self,
        words: Sequence[str],
        sentence: str,
        before: Sequence[str],
        context: ItemContext,
        index: int,
        count: int,
    ) -> Judged:
        """Judge one sentence; `before` are the words of the sentence before it in its item."""
        get = self.features.get
        text = [(word, self.word(word)) for word in dict.fromkeys(words)]
        text += [(name, row) for name in dict.fromkeys(text_features(words)) if (row := get(name))]
        previous = [(name, row) for name in previous_features(before) if (row := get(name))]
        about = [
            (name, row)
            for name in context_features(words, sentence, context, index, count)
            if (row := get(name))
        ]
        scaled = ((scale(words), text), (scale(before), previous), (1.0, about))
        scores = [float(weight) for weight in unpack(self.prior)]
        for factor, rows in scaled:
            total = unpack(sum([row for _, row in rows]))
            scores = [score + factor * weight for score, weight in zip(scores, total, strict=True)]
        best, second = sorted(range(len(STANCES)), key=lambda i: (-scores[i], i))[:2]
        return Judged(
            STANCES[best],
            self.confidence(scores[best] - scores[second]),
            _strongest(scaled, best, second),
        )

    def confidence(self, lead: float) -> float:
        """Give the probability that a stance with this lead over the runner-up is right."""
        at = bisect_right(self.leads, lead)
        if at == 0 or at == len(self.leads):
            return self.right[max(0, at - 1)]
        low, high = self.leads[at - 1], self.leads[at]
        share = (lead - low) / (high - low)
        return round(self.right[at - 1] + share * (self.right[at] - self.right[at - 1]), 3)


def _strongest(
    scaled: Iterable[tuple[float, list[tuple[str, int]]]], best: int, second: int, size: int = 3
) -> tuple[str, ...]:
    up, down = _SHIFTS[best], _SHIFTS[second]
    found = []
    for factor, rows in scaled:
        for name, row in rows:
            lifted = row + _LIFT
            gain = factor * (((lifted >> up) & _MASK) - ((lifted >> down) & _MASK))
            if gain > 0:
                found.append((-gain, name))
    return tuple(name for _, name in sorted(found)[:size])


@cache
def read_model() -> StanceModel:
    """Read the shipped weights, once."""
    table = resources.files("findingsgraph.loaders.reading").joinpath("stance_model.tsv")
    return parse_model(table.read_text("utf-8").splitlines())


def parse_model(lines: Iterable[str]) -> StanceModel:
    """Read a table of weights.

    >>> rows = ["=prior 0 0 0 5 0", "=right 0 0.5", "=right 100 0.9", "good 70 0 0 0 0"]
    >>> unpack(parse_model(row.replace(" ", "\\t") for row in rows).word("good"))
    (70, 0, 0, 0, 0)
    """
    prior, features, parts = 0, {}, {}
    steps: list[tuple[float, float]] = []
    for line in lines:
        if not line or line[0] == "#":
            continue
        name, *numbers = line.split("\t")
        if name == "=right":
            steps.append((float(numbers[0]), float(numbers[1])))
        elif name == "=prior":
            prior = pack(map(int, numbers))
        else:
            a, b, c, d, e = numbers
            row = int(a) + (int(b) << 32) + (int(c) << 64) + (int(d) << 96) + (int(e) << 128)
            if name[0] == "~":
                parts[name[1:]] = row
            else:
                features[name] = row
    return StanceModel(
        prior, features, parts, tuple(lead for lead, _ in steps), tuple(share for _, share in steps)
    )
