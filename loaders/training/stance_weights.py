"""Weights of the first step of the stance model: what each feature of a sentence says for each stance.

Beside a sentence's features stands the mean of its words' vectors, which know the company that
words keep in the reports. As a mean is linear in the words, what is learned for the vectors is
added to each word's own weight: reading knows nothing of vectors, and a word that no labelled
sentence has is judged by words like it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from findingsgraph.loaders.reading.stance_model import STANCES
from findingsgraph.loaders.training.stance_examples import Columns, Example
from findingsgraph.loaders.training.word_vectors import SIZE

__all__ = ["Fitted", "Scores", "fit"]

PENALTY, TOLERANCE = 0.1, 0.01
COMPANY = 2.0
"""How much the company that words keep counts against the words themselves."""

Scores = NDArray[np.float64]
Vectors = Mapping[str, Scores]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Features and what each adds to the score of each of `STANCES`, as reading sums them."""

    weights: Mapping[str, Scores]
    prior: Scores

    def score(self, examples: Sequence[Example]) -> Scores:
        """Give each example's score for each stance, in the order of `STANCES`."""
        names = sorted(self.weights)
        table = np.array([self.weights[name] for name in names])
        return np.asarray(_values(examples, names) @ table) + self.prior


def fit(examples: Sequence[Example], near: Vectors) -> Fitted:
    """Fit the weights to the examples that no rule settles.

    `near` holds the vectors of words, `SIZE` numbers each; without any, words are judged by themselves.
    """
    learned = [example for example in examples if example.learned]
    columns, words = Columns(learned), sorted(near)
    said = _values(learned, words)
    vectors, centre = _weighed(said, np.array([near[word] for word in words]).reshape(len(words), SIZE))
    model = LinearSVC(C=PENALTY, tol=TOLERANCE, random_state=0)
    model.fit(
        hstack([columns.matrix(learned), csr_matrix(said @ vectors - centre)]).tocsr(),
        [STANCES.index(example.accepted[0]) for example in learned],
    )
    learned_for = np.zeros((model.coef_.shape[1], len(STANCES)))
    learned_for[:, model.classes_] = model.coef_.T
    own, shared = np.split(learned_for, [len(columns.names)])
    prior = np.full(len(STANCES), -1.0)
    prior[model.classes_] = model.intercept_
    weights = dict(zip(columns.names, own * np.array(columns.scales)[:, None], strict=True))
    for word, row in zip(words, vectors @ shared, strict=True):
        weights[word] = weights.get(word, 0.0) + row
    return Fitted(weights, prior - centre @ shared)


def _weighed(said: csr_matrix, vectors: Scores) -> tuple[Scores, Scores]:
    """Scale the vectors to what they are to count; also give the mean of what the examples have of them."""
    shared = np.asarray(said @ vectors)
    spread = shared - shared.mean(axis=0)
    size = np.sqrt((spread**2).sum(axis=1).mean())
    vectors = vectors * (COMPANY / max(float(size), 1e-9))
    return vectors, np.asarray(said @ vectors).mean(axis=0)


def _values(examples: Sequence[Example], names: Sequence[str]) -> csr_matrix:
    """Give the examples as rows of these features, as large as they are in reading."""
    place = {name: at for at, name in enumerate(names)}
    cells = [
        (row, place[name], value)
        for row, example in enumerate(examples)
        for name, value in example.features.items()
        if name in place
    ]
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    return csr_matrix((values, (rows, columns)), shape=(len(examples), len(names)))
