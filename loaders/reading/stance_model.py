"""The linear stance model: a readable table of weights, read once, summed for a whole report at once.

Each sentence of an item gets a score for each stance from its own features; then the
scores of the sentences before and after are weighed in, which lets `As a result, …` follow
what it results from, and the outcome is a probability for each stance.

`stance_model.tsv` holds a row a feature: its name and a whole number of thousandths a
stance. Rows whose names begin with `=` are the second step's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from findingsgraph.loaders.reading.stance_cues import FAMILIES
from findingsgraph.loaders.reading.stance_found import Finder, Found
from findingsgraph.loaders.reading.stance_table import NOTHING, Numbers, Row, Weights, read_row
from findingsgraph.loaders.records import ItemContext, Stance

__all__ = ["NEIGHBOURS", "STANCES", "Judged", "StanceModel", "parse_model", "read_model"]

STANCES: tuple[Stance, ...] = ("strength", "weakness", "mixed", "context", "required-action")
NEIGHBOURS = (
    *(f"own:{stance}" for stance in STANCES),
    *(f"before:{stance}" for stance in STANCES),
    "first",
    *(f"after:{stance}" for stance in STANCES),
    "last",
)
"""What the second step weighs: three times five scores, and whether the item begins or ends here."""

Item = tuple[Sequence[str], ItemContext]
"""Sentences, and what is known of the item that they are."""
_Values = NDArray[np.float64]
_NAMED = 3
_ENOUGH = 3 * len(FAMILIES)
"""Of so many at least three have different names: a run of cues may stand in each family."""
_SLIGHT = -20
"""Thousandths: a feature that adds less to the lead is not named."""


class Judged(NamedTuple):
    """What the model says of one sentence."""

    stance: Stance
    confidence: float
    features: tuple[str, ...]
    """The features that speak most for this stance against the runner-up, strongest first."""


class StanceModel:
    """Weights of both steps.

    `neighbours` are the weights of the second step: for each of `NEIGHBOURS` those of the stances.
    """

    def __init__(self, prior: Row, weights: Weights, neighbours: Sequence[Row], bias: Row) -> None:
        self.weights = weights
        self._finder = Finder(weights)
        self._prior = np.array(prior) / 1000
        self._neighbours, self._bias = np.array(neighbours), np.array(bias)

    def find(self, items: Sequence[Item]) -> Found:
        """Find the features of all sentences of these items."""
        if self._finder.full:
            self.weights = Weights(self.weights.lines, self.weights.parts)
            self._finder = Finder(self.weights)
        return self._finder.find(items)

    def judge(self, items: Sequence[Item]) -> list[Judged]:
        """Judge the sentences of items, one item's after the other's."""
        found = self.find(items)
        if not len(found.first):
            return []
        weighed = self._weigh(self._score(found), found)
        order = np.argsort(-weighed, axis=1, kind="stable")
        best, second = order[:, 0], order[:, 1]
        reasons = self._reasons(found, best, second)
        return [
            Judged(STANCES[stance], round(1 / sum([exp(score - row[stance]) for score in row]), 3), names)
            for stance, row, names in zip(best.tolist(), weighed.tolist(), reasons, strict=True)
        ]

    def _score(self, found: Found) -> _Values:
        """Take the first step: give each sentence's score for each stance."""
        rows, scores = self.weights.rows.all(), np.tile(self._prior, (len(found.first), 1))
        for share, held in found.shares():
            for stance in range(len(STANCES)):
                total = np.bincount(held.sentence, rows[:, stance].take(held.feature), len(scores))
                scores[:, stance] += share / 1000 * total
        return scores

    def _weigh(self, scores: _Values, found: Found) -> _Values:
        """Take the second step, which knows the scores of the sentences before and after."""
        first, last = found.first[:, None], found.last[:, None]
        before = np.where(first, 0.0, np.roll(scores, 1, axis=0))
        after = np.where(last, 0.0, np.roll(scores, -1, axis=0))
        values = np.hstack([scores, before, first, after, last])
        total = np.zeros_like(scores)
        for value, weights in zip(values.T, self._neighbours, strict=True):
            total += value[:, None] * weights  # one by one, so that every machine rounds alike
        return (self._bias + total) / 1000

    def _reasons(self, found: Found, best: Numbers, second: Numbers) -> Iterator[tuple[str, ...]]:
        """Name the features of each sentence that speak most for the best stance against the second."""
        weights, groups = self.weights.rows.all().ravel(), []
        for share, held in found.shares():
            at = held.sentence
            place = held.feature * len(STANCES)
            gain = weights.take(place + second.take(at)) - weights.take(place + best.take(at))
            some = np.flatnonzero(gain < _SLIGHT / share[at])
            sentence, feature, gain = _strongest(at[some], held.feature[some], gain[some], len(best))
            groups.append((sentence, feature, share[sentence] * gain))
        sentence, feature, gain = map(np.concatenate, zip(*groups, strict=True))
        order = np.argsort(sentence, kind="stable")
        ends = np.cumsum(np.bincount(sentence, minlength=len(best))).tolist()
        features, gains = feature[order].tolist(), gain[order].tolist()
        for begin, end in zip([0, *ends], ends, strict=False):
            yield self._named(features[begin:end], gains[begin:end])

    def _named(self, features: Sequence[int], gains: Sequence[float]) -> tuple[str, ...]:
        """Name the strongest of the features in the order of what they gain, and then of their names."""
        names, runs = self.weights.names, self.weights.runs
        named: dict[str, str] = {}
        for _, name, run in sorted(
            [(gain, names[feature], runs[feature]) for feature, gain in zip(features, gains, strict=True)]
        ):
            if run not in named:
                named[run] = name
                if len(named) == _NAMED:
                    break
        return tuple(named.values())


