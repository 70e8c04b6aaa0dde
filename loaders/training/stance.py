"""Train the stance model that the loaders ship, loaders/reading/stance_model.tsv.

`python -m findingsgraph.loaders.training.stance` writes it again, the same bytes each time.

Learns from labels/train alone. Cross-validation leaves out whole authorities, so that the
figures printed are about reports of authorities that the model never saw; the leads and
how often they were right (the confidence) come from it too.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.isotonic import IsotonicRegression
from sklearn.svm import LinearSVC

from findingsgraph.loaders.reading.stance import decide_by_rule
from findingsgraph.loaders.reading.stance_features import (
    context_features,
    previous_features,
    scale,
    text_features,
    word_parts,
    words_of,
)
from findingsgraph.loaders.reading.stance_model import STANCES
from findingsgraph.loaders.records import ItemContext, Stance
from findingsgraph.loaders.training.labels import LABELS, LabelledItem, read_labels

MODEL = Path(__file__).resolve().parent.parent / "reading" / "stance_model.tsv"
FOLDS = 6
UNIT = 1000
"""Weights are written in thousandths."""
SMALLEST = 12
"""A feature is left out when no stance gives it this many thousandths."""
PENALTY = 0.2


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled sentence as features."""

    authority: str
    features: Mapping[str, float]
    accepted: tuple[Stance, ...]
    ruled: Stance | None


def examples_of(items: Sequence[LabelledItem], forget: bool) -> list[Example]:
    """Give the sentences as features; with `forget`, every fourth item loses its kind and grade.

    A model that has learned with and without them still reads where a heading was not understood.
    """
    found = []
    for number, item in enumerate(items):
        context = _forgotten(item.context) if forget and number % 4 == 0 else item.context
        before: list[str] = []
        for index, sentence in enumerate(item.sentences):
            words = words_of(sentence)
            features = sentence_features(words, sentence, before, context, index, len(item.sentences))
            rule = decide_by_rule(sentence, item.context.kind)
            found.append(
                Example(item.authority, features, item.accepted[index], rule.stance if rule else None)
            )
            before = words
    return found


def _forgotten(context: ItemContext) -> ItemContext:
    return replace(context, kind="finding", grade="")


def sentence_features(
    words: Sequence[str],
    sentence: str,
    before: Sequence[str],
    context: ItemContext,
    index: int,
    count: int,
) -> dict[str, float]:
    """Give the features that the model sums when it reads, with their scale."""
    text: Counter[str] = Counter()
    for word in dict.fromkeys(words):
        text[word] = 1
    for word in dict.fromkeys(words):
        text.update(f"~{part}" for part in word_parts(word))
    for name in dict.fromkeys(text_features(words)):
        text[name] = 1
    features = {name: count * scale(words) for name, count in text.items()}
    features |= dict.fromkeys(previous_features(before), scale(before))
    features |= dict.fromkeys(context_features(words, sentence, context, index, count), 1.0)
    return features


class Columns:
    """Which column of the matrix a feature is: those that at least two examples have, by name."""

    def __init__(self, examples: Sequence[Example]) -> None:
        counts = Counter(chain.from_iterable(example.features for example in examples))
        self.names = sorted(name for name, count in counts.items() if count > 1)
        self._at = {name: at for at, name in enumerate(self.names)}

    def matrix(self, examples: Sequence[Example]) -> csr_matrix:
        """Give the examples as rows."""
        starts, columns, values = [0], [], []
        for example in examples:
            for name, value in example.features.items():
                at = self._at.get(name)
                if at is not None:
                    columns.append(at)
                    values.append(value)
            starts.append(len(columns))
        return csr_matrix((values, columns, starts), shape=(len(examples), len(self.names)))


def fit(examples: Sequence[Example]) -> tuple[Columns, Any]:
    """Fit the weights to the examples that no rule settles."""
    learned = [example for example in examples if example.ruled is None]
    columns = Columns(learned)
    model = LinearSVC(C=PENALTY, random_state=0)
    model.fit(columns.matrix(learned), [STANCES.index(example.accepted[0]) for example in learned])
    return columns, model


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


@dataclass(frozen=True, slots=True)
class Guess:
    """What was said of an example, and by what lead over the runner-up (None: a rule)."""

    stance: Stance
    lead: float | None


