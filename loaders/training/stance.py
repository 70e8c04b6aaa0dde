"""Train the stance model that the loaders ship, loaders/reading/stance_model.tsv.

`python -m findingsgraph.loaders.training.stance` writes it again, the same bytes each time, and what
cross-validation gave into `stance_figures.toml`.

Learns from labels/train alone, each sentence in the item that the loader reads it in.
Cross-validation leaves out whole authorities, so that the figures are about reports of
authorities that the model never saw. The second step learns from scores given that way,
so its probabilities are those of reports that are new.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from findingsgraph.loaders.reading.stance_features import word_parts, words_of
from findingsgraph.loaders.reading.stance_model import NEIGHBOURS, STANCES
from findingsgraph.loaders.records import Stance
from findingsgraph.loaders.training.as_read import REPORTS, as_read
from findingsgraph.loaders.training.figures import Figures, Judged, figures, write_record
from findingsgraph.loaders.training.labels import LABELS, sources
from findingsgraph.loaders.training.stance_examples import (
    Example,
    common_words,
    counts_by_length,
    examples_of,
)
from findingsgraph.loaders.training.stance_weights import Fitted, Scores, fit
from findingsgraph.loaders.training.word_vectors import ReportText, read_texts, word_vectors

MODEL = Path(__file__).resolve().parent.parent / "reading" / "stance_model.tsv"
FOLDS = 6
UNIT = 1000
"""Weights are written in thousandths."""
SMALLEST, SMALLEST_OF_TEXT = 20, 40
"""A feature is left out when no stance gives it this many thousandths; what counts 1/√n needs more."""


def folds(examples: Sequence[Example]) -> list[int]:
    """Give each example its fold, the same for all of an authority."""
    sizes = [0] * FOLDS
    fold: dict[str, int] = {}
    for authority, count in sorted(
        Counter(example.authority for example in examples).items(), key=lambda row: (-row[1], row[0])
    ):
        fold[authority] = sizes.index(min(sizes))
        sizes[fold[authority]] += count
    return [fold[example.authority] for example in examples]


def cross_scores(
    examples: Sequence[Example],
    plain: Sequence[Example],
    fold: Sequence[int],
    texts: Sequence[ReportText],
) -> Scores:
    """Score each example by weights, and vectors of words, that saw nothing of its authority."""
    scores = np.zeros((len(examples), len(STANCES)))
    for out in range(FOLDS):
        held = [at for at, of in enumerate(fold) if of == out]
        unseen = {examples[at].authority for at in held}
        near = word_vectors([text for text in texts if text.authority not in unseen])
        fitted = fit([example for example, at in zip(examples, fold, strict=True) if at != out], near)
        scores[held] = fitted.score([plain[at] for at in held])
    return scores


def with_neighbours(examples: Sequence[Example], scores: Scores) -> Scores:
    """Put each example's scores beside those of the sentences before and after, as `NEIGHBOURS` says."""
    first = np.array([[float(example.first)] for example in examples])
    last = np.array([[float(example.last)] for example in examples])
    before = np.roll(scores, 1, axis=0) * (1 - first)
    after = np.roll(scores, -1, axis=0) * (1 - last)
    return np.hstack([scores, before, first, after, last])


def fit_neighbours(examples: Sequence[Example], values: Scores) -> Any:
    """Fit the second step, whose outcome is a probability."""
    learned = [at for at, example in enumerate(examples) if example.learned]
    wanted = [STANCES.index(examples[at].accepted[0]) for at in learned]
    return LogisticRegression(C=0.3, max_iter=1000).fit(values[learned], wanted)


def judge(examples: Sequence[Example], model: Any, values: Scores) -> list[Judged]:
    """Judge examples by rule or by the second step."""
    stances = [STANCES[at] for at in model.classes_]
    return [
        Judged(example.accepted, *_said(example, stances, row))
        for example, row in zip(examples, model.predict_proba(values), strict=True)
    ]


def _said(example: Example, stances: Sequence[Stance], shares: Scores) -> tuple[Stance, float]:
    if example.ruled:
        return example.ruled.stance, example.ruled.confidence
    return stances[int(shares.argmax())], round(float(shares.max()), 3)


def cross_validate(examples: Sequence[Example], scores: Scores, fold: Sequence[int]) -> list[Judged]:
    """Judge each example by a second step, too, that saw nothing of its authority."""
    values, at = with_neighbours(examples, scores), np.array(fold)
    judged: dict[int, Judged] = {}
    for out in range(FOLDS):
        kept, held = np.flatnonzero(at != out).tolist(), np.flatnonzero(at == out).tolist()
        model = fit_neighbours([examples[i] for i in kept], values[kept])
        judged |= zip(held, judge([examples[i] for i in held], model, values[held]), strict=True)
    return [judged[number] for number in range(len(examples))]


def rows(fitted: Fitted, second: Any, common: frozenset[str]) -> list[str]:
    """Give the lines of the table of weights.

    A word's row holds the weights of its parts too, so that parts are looked up for new words alone.
    """
    weights = fitted.weights
    lines = [
        "# Weights of the stance model in thousandths: feature, then " + ", ".join(STANCES) + ".",
        "# Made by python -m findingsgraph.loaders.training.stance; do not edit.",
        "# ~ a part of a new word, < a word of the sentence before, = how neighbours are weighed in.",
        _row("=prior", fitted.prior),
        _row("=bias", second.intercept_),
    ]
    lines += [_row(f"={name}", each) for name, each in zip(NEIGHBOURS, second.coef_.T, strict=True)]
    for name, row in sorted(weights.items()):
        if _is_word(name):
            parts = () if name in common else word_parts(name)
            lines.append(_row(name, row + sum(weights.get(f"~{part}", 0.0) for part in parts)))
        elif abs(row).max() * UNIT >= (SMALLEST_OF_TEXT if counts_by_length(name) else SMALLEST):
            lines.append(_row(name, row))
    return lines


def _is_word(name: str) -> bool:
    return counts_by_length(name) and name[0] not in "~<" and " " not in name and ":" not in name


def _row(name: str, weights: Iterable[float]) -> str:
    return "\t".join([name, *(str(round(float(weight) * UNIT)) for weight in weights)])


def train(labels: Path = LABELS, reports: Path = REPORTS) -> tuple[list[str], Figures]:
    """Give the lines of the model, and the figures of cross-validation."""
    items = as_read(labels / "train", reports)
    texts = read_texts(reports, sources(labels / "gold"), lambda item: map(words_of, item.texts))
    plain, examples = examples_of(items), examples_of(items, forget=True)
    fold = folds(examples)
    scores = cross_scores(examples, plain, fold, texts)
    judged = cross_validate(plain, scores, fold)
    second = fit_neighbours(plain, with_neighbours(plain, scores))
    fitted = fit(examples, word_vectors(texts))
    return rows(fitted, second, common_words(items)), figures(each for each in judged if each.accepted)


if __name__ == "__main__":
    lines, found = train()
    MODEL.write_text("\n".join(lines) + "\n", "utf-8")
    write_record(found)
    print(f"stance, cross-validation by whole authorities: {found}", file=sys.stderr)
