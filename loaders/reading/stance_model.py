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
from operator import mul, sub
from typing import NamedTuple

from findingsgraph.loaders.reading.stance_features import (
    context_features,
    cue_features,
    scale,
    text_features,
    word_parts,
    words_of,
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

Row = tuple[int, ...]
_NOTHING: Row = (0, 0, 0, 0, 0)
_SLIGHT = -20
"""Thousandths: a feature that adds less to the lead is not named."""


class Judged(NamedTuple):
    """What the model says of one sentence."""

    stance: Stance
    confidence: float
    features: tuple[str, ...]
    """The features that speak most for this stance against the runner-up, strongest first."""


class _Found(NamedTuple):
    scale: float
    names: list[str]
    columns: list[Row]
    """For each stance the weights of `names`; empty when nothing was found."""


class _Scored(NamedTuple):
    scores: list[float]
    found: tuple[_Found, ...]


@dataclass(frozen=True, slots=True)
class StanceModel:
    """Weights of both steps."""

    prior: Row
    features: dict[str, Row]
    parts: dict[str, Row]
    """Weights of the parts of words."""
    neighbours: tuple[Row, ...]
    """Weights of the second step: for each stance those of `NEIGHBOURS`, in this order."""
    bias: Row
    words: dict[str, Row]
    """Sums of the weights of a word and its parts, for the words met so far."""

    def word(self, word: str) -> Row:
        """Give the weight of a word with its parts."""
        known = self.words.get(word)
        if known is None:
            rows = [self.features.get(word, _NOTHING)]
            rows += [self.parts[part] for part in word_parts(word) if part in self.parts]
            known = self.words[word] = tuple(map(sum, zip(*rows, strict=True)))
        return known

    def judge(self, sentences: Sequence[str], context: ItemContext) -> tuple[Judged, ...]:
        """Judge the sentences of one item."""
        scored = []
        before: list[str] = []
        for index, sentence in enumerate(sentences):
            words = list(dict.fromkeys(all_words := words_of(sentence)))
            about = context_features(all_words, sentence, context, index, len(sentences))
            scored.append(self._score(all_words, words, before, about))
            before = words
        return tuple([self._weigh(scored, index) for index in range(len(scored))])

    def _score(self, all_words: list[str], words: list[str], before: list[str], about: list[str]) -> _Scored:
        found = (
            self._found(scale(all_words), text_features(all_words), words),
            self._found(1.0, cue_features(all_words) + about),
            self._found(scale(before), ["<" + word for word in before]),
        )
        scores = [weight / 1000 for weight in self.prior]
        for factor, _, columns in found:
            share = factor / 1000
            for at, column in enumerate(columns):
                scores[at] += share * sum(column)
        return _Scored(scores, found)

    def _found(self, factor: float, features: Sequence[str], words: Sequence[str] = ()) -> _Found:
        known = self.features
        names = [name for name in features if name in known]
        rows = [known[name] for name in names]
        if words:
            names += words
            rows += map(self.word, words)
        return _Found(factor, names, list(zip(*rows, strict=True)))

    def _weigh(self, scored: Sequence[_Scored], index: int) -> Judged:
        none = [0.0] * len(STANCES)
        ahead, behind = index == 0, index == len(scored) - 1
        values = [
            *scored[index].scores,
            *(none if ahead else scored[index - 1].scores),
            float(ahead),
            *(none if behind else scored[index + 1].scores),
            float(behind),
        ]
        weighed = [
            (bias + sum(map(mul, values, weights))) / 1000
            for bias, weights in zip(self.bias, self.neighbours, strict=True)
        ]
        best, second = sorted(range(len(STANCES)), key=lambda at: (-weighed[at], at))[:2]
        share = 1 / sum(exp(score - weighed[best]) for score in weighed)
        return Judged(STANCES[best], round(share, 3), _strongest(scored[index].found, best, second))


def _strongest(found: Iterable[_Found], best: int, second: int) -> tuple[str, ...]:
    strong: list[tuple[float, str]] = []
    for factor, names, columns in found:
        if columns:
            least = _SLIGHT / factor
            gains = map(sub, columns[second], columns[best])
            strong += [(factor * gain, name) for gain, name in zip(gains, names, strict=True) if gain < least]
    return tuple([name for _, name in sorted(strong)[:3]])


class _Numbers(dict[str, int]):
    """Each number once: the table has few different ones, and one that is shared is near at hand."""

    def __missing__(self, written: str) -> int:
        number = self[written] = int(written)
        return number


@cache
def read_model() -> StanceModel:
    """Read the shipped weights, once."""
    table = resources.files("findingsgraph.loaders.reading").joinpath("stance_model.tsv")
    return parse_model(table.read_text("utf-8").splitlines())


def parse_model(lines: Iterable[str]) -> StanceModel:
    """Read a table of weights.

    >>> rows = ["=prior 0 0 0 5 0", "=bias 0 0 0 0 0", "good 70 0 0 0 0", "~goo 1 0 0 0 0"]
    >>> parse_model(row.replace(" ", "\\t") for row in rows).word("good")
    (71, 0, 0, 0, 0)
    """
    second: dict[str, Row] = {}
    groups: dict[str, dict[str, Row]] = {"=": second, "~": {}}
    features: dict[str, Row] = {}
    number = _Numbers()
    for line in lines:
        if line and line[0] != "#":
            name, a, b, c, d, e = line.split("\t")
            row = (number[a], number[b], number[c], number[d], number[e])
            group = groups.get(name[0])
            if group is None:
                features[name] = row
            else:
                group[name[1:]] = row
    return StanceModel(
        prior=second.get("prior", _NOTHING),
        features=features,
        parts=groups["~"],
        neighbours=tuple(zip(*(second.get(name, _NOTHING) for name in NEIGHBOURS), strict=True)),
        bias=second.get("bias", _NOTHING),
        words={},
    )
