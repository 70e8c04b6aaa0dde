"""The linear stance model: a readable table of weights, read once, summed by the standard library alone.

Each sentence of an item gets a score for each stance from its own features; then the
scores of the sentences before and after are weighed in, which lets `As a result, …` follow
what it results from, and the outcome is a probability for each stance.

`stance_model.tsv` holds a row a feature: its name and a whole number of thousandths a
stance. Rows whose names begin with `=` are the second step's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib import resources
from itertools import chain
from math import exp
from operator import mul
from typing import NamedTuple

from findingsgraph.loaders.reading.stance_cues import FAMILIES
from findingsgraph.loaders.reading.stance_features import names_recommendation, place_of, scale
from findingsgraph.loaders.reading.stance_groups import Groups
from findingsgraph.loaders.reading.stance_weights import (
    GAIN,
    NAME,
    NOTHING,
    PACKED,
    ROW_BITS,
    RUN,
    Feature,
    Group,
    Row,
    Weights,
    read_row,
    unpack,
)
from findingsgraph.loaders.reading.stance_words import Once, Word, Words
from findingsgraph.loaders.records import ItemContext, Stance

__all__ = ["NEIGHBOURS", "STANCES", "Judged", "Scored", "StanceModel", "parse_model", "read_model"]

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
_MOST = 3 * len(FAMILIES)
"""Of these at least three have different names: a run of cues may stand in each family."""
_NAMED = 3
_SLIGHT = -20
"""Thousandths: a feature that adds less to the lead is not named."""


class Judged(NamedTuple):
    """What the model says of one sentence."""

    stance: Stance
    confidence: float
    features: tuple[str, ...]
    """The features that speak most for this stance against the runner-up, strongest first."""


class Scored(NamedTuple):
    """What the first step finds in a sentence."""

    scores: list[float]
    """One for each stance."""
    words: Sequence[Word]
    once: Once
    between: Sequence[Feature]
    """Pairs of words, and words about a contrast."""
    groups: Sequence[Group]
    """Cues, and what is known besides the words."""


class StanceModel:
    """Weights of both steps.

    `neighbours` are the weights of the second step: for each stance those of `NEIGHBOURS`, in this order.
    """

    def __init__(self, prior: Row, weights: Weights, neighbours: Sequence[Row], bias: Row) -> None:
        self.weights = weights
        self.words = Words(weights)
        self.groups = Groups(weights)
        self._prior = [weight / 1000 for weight in prior]
        self._neighbours, self._bias = neighbours, bias

    def score(self, sentences: Sequence[str], context: ItemContext) -> list[Scored]:
        """Take the first step for each sentence of an item."""
        scored: list[Scored] = []
        before: Sequence[int] = NOTHING
        share_before = 0.0
        for index, sentence in enumerate(sentences):
            words = self.words.of(sentence)
            once = dict.fromkeys(words)
            between = self.words.between(words, once)
            marks = (self.words.has_figures(once), names_recommendation(sentence))
            place = place_of(len(words), context, index, len(sentences))
            groups = self.groups.of_cues(words) + self.groups.of_place(words, marks, place)
            text, ahead, rest = _sums(once, between, groups)
            share = scale(words) / 1000
            scores = [
                prior + share * a + 0.001 * b + share_before * c
                for prior, a, b, c in zip(self._prior, text, rest, before, strict=True)
            ]
            scored.append(Scored(scores, words, once, between, groups))
            before, share_before = ahead, scale(once) / 1000
        return scored

    def weigh(self, scored: Sequence[Scored], index: int) -> Judged:
        """Judge a sentence by its scores and those of its neighbours: the second step."""
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
            for bias, weights in zip(self._bias, self._neighbours, strict=True)
        ]
        best, second = sorted(range(len(STANCES)), key=weighed.__getitem__, reverse=True)[:2]
        share = 1 / sum([exp(score - weighed[best]) for score in weighed])
        reasons = _strongest(scored[index], None if ahead else scored[index - 1], GAIN[best, second])
        return Judged(STANCES[best], round(share, 3), reasons)


def _sums(
    once: Once, between: Sequence[Feature], groups: Sequence[Group]
) -> tuple[list[int], list[int], list[int]]:
    """Add the weights of a sentence's words, those that they have in the next sentence, and of the groups."""
    packed = sum([word.packed for word in once]) + sum([feature[PACKED] for feature in between])
    sums = unpack(packed + (sum([group.packed for group in groups]) << 2 * ROW_BITS), 3)
    size = len(STANCES)
    return sums[:size], sums[size : 2 * size], sums[2 * size :]


_Reason = tuple[float, str, str]
"""How much a feature lessens the lead of the runner-up, its name, and its name without a family."""


def _strongest(said: Scored, before: Scored | None, gain: Callable[[Feature], int]) -> tuple[str, ...]:
    """Name the features that speak most for the best stance against the second."""
    named = _first(_of_groups(said.groups, gain))
    least = named[-1][0] if len(named) == _NAMED else _SLIGHT
    texts = [(scale(said.words), [*said.between, *[word.own for word in said.once]])]
    if before:
        texts.append((scale(before.once), [word.ahead for word in before.once if word.ahead]))
    for factor, features in texts:
        gains = list(map(gain, features))
        if gains and min(gains) < (most := min(_SLIGHT / factor, least / factor + 1)):
            named += [
                (factor * number, feature[NAME], feature[RUN])
                for number, feature in zip(gains, features, strict=True)
                if number < most
            ]
    return tuple([name for _, name, _ in _first(named)])


def _of_groups(groups: Sequence[Group], gain: Callable[[Feature], int]) -> list[_Reason]:
    features = list(chain.from_iterable([group.features for group in groups]))
    gains = list(map(gain, features))
    ordered = sorted(gains)[:_MOST]
    if not ordered or ordered[0] >= _SLIGHT:
        return []
    most = min(_SLIGHT, ordered[-1] + 1)  # no others can be named
    return [
        (number, feature[NAME], feature[RUN])
        for number, feature in zip(gains, features, strict=True)
        if number < most
    ]


def _first(reasons: list[_Reason]) -> list[_Reason]:
    """Give the strongest reasons, of those of one run the strongest alone."""
    reasons.sort()
    named: dict[str, _Reason] = {}
    for reason in reasons:
        if reason[2] not in named:
            named[reason[2]] = reason
            if len(named) == _NAMED:
                break
    return list(named.values())


@cache
def read_model() -> StanceModel:
    """Read the shipped weights, once."""
    table = resources.files("findingsgraph.loaders.reading").joinpath("stance_model.tsv")
    return parse_model(table.read_text("utf-8").splitlines())


def parse_model(lines: Iterable[str]) -> StanceModel:
    """Read a table of weights.

    >>> rows = ["=prior 0 0 0 5 0", "=bias 0 0 0 0 0", "good 70 0 0 0 0", "~goo 1 0 0 0 0"]
    >>> parse_model(row.replace(" ", "\\t") for row in rows).words.of("goods")[0].packed
    1
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