def guess(columns: Columns, model: Any, examples: Sequence[Example]) -> list[Guess]:
    """Judge examples by rule or model."""
    scores = model.decision_function(columns.matrix(examples))
    guesses = []
    for example, row in zip(examples, scores, strict=True):
        second, best = np.argsort(row, kind="stable")[-2:]
        said = STANCES[model.classes_[best]]
        lead = float(row[best] - row[second])
        guesses.append(Guess(example.ruled, None) if example.ruled else Guess(said, lead))
    return guesses


def cross_validate(examples: Sequence[Example], plain: Sequence[Example]) -> list[Guess]:
    """Judge each example by a model that saw nothing of its authority."""
    fold = folds(examples)
    guesses: list[Guess | None] = [None] * len(examples)
    for out in range(FOLDS):
        columns, model = fit([example for example, at in zip(examples, fold, strict=True) if at != out])
        held = [at for at, of in enumerate(fold) if of == out]
        for at, said in zip(held, guess(columns, model, [plain[at] for at in held]), strict=True):
            guesses[at] = said
    return [said for said in guesses if said is not None]


def report(name: str, examples: Sequence[Example], guesses: Sequence[Guess]) -> str:
    """Give accuracy and macro-F1 (strength, weakness, context, required-action) in a line."""
    confusion: Counter[tuple[Stance, Stance]] = Counter()
    for example, said in zip(examples, guesses, strict=True):
        right = said.stance in example.accepted
        confusion[example.accepted[0], example.accepted[0] if right else said.stance] += 1
    accuracy = sum(count for (want, got), count in confusion.items() if want == got) / len(examples)
    f1 = {}
    for stance in STANCES:
        true = confusion[stance, stance]
        wrong = sum(n for (want, got), n in confusion.items() if (want == stance) != (got == stance))
        f1[stance] = 2 * true / (2 * true + wrong) if true + wrong else 1.0
    macro = sum(share for stance, share in f1.items() if stance != "mixed") / 4
    shares = " ".join(f"{stance} {share:.3f}" for stance, share in f1.items())
    return f"{name}: accuracy {accuracy:.4f} macro-F1 {macro:.4f} ({shares}) of {len(examples)} sentences"


def calibrate(examples: Sequence[Example], guesses: Sequence[Guess]) -> list[tuple[int, float]]:
    """Give leads in thousandths with the share of such guesses that were right, rising."""
    pairs = [
        (said.lead, said.stance in example.accepted)
        for example, said in zip(examples, guesses, strict=True)
        if said.lead is not None
    ]
    leads, right = np.array([lead for lead, _ in pairs]), np.array([float(ok) for _, ok in pairs])
    curve = IsotonicRegression(out_of_bounds="clip").fit(leads, right)
    steps = np.unique(np.round(np.quantile(leads, np.linspace(0.02, 0.98, 25)), 3))
    return [
        (round(step * UNIT), round(float(share), 3))
        for step, share in zip(steps, curve.predict(steps), strict=True)
    ]


def rows(columns: Columns, model: Any, steps: Sequence[tuple[int, float]]) -> list[str]:
    """Give the lines of the table of weights."""
    at = {stance: number for number, stance in enumerate(model.classes_)}
    order = [at.get(number) for number in range(len(STANCES))]
    table = np.zeros((len(STANCES), len(columns.names)))
    prior = np.zeros(len(STANCES))
    for number, row in enumerate(order):
        if row is not None:
            table[number], prior[number] = model.coef_[row], model.intercept_[row]
        else:
            prior[number] = -9.0
    table = np.rint(table * UNIT).astype(int)
    lines = [
        "# Weights of the stance model in thousandths: feature, then " + ", ".join(STANCES) + ".",
        "# Made by python -m findingsgraph.loaders.training.stance; do not edit. ~ marks a part of a word.",
        "=prior\t" + "\t".join(str(round(value * UNIT)) for value in prior),
    ]
    lines += [f"=right\t{lead}\t{share}" for lead, share in steps]
    for name, weights in zip(columns.names, table.T, strict=True):
        if abs(weights).max() >= SMALLEST:
            lines.append(name + "\t" + "\t".join(map(str, weights)))
    return lines


def train(labels: Path = LABELS) -> list[str]:
    """Cross-validate, print the figures, and give the lines of the model."""
    items = read_labels(labels / "train")
    plain, examples = examples_of(items, forget=False), examples_of(items, forget=True)
    guesses = cross_validate(examples, plain)
    print(report("cross-validation over whole authorities", plain, guesses), file=sys.stderr)
    columns, model = fit(examples)
    return rows(columns, model, calibrate(plain, guesses))


if __name__ == "__main__":
    MODEL.write_text("\n".join(train()) + "\n", "utf-8")
