"""The linear stance model: a readable table of weights, read once, summed by the standard library alone.

Each sentence of an item gets a score for each stance from its own features; then the
scores of the sentences before and after are weighed in, which lets `As a result, …` follow
what it results from, and the outcome is a probability for each stance.

`stance_model.tsv` holds a row a feature: its name and a whole number of thousandths a
stance. Rows whose names begin with `=` are the second step's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp
from operator import itemgetter, mul, sub
from typing import NamedTuple

from findingsgraph.loaders.reading.stance_cues import FAMILIES
from findingsgraph.loaders.reading.stance_features import scale
from findingsgraph.loaders.reading.stance_weights import (
    FIRST,
    NOTHING,
    Feature,
    Found,
    Row,
    Weights,
    Word,
    read_row,
    sums,
)
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

_NO_SCORES = (0.0,) * len(STANCES)
_WEIGHT = [itemgetter(FIRST + place) for place in range(len(STANCES))]
_FAMILIES = frozenset(family.prefix for family in FAMILIES)
_MOST = 3 * len(_FAMILIES)
"""Of these at least three have different names: a run of cues may stand in each family."""
_SLIGHT = -20
"""Thousandths: a feature that adds less to the lead is not named."""


class Judged(NamedTuple):
    """What the model says of one sentence."""

    stance: Stance
    confidence: float
    features: tuple[str, ...]
    """The features that speak most for this stance against the runner-up, strongest first."""


class _Scored(NamedTuple):
    scores: list[float]
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class StanceModel:
    """Weights of both steps."""

    prior: Row
    weights: Weights
    neighbours: tuple[Row, ...]
    """Weights of the second step: for each stance those of `NEIGHBOURS`, in this order."""
    bias: Row

    def judge(self, sentences: Sequence[str], context: ItemContext) -> tuple[Judged, ...]:
        """Judge the sentences of one item."""
        scored = []
        before: list[Word] = []
        for index, sentence in enumerate(sentences):
            words = self.weights.words(sentence)
            about = self.weights.in_context(words, sentence, context, index, len(sentences))
            once = list(dict.fromkeys(words))
            scored.append(self._score(words, once, before, about))
            before = once
        return tuple([self._weigh(scored, index) for index in range(len(scored))])

    def _score(
        self, words: Sequence[Word], once: Sequence[Word], before: Sequence[Word], about: list[Feature]
    ) -> _Scored:
        known = self.weights
        found = (
            Found(scale(words), known.in_text(words, once)),
            Found(1.0, known.in_cues(words) + about),
            Found(scale(before), [word.ahead for word in before if word.ahead]),
        )
        scores = [weight / 1000 for weight in self.prior]
        for factor, features in found:
            share = factor / 1000
            scores = [score + share * total for score, total in zip(scores, sums(features), strict=True)]
        return _Scored(scores, found)

    def _weigh(self, scored: Sequence[_Scored], index: int) -> Judged:
        ahead, behind = index == 0, index == len(scored) - 1
        values = [
            *scored[index].scores,
            *(_NO_SCORES if ahead else scored[index - 1].scores),
            float(ahead),
            *(_NO_SCORES if behind else scored[index + 1].scores),
            float(behind),
        ]
        weighed = [
            (bias + sum(map(mul, values, weights))) / 1000
            for bias, weights in zip(self.bias, self.neighbours, strict=True)
        ]
        best, second = sorted(range(len(STANCES)), key=weighed.__getitem__, reverse=True)[:2]
        share = 1 / sum([exp(score - weighed[best]) for score in weighed])
        return Judged(STANCES[best], round(share, 3), _strongest(scored[index].found, best, second))


def _strongest(found: Iterable[Found], best: int, second: int) -> tuple[str, ...]:
    strong: list[tuple[float, str]] = []
    for factor, features in found:
        gains = list(map(sub, map(_WEIGHT[second], features), map(_WEIGHT[best], features)))
        if gains and min(gains) < (least := _SLIGHT / factor):
            least = min(least, sorted(gains)[:_MOST][-1] + 1)  # no others of the group can be named
            strong += [
                (factor * gain, feature[1])
                for gain, feature in zip(gains, features, strict=True)
                if gain < least
            ]
    strong.sort()
    named: dict[str, str] = {}
    for _, name in strong:
        family, colon, run = name.partition(":")
        named.setdefault(run if family + colon in _FAMILIES else name, name)
    return tuple(named.values())[:3]


@cache
def read_model() -> StanceModel:
    """Read the shipped weights, once."""
    table = resources.files("findingsgraph.loaders.reading").joinpath("stance_model.tsv")
    return parse_model(table.read_text("utf-8").splitlines())


def parse_model(lines: Iterable[str]) -> StanceModel:
    """Read a table of weights.

    >>> rows = ["=prior 0 0 0 5 0", "=bias 0 0 0 0 0", "good 70 0 0 0 0", "~goo 1 0 0 0 0"]
    >>> parse_model(row.replace(" ", "\\t") for row in rows).weights.words("goods")[0].own[FIRST:]
    (1, 0, 0, 0, 0)
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
        neighbours=tuple(zip(*(steps.get(name, NOTHING) for name in NEIGHBOURS), strict=True)),
        bias=steps.get("bias", NOTHING),
    )