def _strongest(
    sentence: Numbers, feature: Numbers, gain: Numbers, count: int
) -> tuple[Numbers, Numbers, Numbers]:
    """Keep those features of each of so many sentences that may be named, and what they gain.

    What gains as much as the last of them is kept too: names decide between equals, not the
    features' numbers, which tell what was read before.
    """
    narrow = np.min_scalar_type(count)  # the narrower numbers are, the faster they are sorted
    order = np.lexsort([gain, sentence.astype(narrow)])
    sentence, feature, gain = sentence[order], feature[order], gain[order]
    sizes = np.bincount(sentence, minlength=count)
    last = np.cumsum(sizes) - np.maximum(sizes - _ENOUGH, 0) - 1
    kept = gain <= gain[last[sentence]]
    return sentence[kept], feature[kept], gain[kept]


@cache
def read_model() -> StanceModel:
    """Read the shipped weights, once."""
    table = resources.files("findingsgraph.loaders.reading").joinpath("stance_model.tsv")
    return parse_model(table.read_text("utf-8").splitlines())


def parse_model(lines: Iterable[str]) -> StanceModel:
    """Read a table of weights.

    >>> rows = ["=prior 0 0 0 5 0", "=bias 0 0 0 0 0", "=own:strength 9 0 0 0 0", "good 70 0 0 0 0"]
    >>> model = parse_model(row.replace(" ", "\\t") for row in rows)
    >>> model.judge([(["Good."], ItemContext("sif", "lscb", "", "finding", ""))])[0].features
    ('good',)
    """
    groups: dict[str, dict[str, str]] = {"=": {}, "~": {}, "": {}}
    for line in lines:
        if line and line[0] != "#":
            name, _, row = line.partition("\t")
            if name[0] in groups:
                groups[name[0]][name[1:]] = row
            else:
                groups[""][name] = row
    steps = {name: read_row(row) for name, row in groups["="].items()}
    return StanceModel(
        prior=steps.get("prior", NOTHING),
        weights=Weights(groups[""], groups["~"]),
        neighbours=[steps.get(name, NOTHING) for name in NEIGHBOURS],
        bias=steps.get("bias", NOTHING),
    )
